//! Gaps: what a tracking officer would chase. `docs/gaps.md` says in words what counts here.

use minuted_model::{Effect, Gap, Kind, Outcome, Precision, Record, Status};

/// Verbs that complete a decision when it is passed: nothing is left to do.
const COMPLETE: &[&str] = &[
    "approve",
    "adopt",
    "appoint",
    "elect",
    "pay",
    "accept",
    "agree the",
    "ratif",
    "endors",
    "confirm",
    "support",
    "sign",
    "grant",
    "refuse",
    "authorise",
    "no objection",
    "co-opt",
];

/// Words that leave something to do whatever is decided.
const TASKS: &[&str] = &[
    "delegat",
    "request",
    "ask",
    "instruct",
    "write",
    "report back",
    "bring",
    "submit",
    "review",
    "invite",
    "provide",
    "prepare",
    "circulate",
    "investigat",
    "arrange",
    "contact",
    "obtain",
    "implement",
    "develop",
    "ensure",
    "consult",
    "to replace",
    "replaced",
    "removed",
];

/// The gaps of a record whose values are all read.
pub(crate) fn of(record: &Record) -> Vec<Gap> {
    if !leaves_something_to_do(record) {
        return Vec::new();
    }
    let dated = record.deadlines.iter().any(|deadline| deadline.precision != Precision::Vague);
    let rhythm = !record.recurrences.is_empty();
    let gaps = [
        (Gap::NoDeadline, record.deadlines.is_empty() && !rhythm),
        (Gap::VagueDeadline, !record.deadlines.is_empty() && !dated && !rhythm),
        (Gap::NoMeasure, record.measures.is_empty()),
        (Gap::NoOwner, record.addressees.is_empty()),
    ];
    gaps.into_iter().filter(|(_, missing)| *missing).map(|(gap, _)| gap).collect()
}

fn leaves_something_to_do(record: &Record) -> bool {
    let over = matches!(record.outcome, Outcome::Lost | Outcome::Superseded | Outcome::Withdrawn);
    let done = record.progress.as_ref().is_some_and(|progress| {
        matches!(progress.status, Some(Status::Completed | Status::Superseded))
    });
    if record.effect != Effect::Act || over || done {
        return false;
    }
    record.kind != Kind::Resolution || !is_complete(&record.full_text)
}

/// Whether a resolution is complete when passed.
fn is_complete(text: &str) -> bool {
    let lower = text.to_lowercase();
    let tasks = TASKS.iter().any(|word| lower.contains(word));
    let complete = COMPLETE.iter().any(|word| lower.contains(word));
    complete && !tasks
}
