//! Weeks and months told from the paper's own day: "this week", "by the end of next week", "next month", "by month end".

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Deadline, Precision};
use regex::{Captures, Regex};

use super::When;
use super::relative::is_to_be_done;
use super::undated::{without_end, worked_out};
use crate::dates::{add, month_end, weekday};
use crate::found::Found;
use crate::pattern::regex;

/// The weeks and months of a clause that say by when.
pub(super) fn find(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let mut found = next_month(text, when);
    found.extend(month_ends(text, when));
    found.extend(weeks(text, when));
    found
}

/// "by the end of next month" and the like are periods; "next month" alone is read here.
fn next_month(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    static IS_DONE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\bbe\s+\w+\s+(?:\w+\s+)?$|\b(?:to|will)\s+[a-z]+\s+(?:(?:it|this|them|up|out)\s+)?$",
        )
    });
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:(?:in|by|during|before|early|later)\s+)?(?P<which>next|this)\s+month(?P<own>[’']s)?\b",
        )
    });
    let found = NEXT.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let ahead = i32::from(groups.name("which")?.as_str().eq_ignore_ascii_case("next"));
        let asked = IS_DONE.is_match(text.get(..whole.start())?);
        let made = text.get(..whole.start())?.trim_end().ends_with(" made");
        let stated = whole.as_str().contains(' ')
            && (ahead == 1 || asked && !made || whole.as_str().to_lowercase().starts_with("by"));
        let own = groups.name("own").is_some();
        (stated && !own).then(|| of_month(&groups, ahead, when))?
    });
    found.collect()
}

/// "by month end", "before the month’s end".
fn month_ends(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\b(?:by|before|no\s+later\s+than)\s+(?:the\s+)?month(?:[’']s)?[\s-]end\b")
    });
    END.captures_iter(text).filter_map(|groups| of_month(&groups, 0, when)).collect()
}

/// The deadline of a phrase that means a whole month, so many after the paper's own.
fn of_month(groups: &Captures<'_>, ahead: i32, when: &When<'_>) -> Option<Found<Deadline>> {
    let whole = groups.get(0)?;
    let month = when.anchor.and_then(|anchor| {
        let first = add(Date { day: 1, ..anchor }, ahead, 0)?;
        Some((first, month_end(first.year, first.month)?))
    });
    let value = Deadline {
        start: month.map(|(start, _)| start),
        end: month.map(|(_, end)| end),
        anchor: when.anchor,
        basis: Basis::Derived,
        convention: month.map(|_| "calendar-month".to_owned()),
        ..without_end(whole.as_str(), Precision::Month)
    };
    Some(Found { value, range: whole.range(), rule: "next_month" })
}

/// Weeks run from Monday to Sunday (ISO 8601). A bare "this week" needs a task before it.
fn weeks(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    static WEEK: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?P<prep>(?:by|before|during|later|in)\s+)?(?P<end>(?:the\s+)?end\s+of\s+)?(?P<which>next|this|the)\s+(?:coming\s+)?week\b(?P<own>[’']s|\s+(?:of|in|after|before|following|commencing|beginning))?",
        )
    });
    let found = WEEK.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let word = |name: &str| groups.name(name).map_or("", |word| word.as_str().trim());
        let (prep, which) = (word("prep").to_lowercase(), word("which").to_lowercase());
        let ended = !word("end").is_empty();
        let led = ["by", "before", "during", "later"].contains(&prep.as_str());
        let stated = match which.as_str() {
            "the" => ended && prep == "by",
            _ => led || is_to_be_done(text.get(..whole.start())?),
        };
        if !stated || !word("own").is_empty() || word("prep").is_empty() && ended {
            return None;
        }
        let week = when.anchor.and_then(|anchor| week_of(anchor, i64::from(which == "next") * 7));
        let before = prep == "before" && !ended;
        let end = week.and_then(
            |(monday, sunday)| {
                if before { add(monday, 0, -1) } else { Some(sunday) }
            },
        );
        let value = Deadline {
            start: week.filter(|_| !before).map(|(monday, _)| monday),
            ..worked_out(whole.as_str(), end, when.anchor, "iso-week")
        };
        Some(Found { value, range: whole.range(), rule: "week" })
    });
    found.collect()
}

/// Monday and Sunday of the week so many days after a day.
fn week_of(anchor: Date, ahead: i64) -> Option<(Date, Date)> {
    let back = (0..7).find(|&days| {
        add(anchor, 0, -days).and_then(weekday).is_some_and(|name| name == "monday")
    })?;
    let monday = add(anchor, 0, ahead - back)?;
    Some((monday, add(monday, 0, 6)?))
}
