//! Places at which somebody is named become addressees: in order, joint owners apart, consultees left out.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Addressee, Role};
use regex::Regex;

use super::actor::{self, describe};
use super::name::{with_field_behind, with_name_before, with_word_before};
use super::owners::{owner, split_listed};
use super::patterns::{THING, VERB_FIRST};
use super::told::{is_one_of_some, is_paper_of, is_told};
use super::{NAMED_OUTSIDE, is_body};
use crate::attendance::People;
use crate::found::Found;
use crate::gaps::PUT;
use crate::pattern::regex;

/// Puts ranges in order, drops what lies in another, splits joint owners, and leaves out consultees.
pub(super) fn settle(
    text: &str,
    mut ranges: Vec<(Range<usize>, &'static str)>,
    people: &People,
) -> Vec<Found<Addressee>> {
    ranges
        .retain(|(range, _)| !text.get(range.clone()).is_some_and(|who| VERB_FIRST.is_match(who)));
    ranges.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    let mut found: Vec<Found<Addressee>> = Vec::new();
    for (range, rule) in ranges {
        let head = text.get(range.clone()).and_then(|who| NOT_OF_NAME.find(who));
        let range = range.start + head.map_or(0, |head| head.end())..range.end;
        let before = text.get(..range.start).unwrap_or("").to_lowercase();
        let consulted = before.trim_end().ends_with("in consultation with")
            || before.trim_end().ends_with("in consultation with the")
            || before.trim_end().ends_with("working with");
        let range = with_field_behind(text, with_name_before(text, with_word_before(text, range)));
        let who = text.get(range.clone()).unwrap_or("");
        let after = text.get(range.end..).unwrap_or("");
        let council = text
            .get(range.start..)
            .is_some_and(|it| it.to_lowercase().starts_with("mayor and council"));
        // "Mayor and Council approve": one body, which decides.
        let told = is_told(after) || is_paper_of(after) || council;
        let body = is_body(who) || actor::role(who) == Role::External;
        let thing = body && THING.is_match(text.get(range.end..).unwrap_or(""));
        let put = PUT.find_iter(text).any(|put| put.start() < range.start && range.end < put.end());
        let chosen = is_chosen(&before, after);
        if range.start < end
            || chosen
            || is_one_of_some(&before)
            || consulted
            || told
            || thing
            || put
        {
            continue;
        }
        end = range.end;
        let whole = text.get(range.clone()).unwrap_or("");
        // "the IT and Ferries Group": behind an article letters are nobody's initials.
        let lettered = (before.ends_with("the ") || before == "the ")
            && actor::looks_like_body(whole)
            && whole.split(" and ").next().is_some_and(actor::is_initials);
        let pieces = if lettered { vec![whole] } else { split_listed(whole, people) };
        for piece in pieces {
            let offset = whole.find(piece).unwrap_or(0);
            let place = range.start + offset..range.start + offset + piece.len();
            let known = found
                .iter()
                .any(|known| known.value.text.eq_ignore_ascii_case(without_article(piece)));
            let all = (rule == FOR_ALL).then(|| describe(piece, people));
            if let (Some(mut value), false) = (all.or_else(|| owner(piece, people)), known) {
                if rule == NAMED_OUTSIDE && value.role == Role::Person {
                    value.role = Role::External;
                }
                found.push(Found { value, range: place, rule });
            }
        }
    }
    found
}

/// What stands before a name and is no part of it: "That Ash", "Mandates the Leader".
static NOT_OF_NAME: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:That |(?:Mandate|Task|Empower)(?:s|ed)? the )"));

/// "to appoint the Convener and Cllr Ash to the Panel": who is given a seat is given no task.
fn is_chosen(before: &str, after: &str) -> bool {
    static CHOOSES: LazyLock<Regex> =
        LazyLock::new(|| regex(r"\b(?:appoint|elect|nominate|co-opt)(?:s|ed)? [^.;]*$"));
    static SEAT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:(?:,| and|, and) (?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})* (?:to|as|onto) (?:the|an?|its|our|this)\b",
        )
    });
    CHOOSES.is_match(before) && SEAT.is_match(after)
}

/// The rule that reads a task given to all.
pub(super) const FOR_ALL: &str = "everybody";

pub(super) fn without_article(text: &str) -> &str {
    ["the ", "The ", "THE ", "that ", "its ", "our ", "Y ", "Yr ", "y ", "yr "]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text)
}
