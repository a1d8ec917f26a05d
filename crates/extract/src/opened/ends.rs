//! Up to which unit the open group's last entry goes on: a quotation, a schedule, paragraphs that explain it, the lines before a vote.

use minuted_model::{BlockKind, Kind, Span};

use super::{Opened, leads_in};
use crate::label::{Label, Numerals};
use crate::reading::{Reading, Unit};

/// The unit after the quotation that begins with the unit `index`, where the open group's last entry leads in to it.
pub(crate) fn quote_end(reading: &Reading<'_>, opened: &Opened<'_>, index: usize) -> Option<usize> {
    let words = |unit: &Unit<'_>| reading.document.slice(unit.block.outer());
    let last = opened.group.entries.last().filter(|entry| entry.label.is_some())?;
    let opens = words(reading.units.get(index)?).starts_with(['“', '"']);
    let within = reading.units.iter().enumerate().skip(index).take(QUOTED_BLOCKS);
    let closes = |text: &str| text.trim_end_matches(['.', ';', ',', ' ']).ends_with(['”', '"']);
    let end = within.clone().find(|(_, unit)| closes(words(unit))).map(|(at, _)| at + 1);
    end.filter(|_| opens && leads_in(&reading.document.words(&last.text)))
}

/// The unit that carries on the list of the open group's last entry, where that leads in to lines without labels or a table.
pub(crate) fn schedule_end(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    index: usize,
) -> Option<usize> {
    let labelled = |unit: &Unit<'_>| unit.block.marker.is_some();
    let last = opened.group.entries.last().filter(|entry| !entry.quoted)?;
    let label = reading.label(last.label?);
    let first = reading.units.get(index)?;
    let leads_in = leads_in(&reading.document.words(&last.text));
    if !leads_in || labelled(first) {
        return None;
    }
    if let Some(cell) = first.block.cell {
        let rows = reading.units.iter().enumerate().skip(index);
        let of_table = |unit: &Unit<'_>| unit.block.cell.is_some_and(|it| it.table == cell.table);
        let (end, next) = rows.clone().find(|(_, unit)| !of_table(unit))?;
        let next = reading.label(next.block.marker.filter(|_| next.block.cell.is_none())?);
        let carries_on = next.iter().any(|next| label.iter().any(|last| next.follows(last, false)));
        return carries_on.then_some(end);
    }
    let within = reading.units.iter().enumerate().skip(index).take(SCHEDULE_LINES);
    let short = |unit: &Unit<'_>| unit.words.split_whitespace().count() <= SCHEDULE_WORDS;
    let mut after = within.skip_while(|(_, unit)| !labelled(unit) && short(unit));
    let (end, next) = after.next().filter(|(_, unit)| labelled(unit))?;
    let next = reading.label(next.block.marker?);
    let carries_on = next.iter().any(|next| label.iter().any(|last| next.follows(last, false)));
    carries_on.then_some(end)
}

/// The next item of a numbered list of recommendations behind the paragraphs that explain the last one; `None` where a heading
/// comes before it, or none follows soon.
pub(crate) fn explained_end(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    index: usize,
) -> Option<usize> {
    let asks = opened.section.is_some() && opened.group.kind == Kind::Recommendation;
    let last = opened.group.entries.iter().rev().filter(|_| asks).find_map(|entry| entry.label)?;
    let counts = |label: &Label| matches!(label.numerals, Numerals::Arabic | Numerals::Dotted);
    let label: Vec<Label> = reading.label(last).into_iter().filter(counts).collect();
    let plain =
        |unit: &Unit<'_>| unit.block.marker.is_none() && unit.block.kind == BlockKind::Paragraph;
    let mut within = reading.units.iter().enumerate().skip(index).take(EXPLAINED + 1);
    let (end, next) = within.find(|(_, unit)| !plain(unit))?;
    let marker = next.block.marker.filter(|_| end > index && next.block.cell.is_none())?;
    let next = reading.label(marker);
    next.iter().any(|next| label.iter().any(|last| next.follows(last, false))).then_some(end)
}

/// How many paragraphs may explain a recommendation.
const EXPLAINED: usize = 4;

/// The unit after the one that ends with the vote on the motion of that number, looked for from the unit `index` on; 0 where
/// the next motion, or a heading, comes before it.
pub(super) fn vote_end(reading: &Reading<'_>, number: Span, index: usize) -> usize {
    let number = reading.document.slice(number);
    let series = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let within = reading.units.iter().enumerate().skip(index).take(VOTE_LINES);
    let own = |unit: &Unit<'_>| {
        unit.block.kind != BlockKind::Heading
            && !unit.words.starts_with(series)
            && !unit.words.starts_with(WHEREAS)
    };
    let mut own = within.take_while(|(_, unit)| own(unit));
    let voted = own.find(|(_, unit)| ends_in_vote(unit.words.text()));
    voted.filter(|_| !series.is_empty()).map_or(0, |(at, _)| at + 1)
}

/// How many lines a motion has before its vote.
const VOTE_LINES: usize = 24;

/// How a recital begins.
const WHEREAS: &str = "WHEREAS";

/// Whether words end by telling how the vote on a motion went: "Carried."
pub(super) fn ends_in_vote(words: &str) -> bool {
    let last = words.trim_end().trim_end_matches('.').rsplit(' ').next().unwrap_or("");
    ["carried", "defeated", "lost"].iter().any(|vote| last.eq_ignore_ascii_case(vote))
}

/// How many lines a schedule inside a list may have, and how many words each.
const SCHEDULE_LINES: usize = 20;
pub(super) const SCHEDULE_WORDS: usize = 16;

/// How many blocks a quotation may have.
const QUOTED_BLOCKS: usize = 20;
