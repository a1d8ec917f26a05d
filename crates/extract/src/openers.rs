//! The openers of a block, sentence by sentence. What an opener opens is `walk/opening.rs`'s subject.

use std::ops::Range;

use minuted_model::Span;

use crate::opened::{leads_in, tells_movers_only};
use crate::raw::{At, Gives};
use crate::reading::{Reading, Unit};
use crate::rule::{Hit, Rule, Surroundings};
use crate::rules::{RuleSet, first_of};
use crate::run_in;

/// An opener is looked for in a sentence and in those after it that begin within so many bytes: in a block without end,
/// looking through all that follows each sentence would take time that grows with the square of its length.
const NEAR: usize = 2048;

/// An opener in a block: the rule, where its sentence starts, and the hit within that sentence.
pub(crate) type Opener<'a> = (&'a Rule, usize, Hit);

/// Every opener of the unit at `index`, in order.
pub(crate) fn find_openers<'a>(
    reading: &Reading<'_>,
    rules: &'a RuleSet,
    index: usize,
    unit: &Unit<'_>,
) -> Vec<Opener<'a>> {
    let place = reading.around(index);
    let block = unit.block.span;
    let asked =
        rules.for_text(Gives::Opener, unit.words).filter(|rule| rule.looks_in(place.document));
    let mut sought: Vec<Sought<'a>> = asked.map(Sought::new).collect();
    if sought.is_empty() {
        return Vec::new();
    }
    let at_sentence = |rule: &Rule| rule.at() == At::Sentence;
    let within = sought.iter().any(|it| at_sentence(it.rule));
    let all = reading.sentences(unit);
    let mut found = Vec::new();
    let mut last = 0;
    for sentence in all {
        let is_near = |end: &Span| end.end < sentence.start + NEAR;
        last += all.get(last..).unwrap_or_default().iter().take_while(|it| is_near(it)).count();
        let end = all.get(last).map_or(block.end, |sentence| sentence.end);
        let text = reading.document.slice(Span::new(sentence.start, end));
        let is_first = sentence.start == block.start;
        let hit = first_opener(&mut sought, *sentence, text, block.len(), &place, |rule| {
            is_first || rule.at() != At::Start
        });
        let hit = hit.or_else(|| {
            if !within {
                return None;
            }
            let proper = run_in::behind_titles(reading.document.slice(*sentence))?;
            let behind = Span::new(sentence.start + proper, sentence.end);
            let text = reading.document.slice(Span::new(behind.start, end));
            first_opener(&mut sought, behind, text, block.len(), &place, at_sentence)
        });
        // "The accounts were approved, proposed by A, seconded by B.": the movers of what the sentence itself tells.
        let told = |(rule, from, hit): &Opener<'_>| {
            let before = Span::new(*from, from + hit.whole.start);
            hit.whole.start > 0
                && !leads_in(reading.document.slice(*sentence))
                && tells_movers_only(rule, hit, reading.document.slice(Span::new(*from, end)))
                && rules.hits(Gives::Sentence, reading.words(before), &place)
        };
        // "print the resolution, e.g. “RESOLVED: That ..”": an example is none.
        let exampled = |(_, from, hit): &Opener<'_>| {
            let before = Span::new(block.start, from + hit.whole.start);
            ends_in_example(reading.document.slice(before))
        };
        found.extend(hit.filter(|opener| !told(opener) && !exampled(opener)));
    }
    found
}

/// Whether words end by saying that an example follows.
fn ends_in_example(words: &str) -> bool {
    const EXAMPLE: [&str; 5] = ["e.g.", "e.g", "for example", "for instance", "such as"];
    let words = words.trim_end_matches([' ', ',', ':', '“', '"', '‘', '(', '\n']);
    let ends = |it: &str| {
        let from = words.len().checked_sub(it.len());
        from.and_then(|from| words.get(from..)).is_some_and(|end| end.eq_ignore_ascii_case(it))
    };
    EXAMPLE.iter().any(|it| ends(it))
}

/// Of the rules that `may` stand there the one that opens first in `text`, which begins with `sentence`; a needed word may stand
/// elsewhere in the block, of so many bytes.
fn first_opener<'a>(
    sought: &mut [Sought<'a>],
    sentence: Span,
    text: &str,
    block: usize,
    place: &Surroundings<'_>,
    may: impl Fn(&Rule) -> bool,
) -> Option<Opener<'a>> {
    let here = sought.iter_mut().filter(|it| may(it.rule));
    let first = here.filter_map(|it| {
        let found = it.begins_in(sentence, text)?;
        (text.len() == block || it.rule.has_need(text)).then_some((it.rule, found))
    });
    let (rule, at) = first_of(first, text, place, sentence.len())?;
    Some((rule, sentence.start, rule.hit_at(text, at)?))
}

/// A rule that opens, and where it is known to stand next.
struct Sought<'a> {
    rule: &'a Rule,
    known: Option<Known>,
}

/// Where a rule stands first in the text that ends at `end`, whatever sentence was asked about; byte offsets of the document.
#[derive(Clone, Copy)]
struct Known {
    start: usize,
    end: usize,
}

impl<'a> Sought<'a> {
    fn new(rule: &'a Rule) -> Self {
        Self { rule, known: None }
    }

    /// Where the rule stands in `text`, which begins with `sentence`, if it begins within the sentence.
    fn begins_in(&mut self, sentence: Span, text: &str) -> Option<Range<usize>> {
        let end = sentence.start + text.len();
        // What stands anywhere stands there for every sentence before it.
        let later = |known: &Known| known.end == end && known.start >= sentence.end;
        if self.known.as_ref().is_some_and(later) {
            return None;
        }
        let found = self.rule.find(text);
        if self.rule.floats() {
            let start = found.as_ref().map_or(usize::MAX, |found| sentence.start + found.start);
            self.known = Some(Known { start, end });
        }
        found.filter(|found| found.start < sentence.len())
    }
}
