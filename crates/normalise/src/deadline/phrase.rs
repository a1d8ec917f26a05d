//! Phrases that say by when: a preposition and a period. What else a clause says by is found by the modules beside this one.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Basis, Deadline, Precision};
use regex::{Captures, Regex};

use super::When;
use super::judge::{Phrase, judge};
use super::period::{self, MissingYear, Period};
use super::{calendar, feast, meetings, relative, short, undated};
use crate::found::Found;
use crate::pattern::regex;

/// An hour before a day: "12 noon on", "5.00 pm on", "close of play".
pub(super) const HOUR: &str = r"(?:(?:the\s+)?(?:\d{1,2}(?:[.:]\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|noon|hours)|noon|mid-?day|midnight|close\s+of\s+(?:play|business)|cop|cob|eod|end\s+of\s+(?:the\s+)?(?:day|play|business))\s*(?:,|on|of)?\s*)?";

static DATED: LazyLock<Regex> = LazyLock::new(|| {
    let body =
        r"(?:[A-Z][\w’'-]*\s+){0,6}(?:meeting|committee|board|council|cabinet|panel|executive)";
    let prepositions = [
        r"with\s+effect\s+from(?:\s+no\s+later\s+than)?",
        r"(?:by\s+|at\s+)?(?:no|not)\s+later\s+th[ae]n",
        r"(?:to\s+)?commenc(?:e|ing)(?:\s+(?:in|on|from))?",
        r"(?:to\s+)?start(?:ing)?(?:\s+(?:in|on|from))?",
        r"beginning(?:\s+(?:in|on|from))?",
        r"for\s+completion\s+(?:by|in)",
        r"deadline\s+(?:is|of|will\s+be|for\s+\w+\s+is)",
        r"(?:on|onto|to|at)\s+(?:the|an|our|its|their)\s+agenda\s+(?:for|of)",
        r"(?:a\s+|the\s+)?(?:target|completion|due|closing|implementation|start)\s+date\s+(?:of|is|for\s+\w+\s+is)",
        r"effective(?:\s+(?:from|on))?|w\.?e\.?f\.?|as\s+(?:from|of)",
        r"on\s+or\s+before|at\s+the\s+latest\s+by|by\s+the\s+latest",
        r"by|erbyn|cyn|before|prior\s+to|until|till|from|within|during|towards|in|on",
        &format!(r"(?:at|to)\s+(?:the\s+|its\s+)?(?:first\s+|last\s+|final\s+)?{body}\s+(?:in|on|of|to\s+be\s+held\s+(?:on|in))"),
    ]
    .join("|");
    let pattern = format!(
        r"(?i)\b(?P<prep>{prepositions})\s+{HOUR}(?P<period>{})(?P<latest>\s+at\s+the\s+(?:very\s+)?latest)?",
        period::PATTERN.as_str()
    );
    regex(&pattern.replace("[A-Z]", "(?-i:[A-Z])"))
});

/// "between April and September 2025", "from 1 June to 31 August".
static RANGE: LazyLock<Regex> = LazyLock::new(|| {
    let period = period::PATTERN.as_str();
    let pattern = format!(
        r"(?i)\b(?P<prep>between|from|during|in|over)\s+(?P<from>{period})\s*(?P<join>and|to|until|till|–|-)\s*(?P<to>{period})"
    );
    regex(&pattern)
});

/// The deadlines of a clause, in text order, overlaps settled for the one that begins first, then the longer.
pub(super) fn find(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let mut found = meetings::find(text, when);
    found.extend(ranges(text, when));
    found.extend(dated(text, when));
    found.extend(relative::find(text, when));
    found.extend(calendar::find(text, when));
    found.extend(feast::find(text, when));
    found.extend(short::find(text, when));
    found.extend(undated::find(text));
    found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    let mut kept: Vec<Found<Deadline>> = Vec::new();
    for next in found {
        match kept.last_mut() {
            Some(last) if last.range.end > next.range.start => {}
            Some(last) if explains(text, last, &next) => take_over(text, last, next),
            _ => kept.push(next),
        }
    }
    kept
}

fn dated(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let mut found = Vec::new();
    let mut at = 0;
    // A preposition that makes no deadline may stand before one that does: "in the office by May".
    while let Some(groups) = text.get(at..).and_then(|_| DATED.captures_at(text, at)) {
        let Some(whole) = groups.get(0) else { break };
        let read = read_dated(text, &groups, when);
        at = match (&read, groups.name("prep")) {
            (None, Some(prep)) => prep.end(),
            _ => whole.end(),
        };
        found.extend(read);
    }
    found
}

fn read_dated(text: &str, groups: &Captures<'_>, when: &When<'_>) -> Option<Found<Deadline>> {
    let whole = groups.get(0)?;
    let prep = groups.name("prep")?.as_str().to_lowercase();
    let words = groups.name("period")?;
    let period = period::read(words.as_str(), when, when.missing)?;
    // "Before the end of the day on 4 May" is on that day.
    let hour = whole.as_str().get(..words.start() - whole.start()).unwrap_or("").to_lowercase();
    let prep = if prep == "before" && hour.contains("end of") { "by".to_owned() } else { prep };
    let phrase = Phrase {
        prep: prep.split_whitespace().collect::<Vec<_>>().join(" "),
        words: words.as_str(),
        before: text.get(..whole.start())?,
        after: text.get(whole.end()..)?,
        latest: groups.name("latest").is_some(),
    };
    let deadline = judge(&phrase, period, when)?;
    let value = Deadline { text: whole.as_str().trim().to_owned(), ..deadline };
    Some(Found { value, range: whole.range(), rule: "dated" })
}

/// Ranges give both days. A stretch of which nothing is left, or that names a plan, is none.
fn ranges(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let found = RANGE.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let prep = groups.name("prep")?.as_str().to_lowercase();
        let join = groups.name("join")?.as_str().to_lowercase();
        let (from, to) = (groups.name("from")?.as_str(), groups.name("to")?.as_str());
        let fits = match prep.as_str() {
            "between" => join == "and",
            "from" => join != "and",
            _ => true,
        };
        let last = period::read(to, when, MissingYear::Next)?;
        let first = period::read(&with_year(from, to), when, MissingYear::Next)?;
        let phrase = Phrase {
            prep: "from".to_owned(),
            words: to,
            before: text.get(..whole.start())?,
            after: text.get(whole.end()..)?,
            latest: false,
        };
        let plain = first.precision == Precision::Year || last.precision == Precision::Year;
        let asked = fits && first.start <= last.end && !plain;
        judge(&phrase, Period { start: first.start, ..last }, when).filter(|_| asked)?;
        // What runs from a day is to begin on it; from a month, in it.
        let begun = if first.precision == Precision::Month { first.end } else { first.start };
        let value = Deadline {
            text: whole.as_str().to_owned(),
            start: Some(first.start),
            end: Some(if prep == "from" { begun } else { last.end }),
            ..from_period(to, last, when, false)
        };
        Some(Found { value, range: whole.range(), rule: "range" })
    });
    found.collect()
}

/// The first of two dates takes the year of the second where it has none.
fn with_year(from: &str, to: &str) -> String {
    static YEAR: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:19|20)\d{2}\b"));
    match YEAR.find(to) {
        Some(year) if !YEAR.is_match(from) => format!("{from} {}", year.as_str()),
        _ => from.to_owned(),
    }
}

/// The deadline that a period sets; `starting` where its first day is meant.
pub(super) fn from_period(
    words: &str,
    period: Period,
    when: &When<'_>,
    starting: bool,
) -> Deadline {
    // A month in which something is to begin is met until it is over.
    let end =
        if starting && period.precision != Precision::Month { period.start } else { period.end };
    let spans = period.precision != Precision::Day;
    Deadline {
        text: words.to_owned(),
        start: (starting || spans).then_some(period.start),
        end: Some(end),
        precision: period.precision,
        anchor: when.anchor.filter(|_| period.basis == Basis::Derived),
        basis: period.basis,
        convention: period.convention.map(str::to_owned),
    }
}

/// "within two months (i.e. at the meeting on ..)": the bracket says which day is meant; so does "on" a day behind an event.
fn explains(text: &str, last: &Found<Deadline>, next: &Found<Deadline>) -> bool {
    let between = text.get(last.range.end..next.range.start).unwrap_or("").trim().to_lowercase();
    ["(i.e.", "(ie", "(that is", "(i.e", "i.e.", ", i.e.", ", that is"].contains(&between.as_str())
        || between == "(" && next.value.end.is_some()
        || between.is_empty()
            && last.value.precision == Precision::Event
            && next.value.text.starts_with("on ")
        // "before it is sent in by 1 July"
        || ["", "in", "out", "off"].contains(&between.as_str())
            && last.value.text.to_lowercase().starts_with("before it is")
            && next.value.text.starts_with("by ")
}

fn take_over(text: &str, last: &mut Found<Deadline>, next: Found<Deadline>) {
    let range: Range<usize> = last.range.start..next.range.end;
    let words = text.get(range.clone()).unwrap_or("").to_owned();
    *last = Found { value: Deadline { text: words, ..next.value }, range, rule: next.rule };
}
