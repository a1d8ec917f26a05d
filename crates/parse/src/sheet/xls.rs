//! XLS (Excel 97 to 2003).

use std::io::{Cursor, Read as _, Write as _};
use std::panic::catch_unwind;

use calamine::{Reader as _, SheetVisible, Xls, XlsError};
use minuted_model::{Diagnostic, Document};

use super::bounds::{self, TooLarge};
use super::{Filled, Rows, Sheets, values, xlsx};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Whether a compound file holds a workbook.
pub(crate) fn is_it(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
        && cfb::CompoundFile::open(Cursor::new(bytes))
            .is_ok_and(|file| file.exists("/Workbook") || file.exists("/Book"))
}

/// A workbook of more sheets than this is none.
const SHEETS: usize = 1_000;

/// Reads a workbook.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    limits.check_text(bytes.len())?;
    let workbook = workbook(bytes, limits).map_err(|error| damaged(&error.into()))?;
    bounds::check(&workbook, limits.expanded_bytes, SHEETS).map_err(too_large)?;
    let package = repack(&workbook).map_err(|error| damaged(&error.into()))?;
    let mut book = open(package)?;
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

/// Opens a workbook and reads all of its records. Where one is shorter than it says, the reader of workbooks (calamine 0.38,
/// `read_u16` and its kin) looks past its end and panics: nothing of it is kept then, and the workbook is damaged.
fn open(package: Vec<u8>) -> Result<Xls<Cursor<Vec<u8>>>, Error> {
    let opened = catch_unwind(|| Xls::new(Cursor::new(package)));
    opened.map_or_else(
        |_| {
            let reason =
                "damaged workbook (a record is cut short), expected an Excel 97 to 2003 one";
            Err(Error::new(ErrorKind::Damaged, reason.to_owned()))
        },
        |book| book.map_err(|error| damaged(&error)),
    )
}

fn too_large(why: TooLarge) -> Error {
    let (kind, what) = match why {
        TooLarge::Cell(row, column) => (
            ErrorKind::Damaged,
            format!(
                "damaged workbook (a cell in row {row} of column {column}), expected at most 65536 rows of 256 columns"
            ),
        ),
        TooLarge::Sheet(rows, columns) => (
            ErrorKind::Limit,
            format!(
                "a sheet of {rows} rows of {columns} columns, more than may be held (limit `expanded_bytes`)"
            ),
        ),
        TooLarge::Backwards(first, end) => (
            ErrorKind::Damaged,
            format!("damaged workbook (a sheet of rows {first} to {end}), expected them in order"),
        ),
        TooLarge::Sheets => {
            (ErrorKind::Damaged, format!("damaged workbook (more than {SHEETS} sheets)"))
        }
    };
    Error::new(kind, what)
}

/// The stream that holds the workbook: never more than the file has bytes, whatever a header declares.
fn workbook(bytes: &[u8], limits: &Limits) -> std::io::Result<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes))?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let mut workbook = Vec::new();
    if let Some(name) = name {
        let most = limits.expanded_bytes.min(bytes.len() as u64);
        file.open_stream(name)?.take(most).read_to_end(&mut workbook)?;
    }
    Ok(workbook)
}

/// The workbook alone in a compound file of its own. The reader of workbooks follows a chain of sectors for ever where it
/// leads back to itself; the reader of compound files does not.
fn repack(workbook: &[u8]) -> std::io::Result<Vec<u8>> {
    // Of the older version: of the newer one that reader refuses files without short streams.
    let mut new =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    new.create_stream("/Workbook")?.write_all(workbook)?;
    new.flush()?;
    Ok(new.into_inner().into_inner())
}

fn damaged(error: &XlsError) -> Error {
    let kind =
        if matches!(error, XlsError::Password) { ErrorKind::Encrypted } else { ErrorKind::Damaged };
    Error::new(kind, format!("damaged workbook ({error}), expected an Excel 97 to 2003 one"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook whose every chain of sectors leads back to its own first sector.
    fn looped() -> Vec<u8> {
        let mut bytes =
            include_bytes!("../../../../fixtures/trackers/workbook-of-1997/source.xls").to_vec();
        let word = |bytes: &[u8], at: usize| {
            bytes.get(at..at + 4).map(|four| u32::from_le_bytes(four.try_into().unwrap())).unwrap()
        };
        let table = 512 * (word(&bytes, 76) as usize + 1);
        for sector in 0..8_u32 {
            let at = table + 4 * sector as usize;
            if word(&bytes, at) < 0xffff_fff0 {
                bytes.splice(at..at + 4, sector.to_le_bytes());
            }
        }
        bytes
    }

    #[test]
    fn a_record_cut_short_is_damage() {
        let bytes = include_bytes!("../../../../fixtures/broken/strings-cut-short.xls");
        let error = read(bytes, &Limits::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Damaged);
        assert!(error.to_string().contains("cut short"), "{error}");
    }

    #[test]
    fn a_cell_where_none_can_be_is_damage() {
        let bytes = include_bytes!("../../../../fixtures/broken/cells-out-of-bounds.xls");
        let error = read(bytes, &Limits::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Damaged);
        assert!(error.to_string().contains("row 1 of column 27649"), "{error}");
    }

    #[test]
    fn rows_declared_backwards_are_damage() {
        let bytes = include_bytes!("../../../../fixtures/broken/rows-backwards.xls");
        let error = read(bytes, &Limits::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Damaged);
        assert!(error.to_string().contains("rows 1073741824 to 3"), "{error}");
    }

    #[test]
    fn a_chain_that_leads_back_to_itself_is_damage() {
        assert!(crate::parse(&looped(), "x.xls", &Limits::default()).is_err());
        assert!(read(&looped(), &Limits::default()).is_err());
    }
}
