//! Titles of items in papers whose headings are not set apart: "5. Play Park", "23/41 Allotments". A line is one only where no
//! open list took it.

use minuted_model::Span;

use crate::minute_number;
use crate::opened::follows_any;
use crate::reading::{Reading, Unit};

/// How many words the title of an item has at most.
const TITLE_WORDS: usize = 12;

/// The units that begin items, in order, each with its title if it has one.
#[derive(Debug, Default)]
pub(crate) struct Titles(Vec<(usize, Option<Span>)>);

impl Titles {
    /// Keeps a unit in mind that nothing was open for, if it is a title.
    pub(crate) fn tell(&mut self, reading: &Reading<'_>, index: usize) {
        let Some(unit) = reading.units.get(index) else { return };
        let next = reading.units.get(index + 1);
        let last = self.0.last().and_then(|(last, _)| reading.units.get(*last));
        let last = last.and_then(bare_number);
        let counts = bare_number(unit).is_some_and(|number| {
            last.is_some_and(|last| (last + 1..last + 4).contains(&number))
                || next.and_then(|next| next.block.marker).is_some_and(|marker| {
                    let dotted = reading.document.slice(marker).split_once('.');
                    dotted.is_some_and(|(item, _)| item.parse() == Ok(number))
                })
        });
        if is_title(reading, unit, index, counts) {
            // It may have been passed as an item.
            self.0.pop_if(|(last, _)| *last == index);
            self.0.push((index, Some(words(unit))));
        }
    }

    /// Keeps in mind that a unit begins an item with its words behind the title: "87/23 Lights: It was RESOLVED ..". Where it has
    /// the marker of a list, only one that runs on from the item before begins the next.
    pub(crate) fn pass(&mut self, reading: &Reading<'_>, index: usize) {
        let Some(unit) = reading.units.get(index) else { return };
        let last = self.0.last().and_then(|(last, _)| reading.units.get(*last));
        let number = minute_number::len(unit.words.text());
        let follows = || {
            let (own, last) = (reading.marker(unit), last.map(|last| reading.marker(last)));
            !own.is_empty() && last.is_some_and(|last| follows_any(&own, &last))
        };
        let passed = self.0.last().is_some_and(|(last, _)| *last == index);
        if !passed && (number > 0 || follows()) {
            self.0.push((index, run_in(unit, number)));
        }
    }

    /// Whether a unit is one of them.
    pub(crate) fn holds(&self, index: usize) -> bool {
        self.0.binary_search_by_key(&index, |(at, _)| *at).is_ok()
    }

    /// The headings above a unit, outermost first, and the title of the item it stands in, where no heading parts them.
    pub(crate) fn section(&self, reading: &Reading<'_>, index: usize) -> Vec<Span> {
        let Some(unit) = reading.units.get(index) else { return Vec::new() };
        let mut section = unit.section();
        let before = self.0.partition_point(|(title, _)| *title <= index).checked_sub(1);
        let title = before.and_then(|at| self.0.get(at));
        let beside = |at: usize| reading.units.get(at).is_some_and(|title| title.is_beside(unit));
        section.extend(title.filter(|(at, _)| beside(*at)).and_then(|(_, title)| *title));
        section
    }
}

/// The words of a title, without its number and the colon behind it.
fn words(unit: &Unit<'_>) -> Span {
    let words = unit.words.text();
    let start = unit.block.span.start;
    let end = words.trim_end().trim_end_matches(':').trim_end().len();
    let number = minute_number::len(words).max(bare_number(unit).map_or(0, |_| digits(words)));
    let gap = words.get(number..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    Span::new(start + number + gap, start + end)
}

/// The title before the words of an item: up to a colon or a dash, few words, none of them a verb.
fn run_in(unit: &Unit<'_>, number: usize) -> Option<Span> {
    let rest = unit.words.text().get(number..)?;
    let end = [": ", ":- ", " – ", " - ", "– "].iter().filter_map(|end| rest.find(end)).min()?;
    let title = rest.get(..end)?.trim();
    let start = unit.block.span.start + number;
    (is_worded_as_title(title)).then(|| Span::new(start, start + end))
}

/// A few words with a capital first that neither end as a sentence does nor say what is to be done.
fn is_worded_as_title(title: &str) -> bool {
    const SAYS: [&str; 8] = ["be", "is", "are", "was", "were", "will", "that", "should"];
    title.split_whitespace().take(TITLE_WORDS + 1).count() <= TITLE_WORDS
        && title.starts_with(char::is_uppercase)
        && !title.ends_with(['.', ';', ',', '!'])
        && !title.contains(": ")
        && !title.split_whitespace().any(|word| SAYS.contains(&word))
}

/// How many bytes the digits at the head of a line take.
fn digits(words: &str) -> usize {
    words.len() - words.trim_start_matches(is_digit).len()
}

/// The number of an item without a stop behind it: "41 Fees and charges". Only where it runs on from the title before, or the
/// paragraphs below it are numbered by it, is it one.
fn bare_number(unit: &Unit<'_>) -> Option<u32> {
    let words = unit.words.text();
    let (number, title) = words.split_at_checked(digits(words))?;
    let titled =
        title.trim_start().starts_with(char::is_uppercase) && title.starts_with([' ', '\t']);
    number.parse().ok().filter(|_| titled && number.len() <= 3)
}

/// A numbered line of a few words that neither ends as a sentence does nor says what is to be done, above what is no item of
/// its list. "To receive the report" is a title of an agenda.
fn is_title(reading: &Reading<'_>, unit: &Unit<'_>, index: usize, counts_on: bool) -> bool {
    let number = minute_number::len(unit.words.text());
    let counts = |printed: &str| printed.trim_start_matches('(').starts_with(is_digit);
    let numbered = unit.block.marker.is_some_and(|label| counts(reading.document.slice(label)));
    if !numbered && number == 0 && !counts_on {
        return false;
    }
    let number = if counts_on { number.max(digits(unit.words.text())) } else { number };
    let title = unit.words.text().get(number..).unwrap_or("").trim();
    let next = reading.units.get(index + 1);
    let listed =
        || next.is_none_or(|next| follows_any(&reading.marker(next), &reading.marker(unit)));
    unit.block.cell.is_none() && is_worded_as_title(title) && !listed()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
