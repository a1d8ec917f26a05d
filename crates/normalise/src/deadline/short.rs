//! Days written without their month, as two numbers or without a preposition:
//! "by the 20th", "on 9/23" where the month comes first, "to go live December 2".

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Deadline, Precision};
use regex::{Captures, Regex};

use super::When;
use super::period::{self, MissingYear, guess_year};
use super::relative::is_to_be_done;
use super::undated::without_end;
use crate::dates::{Order, add, civil};
use crate::found::Found;
use crate::pattern::regex;

/// "by 20th", "before the 3rd", with what may follow: "the 3rd party" and "the 20th century" are no days.
static OF_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?P<prep>by|before|no\s+later\s+than|not\s+later\s+than)\s+(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)(?P<after>\s*$|\s*[.,;)]|\s+(?:at|and|if|or|so|for|please|with|to)\b)",
    )
});

/// "on 9/23", "by 3/5", and neither the start of a longer date nor a share.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?P<prep>by|before|on|no\s+later\s+than|not\s+later\s+than)\s+(?P<month>\d{1,2})/(?P<day>\d{1,2})(?P<after>\s*$|[.,;)]|\s+[a-z])",
    )
});

/// "will look at it Saturday morning, June 8", "to go live December 2": the day bare, as the United States write it.
static BARE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?P<prep>)\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s+(?:morning|afternoon|evening|night))?,?\s+)?(?P<day>(?:january|february|march|april|(?-i:May)|june|july|august|september|october|november|december)\s+\d{1,2}(?:st|nd|rd|th)?\b(?:,?\s*(?:19|20)\d{2}\b)?)(?P<after>\s*$|\s*[.,;)]|\s+(?:and|at|to|so|for|with|from)\b)",
    )
});

/// Words behind which a day says what something is, or that another reader knows.
const NOT_BARE: [&str; 19] = [
    "of",
    "dated",
    "from",
    "the",
    "by",
    "on",
    "in",
    "until",
    "till",
    "before",
    "since",
    "to",
    "and",
    "after",
    "for",
    "through",
    "effective",
    "than",
    "held",
];

/// A bare day on which a task is to be done, not more than half a year away.
fn bare(text: &str, groups: &Captures<'_>, when: &When<'_>) -> Option<Found<Deadline>> {
    let before = text.get(..groups.get(0)?.start())?;
    let last = before.split_whitespace().next_back()?.to_lowercase();
    if NOT_BARE.contains(&last.as_str()) || !is_to_be_done(before) {
        return None;
    }
    let date = period::read(groups.name("day")?.as_str(), when, MissingYear::Next)?.end;
    let anchor = when.anchor?;
    let soon = add(anchor, 6, 0).is_some_and(|limit| anchor <= date && date <= limit);
    read(groups, date, None, when).filter(|_| soon)
}

/// The days of a clause that want their month, their year or a preposition.
pub(super) fn find(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let numbers = NUMBERS.captures_iter(text).filter(|_| when.order == Order::MonthFirst);
    let numbers = numbers.filter_map(|groups| {
        let (month, day) = (number(&groups, "month")?, number(&groups, "day")?);
        let year = guess_year(when, when.missing, |year| civil(year, month, day))?;
        read(&groups, civil(year, month, day)?, None, when)
    });
    let of_month = OF_MONTH.captures_iter(text).filter_map(|groups| {
        let date = next_such_day(when.anchor?, number(&groups, "day")?)?;
        read(&groups, date, Some("next-such-day"), when)
    });
    let bare = BARE.captures_iter(text).filter_map(|groups| bare(text, &groups, when));
    numbers.chain(of_month).chain(bare).collect()
}

fn number(groups: &Captures<'_>, name: &str) -> Option<u8> {
    groups.name(name)?.as_str().parse().ok()
}

/// The first such day of a month after the paper's own.
fn next_such_day(anchor: Date, day: u8) -> Option<Date> {
    let of = |ahead: i32| {
        let month = add(Date { day: 1, ..anchor }, ahead, 0)?;
        civil(month.year, month.month, day)
    };
    (0..3).filter_map(of).find(|date| *date > anchor)
}

fn read(
    groups: &Captures<'_>,
    date: Date,
    convention: Option<&str>,
    when: &When<'_>,
) -> Option<Found<Deadline>> {
    let (whole, after) = (groups.get(0)?, groups.name("after")?);
    let range = whole.start()..after.start();
    let words = whole.as_str().get(..range.len())?;
    let before = groups.name("prep")?.as_str().eq_ignore_ascii_case("before");
    let value = Deadline {
        end: if before { add(date, 0, -1) } else { Some(date) },
        anchor: when.anchor,
        basis: Basis::Derived,
        convention: convention.map(str::to_owned),
        ..without_end(words, Precision::Day)
    };
    Some(Found { value, range, rule: "short_date" })
}
