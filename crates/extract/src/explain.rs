//! What became of every block of a paper, and why: the walk once more, with somebody watching.
//! Nothing here decides anything; the hot path does not come through here.

use std::collections::BTreeSet;

use minuted_model::{Document, Draft, Span};

use crate::extract_watched;
use crate::near::{Near, near};
use crate::observe::{Standing, Trace};
use crate::paper_kind;
use crate::raw::{DocumentKind, Gives};
use crate::reading::Reading;
use crate::rule::Surroundings;
use crate::rules::RuleSet;
use crate::scan::Scan;
use crate::sentence::sentences;
use crate::{tracker, verdict};

/// Rows of a table that may hold its header.
const HEADER_ROWS: usize = 4;

/// A paper with what became of it.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    /// What sort of paper it is taken for, a word.
    pub kind: &'static str,
    /// The rule that said so and the block it said it of, unless it was the title.
    pub kind_by: Option<(String, Option<Span>)>,
    /// Every content block, in order.
    pub stories: Vec<Story>,
    /// Its tables.
    pub tables: Vec<TableStory>,
    /// The drafts that came of it.
    pub drafts: Vec<Draft>,
    /// Drafts that were taken back, each with the veto; none where it had no word at all.
    pub vetoed: Vec<(Draft, Option<String>)>,
}

/// One block with what became of it.
#[derive(Clone, Debug)]
pub struct Story {
    /// The block, its marker included.
    pub span: Span,
    /// What became of it.
    pub fate: Fate,
    /// Each sentence with the rules that came close there.
    pub sentences: Vec<(Span, Vec<Near>)>,
}

/// What became of a block. Spans are of the block where it began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// A rule opened a group here.
    Opened(String),
    /// It belongs to what a rule opened.
    Taken(String, Span),
    /// It stands under what a rule opened, but is passed over.
    PassedOver(String, Span),
    /// A rule says that nothing from here on is operative.
    Closed(String),
    /// It stands where a rule said that nothing is operative.
    Shut(String, Span),
    /// It is narrative, or a heading.
    Narrative,
    /// It is a cell of a tracker: the number of its table.
    Tracker(u32),
}

/// A table with what its header cells were taken for.
#[derive(Clone, Debug)]
pub struct TableStory {
    /// Its number, from 0.
    pub number: u32,
    /// Whether it was read as a tracker.
    pub tracker: bool,
    /// Header words and the rule that knows them.
    pub columns: Vec<(String, String)>,
}

/// Explains a paper.
pub fn explain(document: &Document, rules: &RuleSet) -> Explanation {
    let document = &*crate::capitals::lowered(document);
    let meant = rules.for_paper(document);
    let mut trace = Trace::default();
    let (drafts, _) = extract_watched(document, &meant, &mut trace);
    let scan = Scan::new(document, &meant);
    let kind = paper_kind::document_kind(document, &meant, &scan);
    let (_, trackers) = tracker::read(&scan, &meant, kind);
    let reading = Reading::new(document, kind, &scan, &trackers);
    let fates = fates(&reading, &meant, &trace.steps);
    let mut stories: Vec<Story> = (0..reading.units.len())
        .zip(fates)
        .filter_map(|(index, fate)| {
            let block = reading.units.get(index)?.block;
            let pieces = sentences(&document.text, block.span).into_iter();
            let close = |sentence| (sentence, near(&reading, rules, &meant, index, sentence));
            Some(Story { span: block.outer(), fate, sentences: pieces.map(close).collect() })
        })
        .collect();
    stories.extend(cells(document, &trackers));
    stories.sort_by_key(|story| story.span);
    Explanation {
        kind: kind.word(),
        kind_by: kind_by(document, &meant, kind),
        stories,
        tables: table_stories(&scan, &meant, &trackers),
        drafts,
        vetoed: with_vetoes(document, &meant, trace.vetoed),
    }
}

fn with_vetoes(
    document: &Document,
    rules: &RuleSet,
    drafts: Vec<Draft>,
) -> Vec<(Draft, Option<String>)> {
    let drafts = drafts.into_iter();
    drafts
        .map(|draft| {
            let veto = veto(document, rules, &draft);
            (draft, veto)
        })
        .collect()
}

fn veto(document: &Document, rules: &RuleSet, draft: &Draft) -> Option<String> {
    let text = document.words(&draft.text);
    let rule = rules.first_rule(Gives::Veto, text.trim(), &Surroundings::default())?;
    Some(rule.id().to_owned())
}

impl Explanation {
    /// The rules that said what a draft does and what sort of clause it is, over what its own rule says.
    pub fn judged_by(document: &Document, rules: &RuleSet, draft: &Draft) -> Vec<String> {
        let spans: Vec<Span> = draft.stem.iter().chain(&draft.text).copied().collect();
        let full = document.words(&spans);
        let text = document.words(&draft.text);
        let effect = verdict::effect_rule(rules, &*text).or(verdict::effect_rule(rules, &*full));
        let place = Surroundings::default();
        let kind = rules.first_rule(Gives::Kind, &*full, &place);
        let stem = document.words(&draft.stem);
        let stem = Some(stem.trim()).filter(|stem| !stem.is_empty());
        let stem = stem.and_then(|stem| rules.first(Gives::Stem, stem, &place));
        let stem = stem.map(|(rule, _)| rule);
        [stem, effect, kind].into_iter().flatten().map(|rule| rule.id().to_owned()).collect()
    }
}

/// What became of each unit, told from where the walk stood after it and before.
fn fates(reading: &Reading<'_>, rules: &RuleSet, steps: &[Standing]) -> Vec<Fate> {
    let mut fates: Vec<Fate> = Vec::new();
    let mut closed_by: Option<(String, Span)> = None;
    for (index, step) in steps.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| steps.get(index));
        let span =
            |unit: usize| reading.units.get(unit).map_or(Span::default(), |it| it.block.outer());
        let fate = match step {
            Standing::Idle => Fate::Narrative,
            Standing::Open { rule, start, .. } if *start == index => Fate::Opened(rule.clone()),
            Standing::Open { rule, start, .. } if before == Some(step) => {
                Fate::PassedOver(rule.clone(), span(*start))
            }
            Standing::Open { rule, start, .. } => Fate::Taken(rule.clone(), span(*start)),
            Standing::Closed => {
                let words = reading.units.get(index).map(|unit| unit.words);
                let place = reading.around(index);
                let here = words.and_then(|words| rules.first(Gives::NotOperative, words, &place));
                match (here, &closed_by) {
                    (Some((rule, _)), _) => {
                        closed_by = Some((rule.id().to_owned(), span(index)));
                        Fate::Closed(rule.id().to_owned())
                    }
                    (None, Some((rule, at))) => Fate::Shut(rule.clone(), *at),
                    (None, None) => Fate::Narrative,
                }
            }
        };
        fates.push(fate);
    }
    fates
}

/// The cells of trackers, which the walk does not see.
fn cells(document: &Document, trackers: &BTreeSet<u32>) -> Vec<Story> {
    let blocks = document.content();
    let cells = blocks.filter_map(|block| {
        let table = block.cell.filter(|cell| trackers.contains(&cell.table))?.table;
        Some(Story { span: block.outer(), fate: Fate::Tracker(table), sentences: Vec::new() })
    });
    cells.collect()
}

fn kind_by(
    document: &Document,
    rules: &RuleSet,
    kind: DocumentKind,
) -> Option<(String, Option<Span>)> {
    if kind == DocumentKind::Other {
        return None;
    }
    let place = Surroundings::default();
    let said = |words: &str| rules.first_rule(Gives::Document, words, &place);
    if let Some(rule) = document.title.as_deref().and_then(said) {
        return Some((rule.id().to_owned(), None));
    }
    document.blocks.iter().find_map(|block| {
        let rule = said(document.slice(block.span))?;
        Some((rule.id().to_owned(), Some(block.outer())))
    })
}

fn table_stories(scan: &Scan<'_>, rules: &RuleSet, trackers: &BTreeSet<u32>) -> Vec<TableStory> {
    let place = Surroundings::default();
    let told = scan.tables().iter().map(|table| {
        let rows = table.rows.values().take(HEADER_ROWS).map(|row| {
            let cells = row.cells.keys().filter_map(|&column| {
                let words = row.words(scan.document, column);
                let rule = rules.first_rule(Gives::Column, words.trim(), &place)?;
                Some((words.into_owned(), rule.id().to_owned()))
            });
            cells.collect::<Vec<_>>()
        });
        let columns = rows.max_by_key(Vec::len).unwrap_or_default();
        TableStory { number: table.number, tracker: trackers.contains(&table.number), columns }
    });
    told.collect()
}
