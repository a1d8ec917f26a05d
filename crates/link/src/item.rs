//! Records as linking sees them: what each is about, when, by whom, and what part it plays.

use std::collections::{BTreeMap, BTreeSet};

use minuted_model::{Date, DocumentStatus, DocumentType, Kind, Outcome, Record};

use crate::date;
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

/// One record.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// Its council, by number; `None` where it is not known and nothing can be linked.
    pub(crate) council: Option<u32>,
    /// Its document, by number.
    pub(crate) document: u32,
    pub(crate) date: Option<Date>,
    /// The day its row says it was raised.
    pub(crate) origin: Option<Date>,
    pub(crate) body: String,
    /// Words of the body's name.
    pub(crate) body_words: Vec<u32>,
    pub(crate) part: Part,
    pub(crate) kind: Kind,
    /// Words of the clause, by number.
    pub(crate) words: Vec<u32>,
    /// Those of them that hold a digit.
    pub(crate) figures: Vec<u32>,
    /// Words of the headings above it.
    pub(crate) title: Vec<u32>,
    /// Own label, lower case.
    pub(crate) label: Option<String>,
    /// Whether linking looks at it at all: not housekeeping, and not without words.
    pub(crate) tells: bool,
    /// The place in time order; equal for no two.
    pub(crate) rank: usize,
}

/// All records of a run.
#[derive(Debug)]
pub(crate) struct Archive<'a> {
    pub(crate) records: &'a [Record],
    pub(crate) items: Vec<Item>,
    /// Items in time order.
    pub(crate) order: Vec<usize>,
    /// How telling each word is, by its number: rare ones weigh more.
    pub(crate) weights: Vec<f64>,
}

/// Fewest different words of a clause that can be told again.
const FEWEST: usize = 3;

impl<'a> Archive<'a> {
    /// Reads the records. Time order is by date, then part, then id.
    pub(crate) fn new(records: &'a [Record]) -> Self {
        let councils = Councils::of(records);
        let mut documents = BTreeMap::new();
        let mut lexicon = Lexicon::default();
        // Words are numbered in an order of the records' own, so that ties fall the same way however they come.
        let mut by_id: Vec<usize> = (0..records.len()).collect();
        by_id.sort_by_key(|&at| records.get(at).map(|record| record.id.as_str()));
        let mut read: Vec<(usize, Item)> = by_id
            .into_iter()
            .filter_map(|at| Some((at, records.get(at)?)))
            .map(|(at, record)| (at, item(record, &councils, &mut documents, &mut lexicon)))
            .collect();
        read.sort_by_key(|(at, _)| *at);
        let mut items: Vec<Item> = read.into_iter().map(|(_, item)| item).collect();
        let mut order: Vec<usize> = (0..items.len()).collect();
        order.sort_by_key(|&at| {
            let key = items.get(at).map(|item| (item.date.is_none(), item.date, item.part));
            (key, records.get(at).map(|record| record.id.as_str()))
        });
        for (rank, &at) in order.iter().enumerate() {
            if let Some(item) = items.get_mut(at) {
                item.rank = rank;
            }
        }
        let weights = weights(&items, lexicon.len());
        Self { records, items, order, weights }
    }

    /// How telling a word is.
    pub(crate) fn weight(&self, word: u32) -> f64 {
        self.weights.get(word as usize).copied().unwrap_or(0.0)
    }

    /// The record at a place.
    pub(crate) fn record(&self, at: usize) -> Option<&'a Record> {
        self.records.get(at)
    }

    /// The record of an item.
    pub(crate) fn record_of(&self, item: &Item) -> Option<&'a Record> {
        self.record(*self.order.get(item.rank)?)
    }
}

fn item(
    record: &Record,
    councils: &Councils,
    documents: &mut BTreeMap<(String, Option<String>), u32>,
    lexicon: &mut Lexicon,
) -> Item {
    let next = u32::try_from(documents.len()).unwrap_or(u32::MAX);
    let key = (record.source.sha256.clone(), record.source.member.clone());
    let document = *documents.entry(key).or_insert(next);
    let parts: Vec<&str> = record.parts.iter().map(|part| part.text.as_str()).collect();
    let words = lexicon.read(&format!("{} {}", record.text, parts.join(" ")));
    let figures = words.iter().copied().filter(|word| lexicon.is_figure(*word)).collect();
    let titles = record.section.iter().chain(&record.meeting.item_title);
    let title = lexicon.read(&titles.map(String::as_str).collect::<Vec<_>>().join(" "));
    let origin = record.evidence.iter().find(|evidence| evidence.field == "origin");
    Item {
        council: councils.number(record),
        document,
        date: record.meeting.date,
        origin: origin.and_then(|evidence| date::dates(&evidence.quote).first().copied()),
        body_words: lexicon.read(record.meeting.body.as_deref().unwrap_or("")),
        body: fold(record.meeting.body.as_deref().unwrap_or("")),
        part: part(record),
        kind: record.kind,
        tells: record.effect != minuted_model::Effect::Procedural && words.len() >= FEWEST,
        words,
        figures,
        title,
        label: record.label.as_deref().map(str::to_lowercase),
        rank: 0,
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
    for word in items.iter().flat_map(|item| &item.words) {
        if let Some(count) = holds.get_mut(*word as usize) {
            *count += 1;
        }
    }
    let all = f64::from(u32::try_from(items.len()).unwrap_or(u32::MAX));
    holds.into_iter().map(|count| (1.0 + all / f64::from(count.max(1))).ln()).collect()
}

/// Which council each record belongs to.
#[derive(Debug, Default)]
struct Councils {
    numbers: BTreeMap<String, u32>,
    /// The councils that the papers of a folder name.
    folders: BTreeMap<String, BTreeSet<String>>,
}

impl Councils {
    fn of(records: &[Record]) -> Self {
        let mut found = Self::default();
        for record in records {
            let named = found.folders.entry(folder(record)).or_default();
            named.extend(record.meeting.council.as_deref().map(fold));
        }
        for record in records {
            if let Some(name) = found.name(record) {
                let next = u32::try_from(found.numbers.len()).unwrap_or(u32::MAX);
                found.numbers.entry(name).or_insert(next);
            }
        }
        found
    }

    fn number(&self, record: &Record) -> Option<u32> {
        self.numbers.get(&self.name(record)?).copied()
    }

    /// As named; or the only one that the other papers of the folder name; or, where they name none, the body's own name.
    fn name(&self, record: &Record) -> Option<String> {
        if let Some(council) = &record.meeting.council {
            return Some(fold(council));
        }
        let folder = folder(record);
        let named = self.folders.get(&folder)?;
        let only = named.first().filter(|_| named.len() == 1);
        let body = fold(record.meeting.body.as_deref().unwrap_or(""));
        let own = named.is_empty() && body.split(' ').count() >= 2 && !body.contains("council");
        only.cloned().or_else(|| own.then(|| format!("{folder}\u{1f}{body}")))
    }
}

fn folder(record: &Record) -> String {
    record.source.path.rsplit_once('/').map(|(folder, _)| folder.to_owned()).unwrap_or_default()
}

/// A name without case, punctuation and article.
pub(crate) fn fold(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| *word != "the").collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_folded() {
        assert_eq!(fold("The SALTBY  Town-Council"), "saltby town council");
    }
}
