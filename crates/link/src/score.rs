//! How likely it is that two records are about the same recommendation.

use crate::item::{Archive, Item};
use crate::words::shared;

/// What speaks for two records being one recommendation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Score {
    /// 0 to 1.
    pub(crate) value: f64,
    /// In words.
    pub(crate) reasons: Vec<String>,
}

/// Compares two clauses: shared words by weight, then label, headings and date; figures that differ speak against it.
pub(crate) fn score(archive: &Archive, earlier: &Item, later: &Item) -> Score {
    let same = overlap(archive, &earlier.words, &later.words);
    let mut apart = 1.0 - same;
    let mut reasons = vec![format!("{:.0}% of the words", same * 100.0)];
    if earlier.label.is_some() && earlier.label == later.label {
        apart *= 0.85;
        reasons.push("same label".to_owned());
    }
    if contained(archive, &earlier.title, &later.title) >= 0.5 {
        apart *= 0.8;
        reasons.push("same subject".to_owned());
    }
    if later.origin.is_some() && later.origin == earlier.date {
        apart *= 0.7;
        reasons.push("raised that day".to_owned());
    }
    let mut value = 1.0 - apart;
    if differ(&earlier.figures, &later.figures) {
        value *= 0.7;
        reasons.push("figures differ".to_owned());
    }
    Score { value: (value * 1000.0).round() / 1000.0, reasons }
}

/// Shared weight over the weight of both; 0 to 1.
pub(crate) fn overlap(archive: &Archive, one: &[u32], other: &[u32]) -> f64 {
    let both = weight(archive, shared(one, other));
    let all = weight(archive, one.iter().copied()) + weight(archive, other.iter().copied()) - both;
    if all > 0.0 { both / all } else { 0.0 }
}

/// Shared weight over the weight of the lighter one; 0 to 1.
pub(crate) fn contained(archive: &Archive, one: &[u32], other: &[u32]) -> f64 {
    let both = weight(archive, shared(one, other));
    let less = weight(archive, one.iter().copied()).min(weight(archive, other.iter().copied()));
    if less > 0.0 { both / less } else { 0.0 }
}

fn weight(archive: &Archive, words: impl Iterator<Item = u32>) -> f64 {
    words.map(|word| archive.weight(word)).sum()
}

/// Whether each has a figure that the other lacks.
fn differ(one: &[u32], other: &[u32]) -> bool {
    let both = shared(one, other).count();
    both < one.len() && both < other.len()
}
