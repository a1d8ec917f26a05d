//! Days written without their month, or as two numbers: "by the 20th", "on 9/23" where the month comes first.

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Deadline, Precision};
use regex::{Captures, Regex};

use super::When;
use super::period::guess_year;
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

/// The days of a clause that want their month or their year.
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
    numbers.chain(of_month).collect()
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
