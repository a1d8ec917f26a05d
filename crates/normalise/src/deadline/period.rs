//! Periods as written: a day, a month, a quarter, a season, a year; each with its first and last day.

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Precision};
use regex::Regex;

use super::When;
use super::year;
use crate::dates::{self, add, civil, month_end};
use crate::pattern::regex;

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

impl Period {
    /// Whether its year was guessed from the anchor.
    pub(super) fn anchored(&self) -> bool {
        self.basis == Basis::Derived && self.convention.is_none()
    }
}

/// Names of months cut short, whose stop is their own.
const CUT: &str = "(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)";

/// Names of months, whole and cut short.
const MONTH: &str = "(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)";

/// Every way to write a period, without groups; day dates first since they hold month names.
pub(crate) static PATTERN: LazyLock<String> = LazyLock::new(|| {
    let edge = r"(?:(?:the\s+)?(?:end|start|beginning|middle|close)(?:\s+of)?[\s-]+(?:the\s+)?|(?:early|mid|late)(?:\s+in)?[\s-]+)?(?:the\s+)?";
    let span = r"(?:19|20)\d{2}\s?[-/–]\s?(?:(?:19|20)\d{2}|\d{2})\b";
    let year = r"(?:19|20)\d{2}\b";
    let kind = r"(?:financial|municipal|academic|school|calendar|council|civic|fiscal)";
    let which = r"(?:this|current|present|the|next|coming|following|new)";
    let quarter = r"(?:Q[1-4]|quarter\s+(?:[1-4]|one|two|three|four)|(?:1st|2nd|3rd|4th|first|second|third|fourth|final)\s+quarter)";
    let half = r"(?:H[12]|(?:1st|2nd|first|second)\s+half)";
    let of = format!(
        r"(?:,?\s+(?:of\s+)?(?:the\s+)?(?:(?:{which}\s+)?{kind}\s+year\s*)?(?:{span}|{year})|\s+of\s+(?:the\s+)?(?:{which}\s+)?{kind}\s+year)"
    );
    let season = r"(?:spring|summer|autumn|winter)";
    [
        dates::DAY.to_owned(),
        format!(r"{edge}{quarter}{of}?"),
        format!(r"{edge}{half}{of}"),
        format!(r"{edge}{season}(?:\s+school)?(?:\s+term)?\s+(?:of\s+)?(?:{span}|{year})"),
        format!(r"{edge}(?:{kind}\s+)?year\s+(?:{span}|{year})"),
        format!(r"{edge}(?:FY\s?)?{span}(?:\s+(?:{kind}\s+)?year)?|{edge}FY\s?\d{{2}}[-/]\d{{2}}\b"),
        format!(r"{edge}{year}\s+{kind}\s+year"),
        format!(r"{edge}(?:{which}\s+){{0,2}}{kind}\s+year"),
        format!(r"{edge}{MONTH}[-’']\d{{2}}\b"),
        format!(r"{edge}(?:next\s+|this\s+)?(?:{MONTH}\b\.?(?:(?:[,\s-]+|\s+of\s+){year}|\s+(?:of\s+)?(?:this|next)\s+year)|{CUT}\b\.?|{MONTH}\b)"),
        format!(r"{edge}(?:this\s+|next\s+)?{season}\b(?:\s+school)?(?:\s+term)?"),
        r"(?:the\s+)?end\s+of\s+(?:the\s+)?(?:this\s+|next\s+|current\s+|following\s+)?(?:month|quarter|year)\b".to_owned(),
        format!(r"(?-i:(?:(?:d|D)iwedd (?:mis )?|mis )?(?:Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr))\b(?:\s+{year})?"),
        format!(r"{edge}{year}"),
    ]
    .join("|")
});

static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"\b((?:19|20)\d{2})\b"));
static MONTH_NAME: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\b(?:{MONTH}|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)\b"
    ))
});
/// A spreadsheet's short month: `Mar-25`.
static SHORT: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"\b{MONTH}[-’'](\d{{2}})\b")));

/// How a year that is not written is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MissingYear {
    /// The first such period that ends on or after the anchor.
    Next,
    /// The nearest to the anchor, before or after: due columns keep old dates.
    Nearest,
}

/// Reads a period. `None` where the words are none, or lack a year that cannot be found.
pub(crate) fn read(text: &str, when: &When<'_>, missing: MissingYear) -> Option<Period> {
    let lower = text.to_lowercase();
    let whole = read_whole(&lower, when, missing)?;
    Some(at_edge(&lower, whole))
}

fn read_whole(text: &str, when: &When<'_>, missing: MissingYear) -> Option<Period> {
    if let Some((day, _)) = dates::partial(text, when.order).first() {
        return day_date(*day, when, missing);
    }
    if year::spans_several(text) {
        return None;
    }
    if let Some(found) = year::part(text, when) {
        return found;
    }
    if let Some(found) = year::running(text, when) {
        return found;
    }
    let stated = YEAR.captures(text).and_then(|year| year.get(1)?.as_str().parse::<i16>().ok());
    if let Some(name) = MONTH_NAME.find(text) {
        return month(text, dates::month(name.as_str())?, stated, when, missing);
    }
    if let Some(found) = season(text, stated, when, missing) {
        return Some(found);
    }
    if let Some(first) = year::double(text) {
        return year::named(text, first, when);
    }
    whole_year(stated?)
}

fn day_date(day: dates::Partial, when: &When<'_>, missing: MissingYear) -> Option<Period> {
    let year =
        day.year.or_else(|| guess_year(when, missing, |year| civil(year, day.month, day.day)))?;
    let date = civil(year, day.month, day.day)?;
    let basis = if day.year.is_some() { Basis::Stated } else { Basis::Derived };
    Some(Period {
        start: date,
        end: date,
        whole_end: date,
        precision: Precision::Day,
        basis,
        convention: None,
    })
}

/// A calendar year.
pub(super) fn whole_year(year: i16) -> Option<Period> {
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

/// A month: its year is written, or told as "next year", or the first or nearest that fits.
fn month(
    text: &str,
    month: u8,
    stated: Option<i16>,
    when: &When<'_>,
    missing: MissingYear,
) -> Option<Period> {
    let short = || {
        let year: i16 = SHORT.captures(text)?.get(1)?.as_str().parse().ok()?;
        Some(2000 + year)
    };
    let told = || {
        let anchor = when.anchor?;
        (text.contains("next year"))
            .then_some(anchor.year + 1)
            .or(text.contains("this year").then_some(anchor.year))
    };
    let stated = stated.or_else(short);
    let found = stated
        .or_else(told)
        .or_else(|| guess_year(when, missing, |year| month_end(year, month)))?;
    let basis = if stated.is_some() { Basis::Stated } else { Basis::Derived };
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
pub(super) fn guess_year(
    when: &When<'_>,
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

/// Seasons as weather services count them, from March in threes; terms as schools are funded, but summer's ends in July.
/// Winter lies in two years, so a single year does not say which.
fn season(
    text: &str,
    stated: Option<i16>,
    when: &When<'_>,
    missing: MissingYear,
) -> Option<Period> {
    let term = text.contains("term");
    let seasons = [("spring", 3, 3), ("summer", 6, 3), ("autumn", 9, 3), ("winter", 12, 3)];
    let terms = [("spring", 1, 3), ("summer", 4, 4), ("autumn", 9, 4)];
    let known: &[(&str, u8, i32)] = if term { &terms } else { &seasons };
    let (name, first, length) = *known.iter().find(|(name, _, _)| text.contains(name))?;
    let convention = if term { "uk-school-term" } else { "meteorological-season" };
    let of = |year: i16| year::months(year, first, length, Precision::Season, convention);
    let double = year::double(text).map(|year| if first >= 9 { year } else { year + 1 });
    if name == "winter" {
        let running = || guess_year(when, missing, |year| of(year - 1).map(|it| it.end));
        let year = double.or_else(|| stated.is_none().then(running).flatten().map(|it| it - 1))?;
        return of(year);
    }
    let year = double
        .or(stated)
        .or_else(|| guess_year(when, missing, |year| of(year).map(|it| it.end)))?;
    of(year)
}

/// "start of", "early", "mid": the part of a period that is meant.
fn at_edge(text: &str, period: Period) -> Period {
    let says = |edges: &[&str]| {
        let text = text.strip_prefix("the ").unwrap_or(text);
        edges.iter().any(|edge| text.starts_with(edge))
    };
    let month_of = |count: i32| {
        let start = add(period.start, count - 1, 0)?;
        month_end(start.year, start.month)
    };
    let day = |day: u8| civil(period.start.year, period.start.month, day);
    let end = if period.precision == Precision::Day {
        None
    } else if says(&["start", "beginning"]) {
        Some(period.start)
    } else if says(&["early"]) {
        match period.precision {
            Precision::Month => day(10),
            Precision::Year => month_of(3),
            _ => month_of(1),
        }
    } else if says(&["mid"]) {
        match period.precision {
            Precision::Month => day(15),
            Precision::Year => month_of(6),
            _ => month_of(2),
        }
    } else {
        None
    };
    end.map_or(period, |end| Period { end, ..period })
}
