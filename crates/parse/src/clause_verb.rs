//! Words that begin a clause behind a number without a stop: `2.1 approve the fees`, `6.1 to note ..`; not `1.5 metres of kerb`.

/// Verbs that stand for nothing else: after a number, what begins with one is an item.
const VERBS: [&str; 64] = [
    "accept",
    "acknowledge",
    "adopt",
    "advise",
    "agree",
    "allocate",
    "amend",
    "appoint",
    "approve",
    "arrange",
    "authorise",
    "authorize",
    "begin",
    "close",
    "commence",
    "confirm",
    "congratulate",
    "consider",
    "continue",
    "decide",
    "declare",
    "defer",
    "delegate",
    "determine",
    "develop",
    "direct",
    "endorse",
    "ensure",
    "establish",
    "explore",
    "express",
    "extend",
    "formally",
    "identify",
    "implement",
    "improve",
    "increase",
    "instruct",
    "introduce",
    "invite",
    "nominate",
    "permit",
    "prepare",
    "proceed",
    "produce",
    "propose",
    "publish",
    "ratify",
    "reaffirm",
    "receive",
    "recognise",
    "recommend",
    "refer",
    "refuse",
    "reject",
    "require",
    "resolve",
    "retain",
    "seek",
    "strengthen",
    "submit",
    "undertake",
    "urge",
    "welcome",
];

/// Verbs that are nouns as well, which count and measure: only what they ask for tells them ("2.5 request forms").
const NOUNS: [&str; 16] = [
    "award",
    "comment",
    "commission",
    "commit",
    "contract",
    "fund",
    "grant",
    "note",
    "order",
    "place",
    "release",
    "request",
    "review",
    "set",
    "support",
    "thank",
];

/// What stands before the object of a verb, and behind no noun that is counted.
const OBJECTS: [&str; 16] = [
    "a",
    "an",
    "all",
    "and",
    "any",
    "authority",
    "each",
    "its",
    "of",
    "or",
    "our",
    "that",
    "the",
    "their",
    "this",
    "to",
];

/// Numbers in words: `1.5 to two metres`.
const NUMBERS: [&str; 10] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

/// Whether words in small letters begin a clause: `that`, `to` and a verb, or a verb of what meetings do.
pub(crate) fn begins(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let printed = words.next().unwrap_or("");
    let first = printed.trim_end_matches([',', ':']);
    let second = words.next().unwrap_or("");
    let asks = OBJECTS.contains(&second) || printed.ends_with(':');
    match first {
        "that" => true,
        "to" => second.starts_with(char::is_lowercase) && !NUMBERS.contains(&second),
        _ => is_verb(first, &VERBS) || is_verb(first, &NOUNS) && asks,
    }
}

/// Whether a word is a verb of the list, as it is or as a body does it: `approves`, `ratifies`.
fn is_verb(word: &str, verbs: &[&str]) -> bool {
    let forms = |verb: &&str| match verb.strip_suffix('y') {
        Some(stem) => word.strip_prefix(stem) == Some("ies"),
        None => matches!(word.strip_prefix(*verb), Some("s" | "es")),
    };
    verbs.iter().any(|verb| word == *verb || forms(verb))
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn clauses_begin_with_verbs() {
        for words in [
            "approve the fees",
            "approves the fees",
            "ratifies the lease",
            "to approve the fees",
            "that the lamp be lit",
            "note the report",
            "notes: (a) the report",
            "support the bid",
            "delegate authority to the Clerk",
        ] {
            assert!(begins(words), "{words}");
        }
    }

    #[test]
    fn amounts_and_narrative_are_none() {
        for words in [
            "million people were asked",
            "metres of verge be cut",
            "miles of the northern path",
            "per cent",
            "to two metres",
            "officers advised that it was sound",
            "support staff were hired",
            "review meetings a month",
            "note cards",
            "the hall",
        ] {
            assert!(!begins(words), "{words}");
        }
    }
}
