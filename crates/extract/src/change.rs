//! What another rule set changes: which papers it can make no difference to, told by their words alone.
//!
//! Rules look at pieces of a paper's text, whole or joined by single spaces, and one that needs words is tried only where
//! one of them stands. Where none of its words stands in the paper, it is never tried, and the paper is read as if it
//! were not there. Rules for columns are the exception: they read headers whose broken words are mended, and may be named
//! without a hit.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use serde::{Deserialize, Serialize};

use crate::load::RuleSource;
use crate::raw::{Gives, RawRule};
use crate::rule::Rule;
use crate::rules::RuleSet;

/// Keys that tell people of a rule and say nothing of what it does.
const FOR_PEOPLE: [&str; 3] = ["summary", "why", "case"];

/// A rule set as written, to be compared with a later one.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    /// The fragment files, one after the other.
    fragments: String,
    /// The rules by id.
    rules: BTreeMap<String, String>,
}

/// What lies between two rule sets.
#[derive(Clone, Debug)]
pub struct Change(Reach);

#[derive(Clone, Debug)]
enum Reach {
    /// It may touch any paper.
    Everywhere,
    /// It touches only papers that have one of these words.
    Words(Words),
}

/// Needed words, each as the pieces between its spaces: a join may have put the spaces there.
#[derive(Clone, Debug)]
struct Words {
    pieces: AhoCorasick,
    /// For each word, the numbers of its pieces.
    words: Vec<BTreeSet<usize>>,
}

impl RuleSet {
    /// The rules and fragments as JSON, for [`RuleSet::change_from`].
    pub fn written(&self) -> String {
        let toml = |source: &RuleSource| source.toml.clone();
        let rules = self.sources().iter().map(|(id, source)| (id.clone(), toml(source))).collect();
        let written = Written { fragments: self.fragment_files().to_owned(), rules };
        serde_json::to_string(&written).expect("strings are JSON")
    }

    /// What lies between an earlier set and this one; `written` is what [`RuleSet::written`] gave of the earlier.
    /// Anything that cannot be compared may touch every paper.
    pub fn change_from(&self, written: &str) -> Change {
        let words = self.words_of_change(written).and_then(|words| Words::new(&words));
        Change(words.map_or(Reach::Everywhere, Reach::Words))
    }

    /// The words needed by rules that were added, dropped or altered; `None` where words do not tell.
    fn words_of_change(&self, written: &str) -> Option<BTreeSet<String>> {
        let before: Written = serde_json::from_str(written).ok()?;
        if before.fragments != self.fragment_files() {
            return None;
        }
        let now = self.sources();
        let ids: BTreeSet<&String> = before.rules.keys().chain(now.keys()).collect();
        let mut words = BTreeSet::new();
        for id in ids {
            let versions = [before.rules.get(id), now.get(id).map(|source| &source.toml)]
                .map(|version| version.map(String::as_str));
            if let [Some(old), Some(new)] = versions
                && does_the_same(old, new)
            {
                continue;
            }
            for version in versions.into_iter().flatten() {
                words.extend(needs_of(version)?);
            }
        }
        Some(words)
    }
}

/// For tests of what the shortcut rests on.
impl RuleSet {
    /// The set without the rules that cannot touch a paper, and how many those are; `bytes` as for [`Change::may_touch`].
    #[doc(hidden)]
    pub fn without_untouching(&self, bytes: &[u8]) -> (Self, usize) {
        let touches = |rule: &Rule| {
            let source = self.sources().get(rule.id());
            let needs = source.and_then(|source| needs_of(&source.toml));
            let words = needs.and_then(|needs| Words::new(&needs.into_iter().collect()));
            words.is_none_or(|words| words.are_in(bytes))
        };
        let rules: Vec<Rule> = self.all().iter().filter(|rule| touches(rule)).cloned().collect();
        let count = self.all().len() - rules.len();
        let (sources, fragments) = (self.sources().clone(), self.fragment_table().clone());
        let set = Self::new(rules, sources, fragments, self.fragment_files());
        (set.expect("fewer rules than a set that is one"), count)
    }
}

/// Whether two versions of a rule differ only in what they tell people.
fn does_the_same(old: &str, new: &str) -> bool {
    let acts = |toml: &str| {
        let mut table: toml::Table = toml::from_str(toml).ok()?;
        FOR_PEOPLE.iter().for_each(|key| drop(table.remove(*key)));
        Some(table)
    };
    old == new || acts(old).is_some_and(|old| acts(new) == Some(old))
}

/// The words a rule needs; `None` where it can make a difference without one.
fn needs_of(toml: &str) -> Option<Vec<String>> {
    let raw: RawRule = toml::from_str(toml).ok()?;
    // Of a word with a fragment in it, what stands before: that stands wherever the whole does.
    let before = |word: &String| word.split("${").next().unwrap_or("").to_owned();
    let words: Vec<String> = raw.needs.iter().map(before).collect();
    let are_known = !words.is_empty() && words.iter().all(|word| !word.trim().is_empty());
    (raw.gives != Gives::Column && are_known).then_some(words)
}

impl Words {
    fn new(words: &BTreeSet<String>) -> Option<Self> {
        let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
        let mut all = Vec::new();
        for word in words {
            let word = word.to_lowercase();
            let pieces = word.split(' ').filter(|piece| !piece.is_empty());
            let mut number = |piece: &str| {
                let next = numbers.len();
                *numbers.entry(piece.to_owned()).or_insert(next)
            };
            all.push(pieces.map(&mut number).collect());
        }
        let mut pieces: Vec<(String, usize)> = numbers.into_iter().collect();
        pieces.sort_by_key(|(_, number)| *number);
        let pieces = pieces.iter().map(|(piece, _)| piece);
        let built = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(pieces);
        Some(Self { pieces: built.ok()?, words: all })
    }

    fn are_in(&self, bytes: &[u8]) -> bool {
        let whole = |found: &BTreeSet<usize>| self.words.iter().any(|word| word.is_subset(found));
        let mut found = BTreeSet::new();
        if whole(&found) {
            return true;
        }
        let mut hits = self.pieces.find_overlapping_iter(bytes);
        hits.any(|hit| found.insert(hit.pattern().as_usize()) && whole(&found))
    }
}

impl Change {
    /// Whether it can change what is read from a paper; `bytes` hold at least the paper's text and title, in UTF-8.
    pub fn may_touch(&self, bytes: &[u8]) -> bool {
        match &self.0 {
            Reach::Everywhere => true,
            Reach::Words(words) => words.are_in(bytes),
        }
    }

    /// Whether it may touch any paper at all, whatever its words.
    pub fn is_everywhere(&self) -> bool {
        matches!(self.0, Reach::Everywhere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(name: &str, needs: &str, rest: &str) -> (String, String) {
        let toml = format!(
            "id = '{name}'\ngives = 'opener'\nsummary = 's'\nwhy = 'w'\nneeds = [{needs}]\nmatch = 'HO:'\n{rest}\n\
             [[case]]\ntext = 'HO: x'\ngives = ' x'\n[[case]]\ntext = 'x'\n"
        );
        (format!("{name}.toml"), toml)
    }

    fn set(files: &[(String, String)]) -> RuleSet {
        RuleSet::with(files).unwrap()
    }

    #[test]
    fn a_rule_added_altered_or_dropped_touches_papers_with_its_words() {
        let none = set(&[]);
        let ho = set(&[rule("ho", "'Ho ho', 'aye'", "")]);
        let hey = set(&[rule("ho", "'hey'", "")]);
        let touches = |old: &RuleSet, new: &RuleSet, text: &str| {
            new.change_from(&old.written()).may_touch(text.as_bytes())
        };
        for (old, new) in [(&none, &ho), (&ho, &none)] {
            assert!(touches(old, new, "he says HO! and goes"));
            assert!(touches(old, new, "Ayes 3"));
            assert!(!touches(old, new, "he says hey"));
        }
        assert!(touches(&ho, &hey, "he says hey") && touches(&ho, &hey, "ho"));
        assert!(!touches(&ho, &hey, "he says nothing"));
        assert!(!touches(&ho, &ho, "ho hey"));
    }

    #[test]
    fn what_is_told_to_people_changes_no_paper() {
        let one = set(&[rule("ho", "'ho'", "")]);
        let file = rule("ho", "'ho'", "");
        let other = set(&[(file.0, file.1.replace("'w'", "'because'").replace("HO: x", "HO: y"))]);
        assert_ne!(one.hash(), other.hash());
        assert!(!other.change_from(&one.written()).may_touch(b"HO: x"));
    }

    #[test]
    fn what_words_do_not_tell_may_touch_everything() {
        let none = set(&[]);
        let everywhere =
            |files: &[(String, String)]| set(files).change_from(&none.written()).is_everywhere();
        assert!(everywhere(&[rule("ho", "", "")]));
        let fragment = "[horn]\npattern = 'HO'\nnote = 'n'\n".to_owned();
        assert!(everywhere(&[("fragments.toml".to_owned(), fragment)]));
        let column = rule("ho", "'ho'", "role = 'due'").1.replace("'opener'", "'column'");
        assert!(everywhere(&[("ho.toml".to_owned(), column)]));
        assert!(!everywhere(&[rule("ho", "'ho'", "")]));
        assert!(none.change_from("not what was written").is_everywhere());
    }
}
