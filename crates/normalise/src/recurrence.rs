//! Recurrences: how often something is to be done, as RFC 5545 rules.
//! "the quarterly report" names a document; "be reviewed quarterly" asks for a rhythm.

use std::sync::LazyLock;

use minuted_model::Recurrence;
use regex::Regex;

use crate::found::Found;

/// A way to say a rhythm, and its rule; no rule where the calendar has none.
const WAYS: &[(&str, Option<&str>)] = &[
    (r"(?:at|to)\s+(?:each|every)\s+(?:\w+\s+){0,3}?(?:meeting|committee|cabinet)", None),
    (
        r"(?:on\s+a\s+)?(?:six|6)[\s-]monthly(?:\s+basis)?|(?:half|bi)[\s-]?(?:yearly|annually|annual)|(?:every|each)\s+(?:six|6)\s+months|twice\s+(?:a|each|per)\s+year|semi-annual(?:ly)?",
        Some("FREQ=MONTHLY;INTERVAL=6"),
    ),
    (
        r"(?:on\s+a\s+)?quarterly(?:\s+basis)?|(?:each|every|per)\s+quarter|(?:every|each)\s+(?:three|3)\s+months|(?:three|3)[\s-]monthly",
        Some("FREQ=MONTHLY;INTERVAL=3"),
    ),
    (
        r"(?:on\s+a\s+)?(?:two|2)[\s-]monthly(?:\s+basis)?|bi-?monthly|every\s+(?:two|2)\s+months",
        Some("FREQ=MONTHLY;INTERVAL=2"),
    ),
    (
        r"(?:on\s+a\s+)?(?:three|3)[\s-]yearly(?:\s+basis)?|every\s+(?:three|3)\s+years|triennial(?:ly)?",
        Some("FREQ=YEARLY;INTERVAL=3"),
    ),
    (
        r"(?:on\s+a\s+)?(?:two|2)[\s-]yearly(?:\s+basis)?|every\s+(?:two|2)\s+years|biennial(?:ly)?|every\s+other\s+year",
        Some("FREQ=YEARLY;INTERVAL=2"),
    ),
    (
        r"(?:on\s+a(?:n)?\s+)?(?:annually|annual|yearly)(?:\s+basis)?|(?:each|every|per)\s+year|once\s+a\s+year",
        Some("FREQ=YEARLY"),
    ),
    (
        r"(?:on\s+a\s+)?fortnightly(?:\s+basis)?|every\s+(?:two|2)\s+weeks|every\s+fortnight",
        Some("FREQ=WEEKLY;INTERVAL=2"),
    ),
    (
        r"(?:on\s+a\s+)?monthly(?:\s+basis)?|(?:each|every|per)\s+month|once\s+a\s+month",
        Some("FREQ=MONTHLY"),
    ),
    (r"(?:on\s+a\s+)?weekly(?:\s+basis)?|(?:each|every)\s+week", Some("FREQ=WEEKLY")),
];

static PATTERNS: LazyLock<Vec<(Regex, Option<&'static str>)>> = LazyLock::new(|| {
    let compile = |(pattern, rule): &(&str, Option<&'static str>)| {
        (Regex::new(&format!(r"(?i)\b(?:{pattern})\b")).expect("a fixed pattern compiles"), *rule)
    };
    WAYS.iter().map(compile).collect()
});

/// An adjective before one of these asks for a rhythm only when the thing is to be made or given.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s+(?:general|parish|report|review|reports|accounts|audit|governance|return|meeting|assembly|council|statement|plan|monitoring|performance|budget|leave|subscription|fee|charge|inspection|income|rent|cost|sum|payment|precept|town|update|bulletin|newsletter|percentage|increase|grant|playgrounds?|event|fair|service|conference|salary|pay)").expect("a fixed pattern compiles")
});

/// Words that ask for the thing itself: "carry out quarterly reviews", "provide monthly updates".
static ASKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:carry\s+out|provide[sd]?|receive|produce|submit|conduct|undertake|hold|introduce|establish|give|make|bring|present|with|an)\s+(?:the\s+|a\s+|an\s+|regular\s+)?$").expect("a fixed pattern compiles")
});

/// The recurrences of a clause, in text order.
pub(crate) fn find(text: &str) -> Vec<Found<Recurrence>> {
    let mut found: Vec<Found<Recurrence>> = Vec::new();
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

fn asks_for_rhythm(text: &str, start: usize, end: usize, words: &str) -> bool {
    let after = text.get(end..).unwrap_or("");
    let before = text.get(..start).unwrap_or("");
    let adjective = !words.contains(' ') && !words.to_lowercase().ends_with("annually");
    let money = before.trim_end().ends_with(|c: char| c.is_ascii_digit())
        || before.contains('£') && words.starts_with("per");
    !money
        && !after.trim_start().starts_with("of ")
        && (!adjective || !NAMED.is_match(after) || ASKS.is_match(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> Vec<String> {
        find(text)
            .into_iter()
            .map(|found| found.value.rrule.unwrap_or_else(|| "text".to_owned()))
            .collect()
    }

    #[test]
    fn rhythms_asked_for() {
        for (text, rule) in [
            ("targets are reviewed quarterly", "FREQ=MONTHLY;INTERVAL=3"),
            ("carry out quarterly reviews", "FREQ=MONTHLY;INTERVAL=3"),
            ("is reviewed annually", "FREQ=YEARLY"),
            ("on a six-monthly basis", "FREQ=MONTHLY;INTERVAL=6"),
            ("an annual reporting mechanism, commencing in June 2020 be approved", "FREQ=YEARLY"),
            ("an update be given at each meeting", "text"),
            ("inspected every two years", "FREQ=YEARLY;INTERVAL=2"),
            ("provide monthly updates to members", "FREQ=MONTHLY"),
            ("the fees be reviewed each year", "FREQ=YEARLY"),
            ("sent to members every fortnight", "FREQ=WEEKLY;INTERVAL=2"),
        ] {
            assert_eq!(rules(text), [rule], "{text}");
        }
    }

    #[test]
    fn names_of_documents_are_no_rhythm() {
        for text in [
            "That the annual report be noted",
            "the Annual Governance Statement be signed",
            "the quarterly performance report be received",
            "the annual parish meeting be held in May",
            "the Annual Subscription be paid",
        ] {
            assert_eq!(rules(text), Vec::<String>::new(), "{text}");
        }
    }
}
