//! Each folder of `fixtures/twins`: the same minutes in several formats give the same records.

use std::path::Path;

use minuted::Pipeline;
use minuted_model::Record;

use crate::support::{files_below, folders_in, relative, root};

#[test]
fn formats_agree() {
    let sets = folders_in(&root().join("fixtures/twins"));
    assert!(sets.len() >= 2, "only {} sets of twins", sets.len());
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

/// What the last row of its table asks, on the third page.
const LAST_TASK: &str = "Arrange a visit to the inner basin with the residents' group";

/// The set with nested and automatic numbers, a struck-out item and a table longer than a page, in all eight formats: what
/// all agree on is what the paper says.
#[test]
fn eight_formats_give_the_labels_that_are_printed() {
    let set = root().join("fixtures/twins/harbour-committee");
    let papers = files_below(&set);
    let endings = papers.iter().filter_map(|path| path.extension()?.to_str());
    let endings: Vec<&str> = endings.collect();
    assert_eq!(endings, ["doc", "docx", "html", "md", "odt", "pdf", "rtf", "txt"]);
    for path in papers {
        let bytes = std::fs::read(&path).unwrap();
        let records = Pipeline::builtin().run(&bytes, &relative(&path)).unwrap().records;
        let of = |record: &Record| record.label.clone().unwrap_or_default();
        let labels: Vec<String> = records.iter().take(6).map(of).collect();
        assert_eq!(labels[..5], ["1", "2", "4", "1", "2"], "{}", relative(&path));
        let parts = records[1].parts.iter().filter_map(|part| part.label.as_deref());
        assert_eq!(parts.collect::<Vec<_>>(), ["a", "b"], "{}", relative(&path));
        assert!(records.iter().all(|record| !record.full_text.contains("£12")));
        assert_eq!(records.len(), 5 + 44, "{}", relative(&path));
        let last = records.last().expect("a record");
        assert_eq!(last.text, LAST_TASK, "{}", relative(&path));
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
