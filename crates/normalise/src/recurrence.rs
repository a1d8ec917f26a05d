//! Recurrences: how often something is to be done, as RFC 5545 rules.
//! "the quarterly report" names a document; "be reviewed quarterly" asks for a rhythm.

use std::sync::LazyLock;

use minuted_model::Recurrence;
use regex::{Captures, Regex};

use crate::dates::is_month;
use crate::found::Found;
use crate::pattern::regex;

/// A way to say a rhythm, and its rule; no rule where the calendar has none.
const WAYS: &[(&str, Option<&str>)] = &[
    (
        r"(?:at|to|on|for|before|after|ahead\s+of|prior\s+to|in\s+advance\s+of)\s+(?:each|every)\s+(?:\w+\s+){0,3}?(?:meeting|committee|cabinet|agenda)|every\s+(?:other|second|third)\s+(?:\w+\s+)?meeting",
        None,
    ),
    (r"(?:twice|three\s+times|two\s+times)\s+(?:a|each|per|every)\s+(?:week|month)", None),
    (
        r"(?:on\s+a\s+)?(?:six|6)[\s-]monthly(?:\s+basis)?|(?:half|bi)[\s-]?(?:yearly|annually|annual)|twice\s+(?:a|each|per|every)\s+year|two\s+(?:[\w-]+\s+)?[a-z-]+s\s+a\s+year|twice[\s-]yearly|semi-annual(?:ly)?",
        Some("FREQ=MONTHLY;INTERVAL=6"),
    ),
    (
        r"(?:three|3)\s+times\s+(?:a|each|per|every)\s+year|(?:four|4)[\s-]monthly|termly",
        Some("FREQ=MONTHLY;INTERVAL=4"),
    ),
    (
        r"(?:on\s+a\s+)?quarterly(?:\s+basis)?|(?:each|every|per)\s+quarter|(?:three|3)[\s-]monthly|(?:four|4)\s+times\s+(?:a|each|per)\s+year",
        Some("FREQ=MONTHLY;INTERVAL=3"),
    ),
    (
        r"(?:on\s+a\s+)?(?:two|2)[\s-]monthly(?:\s+basis)?|bi-?monthly",
        Some("FREQ=MONTHLY;INTERVAL=2"),
    ),
    (
        r"(?:on\s+a\s+)?(?:three|3)[\s-]yearly(?:\s+basis)?|triennial(?:ly)?",
        Some("FREQ=YEARLY;INTERVAL=3"),
    ),
    (
        r"(?:on\s+a\s+)?(?:two|2)[\s-]yearly(?:\s+basis)?|biennial(?:ly)?|every\s+(?:other|second)\s+year",
        Some("FREQ=YEARLY;INTERVAL=2"),
    ),
    (
        r"(?:on\s+a(?:n)?\s+)?(?:annually|annual|yearly)(?:\s+basis)?|(?:each|every|per)\s+year|once\s+(?:a|each|every)\s+year",
        Some("FREQ=YEARLY"),
    ),
    (
        r"(?:in\s+|before\s+the\s+end\s+of\s+)?(?:each|every)\s+(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter)|on\s+the\s+first\s+of\s+each\s+year",
        Some("FREQ=YEARLY"),
    ),
    (
        r"(?:on\s+a\s+)?fortnightly(?:\s+basis)?|every\s+(?:other|second)\s+week|(?:every|each)\s+fortnight",
        Some("FREQ=WEEKLY;INTERVAL=2"),
    ),
    (
        r"(?:on\s+a\s+)?monthly(?:\s+basis)?|(?:each|every|per)\s+month|once\s+(?:a|each|every)\s+month",
        Some("FREQ=MONTHLY"),
    ),
    (
        r"(?:on\s+a\s+)?weekly(?:\s+basis)?|(?:each|every)\s+week|once\s+(?:a|each|every)\s+week",
        Some("FREQ=WEEKLY"),
    ),
    (r"(?:on\s+a\s+)?daily(?:\s+basis)?|(?:each|every)\s+day", Some("FREQ=DAILY")),
];

/// "every six weeks", "every 18 months": counted, whatever the number.
static EVERY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:every|each)\s+(?P<number>\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?P<unit>day|week|month|year)s\b",
    )
});

static PATTERNS: LazyLock<Vec<(Regex, Option<&'static str>)>> = LazyLock::new(|| {
    let compile = |(pattern, rule): &(&str, Option<&'static str>)| {
        (regex(&format!(r"(?i)\b(?:{pattern})\b")), *rule)
    };
    WAYS.iter().map(compile).collect()
});

/// An adjective before one of these asks for a rhythm only when the thing is to be made or given.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\s+(?:general|parish|report|review|reports|accounts|audit|governance|return|meeting|assembly|council|statement|plan|monitoring|performance|budget|leave|subscription|fee|charge|inspection|income|rent|cost|sum|payment|precept|town|update|bulletin|newsletter|percentage|increase|grant|playgrounds?|event|fair|service|conference|salary|pay|tests?\b|allowance|website|web\b|hosting|licen[cs]e|membership|insurance|premium|maintenance|contract|acts?\b|worship|prayers?|forms?\b|policy|samples?\b|sessions?\b|dinner|disbursements?|bills?\b|invoices?|expen[sd]|wages|dues)",
    )
});

/// Words that ask for the thing itself: "carry out quarterly reviews", "provide monthly updates".
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:carry\s+out|publish|issue|print|provide[sd]?|receive|produce|submit|conduct|undertake|hold|introduce|establish|give|make|bring|present|with|an)\s+(?:the\s+|a\s+|an\s+|regular\s+)?$",
    )
});

/// A measure before "per month" is a rate: "27 hours per month", "1.5% per month", "the number of days worked each week".
static RATE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:\b(?:\d[\d.,½¼¾]*\s+(?:hours?|hrs)|number\s+of\s+(?:\w+\s+){1,3}?\w+)|\d\s?%|\d\s+per\s?cent|[£€$]\s?\d[\d.,]*)\s+$",
    )
});

static WHETHER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:see|check|know|ask|asked|tell) (?:if|whether)\b[^,;.]*$"));

static RECEIVED: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)(?:^|\b(?:committee|council|board|panel|members) )received\s+(?:an?|the)\s+$")
});

static GIVES_OUT: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:allocat|appoint|assign|nominat)(?:e|es|ed|ing)?\b[^.;]*$"));

/// Whether a rhythm is told by a month or a season.
fn is_season(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or("").to_lowercase();
    is_month(&last) || ["spring", "summer", "autumn", "fall", "winter"].contains(&&*last)
}

/// "the chains lifted each spring": what is done to a thing anyhow, where nothing asks for it.
fn is_lifted(before: &str) -> bool {
    static LIFTED: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?P<asks>\w+) \w+ed $"));
    const ASKS: [&str; 12] =
        ["again", "and", "are", "be", "been", "being", "fully", "is", "or", "to", "was", "were"];
    let asks = LIFTED.captures(before).and_then(|groups| groups.name("asks"));
    asks.is_some_and(|word| !ASKS.contains(&word.as_str()))
}

/// Whether what follows is one thing: its first word that may be a noun has no plural.
fn is_one(after: &str) -> bool {
    static ONE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)^ (?:general |parish |town |budget |public |policy )?(?:meeting|assembly|report|statement|return|audit|budget|dinner|inspection|policy|plan|fee|precept|account|event|fair|conference)(?:[ ,.;)]|$)",
        )
    });
    ONE.is_match(after)
}

/// The recurrences of a clause, in text order.
pub(crate) fn find(text: &str) -> Vec<Found<Recurrence>> {
    let mut found: Vec<Found<Recurrence>> = EVERY.captures_iter(text).filter_map(counted).collect();
    for (pattern, rule) in PATTERNS.iter() {
        for hit in pattern.find_iter(text) {
            let overlaps = found
                .iter()
                .any(|known| known.range.start < hit.end() && hit.start() < known.range.end);
            if !overlaps && asks_for_rhythm(text, hit.start(), hit.end(), hit.as_str()) {
                let value =
                    Recurrence { text: hit.as_str().to_owned(), rrule: rule.map(str::to_owned) };
                found.push(Found { value, range: hit.range(), rule: "recurrence" });
            }
        }
    }
    found.sort_by_key(|found| found.range.start);
    found
}

fn counted(groups: Captures<'_>) -> Option<Found<Recurrence>> {
    const WORDS: [&str; 13] = [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let whole = groups.get(0)?;
    let word = groups.name("number")?.as_str().to_lowercase();
    let number = word.parse().ok().or_else(|| WORDS.iter().position(|known| *known == word))?;
    let unit = match groups.name("unit")?.as_str().to_lowercase().as_str() {
        "day" => "DAILY",
        "week" => "WEEKLY",
        "month" => "MONTHLY",
        _ => "YEARLY",
    };
    let rule = format!("FREQ={unit};INTERVAL={number}");
    let value = Recurrence { text: whole.as_str().to_owned(), rrule: Some(rule) };
    (number > 1).then(|| Found { value, range: whole.range(), rule: "recurrence" })
}

fn asks_for_rhythm(text: &str, start: usize, end: usize, words: &str) -> bool {
    let after = text.get(end..).unwrap_or("");
    let before = text.get(..start).unwrap_or("");
    let adjective = !words.contains(' ') && !words.to_lowercase().ends_with("annually");
    let money = before.trim_end().ends_with(|c: char| c.is_ascii_digit())
        || before.contains('£') && words.starts_with("per")
        || !adjective && RATE.is_match(before);
    // "hold the annual meeting": one that is known, no rhythm that is asked for.
    let definite = adjective && before.ends_with("the ") && is_one(after);
    let named = adjective
        && words.starts_with(char::is_uppercase)
        && after.trim_start().starts_with(char::is_uppercase);
    // "check whether crews send it each month", "received an annual report": a habit of others, a paper that came.
    let told = WHETHER.is_match(before)
        || adjective && RECEIVED.is_match(before)
        || is_season(words) && is_lifted(before);
    // "closed two shops a year ago"
    let past = after.starts_with(" ago");
    // "assign a lead officer to each Select Committee": how many there are.
    let shared = words.ends_with("ommittee") && GIVES_OUT.is_match(before);
    !money
        && !past
        && !shared
        && !definite
        && !told
        && !named
        && !(after.trim_start().starts_with("of ")
            && (adjective
                || ["quarter", "month", "year", "week", "day"]
                    .iter()
                    .any(|unit| words.ends_with(unit))))
        && (!adjective || !NAMED.is_match(after) || ASKS.is_match(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_of_the_table() {
        for case in crate::cases::read(include_str!("../cases/recurrences.toml")) {
            let found = find(&case.words);
            let words: Vec<&str> =
                found.iter().filter_map(|found| case.words.get(found.range.clone())).collect();
            let rules: Vec<String> = found
                .iter()
                .map(|found| found.value.rrule.clone().unwrap_or_else(|| "text".to_owned()))
                .collect();
            assert_eq!(
                (rules, words),
                (case.expected, case.marked.iter().map(String::as_str).collect()),
                "{}",
                case.words
            );
        }
    }
}
