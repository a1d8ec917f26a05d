//! Absolute dates as British papers write them, and those of the United States. What a date is a date of is not decided here.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::Date;
use regex::{Captures, Regex};

use crate::pattern::regex;

/// A date whose year may not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Partial {
    pub(crate) year: Option<i16>,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

/// Which of two numbers before a year is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Order {
    /// 3/5/2022 is the third of May.
    #[default]
    DayFirst,
    /// 3/5/2022 is the fifth of March, as the United States write it.
    MonthFirst,
}

/// What only papers of the United States have: a state before its ZIP code, the pledge that opens their meetings.
static AMERICAN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b(?i:pledge of allegiance)\b|\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) \d{5}\b",
    )
});

impl Order {
    /// The order of a paper: dates that can be read in one way only decide, then what else tells the country.
    pub(crate) fn of(text: &str) -> Self {
        let mut days_first = false;
        let mut months_first = false;
        for groups in PARTS.captures_iter(text) {
            let number = |name: &str| groups.name(name)?.as_str().parse::<u8>().ok();
            let pair = number("nd").zip(number("nm")).or(number("hd").zip(number("hm")));
            let Some((first, second)) = pair else { continue };
            days_first |= first > 12 && second <= 12;
            months_first |= second > 12 && first <= 12;
        }
        match (days_first, months_first) {
            (false, true) => Self::MonthFirst,
            (false, false) if AMERICAN.is_match(text) || writes_american(text) => Self::MonthFirst,
            _ => Self::DayFirst,
        }
    }
}

/// "All in favor" beside "April 5, 2021", and nowhere "5 April": the spelling and the order of the United States.
fn writes_american(text: &str) -> bool {
    static SPELLING: LazyLock<Regex> =
        LazyLock::new(|| regex(r"\b(?i:favor|neighborhood|color|honor|labor|center)(?i:s|ed)?\b"));
    let mut month_first = false;
    for groups in PARTS.captures_iter(text) {
        if groups.name("bd").is_some() {
            return false;
        }
        month_first |= groups.name("am").is_some() && groups.name("ay").is_some();
    }
    month_first && SPELLING.is_match(text)
}

/// A day date as a pattern without groups, for use inside larger patterns.
pub(crate) const DAY: &str = concat!(
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\.?,?\s+)?(?:the\s+)?",
    r"(?:\d{1,2}(?:\s?(?:st|nd|rd|th)(?:\s+of)?[\s-]*|(?:\s+of)?[\s-]+)(?:january|february|march|april|may|june|july|august|september|october|november|december|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?(?:,?[\s-]+(?:\d{4}|’?'?\d{2})\b)?",
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}(?:(?:st|nd|rd|th)(?:,?\s*\d{4})?|(?:,\s*|\s+)\d{4})?\b",
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b|\d{1,2}-\d{1,2}-\d{4}\b)"
);

/// The same with groups, to take one apart.
static PARTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})",
        r"|\b(?P<nd>\d{1,2})[/.](?P<nm>\d{1,2})[/.](?P<ny>\d{4}|\d{2})\b",
        r"|\b(?P<hd>\d{1,2})-(?P<hm>\d{1,2})-(?P<hy>\d{4})\b",
        r"|\b(?P<bd>\d{1,2})(?:\s?(?:st|nd|rd|th)(?:\s+of)?[\s-]*|(?:\s+of)?[\s-]+)(?P<bm>ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\b\.?(?:,?[\s-]+(?P<by>\d{4}|’?'?\d{2})\b)?",
        r"|\b(?P<am>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(?P<ad>\d{1,2})(?:(?:st|nd|rd|th)(?:,?\s*(?P<oy>\d{4}))?|(?:,\s*|\s+)(?P<ay>\d{4}))?\b",
    ))
});

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const WELSH: [&str; 12] =
    ["ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tac", "rha"];

/// The month a name, English or Welsh, or its first three letters stand for, 1 to 12.
pub(crate) fn month(name: &str) -> Option<u8> {
    let start: String = name.to_lowercase().chars().take(3).collect();
    let of = |names: &[&str; 12]| names.iter().position(|known| *known == start);
    let at = of(&MONTHS).or_else(|| of(&WELSH))?;
    u8::try_from(at + 1).ok()
}

/// Whether a word is a month's name or its usual short form.
pub(crate) fn is_month(word: &str) -> bool {
    let names = "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec";
    names.split(' ').any(|name| name == word)
}

/// Every day date of a text, the year where it is written.
pub(crate) fn partial(text: &str, order: Order) -> Vec<(Partial, Range<usize>)> {
    let found = PARTS.captures_iter(text).filter_map(|groups| {
        let range = groups.get(0)?.range();
        let date = take_apart(&groups, order)?;
        match groups.name("by") {
            Some(year) if is_hour(text, year.range()) => {
                let end = text.get(..year.start())?.trim_end_matches([',', ' ']).len();
                Some((Partial { year: None, ..date }, range.start..end))
            }
            _ => Some((date, range)),
        }
    });
    found.collect()
}

/// Every day date of a text that has its year.
pub(crate) fn full(text: &str, order: Order) -> Vec<(Date, Range<usize>)> {
    partial(text, order)
        .into_iter()
        .filter_map(|(date, range)| Some((civil(date.year?, date.month, date.day)?, range)))
        .collect()
}

/// The first full day date of a text.
pub(crate) fn first(text: &str, order: Order) -> Option<Date> {
    full(text, order).first().map(|(date, _)| *date)
}

/// "25 January, 13:30": an hour that two figures begin is no year.
fn is_hour(text: &str, range: Range<usize>) -> bool {
    static MINUTES: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:[:.][0-5]\d\b|\s?(?i:[ap]\.?m\b))"));
    range.len() == 2 && MINUTES.is_match(text.get(range.end..).unwrap_or(""))
}

fn take_apart(groups: &Captures<'_>, order: Order) -> Option<Partial> {
    let number = |name: &str| {
        groups
            .name(name)
            .and_then(|group| group.as_str().trim_start_matches(['’', '\'']).parse::<i16>().ok())
    };
    let small = |name: &str| number(name).and_then(|number| u8::try_from(number).ok());
    let named = |name: &str| groups.name(name).and_then(|group| month(group.as_str()));
    let (year, month, day) = if let Some(year) = number("iy") {
        (Some(year), small("im")?, small("id")?)
    } else if let Some(year) = number("ny") {
        let (month, day) = ordered(small("nd")?, small("nm")?, order);
        (Some(year), month, day)
    } else if let Some(year) = number("hy") {
        let (month, day) = ordered(small("hd")?, small("hm")?, order);
        (Some(year), month, day)
    } else if let Some(day) = small("bd") {
        (number("by"), named("bm")?, day)
    } else {
        (number("ay").or(number("oy")), named("am")?, small("ad")?)
    };
    let year = year.map(|year| if year < 100 { century(year) } else { year });
    let possible = civil(year.unwrap_or(2000), month, day).is_some();
    possible.then_some(Partial { year, month, day })
}

/// Month and day of two numbers in that order, or in the other where the calendar has only that.
fn ordered(first: u8, second: u8, order: Order) -> (u8, u8) {
    match order {
        Order::DayFirst if second > 12 => (first, second),
        Order::MonthFirst if first <= 12 => (first, second),
        _ => (second, first),
    }
}

/// Two-digit years are of this century up to 69, as POSIX has it.
fn century(year: i16) -> i16 {
    if year < 70 { 2000 + year } else { 1900 + year }
}

/// The date, if the calendar has it and its year is one a council paper can speak of.
pub(crate) fn civil(year: i16, month: u8, day: u8) -> Option<Date> {
    let (month_number, day_number) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    let valid = (1850..=2150).contains(&year)
        && jiff::civil::Date::new(year, month_number, day_number).is_ok();
    valid.then_some(Date { year, month, day })
}

/// The last day of a month.
pub(crate) fn month_end(year: i16, month: u8) -> Option<Date> {
    (28..=31).rev().find_map(|day| civil(year, month, day))
}

/// The weekday of a date in English, lower case.
pub(crate) fn weekday(date: Date) -> Option<&'static str> {
    const NAMES: [&str; 7] =
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let (month, day) = (i8::try_from(date.month).ok()?, i8::try_from(date.day).ok()?);
    let day = jiff::civil::Date::new(date.year, month, day).ok()?.weekday();
    NAMES.get(usize::try_from(day.to_monday_zero_offset()).ok()?).copied()
}

/// A date moved by some months, days or years; the day is cut to the month's length.
pub(crate) fn add(date: Date, months: i32, days: i64) -> Option<Date> {
    let from = jiff::civil::Date::new(
        date.year,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()?;
    let span = jiff::Span::new().try_months(months).ok()?.try_days(days).ok()?;
    let to = from.checked_add(span).ok()?;
    civil(to.year(), u8::try_from(to.month()).ok()?, u8::try_from(to.day()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_dates_in_every_form() {
        for (text, iso) in [
            ("held on 3rd March 2020", "2020-03-03"),
            ("Tuesday, 12th of May, 2015", "2015-05-12"),
            ("11/01/18", "2018-01-11"),
            ("13-Nov-12", "2012-11-13"),
            ("MARCH 3, 2020", "2020-03-03"),
            ("2018-03-15", "2018-03-15"),
            ("8.5.18", "2018-05-08"),
            ("Thursday 25 January, 13:30 to 16:00, of 25 January 2024", "2024-01-25"),
        ] {
            let date = first(text, Order::DayFirst).map(|date| date.to_string());
            assert_eq!(date.as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn a_paper_says_which_number_is_the_day() {
        let date = |text: &str| first(text, Order::of(text)).map(|date| date.to_string());
        for (text, iso) in [
            ("8/25/2022 and 9/2/2022", "2022-08-25"),
            ("9/2/2022, then 8/25/2022", "2022-09-02"),
            ("9/2/2022, Mill Road, Otter Falls, VT 05999", "2022-09-02"),
            ("9/2/2022, then 25/8/2022", "2022-02-09"),
            ("Held 9/2/2022. Minutes of August 5, 2022: all in favor.", "2022-09-02"),
            ("Held 9/2/2022. Minutes of 5 August 2022: all in favor.", "2022-02-09"),
            ("9/2/2022", "2022-02-09"),
        ] {
            assert_eq!(date(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "paragraphs 3.1 to 3.4",
            "24/7 and 1.2 FTE",
            "31 February 2020",
            "option 12",
            "12.5 per cent",
        ] {
            assert_eq!(partial(text, Order::DayFirst), [], "{text}");
        }
    }
}
