//! Measures: targets and amounts that are themselves decided, with comparator and unit.
//! Dates, labels, references and background figures are none.

use std::sync::LazyLock;

use minuted_model::{Comparator, Measure};
use regex::{Captures, Regex};

use crate::found::Found;
use crate::pattern::regex;

static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    let comparator = r"(?P<comparator>at\s+least|not\s+less\s+than|no\s+(?:less|fewer)\s+than|a\s+minimum\s+of|more\s+than|over|exceeding|up\s+to|at\s+most|no\s+more\s+than|not\s+(?:more\s+than|exceeding)|a\s+maximum\s+of|less\s+than|fewer\s+than|under|below|within)\s+(?:the\s+sum\s+of\s+)?";
    let money =
        r"(?P<money>[£€$]\s?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|bn|million|billion|thousand))?\b)";
    let share = r"(?P<share>\d+(?:\.\d+)?\s?(?:%|per\s?cent\b|percent\b))";
    let noun = r"(?:new\s+|additional\s+|affordable\s+)?(?:units?|homes?|trees?|hours?|minutes?|mph|premises|places?|jobs?|dwellings?|properties|staff|officers?|calls?|vehicles?|beds?|schools?|visits?|sessions?|apprentices(?:hips)?|metres?|miles|tonnes?|spaces?|bins?|households?|residents)";
    let count = format!(
        r"(?P<count>\d[\d,]*|(?-i:\b)(?:two|three|four|five|six|seven|eight|nine|ten|twelve))\s+(?P<noun>{noun})\b"
    );
    regex(&format!(r"(?i)(?:{comparator})?(?:{money}|{share}|{count})"))
});

/// Words before a figure that make it background.
static BACKGROUND: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:currently|forecast|overspend\s+of|underspend\s+of|saving\s+of|was|were|is|are|had|has|of\s+the|from|deficit\s+of|surplus\s+of|since|(?:fallen|risen|fell|rose|dropped|increased\s+in\s+\d+|decreased)\s+by|compared\s+(?:with|to)|average\s+of|represents|representing|(?:already\s+)?spent)\s+$",
    )
});

/// The measures of a clause, in text order.
pub(crate) fn find(text: &str) -> Vec<Found<Measure>> {
    MEASURE.captures_iter(text).filter_map(|groups| read(text, &groups)).collect()
}

fn read(text: &str, groups: &Captures<'_>) -> Option<Found<Measure>> {
    let whole = groups.get(0)?;
    let compared = groups.name("comparator").map(|words| compare(words.as_str()));
    let before = text.get(..whole.start())?;
    let (figure, unit) = if let Some(money) = groups.name("money") {
        (money.as_str(), Some(currency(money.as_str()).to_owned()))
    } else if let Some(share) = groups.name("share") {
        (share.as_str(), Some("%".to_owned()))
    } else {
        let noun = groups.name("noun").map(|noun| noun.as_str().to_lowercase());
        (groups.name("count")?.as_str(), noun)
    };
    let comparator = compared.unwrap_or(Comparator::Equal);
    let in_words = !figure.contains(|c: char| c.is_ascii_digit());
    if compared.is_none()
        && (BACKGROUND.is_match(before)
            || in_words
            || before.ends_with(|c: char| c.is_alphanumeric() || c == ':'))
    {
        return None;
    }
    let value =
        Measure { text: whole.as_str().to_owned(), value: amount(figure)?, unit, comparator };
    Some(Found { value, range: whole.range(), rule: "measure" })
}

/// The unit of a sum by its sign; a dollar is that of the paper's own country.
fn currency(sum: &str) -> &'static str {
    match sum.chars().next() {
        Some('€') => "EUR",
        Some('$') => "$",
        _ => "GBP",
    }
}

fn compare(words: &str) -> Comparator {
    let words = words.to_lowercase();
    let is = |starts: &[&str]| starts.iter().any(|start| words.starts_with(start));
    if is(&["at least", "not less", "no less", "no fewer", "a minimum"]) {
        Comparator::AtLeast
    } else if is(&["more than", "over", "exceeding"]) {
        Comparator::MoreThan
    } else if is(&[
        "within",
        "up to",
        "at most",
        "no more",
        "not more",
        "not exceeding",
        "a maximum",
    ]) {
        Comparator::AtMost
    } else {
        Comparator::LessThan
    }
}

/// The number a figure stands for: `£75k` is 75,000.
fn amount(figure: &str) -> Option<f64> {
    const WORDS: [(&str, f64); 10] = [
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("twelve", 12.0),
    ];
    let word = WORDS.iter().find(|(word, _)| figure.eq_ignore_ascii_case(word));
    if let Some((_, number)) = word {
        return Some(*number);
    }
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

    fn shown(measure: &Measure) -> String {
        let sign = match measure.comparator {
            Comparator::Equal => "=",
            Comparator::AtLeast => ">=",
            Comparator::MoreThan => ">",
            Comparator::AtMost => "<=",
            Comparator::LessThan => "<",
        };
        format!("{sign} {} {}", measure.value, measure.unit.as_deref().unwrap_or(""))
            .trim()
            .to_owned()
    }

    #[test]
    fn every_case_of_the_table() {
        for case in crate::cases::read(include_str!("../cases/measures.toml")) {
            let found = find(&case.words);
            let words: Vec<&str> =
                found.iter().filter_map(|found| case.words.get(found.range.clone())).collect();
            let values: Vec<String> = found.iter().map(|found| shown(&found.value)).collect();
            let marked: Vec<&str> = case.marked.iter().map(String::as_str).collect();
            assert_eq!((values, words), (case.expected, marked), "{}", case.words);
        }
    }
}
