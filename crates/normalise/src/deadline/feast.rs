//! Feasts and days that a calendar knows: "before Christmas", "by Easter 2022", "in time for Remembrance Sunday".

use std::sync::LazyLock;

use minuted_model::{Date, Deadline};
use regex::Regex;

use super::When;
use super::period::guess_year;
use super::undated::worked_out;
use crate::dates::{add, civil, weekday};
use crate::found::Found;
use crate::pattern::regex;

/// How the day of a feast is found in a year.
#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(u8, u8),
    /// Days after Easter Sunday.
    Easter(i64),
    /// The first Sunday on or after a month's day.
    SundayFrom(u8, u8),
}

/// Feasts by their names, those first that begin like another. Days as the Book of Common Prayer's tables and public
/// holidays have them; Labour Day, Thanksgiving and the like lie on other days in other countries and are not among them.
const FEASTS: [(&str, Rule); 29] = [
    ("christmas eve", Rule::Fixed(12, 24)),
    ("christmas day", Rule::Fixed(12, 25)),
    ("christmas", Rule::Fixed(12, 25)),
    ("boxing day", Rule::Fixed(12, 26)),
    ("new year[’']?s eve", Rule::Fixed(12, 31)),
    ("new year[’']?s day", Rule::Fixed(1, 1)),
    ("burns night", Rule::Fixed(1, 25)),
    ("australia day", Rule::Fixed(1, 26)),
    ("waitangi day", Rule::Fixed(2, 6)),
    ("st\\.? david[’']?s day", Rule::Fixed(3, 1)),
    ("st\\.? patrick[’']?s day", Rule::Fixed(3, 17)),
    ("lady day", Rule::Fixed(3, 25)),
    ("shrove tuesday", Rule::Easter(-47)),
    ("ash wednesday", Rule::Easter(-46)),
    ("lent", Rule::Easter(-46)),
    ("palm sunday", Rule::Easter(-7)),
    ("good friday", Rule::Easter(-2)),
    ("easter monday", Rule::Easter(1)),
    ("easter(?: sunday)?", Rule::Easter(0)),
    ("low sunday", Rule::Easter(7)),
    ("ascension day", Rule::Easter(39)),
    ("(?:pentecost|whit(?:sun| sunday))", Rule::Easter(49)),
    ("anzac day", Rule::Fixed(4, 25)),
    ("ve day", Rule::Fixed(5, 8)),
    ("canada day", Rule::Fixed(7, 1)),
    ("hallowe[’']?en", Rule::Fixed(10, 31)),
    ("bonfire night", Rule::Fixed(11, 5)),
    ("remembrance sunday", Rule::SundayFrom(11, 8)),
    ("(?:armistice|remembrance) day", Rule::Fixed(11, 11)),
];

/// Each row of the table by the whole of its name.
static NAMED: LazyLock<Vec<(Regex, Rule)>> = LazyLock::new(|| {
    let whole = |name: &str| regex(&format!(r"(?i)^(?:{})$", name.replace(' ', r"\s+")));
    FEASTS.iter().map(|(name, rule)| (whole(name), *rule)).collect()
});

/// A feast behind a word that says by when; what follows is no noun that it is the name of ("before Christmas lights").
static DUE: LazyLock<Regex> = LazyLock::new(|| {
    let names: Vec<&str> = FEASTS.iter().map(|(name, _)| *name).collect();
    regex(&format!(
        r"(?i)\b(?P<prep>by|before|prior\s+to|ahead\s+of|in\s+advance\s+of|in\s+(?:good\s+)?time\s+for|no\s+later\s+than)\s+(?P<feast>{})\b(?:,?\s+(?P<year>(?:19|20)\d{{2}})\b|\s+(?P<which>this|next)\s+year\b)?(?P<after>\s*$|\s*[.,;:)]|\s+(?:and|or|but|so|to|on|in|at|with|if|for|as|that|when|where|because|since|by|from|of|is|are|were|was|will|the|an?)\b)",
        names.join("|").replace(' ', r"\s+")
    ))
});

/// The feasts of a clause by which something is to be done.
pub(super) fn find(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let found = DUE.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let range = whole.start()..groups.name("after")?.start();
        let name = groups.name("feast")?.as_str();
        let rule = NAMED.iter().find(|(known, _)| known.is_match(name)).map(|(_, rule)| *rule)?;
        let stated = groups.name("year").and_then(|year| year.as_str().parse().ok());
        let told = groups.name("which").zip(when.anchor).map(|(which, anchor)| {
            anchor.year + i16::from(which.as_str().eq_ignore_ascii_case("next"))
        });
        let year =
            stated.or(told).or_else(|| guess_year(when, when.missing, |year| day_in(rule, year)));
        let by = ["by", "no"].iter().any(|first| starts(groups.name("prep"), first));
        let day = year.and_then(|year| day_in(rule, year));
        let end = day.and_then(|day| if by { Some(day) } else { add(day, 0, -1) });
        let anchor = when.anchor.filter(|_| stated.is_none());
        let value = worked_out(text.get(range.clone())?, end, anchor, "feast");
        Some(Found { value, range, rule: "feast" })
    });
    found.collect()
}

fn starts(prep: Option<regex::Match<'_>>, first: &str) -> bool {
    prep.is_some_and(|prep| prep.as_str().to_lowercase().starts_with(first))
}

/// The day of a feast in a year.
fn day_in(rule: Rule, year: i16) -> Option<Date> {
    let sunday = |from: Date| {
        let mut days = (0..7).filter_map(|ahead| add(from, 0, ahead));
        days.find(|date| weekday(*date) == Some("sunday"))
    };
    match rule {
        Rule::Fixed(month, day) => civil(year, month, day),
        Rule::Easter(after) => add(easter(year)?, 0, after),
        Rule::SundayFrom(month, day) => sunday(civil(year, month, day)?),
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature, 20 April 1876).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century, rest) = (year % 19, year / 100, year % 100);
    let correction = century - century / 4 - (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let march = epact + weekday - 7 * late + 114;
    let (month, day) = (march / 31, march % 31 + 1);
    civil(i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_lies_where_almanacs_have_it() {
        let known = [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2019, 4, 21),
            (2022, 4, 17),
            (2024, 3, 31),
            (2038, 4, 25),
        ];
        for (year, month, day) in known {
            assert_eq!(easter(year), civil(year, month, day), "{year}");
        }
    }

    #[test]
    fn every_feast_is_found_by_its_name() {
        for (name, _) in FEASTS {
            let plain =
                name.replace("[’']?", "’").replace("\\.?", "").replace("hallowe’en", "halloween");
            if plain.contains("(?:") {
                continue;
            }
            assert!(DUE.is_match(&format!("to be done before {plain}.")), "{plain}");
            let row = NAMED.iter().position(|(known, _)| known.is_match(&plain));
            assert_eq!(row, FEASTS.iter().position(|(known, _)| *known == name), "{plain}");
        }
    }
}
