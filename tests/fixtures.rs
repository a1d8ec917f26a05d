//! Each folder of `fixtures/minutes`: the records that a person wrote down beside the paper are the records read.
//! What is still read wrongly is named in the folder's `about.toml`; anything else that is wrong fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use minuted::Pipeline;
use minuted_model::Record;
use serde_json::Value;

use crate::support::{folders_in, paper_in, relative, root};

/// What a fixture's `about.toml` says.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct About {
    form: String,
    records: usize,
    #[serde(default)]
    #[expect(dead_code, reason = "the matrix of forms reads it")]
    forms: Vec<String>,
    #[serde(default)]
    known_wrong: Vec<String>,
}

#[test]
fn every_fixture_is_whole() {
    let folders = folders_in(&root().join("fixtures/minutes"));
    assert!(folders.len() >= 30, "only {} fixtures", folders.len());
    let mut without_records = 0;
    for folder in folders {
        assert!(paper_in(&folder).is_some(), "{}: no source.*", folder.display());
        let about = fs::read_to_string(folder.join("about.toml")).expect("about.toml");
        let about: About = toml::from_str(&about).expect("form, records, known_wrong");
        let gold = fs::read_to_string(folder.join("gold.json")).expect("gold.json");
        let gold: Value = serde_json::from_str(&gold).expect("JSON");
        let records = gold["records"].as_array().expect("a list of records").len();
        assert_eq!(records, about.records, "{}", folder.display());
        assert!(!about.form.is_empty());
        without_records += usize::from(records == 0);
    }
    assert!(without_records >= 10, "only {without_records} fixtures without a record");
}

#[test]
fn records_are_as_a_person_read_them() {
    let mut wrong = Vec::new();
    for (fixture, misses) in misses() {
        let about = root().join("fixtures/minutes").join(&fixture).join("about.toml");
        let about: About = toml::from_str(&fs::read_to_string(about).unwrap()).unwrap();
        let known: BTreeSet<String> = about.known_wrong.into_iter().collect();
        for (name, detail) in misses.iter().filter(|(name, _)| !known.contains(*name)) {
            wrong.push(format!("{fixture}: {name}: {detail}"));
        }
        for name in known.iter().filter(|name| !misses.contains_key(*name)) {
            eprintln!("{fixture}: mended, take it out of about.toml: {name}");
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What is wrong in each fixture: `field [label]` or `FALSE [label]`, with the detail.
fn misses() -> BTreeMap<String, BTreeMap<String, String>> {
    let output = Command::new(env!("CARGO_BIN_EXE_minuted"))
        .args(["eval", "fixtures/minutes", "--docs", "fixtures/minutes", "--json"])
        .current_dir(root())
        .output()
        .unwrap();
    let scores: Value = serde_json::from_slice(&output.stdout).expect("scores as JSON");
    let papers = scores["papers"].as_array().expect("a list of papers");
    papers.iter().map(|paper| (fixture_of(paper), misses_of(paper))).collect()
}

fn fixture_of(paper: &Value) -> String {
    let path = paper["paper"].as_str().expect("a path");
    path.split('/').next().expect("a folder").to_owned()
}

fn misses_of(paper: &Value) -> BTreeMap<String, String> {
    let misses = paper["misses"].as_array().expect("a list of misses");
    let named = misses.iter().map(|miss| {
        let text = |name: &str| miss[name].as_str().expect("text").to_owned();
        (format!("{} [{}]", text("what"), text("label")), text("detail"))
    });
    named.collect()
}

/// What the gold of a fixture may say of a record beyond what is scored.
#[derive(serde::Deserialize)]
struct Told {
    text: String,
    outcome: String,
    /// The answer to a recommendation, in the word of the contract.
    response: Option<String>,
    /// The nearest title above it.
    under: Option<String>,
}

#[test]
fn what_became_of_each_clause_and_where_it_stands() {
    let mut wrong = Vec::new();
    for folder in folders_in(&root().join("fixtures/minutes")) {
        let gold = fs::read_to_string(folder.join("gold.json")).expect("gold.json");
        let mut gold: Value = serde_json::from_str(&gold).expect("JSON");
        let told: Vec<Told> = serde_json::from_value(gold["records"].take()).expect("records");
        let paper = paper_in(&folder).expect("a paper named source");
        let bytes = fs::read(&paper).unwrap();
        let output = Pipeline::builtin().run(&bytes, &relative(&paper)).expect("a paper of ours");
        let mut found = output.records;
        for told in told {
            let Some(at) = found.iter().position(|record| record.text == told.text) else {
                continue;
            };
            let differs = difference(&found.remove(at), &told);
            wrong.extend(differs.map(|it| format!("{}: {}: {it}", relative(&folder), told.text)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What a record says otherwise than a person read it.
fn difference(record: &Record, told: &Told) -> Option<String> {
    let outcome = record.outcome.to_string();
    let response = record.response.as_ref().and_then(|response| response.decision);
    let response = response.map(|word| word.to_string());
    let under = record.section.last();
    let same = outcome == told.outcome
        && (told.response.is_none() || told.response == response)
        && (told.under.is_none() || told.under.as_ref() == under);
    (!same).then(|| format!("{outcome}, {response:?}, under {under:?}"))
}
