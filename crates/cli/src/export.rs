//! `minuted export`, `changes` and `failures`: what is in a database, written out.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use minuted_emit::{json_text, v1};
use minuted_store::{Change, Exported, Store};
use serde::Serialize;
use serde_json::json;

use crate::Exit;
use crate::import::args::{ChangesArgs, ExportArgs, FailuresArgs};
use crate::link_db;
use crate::report::printable;
use crate::sink::{Out, Sink};

/// Writes every record, by path and place in the paper.
///
/// # Errors
/// The database cannot be read or the output cannot be written; what comes twice is to be left out and is not known.
pub(crate) fn export(args: &ExportArgs) -> Result<Exit> {
    let store = open(&args.db)?;
    let mut sink = Sink::open(&args.output)?;
    let once = args.no_duplicates;
    if once {
        link_db::check(&store, &args.db)?;
    }
    store
        .each_record(Exported { present: args.present, once }, |record| sink.write(vec![record]))?;
    sink.finish()?;
    Ok(Exit::Done)
}

/// Tells what changed since a run, as JSON Lines.
///
/// # Errors
/// There is no such run; the database cannot be read or the output cannot be written.
pub(crate) fn changes(args: &ChangesArgs) -> Result<Exit> {
    let store = open(&args.db)?;
    let runs = store.runs()?;
    if args.since != 0 && !runs.contains(&args.since) {
        let last = runs.last().copied().unwrap_or(0);
        bail!("--since {}: no such run, expected 0 to {last}", args.since);
    }
    let mut out = Out::open(None)?;
    store.each_change(args.since, |change| write_change(&mut out, change))?;
    out.finish()?;
    Ok(Exit::Done)
}

/// A change as printed. Its record is written as `export` writes it: by way of a JSON value, 93.6 would become 93.5999984741211.
#[derive(Serialize)]
struct Line {
    op: &'static str,
    id: String,
    record: Option<v1::Record>,
}

fn write_change(out: &mut impl Write, change: Change) -> Result<()> {
    let Change { op, id, record } = change;
    let line = Line { op: op.as_str(), id, record: record.map(v1::Record::from) };
    writeln!(out, "{}", json_text(serde_json::to_string(&line)?))?;
    Ok(())
}

/// Lists files that could not be read: path, stage and reason, or JSON Lines.
///
/// # Errors
/// The database cannot be read or the output cannot be written.
pub(crate) fn failures(args: &FailuresArgs) -> Result<Exit> {
    let failures = open(&args.db)?.failures()?;
    let mut out = Out::open(None)?;
    for failure in &failures {
        let (path, member) = (&failure.path, &failure.member);
        let (stage, reason) = (&failure.stage, &failure.reason);
        let line = if args.json {
            let member = Some(member).filter(|member| !member.is_empty());
            let line = json!({ "path": path, "member": member, "stage": stage, "reason": reason });
            json_text(line.to_string())
        } else if member.is_empty() {
            printable(&format!("{path}: {stage}: {reason}"))
        } else {
            printable(&format!("{path}: {member}: {stage}: {reason}"))
        };
        writeln!(out, "{line}")?;
    }
    out.finish()?;
    Ok(if failures.is_empty() { Exit::Done } else { Exit::Found })
}

/// Opens a database that must be there.
///
/// # Errors
/// It is not there, or none of ours.
pub(crate) fn open(db: &Path) -> Result<Store> {
    if !db.exists() {
        bail!(
            "{}: there is no such database: `minuted import ARCHIVE --db FILE` makes one",
            db.display()
        );
    }
    Ok(Store::open_to_read(db)?)
}
