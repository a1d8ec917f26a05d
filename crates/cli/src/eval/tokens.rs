//! Words as the scorer counts them: folded, hashed, compared as multisets.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

#[expect(clippy::expect_used, reason = "a literal pattern")]
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}]+").expect("the pattern is well formed"));

/// Hashes of the words of a text, as gold files hold them: 24 bits of CRC-32.
pub(crate) fn tokens(text: &str) -> Vec<u32> {
    let folded = fold(text);
    let words = WORD.find_iter(&folded);
    words.map(|word| crc32fast::hash(word.as_str().as_bytes()) & 0x00ff_ffff).collect()
}

/// A text as bare lower-case words.
pub(crate) fn bare(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = WORD.find_iter(&folded).map(|word| word.as_str()).collect();
    words.join(" ")
}

fn fold(text: &str) -> String {
    text.nfkc().collect::<String>().to_lowercase()
}

/// F1 of two word multisets, 0 to 1; 0 where either is empty.
pub(crate) fn similarity(one: &[u32], other: &[u32]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let counts = count(other);
    let shared: usize = count(one)
        .iter()
        .map(|(word, &times)| times.min(counts.get(word).copied().unwrap_or(0)))
        .sum();
    2.0 * shared as f64 / (one.len() + other.len()) as f64
}

fn count(words: &[u32]) -> BTreeMap<u32, usize> {
    let mut counts = BTreeMap::new();
    for &word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(bare("The “Clerk’s” ﬁle_2"), "the clerk s file 2");
        assert_eq!(tokens("Clerk"), tokens("clerk."));
        // zlib.crc32(b"clerk") & 0xFFFFFF, as the gold files were made.
        assert_eq!(tokens("clerk"), [0x35_1854]);
    }

    #[test]
    fn similarity_counts_repeats() {
        let similar = |one, other| similarity(&tokens(one), &tokens(other));
        assert_eq!(similar("a b c", "a b c"), 1.0);
        assert_eq!(similar("a a b", "a b b"), 2.0 * 2.0 / 6.0);
        assert_eq!(similar("", "a"), 0.0);
    }
}
