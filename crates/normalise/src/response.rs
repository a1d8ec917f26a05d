//! Answers to recommendations: accepted, in part, rejected, noted or put off.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::DecisionWord;

use crate::vocabulary;

static WORDS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| vocabulary::read(include_str!("../data/responses.toml")));

/// What follows a word in the list of words that are an answer only where they stand alone: `rejected_alone`.
const ALONE: &str = "_alone";

/// Of two words that an answer holds the first here is its own.
const ORDER: [DecisionWord; 5] = [
    DecisionWord::Rejected,
    DecisionWord::PartiallyAccepted,
    DecisionWord::Deferred,
    DecisionWord::Accepted,
    DecisionWord::Noted,
];

/// What an answer comes to, from its first sentence; `None` where it does not say.
pub(crate) fn read(text: &str) -> Option<DecisionWord> {
    let first = text.split(['.', ';', '\n']).next().unwrap_or("").to_lowercase();
    let listed = |list: &str| WORDS.get(list).into_iter().flatten();
    let says = |word: &DecisionWord| {
        listed(word.as_str()).any(|phrase| vocabulary::holds(&first, phrase))
            || listed(&format!("{}{ALONE}", word.as_str())).any(|phrase| first.trim() == phrase)
    };
    ORDER.into_iter().find(says)
}

/// Whether a cell says that it is left blank.
pub(crate) fn is_blank(text: &str) -> bool {
    let words = text.trim_end_matches('.').to_lowercase();
    ["", "-", "–", "none", "n/a", "nil"].contains(&words.as_str())
}

/// Whether a cell is no more than a mark that its header explains: "Yes" below "Accepted?".
pub(crate) fn is_mark(text: &str) -> bool {
    let words = text.to_lowercase();
    let alone = |word: &DecisionWord| WORDS.get(&format!("{}{ALONE}", word.as_str()));
    ORDER.iter().filter_map(alone).flatten().any(|phrase| words.trim() == phrase)
}

/// Most words of a cell that holds nothing but the verdict.
const VERDICT_WORDS: usize = 4;

/// What answers in several columns come to: all the same, or verdicts alone in their cells, whatever an account beside them says.
pub(crate) fn read_all(texts: &[String]) -> Option<DecisionWord> {
    let said: Vec<(DecisionWord, bool)> = texts
        .iter()
        .filter_map(|text| Some((read(text)?, text.split_whitespace().count() <= VERDICT_WORDS)))
        .collect();
    let alone: Vec<DecisionWord> =
        said.iter().filter(|(_, alone)| *alone).map(|(word, _)| *word).collect();
    let said: Vec<DecisionWord> = match alone.is_empty() {
        true if said.len() == texts.len() => said.iter().map(|(word, _)| *word).collect(),
        _ => alone,
    };
    let first = *said.first()?;
    said.iter().all(|other| *other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_in_a_cell_of_its_own_is_the_answer_of_the_row() {
        let texts =
            |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let fares = "A flat fare will be introduced.";
        assert_eq!(read_all(&texts(&["Accept", fares])), Some(DecisionWord::Accepted));
        assert_eq!(read_all(&texts(&["Accepted", "Rejected"])), None);
        assert_eq!(read_all(&texts(&[fares])), None);
        let supports = "The Cabinet supports this proposal.";
        assert_eq!(read_all(&texts(&[supports, "Yes", fares])), Some(DecisionWord::Accepted));
        assert_eq!(read_all(&texts(&["No money is left.", "No"])), Some(DecisionWord::Rejected));
        assert_eq!(
            read_all(&texts(&[supports, "Partially"])),
            Some(DecisionWord::PartiallyAccepted)
        );
    }

    #[test]
    fn answers_as_written() {
        for (text, decision) in [
            ("Accepted. Work begins in May.", Some(DecisionWord::Accepted)),
            ("Not accepted: no funds", Some(DecisionWord::Rejected)),
            ("Agreed in principle", Some(DecisionWord::PartiallyAccepted)),
            ("Noted", Some(DecisionWord::Noted)),
            ("To be considered as part of the budget", Some(DecisionWord::Deferred)),
            ("The service has five officers.", None),
        ] {
            assert_eq!(read(text), decision, "{text}");
        }
    }
}
