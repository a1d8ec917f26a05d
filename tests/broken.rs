//! Papers that cannot be read, or hardly: each is refused with a reason or read, and none takes the run down.

use std::process::Command;
use std::time::{Duration, Instant};

use minuted::{Pipeline, Stage};

use crate::support::{files_below, papers, relative, root};

/// Longest time one broken file may take; generous for a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn broken_files_are_refused_with_a_reason() {
    let files = files_below(&root().join("fixtures/broken"));
    assert!(files.len() >= 6, "only {} broken files", files.len());
    let mut refused = 0;
    let pipeline = Pipeline::builtin();
    for path in files {
        let start = Instant::now();
        let outcome = pipeline.run(&std::fs::read(&path).unwrap(), &relative(&path));
        assert!(start.elapsed() < PATIENCE, "{}: {:?}", relative(&path), start.elapsed());
        if let Err(failure) = outcome {
            assert_ne!(failure.stage, Stage::Panic, "{}: {failure}", relative(&path));
            assert!(failure.reason.len() > 10, "{}: {failure}", relative(&path));
            refused += 1;
        }
    }
    assert!(refused >= 4, "only {refused} were refused");
}

#[test]
fn a_cut_off_paper_never_panics() {
    let pipeline = Pipeline::builtin();
    for path in papers() {
        let bytes = std::fs::read(&path).unwrap();
        for tenths in [1, 3, 5, 7, 9] {
            let cut = bytes.get(..bytes.len() * tenths / 10).expect("a part of the file");
            if let Err(failure) = pipeline.run(cut, &relative(&path)) {
                assert_ne!(failure.stage, Stage::Panic, "{} {tenths}: {failure}", relative(&path));
            }
        }
    }
}

#[test]
fn a_broken_file_does_not_keep_the_others_from_being_read() {
    let output = Command::new(env!("CARGO_BIN_EXE_minuted"))
        .args(["extract", "fixtures/broken", "fixtures/twins"])
        .current_dir(root())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(output.stdout.len() > 1000);
}
