//! Bags of words that can be compared without comparing each with every other.

use std::borrow::Cow;
use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Two bags are alike from this share of their words on, at least: see [`Bag::alike`].
pub(crate) const ALIKE: f64 = 0.8;

/// The words of a clause as numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bag {
    /// The longest first, each as often as it stands there.
    words: Vec<u64>,
    /// Those among them that name something: figures, and words in capitals that do not begin the clause.
    names: Vec<u64>,
}

impl Bag {
    /// The bag of a text, endings of verbs cut so that "note" is "notes" and "noted"; "that" is no word, and where a summary
    /// says that its clause stands is no part of it.
    pub(crate) fn of(text: &str) -> Self {
        let text = without_place(text);
        let in_capitals = !text.contains(char::is_lowercase);
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut bag = Self::default();
        for written in words {
            let is_small = written.bytes().all(|byte| byte.is_ascii_lowercase());
            let word =
                if is_small { Cow::Borrowed(written) } else { written.to_lowercase().into() };
            if word == "that" {
                continue;
            }
            let number = number(stem(&word));
            let capital = written.starts_with(char::is_uppercase) && !bag.words.is_empty();
            let figure = || written.contains(|c: char| c.is_ascii_digit());
            if !is_small && (capital && !in_capitals || figure()) {
                bag.names.push(number);
            }
            bag.words.push(number);
        }
        bag.words.sort_unstable();
        bag
    }

    pub(crate) fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether one of them names all that the other does: "That Ms Ash be elected" is not "That Mr Birch be elected".
    pub(crate) fn names_the_same(&self, other: &Self) -> bool {
        let covers = |one: &Self, other: &Self| {
            other.names.iter().all(|name| one.words.binary_search(name).is_ok())
        };
        covers(self, other) || covers(other, self)
    }

    /// The share of words that both have, of all that they have: 1 for the same words (Dice's coefficient).
    pub(crate) fn alike(&self, other: &Self) -> f64 {
        let (mut ours, mut theirs) = (self.words.as_slice(), other.words.as_slice());
        let mut shared = 0_u32;
        while let ([one, our_rest @ ..], [two, their_rest @ ..]) = (ours, theirs) {
            shared += u32::from(one == two);
            if one <= two {
                ours = our_rest;
            }
            if two <= one {
                theirs = their_rest;
            }
        }
        let all = u32::try_from(self.len() + other.len()).unwrap_or(u32::MAX);
        f64::from(2 * shared) / f64::from(all.max(1))
    }

    /// Words of which any bag that is [`ALIKE`] has one among its own: two bags that share that much share two thirds of
    /// each, so that the longest word they share stands in the first third of both.
    pub(crate) fn telling(&self) -> &[u64] {
        let sure = (2 * self.len()).div_ceil(3);
        self.words.get(..(self.len() + 1).saturating_sub(sure)).unwrap_or(&self.words)
    }
}

/// A clause without the place behind it: "meets them twice a year (paragraph 3.9);".
fn without_place(text: &str) -> &str {
    const PLACES: [&str; 6] = ["para", "page", "section", "see ", "chapter", "p."];
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || ".;,".contains(c));
    let split = end.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let place = |inner: &str| {
        let inner = inner.to_lowercase();
        PLACES.iter().any(|place| inner.starts_with(place))
    };
    split.filter(|(_, inner)| place(inner)).map_or(text, |(clause, _)| clause)
}

/// The number of a word: long words have small ones, and are rare.
fn number(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    let length = u8::try_from(word.len()).unwrap_or(u8::MAX);
    u64::from(u8::MAX - length) << 56 | hasher.finish() >> 8
}

fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "s", "e", "d"].iter().find_map(|end| word.strip_suffix(end));
    cut.filter(|stem| stem.len() >= 3).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb_and_the_order_of_words_do_not_count() {
        let one = Bag::of("That the Council notes the noted plan");
        let two = Bag::of("noting the plan, the council note");
        assert_eq!((one.alike(&two), two.len()), (1.0, 6));
        assert_eq!(Bag::of("the wall").alike(&two), 0.25);
        let placed = Bag::of("noting the plan, the council note (paragraphs 3.4 and 3.9);");
        assert_eq!((placed.alike(&two), placed.len()), (1.0, 6));
    }

    #[test]
    fn figures_and_names_count_whatever_their_case_elsewhere() {
        let same = |one: &str, two: &str| Bag::of(one).names_the_same(&Bag::of(two));
        assert!(same("That Ms Ash be elected", "THAT MS ASH BE ELECTED"));
        assert!(same("The Council notes the report", "That council note the report"));
        assert!(same("That Ms A Ash be elected", "That Ms Ash be elected"));
        assert!(!same("That Ms Ash be elected", "That Ms Birch be elected"));
        assert!(!same("That £500 be paid", "That £600 be paid"));
    }

    /// Bags of up to nine words of three, and all pairs of them.
    #[test]
    fn bags_that_are_alike_share_a_telling_word() {
        let text = |at: usize| -> String {
            (0..at % 9 + 1).map(|bit| ["ox ", "elk ", "ram "][(at >> bit) % 3]).collect()
        };
        let bags: Vec<Bag> = (0..512).map(|at| Bag::of(&text(at))).collect();
        for (one, two) in bags.iter().flat_map(|one| bags.iter().map(move |two| (one, two))) {
            let shares = one.telling().iter().any(|word| two.telling().contains(word));
            assert!(one.alike(two) < ALIKE || shares, "{one:?} {two:?}");
        }
    }
}
