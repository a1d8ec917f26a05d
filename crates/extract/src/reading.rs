//! A document as the walk reads it: its content blocks in order, each with the headings above it, and what sort of paper it is.

use std::collections::BTreeSet;

use minuted_model::{Block, BlockKind, Document, MarkKind, Span};

use crate::raw::{DocumentKind, Gives};
use crate::rule::Surroundings;
use crate::rules::RuleSet;

/// How many blocks from the top may say what sort of paper it is.
const TOP: usize = 60;

/// One content block.
#[derive(Clone, Debug)]
pub(crate) struct Unit<'a> {
    pub(crate) block: &'a Block,
    /// Its words without the marker.
    pub(crate) words: &'a str,
    /// Headings above it, outermost first.
    pub(crate) section: Vec<Span>,
    /// The same, joined by ` > `.
    pub(crate) headings: String,
}

/// A document ready to be walked.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) document: &'a Document,
    pub(crate) kind: DocumentKind,
    /// Content blocks outside the tables in `left_out`.
    pub(crate) units: Vec<Unit<'a>>,
}

impl<'a> Reading<'a> {
    /// Reads the blocks; those of the tables `left_out` (trackers) and struck text are passed over.
    pub(crate) fn new(document: &'a Document, rules: &RuleSet, left_out: &BTreeSet<u32>) -> Self {
        let mut units: Vec<Unit<'a>> = Vec::new();
        let mut above: Vec<(u8, Span)> = Vec::new();
        for block in &document.blocks {
            let in_tracker = block.cell.is_some_and(|cell| left_out.contains(&cell.table));
            if !block.is_content() || in_tracker || is_struck(document, block) {
                continue;
            }
            if block.kind == BlockKind::Heading {
                above.retain(|(level, _)| *level < block.level);
            }
            let section: Vec<Span> = above.iter().map(|(_, span)| *span).collect();
            let headings =
                section.iter().map(|&span| document.slice(span)).collect::<Vec<_>>().join(" > ");
            units.push(Unit { block, words: document.slice(block.span), section, headings });
            if block.kind == BlockKind::Heading {
                above.push((block.level, block.span));
            }
        }
        Self { document, kind: document_kind(document, rules), units }
    }

    /// What stands around a unit.
    pub(crate) fn around(&self, index: usize) -> Surroundings<'_> {
        let before = index.checked_sub(1).and_then(|index| self.units.get(index));
        Surroundings {
            document: self.kind,
            headings: self.units.get(index).map_or("", |unit| &unit.headings),
            before: before.map_or("", |unit| unit.words),
        }
    }
}

fn is_struck(document: &Document, block: &Block) -> bool {
    document.is_wholly(block.span, MarkKind::Struck)
}

/// The first line from the top that says what the paper is decides; minutes without a single strong opener are plain.
pub(crate) fn document_kind(document: &Document, rules: &RuleSet) -> DocumentKind {
    let title = document.title.as_deref().into_iter();
    let top = document.blocks.iter().take(TOP).map(|block| document.slice(block.span));
    let place = Surroundings::default();
    let said = title
        .chain(top)
        .find_map(|words| rules.first(Gives::Document, words, &place)?.0.document());
    match said.unwrap_or_default() {
        DocumentKind::Minutes if !has_strong_opener(document, rules) => DocumentKind::PlainMinutes,
        kind => kind,
    }
}

fn has_strong_opener(document: &Document, rules: &RuleSet) -> bool {
    let place = Surroundings { document: DocumentKind::Minutes, ..Surroundings::default() };
    document.blocks.iter().filter(|block| block.is_content()).any(|block| {
        let hit = rules.first(Gives::Opener, document.slice(block.span), &place);
        hit.is_some_and(|(rule, _)| rule.raw.strong)
    })
}
