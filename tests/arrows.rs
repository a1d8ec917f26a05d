//! Which crate may depend on which, written out. A new arrow is a change of design, not of code.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::support;

/// Each crate with the crates of ours it depends on.
const ARROWS: [(&str, &[&str]); 9] = [
    (
        "minuted",
        &[
            "minuted-columnar",
            "minuted-emit",
            "minuted-extract",
            "minuted-link",
            "minuted-model",
            "minuted-normalise",
            "minuted-parse",
            "minuted-store",
        ],
    ),
    ("minuted-columnar", &["minuted-emit", "minuted-model"]),
    ("minuted-emit", &["minuted-model"]),
    ("minuted-extract", &["minuted-model"]),
    ("minuted-link", &["minuted-model"]),
    ("minuted-model", &[]),
    ("minuted-normalise", &["minuted-model"]),
    ("minuted-parse", &["minuted-model"]),
    ("minuted-store", &["minuted-emit", "minuted-model"]),
];

#[test]
fn crates_depend_as_drawn() {
    let expected: BTreeMap<String, Vec<String>> = ARROWS
        .iter()
        .map(|(from, to)| ((*from).to_owned(), to.iter().map(|to| (*to).to_owned()).collect()))
        .collect();
    assert_eq!(arrows(), expected);
}

#[test]
fn the_model_depends_on_nothing() {
    let dependencies = packages()
        .iter()
        .find(|package| package["name"] == "minuted-model")
        .map(|package| package["dependencies"].as_array().expect("a list of dependencies").len());
    assert_eq!(dependencies, Some(0));
}

fn arrows() -> BTreeMap<String, Vec<String>> {
    packages().iter().map(|package| (text(&package["name"]), ours(package))).collect()
}

fn ours(package: &Value) -> Vec<String> {
    let dependencies = package["dependencies"].as_array().expect("a list of dependencies");
    let shipped = dependencies.iter().filter(|dependency| dependency["kind"].is_null());
    let names = shipped.map(|dependency| text(&dependency["name"]));
    let mut ours: Vec<String> = names.filter(|name| name.starts_with("minuted")).collect();
    ours.sort();
    ours
}

fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(support::root())
        .output()
        .expect("cargo metadata runs");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("metadata is JSON");
    metadata["packages"].as_array().expect("a list of packages").clone()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a name").to_owned()
}
