//! How far to the left the name of a body reaches: a pattern finds its last words first.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{actor, is_body};
use crate::pattern::regex;

/// "Health and Wellbeing Board to meet": what stands before "and" at the head of a clause, and names nobody by itself, is part of
/// the body's name.
pub(super) fn whole_name(text: &str, range: Range<usize>) -> Range<usize> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?:^(?i:that )?|(?i:\b(?:the|of|that) ))(?i:the )?(?P<first>(?:[A-Z][\w’'&-]*,? ){1,4})and $",
        )
    });
    let body = text.get(range.clone()).is_some_and(actor::looks_like_body);
    let before = text.get(..range.start).filter(|_| body).and_then(|it| HEAD.captures(it));
    let first = before.and_then(|groups| groups.name("first"));
    // "The IT and Ferries Group": behind an article letters are nobody's initials.
    let articled = |at: usize| {
        text.get(..at).is_some_and(|before| before.ends_with("The ") || before.ends_with(" the "))
    };
    let alone = |first: &regex::Match<'_>| {
        let lettered = articled(first.start()) && actor::is_initials(first.as_str().trim());
        let first = first.as_str().trim_end_matches([' ', ',']);
        !lettered
            && (actor::begins(first) || actor::is_person(first) || actor::looks_like_body(first))
    };
    match first.filter(|first| !alone(first)) {
        Some(first) => first.start()..range.end,
        None => range,
    }
}

/// "the dog warden": an office in small letters with the word before it, which says of what.
pub(super) fn with_word_before(text: &str, range: Range<usize>) -> Range<usize> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i:\bthe )(?P<word>[a-z]{3,}) $"));
    const LOOSE: [&str; 24] = [
        "above",
        "acting",
        "appropriate",
        "current",
        "former",
        "full",
        "incoming",
        "local",
        "necessary",
        "new",
        "other",
        "own",
        "present",
        "relevant",
        "respective",
        "retiring",
        "said",
        "same",
        "then",
        "three",
        "two",
        "various",
        "whole",
        "with",
    ];
    const OFFICES: [&str; 8] = [
        "warden",
        "officer",
        "inspector",
        "contractor",
        "surveyor",
        "engineer",
        "agent",
        "manager",
    ];
    let office = text.get(range.clone()).is_some_and(|who| OFFICES.contains(&who));
    let before = text.get(..range.start).filter(|_| office).and_then(|it| WORD.captures(it));
    match before.and_then(|groups| groups.name("word")) {
        Some(word) if !LOOSE.contains(&word.as_str()) => word.start()..range.end,
        _ => range,
    }
}

/// "Director: Technical Services", "Portfolio Committee: Roads": the office's field behind a colon, as South African councils write it.
pub(super) fn with_field_behind(text: &str, range: Range<usize>) -> Range<usize> {
    static FIELD: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^: [A-Z][\w’'-]*(?:(?: and| &|,)? [A-Z][\w’'-]*){0,4}(?: (?:be|is|to|for|report|will|should|submits?|in)\b|[.,;]|$)",
        )
    });
    static END: LazyLock<Regex> = LazyLock::new(|| regex(r"(?: [a-z]+|[.,;])$"));
    const OFFICES: [&str; 5] = ["director", "manager", "committee", "head", "executive"];
    let last = text.get(range.clone()).and_then(|who| who.rsplit(' ').next()).unwrap_or("");
    let office = OFFICES.contains(&last.to_lowercase().as_str());
    let found = text.get(range.end..).filter(|_| office).and_then(|after| FIELD.find(after));
    let Some(field) = found else { return range };
    let words = END.replace(field.as_str(), "");
    range.start..range.end + words.len()
}

/// "Housing Executive", "Ashfold City Council": the names in capitals before a body's word are its own.
pub(super) fn with_name_before(text: &str, range: Range<usize>) -> Range<usize> {
    const WORDS: [&str; 30] = [
        "The",
        "That",
        "And",
        "Request",
        "Requests",
        "Ask",
        "Asks",
        "Recommend",
        "Recommends",
        "Invite",
        "Invites",
        "Urge",
        "Urges",
        "Instruct",
        "Instructs",
        "Direct",
        "Directs",
        "Agreed",
        "Resolved",
        "Our",
        "This",
        "If",
        "To",
        "By",
        "Officers",
        "Members",
        "Full",
        "Should",
        "Where",
        "When",
    ];
    if !text
        .get(range.clone())
        .is_some_and(|who| is_body(who) && who.starts_with(char::is_uppercase))
    {
        return range;
    }
    let mut start = range.start;
    while let Some(before) = text.get(..start).and_then(|before| before.strip_suffix(' ')) {
        let word = before.rsplit(' ').next().unwrap_or("");
        let named = word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || "’'-".contains(c))
            && word.chars().any(char::is_lowercase);
        if !named || WORDS.contains(&word) {
            break;
        }
        start = before.len() - word.len();
    }
    // A capital at the head of the clause says nothing.
    if start == 0 || start < range.start && text.get(..start).is_some_and(|it| it.ends_with(". ")) {
        return range;
    }
    start..range.end
}
