//! The same clause twice in one document: one draft at its final place, the others are mentions.

use std::collections::BTreeMap;

use minuted_model::{Document, Draft, Kind, Outcome, Read};

/// Clauses of fewer words than this are not compared across sections: "That the report be noted" is said of many reports.
const DISTINCT_WORDS: usize = 8;

/// The shape of clauses that were only put: the resolution may turn their verb.
pub(crate) const MOTION: &str = "motion";

/// Folds repeats, in text order. A clause repeats an earlier one when their words agree but for the verb's form.
pub(crate) fn fold(document: &Document, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<(BTreeMap<String, u32>, Draft)> = Vec::new();
    for draft in drafts {
        let words = words_of(document, &draft);
        let twin = kept.iter().position(|(known, earlier)| is_same(known, &words, earlier, &draft));
        match twin {
            Some(at) => {
                let (_, earlier) = kept.remove(at);
                kept.push((words, merge(earlier, draft)));
            }
            None => kept.push((words, draft)),
        }
    }
    let mut drafts: Vec<Draft> = kept.into_iter().map(|(_, draft)| draft).collect();
    drafts.sort_by_key(|draft| draft.text.first().copied());
    drafts
}

/// The later place is the final one; what the earlier alone has is kept.
fn merge(earlier: Draft, mut later: Draft) -> Draft {
    later.mentions.extend(earlier.mentions);
    later.mentions.push(Read { rule: earlier.rule, spans: earlier.text });
    if later.label.is_none() {
        later.label = earlier.label;
        later.label_path = earlier.label_path;
    }
    later
}

fn is_same(
    known: &BTreeMap<String, u32>,
    words: &BTreeMap<String, u32>,
    earlier: &Draft,
    later: &Draft,
) -> bool {
    let (ours, theirs): (u32, u32) = (words.values().sum(), known.values().sum());
    let shared: u32 =
        words.iter().map(|(word, count)| (*count).min(known.get(word).copied().unwrap_or(0))).sum();
    let alike = f64::from(2 * shared) / f64::from((ours + theirs).max(1));
    let long =
        usize::try_from(ours).unwrap_or(0) >= DISTINCT_WORDS || earlier.section == later.section;
    let agreed = later.outcome == Outcome::Carried || earlier.outcome == later.outcome;
    let sort = earlier.kind == later.kind || earlier.kind == Kind::Recommendation;
    let enough = if earlier.shape == MOTION { 0.8 } else { 0.92 };
    alike >= enough
        && long
        && agreed
        && sort
        && earlier.shape != "table_row"
        && later.shape != "table_row"
}

/// The words of stem and clause with their counts, endings of verbs cut so that "note" is "notes" and "noted".
fn words_of(document: &Document, draft: &Draft) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    let text = document.join(&draft.text).text.to_lowercase();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "that");
    for word in words {
        *counts.entry(stem(word).to_owned()).or_insert(0) += 1;
    }
    counts
}

fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "s", "e", "d"].iter().find_map(|end| word.strip_suffix(end));
    cut.filter(|stem| stem.len() >= 3).unwrap_or(word)
}
