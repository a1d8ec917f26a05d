//! What stands below a sentence that leads in to it: sums, titles.

use minuted_model::{BlockKind, DraftPart, Kind, Span};

use crate::opened::{announces_sums, is_sum};
use crate::raw::Gives;
use crate::reading::{Reading, Unit};
use crate::rule::Surroundings;
use crate::rules::RuleSet;

/// "The following payments were approved:" and a sum on each line below, or in each row of a table.
fn schedule_below(reading: &Reading<'_>, unit: usize) -> Vec<DraftPart> {
    let below = reading.units.get(unit + 1..).unwrap_or_default();
    let row = |unit: &Unit<'_>| unit.block.cell.map(|cell| (cell.table, cell.row));
    let rows = below.chunk_by(|one, next| row(one).is_some() && row(one) == row(next));
    let tells_sum = |row: &&[Unit<'_>]| {
        row.iter().any(|unit| unit.block.kind != BlockKind::Heading && is_sum(unit.words.text()))
    };
    let part = |row: &[Unit<'_>]| DraftPart {
        label: row.first().and_then(|unit| unit.block.marker),
        text: row.iter().map(|unit| unit.block.span).collect(),
        parts: Vec::new(),
    };
    rows.take(MOST_SUMS).take_while(tells_sum).map(part).collect()
}

/// The lines below a clause that leads in to them.
pub(super) fn parts_below(
    reading: &Reading<'_>,
    rules: &RuleSet,
    (unit, sentence): (usize, Span),
    kind: Kind,
) -> Vec<DraftPart> {
    let words = reading.document.slice(sentence);
    if !words.ends_with(':') && !announces_sums(words) {
        return Vec::new();
    }
    let sums = schedule_below(reading, unit);
    if sums.is_empty() && kind == Kind::Resolution {
        return titles_below(reading, rules, unit);
    }
    sums
}

/// "The following policies were ratified:" and a title at each bullet below; where one of these says more than a title, none.
fn titles_below(reading: &Reading<'_>, rules: &RuleSet, unit: usize) -> Vec<DraftPart> {
    let leads = reading.units.get(unit).is_some_and(|unit| unit.words.ends_with(':'));
    let bullet = |unit: &Unit<'_>| {
        let marker = unit.block.marker.map(|marker| reading.document.slice(marker));
        let bare = marker.is_some_and(|marker| !marker.contains(char::is_alphanumeric));
        bare && unit.block.kind == BlockKind::Item && unit.block.cell.is_none()
    };
    let says = |unit: &Unit<'_>| {
        let long = unit.words.split_whitespace().nth(MOST_OF_TITLE).is_some();
        long || rules.may_hit(Gives::Sentence, unit.words, reading.kind)
            && rules.first(Gives::Sentence, unit.words, &Surroundings::default()).is_some()
    };
    let below = reading.units.iter().skip(unit + 1).take_while(|unit| leads && bullet(unit));
    let titles: Vec<&Unit<'_>> = below.collect();
    if titles.len() > MOST_SUMS || titles.iter().any(|unit| says(unit)) {
        return Vec::new();
    }
    let part = |unit: &&Unit<'_>| DraftPart {
        label: unit.block.marker,
        text: vec![unit.block.span],
        parts: Vec::new(),
    };
    titles.iter().map(part).collect()
}

/// A bullet of more words is no title.
const MOST_OF_TITLE: usize = 12;

/// Most lines of a schedule of payments.
const MOST_SUMS: usize = 60;
