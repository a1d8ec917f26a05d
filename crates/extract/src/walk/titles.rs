//! Titles of items in papers whose headings are not set apart: "5. Play Park", "23/41 Allotments". A line is one only where no
//! open list took it.

use minuted_model::Span;

use crate::minute_number;
use crate::opened::follows_any;
use crate::reading::{Reading, Unit};

/// How many words the title of an item has at most.
const TITLE_WORDS: usize = 12;

/// The units that are titles of items, in order.
#[derive(Debug, Default)]
pub(crate) struct Titles(Vec<usize>);

impl Titles {
    /// Keeps a unit in mind that nothing was open for, if it is a title.
    pub(crate) fn tell(&mut self, reading: &Reading<'_>, index: usize) {
        if reading.units.get(index).is_some_and(|unit| is_title(reading, unit, index)) {
            self.0.push(index);
        }
    }

    /// Whether a unit is one of them.
    pub(crate) fn holds(&self, index: usize) -> bool {
        self.0.binary_search(&index).is_ok()
    }

    /// The headings above a unit, outermost first, and the title of the item it stands in, where no heading parts them.
    pub(crate) fn section(&self, reading: &Reading<'_>, index: usize) -> Vec<Span> {
        let Some(unit) = reading.units.get(index) else { return Vec::new() };
        let mut section = unit.section();
        let before = self.0.partition_point(|title| *title < index).checked_sub(1);
        let title = before.and_then(|at| reading.units.get(*self.0.get(at)?));
        section.extend(title.filter(|title| title.is_beside(unit)).map(words));
        section
    }
}

/// The words of a title, without its number and the colon behind it.
fn words(unit: &Unit<'_>) -> Span {
    let words = unit.words.text();
    let start = unit.block.span.start;
    let end = words.trim_end().trim_end_matches(':').trim_end().len();
    Span::new(start + minute_number::len(words), start + end)
}

/// A numbered line of a few words that neither ends as a sentence does nor says what is to be done, above what is no item of
/// its list. "To receive the report" is a title of an agenda.
fn is_title(reading: &Reading<'_>, unit: &Unit<'_>, index: usize) -> bool {
    const SAYS: [&str; 8] = ["be", "is", "are", "was", "were", "will", "that", "should"];
    let readings = reading.marker(unit);
    let number = minute_number::len(unit.words.text());
    let counts = |printed: &str| printed.trim_start_matches('(').starts_with(is_digit);
    let numbered = unit.block.marker.is_some_and(|label| counts(reading.document.slice(label)));
    let title = unit.words.text().get(number..).unwrap_or("").trim();
    let next = reading.units.get(index + 1);
    let listed = next.is_none_or(|next| follows_any(&reading.marker(next), &readings));
    (numbered || number > 0)
        && !listed
        && unit.block.cell.is_none()
        && title.split_whitespace().count() <= TITLE_WORDS
        && title.starts_with(char::is_uppercase)
        && !title.ends_with(['.', ';', ',', '!'])
        && !title.contains(": ")
        && !title.split_whitespace().any(|word| SAYS.contains(&word))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
