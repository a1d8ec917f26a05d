//! Each folder of `fixtures/twins`: the same minutes in several formats give the same records.

use std::path::Path;

use minuted::Pipeline;
use minuted_model::Record;

use crate::support::{files_below, folders_in, relative, root};

#[test]
fn formats_agree() {
    let sets = folders_in(&root().join("fixtures/twins"));
    assert!(!sets.is_empty(), "no set of twins");
    for set in sets {
        let papers = files_below(&set);
        let mut read = papers.iter().map(|path| (path, records(path)));
        let (first, expected) = read.next().expect("a paper");
        assert!(!expected.is_empty(), "{}: no records", relative(first));
        assert!(papers.len() >= 4, "{}: only {} formats", relative(&set), papers.len());
        for (path, found) in read {
            let (path, first) = (relative(path), relative(first));
            assert_eq!(found, expected, "{path} is not as {first}");
        }
    }
}

/// What each record says, without where it stands.
fn records(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap();
    let output = Pipeline::builtin().run(&bytes, &relative(path)).expect("a twin can be read");
    output.records.iter().map(said).collect()
}

fn said(record: &Record) -> String {
    format!(
        "{} {} {} {:?} {} | {:?} | {:?} | {:?} | {:?} | {:?} | {:?} | {:?}",
        record.kind,
        record.effect,
        record.outcome,
        record.label,
        record.text,
        record.stem,
        record.parts,
        record.addressees,
        record.deadlines,
        record.recurrences,
        record.gaps,
        record.meeting.date,
    )
}
