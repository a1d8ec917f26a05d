//! Which predicted record is which gold record: best pairs first, each used once.

use minuted_model::{Part, Record};

use super::gold::{Doubtful, GoldRecord};
use super::tokens::{similarity, tokens};

/// Least similarity of a match.
const MATCH: f64 = 0.80;
/// Least similarity to a doubtful clause that excuses a prediction.
const EXCUSE: f64 = 0.6;

/// The word lists a clause may be compared by.
pub(crate) type Views = Vec<Vec<u32>>;

/// A match of prediction `predicted` with gold `gold`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Match {
    pub(crate) similarity: f64,
    pub(crate) predicted: usize,
    pub(crate) gold: usize,
}

/// A gold clause with and without its stem.
pub(crate) fn gold_views(record: &GoldRecord) -> Views {
    let text = record.tok.clone().filter(|tok| !tok.is_empty());
    let text = text.unwrap_or_else(|| tokens(&record.text));
    let stem = record.stem_tok.clone().filter(|tok| !tok.is_empty());
    let mut full = stem.unwrap_or_else(|| tokens(record.stem.as_deref().unwrap_or("")));
    full.extend(&text);
    vec![text, full]
}

/// A predicted clause with parts, with parts and stem, and bare.
pub(crate) fn predicted_views(record: &Record) -> Views {
    let mut parts = String::new();
    flatten(&record.parts, &mut parts);
    let full = if record.full_text.is_empty() { &record.text } else { &record.full_text };
    vec![
        tokens(&format!("{}{parts}", record.text)),
        tokens(&format!("{full}{parts}")),
        tokens(&record.text),
    ]
}

fn flatten(parts: &[Part], out: &mut String) {
    for part in parts {
        let label = part.label.as_deref().unwrap_or("");
        for words in [label, &part.text].iter().filter(|words| !words.is_empty()) {
            out.push(' ');
            out.push_str(words);
        }
        flatten(&part.parts, out);
    }
}

fn best(one: &Views, other: &Views) -> f64 {
    let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
    pairs.map(|(one, other)| similarity(one, other)).fold(0.0, f64::max)
}

/// Matches predictions with gold, most similar first; of equals, the later.
pub(crate) fn find_matches(predicted: &[Views], gold: &[Views]) -> Vec<Match> {
    let mut pairs: Vec<Match> = Vec::new();
    for (i, one) in predicted.iter().enumerate() {
        for (j, other) in gold.iter().enumerate() {
            let similarity = best(one, other);
            if similarity >= MATCH {
                pairs.push(Match { similarity, predicted: i, gold: j });
            }
        }
    }
    pairs.sort_by(|a, b| {
        let by_similarity = b.similarity.total_cmp(&a.similarity);
        by_similarity.then((b.predicted, b.gold).cmp(&(a.predicted, a.gold)))
    });
    let mut taken: Vec<Match> = Vec::new();
    for pair in pairs {
        let clashes = |other: &Match| other.predicted == pair.predicted || other.gold == pair.gold;
        if !taken.iter().any(clashes) {
            taken.push(pair);
        }
    }
    taken
}

/// Whether a prediction is one of the clauses that may be read or left.
pub(crate) fn is_excused(views: &Views, doubtful: &[Doubtful]) -> bool {
    doubtful.iter().any(|clause| {
        let words = clause.tok.clone().filter(|tok| !tok.is_empty());
        let words = words.unwrap_or_else(|| tokens(&clause.text));
        views.iter().any(|view| similarity(view, &words) >= EXCUSE)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn views(text: &str) -> Views {
        vec![tokens(text)]
    }

    #[test]
    fn the_best_pair_goes_first_and_each_is_used_once() {
        let predicted = [views("the report be noted"), views("the report be now noted")];
        let gold = [views("the report be noted")];
        let matches = find_matches(&predicted, &gold);
        assert_eq!(matches, [Match { similarity: 1.0, predicted: 0, gold: 0 }]);
    }

    #[test]
    fn less_than_four_fifths_is_no_match() {
        assert!(find_matches(&[views("a b c d")], &[views("a b c x y z")]).is_empty());
    }
}
