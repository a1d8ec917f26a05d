//! Due columns and headings: a whole cell is one deadline unless it says that there is none;
//! a heading is one for all items under it only where it says by when.

use std::sync::LazyLock;

use minuted_model::{Deadline, Precision};
use regex::Regex;

use super::When;
use super::period;
use super::phrase::{self, from_period};
use super::undated::without_end;
use crate::dates::add;
use crate::found::Found;
use crate::pattern::regex;

/// What a due column says when there is no deadline.
static NO_DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\W*(?:on-?\s?going|n/?a|none|nil|complete[d]?|done|closed|tbc|tba|tbd|t\.b\.c\.?|to\s+be\s+(?:confirmed|agreed|determined|advised|decided)|not\s+applicable|not\s+known|unknown|discharged|continuous|in\s+progress|-*)\W*$",
    )
});

static PERIOD: LazyLock<Regex> =
    LazyLock::new(|| regex(&format!(r"(?i)\b(?:{})", period::PATTERN.as_str())));

/// A bare stretch of time in a cell or a heading's bracket: "6 months", "(6 - 12 months)", "0-3 months".
static STRETCH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:^|\(|\bterm\b\W{0,4})\s*(?:within\s+)?(?:(?P<low>\d{1,2})\s*(?:-|–|to)\s*)?(?P<high>\d{1,3})\s*(?P<unit>days?|weeks?|months?|years?)\s*(?:\)|$)",
    )
});

/// "Next meeting", as a due column has it.
static NEXT_MEETING: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^next\s+(?:[\w’'-]+\s+){0,2}meeting\.?$"));

/// What makes a heading one that says by when.
static HEADS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:by|within|before|no\s+later\s+than|deadline|due|target(?:\s+date)?|timescale|complet(?:e|ed|ion))\b|\b(?:short|medium|long)(?:er)?[\s-]+term\b",
    )
});

/// A due column: its whole text.
pub(super) fn read(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let trimmed = text.trim();
    if NO_DEADLINE.is_match(trimmed) {
        return Vec::new();
    }
    let start = text.len() - text.trim_start().len();
    let range = start..start + trimmed.len();
    let whole = |deadline: Deadline, rule| {
        let value = Deadline { text: trimmed.to_owned(), ..deadline };
        vec![Found { value, range: range.clone(), rule }]
    };
    if NEXT_MEETING.is_match(trimmed)
        && let Some(found) = phrase::find(&format!("by the {trimmed}"), when).into_iter().next()
    {
        return whole(found.value, found.rule);
    }
    if let Some(found) = phrase::find(trimmed, when).into_iter().next() {
        return whole(found.value, found.rule);
    }
    if let Some(stretch) = stretch(trimmed, when) {
        return whole(stretch, "due_column");
    }
    let period =
        PERIOD.find(trimmed).and_then(|found| period::read(found.as_str(), when, when.missing));
    match period {
        Some(period) => {
            let starting = period.start == period.end && period.precision != Precision::Day;
            whole(from_period("", period, when, starting), "due_column")
        }
        None if trimmed.chars().any(char::is_alphabetic) => {
            whole(without_end("", Precision::Event), "due_column")
        }
        None => Vec::new(),
    }
}

/// A heading: "Short term (6 - 12 months)", "Actions to be completed by March 2025"; most are none.
pub(super) fn read_heading(text: &str, when: &When<'_>) -> Option<Found<Deadline>> {
    let heads = HEADS.is_match(text) && text.split_whitespace().count() <= 12;
    if !heads {
        return None;
    }
    let dated = phrase::find(text, when)
        .into_iter()
        .find(|found| found.value.end.is_some() && found.rule != "month_meeting");
    if dated.is_some() {
        return dated;
    }
    let groups = STRETCH.captures(text)?;
    let start = groups.name("low").or(groups.name("high"))?.start();
    let words = text.get(start..groups.name("unit")?.end())?;
    let value = Deadline { text: words.to_owned(), ..stretch(text, when)? };
    Some(Found { value, range: start..start + words.len(), rule: "heading" })
}

fn stretch(text: &str, when: &When<'_>) -> Option<Deadline> {
    let groups = STRETCH.captures(text)?;
    let number = |name: &str| groups.name(name)?.as_str().parse::<i32>().ok();
    let unit = groups.name("unit")?.as_str().to_lowercase();
    let anchor = when.anchor?;
    let ahead = |count: i32| match unit.trim_end_matches('s') {
        "day" => add(anchor, 0, i64::from(count)),
        "week" => add(anchor, 0, i64::from(count) * 7),
        "month" => add(anchor, count, 0),
        _ => add(anchor, count * 12, 0),
    };
    Some(Deadline {
        start: number("low").and_then(ahead),
        end: Some(ahead(number("high")?)?),
        anchor: Some(anchor),
        basis: minuted_model::Basis::Derived,
        convention: Some("from-meeting".to_owned()),
        ..without_end("", Precision::Day)
    })
}
