//! The audit's findings as CSV: one row for each thing to chase.

use std::io::{self, Write};

use minuted_emit::csv_cell;

use super::Audit;

const HEADER: [&str; 15] = [
    "check",
    "reason",
    "id",
    "kind",
    "label",
    "text",
    "owner",
    "portfolio",
    "due",
    "council",
    "body",
    "meeting_date",
    "path",
    "page",
    "as_of",
];

/// Writes it.
///
/// # Errors
/// Those of `out`.
pub(crate) fn write(out: &mut impl Write, audit: &Audit) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(HEADER)?;
    let date = |date: Option<minuted_model::Date>| date.map_or(String::new(), |it| it.to_string());
    for finding in &audit.findings {
        let brief = &finding.record;
        for (check, reason) in &finding.checks {
            let row = [
                check.word().to_owned(),
                reason.clone(),
                brief.id.clone(),
                brief.kind.to_owned(),
                brief.label.clone().unwrap_or_default(),
                brief.text.clone(),
                brief.owners.join("; "),
                brief.portfolios.join("; "),
                date(brief.due),
                brief.council.clone().unwrap_or_default(),
                brief.body.clone().unwrap_or_default(),
                date(brief.date),
                brief.path.clone(),
                brief.page.map_or(String::new(), |page| page.to_string()),
                date(audit.finder.as_of),
            ];
            table.write_record(row.iter().map(|cell| csv_cell(cell)))?;
        }
    }
    table.flush()
}
