//! One pass over a document's text for every word that a rule needs: afterwards a rule costs nothing where its words are not.
//! Patterns are not tried here.

use std::ops::Deref;

use minuted_model::{Document, Span};

use crate::raw::Gives;
use crate::rules::RuleSet;

/// A needed word somewhere in the text, and the rule that needs it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seen {
    start: usize,
    end: usize,
    /// Index of the rule in its set.
    pub(crate) rule: usize,
}

/// The needed words of a document.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    document: &'a Document,
    /// In order of their ends.
    seen: Vec<Seen>,
    /// The sort of each rule, by index.
    sorts: &'a [Gives],
}

impl<'a> Scan<'a> {
    /// Looks for every word that a rule of `rules` needs in a block.
    pub(crate) fn new(document: &'a Document, rules: &'a RuleSet) -> Self {
        let mut seen = Vec::new();
        rules.words_in(&document.text, |rule, start, end| seen.push(Seen { start, end, rule }));
        Self { document, seen, sorts: rules.sorts() }
    }

    /// The words at `span` with what was seen in them.
    pub(crate) fn words(&self, span: Span) -> Words<'_> {
        let from = self.seen.partition_point(|seen| seen.end <= span.start);
        let rest = self.seen.get(from..).unwrap_or_default();
        let seen = rest.get(..rest.partition_point(|seen| seen.end <= span.end));
        let mut words = Words {
            text: self.document.slice(span),
            span,
            scanned: true,
            sorts: 0,
            seen: seen.unwrap_or_default(),
        };
        words.sorts = words
            .seen()
            .filter_map(|seen| self.sorts.get(seen.rule))
            .fold(0, |all, sort| all | sort.bit());
        words
    }
}

/// Words of which may be known what rules' words stand in them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    text: &'a str,
    span: Span,
    /// Whether `seen` holds all there is to see.
    scanned: bool,
    /// Sorts of rules that have a word in them, a bit each.
    sorts: u32,
    seen: &'a [Seen],
}

impl<'a> Words<'a> {
    /// The words themselves.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Whether it is known what stands in them.
    pub(crate) fn is_scanned(&self) -> bool {
        self.scanned
    }

    /// Whether a rule of this sort has a word in them.
    pub(crate) fn has(&self, gives: Gives) -> bool {
        self.sorts & gives.bit() != 0
    }

    /// What was seen in them.
    pub(crate) fn seen(&self) -> impl Iterator<Item = &'a Seen> {
        let start = self.span.start;
        self.seen.iter().filter(move |seen| seen.start >= start)
    }
}

/// Words of which nothing is known: a joined text, a header cell.
impl<'a> From<&'a str> for Words<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, span: Span::default(), scanned: false, sorts: 0, seen: &[] }
    }
}

impl Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}
