//! `minuted audit`: which recommendations lack a deadline, an owner, a target, and whose they are.
//!
//! Charts and a page for review are no part of it. Lost, withdrawn and superseded clauses are left out, and so is what only
//! notes something or is the meeting's own housekeeping.

use anyhow::Result;
use minuted_store::Exported;

use crate::Exit;
use crate::args::{AuditArgs, AuditFormat};
use crate::export;
use crate::records;
use crate::sink::Out;

mod count;
mod csv;
mod filter;
mod find;
mod json;
mod markdown;
mod sarif;
mod terminal;

pub(crate) use filter::{FilterArgs, parse_date};
pub(crate) use find::Check;

use count::Counts;
use find::{Finder, Finding};

/// What was found.
pub(crate) struct Audit {
    /// Counts by group.
    pub(crate) counts: Counts,
    /// Records with something to chase, in input order.
    pub(crate) findings: Vec<Finding>,
    /// What the findings were looked for with.
    pub(crate) finder: Finder,
}

/// Runs the command.
///
/// # Errors
/// Records cannot be read, or the output cannot be written.
pub(crate) fn audit(args: &AuditArgs) -> Result<Exit> {
    let finder = Finder::new(args)?;
    let mut audit = Audit { counts: Counts::default(), findings: Vec::new(), finder };
    let mut waiting = Vec::new();
    let take = |record| {
        audit.finder.see_links(&record);
        if audit.finder.is_in_scope(&record) && args.filter.lets_pass(&record) {
            waiting.push(record);
        }
        Ok(())
    };
    let exit = match &args.db {
        Some(db) => {
            export::open(db)?.each_record(Exported::default(), take).map(|()| Exit::Done)?
        }
        None => records::each(&args.paths, &args.reading, take)?,
    };
    // Only now are all answers known: an answer may come after what it answers.
    for record in waiting {
        let finding = audit.finder.find(&record);
        audit.counts.add(&record, &finding.checks);
        if !finding.checks.is_empty() {
            audit.findings.push(finding);
        }
    }
    write(&audit, args)?;
    let found = audit.findings.iter().flat_map(|finding| &finding.checks);
    let fails = found.into_iter().any(|(check, _)| args.fails_on(*check));
    Ok(if fails && exit == Exit::Done { Exit::Found } else { exit })
}

fn write(audit: &Audit, args: &AuditArgs) -> Result<()> {
    let mut out = Out::open(args.output.as_deref())?;
    match args.format() {
        AuditFormat::Terminal => terminal::write(&mut out, audit)?,
        AuditFormat::Markdown => markdown::write(&mut out, audit)?,
        AuditFormat::Csv => csv::write(&mut out, audit)?,
        AuditFormat::Json => json::write(&mut out, audit)?,
        AuditFormat::Sarif => sarif::write(&mut out, audit)?,
    }
    out.finish()
}
