//! Periods as written: a day, a month, a quarter, a season, a year; each with its first and last day.

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Precision};
use regex::Regex;

use super::When;
use crate::dates::{self, add, civil, month_end};

/// A stretch of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) start: Date,
    pub(crate) end: Date,
    /// The last day of the whole period, where only its start or middle is meant.
    pub(crate) whole_end: Date,
    pub(crate) precision: Precision,
    pub(crate) basis: Basis,
    pub(crate) convention: Option<&'static str>,
}

const MONTH: &str = "(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)";

/// Every way to write a period, without groups; day dates first since they hold month names.
pub(crate) static PATTERN: LazyLock<String> = LazyLock::new(|| {
    let edge = r"(?:(?:the\s+)?(?:end|start|beginning|middle|close)\s+of\s+(?:the\s+)?|(?:early|mid|late)[\s-]+)?(?:the\s+)?";
    let span = r"(?:19|20)\d{2}\s?[-/–]\s?(?:(?:19|20)\d{2}|\d{2})";
    let year = r"(?:19|20)\d{2}";
    let kind = r"(?:financial|municipal|academic|calendar|council|civic|fiscal)";
    let quarter = r"(?:Q[1-4]|quarter\s+(?:[1-4]|one|two|three|four)|(?:1st|2nd|3rd|4th|first|second|third|fourth|final)\s+quarter)";
    let season = r"(?:spring|summer|autumn|winter)";
    [
        dates::DAY.to_owned(),
        format!(r"{edge}{quarter}(?:,?\s+(?:of\s+)?(?:the\s+)?(?:financial\s+year\s+)?(?:{span}|{year}))?"),
        format!(r"{edge}(?:{kind}\s+)?year\s+{span}"),
        format!(r"{edge}(?:FY\s?)?{span}(?:\s+(?:{kind}\s+)?year)?"),
        format!(r"{edge}(?:this|current|present|the|next)?\s*{kind}\s+year"),
        format!(r"{edge}{MONTH}\b\.?(?:[,\s-]+{year}\b)?"),
        format!(r"{edge}{season}(?:\s+(?:of\s+)?(?:{year}))"),
        format!(r"{edge}(?:this\s+|next\s+)?{season}\b(?:\s+term)?"),
        format!(r"{edge}{year}\b"),
    ]
    .join("|")
});

static YEARS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:19|20)\d{2})\s?[-/–]\s?((?:19|20)?\d{2})\b").expect("a fixed pattern compiles")
});
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b((?:19|20)\d{2})\b").expect("a fixed pattern compiles"));
static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bq([1-4])|quarter\s+(\w+)|(\w+)\s+quarter").expect("a fixed pattern compiles")
});
static MONTH_NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(&format!(r"(?i)\b{MONTH}\b")).expect("a fixed pattern compiles"));

/// How a year that is not written is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MissingYear {
    /// The first such period that ends on or after the anchor.
    Next,
    /// The nearest to the anchor, before or after: due columns keep old dates.
    Nearest,
}

/// Reads a period. `None` where the words are none, or lack a year that cannot be found.
pub(crate) fn read(text: &str, when: &When, missing: MissingYear) -> Option<Period> {
    let lower = text.to_lowercase();
    let whole = read_whole(&lower, when, missing)?;
    Some(at_edge(&lower, whole))
}

fn read_whole(text: &str, when: &When, missing: MissingYear) -> Option<Period> {
    if let Some((day, _)) = dates::partial(text).first() {
        let year = day
            .year
            .or_else(|| guess_year(when, missing, |year| civil(year, day.month, day.day)))?;
        let date = civil(year, day.month, day.day)?;
        let basis = if day.year.is_some() { Basis::Stated } else { Basis::Derived };
        return Some(Period {
            start: date,
            end: date,
            whole_end: date,
            precision: Precision::Day,
            basis,
            convention: None,
        });
    }
    if QUARTER.is_match(text) {
        return quarter(text, when);
    }
    if let Some(years) = YEARS.captures(text) {
        let first: i16 = years.get(1)?.as_str().parse().ok()?;
        let last: i16 = years.get(2)?.as_str().parse().ok()?;
        let follows = last == first + 1 || last == (first + 1) % 100;
        return follows.then(|| named_year(text, first, when)).flatten();
    }
    if text.contains("year") {
        return running_year(text, when);
    }
    let year = YEAR.captures(text).and_then(|year| year.get(1)?.as_str().parse::<i16>().ok());
    if let Some(name) = MONTH_NAME.find(text) {
        return month(dates::month(name.as_str())?, year, when, missing);
    }
    if let Some(first) = season(text) {
        let year = year.or_else(|| guess_year(when, missing, |year| month_end(year, first + 2)))?;
        return months(year, first, 3, Precision::Season, "meteorological-season");
    }
    let year = year?;
    let end = civil(year, 12, 31)?;
    Some(Period {
        start: civil(year, 1, 1)?,
        end,
        whole_end: end,
        precision: Precision::Year,
        basis: Basis::Stated,
        convention: None,
    })
}

fn month(month: u8, year: Option<i16>, when: &When, missing: MissingYear) -> Option<Period> {
    let found = year.or_else(|| guess_year(when, missing, |year| month_end(year, month)))?;
    let basis = if year.is_some() { Basis::Stated } else { Basis::Derived };
    let end = month_end(found, month)?;
    Some(Period {
        start: civil(found, month, 1)?,
        end,
        whole_end: end,
        precision: Precision::Month,
        basis,
        convention: None,
    })
}

/// The year of the anchor, or the next or last, whichever puts the date where it belongs.
fn guess_year(
    when: &When,
    missing: MissingYear,
    date: impl Fn(i16) -> Option<Date>,
) -> Option<i16> {
    let anchor = when.anchor?;
    match missing {
        MissingYear::Next => (anchor.year..=anchor.year + 1)
            .find(|&year| date(year).is_some_and(|date| date >= anchor)),
        MissingYear::Nearest => {
            let (early, late) = (add(anchor, -6, 0)?, add(anchor, 6, 0)?);
            (anchor.year - 1..=anchor.year + 1)
                .find(|&year| date(year).is_some_and(|date| early <= date && date < late))
        }
    }
}

/// Financial quarters: Q1 is the first three months of the financial year. A quarter of a plain year is the calendar's.
fn quarter(text: &str, when: &When) -> Option<Period> {
    let groups = QUARTER.captures(text)?;
    let word = groups.iter().skip(1).flatten().next()?.as_str();
    let number: u8 = match word {
        "1" | "one" | "first" | "1st" => 1,
        "2" | "two" | "second" | "2nd" => 2,
        "3" | "three" | "third" | "3rd" => 3,
        "4" | "four" | "fourth" | "4th" | "final" => 4,
        _ => return None,
    };
    let shift = i32::from(number - 1) * 3;
    let financial =
        YEARS.captures(text).and_then(|years| years.get(1)?.as_str().parse::<i16>().ok());
    let calendar = YEAR.captures(text).and_then(|year| year.get(1)?.as_str().parse::<i16>().ok());
    if let Some(year) = financial.is_none().then_some(calendar).flatten() {
        return months(year, number * 3 - 2, 3, Precision::Quarter, "calendar-quarter");
    }
    let anchored = || when.anchor.map(|anchor| financial_year_of(anchor, when.year_start));
    let start = add(civil(financial.or_else(anchored)?, when.year_start, 1)?, shift, 0)?;
    months(start.year, start.month, 3, Precision::Quarter, "uk-financial-year")
}

/// The calendar year in which the financial year of a date began.
fn financial_year_of(date: Date, year_start: u8) -> i16 {
    if date.month >= year_start { date.year } else { date.year - 1 }
}

/// A year written over two: financial unless it says otherwise. Municipal years end before the annual meeting in May.
fn named_year(text: &str, first: i16, when: &When) -> Option<Period> {
    let (start_month, convention) =
        if text.contains("municipal") || text.contains("civic") || text.contains("council year") {
            (6, "uk-municipal-year")
        } else if text.contains("academic") || text.contains("school") {
            (9, "uk-academic-year")
        } else {
            (when.year_start, "uk-financial-year")
        };
    months(first, start_month, 12, Precision::Year, convention)
}

/// "the financial year", "this municipal year": the one the anchor lies in.
fn running_year(text: &str, when: &When) -> Option<Period> {
    let anchor = when.anchor?;
    if text.contains("calendar") {
        return months(anchor.year, 1, 12, Precision::Year, "calendar-year");
    }
    let start_month =
        if text.contains("municipal") || text.contains("civic") || text.contains("council") {
            6
        } else if text.contains("academic") {
            9
        } else {
            when.year_start
        };
    let first = financial_year_of(anchor, start_month) + i16::from(text.contains("next"));
    named_year(text, first, when)
}

fn season(text: &str) -> Option<u8> {
    let seasons = [("spring", 3), ("summer", 6), ("autumn", 9)];
    seasons.iter().find(|(name, _)| text.contains(name)).map(|(_, month)| *month)
}

/// A period of whole months.
fn months(
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

/// "start of", "mid": the part of a period that is meant.
fn at_edge(text: &str, period: Period) -> Period {
    let starts = ["start of", "beginning of", "early"].iter().any(|edge| text.contains(edge));
    let middle = text.contains("mid-") || text.starts_with("mid ") || text.contains("middle of");
    if starts && period.precision != Precision::Month {
        return Period { end: period.start, ..period };
    }
    if middle && period.precision == Precision::Month {
        return civil(period.start.year, period.start.month, 15)
            .map_or(period, |end| Period { end, ..period });
    }
    period
}
