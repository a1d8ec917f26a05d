//! Rule sets: rules grouped by what they give, and the words that say which can hit at all.
//! Where the rules come from is `load.rs`'s subject.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use minuted_model::Document;
use sha2::{Digest, Sha256};

use crate::candidates::{Candidates, MOST};
use crate::error::RuleError;
use crate::fragment::Fragments;
use crate::load::RuleSource;
use crate::needed::{Needed, Served};
use crate::only::Origin;
use crate::raw::{DocumentKind, Gives};
use crate::rule::{Hit, Rule, Surroundings};
use crate::scan::Words;

/// Rules, compiled and checked: by sort, and within a sort in the order of their ids.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Arc<[Rule]>,
    /// The rules of each sort, by index.
    groups: Arc<[Range<usize>]>,
    /// The words that the rules for headers of columns need, short ones that stand in every other text.
    headers: Needed,
    /// The words that all other rules need.
    words: Needed,
    sources: Arc<BTreeMap<String, RuleSource>>,
    fragments: Fragments,
    /// The fragment files as written, one after the other.
    fragment_files: Arc<str>,
    hash: String,
    /// The rules that need no word of a list.
    wordless: Served,
    /// The rules that are not meant for the paper at hand.
    off: Candidates,
}

impl RuleSet {
    /// Groups compiled rules by what they give.
    pub(crate) fn new(
        mut rules: Vec<Rule>,
        sources: BTreeMap<String, RuleSource>,
        fragments: Fragments,
        fragment_files: &str,
    ) -> Result<Self, RuleError> {
        if rules.len() > MOST {
            let message = format!("{} rules, expected {MOST} at most", rules.len());
            return Err(RuleError::new("rules", message));
        }
        rules.sort_by_key(Rule::gives);
        let from = |sort: Gives| rules.partition_point(|rule| rule.gives() < sort);
        let to = |sort: Gives| rules.partition_point(|rule| rule.gives() <= sort);
        let groups: Vec<Range<usize>> = Gives::all().map(|sort| from(sort)..to(sort)).collect();
        let (headers, words): (Vec<_>, Vec<_>) =
            rules.iter().enumerate().partition(|(_, rule)| rule.gives() == Gives::Column);
        let (headers, words) = (Needed::new(&headers), Needed::new(&words));
        let without = |list: usize| {
            let has_none =
                |rule: &Rule| rule.needs().get(list).is_none_or(|words| words.is_empty());
            rules
                .iter()
                .enumerate()
                .filter(|(_, rule)| has_none(rule))
                .map(|(index, _)| index)
                .collect()
        };
        let wordless = [without(0), without(1)];
        let hash = hash(&sources, fragment_files);
        Ok(Self {
            rules: rules.into(),
            groups: groups.into(),
            headers,
            words,
            sources: Arc::new(sources),
            fragments,
            fragment_files: fragment_files.into(),
            hash,
            wordless,
            off: Candidates::default(),
        })
    }

    /// The rules that are meant for this paper: all, unless some name the councils or the time they are for.
    pub(crate) fn for_paper(&self, document: &Document) -> Cow<'_, Self> {
        let limited = self.rules.iter().any(|rule| rule.raw.only.is_some());
        if !limited {
            return Cow::Borrowed(self);
        }
        let origin = Origin::of(document);
        let covers = |rule: &Rule| rule.raw.only.as_ref().is_none_or(|it| it.covers(&origin));
        let others = self.rules.iter().enumerate().filter(|(_, rule)| !covers(rule));
        Cow::Owned(Self { off: others.map(|(index, _)| index).collect(), ..self.clone() })
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
        self.off
            .within(&(0..self.rules.len()))
            .any(|off| self.rules.get(off).is_some_and(|known| known.id() == rule.id()))
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

    /// Tells every word in `text` that a rule needs, those for headers apart: its number, and the byte where it begins.
    pub(crate) fn words_in(&self, text: &str, tell: impl FnMut(usize, usize)) {
        self.words.find(text, tell);
    }

    /// How many bytes the word of that number has, told by [`RuleSet::words_in`].
    pub(crate) fn length_of(&self, word: usize) -> usize {
        self.words.length_of(word)
    }

    /// The rules that need no word or one of these, told by [`RuleSet::words_in`].
    pub(crate) fn served_by(&self, words: impl Iterator<Item = usize>) -> Candidates {
        self.served(|served| words.for_each(|word| self.words.serve(word, served)))
    }

    /// The rules that need no word or one of `text`, those for headers apart.
    pub(crate) fn served_in(&self, text: &str) -> Candidates {
        self.found_in(text, &self.words)
    }

    fn found_in(&self, text: &str, needed: &Needed) -> Candidates {
        self.served(|served| needed.find(text, |word, _| needed.serve(word, served)))
    }

    /// The rules that need no word and those that `add` adds, but for those not meant for the paper.
    fn served(&self, add: impl FnOnce(&mut Served)) -> Candidates {
        let mut lists = self.wordless;
        add(&mut lists);
        let [mut served, also] = lists;
        served.keep(&also);
        served.subtract(&self.off);
        served
    }

    /// The rules of one sort that need no word or one of `text`, in order of id.
    pub(crate) fn for_text<'a, 't>(
        &'a self,
        gives: Gives,
        text: impl Into<Words<'t>>,
    ) -> impl Iterator<Item = &'a Rule> {
        let words = text.into();
        let served = match words.served {
            _ if gives == Gives::Column => self.found_in(words.text(), &self.headers),
            Some(served) => served,
            None => self.served_in(words.text()),
        };
        let group = self.groups.get(gives as usize).cloned().unwrap_or_default();
        served.within(&group).filter_map(move |index| self.rules.get(index))
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
        let (rule, found) = self.find_first(gives, words, place)?;
        Some((rule, rule.hit_at(words.text(), found)?))
    }

    /// The rule that says that all of `words` is a remark, and its hit; a remark that only some kind of clause has behind it is none
    /// by itself.
    pub(crate) fn whole_note(&self, words: Words<'_>) -> Option<(&Rule, Hit)> {
        let found = self.first(Gives::Note, words, &Surroundings::default());
        found.filter(|(rule, hit)| rule.kind().is_none() && hit.is_all_of(&words))
    }

    /// The rule of this sort whose hit [`RuleSet::first`] gives.
    pub(crate) fn first_rule<'a, 't>(
        &'a self,
        gives: Gives,
        text: impl Into<Words<'t>>,
        place: &Surroundings<'_>,
    ) -> Option<&'a Rule> {
        self.find_first(gives, text.into(), place).map(|(rule, _)| rule)
    }

    fn find_first<'a>(
        &'a self,
        gives: Gives,
        words: Words<'_>,
        place: &Surroundings<'_>,
    ) -> Option<(&'a Rule, Range<usize>)> {
        let named = OnceCell::new();
        let may_name = || {
            let lists = || place.present.is_some_and(|present| present.may_be_in(words.text()));
            *named.get_or_init(lists)
        };
        let rules = self.for_text(gives, words).filter(|rule| rule.looks_in(place.document));
        let rules = rules.filter(|rule| !rule.raw.attends || may_name());
        let found = rules.filter_map(|rule| Some((rule, rule.find(words.text())?)));
        first_of(found, words.text(), place, usize::MAX)
    }

    /// Whether any rule of this sort hits in `text`.
    pub(crate) fn hits<'t>(
        &self,
        gives: Gives,
        text: impl Into<Words<'t>>,
        place: &Surroundings<'_>,
    ) -> bool {
        let words = text.into();
        let hits = |rule: &Rule| {
            let text = words.text();
            rule.looks_in(place.document)
                && rule.stands_in(text)
                && !rule.is_guarded(text)
                && rule.looks_at(place)
                && (!rule.raw.attends
                    || rule.find(text).is_some_and(|found| rule.knows_who(text, &found, place)))
        };
        self.for_text(gives, words).any(hits)
    }
}

/// Of rules and where they stand in `text` the one that begins first there: see [`RuleSet::first`]. `text` begins with a sentence
/// of so many bytes, for [`Rule::guarded`].
pub(crate) fn first_of<'a>(
    found: impl Iterator<Item = (&'a Rule, Range<usize>)>,
    text: &str,
    place: &Surroundings<'_>,
    sentence: usize,
) -> Option<(&'a Rule, Range<usize>)> {
    let order = |found: &Range<usize>| (found.start, Reverse(found.end));
    let mut best: Option<(&Rule, Range<usize>)> = None;
    for (rule, found) in found {
        let beaten = best.as_ref().is_some_and(|(_, best)| order(best) <= order(&found));
        let allows = || !rule.is_guarded(rule.guarded(text, sentence)) && rule.looks_at(place);
        if !beaten && allows() && rule.knows_who(text, &found, place) {
            best = Some((rule, found));
        }
    }
    best
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
