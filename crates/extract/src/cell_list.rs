//! A list that fills a cell: bullets, or labels that count up from the first whatever the case of the words behind them.

use std::sync::LazyLock;

use minuted_model::{Block, BlockKind, Document, Span};
use regex::Regex;

use crate::label::{Label, Numerals, printed_core};
use crate::list::Entry;
use crate::sentence::trim;

/// A label at the start of a paragraph or behind a stop: "1. the target ..; 2. Members ..; and (3) the report ..".
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[.;:,]\s+(?:(?:and|or)\s+)?)",
        r"(?P<label>\(?(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})[).])\s+[\w‘’“'(£]"
    ))
    .expect("a fixed pattern compiles")
});

/// What a cell of bullets says before them, and its bullets; `None` where it is no such cell.
pub(crate) fn bullets(document: &Document, cell: &[Span]) -> Option<(Vec<Span>, Vec<Entry>)> {
    let blocks: Vec<&Block> =
        cell.iter().filter_map(|span| document.block_at(span.start)).collect();
    let is_bullet = |block: &&Block| {
        let marker = block.marker.map(|marker| document.slice(marker));
        block.kind == BlockKind::Item
            && marker.is_some_and(|marker| printed_core(marker).is_empty() || marker.trim() == "o")
    };
    let first = blocks.iter().position(&is_bullet)?;
    let (lead, items) = blocks.split_at_checked(first)?;
    let led = match lead {
        [] => true,
        [lead] => lead.marker.is_none() && document.slice(lead.span).trim_end().ends_with(':'),
        _ => false,
    };
    if !led || items.len() < 2 || cell.len() != blocks.len() || !items.iter().all(is_bullet) {
        return None;
    }
    let outermost = items.iter().map(|item| item.level).min().unwrap_or(0);
    let entry = |item: &&Block| {
        let text = trim(&document.text, item.span);
        Entry::new(item.marker, vec![text], item.level - outermost)
    };
    Some((lead.iter().map(|lead| lead.span).collect(), items.iter().map(entry).collect()))
}

/// The items of a cell that begins with the first label of a list; `None` where no second follows.
pub(crate) fn labelled(document: &Document, cell: &[Span]) -> Option<Vec<Entry>> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut last: Vec<Label> = Vec::new();
    for &span in cell {
        let words = document.slice(span);
        let mut from = 0;
        for found in LABEL.captures_iter(words).filter_map(|groups| groups.name("label")) {
            let readings = Label::readings(found.as_str());
            if !comes_next(&readings, &last, entries.is_empty() && found.start() == 0) {
                continue;
            }
            add(document, &mut entries, Span::new(span.start + from, span.start + found.start()));
            let label = Span::new(span.start + found.start(), span.start + found.end());
            entries.push(Entry::new(Some(label), Vec::new(), 0));
            last = readings;
            from = found.end();
        }
        if entries.is_empty() {
            return None;
        }
        add(document, &mut entries, Span::new(span.start + from, span.end));
    }
    entries.retain(|entry| !entry.text.is_empty());
    (entries.len() > 1).then_some(entries)
}

/// Whether a label opens the list at the head of the cell, or counts on from the last.
fn comes_next(readings: &[Label], last: &[Label], heads: bool) -> bool {
    let counts = |label: &Label| !matches!(label.numerals, Numerals::Bullet | Numerals::Other);
    let first = |label: &Label| heads && label.is_first() && counts(label);
    let next = |label: &Label| last.iter().any(|last| counts(last) && label.follows(last, false));
    readings.iter().any(|label| first(label) || next(label))
}

/// Adds words to the item that stands open.
fn add(document: &Document, entries: &mut [Entry], span: Span) {
    let span = trim(&document.text, span);
    if let Some(last) = entries.last_mut().filter(|_| !span.is_empty()) {
        last.text.push(span);
    }
}
