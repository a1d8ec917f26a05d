//! Rule sets: rules grouped by what they give, and the words that say which can hit at all.
//! Where the rules come from is `load.rs`'s subject.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind};
use minuted_model::Document;
use sha2::{Digest, Sha256};

use crate::error::RuleError;
use crate::fragment::Fragments;
use crate::load::RuleSource;
use crate::only::Origin;
use crate::raw::{DocumentKind, Gives};
use crate::rule::{Hit, Rule, Surroundings};
use crate::scan::Words;

/// As many rules of one sort as a set may have.
const MOST: usize = 256;

/// Rules, compiled and checked: by sort, and within a sort in the order of their ids.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Arc<[Rule]>,
    /// The sort of each rule.
    sorts: Arc<[Gives]>,
    /// For each sort, where its rules stand.
    groups: Arc<[Group]>,
    /// The needed words of all sorts that look at blocks.
    blocks: Finder,
    sources: Arc<BTreeMap<String, RuleSource>>,
    fragments: Fragments,
    /// The fragment files as written, one after the other.
    fragment_files: Arc<str>,
    hash: String,
    /// For each sort, the rules that are not meant for the paper at hand.
    off: Vec<Candidates>,
}

/// The rules of one sort.
#[derive(Clone, Debug)]
struct Group {
    range: Range<usize>,
    /// Those that need no word.
    wordless: Candidates,
    /// The words the others need.
    words: Finder,
}

/// Needed words and the rules that need them.
#[derive(Clone, Debug)]
struct Finder {
    words: AhoCorasick,
    /// For each word, the rules.
    owners: Arc<[Vec<usize>]>,
}

/// Some of the rules of one sort, a bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Candidates([u64; MOST / 64]);

impl RuleSet {
    /// Groups compiled rules by what they give.
    pub(crate) fn new(
        mut rules: Vec<Rule>,
        sources: BTreeMap<String, RuleSource>,
        fragments: Fragments,
        fragment_files: &str,
    ) -> Result<Self, RuleError> {
        rules.sort_by_key(Rule::gives);
        let sorts: Vec<Gives> = rules.iter().map(Rule::gives).collect();
        let mut groups = Vec::new();
        for sort in Gives::all() {
            let start = sorts.partition_point(|gives| *gives < sort);
            let end = sorts.partition_point(|gives| *gives <= sort);
            groups.push(Group::new(&rules, start..end)?);
        }
        let in_blocks = rules.iter().enumerate().filter(|(_, rule)| rule.gives().looks_at_blocks());
        let blocks = Finder::new(in_blocks)?;
        let hash = hash(&sources, fragment_files);
        let off = vec![Candidates::default(); groups.len()];
        Ok(Self {
            rules: rules.into(),
            sorts: sorts.into(),
            groups: groups.into(),
            blocks,
            sources: Arc::new(sources),
            fragments,
            fragment_files: fragment_files.into(),
            hash,
            off,
        })
    }

    /// The rules that are meant for this paper: all, unless some name the councils or the time they are for.
    pub(crate) fn for_paper(&self, document: &Document) -> Cow<'_, Self> {
        let limited = self.rules.iter().any(|rule| rule.raw.only.is_some());
        if !limited {
            return Cow::Borrowed(self);
        }
        let origin = Origin::of(document);
        let mut own = self.clone();
        for (off, group) in own.off.iter_mut().zip(own.groups.iter()) {
            let rules = self.rules.get(group.range.clone()).unwrap_or_default();
            let covers = |rule: &Rule| rule.raw.only.as_ref().is_none_or(|it| it.covers(&origin));
            for (index, _) in rules.iter().enumerate().filter(|(_, rule)| !covers(rule)) {
                off.add(index);
            }
        }
        Cow::Owned(own)
    }

    /// SHA-256 over every rule as written, in order of id, and the fragments: lower-case hex.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The rules as written, by id.
    pub fn sources(&self) -> &BTreeMap<String, RuleSource> {
        &self.sources
    }

    /// The fragment files as written, one after the other.
    pub(crate) fn fragment_files(&self) -> &str {
        &self.fragment_files
    }

    /// Whether a rule is not meant for the paper at hand.
    pub(crate) fn is_off(&self, rule: &Rule) -> bool {
        let sort = rule.gives() as usize;
        let at = self.rules.iter().position(|known| known.id() == rule.id());
        let start = self.groups.get(sort).map_or(0, |group| group.range.start);
        let index = at.and_then(|at| at.checked_sub(start));
        index.is_some_and(|index| self.off.get(sort).is_some_and(|off| off.has(index)))
    }

    pub(crate) fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of an id.
    pub(crate) fn of_id(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id() == id)
    }

    pub(crate) fn fragment_table(&self) -> &Fragments {
        &self.fragments
    }

    /// The sort of each rule, by index.
    pub(crate) fn sorts(&self) -> &[Gives] {
        &self.sorts
    }

    /// Tells every needed word in `text`: the rule, start and end.
    pub(crate) fn words_in(&self, text: &str, tell: impl FnMut(usize, usize, usize)) {
        self.blocks.find(text, tell);
    }

    /// The rules of one sort whose needed words are in `text`, in order of id.
    pub(crate) fn for_text<'a, 't>(
        &'a self,
        gives: Gives,
        text: impl Into<Words<'t>>,
    ) -> impl Iterator<Item = &'a Rule> {
        let candidates = self.candidates(gives, &text.into());
        let start = self.groups.get(gives as usize).map_or(0, |group| group.range.start);
        candidates.into_iter().filter_map(move |index| self.rules.get(start + index))
    }

    fn candidates(&self, gives: Gives, words: &Words<'_>) -> Candidates {
        let (Some(group), Some(off)) =
            (self.groups.get(gives as usize), self.off.get(gives as usize))
        else {
            return Candidates::default();
        };
        let mut found = group.wordless;
        if !words.is_scanned() || !gives.looks_at_blocks() {
            group.words.find(words.text(), |rule, _, _| found.add(rule - group.range.start));
        } else if words.has(gives) {
            let ours = words.seen().filter(|seen| group.range.contains(&seen.rule));
            ours.for_each(|seen| found.add(seen.rule - group.range.start));
        }
        found.without(off)
    }

    /// Whether a rule of this sort could hit in a paper of this kind: one of its needed words is there.
    pub(crate) fn may_hit<'t>(
        &self,
        gives: Gives,
        text: impl Into<Words<'t>>,
        document: DocumentKind,
    ) -> bool {
        self.for_text(gives, text).any(|rule| rule.looks_in(document))
    }

    /// The hit of this sort that begins first in `text`; of two that begin together the longer, then the first by id.
    pub(crate) fn first<'a, 't>(
        &'a self,
        gives: Gives,
        text: impl Into<Words<'t>>,
        place: &Surroundings<'_>,
    ) -> Option<(&'a Rule, Hit)> {
        let words = text.into();
        let rule = self.first_of(self.for_text(gives, words), words.text(), usize::MAX, place)?;
        Some((rule, rule.hit(words.text())?))
    }

    /// Of `rules` the one whose hit begins first in `text`, and before `limit`.
    pub(crate) fn first_of<'a>(
        &self,
        rules: impl Iterator<Item = &'a Rule>,
        text: &str,
        limit: usize,
        place: &Surroundings<'_>,
    ) -> Option<&'a Rule> {
        let mut best: Option<(&Rule, (usize, Reverse<usize>))> = None;
        for rule in rules.filter(|rule| rule.looks_in(place.document)) {
            let Some(found) = rule.find(text).filter(|found| found.start < limit) else { continue };
            let order = (found.start, Reverse(found.end));
            let beaten = best.as_ref().is_some_and(|(_, best)| *best <= order);
            if !beaten && !rule.is_guarded(text) && rule.looks_at(place) {
                best = Some((rule, order));
            }
        }
        best.map(|(rule, _)| rule)
    }
}

fn hash(sources: &BTreeMap<String, RuleSource>, fragments: &str) -> String {
    let mut hasher = Sha256::new();
    let rules = sources.iter().map(|(id, source)| (id.as_str(), source.toml.as_str()));
    for (id, toml) in rules.chain([("fragments", fragments)]) {
        hasher.update(id.as_bytes());
        hasher.update([0]);
        hasher.update(toml.as_bytes());
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Group {
    fn new(rules: &[Rule], range: Range<usize>) -> Result<Self, RuleError> {
        if range.len() > MOST {
            let message = format!("{} rules give the same, expected {MOST} at most", range.len());
            return Err(RuleError::new("rules", message));
        }
        let mut wordless = Candidates::default();
        let ours = || rules.iter().enumerate().filter(|(index, _)| range.contains(index));
        for (index, _) in ours().filter(|(_, rule)| rule.raw.needs.is_empty()) {
            wordless.add(index - range.start);
        }
        let words = Finder::new(ours())?;
        Ok(Self { range, wordless, words })
    }
}

impl Finder {
    fn new<'a>(rules: impl Iterator<Item = (usize, &'a Rule)>) -> Result<Self, RuleError> {
        let mut owners: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, rule) in rules {
            for word in &rule.raw.needs {
                owners.entry(word.to_lowercase()).or_default().push(index);
            }
        }
        let words = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::DFA))
            .build(owners.keys())
            .map_err(|error| RuleError::new("needs", error.to_string()))?;
        Ok(Self { words, owners: owners.into_values().collect() })
    }

    fn find(&self, text: &str, mut tell: impl FnMut(usize, usize, usize)) {
        if self.owners.is_empty() {
            return;
        }
        for found in self.words.find_overlapping_iter(text) {
            let owners = self.owners.get(found.pattern().as_usize()).into_iter().flatten();
            owners.for_each(|&rule| tell(rule, found.start(), found.end()));
        }
    }
}

impl Candidates {
    fn add(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    fn has(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    fn without(mut self, others: &Self) -> Self {
        for (word, off) in self.0.iter_mut().zip(others.0) {
            *word &= !off;
        }
        self
    }
}

impl Iterator for Candidates {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let (at, word) = self.0.iter_mut().enumerate().find(|(_, word)| **word != 0)?;
        let bit = word.trailing_zeros() as usize;
        *word &= *word - 1;
        Some(at * 64 + bit)
    }
}
