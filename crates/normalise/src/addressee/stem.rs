//! Whom a lead-in names for all its items.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Addressee, Kind};
use regex::Regex;

use super::patterns::{ASKS, BY_SORT, INDIRECT, SUBJECT, UNDERTOOK};
use super::settle::settle;
use super::{agents, is_body};
use crate::attendance::People;
use crate::found::Found;
use crate::pattern::regex;

/// The addressees that a lead-in names for all its items: "Members are asked to:", "That the Director:".
/// Who "approves" and "notes" what the items say is who decides.
pub(crate) fn find_in_stem(
    stem: &str,
    clause: &str,
    kind: Kind,
    people: &People,
) -> Vec<Found<Addressee>> {
    if let Some(groups) = TWO_STEPS.captures(stem).filter(|_| kind == Kind::Recommendation) {
        let both = ["who", "then"].into_iter().filter_map(|name| groups.name(name));
        return settle(stem, both.map(|one| (one.range(), "stem_subject")).collect(), people);
    }
    let pattern = SUBJECT
        .captures(stem)
        .or_else(|| INDIRECT.iter().find_map(|pattern| pattern.captures(stem)))
        .or_else(|| BY_SORT.captures(stem).filter(|_| kind == Kind::Recommendation));
    let pattern = pattern.or_else(|| UNDERTOOK.captures(stem));
    let range =
        pattern.and_then(|groups| groups.name("who").map(|who| (who.range(), "stem_subject")));
    let range = range.or_else(|| Some((agents::of_stem(stem, people)?, "stem_subject")));
    // Who recommends is not who is asked.
    let asked = |range: &Range<usize>| {
        let who = stem.get(range.clone()).unwrap_or("");
        let body = is_body(who) || agents::is_board(who);
        let after = stem.get(range.end..).unwrap_or("");
        let agrees = AGREES.is_match(after);
        // "That the warden be:" above "asked to look in": done to whom it names.
        let done_to = PASSIVE.is_match(after);
        let own = !done_to && DECIDES.is_match(clause);
        let decides = kind == Kind::Resolution && (body || agrees || own);
        let is_put = kind == Kind::Recommendation && PUT_TO.is_match(stem);
        !decides && (is_put || !ASKS.is_match(after))
    };
    settle(stem, range.into_iter().filter(|(range, _)| asked(range)).collect(), people)
}

/// "that Council ask the Cabinet to:": both are asked, one to ask the other.
static TWO_STEPS: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"\b[Tt]hat (?:the )?(?P<who>(?:[A-Z][\w’&-]* (?:(?:of|and|for|&) )*){1,6}?)",
        r"(?:should )?(?:ask|request|urge|invite|call (?:up)?on) ",
        r"(?:the )?(?P<then>(?:[A-Z][\w’&-]* (?:(?:of|and|for|&) )*){1,8}?)to\b"
    ))
});

/// Whether a lead-in asks whom it names, whomever its items name besides: "County Council is asked to:", and "That Cabinet:" but
/// above "recommends to the Council ..", where the item says who is asked.
pub(crate) fn asks(stem: &str, clause: &str) -> bool {
    static ASKS_OF: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\b(?:recommend|ask|request|invite|urge)(?:s|ed|ing|ation)?\b")
    });
    static PASSES_ON: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)^(?:also )?(?:re)?commend(?:s|ed)?\b"));
    let proposes = stem.get(..4).is_some_and(|that| that.eq_ignore_ascii_case("that"));
    ASKS_OF.is_match(stem) || proposes && !PASSES_ON.is_match(clause)
}

/// "The Cabinet Member agrees that:": who decides what the items say.
static AGREES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^,? (?:has |have |hereby )?(?:agree|approve|decide|determine|resolve)[ds]? ?(?:that|to)? ?[:–-]*$",
    )
});

/// A lead-in that its items complete in the passive.
static PASSIVE: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:be|is|are) ?[:–-]*$"));

/// What the one who decides does, in an item below "That the Cabinet Member:".
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    regex(concat!(
        r"(?i)^(?:also |formally |duly )?(?:adopts|agrees|appoints|approves|asks|authori[sz]es|awards|confirms|delegates|endorses|grants|instructs|notes|receives|refuses|requests",
        r"|adopted|agreed|appointed|approved|asked|authori[sz]ed|awarded|confirmed|declared|delegated|determined|endorsed|granted|instructed|noted|received|refused|requested)\b"
    ))
});

/// "That Full Council resolves to:" in what is recommended to it.
static PUT_TO: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^that [^:]{3,60} (?:resolves?|agrees?)(?: to| that)?\b"));
