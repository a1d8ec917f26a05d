//! House rules that a reader would otherwise have to check by eye.

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{expect_file, files_below, relative, root};

/// Folders whose files are named in documents.
const FOLDERS: [&str; 6] = ["crates/", "docs/", "tests/", "fixtures/", ".ci/", "benches/"];

#[test]
fn every_source_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| relative(path))
        .collect();
    assert!(silent.is_empty(), "no `//!` header: {silent:#?}");
}

#[test]
fn paths_named_in_documents_exist() {
    let mut missing = Vec::new();
    for document in documents() {
        for path in paths_named(&fs::read_to_string(&document).unwrap()) {
            if !root().join(&path).exists() {
                missing.push(format!("{}: {path}", relative(&document)));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn links_between_documents_lead_somewhere() {
    let mut missing = Vec::new();
    for document in documents() {
        let folder = document.parent().expect("a document lies in a folder");
        for target in link_targets(&fs::read_to_string(&document).unwrap()) {
            if !folder.join(&target).exists() {
                missing.push(format!("{}: {target}", relative(&document)));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_schema_in_docs_is_fresh() {
    expect_file(&root().join("docs/record.v1.json"), &minuted_emit::schema());
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let why = fs::read_to_string(root().join("docs/why.md")).unwrap();
    let (_, dependencies) =
        manifest.split_once("[workspace.dependencies]").expect("a list of dependencies");
    let (dependencies, _) = dependencies.split_once("\n[").expect("a table after it");
    let names = dependencies.lines().filter_map(|line| Some(line.split_once(" = ")?.0));
    let unexplained: Vec<&str> = names
        .filter(|name| !name.starts_with("minuted-") && !name.starts_with('#'))
        .filter(|name| !why.contains(&format!("`{name}`")))
        .collect();
    assert!(unexplained.is_empty(), "docs/why.md does not explain {unexplained:?}");
}

fn sources() -> Vec<PathBuf> {
    let mut files = files_below(&root().join("crates"));
    files.extend(files_below(&root().join("tests")));
    files.retain(|path| path.extension().is_some_and(|extension| extension == "rs"));
    assert!(files.len() > 20, "only {} source files found", files.len());
    files
}

fn documents() -> Vec<PathBuf> {
    let mut files = files_below(&root().join("docs"));
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.push(root().join("README.md"));
    files
}

/// Words in backticks that begin with a folder of ours; patterns with `*`, `<` or `…` are not paths.
fn paths_named(document: &str) -> Vec<String> {
    let words = document.split('`').skip(1).step_by(2);
    let paths = words.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)));
    let is_plain = |path: &&str| !path.contains(['*', '<', '{', '…', ' ']);
    paths.filter(is_plain).map(str::to_owned).collect()
}

/// Targets of Markdown links to files of ours.
fn link_targets(document: &str) -> Vec<String> {
    let ends = document.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files = ends.filter(|target| !target.contains(':') && !target.starts_with('#'));
    let without_anchor = files.map(|target| target.split('#').next().unwrap_or(target));
    without_anchor.map(str::to_owned).collect()
}

#[test]
fn the_tests_of_this_file_see_what_they_should() {
    let text =
        "see `crates/model` and `docs/no-such.md`, not `crates/*`; [why](why.md#x) [w](https://x)";
    assert_eq!(paths_named(text), ["crates/model", "docs/no-such.md"]);
    assert_eq!(link_targets(text), ["why.md"]);
    assert!(!Path::new("docs/no-such.md").exists());
}
