//! What is found in a document once for all: its tables, and in one pass over its text every word that a rule needs, so that
//! a rule costs nothing where its words are not. Patterns are not tried here.

use std::ops::Deref;

use minuted_model::{Attendance, Document, Span};

use crate::candidates::Candidates;
use crate::rules::RuleSet;
use crate::sentence::trim;
use crate::table::{Table, tables};

/// A needed word somewhere in the text.
#[derive(Clone, Copy, Debug)]
struct Seen {
    start: usize,
    /// Its number in the rule set.
    word: usize,
}

/// The needed words and the tables of a document.
#[derive(Debug)]
pub(crate) struct Scan<'a> {
    pub(crate) document: &'a Document,
    /// In the order they begin.
    seen: Vec<Seen>,
    rules: &'a RuleSet,
    tables: Vec<Table<'a>>,
    /// Those whom the paper lists as present or absent.
    pub(crate) present: Attendance,
}

impl<'a> Scan<'a> {
    /// Looks for every word that a rule of `rules` needs.
    pub(crate) fn new(document: &'a Document, rules: &'a RuleSet) -> Self {
        let mut seen = Vec::new();
        rules.words_in(&document.text, |word, start| seen.push(Seen { start, word }));
        let present = Attendance::of(document);
        Self { document, seen, rules, tables: tables(document), present }
    }

    /// The tables of the document.
    pub(crate) fn tables(&self) -> &[Table<'a>] {
        &self.tables
    }

    /// Asks about the words at several spans, read as one, without white space at the ends.
    pub(crate) fn ask<T>(&self, spans: &[Span], ask: impl FnOnce(Words<'_>) -> T) -> T {
        match spans {
            [span] => ask(self.words(trim(&self.document.text, *span))),
            _ => ask(Words::new(self.document.words(spans).trim(), self.rules)),
        }
    }

    /// The words at `span`, and the rules that need a word that stands in them.
    pub(crate) fn words(&self, span: Span) -> Words<'a> {
        let from = self.seen.partition_point(|seen| seen.start < span.start);
        let rest = self.seen.get(from..).unwrap_or_default().iter();
        let within = rest.take_while(|seen| seen.start < span.end);
        let is_whole = |seen: &&Seen| seen.start + self.rules.length_of(seen.word) <= span.end;
        let words = within.filter(is_whole).map(|seen| seen.word);
        Words { text: self.document.slice(span), served: Some(self.rules.served_by(words)) }
    }
}

/// Words of which may be known which rules could hit them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    text: &'a str,
    /// The rules that need no word or one that stands in the text, those for headers apart; `None` where that is not known.
    pub(crate) served: Option<Candidates>,
}

impl<'a> Words<'a> {
    /// Words for rules of several sorts to look at.
    pub(crate) fn new(text: &'a str, rules: &RuleSet) -> Self {
        Self { text, served: Some(rules.served_in(text)) }
    }

    /// The words themselves.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }
}

/// Words of which nothing is known: a joined text, a header cell.
impl<'a> From<&'a str> for Words<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, served: None }
    }
}

impl Deref for Words<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.text
    }
}
