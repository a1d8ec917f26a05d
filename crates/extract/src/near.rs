//! Near misses: for a place that gave no clause, each rule whose words stand there and what stopped it.

use std::ops::Range;

use minuted_model::Span;

use crate::raw::{At, Gives};
use crate::reading::Reading;
use crate::rule::{Rule, Surroundings};
use crate::rules::RuleSet;

/// A rule that came close.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Near {
    /// The rule.
    pub rule: String,
    /// The word for what it gives.
    pub gives: &'static str,
    /// The words of its pattern.
    pub at: Span,
    /// What stopped it; nothing where it would have hit, had it been asked.
    pub stops: Vec<Stop>,
}

/// What stops a rule whose words are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A guard of the rule stands in the same text.
    Guard {
        /// The guard's pattern as written.
        pattern: String,
        /// Where it stands.
        at: Span,
    },
    /// It looks at other kinds of paper: words for these.
    Document(Vec<&'static str>),
    /// It is meant for other papers: another council's, or of another time.
    NotMeant,
    /// The headings above are not those it looks under, or are those it looks away from: the pattern as written.
    Headings(String),
    /// The block before is none it looks after: the pattern as written.
    Before(String),
    /// The block that follows is none of those it looks before.
    After(String),
    /// It looks for somebody whom the paper lists as present, and these words name nobody of them.
    NotListed(String),
    /// Its words must stand at this place: start of the block, start of a sentence, end, whole.
    Elsewhere(&'static str),
    /// Another rule of the sort comes first.
    Beaten(String),
}

/// Sorts that can make a clause of a block.
const SORTS: [Gives; 5] =
    [Gives::Opener, Gives::Section, Gives::Item, Gives::Bare, Gives::Sentence];

/// The rules that come close in one sentence of the unit `index`.
///
/// `asked` are the rules with all of the set; `meant` only those for this paper.
pub(crate) fn near(
    reading: &Reading<'_>,
    asked: &RuleSet,
    meant: &RuleSet,
    index: usize,
    sentence: Span,
) -> Vec<Near> {
    let Some(unit) = reading.units.get(index) else { return Vec::new() };
    let place = reading.around(index);
    let mut found = Vec::new();
    for sort in SORTS {
        let span = match sort {
            Gives::Opener => Span::new(sentence.start, unit.block.span.end),
            Gives::Sentence => sentence,
            Gives::Item => unit.block.outer(),
            _ => unit.block.span,
        };
        let is_whole_block = !matches!(sort, Gives::Opener | Gives::Sentence);
        if is_whole_block && sentence.start > unit.block.span.start {
            continue;
        }
        let look = Look { rules: asked, meant, sort, place, span, sentence, unit: unit.block.span };
        let text = reading.document.slice(span);
        let rules = asked.all().iter().filter(|rule| rule.gives() == sort && rule.has_need(text));
        found.extend(rules.filter_map(|rule| look.at(rule, text)));
    }
    found
}

/// One sort's look at one text.
struct Look<'a> {
    rules: &'a RuleSet,
    meant: &'a RuleSet,
    sort: Gives,
    place: Surroundings<'a>,
    /// Where the text stands.
    span: Span,
    sentence: Span,
    unit: Span,
}

impl Look<'_> {
    fn at(&self, rule: &Rule, text: &str) -> Option<Near> {
        let here = |range: &Range<usize>| {
            Span::new(self.span.start + range.start, self.span.start + range.end)
        };
        let strict = rule.find(text);
        let wrong_place = self.sort == Gives::Opener
            && rule.at() == At::Start
            && self.sentence.start > self.unit.start;
        let found = strict.clone().or_else(|| rule.find_loosely(text, self.rules.fragment_table()));
        let found = found.filter(|found| self.span.start + found.start < self.sentence.end)?;
        let mut stops = Vec::new();
        if strict.is_none() || wrong_place {
            stops.push(Stop::Elsewhere(at_in_words(rule.at())));
        }
        let opens = self.sort == Gives::Opener;
        let guarded = if opens { rule.guarded(text, self.sentence.len()) } else { text };
        if let Some((pattern, range)) = rule.guard_in(guarded) {
            stops.push(Stop::Guard { pattern: pattern.to_owned(), at: here(&range) });
        }
        stops.extend(self.place_stops(rule));
        let who = strict.filter(|found| !rule.knows_who(text, found, &self.place));
        stops.extend(
            who.map(|found| Stop::NotListed(rule.who(text, &found).unwrap_or("").to_owned())),
        );
        if stops.is_empty() {
            let first = self.meant.first(self.sort, text, &self.place);
            let winner = first.filter(|(first, _)| first.id() != rule.id());
            stops.extend(winner.map(|(first, _)| Stop::Beaten(first.id().to_owned())));
        }
        let (rule, gives) = (rule.id().to_owned(), rule.gives().word());
        Some(Near { rule, gives, at: here(&found), stops })
    }

    fn place_stops(&self, rule: &Rule) -> Vec<Stop> {
        let mut stops = Vec::new();
        if !rule.looks_in(self.place.document) {
            stops.push(Stop::Document(rule.raw.documents.iter().map(|kind| kind.word()).collect()));
        }
        if self.meant.is_off(rule) {
            stops.push(Stop::NotMeant);
        }
        let raw = &rule.raw;
        let under = raw.under.as_ref().filter(|_| !rule.fits_under(self.place.headings));
        let shunned = raw.not_under.as_ref().filter(|_| rule.shuns(self.place.headings));
        let headings = under.or(shunned);
        stops.extend(headings.map(|pattern| Stop::Headings(pattern.as_ref().clone())));
        let before = raw.after.as_ref().filter(|_| !rule.fits_after(self.place.before));
        stops.extend(before.map(|pattern| Stop::Before(pattern.as_ref().clone())));
        let after = raw.before.as_ref().filter(|_| !rule.fits_before(self.place.next));
        stops.extend(after.map(|pattern| Stop::After(pattern.as_ref().clone())));
        stops
    }
}

fn at_in_words(at: At) -> &'static str {
    match at {
        At::Start => "at the start of a block",
        At::Sentence => "at the start of a sentence",
        At::Anywhere => "anywhere",
        At::Whole => "as the whole text",
        At::End => "at the end",
    }
}
