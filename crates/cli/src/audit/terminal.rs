//! The audit for a terminal: tables of counts, then every record with something to chase.

use std::io::{self, Write};

use super::count::GROUPINGS;
use super::{Audit, Finding};
use crate::report::{count, printable};

/// Characters of a clause shown in the list.
const SHOWN: usize = 100;

/// Writes it.
///
/// # Errors
/// Those of `out`.
pub(crate) fn write(out: &mut impl Write, audit: &Audit) -> io::Result<()> {
    writeln!(
        out,
        "{} audited, {} with something to chase",
        count(audit.counts.all.records, "record"),
        audit.findings.len()
    )?;
    let groupings = if audit.findings.is_empty() { &[][..] } else { &GROUPINGS[..] };
    for grouping in groupings {
        writeln!(out)?;
        write_table(out, &table(audit, grouping))?;
    }
    for finding in &audit.findings {
        writeln!(out)?;
        write_finding(out, finding)?;
    }
    Ok(())
}

fn write_finding(out: &mut impl Write, finding: &Finding) -> io::Result<()> {
    let brief = &finding.record;
    let label = brief.label.as_ref().map_or(String::new(), |label| format!("{label} "));
    writeln!(out, "{}", printable(&brief.place()))?;
    writeln!(out, "  {}", printable(&format!("{label}{}", shorten(&brief.text))))?;
    for (check, reason) in &finding.checks {
        writeln!(out, "  {}: {}", check.word(), printable(&shorten(reason)))?;
    }
    Ok(())
}

/// A header and a row for each group, then one for all.
pub(crate) fn table(audit: &Audit, grouping: &str) -> Vec<Vec<String>> {
    let columns = audit.counts.columns();
    let mut header = vec![grouping.to_owned(), "records".to_owned()];
    header.extend(columns.iter().map(|check| check.word().to_owned()));
    let mut rows = vec![header];
    let all = ("all".to_owned(), audit.counts.all.clone());
    let groups = audit.counts.of(grouping).map(|(name, count)| (name.clone(), count.clone()));
    for (name, count) in groups.chain([all]) {
        let mut row = vec![printable(&name), count.records.to_string()];
        row.extend(columns.iter().map(|check| count.share(*check)));
        rows.push(row);
    }
    rows
}

fn write_table(out: &mut impl Write, rows: &[Vec<String>]) -> io::Result<()> {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(width).collect();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(index, (cell, &width))| {
            if index == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        let line: Vec<String> = cells.collect();
        writeln!(out, "{}", line.join("  ").trim_end())?;
    }
    Ok(())
}

/// The first words of a clause, with an ellipsis if any are left out.
pub(crate) fn shorten(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let kept: String = text.chars().take(SHOWN).collect();
    let kept = kept.rsplit_once(' ').map_or(kept.as_str(), |(before, _)| before);
    format!("{kept} …")
}
