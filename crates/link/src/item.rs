//! Records as linking sees them: what each is about, when, by whom, and what part it plays.

use std::collections::BTreeMap;

use minuted_model::{Date, DocumentStatus, DocumentType, Effect, Kind, Outcome, Record};

use crate::council::{Councils, Standing};
use crate::date;
use crate::refer::Answer;
use crate::supersede::Claim;
use crate::words::Lexicon;

/// What part a record plays in the life of a recommendation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// It is put, in a draft or in a report still to be agreed.
    Drafted,
    /// It is agreed.
    Stated,
    /// It stands beside its answer.
    Answered,
    /// It is a row of a tracker.
    Tracked,
}

/// One record: its words as numbers, and of its text only what it says of other records.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: Box<str>,
    /// Its council, by number; `None` where it is not known and nothing can be linked.
    pub(crate) council: Option<u32>,
    /// Its document, by number.
    pub(crate) document: u32,
    pub(crate) date: Option<Date>,
    /// The day its row says it was raised.
    pub(crate) origin: Option<Date>,
    /// Its body, by number; 0 is none.
    pub(crate) body: u32,
    pub(crate) part: Part,
    pub(crate) kind: Kind,
    /// Words of the clause, by number.
    pub(crate) words: Box<[u32]>,
    /// Those of them that hold a digit.
    pub(crate) figures: Box<[u32]>,
    /// Words of the headings above it.
    pub(crate) title: Box<[u32]>,
    /// Own label, lower case.
    pub(crate) label: Option<Box<str>>,
    /// What it says that it answers.
    pub(crate) answer: Option<Box<Answer>>,
    /// What it says that it replaces.
    pub(crate) claim: Option<Box<Claim>>,
    /// Whether linking looks at it at all: not housekeeping, and not without words.
    pub(crate) tells: bool,
    /// The place in time order; equal for no two.
    pub(crate) rank: usize,
}

/// All records of a run.
#[derive(Debug)]
pub(crate) struct Archive {
    pub(crate) items: Vec<Item>,
    /// Items in time order: by date, then part, then id.
    pub(crate) order: Vec<usize>,
    /// How telling each word is, by its number: rare ones weigh more.
    weights: Vec<f64>,
    /// Words of the bodies' names, by body.
    bodies: Vec<Box<[u32]>>,
}

impl Archive {
    /// How telling a word is.
    pub(crate) fn weight(&self, word: u32) -> f64 {
        self.weights.get(word as usize).copied().unwrap_or(0.0)
    }

    /// The words of the name of an item's body.
    pub(crate) fn body_words(&self, item: &Item) -> &[u32] {
        self.bodies.get(item.body as usize).map(|words| &**words).unwrap_or_default()
    }

    /// The items of each council; those of none come first.
    pub(crate) fn by_council(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<Option<u32>, Vec<usize>> = BTreeMap::new();
        for (at, item) in self.items.iter().enumerate() {
            groups.entry(item.council).or_default().push(at);
        }
        groups.into_values().collect()
    }
}

/// Reads records into items, one after another.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    items: Vec<Item>,
    standings: Vec<Standing>,
    councils: Councils,
    /// By hash and member.
    documents: BTreeMap<(String, Option<String>), u32>,
    lexicon: Lexicon,
    bodies: Vec<Box<[u32]>>,
}

/// Fewest different words of a clause that can be told again.
const FEWEST: usize = 3;

impl Reader {
    /// Takes a record.
    pub(crate) fn push(&mut self, record: &Record) {
        let lexicon = &mut self.lexicon;
        let parts: Vec<&str> = record.parts.iter().map(|part| part.text.as_str()).collect();
        let words = lexicon.read(&format!("{} {}", record.text, parts.join(" ")));
        let figures = words.iter().copied().filter(|word| lexicon.is_figure(*word)).collect();
        let titles = record.section.iter().chain(&record.meeting.item_title);
        let title = lexicon.read(&titles.map(String::as_str).collect::<Vec<_>>().join(" "));
        let standing = self.councils.read(record);
        // Body 0 is none, and has no words.
        self.bodies.resize(self.bodies.len().max(1), Box::default());
        if self.bodies.len() == standing.body as usize {
            let name = record.meeting.body.as_deref().unwrap_or("");
            self.bodies.push(lexicon.read(name).into());
        }
        let origin = record.evidence.iter().find(|evidence| evidence.field == "origin");
        let part = part(record);
        let item = Item {
            id: record.id.as_str().into(),
            council: None,
            document: self.document(record),
            date: record.meeting.date,
            origin: origin.and_then(|evidence| date::dates(&evidence.quote).first().copied()),
            body: standing.body,
            part,
            kind: record.kind,
            tells: record.effect != Effect::Procedural && words.len() >= FEWEST,
            words: words.into(),
            figures,
            title: title.into(),
            label: record.label.as_deref().map(|label| label.to_lowercase().into()),
            answer: Answer::of(record).filter(|_| part != Part::Tracked).map(Box::new),
            claim: Claim::of(record).filter(|_| part != Part::Tracked).map(Box::new),
            rank: 0,
        };
        self.items.push(item);
        self.standings.push(standing);
    }

    fn document(&mut self, record: &Record) -> u32 {
        let next = u32::try_from(self.documents.len()).unwrap_or(u32::MAX);
        let key = (record.source.sha256.clone(), record.source.member.clone());
        *self.documents.entry(key).or_insert(next)
    }

    /// All that was taken.
    pub(crate) fn archive(self) -> Archive {
        let Self { mut items, standings, councils, lexicon, bodies, .. } = self;
        for (item, council) in items.iter_mut().zip(councils.of(&standings)) {
            item.council = council;
        }
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by_key(|&at| {
            items.get(at).map(|item| (item.date.is_none(), item.date, item.part, &*item.id))
        });
        for (rank, &at) in order.iter().enumerate() {
            if let Some(item) = items.get_mut(at) {
                item.rank = rank;
            }
        }
        let weights = weights(&items, lexicon.len());
        Archive { items, order, weights, bodies }
    }
}

fn part(record: &Record) -> Part {
    let sort = record.meeting.document_type;
    let from_table = record
        .evidence
        .iter()
        .any(|evidence| evidence.field == "text" && evidence.rule.starts_with("column_"));
    if record.progress.is_some() || sort == Some(DocumentType::Tracker) {
        Part::Tracked
    } else if record.response.is_some() || sort == Some(DocumentType::Response) && from_table {
        Part::Answered
    } else if record.outcome == Outcome::Draft
        || record.meeting.document_status == Some(DocumentStatus::Draft)
    {
        Part::Drafted
    } else {
        Part::Stated
    }
}

/// Rare words weigh more: the logarithm of how few clauses hold them.
fn weights(items: &[Item], words: usize) -> Vec<f64> {
    let mut holds = vec![0_u32; words];
    for word in items.iter().flat_map(|item| item.words.iter()) {
        if let Some(count) = holds.get_mut(*word as usize) {
            *count += 1;
        }
    }
    let all = f64::from(u32::try_from(items.len()).unwrap_or(u32::MAX));
    holds.into_iter().map(|count| (1.0 + all / f64::from(count.max(1))).ln()).collect()
}
