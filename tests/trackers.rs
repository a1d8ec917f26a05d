//! Each tracker of `fixtures/trackers` gives the records that a person read in its rows, field by field; each table there
//! that is no tracker gives none. What is expected is written by `fixtures/make/trackers.py`, beside the paper.

use std::fs;
use std::path::Path;

use minuted::Pipeline;
use minuted_model::Record;
use serde::Deserialize;

use crate::support::{folders_in, paper_in, relative, root};

/// What a person read in a row. Fields left out are empty.
#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Row {
    text: String,
    label: Option<String>,
    section: Option<String>,
    portfolio: Option<String>,
    owners: Vec<String>,
    due: Vec<String>,
    response: Option<String>,
    decision: Option<String>,
    progress: Option<String>,
    status_text: Option<String>,
    status: Option<String>,
    basis: Option<String>,
    as_of: Option<String>,
    /// Words that one of the repairs begins with, for each repair.
    repairs: Vec<String>,
}

#[test]
fn every_row_of_every_tracker_is_right() {
    let (mut wrong, mut trackers, mut others) = (Vec::new(), 0, 0);
    for folder in folders_in(&root().join("fixtures/trackers")) {
        let expected = fs::read_to_string(folder.join("expected.json")).expect("expected.json");
        let expected: Vec<Row> = serde_json::from_str(&expected).expect("rows");
        let paper = paper_in(&folder).expect("a paper named source");
        let found = rows(&paper, &expected);
        trackers += usize::from(!expected.is_empty());
        others += usize::from(expected.is_empty());
        wrong.extend(differences(&relative(&folder), &expected, &found));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(trackers >= 20, "only {trackers} trackers");
    assert!(others >= 20, "only {others} other tables");
}

/// What differs; one line each.
fn differences(name: &str, expected: &[Row], found: &[Row]) -> Vec<String> {
    let mut wrong = Vec::new();
    for at in 0..expected.len().max(found.len()) {
        let (want, have) = (expected.get(at), found.get(at));
        if want != have {
            wrong.push(format!("{name} record {at}\n  expected {want:?}\n  found    {have:?}"));
        }
    }
    wrong
}

fn rows(paper: &Path, expected: &[Row]) -> Vec<Row> {
    let bytes = fs::read(paper).unwrap();
    let output = Pipeline::builtin().run(&bytes, &relative(paper)).expect("a paper of ours");
    let rows = output.records.iter().enumerate();
    rows.map(|(at, record)| row(record, expected.get(at))).collect()
}

fn row(record: &Record, expected: Option<&Row>) -> Row {
    let progress = record.progress.clone().unwrap_or_default();
    let response = record.response.clone().unwrap_or_default();
    let due = record.deadlines.iter();
    Row {
        text: record.text.clone(),
        label: record.label.clone(),
        section: record
            .section
            .last()
            .cloned()
            .filter(|_| expected.is_some_and(|row| row.section.is_some())),
        portfolio: record.portfolios.first().map(|portfolio| portfolio.text.clone()),
        owners: record.addressees.iter().map(|owner| owner.text.clone()).collect(),
        due: due.map(|due| due.end.map_or(due.text.clone(), |end| end.to_string())).collect(),
        response: response.text,
        decision: response.decision.map(|word| word.to_string()),
        progress: progress.text,
        status_text: progress.status_text,
        status: progress.status.map(|word| word.to_string()),
        basis: progress.basis.map(|word| word.to_string()),
        as_of: progress.as_of.map(|day| day.to_string()),
        repairs: record.repairs.iter().map(|repair| known(repair, expected)).collect(),
    }
}

/// A repair as the expected row names it, by its beginning.
fn known(repair: &str, expected: Option<&Row>) -> String {
    let named = expected.into_iter().flat_map(|row| &row.repairs);
    named.into_iter().find(|start| repair.starts_with(*start)).unwrap_or(&repair.to_owned()).clone()
}
