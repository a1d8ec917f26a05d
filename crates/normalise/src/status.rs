//! Status words of trackers: what the state as written comes to.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::Status;

use crate::vocabulary;

static WORDS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| vocabulary::read(include_str!("../data/status.toml")));

/// What a status cell says; `None` where its words are not known.
pub(crate) fn read(text: &str) -> Option<Status> {
    let order = [
        Status::NotStarted,
        Status::Overdue,
        Status::Superseded,
        Status::InProgress,
        Status::Completed,
    ];
    let lower = text.trim().to_lowercase();
    let says = |status: &Status| {
        WORDS
            .get(status.as_str())
            .is_some_and(|words| words.iter().any(|word| vocabulary::begins(&lower, word)))
    };
    order.into_iter().find(says)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_as_written() {
        for (text, status) in [
            ("Completed", Some(Status::Completed)),
            ("On-going", Some(Status::InProgress)),
            ("Partially complete", Some(Status::InProgress)),
            ("Not started", Some(Status::NotStarted)),
            ("No longer required", Some(Status::Superseded)),
            ("Overdue since May", Some(Status::Overdue)),
            ("Closed.", Some(Status::Completed)),
            ("Green", None),
            ("", None),
            ("Openreach to attend", None),
        ] {
            assert_eq!(read(text), status, "{text}");
        }
    }
}
