//! Owners as columns, margins and joint names give them: one cell to those whom it names.

use std::sync::LazyLock;

use minuted_model::{Addressee, Attendance, Role};
use regex::Regex;

use super::actor::{self, describe};
use super::agents;
use super::settle::without_article;
use crate::attendance::People;
use crate::found::Found;
use crate::pattern::regex;

/// The owners that a column or an action line names.
pub(crate) fn read_owner(text: &str, people: &People) -> Vec<Found<Addressee>> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in split_owners(text, people) {
        let Some(start) = text.get(at..).and_then(|rest| rest.find(piece)) else { continue };
        let range = at + start..at + start + piece.len();
        at = range.end;
        if let Some(value) = owner(piece, people) {
            found.push(Found { value, range, rule: "owner_column" });
        }
    }
    found
}

pub(super) fn owner(words: &str, people: &People) -> Option<Addressee> {
    let text = without_article(words.trim().trim_matches(|c: char| ",;:.-–/".contains(c)).trim());
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let none = ["n/a", "none", "no", "tbc", "all", "-", "na", "tba"]
        .contains(&text.to_lowercase().as_str());
    let named = OFFICE_HOLDER.captures(text).and_then(|groups| {
        let (title, person) = (groups.name("title")?.as_str(), groups.name("person")?.as_str());
        (actor::role(title) == Role::Officer).then_some((title, person))
    });
    if let Some((title, person)) = named {
        return Some(Addressee { person: Some(person.to_owned()), ..describe(title, people) });
    }
    (letters >= 2 && !none).then(|| describe(text, people))
}

/// "HEAD OF HARBOURS (C DALE)": the office and who holds it.
pub(super) static OFFICE_HOLDER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?P<title>.{3,}?) ?\((?P<person>(?:[A-Z]\. ?|[A-Z] ){1,3}[A-Z][A-Za-zÀ-ÿ’'-]+)\)$")
});

/// "X and the Y", "A and B" of persons: two owners; "Finance and Resources" in one title is one,
/// and so is "Leader and Cabinet Member for X" without a second article.
pub(super) fn split_joint(text: &str) -> Vec<&str> {
    if let Some((first, second)) = text.split_once(" and the ")
        && actor::begins(second)
    {
        return std::iter::once(first).chain(split_joint(second)).collect();
    }
    if actor::is_combined_office(text) {
        return vec![text];
    }
    // "Minister for Ferries and Reed Dairies Ltd": what ends like a firm or a body is no portfolio.
    static FIRM: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?P<office>.+) and (?P<firm>(?:[A-Z][\w’'&.-]* )+(?:Ltd|Limited|plc|PLC|Council|Authority|Agency|Trust|Police)\.?)$",
        )
    });
    if let Some(groups) = FIRM.captures(text)
        && let (Some(office), Some(firm)) = (groups.name("office"), groups.name("firm"))
        && actor::is_whole(office.as_str())
    {
        return vec![office.as_str(), firm.as_str()];
    }
    let pieces: Vec<&str> = text.split(" and ").flat_map(|piece| piece.split(" & ")).collect();
    let title =
        pieces.first().is_some_and(|first| first.contains(" of ") || first.contains(" for "));
    // "Mr Ash and Playing Field Committee".
    let with_person = pieces.first().is_some_and(|first| actor::is_titled(first));
    // "Libraries Innovation and Development Manager" is one title, though its first words could be a name.
    let one_title = actor::is_whole(text) && !with_person;
    // "Director of Finance and Administration"
    if title && text.ends_with(" and Administration") {
        return vec![text];
    }
    let acts = |piece: &&str| {
        actor::is_whole(without_article(piece))
            || actor::is_initials(piece) && !title
            || actor::is_person(piece) && !title && !one_title
            || with_person && actor::looks_like_body(piece)
    };
    if pieces.len() > 1 && pieces.iter().all(acts) {
        return pieces;
    }
    // "Ann and Bill Ash": who is named in full says that the first is a name too.
    let first_name = |piece: &&str| !piece.contains(' ') && actor::is_person(&format!("{piece} A"));
    let person = |piece: &&str| actor::is_person(piece) && actor::role(piece) == Role::Person;
    let full = pieces.iter().skip(1).all(person);
    if pieces.len() > 1 && full && !title && pieces.first().is_some_and(first_name) {
        return pieces;
    }
    // "Secretary/Manager": one office, as societies have it.
    static ONE_OFFICE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:[A-Z][a-z]+ )?(?:Secretary|Clerk)/(?:Manager|Treasurer)$"));
    if ONE_OFFICE.is_match(text) {
        return vec![text];
    }
    let sides: Vec<&str> = text.split('/').map(str::trim).collect();
    // "Fay/Clerk": beside an office a word in capitals is a name.
    let shared = sides.first().is_some_and(|first| actor::is_titled(first));
    let may_act = |side: &&str| acts(side) || !shared && first_name(side) && side.len() > 2;
    if sides.len() > 1 && sides.iter().all(may_act) && sides.iter().any(acts) {
        return sides;
    }
    let names: Vec<&str> = pieces.iter().flat_map(|piece| piece.split(", ")).collect();
    if names.len() > pieces.len() && names.iter().all(acts) { names } else { vec![text] }
}

/// "Ida and Wyn": names of people whom the paper lists are parted; others as their words allow.
pub(super) fn split_listed<'t>(text: &'t str, people: &People) -> Vec<&'t str> {
    // "Cllrs Ash and Birch" share their title, and stay one.
    let shared =
        ["Cllrs", "Councillors", "Messrs", "Crs"].iter().any(|title| text.starts_with(title));
    let pieces: Vec<&str> = Attendance::apart(text).collect();
    if !shared && pieces.len() > 1 && pieces.iter().all(|piece| people.lists(piece)) {
        return pieces;
    }
    let joint = split_joint(text);
    match text.split_once(" and the ") {
        // "Department and the Emergency Office": a second article begins a second body.
        Some((first, second))
            if joint.len() == 1
                && !first.contains(" and ")
                && agents::are_two(first, second, people) =>
        {
            vec![first, second]
        }
        _ => joint,
    }
}

/// Owners of a cell stand on lines of their own, or between slashes, semicolons or commas where every piece is a name.
pub(super) fn split_owners<'t>(text: &'t str, people: &People) -> Vec<&'t str> {
    let pieces: Vec<&str> =
        text.split([';', '/', '\n']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    if pieces.len() > 1 && !text.contains("http") {
        return pieces.into_iter().flat_map(|piece| split_listed(piece, people)).collect();
    }
    let commas: Vec<&str> =
        text.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let names = commas.len() > 1
        && commas.iter().all(|piece| actor::is_person(piece) || actor::is_initials(piece));
    if names {
        commas.into_iter().flat_map(|piece| split_listed(piece, people)).collect()
    } else {
        split_listed(text.trim(), people)
    }
}
