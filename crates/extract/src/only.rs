//! Rules that are meant for some papers only: one council's, or those of a time.
//! Both are read off the top of the paper itself, so that the same bytes give the same records whatever their path.

use std::sync::LazyLock;

use minuted_model::{Date, Document};
use regex::Regex;

use crate::raw::RawOnly;

/// How many blocks from the top may name the council and the day.
const TOP: usize = 60;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// "3 May 2023", "3rd May 2023", "03/05/2023" (day first, as in the United Kingdom), "2023-05-03".
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)\b(?:(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,? (?:of )?(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? (?P<y>[0-9]{4})",
        r"|(?P<d2>[0-9]{1,2})[/.](?P<m2>[0-9]{1,2})[/.](?P<y2>[0-9]{4})",
        r"|(?P<y3>[0-9]{4})-(?P<m3>[0-9]{2})-(?P<d3>[0-9]{2}))\b"
    ))
    .expect("a fixed pattern compiles")
});

/// What the top of a paper says of where and when it is from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Title, web address and first blocks, lower case.
    words: String,
    /// The first date.
    date: Option<Date>,
}

impl Origin {
    pub(crate) fn of(document: &Document) -> Self {
        let named = document.title.iter().chain(&document.address).map(String::as_str);
        let top = document.blocks.iter().take(TOP).map(|block| document.slice(block.span));
        let words = named.chain(top).collect::<Vec<_>>().join("\n");
        Self { date: first_date(&words), words: words.to_lowercase() }
    }
}

impl RawOnly {
    /// Whether a rule limited so is meant for a paper.
    pub(crate) fn covers(&self, origin: &Origin) -> bool {
        let named = |council: &String| origin.words.contains(&council.to_lowercase());
        let here = self.councils.is_empty() || self.councils.iter().any(named);
        let after = |from: Date| origin.date.is_some_and(|date| from <= date);
        let before = |until: Date| origin.date.is_some_and(|date| date <= until);
        here && self.from.and_then(day).is_none_or(after)
            && self.until.and_then(day).is_none_or(before)
    }

    /// What is written as a date and is none: a time of day.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        let faulty = |time: Option<toml::value::Datetime>| {
            time.is_some_and(|time| time.date.is_none() || time.time.is_some())
        };
        let empty = self.councils.iter().any(|council| council.trim().is_empty());
        match () {
            () if faulty(self.from) || faulty(self.until) => Some("expected a day, 2024-05-01"),
            () if empty => Some("an empty council stands in every paper"),
            () if self.councils.is_empty() && self.from.is_none() && self.until.is_none() => {
                Some("`only` limits nothing, expected councils, from or until")
            }
            () => None,
        }
    }
}

fn day(time: toml::value::Datetime) -> Option<Date> {
    let date = time.date?;
    Some(Date { year: i16::try_from(date.year).ok()?, month: date.month, day: date.day })
}

fn first_date(words: &str) -> Option<Date> {
    DATE.captures_iter(words).find_map(|groups| {
        let number = |names: [&str; 3]| {
            names.iter().find_map(|name| groups.name(name)?.as_str().parse::<i16>().ok())
        };
        let named = groups.name("m").map(|month| month.as_str().to_lowercase());
        let month = named
            .and_then(|named| MONTHS.iter().position(|month| *month == named))
            .and_then(|index| i16::try_from(index + 1).ok())
            .or_else(|| number(["m2", "m3", "m3"]))?;
        let (year, day) = (number(["y", "y2", "y3"])?, number(["d", "d2", "d3"])?);
        let valid = (1..=12).contains(&month) && (1..=31).contains(&day);
        let small = |number: i16| u8::try_from(number).ok();
        valid.then_some(())?;
        Some(Date { year, month: small(month)?, day: small(day)? })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(only: &str, paper: &str) -> bool {
        let only: RawOnly = toml::from_str(only).unwrap();
        only.covers(&Origin::of(&Document::from_outline(paper).unwrap()))
    }

    #[test]
    fn a_council_and_a_day_at_the_top_decide() {
        let paper = "# Ashfold Borough Council\nMinutes of 3rd May 2023\nText.";
        assert!(covers("councils = ['ashfold borough']", paper));
        assert!(!covers("councils = ['Thornwick']", paper));
        assert!(covers("from = 2023-05-03\nuntil = 2023-05-03", paper));
        assert!(!covers("from = 2023-05-04", paper));
        assert!(!covers("until = 2024-01-01", "A paper without a day."));
    }

    #[test]
    fn dates_are_read_day_first() {
        let date = |words| first_date(words).map(|date| date.to_string());
        assert_eq!(date("on 02/07/2019"), Some("2019-07-02".to_owned()));
        assert_eq!(date("Tuesday 6 February 2024"), Some("2024-02-06".to_owned()));
        assert_eq!(date("99/99/2019 then 2019-01-31"), Some("2019-01-31".to_owned()));
    }
}
