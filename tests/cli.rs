//! Transcripts: the console blocks of `tests/cli/*.md` and of the README, run and compared.
//!
//! A block begins with three backticks and `console`. A line `$ command` is run by `sh` in a folder of its own per
//! file, where `fixtures` and `docs` are those of the project; lines `> more` carry a command on. What follows is what it
//! prints on both streams; a last line `? 3` is its exit code when that is not 0; a line `...` stands for any lines.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{files_below, relative, root, updating};

/// A command with what it is expected to print.
#[derive(Debug, Default)]
struct Step {
    command: String,
    expected: Vec<String>,
}

#[test]
fn transcripts_are_true() {
    let transcripts = files_below(&root().join("tests/cli"));
    assert!(transcripts.len() >= 4, "only {} transcripts", transcripts.len());
    transcripts.iter().for_each(|path| check(path));
}

#[test]
fn the_readme_is_true() {
    check(&root().join("README.md"));
}

/// A document with what its commands print now, all run in one folder of their own.
pub(crate) fn rerun(document: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    for shared in ["fixtures", "docs"] {
        std::os::unix::fs::symlink(root().join(shared), folder.path().join(shared)).unwrap();
    }
    rewrite(document, |step| run(step, folder.path()))
}

fn check(path: &Path) {
    let before = fs::read_to_string(path).unwrap();
    let after = rerun(&before);
    if updating() {
        fs::write(path, after).unwrap();
        return;
    }
    let difference = crate::support::first_difference(&before, &after);
    assert!(before == after, "{}: {difference}\n\n{after}", relative(path));
}

/// The document with what its commands print now.
fn rewrite(document: &str, mut run: impl FnMut(&Step) -> Vec<String>) -> String {
    let mut out = Vec::new();
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        out.push(line.to_owned());
        if line != "```console" {
            continue;
        }
        while let Some(first) = lines.next_if(|line| *line != "```") {
            let mut step = Step::default();
            out.push(first.to_owned());
            step.command.push_str(first.strip_prefix("$ ").expect("a block begins with `$ `"));
            while let Some(more) = lines.next_if(|line| line.starts_with("> ") || *line == ">") {
                out.push(more.to_owned());
                step.command.push('\n');
                step.command.push_str(more.strip_prefix("> ").unwrap_or(""));
            }
            while let Some(line) = lines.next_if(|line| *line != "```" && !line.starts_with("$ ")) {
                step.expected.push(line.to_owned());
            }
            let found = run(&step);
            out.extend(if matches(&step.expected, &found) { step.expected } else { found });
        }
    }
    out.join("\n") + "\n"
}

fn run(step: &Step, folder: &Path) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_minuted"));
    let programs = program.parent().expect("the program lies in a folder");
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{}", step.command)])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", programs.display()))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines: Vec<String> = printed.lines().map(str::to_owned).collect();
    if let Some(code) = output.status.code().filter(|code| *code != 0) {
        lines.push(format!("? {code}"));
    }
    lines
}

/// Whether lines are as expected, `...` standing for any number of them.
fn matches(expected: &[String], found: &[String]) -> bool {
    match expected.split_first() {
        None => found.is_empty(),
        Some((line, rest)) if line == "..." => {
            (0..=found.len()).any(|skip| matches(rest, &found[skip..]))
        }
        Some((line, rest)) => {
            found.first().is_some_and(|first| first == line) && matches(rest, &found[1..])
        }
    }
}

#[test]
fn the_runner_tells_a_wrong_transcript() {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert!(matches(&lines("a\n...\nd"), &lines("a\nb\nc\nd")));
    assert!(!matches(&lines("a\n...\nd"), &lines("a\nb\nc")));
    let document = "```console\n$ one\n> two\nold\n```\ntext\n";
    let found = rewrite(document, |step| vec![format!("ran {:?}", step.command)]);
    assert_eq!(found, "```console\n$ one\n> two\nran \"one\\ntwo\"\n```\ntext\n");
}
