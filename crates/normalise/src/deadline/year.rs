//! Years and their parts: financial, municipal, academic and calendar; quarters, halves, running months.

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Precision};
use regex::Regex;

use super::When;
use super::period::{Period, whole_year};
use crate::dates::{add, civil, month_end};
use crate::pattern::regex;

static DOUBLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?:\b|fy)((?:19|20)\d{2})\s?[-/–]\s?((?:19|20)?\d{2})\b|fy\s?(\d{2})[-/](\d{2})\b")
});
static SINGLE: LazyLock<Regex> = LazyLock::new(|| regex(r"\b((?:19|20)\d{2})\b"));
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\bq([1-4])\b|quarter\s+([1-4]|one|two|three|four)\b|(1st|2nd|3rd|4th|first|second|third|fourth|final)\s+quarter",
    )
});
static HALF: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\bh([12])\b|(1st|2nd|first|second)\s+half"));

/// The first of two years written as one: 2023 for `2023-24` and `2023/2024`; `None` where they do not follow.
pub(super) fn double(text: &str) -> Option<i16> {
    let groups = DOUBLE.captures(text)?;
    let number = |at: usize| groups.get(at).and_then(|part| part.as_str().parse::<i16>().ok());
    let (first, last) = number(1)
        .zip(number(2))
        .or_else(|| number(3).zip(number(4)).map(|(first, last)| (2000 + first, last)))?;
    (last == first + 1 || last == (first + 1) % 100).then_some(first)
}

/// Whether years are written as a stretch of several, as plans have it: `2019-2024`.
pub(super) fn spans_several(text: &str) -> bool {
    DOUBLE.is_match(text) && double(text).is_none()
}

/// A quarter or half; the outer `None` where the words are neither, the inner where its year is not known.
/// Q1 is the first three months of the financial year; a quarter of a plain year is the calendar's.
pub(super) fn part(text: &str, when: &When<'_>) -> Option<Option<Period>> {
    let (found, length, precision) = QUARTER
        .captures(text)
        .map(|groups| (groups, 3, Precision::Quarter))
        .or_else(|| HALF.captures(text).map(|groups| (groups, 6, Precision::Half)))?;
    let word = found.iter().skip(1).flatten().next()?.as_str();
    let number = match word {
        "1" | "one" | "first" | "1st" => 1,
        "2" | "two" | "second" | "2nd" => 2,
        "3" | "three" | "third" | "3rd" => 3,
        _ => 4,
    };
    Some(part_of_year(text, when, (number - 1) * length, length, precision))
}

fn part_of_year(
    text: &str,
    when: &When<'_>,
    shift: i32,
    length: i32,
    precision: Precision,
) -> Option<Period> {
    let stated = SINGLE.captures(text).and_then(|year| year.get(1)?.as_str().parse::<i16>().ok());
    let calendar = text.contains("calendar") || double(text).is_none() && stated.is_some();
    let (start, convention) = if calendar && !text.contains("financial") {
        let year = stated.or(when.anchor.map(|anchor| anchor.year + next(text)))?;
        (civil(year, 1, 1)?, calendar_name(precision))
    } else {
        let running = || when.anchor.map(|anchor| year_of(anchor, when.year_start) + next(text));
        let year = double(text)
            .or_else(|| stated.filter(|_| text.contains("financial")))
            .or_else(running)?;
        (civil(year, when.year_start, 1)?, financial(when))
    };
    let first = add(start, shift, 0)?;
    months(first.year, first.month, length, precision, convention)
}

fn calendar_name(precision: Precision) -> &'static str {
    if precision == Precision::Half { "calendar-half" } else { "calendar-quarter" }
}

/// The convention of financial years: the United Kingdom's from April, or the one asked for.
fn financial(when: &When<'_>) -> &'static str {
    if when.year_start == 4 { "uk-financial-year" } else { "financial-year-as-given" }
}

/// The calendar year in which the year of a date began that starts with this month.
fn year_of(date: Date, first_month: u8) -> i16 {
    if date.month >= first_month { date.year } else { date.year - 1 }
}

fn next(text: &str) -> i16 {
    i16::from(["next", "coming", "following", "new"].iter().any(|word| text.contains(word)))
}

/// The first month of a sort of year, and the convention's name.
/// Municipal years run to the annual meeting in May; academic ones to the end of August.
fn first_month(text: &str, when: &When<'_>) -> (u8, &'static str) {
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["municipal", "civic", "council"]) {
        (6, "uk-municipal-year")
    } else if says(&["academic", "school"]) {
        (9, "uk-academic-year")
    } else {
        (when.year_start, financial(when))
    }
}

/// A year written over two: financial unless it says otherwise.
pub(super) fn named(text: &str, first: i16, when: &When<'_>) -> Option<Period> {
    let (month, convention) = first_month(text, when);
    months(first, month, 12, Precision::Year, convention)
}

/// "the financial year 2024/25", "this municipal year", "the end of the month": counted from the anchor where no year stands.
/// The outer `None` where the words are none of these.
pub(super) fn running(text: &str, when: &When<'_>) -> Option<Option<Period>> {
    let month_of = text.ends_with("month");
    let quarter_of = text.ends_with("quarter");
    if month_of || quarter_of {
        return Some(running_part(text, when, if quarter_of { 3 } else { 1 }));
    }
    if !text.contains("year")
        || text.ends_with("next year") && !text.contains("end of")
        || has_month(text)
    {
        return None;
    }
    if let Some(first) = double(text) {
        return Some(named(text, first, when));
    }
    let stated = SINGLE.captures(text).and_then(|year| year.get(1)?.as_str().parse::<i16>().ok());
    if let Some(year) = stated {
        // "the 2024 financial year" may be the one that begins or the one that ends in it.
        return Some(
            whole_year(year).filter(|_| !text.contains("financial") && !text.contains("municipal")),
        );
    }
    Some(when.anchor.and_then(|anchor| {
        let kinds = ["financial", "fiscal", "municipal", "civic", "council", "academic", "school"];
        if !kinds.iter().any(|kind| text.contains(kind)) {
            return months(anchor.year + next(text), 1, 12, Precision::Year, "calendar-year");
        }
        named(text, year_of(anchor, first_month(text, when).0) + next(text), when)
    }))
}

fn has_month(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(crate::dates::is_month)
}

fn running_part(text: &str, when: &When<'_>, length: i32) -> Option<Period> {
    let anchor = when.anchor?;
    let count = i32::from(next(text)) * length;
    if length == 1 {
        let month = add(civil(anchor.year, anchor.month, 1)?, count, 0)?;
        return months(month.year, month.month, 1, Precision::Month, "calendar-month");
    }
    let year = civil(year_of(anchor, when.year_start), when.year_start, 1)?;
    let begun =
        (0..4).rev().filter_map(|at| add(year, at * 3, 0)).find(|start| *start <= anchor)?;
    let first = add(begun, count, 0)?;
    months(first.year, first.month, 3, Precision::Quarter, financial(when))
}

/// A period of whole months.
pub(super) fn months(
    year: i16,
    month: u8,
    count: i32,
    precision: Precision,
    convention: &'static str,
) -> Option<Period> {
    let start = civil(year, month, 1)?;
    let last = add(start, count - 1, 0)?;
    let end = month_end(last.year, last.month)?;
    Some(Period {
        start,
        end,
        whole_end: end,
        precision,
        basis: Basis::Derived,
        convention: Some(convention),
    })
}
