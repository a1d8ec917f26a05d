//! Where a list of people begins in a paper, how far it goes on, and the names in it.

use super::person::{Person, TITLES, is_initials, person_in};
use crate::{Block, BlockKind};

/// Words that say a list of people follows.
const LABELS: [&str; 15] = [
    "present",
    "attendance",
    "attending",
    "attended",
    "attendees",
    "attendee",
    "apologies",
    "absent",
    "absentees",
    "regrets",
    "participants",
    "participating",
    "participation",
    "roll",
    "attendants",
];

/// What may stand beside such a word before the list itself.
const BESIDE: [&str; 53] = [
    "a",
    "also",
    "and",
    "any",
    "apology",
    "are",
    "at",
    "board",
    "by",
    "call",
    "chair",
    "committee",
    "community",
    "council",
    "councillors",
    "cllrs",
    "directors",
    "executive",
    "for",
    "from",
    "governors",
    "group",
    "in",
    "inability",
    "list",
    "meeting",
    "members",
    "non",
    "of",
    "officers",
    "other",
    "others",
    "panel",
    "parish",
    "people",
    "persons",
    "public",
    "quorum",
    "received",
    "sent",
    "staff",
    "the",
    "those",
    "to",
    "town",
    "trustees",
    "via",
    "village",
    "visitors",
    "voting",
    "was",
    "were",
    "with",
];

/// The label of a list within a paragraph is no longer than this, bytes, and stands before one of so many sentences.
const LABEL: usize = 40;
const SENTENCES: usize = 4;

/// A block of a list is no longer than this, bytes.
const LINE: usize = 400;

/// The list that a block begins or holds; most hold none, and their heads tell.
pub(super) fn listed_in(words: &str) -> Option<&str> {
    const STEMS: [&str; 12] = [
        "resent", "RESENT", "ttend", "TTEND", "pologi", "POLOGI", "bsent", "BSENT", "egrets",
        "EGRETS", "articipa", "ARTICIPA",
    ];
    let head = words.get(..words.floor_char_boundary(LINE))?;
    let may = STEMS.iter().any(|stem| head.contains(stem)) || head.starts_with(['R', 'r']);
    let own = || behind_label(words).or_else(|| labelled(words));
    let within = || within(words).or_else(|| before_verb(words));
    may.then(|| own().or_else(within)).flatten()
}

/// What stands behind the label of a list; `None` where `words` do not begin with one.
fn behind_label(words: &str) -> Option<&str> {
    let mut rest = behind_number(words.trim_start());
    let mut is_label = false;
    loop {
        let start = rest.find(|c: char| c.is_alphanumeric()).unwrap_or(rest.len());
        let (between, after) = rest.split_at_checked(start)?;
        if is_label && (after.is_empty() || between.contains([':', '.', '–', '-', '|'])) {
            return Some(after);
        }
        let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        let word = after.get(..end)?.to_lowercase();
        if LABELS.contains(&word.as_str()) {
            is_label = true;
        } else if word.is_empty() || !BESIDE.contains(&word.as_str()) {
            return is_label.then_some(after);
        }
        rest = after.get(end..)?;
    }
}

/// A title without the number typed before it: "1 In Attendance", "24/31 Apologies"; "3 members were present" counts people.
fn behind_number(words: &str) -> &str {
    const COUNTED: [&str; 6] = ["member", "members", "people", "persons", "public", "visitors"];
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || "/.)".contains(c));
    let title = rest.trim_start();
    let first = title.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let numbered = rest.len() < words.len() && title.len() < rest.len();
    let counts = COUNTED.contains(&first.to_lowercase().as_str());
    if numbered && first.starts_with(char::is_uppercase) && !counts { title } else { words }
}

/// What stands behind a label that names the body or counts: "BOD Members present: ..", "4 Members in attendance: ..".
fn labelled(words: &str) -> Option<&str> {
    let (label, list) = words.split_once(':')?;
    let says = |word: &str| LABELS.contains(&word.to_lowercase().as_str());
    let fits = label.len() <= LABEL && label.split_whitespace().count() <= 5;
    (fits && label.split_whitespace().any(says)).then_some(list)
}

/// What stands behind the label of a list in the midst of a paragraph: "We met at six. Those present were: Ann Ash ..".
fn within(words: &str) -> Option<&str> {
    let ends = words.match_indices(". ").take(SENTENCES).filter(|(at, _)| *at < LINE);
    ends.filter_map(|(at, _)| words.get(at + 2..)).find_map(|sentence| {
        let below = || Some((sentence.strip_suffix(':')?, ""));
        let (label, list) = sentence.split_once(": ").or_else(below)?;
        (label.len() <= LABEL && behind_label(label) == Some("")).then_some(list)
    })
}

/// "Ann, Bo and Mr Reed present.": the names before the word, where there are several.
fn before_verb(words: &str) -> Option<&str> {
    const BEHIND: [&str; 4] =
        [" were present", " present", " were in attendance", " in attendance"];
    let list = BEHIND.iter().find_map(|verb| {
        let (list, after) = words.split_once(verb)?;
        (list.len() <= LINE && (after.is_empty() || after.starts_with('.'))).then_some(list)
    });
    list.filter(|list| people_in(list).nth(2).is_some())
}

/// Whether a block below a label may go on with its list: short, with more capitals than other words, and no title of an item.
pub(super) fn may_list(block: &Block, words: &str) -> bool {
    let numbered = block.marker.is_some() && block.kind == BlockKind::Heading;
    let is_small = |word: &&str| {
        word.starts_with(char::is_lowercase) && !["and", "of", "for", "the"].contains(word)
    };
    let all = words.split_whitespace().count();
    words.len() <= LINE && !numbered && words.split_whitespace().filter(is_small).count() * 3 <= all
}

/// The people named in a list. Initials behind a name are that person's; those alone are people where the list has no names.
pub(super) fn people_in(list: &str) -> impl Iterator<Item = Person> {
    const BETWEEN: [char; 15] =
        [',', ';', ':', '(', ')', '[', ']', '/', '&', '•', '|', '\n', '\t', '–', '—'];
    let parts = list.split(BETWEEN).flat_map(|part| part.split(" and "));
    let parts = parts.flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" from "));
    let mut people: Vec<Person> = Vec::new();
    let mut alone = Vec::new();
    for part in parts.flat_map(stops_apart) {
        let initials = part.trim().trim_end_matches('.');
        if !is_initials(initials) {
            people.extend(person_in(part));
        } else if let Some(last) = people.last_mut().filter(|last| last.may_have(initials)) {
            last.initials = Some(initials.to_owned());
        } else {
            alone.push(Person::of_initials(initials));
        }
    }
    let listed = alone.len() > people.len() && alone.len() > 2;
    people.into_iter().chain(alone.into_iter().filter(move |_| listed))
}

/// A text parted behind its full stops, those of titles and initials left out.
fn stops_apart(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let all = rest.take()?;
        let ends = |(at, _): &(usize, &str)| {
            let word = all.get(..*at).and_then(|before| before.split_whitespace().next_back());
            word.is_some_and(|word| {
                word.len() > 2 && !TITLES.contains(&word.to_lowercase().as_str())
            })
        };
        let Some((at, _)) = all.match_indices(". ").find(ends) else { return Some(all) };
        rest = all.get(at + 2..);
        all.get(..at)
    })
}
