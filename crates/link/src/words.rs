//! Words of clauses as numbers: common words dropped, endings cut, the rest weighed by how rare they are.

use std::collections::BTreeMap;

/// Words that say nothing about what a clause is about; openers and bodies among them.
const COMMON: &[&str] = &[
    "a",
    "about",
    "action",
    "after",
    "agree",
    "agreed",
    "all",
    "also",
    "an",
    "and",
    "any",
    "are",
    "as",
    "ask",
    "asked",
    "at",
    "be",
    "been",
    "before",
    "board",
    "by",
    "cabinet",
    "can",
    "committee",
    "council",
    "councillors",
    "do",
    "each",
    "executive",
    "following",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "her",
    "his",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "made",
    "make",
    "may",
    "member",
    "members",
    "more",
    "no",
    "not",
    "of",
    "on",
    "or",
    "other",
    "our",
    "out",
    "panel",
    "recommend",
    "recommendation",
    "recommendations",
    "recommended",
    "recommends",
    "request",
    "requested",
    "resolve",
    "resolved",
    "shall",
    "should",
    "so",
    "such",
    "take",
    "taken",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "under",
    "up",
    "urge",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "who",
    "will",
    "with",
    "within",
    "would",
];

/// Endings cut off longer words after a plural `s`, longest first: "published", "publishing" and "publishes" are one.
const ENDINGS: &[&str] = &["ation", "ing", "ed", "ie", "e", "y"];

/// Fewest letters that a cut word keeps.
const STEM: usize = 4;

/// Gives every word a number.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    numbers: BTreeMap<String, u32>,
    /// Whether the word of that number holds a digit.
    figures: Vec<bool>,
}

impl Lexicon {
    /// The words of a text as numbers, ascending, each once.
    pub(crate) fn read(&mut self, text: &str) -> Vec<u32> {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut numbers: Vec<u32> =
            words.filter(|word| is_telling(word)).map(|word| self.number(stem(word))).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Whether a word holds a digit: a year, an amount, a day.
    pub(crate) fn is_figure(&self, number: u32) -> bool {
        self.figures.get(number as usize).copied().unwrap_or(false)
    }

    /// How many words are known.
    pub(crate) fn len(&self) -> usize {
        self.figures.len()
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.numbers.get(word) {
            return known;
        }
        let next = u32::try_from(self.figures.len()).unwrap_or(u32::MAX);
        self.figures.push(word.contains(|c: char| c.is_ascii_digit()));
        self.numbers.insert(word.to_owned(), next);
        next
    }
}

fn is_telling(word: &str) -> bool {
    let long = word.chars().nth(1).is_some() || word.starts_with(|c: char| c.is_ascii_digit());
    long && COMMON.binary_search(&word).is_err()
}

fn stem(word: &str) -> &str {
    if word.contains(|c: char| !c.is_ascii_lowercase()) {
        return word;
    }
    let one = word.strip_suffix('s').filter(|one| one.len() >= STEM && !one.ends_with('s'));
    let word = one.unwrap_or(word);
    let mut cut = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending));
    cut.find(|stem| stem.len() >= STEM).unwrap_or(word)
}

/// The numbers that two ascending lists share, ascending.
pub(crate) fn shared<'a>(one: &'a [u32], other: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let mut rest = other;
    one.iter().copied().filter(move |word| {
        let skip = rest.partition_point(|known| known < word);
        rest = rest.get(skip..).unwrap_or_default();
        rest.first() == Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_are_one_and_common_words_none() {
        let mut lexicon = Lexicon::default();
        let one = lexicon.read("That the Cabinet publish the surveys of bridges by 2023");
        let other = lexicon.read("The survey of the bridges be published by 2023.");
        assert_eq!(one, other);
        assert_eq!(one.iter().filter(|word| lexicon.is_figure(**word)).count(), 1);
    }

    #[test]
    fn common_words_stand_in_order() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn shared_words_are_found_in_order() {
        assert_eq!(shared(&[1, 3, 5, 9], &[2, 3, 9, 11]).collect::<Vec<_>>(), [3, 9]);
    }
}
