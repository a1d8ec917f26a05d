//! Tables in plain text: cells parted by tabs or bars.

use minuted_model::{Cell, Document};

use super::{Line, emphasis};
use crate::builder::{self, Paragraph};

/// How many lines from `at` on are rows of one table; 0 where none begins there.
pub(super) fn table_rows(lines: &[Line<'_>], at: usize) -> usize {
    let Some(first) = lines.get(at) else { return 0 };
    let tabbed = first.columns() >= 3;
    let barred = first.bars() >= 2;
    if !tabbed && !barred {
        return 0;
    }
    let is_row = |line: &Line<'_>| {
        if tabbed { line.columns() >= 3 || line.words.starts_with('\t') } else { line.bars() >= 1 }
    };
    let mut end = at;
    let mut cursor = at;
    while let Some(line) = lines.get(cursor) {
        if is_row(line) {
            end = cursor + 1;
        } else if !line.is_blank() {
            break;
        }
        cursor += 1;
    }
    let rows = lines.get(at..end).unwrap_or_default().iter().filter(|line| is_row(line)).count();
    if rows >= 2 { end - at } else { 0 }
}

pub(super) fn push_table(document: &mut Document, lines: &[Line<'_>], table: u32) {
    let mut row = 0;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let words = line.words.trim_matches('|');
        let cells: Vec<&str> = if line.columns() >= 3 || line.words.starts_with('\t') {
            line.words.split('\t').collect()
        } else {
            words.split('|').collect()
        };
        let ruled = cells.iter().all(|cell| cell.chars().all(|c| "-: =".contains(c)));
        if ruled {
            continue;
        }
        for (words, column) in cells.iter().zip(0..) {
            let cell = Cell { table, row, column, columns: 1, header: row == 0, shade: None };
            builder::push(
                document,
                Paragraph { pieces: emphasis(words), cell: Some(cell), ..Paragraph::default() },
            );
        }
        row += 1;
    }
}
