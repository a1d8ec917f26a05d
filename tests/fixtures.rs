//! Each folder of `fixtures/minutes`: the records that a person wrote down beside the paper are the records read.
//! What is still read wrongly is named in the folder's `about.toml`; anything else that is wrong fails.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::support::{folders_in, paper_in, root};

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
