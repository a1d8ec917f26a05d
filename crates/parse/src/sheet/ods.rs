//! ODS (OpenDocument spreadsheet): cells as displayed, save dates. Rows and cells that are repeated by the thousand, as
//! spreadsheets do with empty ones, are counted but not made.

use std::collections::BTreeMap;

use minuted_model::{Diagnostic, Document};

use super::{Filled, Row, Rows, Sheets, values};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::office::xml::Element;
use crate::office::{self, Package, xml};

const DEEPEST: usize = 256;

/// Most times a filled row or cell is repeated.
const MOST_REPEATS: u32 = 50;

/// Whether bytes are a package that says it holds a spreadsheet.
pub(crate) fn is_it(bytes: &[u8]) -> bool {
    office::has_member(bytes, "content.xml")
        && Package::open(bytes, &Limits::default())
            .and_then(|mut package| package.member("mimetype"))
            .is_ok_and(|kind| kind.is_some_and(|kind| kind.contains("opendocument.spreadsheet")))
}

/// Reads a spreadsheet.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    let content = Package::open(bytes, limits)?.member("content.xml")?.ok_or_else(|| {
        Error::new(ErrorKind::Damaged, "no member content.xml, expected an ODS package")
    })?;
    let content = xml::read(&content, DEEPEST)?;
    let media_type = "application/vnd.oasis.opendocument.spreadsheet".to_owned();
    let mut document = Document { media_type, ..Document::default() };
    let mut sheets = Sheets::new(&mut document);
    let hidden = hidden_styles(&content);
    let mut tables = Vec::new();
    content.all("table", &mut tables);
    for table in tables {
        let style = table.get("style-name").unwrap_or_default();
        if hidden.contains_key(style) {
            continue;
        }
        let mut rows = Rows::new();
        read_rows(table, &mut 0, &mut rows);
        sheets.push(table.get("name").unwrap_or_default(), rows);
    }
    Ok((document, Vec::new()))
}

/// Styles of tables that are not displayed.
fn hidden_styles(content: &Element) -> BTreeMap<&str, ()> {
    let mut styles = Vec::new();
    content.all("style", &mut styles);
    let is_hidden = |style: &&&Element| {
        let properties = style.child("table-properties");
        properties.is_some_and(|properties| properties.get("display") == Some("false"))
    };
    styles.iter().filter(is_hidden).filter_map(|style| Some((style.get("name")?, ()))).collect()
}

fn read_rows(element: &Element, at: &mut u32, rows: &mut Rows) {
    for child in element.elements() {
        match child.name.as_str() {
            "table-header-rows" | "table-rows" | "table-row-group" => read_rows(child, at, rows),
            "table-row" => {
                let row = read_row(child);
                let times = repeats(child, "number-rows-repeated");
                if !row.is_empty() {
                    for again in 0..times.min(MOST_REPEATS) {
                        rows.insert(at.saturating_add(again), row.clone());
                    }
                }
                *at = at.saturating_add(times);
            }
            _ => {}
        }
    }
}

fn read_row(element: &Element) -> Row {
    let mut row = Row::new();
    let mut column: u32 = 0;
    let is_cell = |it: &&Element| it.name == "table-cell" || it.name == "covered-table-cell";
    for cell in element.elements().filter(is_cell) {
        let times = repeats(cell, "number-columns-repeated");
        let text = text_of(cell);
        if !text.trim().is_empty() {
            let columns = repeats(cell, "number-columns-spanned").min(100);
            for again in 0..times.min(MOST_REPEATS) {
                let filled = Filled { columns, ..Filled::plain(text.clone()) };
                row.insert(column.saturating_add(again), filled);
            }
        }
        column = column.saturating_add(times);
    }
    row
}

fn repeats(element: &Element, name: &str) -> u32 {
    element.get(name).and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

/// A date as ISO has it, anything else as displayed: one line for each paragraph.
fn text_of(cell: &Element) -> String {
    if let Some(date) = cell.get("date-value") {
        return values::iso_day(date);
    }
    let paragraphs = cell.elements().filter(|child| child.name == "p");
    paragraphs.map(xml::text_of).collect::<Vec<_>>().join("\n")
}
