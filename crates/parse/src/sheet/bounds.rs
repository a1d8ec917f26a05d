//! How large the sheets of a workbook of Excel 97 to 2003 say they are, told from its records before anything is made of them:
//! the reader of workbooks makes room for every cell between the first and the last (MS-XLS 2.1.4, 2.4.90).

use std::collections::BTreeSet;

/// Columns and rows that a sheet has at most (MS-XLS 2.2.1).
const COLUMNS: u64 = 256;
const ROWS: u64 = 65_536;
/// Bytes that a cell takes, a little more than it does.
const CELL: u64 = 40;

/// Records of a workbook by number: cells, runs of cells, and those that frame them.
const CELLS: [u16; 8] = [0x0006, 0x00d6, 0x00fd, 0x0201, 0x0203, 0x0204, 0x0205, RK];
const RUNS: [u16; 2] = [0x00bd, 0x00be];
const RK: u16 = 0x027e;
const DIMENSIONS: u16 = 0x0200;
const BOUND_SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000a;

/// Why a workbook is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TooLarge {
    /// A cell where none can be.
    Cell(u64, u64),
    /// Cells that would take more than `most` bytes.
    Sheet(u64, u64),
    /// A sheet from a row to one before it.
    Backwards(u64, u64),
    /// More sheets than `most`.
    Sheets,
}

/// Checks every sheet of the stream of a workbook; `most` is how many bytes of cells a sheet may have, `sheets` how many
/// sheets a workbook.
pub(crate) fn check(workbook: &[u8], most: u64, sheets: usize) -> Result<(), TooLarge> {
    let begins: BTreeSet<usize> = records(workbook)
        .filter(|(sort, _)| *sort == BOUND_SHEET)
        .filter_map(|(_, data)| usize::try_from(long(data, 0)?).ok())
        .collect();
    if begins.len() > sheets {
        return Err(TooLarge::Sheets);
    }
    begins.into_iter().try_for_each(|at| check_sheet(workbook.get(at..).unwrap_or_default(), most))
}

fn check_sheet(sheet: &[u8], most: u64) -> Result<(), TooLarge> {
    let (mut rows, mut columns) = (0, 0);
    for (sort, data) in own_records(sheet) {
        if let Some((first, end, _)) = declared(sort, data)
            && first > end
            && end > 0
        {
            return Err(TooLarge::Backwards(first, end));
        }
        let Some((row, column)) = end(sort, data) else { continue };
        if row > ROWS || column > COLUMNS {
            return Err(TooLarge::Cell(row, column));
        }
        (rows, columns) = (row.max(rows), column.max(columns));
    }
    if rows * columns * CELL > most { Err(TooLarge::Sheet(rows, columns)) } else { Ok(()) }
}

/// The records of a sheet, without those of the charts and other streams within it (MS-XLS 2.1.7.20).
fn own_records(sheet: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut depth = 0_usize;
    let mut begun = false;
    let known = records(sheet).map_while(move |(sort, data)| {
        let within = depth > 0;
        match sort {
            BEGIN if begun => depth += 1,
            BEGIN => begun = true,
            END if within => depth -= 1,
            END => return None,
            _ => {}
        }
        Some((sort, data, within))
    });
    known.filter(|(.., within)| !within).map(|(sort, data, _)| (sort, data))
}

/// The first row that a sheet says it has, the one after its last, and the column after its last; an empty one ends with 0.
fn declared(sort: u16, data: &[u8]) -> Option<(u64, u64, u64)> {
    let short = |at: usize| word(data, at).map(u64::from);
    match data.len() {
        _ if sort != DIMENSIONS => None,
        14 | 16 => Some((long(data, 0)?.into(), long(data, 4)?.into(), short(10)?)),
        _ => Some((short(0)?, short(2)?, short(6).unwrap_or(0))),
    }
}

/// How many rows and columns there are up to what a record tells of.
fn end(sort: u16, data: &[u8]) -> Option<(u64, u64)> {
    let short = |at: usize| word(data, at).map(u64::from);
    match sort {
        DIMENSIONS => declared(sort, data).map(|(_, row, column)| (row, column)),
        // The last column of a run of cells stands at its end.
        _ if RUNS.contains(&sort) => {
            Some((short(0)? + 1, short(data.len().checked_sub(2)?)?.max(short(2)?) + 1))
        }
        _ if CELLS.contains(&sort) => Some((short(0)? + 1, short(2)? + 1)),
        _ => None,
    }
}

/// The records of a stream, number and data, up to one that is cut short.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (sort, length) = (word(rest, 0)?, usize::from(word(rest, 2)?));
        let (record, after) = rest.split_at_checked(length + 4)?;
        rest = after;
        Some((sort, record.get(4..)?))
    })
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    data.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    data.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(sort: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).unwrap();
        [&sort.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
    }

    /// A workbook of one sheet with these records.
    fn workbook(records: &[Vec<u8>]) -> Vec<u8> {
        let bound = record(BOUND_SHEET, &[20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        [bound, record(END, &[]), records.concat(), record(END, &[])].concat()
    }

    fn cell(sort: u16, row: u16, column: u16) -> Vec<u8> {
        record(sort, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 6]].concat())
    }

    #[test]
    fn a_sheet_is_as_large_as_its_last_cell() {
        let small = workbook(&[cell(0xfd, 0, 0), cell(RK, 99, 4)]);
        assert_eq!(check(&small, 20_000, 1), Ok(()));
        assert_eq!(check(&small, 19_999, 1), Err(TooLarge::Sheet(100, 5)));
        assert_eq!(check(&small, 20_000, 0), Err(TooLarge::Sheets));
        let wide = workbook(&[cell(0x203, 0, 27_648)]);
        assert_eq!(check(&wide, u64::MAX, 1), Err(TooLarge::Cell(1, 27_649)));
        let run = workbook(&[record(0xbd, &[0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1])]);
        assert_eq!(check(&run, u64::MAX, 1), Err(TooLarge::Cell(1, 257)));
    }

    #[test]
    fn what_a_sheet_declares_counts() {
        let mut declared = [0_u8; 14];
        declared[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
        let sheet = workbook(&[record(DIMENSIONS, &declared)]);
        assert_eq!(check(&sheet, u64::MAX, 1), Err(TooLarge::Cell(u32::MAX.into(), 0)));
        // Two bytes more than there should be, as some programs write them.
        let sheet = workbook(&[record(DIMENSIONS, &[&declared[..], &[0; 2]].concat())]);
        assert_eq!(check(&sheet, u64::MAX, 1), Err(TooLarge::Cell(u32::MAX.into(), 0)));
    }

    #[test]
    fn rows_are_not_declared_backwards() {
        let declared = |first: u8, end: u8| {
            workbook(&[record(DIMENSIONS, &[first, 0, 0, 0, end, 0, 0, 0, 0, 0, 5, 0, 0, 0])])
        };
        assert_eq!(check(&declared(4, 3), u64::MAX, 1), Err(TooLarge::Backwards(4, 3)));
        assert_eq!(check(&declared(3, 3), u64::MAX, 1), Ok(()));
        assert_eq!(check(&declared(3, 0), u64::MAX, 1), Ok(()));
    }

    #[test]
    fn cells_behind_a_chart_count_and_its_own_do_not() {
        let begin = || record(BEGIN, &[0; 16]);
        let chart = [begin(), cell(RK, 9, 300), record(END, &[])].concat();
        let sheet = |behind: &[u8]| workbook(&[begin(), chart.clone(), behind.to_vec()]);
        assert_eq!(check(&sheet(&cell(RK, 0, 0)), u64::MAX, 1), Ok(()));
        assert_eq!(check(&sheet(&cell(RK, 0, 299)), u64::MAX, 1), Err(TooLarge::Cell(1, 300)));
    }
}
