//! Rule sets: the rules that come with the program, and those a user adds or puts in their place.

use std::collections::BTreeMap;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use sha2::{Digest, Sha256};

use crate::error::RuleError;
use crate::fragment::Fragments;
use crate::raw::Gives;
use crate::rule::{Hit, Rule, Surroundings};

const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
const FRAGMENTS: &str = include_str!("../fragments.toml");

/// Rules, compiled and checked, in the order of their ids.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<Rule>,
    /// Every `needs` word of every rule, and which rule it belongs to.
    words: AhoCorasick,
    owners: Vec<usize>,
    /// Rules that need no word.
    wordless: Vec<usize>,
    /// The sources, for the hash.
    sources: BTreeMap<String, String>,
}

impl RuleSet {
    /// The rules that come with the program.
    pub fn builtin() -> Self {
        Self::with(&[]).expect("the built-in rules are loaded by a test")
    }

    /// The built-in rules with `files` (name and TOML text) added; one whose `id` is known takes its place.
    ///
    /// # Errors
    /// A file that is not a rule: unknown keys, a bad pattern, an unknown fragment.
    pub fn with(files: &[(String, String)]) -> Result<Self, RuleError> {
        let fragments = Fragments::read(FRAGMENTS)
            .map_err(|message| RuleError::new("fragments.toml", message))?;
        let builtin = BUILTIN.iter().map(|&(name, toml)| (name, toml));
        let added = files.iter().map(|(name, toml)| (name.as_str(), toml.as_str()));
        let mut rules: BTreeMap<String, Rule> = BTreeMap::new();
        let mut sources = BTreeMap::new();
        for (name, toml) in builtin.chain(added) {
            let rule = Rule::read(name, toml, &fragments)?;
            sources.insert(rule.id().to_owned(), toml.to_owned());
            rules.insert(rule.id().to_owned(), rule);
        }
        sources.insert("fragments".to_owned(), FRAGMENTS.to_owned());
        Self::compile(rules.into_values().collect(), sources)
    }

    fn compile(rules: Vec<Rule>, sources: BTreeMap<String, String>) -> Result<Self, RuleError> {
        let mut words = Vec::new();
        let mut owners = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            words.extend(rule.raw.needs.iter().map(|word| word.to_lowercase()));
            owners.extend(rule.raw.needs.iter().map(|_| index));
        }
        let words = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .build(&words)
            .map_err(|error| RuleError::new("needs", error.to_string()))?;
        let wordless = (0..rules.len())
            .filter(|&index| rules.get(index).is_some_and(|rule| rule.raw.needs.is_empty()));
        let wordless = wordless.collect();
        Ok(Self { rules, words, owners, wordless, sources })
    }

    /// SHA-256 over every rule as written, in order of id: lower-case hex.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (id, toml) in &self.sources {
            hasher.update(id.as_bytes());
            hasher.update([0]);
            hasher.update(toml.as_bytes());
        }
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The rules as written, by id; `fragments` stands among them.
    pub fn sources(&self) -> &BTreeMap<String, String> {
        &self.sources
    }

    pub(crate) fn all(&self) -> &[Rule] {
        &self.rules
    }

    /// The rules of one sort whose needed words are in `text`, in order of id.
    pub(crate) fn for_text<'a>(&'a self, gives: Gives, text: &str) -> Vec<&'a Rule> {
        let mut indices = self.wordless.clone();
        let found = self
            .words
            .find_overlapping_iter(text)
            .filter_map(|found| self.owners.get(found.pattern().as_usize()));
        indices.extend(found);
        indices.sort_unstable();
        indices.dedup();
        let rules = indices.into_iter().filter_map(|index| self.rules.get(index));
        rules.filter(|rule| rule.gives() == gives).collect()
    }

    /// The hit of this sort that begins first in `text`; of two that begin together the longer, then the first by id.
    pub(crate) fn first<'a>(
        &'a self,
        gives: Gives,
        text: &str,
        place: &Surroundings<'_>,
    ) -> Option<(&'a Rule, Hit)> {
        let hits = self.for_text(gives, text).into_iter().filter(|rule| rule.looks_at(place));
        let hits = hits.filter_map(|rule| Some((rule, rule.find(text)?)));
        hits.min_by_key(|(_, hit)| (hit.whole.start, std::cmp::Reverse(hit.whole.end)))
    }
}
