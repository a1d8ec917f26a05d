//! Who fires where: every rule on every other rule's cases, and on papers. For tests of rules, and to measure what each costs.

use minuted_model::{Attendance, Document, Span};

use crate::capitals::lowered;
use crate::case::hit_on;
use crate::extract_watched;
use crate::observe::Trace;
use crate::paper_kind;
use crate::raw::{DocumentKind, Gives};
use crate::reading::Reading;
use crate::rule::{Rule, Surroundings};
use crate::rules::RuleSet;
use crate::scan::Scan;
use crate::sentence::sentences;

/// How often a rule hits another's cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firing {
    /// The rule that hits.
    pub rule: String,
    /// The rule whose cases they are.
    pub on: String,
    /// How many it hits.
    pub hits: usize,
    /// How many there are.
    pub cases: usize,
}

/// What a rule does in papers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tries {
    /// Texts that have a word it needs, and on which its pattern is tried.
    pub tries: usize,
    /// Texts it hits.
    pub hits: usize,
}

/// A paper as the texts that rules look at.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    kind: DocumentKind,
    present: Attendance,
    texts: Vec<Text>,
}

/// What a text is of its paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Block,
    BlockWithMarker,
    Sentence,
    /// From a sentence to the end of its block.
    Rest,
    HeaderCell,
    Clause,
    ClauseWithStem,
    Stem,
}

#[derive(Clone, Debug)]
struct Text {
    part: Part,
    words: String,
    /// How many bytes the sentence has that it begins with; as many as there can be where that says nothing.
    sentence: usize,
    headings: String,
    before: String,
    next: String,
}

impl RuleSet {
    /// Every rule on the cases of the others of its sort, where it hits any.
    pub fn firings_on_cases(&self) -> Vec<Firing> {
        let rivals =
            |rule: &Rule, other: &Rule| other.gives() == rule.gives() && other.id() != rule.id();
        let on = |rule: &Rule, other: &Rule| Firing {
            rule: rule.id().to_owned(),
            on: other.id().to_owned(),
            hits: hits_on_cases(rule, other),
            cases: other.raw.cases.len(),
        };
        let rules = self.all();
        let all = rules.iter().flat_map(|rule| {
            let others = rules.iter().filter(move |other| rivals(rule, other));
            others.map(move |other| on(rule, other))
        });
        all.filter(|firing| firing.hits > 0).collect()
    }

    /// The texts of a paper that rules look at.
    pub fn paper(&self, document: &Document) -> Paper {
        let document = &*lowered(document);
        let mut trace = Trace::default();
        let (drafts, _) = extract_watched(document, self, &mut trace);
        let scan = Scan::new(document, self);
        let kind = paper_kind::document_kind(document, self, &scan);
        let reading = Reading::new(document, kind, &scan, &std::collections::BTreeSet::new());
        let mut texts: Vec<Text> =
            document.title.iter().map(|title| plain(Part::Block, title)).collect();
        for index in 0..reading.units.len() {
            texts.extend(texts_of_unit(&reading, index));
        }
        for draft in drafts.iter().chain(&trace.vetoed) {
            let full: Vec<Span> = draft.stem.iter().chain(&draft.text).copied().collect();
            let parts = [
                (Part::Clause, &draft.text),
                (Part::ClauseWithStem, &full),
                (Part::Stem, &draft.stem),
            ];
            let joined = parts.iter().filter(|(_, spans)| !spans.is_empty());
            texts.extend(joined.map(|(part, spans)| plain(*part, document.words(spans).trim())));
        }
        for table in scan.tables() {
            let cells = table.rows.values().flat_map(|row| {
                row.cells.keys().map(|&column| row.words(document, column)).collect::<Vec<_>>()
            });
            texts.extend(cells.map(|words| plain(Part::HeaderCell, words.trim())));
        }
        Paper { kind, present: scan.present.clone(), texts }
    }

    /// What the rule `id` does on the texts of papers that rules of its sort look at. The walk's own choices do not count:
    /// every text is looked at, as if nothing stood before it.
    pub fn tries_of(&self, id: &str, papers: &[Paper]) -> Tries {
        let Some(rule) = self.of_id(id) else { return Tries::default() };
        let mut tries = Tries::default();
        for (paper, text) in
            papers.iter().flat_map(|it| it.texts.iter().map(move |text| (it, text)))
        {
            if !looks_at(rule.gives(), text.part) || !rule.has_need(&text.words) {
                continue;
            }
            tries.tries += 1;
            let place = Surroundings {
                present: Some(&paper.present),
                document: paper.kind,
                headings: &text.headings,
                before: &text.before,
                next: &text.next,
            };
            let guarded = rule.guarded(&text.words, text.sentence);
            let found = rule.find(&text.words).filter(|_| !rule.is_guarded(guarded));
            let knows = found.is_some_and(|found| rule.knows_who(&text.words, &found, &place));
            tries.hits += usize::from(knows && rule.looks_at(&place));
        }
        tries
    }
}

fn hits_on_cases(rule: &Rule, other: &Rule) -> usize {
    other.raw.cases.iter().filter(|case| hit_on(rule, case, other).is_some()).count()
}

fn looks_at(gives: Gives, part: Part) -> bool {
    match gives {
        Gives::Opener => part == Part::Rest,
        Gives::Item => part == Part::BlockWithMarker,
        Gives::Sentence | Gives::Task => part == Part::Sentence,
        Gives::Note => matches!(part, Part::Block | Part::Sentence),
        Gives::Stem => part == Part::Stem,
        Gives::Veto | Gives::Owner => part == Part::Clause,
        Gives::Effect => matches!(part, Part::Clause | Part::ClauseWithStem),
        Gives::Kind => part == Part::ClauseWithStem,
        Gives::Column => part == Part::HeaderCell,
        Gives::Section
        | Gives::NotOperative
        | Gives::Boundary
        | Gives::Bare
        | Gives::Clause
        | Gives::Answer
        | Gives::Outcome
        | Gives::Document => part == Part::Block,
    }
}

fn plain(part: Part, words: &str) -> Text {
    let (headings, before, next) = Default::default();
    Text { part, words: words.to_owned(), sentence: usize::MAX, headings, before, next }
}

fn texts_of_unit(reading: &Reading<'_>, index: usize) -> Vec<Text> {
    let Some(unit) = reading.units.get(index) else { return Vec::new() };
    let place = reading.around(index);
    let text = |part, span| Text {
        part,
        words: reading.document.slice(span).to_owned(),
        sentence: usize::MAX,
        headings: place.headings.to_owned(),
        before: place.before.to_owned(),
        next: place.next.to_owned(),
    };
    let span = unit.block.span;
    let mut texts = vec![text(Part::Block, span), text(Part::BlockWithMarker, unit.block.outer())];
    for sentence in sentences(&reading.document.text, span) {
        texts.push(text(Part::Sentence, sentence));
        let rest = text(Part::Rest, Span::new(sentence.start, span.end));
        texts.push(Text { sentence: sentence.len(), ..rest });
    }
    texts
}
