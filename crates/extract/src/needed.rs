//! The words that rules need, looked for in one pass: a rule is not tried where none of its words stands.
//!
//! A needed word begins where a word begins, so only those places are looked at, and most of them no further than their
//! first bytes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::candidates::Candidates;
use crate::rule::Rule;

/// Needed words and the rules that need them.
#[derive(Clone, Debug)]
pub(crate) struct Needed(Arc<Words>);

#[derive(Debug)]
struct Words {
    /// In the order of their keys.
    words: Vec<Word>,
    /// The words of each key.
    of_key: FxHashMap<u64, Range<usize>>,
    beginnings: Beginnings,
}

/// A needed word.
#[derive(Debug)]
struct Word {
    written: String,
    /// Its first bytes, as [`head`] has them, where `mask` is set.
    head: u64,
    mask: u64,
    /// Whether it stands for itself in any case.
    is_small: bool,
    owners: Served,
}

/// Rules that have a word they need, by which of their lists it is of.
pub(crate) type Served = [Candidates; 2];

/// Whether a needed word stands for itself in any case: one with a capital stands for itself as it is written.
pub(crate) fn is_small(word: &str) -> bool {
    !word.contains(char::is_uppercase)
}

/// Whether a needed word stands in `text` where a word begins, in the case it is written in.
pub(crate) fn begins_in(word: &str, text: &str) -> bool {
    let word = word.trim_start_matches(' ');
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let within =
        |at: usize| is_letter(text.get(..at).and_then(|before| before.chars().next_back()));
    text.match_indices(word).any(|(at, _)| !(is_letter(word.chars().next()) && within(at)))
}

impl Needed {
    /// The words of these rules, each with its index.
    pub(crate) fn new(rules: &[(usize, &Rule)]) -> Self {
        let mut owners: BTreeMap<&str, Served> = BTreeMap::new();
        for (index, rule) in rules {
            for (list, words) in rule.needs().iter().enumerate() {
                // A space before a word is no part of it.
                let words = words.iter().map(|word| word.trim_start_matches(' '));
                for word in words.filter(|word| !word.is_empty()) {
                    let served = owners.entry(word).or_default().get_mut(list);
                    served.into_iter().for_each(|it| it.add(*index));
                }
            }
        }
        let mut words: Vec<Word> = owners.into_iter().map(Word::new).collect();
        words.sort_by_key(Word::key);
        let mut of_key: FxHashMap<u64, Range<usize>> = FxHashMap::default();
        for (number, word) in words.iter().enumerate() {
            of_key.entry(word.key()).or_insert(number..number).end = number + 1;
        }
        let beginnings = Beginnings::of(&words);
        Self(Arc::new(Words { words, of_key, beginnings }))
    }

    /// How many bytes the word of that number has.
    pub(crate) fn length_of(&self, word: usize) -> usize {
        self.0.words.get(word).map_or(0, |word| word.written.len())
    }

    /// Adds the rules that need a word.
    pub(crate) fn serve(&self, word: usize, served: &mut Served) {
        let owners = self.0.words.get(word).into_iter().flat_map(|word| &word.owners);
        served.iter_mut().zip(owners).for_each(|(served, owners)| served.unite(owners));
    }

    /// Tells every word in `text`, in the order they begin: its number, and the byte where it begins.
    pub(crate) fn find(&self, text: &str, mut tell: impl FnMut(usize, usize)) {
        let beginnings = &self.0.beginnings;
        let is_letter = |byte: &&u8| beginnings.class_of(**byte) & LETTER != 0;
        let mut rest = text.as_bytes();
        while let [byte, after @ ..] = rest {
            let class = beginnings.class_of(*byte);
            if class & BEGINS != 0 {
                let head = head(rest);
                for key in beginnings.keys(head) {
                    let at = text.len() - rest.len();
                    self.0.begin(rest, head, key).for_each(|word| tell(word, at));
                }
            }
            // No word begins with a letter behind another.
            let letters =
                if class & LETTER != 0 { after.iter().take_while(is_letter).count() } else { 0 };
            rest = after.get(letters..).unwrap_or_default();
        }
    }
}

impl Words {
    /// The words of that key that `text` begins with; `head` is its head.
    fn begin(&self, text: &[u8], head: u64, key: u64) -> impl Iterator<Item = usize> {
        let numbers = self.of_key.get(&key).cloned().unwrap_or_default();
        let begins = move |word: &Word| head & word.mask == word.head && word.begins(text);
        numbers.filter(move |number| self.words.get(*number).is_some_and(begins))
    }
}

impl Word {
    fn new((word, owners): (&str, Served)) -> Self {
        let bits = 8 * u32::try_from(word.len()).unwrap_or(u32::MAX).min(HEAD);
        let mask = u64::MAX >> (8 * HEAD - bits);
        let head = head(word.as_bytes()) & mask;
        Self { written: word.to_owned(), head, mask, is_small: is_small(word), owners }
    }

    /// By what it is found.
    fn key(&self) -> u64 {
        KEYS.get(key_of_length(self.written.len())).map_or(0, |mask| self.head & mask)
    }

    /// Whether `text` begins with it.
    fn begins(&self, text: &[u8]) -> bool {
        let word = self.written.as_bytes();
        text.get(..word.len()).is_some_and(|here| {
            if self.is_small { here.eq_ignore_ascii_case(word) } else { here == word }
        })
    }
}

/// How many bytes a head tells.
const HEAD: u32 = 8;

/// The first bytes of a text, small letters and capitals come to the same: spaces stand for those it has not.
fn head(text: &[u8]) -> u64 {
    let bytes = text.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; HEAD as usize];
        bytes.iter_mut().zip(text).for_each(|(byte, told)| *byte = *told);
        bytes
    });
    u64::from_le_bytes(bytes) | 0x2020_2020_2020_2020
}

/// A letter of ASCII.
const LETTER: u8 = 1;
/// A byte that a needed word begins with.
const BEGINS: u8 = 2;

/// What is left of a head for words of one byte, of two, of three, of four or five, of more: their keys.
const KEYS: [u64; 5] = [0xff, 0xffff, 0xff_ffff, 0xffff_ffff, 0xffff_ffff_ffff];

/// Which of the [`KEYS`] a word of so many bytes has.
fn key_of_length(length: usize) -> usize {
    match length {
        ..=4 => length.saturating_sub(1),
        5 => 3,
        _ => 4,
    }
}

/// How needed words begin.
#[derive(Debug)]
struct Beginnings {
    /// What is known of a word by its first byte.
    classes: [u8; 256],
    /// Which keys words have that begin with two bytes, by the low bits of these: a bit each.
    lengths: [u8; PAIRS],
    /// The keys of words, hashed: a bit each.
    bits: [u64; BITS / 64],
}

/// How many bits of each of two bytes are looked at, and how many pairs there are of them.
const LOW: u64 = 5;
const PAIRS: usize = 1 << (2 * LOW);
/// How many bits tell keys.
const BITS: usize = 1 << 15;

impl Beginnings {
    fn of(words: &[Word]) -> Self {
        let mut all = Self { classes: [0; 256], lengths: [0; PAIRS], bits: [0; BITS / 64] };
        for byte in (0..=u8::MAX).filter(u8::is_ascii_alphabetic) {
            all.mark(byte, LETTER);
        }
        for word in words {
            let first = word.written.as_bytes().first().copied().unwrap_or(0);
            all.mark(first.to_ascii_lowercase(), BEGINS);
            all.mark(first.to_ascii_uppercase(), BEGINS);
            let length = 1 << key_of_length(word.written.len());
            // Behind a word of one byte any other may stand.
            let seconds = if word.written.len() == 1 { 0..=u8::MAX } else { 0..=0 };
            for second in seconds {
                let pair = pair(word.head | u64::from(second) << 8);
                all.lengths.get_mut(pair).into_iter().for_each(|lengths| *lengths |= length);
            }
            let bit = hash(word.key());
            all.bits.get_mut(bit / 64).into_iter().for_each(|word| *word |= 1 << (bit % 64));
        }
        all
    }

    fn mark(&mut self, byte: u8, class: u8) {
        self.classes.get_mut(usize::from(byte)).into_iter().for_each(|it| *it |= class);
    }

    fn class_of(&self, byte: u8) -> u8 {
        self.classes.get(usize::from(byte)).copied().unwrap_or(0)
    }

    /// The keys that words may have at a text of this head.
    fn keys(&self, head: u64) -> impl Iterator<Item = u64> {
        let mut lengths = self.lengths.get(pair(head)).copied().unwrap_or(0);
        let keys = std::iter::from_fn(move || {
            let mask = KEYS.get(lengths.trailing_zeros() as usize)?;
            lengths &= lengths - 1;
            Some(head & mask)
        });
        keys.filter(|key| self.may_be(*key))
    }

    /// Whether a word may have this key.
    fn may_be(&self, key: u64) -> bool {
        let bit = hash(key);
        self.bits.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }
}

/// The low bits of the first two bytes of a head.
fn pair(head: u64) -> usize {
    const MASK: u64 = (1 << LOW) - 1;
    (head & MASK | head >> (8 - LOW) & MASK << LOW) as usize
}

/// Fibonacci hashing: the high bits of a product with 2^64 divided by the golden ratio.
fn hash(key: u64) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (u64::BITS - BITS.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    #[test]
    fn words_are_told_where_a_word_begins_in_any_case() {
        let rules = RuleSet::builtin();
        let rules: Vec<_> = rules.all().iter().enumerate().collect();
        let needed = Needed::new(&rules);
        let told = |text: &str| {
            let mut told = Vec::new();
            let word = |word: usize, at: usize| text.get(at..at + needed.length_of(word));
            needed.find(text, |number, at| told.extend(word(number, at).map(str::to_owned)));
            told
        };
        let all = rules.iter().flat_map(|(_, rule)| rule.needs().iter().flatten());
        let all: Vec<&str> = all.map(|word| word.trim_start_matches(' ')).collect();
        assert!(!all.is_empty());
        for &word in &all {
            let changed = if is_small(word) { word.to_uppercase() } else { word.to_owned() };
            for text in [changed, format!("1{word}"), format!("so –{word} it")] {
                let hit = |told: &String| told.eq_ignore_ascii_case(word);
                assert!(told(&text).iter().any(hit), "{word} in {text}");
            }
        }
        let capital = all.iter().find(|word| **word == "AGREED").unwrap();
        assert!(!told("it was agreed").contains(&(*capital).to_owned()));
        assert!(told("it was agreed").contains(&"agreed".to_owned()));
        assert_eq!(told("The unresolved ab"), [""; 0]);
    }

    /// What a case of a rule is tried on is what the rule is asked about in a paper.
    #[test]
    fn the_words_of_a_case_serve_its_rule() {
        let rules = RuleSet::builtin();
        for rule in rules.all() {
            for case in &rule.raw.cases {
                let asked = rules.for_text(rule.gives(), case.text.as_str());
                let is_asked = asked.into_iter().any(|known| known.id() == rule.id());
                assert_eq!(is_asked, rule.has_need(&case.text), "{} on {:?}", rule.id(), case.text);
            }
        }
        assert!(begins_in("rag", "the rag (BRAG)") && !begins_in("rag", "brag, drag"));
        assert!(
            begins_in(" be ", "to be done") && begins_in("£", "a£1") && begins_in("r1", "(r1)")
        );
    }
}
