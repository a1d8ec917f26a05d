//! Laws that hold for every paper, good or broken: evidence is true to the byte, and the same bytes give the same records.

use std::path::Path;
use std::process::Command;

use minuted::Pipeline;
use minuted_emit::Validator;
use minuted_model::{Evidence, Record};

use crate::support::{papers, relative, root};

#[test]
fn quotes_are_the_text_at_their_place() {
    let mut quotes = 0;
    let pipeline = Pipeline::builtin();
    for path in papers() {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(output) = pipeline.run(&bytes, &relative(&path)) else { continue };
        for record in &output.records {
            for evidence in record.evidence.iter().chain(&record.mentions) {
                assert_true_quote(&output.document.text, evidence, &path);
                quotes += 1;
            }
            assert!(has_clause(record), "{}: no evidence for the clause", relative(&path));
        }
    }
    assert!(quotes > 100, "only {quotes} quotes checked");
}

fn assert_true_quote(text: &str, evidence: &Evidence, path: &Path) {
    let found = text.get(evidence.start..evidence.end);
    assert_eq!(found, Some(evidence.quote.as_str()), "{}: {evidence:?}", relative(path));
}

fn has_clause(record: &Record) -> bool {
    record.evidence.iter().any(|evidence| evidence.field == "text")
}

#[test]
fn blocks_and_marks_lie_on_character_boundaries_in_order() {
    for path in papers() {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(document) = Pipeline::builtin().parse(&bytes, &relative(&path)) else { continue };
        let mut end = 0;
        for block in &document.blocks {
            let outer = block.outer();
            assert!(outer.start >= end, "{}: {block:?} overlaps", relative(&path));
            assert!(document.text.get(outer.start..outer.end).is_some(), "{block:?}");
            end = outer.end;
        }
        for mark in &document.marks {
            assert!(document.text.get(mark.span.start..mark.span.end).is_some(), "{mark:?}");
        }
    }
}

#[test]
fn threads_and_runs_do_not_matter() {
    let runs = [extract(1), extract(2), extract(2), extract(7)];
    assert!(runs[0].len() > 1000, "too little to compare");
    assert!(runs.iter().all(|run| *run == runs[0]), "the same papers gave different records");
}

#[test]
fn every_record_is_valid_and_its_id_its_own() {
    let validator = Validator::new().unwrap();
    let mut ids = std::collections::BTreeMap::new();
    for line in String::from_utf8(extract(2)).unwrap().lines() {
        assert_eq!(validator.check(line), [], "{line}");
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let (id, source) = (record["id"].to_string(), record["source"]["sha256"].to_string());
        if let Some(earlier) = ids.insert((id, source.clone()), record["source"]["path"].clone()) {
            // The same bytes under another name give the same records.
            assert_ne!(earlier, record["source"]["path"], "{line}");
        }
    }
}

fn extract(jobs: usize) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_minuted"))
        .args(["extract", "fixtures", "-q", "-j", &jobs.to_string()])
        .current_dir(root())
        .output()
        .unwrap();
    output.stdout
}
