//! A document as the walk reads it: its content blocks in order, each with the headings above it.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::LazyLock;

use minuted_model::{Block, BlockKind, Document, Field, MarkKind, Span};
use regex::Regex;

use crate::label::Label;
use crate::margin;
use crate::minute_number;
use crate::raw::DocumentKind;
use crate::rule::Surroundings;
use crate::scan::{Scan, Words};
use crate::sentence::sentences;

/// How many headings in a row are looked past.
const THEMES: usize = 4;

/// One content block.
#[derive(Clone, Debug)]
pub(crate) struct Unit<'a> {
    pub(crate) block: &'a Block,
    /// Its words without the marker.
    pub(crate) words: Words<'a>,
    /// How many bytes of the words are the number of a minute: see [`minute_number::len`].
    pub(crate) number: usize,
    above: Rc<Above>,
    sentences: OnceCell<Vec<Span>>,
}

/// The headings above a block.
#[derive(Debug, Default)]
struct Above {
    /// Outermost first, with their levels.
    headings: Vec<(u8, Span)>,
    /// Joined by ` > `.
    words: String,
    /// Those that are titles: a label such as Decision stands between the title of an item and its words, and names neither.
    titles: Vec<(u8, Span)>,
}

/// What a label says that is set as a heading in minutes: "Council resolution", "Resolution GB/2016/19", "Officer recommendation".
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:at the meeting|agenda item|items|decision details|issue - meetings|(?:(?:the )?(?:council|committee|board|officers?[’']?s?|officer[’']s|staff|panel|executive|cabinet)(?:[’']s)? )?(?:decisions?(?: (?:taken|made))?|resolutions?|resolved|agreed|recommended|recommendation|determination)(?: (?:number|no\.?|num))? ?#?:?(?: ?[A-Z0-9]{1,8}(?:[/-][A-Z0-9]{1,8})*)? ?[:–—-]*)$")
        .expect("a fixed pattern compiles")
});

impl<'a> Unit<'a> {
    fn new(block: &'a Block, words: Words<'a>, above: Rc<Above>) -> Self {
        let number = minute_number::len(words.text());
        Self { block, words, number, above, sentences: OnceCell::new() }
    }

    /// Its words, the marker among them.
    pub(crate) fn outer_words(&self, reading: &'a Reading<'a>) -> Words<'a> {
        let outer = self.block.outer();
        if outer == self.block.span { self.words } else { reading.words(outer) }
    }

    /// Whether it stands under the very titles that another does.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.above, &other.above) || self.above.titles == other.above.titles
    }

    /// Titles above it, outermost first.
    pub(crate) fn section(&self) -> Vec<Span> {
        self.above.titles.iter().map(|(_, span)| *span).collect()
    }
}

impl Above {
    /// What stands above the blocks under a heading, which may be a label and no title.
    fn under(&self, document: &Document, block: &Block, is_label: bool) -> Self {
        let below = |known: &[(u8, Span)]| -> Vec<(u8, Span)> {
            let above = known.iter().copied().filter(|(level, _)| *level < block.level);
            above.chain([(block.level, block.span)]).collect()
        };
        let titles = if is_label { self.titles.clone() } else { below(&self.titles) };
        Self::new(document, below(&self.headings), titles)
    }

    /// What stands above a heading itself: a sibling before it does not, unless it is a label, and the sibling a title.
    fn at(&self, document: &Document, block: &Block, is_label: bool) -> Self {
        let above = |known: &[(u8, Span)]| -> Vec<(u8, Span)> {
            known.iter().copied().filter(|(level, _)| *level < block.level).collect()
        };
        let titles = if is_label { self.titles.clone() } else { above(&self.titles) };
        Self::new(document, above(&self.headings), titles)
    }

    fn new(document: &Document, headings: Vec<(u8, Span)>, titles: Vec<(u8, Span)>) -> Self {
        let words: Vec<&str> = headings.iter().map(|&(_, span)| document.slice(span)).collect();
        Self { words: words.join(" > "), headings, titles }
    }
}

/// A document ready to be walked.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) document: &'a Document,
    pub(crate) kind: DocumentKind,
    /// Content blocks outside the tables in `left_out`.
    pub(crate) units: Vec<Unit<'a>>,
    pub(crate) scan: &'a Scan<'a>,
    /// Whether owners stand in the margin.
    margin: bool,
}

impl<'a> Reading<'a> {
    /// Reads the blocks; those of the tables `left_out` (trackers) and struck text are passed over.
    pub(crate) fn new(
        document: &'a Document,
        kind: DocumentKind,
        scan: &'a Scan<'a>,
        left_out: &BTreeSet<u32>,
    ) -> Self {
        let mut units: Vec<Unit<'a>> = Vec::new();
        let mut above = Rc::new(Above::default());
        let margin = margin::is_headed(document);
        let labels = matches!(
            kind,
            DocumentKind::Minutes | DocumentKind::PlainMinutes | DocumentKind::AgendaItem
        );
        let strikes = document.marks.iter().any(|mark| mark.kind == MarkKind::Struck);
        for block in &document.blocks {
            let in_tracker = block.cell.is_some_and(|cell| left_out.contains(&cell.table));
            if !block.is_content() || in_tracker || strikes && is_struck(document, block) {
                continue;
            }
            let words = scan.words(block.span);
            let heads = block.kind == BlockKind::Heading
                && !is_clause_in_capitals(words.text())
                && !DUE.is_match(words.text())
                && !ACTED.is_match(words.text());
            if heads && !(margin && margin::holds_owner(block, words.text())) {
                let is_label = labels && LABEL.is_match(words.text().trim());
                let own = Rc::new(above.at(document, block, is_label));
                units.push(Unit::new(block, words, own));
                above = Rc::new(above.under(document, block, is_label));
            } else {
                units.push(Unit::new(block, words, Rc::clone(&above)));
            }
        }
        Self { document, kind, units, scan, margin }
    }

    /// The words at a span, for rules to look at.
    pub(crate) fn words(&self, span: Span) -> Words<'_> {
        self.scan.words(span)
    }

    /// The sentences of a unit.
    pub(crate) fn sentences<'u>(&self, unit: &'u Unit<'_>) -> &'u [Span] {
        unit.sentences.get_or_init(|| sentences(&self.document.text, unit.block.span))
    }

    /// The owners in the margin that a unit names, where the paper has such a margin.
    pub(crate) fn owner_in_margin(&self, unit: &Unit<'_>) -> Option<Field> {
        self.margin.then(|| margin::owner(unit)).flatten()
    }

    /// The unit that follows; below a heading the first that is no heading of a theme under it.
    fn below(&self, index: usize) -> Option<&Unit<'a>> {
        let level =
            |unit: &Unit<'_>| (unit.block.kind == BlockKind::Heading).then_some(unit.block.level);
        let above = self.units.get(index).and_then(level);
        let themes = |unit: &&Unit<'_>| above.is_some_and(|above| level(unit) > Some(above));
        let rest = self.units.get(index + 1..)?;
        rest.iter().take(THEMES).find(|unit| !themes(unit)).or(rest.first())
    }

    /// What stands around a unit.
    pub(crate) fn around(&self, index: usize) -> Surroundings<'_> {
        let before = index.checked_sub(1).and_then(|index| self.units.get(index));
        Surroundings {
            document: self.kind,
            headings: self.units.get(index).map_or("", |unit| &unit.above.words),
            before: before.map_or("", |unit| unit.words.text()),
            next: self.below(index).map_or("", |unit| unit.words.text()),
            present: Some(&self.scan.present),
        }
    }
}

impl Reading<'_> {
    /// What the label printed at `span` may be.
    pub(crate) fn label(&self, span: Span) -> Vec<Label> {
        Label::readings(self.document.slice(span))
    }

    /// What a unit's marker may be; empty where it has none.
    pub(crate) fn marker(&self, unit: &Unit<'_>) -> Vec<Label> {
        unit.block.marker.map(|marker| self.label(marker)).unwrap_or_default()
    }
}

/// "THAT THE CLERK OBTAIN QUOTES": a clause in capitals looks like a heading and is none.
pub(crate) fn is_clause_in_capitals(words: &str) -> bool {
    words.starts_with("THAT ")
}

fn is_struck(document: &Document, block: &Block) -> bool {
    document.is_wholly(block.span, MarkKind::Struck)
}

/// "ACTION: LH" on a line of its own, bold or in capitals as a heading is: who is to do what stands above it.
static ACTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:ACTIONS?|Actions?|ACTION(?:ED)? BY|Action(?:ed)? by) ?: ?[\w’'&/,. -]{1,60}$")
        .expect("a fixed pattern compiles")
});

/// A line that says by when what stands above it is due: no title of what follows.
static DUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:due(?: date)?|deadline) ?: ?[^ ]").expect("a fixed pattern compiles")
});
