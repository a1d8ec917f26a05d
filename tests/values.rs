//! `docs/values.md` prints the tables of cases by which values are read, as the tests of `crates/normalise` run them.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use serde::Deserialize;

use crate::support::{expect_file, root};

/// A table of cases: groups under a title.
#[derive(Deserialize)]
struct Table {
    group: Vec<Group>,
}

/// Cases of one form: what is given, the words, what comes out.
#[derive(Deserialize)]
struct Group {
    title: String,
    cases: Vec<[String; 3]>,
}

/// File, title, what is given, what comes out.
const TABLES: [(&str, &str, &str, &str); 9] = [
    ("deadlines", "Deadlines", "date of the paper", "last day that meets it"),
    ("columns", "Due columns", "date of the paper", "last day that meets it"),
    ("headings", "Headings that carry a deadline", "date of the paper", "last day that meets it"),
    ("recurrences", "Recurrences", "", "RFC 5545 rule"),
    ("addressees", "Addressees", "kind of record", "role (portfolio)"),
    ("owners", "Owner columns", "", "role (portfolio)"),
    ("portfolios", "Portfolio names", "", "name"),
    ("measures", "Measures", "", "comparator, value, unit"),
    (
        "meetings",
        "Meetings",
        "name of the file",
        "council, body, date, sort and status of the paper, item",
    ),
];

const HEAD: &str = "\
# How values are read

Made from the tables in `crates/normalise/cases`, which the tests of `crates/normalise` run; `UPDATE_EXPECT=1 cargo test` makes it anew.
What is read stands in **bold**; where nothing is bold, nothing must be found. Several values are joined by +.
A year that is not written is the first that puts the date on or after the day of the paper; in the rows of a log, the nearest.
Financial years begin in April unless `--year-start` says otherwise.
";

fn table(file: &str) -> Table {
    let path = root().join("crates/normalise/cases").join(format!("{file}.toml"));
    toml::from_str(&fs::read_to_string(path).unwrap()).expect("groups of cases")
}

fn row(out: &mut String, with_given: bool, [given, words, expected]: &[String; 3]) {
    let words = words.replace('|', "\\|").replace(['{', '}'], "**");
    let expected = expected.replace('|', "\\|");
    let expected = if expected.is_empty() { "nothing".to_owned() } else { expected };
    if with_given {
        writeln!(out, "| {given} | {words} | {expected} |").unwrap();
    } else {
        writeln!(out, "| {words} | {expected} |").unwrap();
    }
}

#[test]
fn the_tables_in_docs_are_fresh() {
    let mut out = HEAD.to_owned();
    for (file, title, given, result) in TABLES {
        write!(out, "\n## {title}\n").unwrap();
        for group in table(file).group {
            let (names, rule) = if given.is_empty() {
                (format!("| words | {result} |"), "|---|---|")
            } else {
                (format!("| {given} | words | {result} |"), "|---|---|---|")
            };
            write!(out, "\n### {}\n\n{names}\n{rule}\n", group.title).unwrap();
            group.cases.iter().for_each(|case| row(&mut out, !given.is_empty(), case));
        }
    }
    expect_file(&root().join("docs/values.md"), &out);
}

const GAPS: &str = "\
# What counts as a gap

Made from `crates/normalise/cases/gaps.toml`, which the tests of `crates/normalise` run; `UPDATE_EXPECT=1 cargo test` makes it anew.
A gap is what a tracking officer would chase, so there is one only where something is left to do:
a recommendation, an action, or a resolution that gives somebody a task. A decision that is complete when passed (approve, adopt,
appoint, pay) leaves none; neither does what was lost, withdrawn, superseded or completed, what only notes, and housekeeping.

| gap | counts when |
|---|---|
| `no_deadline` | there is neither a deadline, dated or by an event, nor a recurrence |
| `vague_deadline` | every deadline is one that names no time (\"as soon as possible\"), and there is no recurrence |
| `no_measure` | no target or amount is given |
| `no_owner` | nobody is named to act: not in the clause, its lead-in, a column or an action line |

The examples are of a paper of 5 June 2024.
";

#[test]
fn the_gaps_in_docs_are_fresh() {
    let mut out = GAPS.to_owned();
    for group in table("gaps").group {
        let head = "| kind and effect | words | gaps |\n|---|---|---|";
        write!(out, "\n## {}\n\n{head}\n", group.title).unwrap();
        group.cases.iter().for_each(|case| row(&mut out, true, case));
    }
    expect_file(&root().join("docs/gaps.md"), &out);
}

#[test]
fn a_third_of_the_cases_are_traps() {
    let cases: Vec<[String; 3]> = TABLES
        .iter()
        .flat_map(|(file, ..)| table(file).group)
        .flat_map(|group| group.cases)
        .collect();
    let traps = cases.iter().filter(|[_, _, expected]| expected.is_empty()).count();
    assert!(cases.len() >= 35 + 150, "only {} cases", cases.len());
    assert!(traps * 3 >= cases.len(), "only {traps} traps of {}", cases.len());
}

/// The last days that a paper's deadlines give where the financial year begins in a month.
fn ends(command: &[&str], month: &str) -> Vec<String> {
    let paper = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    let words = "Minutes of a meeting of the Cabinet held on 3 June 2024\n\nRESOLVED that:\n\n(a) the Clerk report by the end of the financial year; and\n(b) the Clerk publish the plan by Q2 2024/25.\n";
    fs::write(paper.path(), words).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_minuted"))
        .args(command)
        .arg(paper.path())
        .args(["--year-start", month])
        .output()
        .unwrap();
    let shown = String::from_utf8(run.stdout).unwrap();
    let day = |after: &str| after.trim_start_matches(['"', ':', ' ']).get(..10).map(str::to_owned);
    let ends = shown.split("end").skip(1).filter_map(day);
    ends.filter(|day| day.starts_with("20") && day.contains('-')).collect()
}

#[test]
fn a_financial_year_begins_when_one_says() {
    for command in [vec!["extract"], vec!["dump", "--after", "normalise"]] {
        assert_eq!(ends(&command, "4"), ["2025-03-31", "2024-09-30"], "{command:?}");
        assert_eq!(ends(&command, "7"), ["2024-06-30", "2024-12-31"], "{command:?}");
    }
}
