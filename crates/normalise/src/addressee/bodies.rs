//! The bodies at the head of a recommendation: "Eddle Council, ferry organisations and volunteer partners to share crews".
//! Inquiries and public health reports address those who are not the body that asks.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::pattern::regex;

/// The list of bodies up to the verb that gives them their task.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?i:that |for )?(?i:the )?(?P<who>[A-Z][^.;:]{2,240}?),? (?i:to|will|should|must) (?:also |continue to |urgently )?(?P<verb>[a-z]+)\b",
    )
});

/// What sorts of bodies are called by no name of their own end with.
static SORT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:^| )(?:agencies|authorities|boards?|bodies|businesses|cabinet|commissioners|commissions?|committees?|companies|council|councils|departments?|directors|employers|executive|forums?|government|governors|groups?|landlords|members|ministers?|ministry|officers|organisations|partners|partnerships?|police|providers|schools|sector|services?|staff|teams?|trustees|trusts?|universities)$",
    )
});

/// The bodies named at the head of `text`, in text order; empty where any of them may be none.
pub(super) fn at_head(text: &str) -> Vec<Range<usize>> {
    let Some(groups) = HEAD.captures(text) else { return Vec::new() };
    let (Some(who), Some(verb)) = (groups.name("who"), groups.name("verb")) else {
        return Vec::new();
    };
    let pieces = parts(who.as_str(), who.start());
    let sorted = |range: &Range<usize>| text.get(range.clone()).is_some_and(names_body);
    let told = ["be", "have", "need"].contains(&verb.as_str());
    if told || !pieces.iter().all(sorted) { Vec::new() } else { pieces }
}

/// Most words that a body is called by without its name.
const FEW: usize = 4;

/// Whether words name a body: in capitals, or in a few words, and with the sort of it at their end.
fn names_body(words: &str) -> bool {
    let joins = ["of", "for", "and", "the", "&"];
    let proper = |word: &str| word.starts_with(char::is_uppercase) || joins.contains(&word);
    let words_of = || words.split_whitespace();
    let few = words_of().count() <= FEW && !words_of().skip(1).any(|word| word == "the");
    let named = || words_of().all(proper) && words.contains(char::is_uppercase);
    SORT.is_match(words) && (few || named())
}

/// "A, B and C": parted at the commas, and at the last "and" that stands between two bodies.
fn parts(list: &str, start: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut from = 0;
    let ends = list.match_indices(", ").map(|(at, _)| at).chain([list.len()]);
    for end in ends {
        let piece = list.get(from..end).unwrap_or("");
        let piece_from = end - piece.strip_prefix("and ").unwrap_or(piece).len();
        let piece = list.get(piece_from..end).unwrap_or("");
        let split = piece
            .match_indices(" and ")
            .map(|(at, _)| at)
            .find(|at| piece.get(..*at).is_some_and(|first| SORT.is_match(first)));
        match split {
            Some(at) => {
                found.push(start + piece_from..start + piece_from + at);
                found.push(start + piece_from + at + " and ".len()..start + end);
            }
            None => found.push(start + piece_from..start + end),
        }
        from = end + ", ".len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<&str> {
        at_head(text).into_iter().filter_map(|range| text.get(range)).collect()
    }

    #[test]
    fn lists_of_bodies_are_parted_and_names_are_not() {
        assert_eq!(
            named(
                "Eddle Council, the Eddle Care Partnership, and volunteer partners to plant trees."
            ),
            ["Eddle Council", "the Eddle Care Partnership", "volunteer partners"]
        );
        assert_eq!(
            named("Quays and Wellbeing Board to continue to meet."),
            ["Quays and Wellbeing Board"]
        );
        assert_eq!(
            named("West Eddle Combined Authorities and Eddle Council will continue to lobby."),
            ["West Eddle Combined Authorities", "Eddle Council"]
        );
        for nobody in [
            "Ways to pay should be found by the Council.",
            "Ash and Elm Council to be told.",
            "Options, costs and the Council to work out.",
            "Raise the number of crews within the services to ensure rest.",
        ] {
            assert_eq!(named(nobody), [""; 0], "{nobody}");
        }
    }
}
