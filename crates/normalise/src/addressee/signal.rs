//! What the words behind somebody say of them: that they are told or asked to do something, or that something is told of them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::regex;
use crate::vocabulary;

static WORDS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| vocabulary::read(include_str!("../../data/agents.toml")));

pub(super) fn is_of(list: &str, word: &str) -> bool {
    WORDS.get(list).is_some_and(|words| words.binary_search_by(|known| (**known).cmp(word)).is_ok())
}

/// As many words may call somebody, with their office and where it is held.
pub(super) const LONGEST: usize = 14;

/// A word of a clause.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) range: Range<usize>,
    /// In small letters, without what stands around it.
    pub(super) small: String,
    /// Whether it is written so.
    pub(super) is_small: bool,
    /// Whether a stop follows it: a comma, or one that ends the clause.
    pub(super) stop: Option<char>,
}

pub(super) fn words_of(text: &str, from: usize) -> Vec<Word> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| regex(r"[^\s,;:]+"));
    let rest = text.get(from..).unwrap_or("");
    let word = |found: regex::Match<'_>| {
        let range = from + found.start()..from + found.end();
        let after = text.get(range.end..).unwrap_or("").chars().next();
        let ends = found.as_str().ends_with(['.', '?', '!']) && found.len() > 3;
        let stop = after.filter(|c| ",;:".contains(*c)).or(ends.then_some('.'));
        let small = found.as_str().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_small = found.as_str().starts_with(char::is_lowercase);
        Word { range, small, is_small, stop }
    };
    WORD.find_iter(rest).take(LONGEST + 6).map(word).collect()
}

/// What stands behind a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Signal {
    /// It is told or asked to do something.
    Acts,
    /// Something is done to it, or told of it.
    Other,
}

/// What the words from `at` on say of the subject before them; `None` where they may belong to it.
pub(super) fn signal(words: &[Word], at: usize) -> Option<Signal> {
    let word = |at: usize| words.get(at).map_or("", |word| word.small.as_str());
    let skip = |mut at: usize| {
        while is_adverb(word(at)) {
            at += 1;
        }
        at
    };
    match word(at) {
        "should" | "shall" | "must" | "will" | "would" | "to" => Some(told(words, skip(at + 1))),
        "ought" | "need" | "needs" if word(at + 1) == "to" => Some(told(words, skip(at + 2))),
        "is" | "are" if word(skip(at + 1)) == "to" => Some(told(words, skip(skip(at + 1) + 1))),
        "was" | "were" if asked(word(skip(at + 1)), word(skip(at + 1) + 1)) == Signal::Acts => {
            Some(Signal::Acts)
        }
        // "The manager was looking to arrange a visit."
        "is" | "are" | "was" | "were" if word(at + 1) == "looking" && word(at + 2) == "to" => {
            Some(told(words, skip(at + 3)))
        }
        "be" | "is" | "are" => Some(asked(word(skip(at + 1)), word(skip(at + 1) + 1))),
        "was" | "were" | "has" | "have" | "had" | "may" | "might" | "can" | "cannot" | "could" => {
            Some(Signal::Other)
        }
        _ => {
            let at = skip(at);
            words.get(at).filter(|word| word.is_small)?;
            let verb = base(word(at))?;
            // Behind a verb stands what it is about: a noun would be followed by a verb.
            let is_noun = is_of("nouns", verb) && !is_of("objects", &words.get(at + 1)?.small);
            let next = word(at + 1);
            let is_to_be = next == "to" && word(at + 2) == "be";
            let is_told_of = is_to_be
                || ["be", "is", "are", "was", "were", "has", "had", "will", "should"]
                    .contains(&next);
            (!is_noun && !is_told_of).then_some(Signal::Acts)
        }
    }
}

/// Whether a word says how something is to be done.
fn is_adverb(word: &str) -> bool {
    let is_known = || is_of("agents", word) || base(word).is_some();
    is_of("adverbs", word) || word.ends_with("ly") && !is_known()
}

/// The base form of a verb of tasks, where the word is one or its present tense.
pub(super) fn base(word: &str) -> Option<&str> {
    let known = |word: &&str| is_of("verbs", word) || is_of("nouns", word);
    // "carries": the ending of verbs in -y.
    if let Some(carry) = word.strip_suffix("ies") {
        let list = |name: &str| WORDS.get(name).into_iter().flatten();
        let mut all = list("verbs").chain(list("nouns")).map(String::as_str);
        return all.find(|verb| verb.strip_suffix('y') == Some(carry));
    }
    let forms = [Some(word), word.strip_suffix('s'), word.strip_suffix("es")];
    forms.into_iter().flatten().find(known)
}

/// "should write", "to be asked to write", "should be given a key".
fn told(words: &[Word], at: usize) -> Signal {
    let word = |at: usize| words.get(at).map_or("", |word| word.small.as_str());
    match word(at) {
        "be" if is_of("states", word(at + 1)) => Signal::Acts,
        "be" => asked(word(at + 1), word(at + 2)),
        "not" | "have" | "" => Signal::Other,
        "the" | "a" | "an" | "this" | "that" | "its" | "their" | "our" | "his" | "her" => {
            Signal::Other
        }
        verb if verb.starts_with(|c: char| c.is_ascii_digit()) => Signal::Other,
        _ => Signal::Acts,
    }
}

fn asked(verb: &str, next: &str) -> Signal {
    let is_asked =
        is_of("asked", verb) && ["to", "for", "that", "upon", "on", "if"].contains(&next);
    if is_asked { Signal::Acts } else { Signal::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_in_order() {
        for (list, words) in &*WORDS {
            let mut sorted = words.clone();
            sorted.sort();
            sorted.dedup();
            assert_eq!(&sorted, words, "{list}");
        }
    }
}
