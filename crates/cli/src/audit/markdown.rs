//! The audit as Markdown: a page that can be put before a committee.

use std::io::{self, Write};

use minuted_emit::markdown_text;

use super::Audit;
use super::count::GROUPINGS;
use super::terminal::table;
use crate::report::count;

/// Writes it.
///
/// # Errors
/// Those of `out`.
pub(crate) fn write(out: &mut impl Write, audit: &Audit) -> io::Result<()> {
    writeln!(out, "# Audit of recommendations\n")?;
    write!(out, "{} audited", count(audit.counts.all.records, "record"))?;
    write!(out, ", {} with something to chase", audit.findings.len())?;
    match audit.finder.as_of {
        Some(as_of) => writeln!(out, ", as of {as_of}.\n")?,
        None => writeln!(out, ".\n")?,
    }
    for check in audit.counts.columns() {
        writeln!(out, "* `{}`: {}", check.word(), check.meaning())?;
    }
    for grouping in GROUPINGS {
        writeln!(out, "\n## By {grouping}\n")?;
        write_table(out, &table(audit, grouping))?;
    }
    writeln!(out, "\n## To chase\n")?;
    write_table(out, &findings(audit))
}

fn findings(audit: &Audit) -> Vec<Vec<String>> {
    let header = ["Where", "No.", "Clause", "Owner", "Due", "To chase"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for finding in &audit.findings {
        let brief = &finding.record;
        let checks: Vec<String> = finding
            .checks
            .iter()
            .map(|(check, reason)| format!("{}: {reason}", check.word()))
            .collect();
        rows.push(vec![
            brief.place(),
            brief.label.clone().unwrap_or_default(),
            brief.text.clone(),
            brief.owners.join("; "),
            brief.due.map_or(String::new(), |due| due.to_string()),
            checks.join("; "),
        ]);
    }
    rows
}

fn write_table(out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| markdown_text(cell)).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
        if index == 0 {
            writeln!(out, "|{}", "---|".repeat(row.len()))?;
        }
    }
    Ok(())
}
