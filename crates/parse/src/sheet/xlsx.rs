//! XLSX (Excel 2007 and later), read cell by cell: a sheet whose last cell is far away costs no more than its cells.

use std::io::Cursor;

use calamine::{Color, Dimensions, Reader as _, SheetVisible, Style, Xlsx, XlsxError};
use minuted_model::{Diagnostic, Document, MarkKind};

use super::{Filled, Rows, Sheets, values};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::office;

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    office::check_expanded(bytes, limits)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned();
    let mut document = Document { media_type, ..Document::default() };
    let mut sheets = Sheets::new(&mut document);
    let shown = book.sheets_metadata().iter().filter(|it| it.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    for name in names {
        // Chart sheets have no cells and are no worksheets.
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        match read_sheet(&mut book, &name, &merged) {
            Ok(rows) => sheets.push(&name, rows),
            Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => {}
            Err(error) => return Err(damaged(&error)),
        }
    }
    Ok((document, Vec::new()))
}

fn damaged(error: &XlsxError) -> Error {
    let kind = if matches!(error, XlsxError::Password) {
        ErrorKind::Encrypted
    } else {
        ErrorKind::Damaged
    };
    Error::new(kind, format!("damaged workbook ({error}), expected an XLSX package"))
}

/// What a style says that a table can hold.
struct Look {
    format: Option<String>,
    marks: Vec<MarkKind>,
    shade: Option<[u8; 3]>,
}

fn look(style: &Style) -> Look {
    let font = style.font.as_ref();
    let marks = [
        (font.is_some_and(calamine::Font::is_bold), MarkKind::Bold),
        (font.is_some_and(calamine::Font::has_strikethrough), MarkKind::Struck),
    ];
    let colour = style.fill.as_ref().filter(|fill| fill.is_visible()).and_then(|it| it.get_color());
    Look {
        format: style.number_format.as_ref().map(|format| format.format_code.clone()),
        marks: marks.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect(),
        shade: colour
            .map(|Color { red, green, blue, .. }| [red, green, blue])
            .filter(|it| *it != [255; 3]),
    }
}

fn read_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    merged: &[Dimensions],
) -> Result<Rows, XlsxError> {
    let mut reader = book.worksheet_cells_reader(name)?;
    let looks: Vec<Look> = reader.styles().iter().map(look).collect();
    let mut rows = Rows::new();
    while let Some((cell, style)) = reader.next_cell_with_style_id()? {
        let (row, column) = cell.get_position();
        let look = looks.get(style);
        let text = values::print(cell.get_value(), look.and_then(|look| look.format.as_deref()));
        let shade = look.and_then(|look| look.shade);
        if text.trim().is_empty() && shade.is_none() {
            continue;
        }
        let filled = Filled {
            text,
            marks: look.map(|look| look.marks.clone()).unwrap_or_default(),
            columns: width(merged, row, column),
            shade,
        };
        rows.entry(row).or_default().insert(column, filled);
    }
    Ok(rows)
}

/// How many columns the cell at a place covers.
pub(super) fn width(merged: &[Dimensions], row: u32, column: u32) -> u32 {
    let own = merged.iter().find(|region| region.start == (row, column));
    own.map_or(1, |region| (region.end.1.saturating_sub(column) + 1).clamp(1, 100))
}
