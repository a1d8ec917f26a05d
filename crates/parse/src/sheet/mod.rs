//! Spreadsheets to tables: every sheet that is shown is one or more tables, its name a heading where somebody gave it one.
//!
//! Reads: cells as displayed where the format says so, dates as ISO dates, cells merged across as wide cells, lines of a cell
//! as paragraphs, titles above a table as paragraphs, header rows, bold and strike of whole cells in XLSX.
//! Ignores: hidden sheets, formulas but for their last results, comments, charts, looks of parts of a cell.

mod bounds;
pub(crate) mod delimited;
pub(crate) mod ods;
mod values;
pub(crate) mod xls;
pub(crate) mod xlsx;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::{Cell, Document, MarkKind, Piece};
use regex::Regex;

use crate::builder::{self, Paragraph};

/// Names that spreadsheets give sheets by themselves.
static UNNAMED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^(?:sheet|table) ?\d*$").expect("a fixed pattern compiles"));

/// Most rows that head a table: a merged title over columns, and the columns' own.
const MOST_HEADERS: u32 = 3;

/// A cell with words, or with a colour alone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled {
    pub(crate) text: String,
    pub(crate) marks: Vec<MarkKind>,
    /// Columns it covers, at least 1.
    pub(crate) columns: u32,
    pub(crate) shade: Option<[u8; 3]>,
}

impl Filled {
    /// A plain cell of one column.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), columns: 1, ..Self::default() }
    }
}

/// The filled cells of one row, by column.
pub(crate) type Row = BTreeMap<u32, Filled>;

/// The filled rows of a sheet, by number.
pub(crate) type Rows = BTreeMap<u32, Row>;

/// Sheets on their way into a document.
pub(crate) struct Sheets<'a> {
    document: &'a mut Document,
    tables: u32,
}

impl<'a> Sheets<'a> {
    /// No sheet yet.
    pub(crate) fn new(document: &'a mut Document) -> Self {
        Self { document, tables: 0 }
    }

    /// Appends a sheet.
    pub(crate) fn push(&mut self, name: &str, mut rows: Rows) {
        let has_words = |cell: &Filled| !cell.text.trim().is_empty();
        for row in rows.values_mut() {
            row.retain(|_, cell| has_words(cell) || cell.shade.is_some());
        }
        rows.retain(|_, row| row.values().any(has_words));
        if !rows.is_empty() && !name.is_empty() && !UNNAMED.is_match(name.trim()) {
            let heading = Paragraph { heading: Some(2), ..paragraph(name, &[]) };
            builder::push(self.document, heading);
        }
        let mut table: Vec<Row> = Vec::new();
        let mut above = None;
        let mut rows = rows.into_iter().peekable();
        while let Some((number, row)) = rows.next() {
            let after_gap = above.is_none_or(|above| number > above + 1);
            above = Some(number);
            let words = |row: &Row| row.values().filter(|cell| has_words(cell)).count();
            let next_is_wide = rows.peek().is_some_and(|(_, next)| words(next) > 1);
            let is_title = words(&row) == 1 && (table.is_empty() || after_gap && next_is_wide);
            if is_title {
                self.end(&mut table);
                row.values().for_each(|cell| self.push_lines(cell, None));
            } else {
                table.push(row);
            }
        }
        self.end(&mut table);
    }

    /// Appends the rows of a table and forgets them.
    fn end(&mut self, rows: &mut Vec<Row>) {
        if rows.is_empty() {
            return;
        }
        let mut heading = true;
        for (row, at) in rows.drain(..).zip(0..) {
            let header = heading && at < MOST_HEADERS;
            // Below a title merged over columns stand the names of the columns.
            heading = header && row.values().any(|cell| cell.columns > 1);
            for (column, cell) in &row {
                let columns = cell.columns.max(1);
                let place = Cell {
                    table: self.tables,
                    row: at,
                    column: *column,
                    columns,
                    header,
                    shade: cell.shade,
                };
                if cell.text.trim().is_empty() {
                    self.document.shaded.push(place);
                }
                self.push_lines(cell, Some(place));
            }
        }
        self.tables += 1;
    }

    fn push_lines(&mut self, cell: &Filled, place: Option<Cell>) {
        for line in cell.text.lines().filter(|line| !line.trim().is_empty()) {
            builder::push(self.document, Paragraph { cell: place, ..paragraph(line, &cell.marks) });
        }
    }
}

fn paragraph(text: &str, marks: &[MarkKind]) -> Paragraph {
    let piece = Piece { marks: marks.to_vec(), ..Piece::plain(text) };
    Paragraph { pieces: vec![piece], ..Paragraph::default() }
}

#[cfg(test)]
mod tests;
