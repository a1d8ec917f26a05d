//! Status words of trackers: what the state as written comes to.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::Status;

use crate::vocabulary;

static WORDS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| vocabulary::read(include_str!("../data/status.toml")));

/// The order in which the lists are tried.
const ORDER: [Status; 5] = [
    Status::NotStarted,
    Status::Overdue,
    Status::Superseded,
    Status::InProgress,
    Status::Completed,
];

/// What a status cell says; `None` where its words are not known.
pub(crate) fn read(text: &str) -> Option<Status> {
    find(text, vocabulary::begins)
}

/// The state with which an account of the work begins, as written: "Ongoing" of "Ongoing. The report is late", "Done" of
/// "Done on 3 May". `None` where its first words are none, or go on to something else: "Open days were held".
pub(crate) fn leading(text: &str) -> Option<&str> {
    const AFTER: [&str; 6] = [" and ", " on ", " in ", " by ", " - ", " ("];
    let text = text.trim();
    let lower = text.to_lowercase();
    let states = ORDER.iter().filter_map(|status| WORDS.get(status.as_str())).flatten();
    let ends = |rest: &str| {
        rest.is_empty()
            || rest.trim_start().starts_with(['.', ',', ';', ':', '–', '-', '!'])
            || AFTER.iter().any(|after| rest.starts_with(after))
    };
    let found = states.filter(|state| {
        vocabulary::begins(&lower, state) && lower.get(state.len()..).is_some_and(ends)
    });
    text.get(..found.map(String::len).max()?)
}

/// What the meaning of a colour in a page's key says: "the action is complete".
pub(crate) fn read_meaning(text: &str) -> Option<Status> {
    read(text).or_else(|| find(text, vocabulary::holds))
}

fn find(text: &str, hit: fn(&str, &str) -> bool) -> Option<Status> {
    let lower = text.trim().to_lowercase();
    let says = |status: &Status| {
        WORDS.get(status.as_str()).is_some_and(|words| words.iter().any(|word| hit(&lower, word)))
    };
    ORDER.into_iter().find(says)
}

/// Whether what was done says the contrary of the state: "Completed" beside "Work has not started".
pub(crate) fn contradicts(status: Status, progress: &str) -> bool {
    let lower = progress.trim().to_lowercase();
    let list = |name: &str| WORDS.get(name).into_iter().flatten();
    match status {
        Status::Completed => {
            list("contradicts_completed").any(|phrase| vocabulary::holds(&lower, phrase))
        }
        Status::InProgress | Status::NotStarted | Status::Overdue => {
            let first = lower.split(['.', ';', '!']).next().unwrap_or("").trim();
            list("says_completed").any(|phrase| first == phrase)
        }
        Status::Superseded => false,
    }
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

    #[test]
    fn the_state_before_an_account() {
        for (text, state) in [
            ("Ongoing. The Head of Place leads on this.", Some("Ongoing")),
            ("Completed – letter sent on 3 May", Some("Completed")),
            ("Ongoing and see the report", Some("Ongoing")),
            ("On track", Some("On track")),
            ("In progress: two of four sites are open.", Some("In progress")),
            ("Done on 3 May, photographs sent.", Some("Done")),
            ("Open days were held at all four sites", None),
            ("Letter sent", None),
            ("", None),
        ] {
            assert_eq!(leading(text), state, "{text}");
        }
    }

    #[test]
    fn a_state_and_its_account_may_disagree() {
        for (status, progress, disagree) in [
            (Status::Completed, "Work has not started as no officer is free.", true),
            (Status::Completed, "The post was filled in June.", false),
            (Status::Completed, "Not all signs were needed.", false),
            (Status::InProgress, "Completed in full.", true),
            (Status::InProgress, "Completed first phase, second under way.", false),
        ] {
            assert_eq!(contradicts(status, progress), disagree, "{progress}");
        }
    }
}
