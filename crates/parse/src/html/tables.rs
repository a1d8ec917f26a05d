//! Tables of a page: those of data keep their grid; those that only set numbers beside paragraphs are these paragraphs.

use minuted_model::Cell;
use scraper::ElementRef;

use super::{Reader, Style};
use crate::{colour, markers};

impl Reader<'_> {
    /// Paragraphs that a table numbers.
    pub(super) fn read_numbered(&mut self, rows: Vec<(String, ElementRef<'_>)>, style: &Style) {
        for (number, beside) in rows {
            self.flush();
            self.current.marker = Some(number).filter(|number| !number.is_empty());
            self.read_children(beside, style);
            self.flush();
            self.current.marker = None;
        }
    }

    pub(super) fn read_table(&mut self, table: ElementRef<'_>, style: &Style) {
        self.flush();
        let number = self.tables;
        self.tables += 1;
        let mut covered: Vec<(u32, u32, u32)> = Vec::new();
        for (row, at) in own_rows(table).into_iter().zip(0..) {
            let mut column = 0;
            for cell in row
                .children()
                .filter_map(ElementRef::wrap)
                .filter(|cell| ["td", "th"].contains(&cell.value().name()))
            {
                while covered
                    .iter()
                    .any(|&(from, to, taken)| from <= at && at < to && taken == column)
                {
                    column += 1;
                }
                let span = |name: &str| {
                    cell.value()
                        .attr(name)
                        .and_then(|value| value.trim().parse::<u32>().ok())
                        .unwrap_or(1)
                        .clamp(1, 100)
                };
                let columns = span("colspan");
                covered.extend(
                    (column..column + columns).map(|taken| (at, at + span("rowspan"), taken)),
                );
                let header = cell.value().name() == "th" || at == 0;
                let shade = colour::background(cell);
                let place = Cell { table: number, row: at, column, columns, header, shade };
                let before = self.document.blocks.len();
                self.read_children(cell, &Style { cell: Some(place), ..style.clone() });
                self.flush();
                if self.document.blocks.len() == before && shade.is_some() {
                    self.document.shaded.push(place);
                }
                column += columns;
            }
        }
    }
}

/// The number of each row and what stands beside it, where a table does nothing but number paragraphs: "15.2 | RESOLVED that:",
/// "(a) | approves the plan;". A row may go on without a number.
pub(super) fn numbered(table: ElementRef<'_>) -> Option<Vec<(String, ElementRef<'_>)>> {
    let rows = own_rows(table).into_iter().map(numbered_row).collect::<Option<Vec<_>>>()?;
    rows.iter().any(|(number, _)| number.contains(char::is_alphanumeric)).then_some(rows)
}

/// A row of a number, or nothing, and a last cell with words.
fn numbered_row(row: ElementRef<'_>) -> Option<(String, ElementRef<'_>)> {
    let cells: Vec<_> = row.children().filter_map(ElementRef::wrap).collect();
    let (beside, before) =
        cells.split_last().filter(|(_, before)| (1..=2).contains(&before.len()))?;
    let plain = cells.iter().all(|cell| cell.value().name() == "td");
    let told = beside.text().any(|text| !text.trim().is_empty());
    let number: String = before.iter().flat_map(|cell| cell.text()).collect();
    let number = number.replace('\u{a0}', " ").trim().to_owned();
    let line = format!("{number} X");
    let alone = markers::split(&line).is_some_and(|(_, rest)| rest == "X");
    (plain && told && (number.is_empty() || alone)).then_some((number, *beside))
}

/// The rows of a table that are not those of a table inside it.
fn own_rows(table: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut rows = Vec::new();
    for child in table.children().filter_map(ElementRef::wrap) {
        match child.value().name() {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => rows.extend(own_rows(child)),
            _ => {}
        }
    }
    rows
}

/// A table of data has rows of two cells or more, no table inside, and no cell as long as a page.
pub(super) fn is_data_table(table: ElementRef<'_>) -> bool {
    let rows = own_rows(table);
    let cells = |row: &ElementRef<'_>| {
        row.children()
            .filter_map(ElementRef::wrap)
            .filter(|cell| ["td", "th"].contains(&cell.value().name()))
            .count()
    };
    let wide = rows.iter().filter(|row| cells(row) >= 2).count();
    let nested = table
        .descendants()
        .skip(1)
        .filter_map(ElementRef::wrap)
        .any(|inner| inner.value().name() == "table");
    let longest = rows
        .iter()
        .flat_map(|row| row.children().filter_map(ElementRef::wrap))
        .map(|cell| cell.text().map(str::len).sum::<usize>())
        .max()
        .unwrap_or(0);
    wide >= 2 && !nested && longest < 6_000
}
