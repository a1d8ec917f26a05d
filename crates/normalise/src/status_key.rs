//! A page's own key to its colours: "Green = complete; Amber = behind". A colour means nothing without one.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::{Block, Document, Span, Status};
use regex::Regex;

use crate::pattern::regex;
use crate::status;

/// A colour, what joins it to its meaning, and the meaning.
static PAIR: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?P<colour>\b(?i:blue|brown|black|red|amber|orange|yellow|green|gr[ea]y|purple|white)\b|\b[BRAGYPW]\b)\)?\s*(?:=|[-–—:]|\bmeans\b|\bis\b)\s*(?P<meaning>[^;,.=|\n]+)",
    )
});

/// A cell that holds a colour alone.
static COLOUR: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?i:(?:blue|brown|black|red|amber|orange|yellow|green|gr[ea]y|purple|white)|[BRAGYPW])$",
    )
});

/// What each colour of a page means, with the place that says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct StatusKey {
    meanings: BTreeMap<String, (Status, Span)>,
}

impl StatusKey {
    /// Reads the key of a document; empty where it has none. One colour alone is no key.
    pub(crate) fn of(document: &Document) -> Self {
        let blocks: Vec<&Block> = document.content().collect();
        let mut meanings = BTreeMap::new();
        for (at, block) in blocks.iter().enumerate() {
            let in_line = in_line(document, block);
            let in_row = in_row(document, block, &blocks, at);
            for (colour, meaning, span) in in_line.into_iter().chain(in_row) {
                if let Some(status) = status::read_meaning(&meaning) {
                    meanings.entry(colour).or_insert((status, span));
                }
            }
        }
        if meanings.len() < 2 {
            meanings.clear();
        }
        Self { meanings }
    }

    /// What a state as written comes to by the key: "Amber", "A", "Amber: awaiting reply".
    pub(crate) fn read(&self, text: &str) -> Option<(Status, Span)> {
        let first = text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_lowercase();
        let by_word = self.meanings.get(&first);
        let initial = first.get(..1).filter(|_| first.len() > 1 && COLOUR.is_match(&first));
        let by_letter = initial.and_then(|initial| self.meanings.get(initial));
        let one = || self.by_initial(&first).filter(|_| text.trim().len() == 1);
        by_word.or(by_letter).copied().or_else(one)
    }

    /// What a cell without words says by its colour alone.
    pub(crate) fn read_shade(&self, shade: [u8; 3]) -> Option<(Status, Span)> {
        let mut names = names(shade).iter().copied();
        names.find_map(|name| {
            let initial = name.get(..1)?;
            self.meanings.get(name).or_else(|| self.meanings.get(initial)).copied()
        })
    }

    /// The only colour that begins with a letter.
    fn by_initial(&self, letter: &str) -> Option<(Status, Span)> {
        let mut known = self.meanings.iter().filter(|(colour, _)| colour.starts_with(letter));
        let (_, found) = known.next().filter(|_| !letter.is_empty())?;
        known.next().is_none().then_some(*found)
    }
}

/// What a colour is called, by its hue in degrees; what councils call amber may be orange or yellow.
fn names(shade: [u8; 3]) -> &'static [&'static str] {
    let [red, green, blue] = shade.map(i32::from);
    let most = red.max(green).max(blue);
    let spread = most - red.min(green).min(blue);
    if spread < 40 {
        return if most < 60 { &["black"] } else { &["grey", "gray"] };
    }
    let hue = if most == red {
        (60 * (green - blue) / spread).rem_euclid(360)
    } else if most == green {
        120 + 60 * (blue - red) / spread
    } else {
        240 + 60 * (red - green) / spread
    };
    match hue {
        0..18 | 340..=360 => &["red"],
        18..72 => &["amber", "orange", "yellow"],
        72..170 => &["green"],
        170..260 => &["blue"],
        _ => &["purple"],
    }
}

/// "Green = complete; Amber = in progress": at least two in one line, or the whole line.
fn in_line(document: &Document, block: &Block) -> Vec<(String, String, Span)> {
    let words = document.slice(block.span);
    let pairs: Vec<_> = PAIR.captures_iter(words).collect();
    let whole = pairs.first().and_then(|pair| pair.get(0)).is_some_and(|pair| pair.start() == 0);
    if pairs.len() < 2 && !whole {
        return Vec::new();
    }
    let read = pairs.iter().filter_map(|pair| {
        let (colour, meaning) = (pair.name("colour")?, pair.name("meaning")?);
        let span = Span::new(block.span.start + colour.start(), block.span.start + meaning.end());
        Some((colour.as_str().to_lowercase(), meaning.as_str().to_owned(), span))
    });
    read.collect()
}

/// A row of two cells, a colour and its meaning.
fn in_row(
    document: &Document,
    block: &Block,
    blocks: &[&Block],
    at: usize,
) -> Option<(String, String, Span)> {
    let cell = block.cell?;
    let same_row = |other: &&&Block| {
        other.cell.is_some_and(|other| (other.table, other.row) == (cell.table, cell.row))
    };
    let colour = document.slice(block.outer()).trim();
    let next = blocks.get(at + 1).filter(same_row)?;
    let longer = blocks.get(at + 2).filter(same_row).is_some();
    let alone = at.checked_sub(1).and_then(|before| blocks.get(before)).filter(same_row).is_none();
    let fits = alone && !longer && COLOUR.is_match(colour);
    let span = Span::new(block.outer().start, next.outer().end);
    fits.then(|| (colour.to_lowercase(), document.slice(next.outer()).to_owned(), span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(outline: &str) -> StatusKey {
        StatusKey::of(&Document::from_outline(outline).unwrap())
    }

    #[test]
    fn colours_mean_what_the_page_says() {
        let key = key("Key: Green = complete; Amber = in progress; Red = overdue");
        let read = |text| key.read(text).map(|(status, _)| status);
        let shade = |colour| key.read_shade(colour).map(|(status, _)| status);
        assert_eq!(shade([0, 176, 80]), Some(Status::Completed));
        assert_eq!(shade([255, 192, 0]), Some(Status::InProgress));
        assert_eq!(shade([255, 255, 0]), Some(Status::InProgress));
        assert_eq!(shade([192, 0, 0]), Some(Status::Overdue));
        assert_eq!(shade([217, 217, 217]), None);
        assert_eq!(read("Green"), Some(Status::Completed));
        assert_eq!(read("A"), Some(Status::InProgress));
        assert_eq!(read("Red: no reply"), Some(Status::Overdue));
        assert_eq!(read("Blue"), None);
        assert_eq!(read("Ongoing"), None);
    }

    #[test]
    fn a_key_may_be_a_table_of_letters() {
        let key = key("[0:0:0] B\n[0:0:1] Action complete\n[0:1:0] G\n[0:1:1] On track");
        assert_eq!(key.read("Blue").map(|(status, _)| status), Some(Status::Completed));
        assert_eq!(key.read("G").map(|(status, _)| status), Some(Status::InProgress));
    }

    #[test]
    fn a_page_without_key_gives_colours_no_meaning() {
        for text in ["Green - the colour of the bins - was chosen.", "Green\nAmber", "Red: overdue"]
        {
            assert_eq!(key(text).read("Green"), None, "{text}");
        }
    }
}
