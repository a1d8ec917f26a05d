//! XLS (Excel 97 to 2003).

use std::io::Cursor;

use calamine::{Reader as _, SheetVisible, Xls, XlsError};
use minuted_model::{Diagnostic, Document};

use super::{Filled, Rows, Sheets, values, xlsx};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Whether a compound file holds a workbook.
pub(crate) fn is_it(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
        && cfb::CompoundFile::open(Cursor::new(bytes))
            .is_ok_and(|file| file.exists("/Workbook") || file.exists("/Book"))
}

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    limits.check_text(bytes.len())?;
    let mut book = Xls::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut document =
        Document { media_type: "application/vnd.ms-excel".to_owned(), ..Document::default() };
    let mut sheets = Sheets::new(&mut document);
    let shown = book.sheets_metadata().iter().filter(|it| it.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    for name in names {
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        let range = book.worksheet_range(&name).map_err(|error| damaged(&error))?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = Rows::new();
        for (row, column, value) in range.used_cells() {
            let place =
                |at: usize, first: u32| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(first);
            let (row, column) = (place(row, top), place(column, left));
            let columns = xlsx::width(&merged, row, column);
            let filled = Filled { columns, ..Filled::plain(values::print(value, None)) };
            rows.entry(row).or_default().insert(column, filled);
        }
        sheets.push(&name, rows);
    }
    Ok((document, Vec::new()))
}

fn damaged(error: &XlsError) -> Error {
    let kind =
        if matches!(error, XlsError::Password) { ErrorKind::Encrypted } else { ErrorKind::Damaged };
    Error::new(kind, format!("damaged workbook ({error}), expected an Excel 97 to 2003 one"))
}
