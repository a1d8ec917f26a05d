//! Columns told by what stands in them: states under a header of progress, and who acts where there is no header.

use std::borrow::Cow;

use std::collections::BTreeSet;

use minuted_model::Document;

use crate::raw::ColumnRole;
use crate::table::Table;
use crate::tracker::has;
use crate::tracker_row::Entry;

/// A state takes up to this many words; an account of what was done takes more.
const STATE_WORDS: usize = 4;

/// From how many cells on a column tells what it holds.
const ENOUGH: usize = 4;

/// A column headed Progress whose cells are a few words that come back again and again holds states:
/// "Complete", "On track", "Plan in place".
pub(crate) fn states_for_progress(document: &Document, entries: &mut [Entry<'_>]) {
    if entries.iter().any(|entry| has(&entry.columns, ColumnRole::Status)) {
        return;
    }
    let cells: Vec<String> = entries
        .iter()
        .filter_map(|entry| entry.cells.get(&ColumnRole::Progress).filter(|cell| !cell.is_empty()))
        .map(|cell| document.words(cell).trim().to_lowercase())
        .collect();
    let short = cells.iter().all(|cell| cell.split_whitespace().count() <= STATE_WORDS);
    let kinds: BTreeSet<&String> = cells.iter().collect();
    if cells.len() < ENOUGH || !short || kinds.len() * 2 > cells.len() {
        return;
    }
    for entry in entries {
        for (role, _) in entry.columns.values_mut() {
            if *role == ColumnRole::Progress {
                *role = ColumnRole::Status;
            }
        }
        if let Some(cell) = entry.cells.remove(&ColumnRole::Progress) {
            entry.cells.insert(ColumnRole::Status, cell);
        }
    }
}

/// What a column behind the ask holds in a table without header: who acts, where its cells are initials, or the state.
pub(crate) fn role_behind_ask(document: &Document, table: &Table<'_>, column: u32) -> ColumnRole {
    let mut cells = table
        .rows
        .values()
        .map(|row| row.words(document, column))
        .filter(|words| !words.trim().is_empty());
    let initials = |words: Cow<'_, str>| {
        words.split(|c: char| !c.is_alphabetic()).filter(|piece| !piece.is_empty()).all(|piece| {
            (2..=4).contains(&piece.len()) && piece.chars().all(|c| c.is_ascii_uppercase())
        })
    };
    if cells.all(initials) { ColumnRole::Owner } else { ColumnRole::Status }
}

/// Whether the cells of a column are as short as states are.
pub(crate) fn is_short(document: &Document, table: &Table<'_>, column: u32) -> bool {
    let mut cells = table.rows.values().map(|row| row.words(document, column));
    cells.all(|words| words.split_whitespace().count() <= STATE_WORDS)
}
