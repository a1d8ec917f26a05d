//! Every case of the tables of deadlines.

use minuted_model::{Deadline, Precision};

use super::*;
use crate::cases::{Case, read};
use crate::dates::Order;

fn when(anchor: &str) -> When<'static> {
    When {
        anchor: crate::dates::first(anchor, Order::DayFirst),
        year_start: 4,
        next_meeting: None,
        body: None,
        missing: MissingYear::Next,
        order: Order::DayFirst,
    }
}

/// A deadline as the tables write it; without its first day where the case does not give one.
fn shown(deadline: &Deadline, expected: Option<&String>) -> String {
    match (deadline.start, deadline.end) {
        (Some(start), Some(end)) if expected.is_some_and(|words| words.contains("..")) => {
            format!("{start}..{end}")
        }
        (_, Some(end)) => end.to_string(),
        _ => deadline.precision.to_string(),
    }
}

/// What is wrong with a case.
fn fault(case: &Case, found: &[Found<Deadline>], marks: bool) -> Option<String> {
    let ends: Vec<String> = found
        .iter()
        .enumerate()
        .map(|(at, found)| shown(&found.value, case.expected.get(at)))
        .collect();
    let words: Vec<&str> = found.iter().map(|found| found.value.text.as_str()).collect();
    let spans = found
        .iter()
        .all(|it| case.words.get(it.range.clone()).map(str::trim) == Some(&it.value.text));
    let wrong = ends != case.expected || marks && words != case.marked || !spans;
    wrong.then(|| format!("{} {:?}: {ends:?} {words:?}", case.given, case.words))
}

fn faults(table: &str, marks: bool, find: impl Fn(&Case) -> Vec<Found<Deadline>>) -> Vec<String> {
    let cases = read(table);
    assert!(cases.len() > 5);
    cases.iter().filter_map(|case| fault(case, &find(case), marks)).collect()
}

#[test]
fn every_clause_ends_as_written() {
    let table = include_str!("../../cases/deadlines.toml");
    let wrong = faults(table, true, |case| find(&case.words, &when(&case.given)));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_due_column_is_read_whole() {
    let table = include_str!("../../cases/columns.toml");
    let wrong = faults(table, false, |case| {
        let log = When { missing: MissingYear::Nearest, ..when(&case.given) };
        read_cell(&case.words, &log)
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn headings_set_deadlines_only_where_they_say_so() {
    let table = include_str!("../../cases/headings.toml");
    let read = |case: &Case| read_heading(&case.words, &when(&case.given)).into_iter().collect();
    let wrong = faults(table, true, read);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn years_that_begin_elsewhere_move_quarters_and_years() {
    let january = When { year_start: 1, ..when("2024-06-05") };
    let end = |text: &str, when: &When<'_>| {
        find(text, when).first().and_then(|found| found.value.end).map(|end| end.to_string())
    };
    assert_eq!(end("by the end of the financial year", &january).as_deref(), Some("2024-12-31"));
    assert_eq!(end("by the end of Q3", &january).as_deref(), Some("2024-09-30"));
}

#[test]
fn the_next_meeting_has_a_day_where_the_paper_prints_it_and_it_is_this_body_s() {
    let printed = When {
        next_meeting: crate::dates::first("2024-07-03", Order::DayFirst),
        body: Some("Planning Committee"),
        ..when("2024-06-05")
    };
    for (text, end) in [
        ("report to the next meeting", Some("2024-07-03")),
        ("report to the next meeting of the Planning Committee", Some("2024-07-03")),
        ("papers before the next meeting", Some("2024-07-02")),
        ("to report to the July meeting", Some("2024-07-03")),
        ("to report before the July meeting", Some("2024-07-02")),
        ("to be told in time for the July meeting", Some("2024-07-03")),
        ("to report to the August meeting", Some("2024-08-31")),
        ("to report to the July Cabinet meeting", Some("2024-07-31")),
        ("report to the next Cabinet meeting", None),
        ("report to the next meeting of the Licensing Committee", None),
    ] {
        let found = find(text, &printed);
        assert_eq!(found.len(), 1, "{text}");
        let day = found.first().and_then(|found| found.value.end).map(|end| end.to_string());
        assert_eq!(day.as_deref(), end, "{text}");
    }
}

#[test]
fn a_due_column_that_says_next_meeting_has_its_day() {
    let printed = When {
        next_meeting: crate::dates::first("2024-07-03", Order::DayFirst),
        ..when("2024-06-05")
    };
    for cell in ["Next meeting", "next Parish meeting.", "Next meeting of the mill"] {
        let end = read_cell(cell, &printed).first().and_then(|found| found.value.end);
        assert_eq!(end.is_some(), cell == "Next meeting", "{cell}");
    }
}

#[test]
fn two_numbers_are_a_day_where_the_month_comes_first() {
    let american = When { order: Order::MonthFirst, ..when("2024-06-05") };
    for (text, end) in [
        ("Ann and Bo to meet on 9/23 to draft it", Some("2024-09-23")),
        ("Ann to answer before 7/4.", Some("2024-07-03")),
        ("paid by 9/23/2024", Some("2024-09-23")),
        ("Ann to share it on 24/7 lines", None),
        ("to cut it by 1/2%", None),
    ] {
        let found = find(text, &american);
        let day = found.first().and_then(|found| found.value.end).map(|end| end.to_string());
        assert_eq!(day.as_deref(), end, "{text}");
        assert!(find("to meet on 9/23 to draft it", &when("2024-06-05")).is_empty());
    }
}

#[test]
fn without_a_date_of_the_paper_nothing_is_counted() {
    let unknown = When { anchor: None, ..when("") };
    for text in
        ["within six months", "by December", "by Friday", "by the end of the financial year"]
    {
        let ends: Vec<_> =
            find(text, &unknown).iter().filter_map(|found| found.value.end).collect();
        assert_eq!(ends, [], "{text}");
    }
    assert!(
        find("by 3 October 2024", &unknown)
            .iter()
            .any(|found| found.value.precision == Precision::Day)
    );
}
