//! Papers that are found again: the same words in other bytes, or one paper inside another (a pack and its parts).
//! Told paper by paper, in the order in which they are read; what is kept of each is a number for every paragraph.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use minuted_model::{Document, Record};
use sha2::{Digest, Sha256};

/// Share of a paper's words that must stand in another for it to be found again there.
const CONTAINED: f64 = 0.92;

/// A paper of fewer words says too little to be told by them, unless all of them are the same.
const WORDS: usize = 60;

/// Paragraphs that stand in more papers than this are boilerplate and tell nothing.
const COMMON: usize = 24;

/// What was found of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The earlier paper: how many were taken before it.
    pub paper: usize,
    /// What it was called.
    pub path: String,
    /// How the two belong together.
    pub how: Same,
    /// How many records were given there already.
    pub records: usize,
}

/// How two papers are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    /// All of the words.
    Words,
    /// The later one stands in the earlier.
    Inside,
    /// The earlier one stands in the later.
    Holds,
}

/// The papers read so far.
#[derive(Debug, Default)]
pub struct Repeats {
    papers: Vec<Paper>,
    /// Papers by the hash of all their words.
    wholes: BTreeMap<u128, usize>,
    /// Papers by the hash of each paragraph.
    paragraphs: BTreeMap<u64, Holders>,
}

/// The papers that hold a paragraph: mostly one, and an archive has many paragraphs.
#[derive(Debug)]
enum Holders {
    One(u32),
    Several(Box<[u32]>),
    /// More than [`COMMON`].
    Many,
}

impl Holders {
    fn papers(&self) -> &[u32] {
        match self {
            Self::One(paper) => std::slice::from_ref(paper),
            Self::Several(papers) => papers,
            Self::Many => &[],
        }
    }

    fn add(&mut self, paper: u32) {
        let papers = self.papers();
        *self = if papers.is_empty() || papers.len() == COMMON {
            Self::Many
        } else {
            Self::Several([papers, &[paper]].concat().into())
        };
    }
}

#[derive(Debug)]
struct Paper {
    path: String,
    /// How many words its paragraphs hold.
    words: usize,
    /// Its records: the clause with its meeting, hashed.
    clauses: Box<[u64]>,
}

impl Repeats {
    /// Takes a paper and leaves of its records those that no earlier paper gave; tells which paper that was.
    ///
    /// As [`Repeats::given`].
    pub fn take(
        &mut self,
        path: &str,
        document: &Document,
        records: Vec<Record>,
    ) -> (Vec<Record>, Option<Repeat>) {
        let (given, repeat) = self.given(path, document, &records);
        let kept = records.into_iter().zip(given).filter(|(_, given)| !given);
        (kept.map(|(record, _)| record).collect(), repeat)
    }

    /// Takes a paper and says of each of its records whether an earlier paper gave it; tells which paper that was.
    ///
    /// A record counts as given where the other paper has the same clause of the same meeting, and one paper holds the other.
    pub fn given(
        &mut self,
        path: &str,
        document: &Document,
        records: &[Record],
    ) -> (Vec<bool>, Option<Repeat>) {
        let paragraphs = paragraphs(document);
        let words = paragraphs.iter().map(|(_, words)| words).sum();
        let whole = whole(document);
        let found = self.find(&paragraphs, words, whole);
        let clauses: Vec<u64> = records.iter().map(clause).collect();
        let mut sorted = clauses.clone();
        sorted.sort_unstable();
        let number = self.papers.len();
        self.papers.push(Paper { path: path.to_owned(), words, clauses: sorted.into() });
        self.wholes.entry(whole).or_insert(number);
        let holder = u32::try_from(number).unwrap_or(u32::MAX);
        for (hash, _) in paragraphs {
            match self.paragraphs.entry(hash) {
                Entry::Vacant(entry) => _ = entry.insert(Holders::One(holder)),
                Entry::Occupied(mut entry) => entry.get_mut().add(holder),
            }
        }
        let Some((how, paper)) = found else { return (vec![false; records.len()], None) };
        let earlier = self.papers.get(paper);
        let has = |clause| earlier.is_some_and(|it| it.clauses.binary_search(clause).is_ok());
        let given: Vec<bool> = clauses.iter().map(has).collect();
        let count = given.iter().filter(|given| **given).count();
        let tells = count > 0 || how == Same::Words;
        let path = earlier.map(|it| it.path.clone()).unwrap_or_default();
        (given, tells.then_some(Repeat { paper, path, how, records: count }))
    }

    #[cfg(test)]
    fn find_in(&self, document: &Document) -> Option<(Same, usize)> {
        let paragraphs = paragraphs(document);
        let words = paragraphs.iter().map(|(_, words)| words).sum();
        self.find(&paragraphs, words, whole(document))
    }

    /// The earlier paper that has most words in common, if one of the two holds the other.
    fn find(
        &self,
        paragraphs: &[(u64, usize)],
        words: usize,
        whole: u128,
    ) -> Option<(Same, usize)> {
        if let Some(&same) = self.wholes.get(&whole).filter(|_| words > 0) {
            return Some((Same::Words, same));
        }
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for (hash, words) in paragraphs {
            let papers = self.paragraphs.get(hash).map(Holders::papers);
            for paper in papers.into_iter().flatten() {
                *shared.entry(*paper as usize).or_insert(0) += words;
            }
        }
        let (&paper, &both) =
            shared.iter().max_by_key(|(paper, words)| (**words, usize::MAX - **paper))?;
        let other = self.papers.get(paper)?.words;
        let holds = |part: usize| part >= WORDS && ratio(both, part) >= CONTAINED;
        if holds(words) {
            Some((Same::Inside, paper))
        } else {
            holds(other).then_some((Same::Holds, paper))
        }
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    count(part) / count(whole.max(1))
}

/// Each paragraph's hash and how many words it has; markers count, page furniture does not.
fn paragraphs(document: &Document) -> Vec<(u64, usize)> {
    let content = document.content();
    let mut found: BTreeMap<u64, usize> = BTreeMap::new();
    for block in content {
        let words = folded(document.slice(block.outer()));
        if !words.is_empty() {
            found.insert(hash(&words), words.split(' ').count());
        }
    }
    found.into_iter().collect()
}

/// All the words in order, however they are parted into paragraphs.
fn whole(document: &Document) -> u128 {
    let content = document.content();
    let mut digest = Sha256::new();
    for word in content.flat_map(|block| document.slice(block.outer()).split_whitespace()) {
        digest.update(folded(word).as_bytes());
        digest.update(b" ");
    }
    let digest = digest.finalize();
    digest.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
}

/// The clause with its labels, its meeting, and whether that is a draft.
fn clause(record: &Record) -> u64 {
    let meeting = &record.meeting;
    let status = meeting.document_status.map_or("", |status| status.as_str());
    let date = meeting.date.map(|date| date.to_string()).unwrap_or_default();
    let progress = record.progress.as_ref();
    let state = progress.and_then(|progress| progress.status_text.clone()).unwrap_or_default();
    let labels = record.label_path.join(" ");
    hash(
        &[&folded(&record.full_text), &labels, status, &date, &state]
            .map(|it| it as &str)
            .join("\u{1f}"),
    )
}

fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn hash(words: &str) -> u64 {
    let digest = Sha256::digest(words.as_bytes());
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paper(paragraphs: &[String]) -> Document {
        Document::from_outline(&paragraphs.join("\n")).unwrap()
    }

    /// Paragraphs of ten words that no other number gives.
    fn paragraphs(numbers: std::ops::Range<u32>) -> Vec<String> {
        let one = |n| format!("Paragraph{n} says what the harbour board found in week {n}.");
        numbers.map(one).collect()
    }

    #[test]
    fn the_same_words_and_papers_inside_papers_are_told() {
        let mut repeats = Repeats::default();
        let mut how = |path: &str, paragraphs: &[String]| {
            let found = repeats.find_in(&paper(paragraphs));
            repeats.take(path, &paper(paragraphs), Vec::new());
            found.map(|(how, _)| how)
        };
        assert_eq!(how("report", &paragraphs(0..12)), None);
        assert_eq!(how("other", &paragraphs(40..52)), None);
        assert_eq!(how("again", &paragraphs(0..12)), Some(Same::Words));
        assert_eq!(how("pack", &paragraphs(0..30)), Some(Same::Holds));
        assert_eq!(how("part of the pack", &paragraphs(14..26)), Some(Same::Inside));
        assert_eq!(how("half", &[paragraphs(40..46), paragraphs(60..70)].concat()), None);
        assert_eq!(how("a line of it", &paragraphs(3..4)), None);
    }

    #[test]
    fn nothing_is_the_same_as_nothing() {
        let mut repeats = Repeats::default();
        repeats.take("empty", &Document::default(), Vec::new());
        assert_eq!(repeats.take("too", &Document::default(), Vec::new()).1, None);
    }
}
