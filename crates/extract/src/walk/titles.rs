//! Titles of items in papers whose headings are not set apart: "5. Play Park", "23/41 Allotments". A line is one only where no
//! open list took it.

use minuted_model::Span;

use crate::opened::follows_any;
use crate::reading::{Reading, Unit};

/// How many words the title of an item has at most.
const TITLE_WORDS: usize = 12;

/// How many it has at most where the paragraph below is numbered by it.
const PARENT_WORDS: usize = 30;

/// The units that begin items, in order, each with its title if it has one.
#[derive(Debug, Default)]
pub(crate) struct Titles(Vec<(usize, Option<Span>)>);

impl Titles {
    /// Keeps a unit in mind that nothing was open for, if it is a title.
    pub(crate) fn tell(&mut self, reading: &Reading<'_>, index: usize) {
        let Some(unit) = reading.units.get(index) else { return };
        let last = self.0.last().and_then(|(last, _)| reading.units.get(*last));
        let counts_on =
            || last.is_some_and(|last| follows_any(&reading.marker(unit), &reading.marker(last)));
        if is_title(reading, unit, index, counts_on) {
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
        let number = unit.number;
        let counts = unit.block.marker.is_some_and(|marker| counts(reading.document.slice(marker)));
        let follows = || {
            let last = last.map(|last| reading.marker(last)).unwrap_or_default();
            counts && follows_any(&reading.marker(unit), &last)
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

/// The words of a title, without its number and the colon, dash or stop behind it.
fn words(unit: &Unit<'_>) -> Span {
    let words = unit.words.text();
    let start = unit.block.span.start;
    let end = words.trim_end_matches(|c: char| c.is_whitespace() || ":-–—.".contains(c)).len();
    let number = unit.number;
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

/// A numbered line of a few words that neither ends as a sentence does nor says what is to be done, above what is no item of
/// its list. "To receive the report" is a title of an agenda. "7. Matters arising." is one where it counts on from the title
/// before; above "7.1" any line is.
fn is_title(
    reading: &Reading<'_>,
    unit: &Unit<'_>,
    index: usize,
    counts_on: impl Fn() -> bool,
) -> bool {
    let number = unit.number;
    let numbered = unit.block.marker.is_some_and(|label| counts(reading.document.slice(label)));
    if !numbered && number == 0 || unit.block.cell.is_some() {
        return false;
    }
    let title = unit.words.text().get(number..).unwrap_or("").trim();
    if numbers_next(reading, unit, index) {
        return title.split_whitespace().take(PARENT_WORDS + 1).count() <= PARENT_WORDS;
    }
    let next = reading.units.get(index + 1);
    let listed =
        || next.is_none_or(|next| follows_any(&reading.marker(next), &reading.marker(unit)));
    let title = title.strip_suffix('.').filter(|_| counts_on()).unwrap_or(title);
    is_worded_as_title(title) && !listed()
}

/// Whether the paragraph below is numbered by a line: "7." above "7.1".
fn numbers_next(reading: &Reading<'_>, unit: &Unit<'_>, index: usize) -> bool {
    let printed = |unit: &Unit<'_>| unit.block.marker.map(|marker| reading.document.slice(marker));
    let next = reading.units.get(index + 1).and_then(printed);
    let (Some(own), Some(next)) = (printed(unit), next) else { return false };
    let below = next.strip_prefix(own.trim_end_matches('.'));
    own.starts_with(is_digit) && below.is_some_and(|below| below.starts_with('.'))
}

/// Whether a label is a number: `5.`, `(5)`.
fn counts(printed: &str) -> bool {
    printed.trim_start_matches('(').starts_with(is_digit)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
