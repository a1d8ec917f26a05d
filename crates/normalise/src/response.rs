//! Answers to recommendations: accepted, in part, rejected, noted or put off.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::DecisionWord;

use crate::vocabulary;

static WORDS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| vocabulary::read(include_str!("../data/responses.toml")));

/// What an answer comes to, from its first sentence; `None` where it does not say.
pub(crate) fn read(text: &str) -> Option<DecisionWord> {
    let order = [
        DecisionWord::Rejected,
        DecisionWord::PartiallyAccepted,
        DecisionWord::Deferred,
        DecisionWord::Accepted,
        DecisionWord::Noted,
    ];
    let first = text.split(['.', ';', '\n']).next().unwrap_or("").to_lowercase();
    let says = |word: &DecisionWord| {
        WORDS
            .get(word.as_str())
            .is_some_and(|phrases| phrases.iter().any(|phrase| vocabulary::holds(&first, phrase)))
    };
    order.into_iter().find(says)
}

#[cfg(test)]
mod tests {
    use super::*;

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
