//! Measures: targets and amounts that are themselves decided, with comparator and unit.
//! Dates, labels, references and background figures are none.

use std::sync::LazyLock;

use minuted_model::{Comparator, Measure};
use regex::Regex;

use crate::found::Found;

static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    let comparator = r"(?P<comparator>at\s+least|not\s+less\s+than|no\s+(?:less|fewer)\s+than|a\s+minimum\s+of|more\s+than|over|exceeding|up\s+to|at\s+most|no\s+more\s+than|not\s+(?:more\s+than|exceeding)|a\s+maximum\s+of|less\s+than|fewer\s+than|under|below)\s+(?:the\s+sum\s+of\s+)?";
    let money = r"(?P<money>£\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|bn|million|billion|thousand))?\b)";
    let share = r"(?P<share>\d+(?:\.\d+)?\s?(?:%|per\s?cent\b|percent\b))";
    let count = r"(?P<count>\d[\d,]*)\s+(?P<noun>(?:new\s+|additional\s+|affordable\s+)?(?:units?|homes?|trees?|hours?|working\s+days?|premises|places?|jobs?|dwellings?|properties|staff|officers?|calls?|vehicles?|beds?|schools?|visits?|sessions?|apprentices(?:hips)?|metres?|miles|tonnes?))\b";
    Regex::new(&format!(r"(?i)(?:{comparator})?(?:{money}|{share}|{count})"))
        .expect("a fixed pattern compiles")
});

/// Words before a figure that make it background.
static BACKGROUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:currently|forecast|overspend\s+of|underspend\s+of|was|were|had|of\s+the|from|deficit\s+of|since)\s+$").expect("a fixed pattern compiles")
});

/// The measures of a clause, in text order.
pub(crate) fn find(text: &str) -> Vec<Found<Measure>> {
    let found = MEASURE.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let comparator =
            groups.name("comparator").map_or(Comparator::Equal, |words| compare(words.as_str()));
        let before = text.get(..whole.start())?;
        let (figure, unit) = if let Some(money) = groups.name("money") {
            (money.as_str(), Some("GBP".to_owned()))
        } else if let Some(share) = groups.name("share") {
            (share.as_str(), Some("%".to_owned()))
        } else {
            (
                groups.name("count")?.as_str(),
                groups.name("noun").map(|noun| noun.as_str().to_lowercase()),
            )
        };
        if BACKGROUND.is_match(before) && comparator == Comparator::Equal {
            return None;
        }
        let value =
            Measure { text: whole.as_str().to_owned(), value: amount(figure)?, unit, comparator };
        Some(Found { value, range: whole.range(), rule: "measure" })
    });
    found.collect()
}

fn compare(words: &str) -> Comparator {
    let words = words.to_lowercase();
    let is = |starts: &[&str]| starts.iter().any(|start| words.starts_with(start));
    if is(&["at least", "not less", "no less", "no fewer", "a minimum"]) {
        Comparator::AtLeast
    } else if is(&["more than", "over", "exceeding"]) {
        Comparator::MoreThan
    } else if is(&["up to", "at most", "no more", "not more", "not exceeding", "a maximum"]) {
        Comparator::AtMost
    } else {
        Comparator::LessThan
    }
}

/// The number a figure stands for: `£75k` is 75,000.
fn amount(figure: &str) -> Option<f64> {
    let digits: String = figure.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let number: f64 = digits.trim_end_matches('.').parse().ok()?;
    let scale = figure.trim_start_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    let factor = match scale.trim() {
        "k" | "thousand" => 1e3,
        "m" | "million" => 1e6,
        "bn" | "billion" => 1e9,
        _ => 1.0,
    };
    Some(number * factor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_comparator_and_unit() {
        for (text, value, unit, comparator) in [
            ("associations with more than 1000 units", 1000.0, "units", Comparator::MoreThan),
            ("resolve 95 percent of calls", 95.0, "%", Comparator::Equal),
            ("spend up to £75k on repairs", 75_000.0, "GBP", Comparator::AtMost),
            ("at least 500 trees be planted", 500.0, "trees", Comparator::AtLeast),
            ("a grant of £1.5 million", 1_500_000.0, "GBP", Comparator::Equal),
        ] {
            let found = find(text);
            let got = found.first().map(|found| {
                (found.value.value, found.value.unit.as_deref(), found.value.comparator)
            });
            assert_eq!(got, Some((value, Some(unit), comparator)), "{text}");
        }
    }

    #[test]
    fn background_and_references_are_none() {
        for text in [
            "of the 83 actions, 21 have been completed",
            "the forecast overspend of £23.3m",
            "Section 106 monies",
            "(currently 62.5)",
            "paragraph 3.1",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
