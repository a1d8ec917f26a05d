//! Records against the shared gold, where it is there; and our scorer against the shared one.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::support::root;

/// The shared folder, if this machine has it.
fn shared() -> Option<PathBuf> {
    let shared = root().parent()?.join("shared");
    shared.join("gold").is_dir().then_some(shared)
}

#[test]
fn both_scorers_give_the_same_figures() {
    let Some(shared) = shared() else { return };
    for (gold, docs) in [("gold/seeds", "seeds"), ("gold/dev", "corpus")] {
        let (gold, docs) = (shared.join(gold), shared.join(docs));
        let (ours, theirs) = (ours(&gold, &docs), theirs(&shared, &gold, &docs));
        let theirs = theirs.as_object().expect("an object of figures");
        assert!(theirs.len() >= 5, "{theirs:?}");
        for (name, expected) in theirs {
            let expected = expected.as_f64().expect("a figure");
            let found = ours["total"][name].as_f64();
            assert!(
                found.is_some_and(|found| (found - expected).abs() < 0.000_5),
                "{}: {name} is {found:?} here, {expected} there",
                gold.display()
            );
        }
    }
}

fn ours(gold: &Path, docs: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_minuted"))
        .arg("eval")
        .arg(gold)
        .arg("--docs")
        .arg(docs)
        .arg("--json")
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).expect("figures as JSON")
}

fn theirs(shared: &Path, gold: &Path, docs: &Path) -> Value {
    let out = tempfile::NamedTempFile::new().unwrap();
    let status = Command::new("python3")
        .arg(shared.join("score.py"))
        .arg("--bin")
        .arg(env!("CARGO_BIN_EXE_minuted"))
        .arg(gold)
        .arg("--docs")
        .arg(docs)
        .arg("--json")
        .arg(out.path())
        .output()
        .unwrap()
        .status;
    assert!(status.success());
    serde_json::from_reader(out.reopen().unwrap()).expect("figures as JSON")
}
