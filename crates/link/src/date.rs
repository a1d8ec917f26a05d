//! Dates in references: "the resolution of 12 May 2020", an origin column with 12/05/20.

use std::sync::LazyLock;

use minuted_model::Date;
use regex::Regex;

static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?P<d>[0-9]{1,2})[/.](?P<m>[0-9]{1,2})[/.](?P<y>[0-9]{4}|[0-9]{2})|(?P<iy>[0-9]{4})-(?P<im>[0-9]{2})-(?P<id>[0-9]{2})|(?P<wd>[0-9]{1,2})(?:st|nd|rd|th)? (?P<wm>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? (?P<wy>[0-9]{4}))\b")
        .expect("a fixed pattern compiles")
});

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Every whole date of a text, in order.
pub(crate) fn dates(text: &str) -> Vec<Date> {
    let found = DAY.captures_iter(text).filter_map(|groups| {
        let number = |name: &str| groups.name(name)?.as_str().parse::<i16>().ok();
        let word = groups.name("wm").map(|word| word.as_str().to_lowercase());
        let by_name = word.and_then(|word| MONTHS.iter().position(|month| *month == word));
        let by_name = by_name.and_then(|month| i16::try_from(month + 1).ok());
        let year = number("y").or(number("iy")).or(number("wy"))?;
        let month = number("m").or(number("im")).or(by_name)?;
        let day = number("d").or(number("id")).or(number("wd"))?;
        let year = if year < 100 { 2000 + year } else { year };
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        fits.then_some(Date { year, month, day })
    });
    found.collect()
}

/// Days from the year 0 on, near enough for telling which of two dates is closer.
pub(crate) fn day_number(date: Date) -> i32 {
    let (year, month) = (i32::from(date.year), i32::from(date.month));
    let (year, month) = if month <= 2 { (year - 1, month + 12) } else { (year, month) };
    365 * year + year / 4 - year / 100
        + year / 400
        + (153 * (month - 3) + 2) / 5
        + i32::from(date.day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_papers_write_them() {
        let day = Date { year: 2020, month: 5, day: 12 };
        for text in ["on 12 May 2020", "12/05/20", "12.05.2020", "2020-05-12", "the 12th May 2020"]
        {
            assert_eq!(dates(text), [day], "{text}");
        }
        assert!(dates("minute 12/05, 31/13/2020").is_empty());
    }

    #[test]
    fn days_are_counted() {
        let day = |year, month, day| day_number(Date { year, month, day });
        assert_eq!(day(2020, 3, 1) - day(2020, 2, 28), 2);
        assert_eq!(day(2022, 1, 1) - day(2021, 1, 1), 365);
    }
}
