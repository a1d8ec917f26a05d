//! Items that a converter ran together in one paragraph: "The Clerk to write. b) The seat is broken. 7. Finance". Their labels
//! stand behind the end of a sentence, bullets anywhere, and belong to no sentence. Labels inside a sentence are `inline.rs`'s.
//! And titles run into the sentence they head: "New Business: Mower: Ms. Ash made a motion to ..".

use std::sync::LazyLock;

use memchr::{memchr_iter, memchr3_iter};
use minuted_model::Span;
use regex::Regex;

use crate::margin;

/// A bullet between words, or the label of an item behind a full stop and before a capital.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^| )[•\u{f0b7}] (?<bullet>)|",
        r"[a-zà-ÿ0-9)’”]{2}[.!?][”’)]? (?:\(?[a-z]\)|[b-h]\.|\(?[ivx]{1,4}\)|[0-9]{1,2}\)|[0-9]{1,2}\.(?:[0-9]{1,2}\.?)?) (?<label>[A-Z‘“]|[0-9A-Z]{1,4}/[0-9])|",
        r"[a-zà-ÿ)’”][.!?][”’)]? (?:[0-9]{1,2}|[ivx]{1,4})\.(?<end> ?$)"
    ))
    .expect("a fixed pattern compiles")
});

/// What stands before the first label of a list that one sentence holds: "agreed: a) to ..", "that (i) ..".
static LISTS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:that|to|and|agreed|resolved|decided|recommended|following|requested|asked|approved|noted|are|is|be|includ(?:e[sd]?|ing)|actions?)\s*[:–—-]*\s*\(?(?:1|a|i)\)|^\(?(?:1|a|i)\)")
        .expect("a fixed pattern compiles")
});

/// A title run into its sentence: "Play area: ", "(a) Wild land: ", "Seats – ".
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\(?[a-z0-9]{1,2}[).] )?[A-Z][A-Za-zÀ-ÿ0-9’'/&-]*(?: [A-Za-zÀ-ÿ0-9’'/&()-]+){0,7}?(?::| [-–]) (?<proper>[A-Z])")
        .expect("a fixed pattern compiles")
});

/// Where the sentence proper begins, behind the one or two titles that are run into it, or one in capitals.
pub(crate) fn behind_titles(sentence: &str) -> Option<usize> {
    let begins = |words: &str| {
        let titled = words.contains(": ") || words.contains(" - ") || words.contains(" – ");
        let groups = titled.then(|| TITLE.captures(words)).flatten()?;
        groups.name("proper").map(|proper| proper.start())
    };
    let Some(first) = begins(sentence) else { return behind_capitals(sentence) };
    let second = sentence.get(first..).and_then(begins);
    Some(first + second.unwrap_or(0))
}

/// A title in capitals run into its sentence: "HIGHWAYS AND FOOTPATHS Clerk to ring", "6. TO REVIEW THE LEASE OF THE MILL The lease ..".
static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:\(?[a-z0-9]{1,3}[).] |ITEM [0-9]+ (?:\([0-9]+\) )?)?",
        r"(?<title>[A-Z][A-Z0-9’'/&()-]+(?: [A-Z0-9’'/&(),-]+){2,24}) (?<proper>(?:[A-Z][a-z]|A |I ))"
    ))
    .expect("a fixed pattern compiles")
});

/// Words in capitals that open a clause and head nothing.
const OPENERS: [&str; 10] = [
    "RESOLVED",
    "AGREED",
    "NOTED",
    "THAT",
    "MOVED",
    "SECONDED",
    "CARRIED",
    "ACTION",
    "RECOMMENDED",
    "DECIDED",
];

/// Where the sentence proper begins behind a title in capitals.
pub(crate) fn behind_capitals(sentence: &str) -> Option<usize> {
    let mut words = sentence.split(' ').skip_while(|word| !word.contains(char::is_uppercase));
    let shouts = |word: &str| word.len() > 1 && !word.contains(char::is_lowercase);
    if !words.next().is_some_and(shouts) || !words.next().is_some_and(shouts) {
        return None;
    }
    let groups = CAPITALS.captures(sentence)?;
    let (title, proper) = groups.name("title").zip(groups.name("proper"))?;
    let opens = |word: &str| OPENERS.contains(&word.trim_matches(|c: char| !c.is_alphabetic()));
    let told = title.as_str().split(' ').any(|word| word.len() > 3 && !opens(word));
    (told && !title.as_str().split(' ').any(opens)).then(|| proper.start())
}

/// "RESOLVED that X AND IT WAS RESOLVED that Y", "AGREED to X and further AGREED to Y", "agreed to X and it was decided that Y":
/// what joins the second resolution of a sentence to the first. A body that "agreed to X and also agreed to Y" tells one.
static JOINED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"[,;]? (?<next>(?i:and),? (?:(?i:(?:it was |was )?(?:(?:further|also|then) )?resolved)",
        r"|(?i:it was (?:(?:further|also|then) )?(?:agreed|decided))|(?i:(?:further|also|then) )?(?:AGREED|DECIDED))",
        r"(?i: further| also)?,?:? (?i:that|to)(?-u:\b))"
    ))
        .expect("a fixed pattern compiles")
});

/// Adds the resolutions of what was taken for one sentence to `found`; mostly the sentence itself.
fn add_resolutions(text: &str, sentence: Span, found: &mut Vec<Span>) {
    let words = text.get(sentence.start..sentence.end).unwrap_or("");
    let mut from = 0;
    if let Some(first) = first_of_two(words) {
        for groups in JOINED.captures_iter(words) {
            let (Some(whole), Some(next)) = (groups.get(0), groups.name("next")) else { continue };
            if whole.start() > first {
                found.push(Span::new(sentence.start + from, sentence.start + whole.start()));
                from = next.start();
            }
        }
    }
    found.push(Span::new(sentence.start + from, sentence.end));
}

/// Where "resolved", "agreed" or "decided" stands first in words that have two of them; the letters v, g and c are rare.
fn first_of_two(words: &str) -> Option<usize> {
    let begins = |letter: usize| {
        let word = match words.as_bytes().get(letter)?.to_ascii_lowercase() {
            b'v' => ("resolved", 5),
            b'g' => ("agreed", 1),
            _ => ("decided", 2),
        };
        let at = letter.checked_sub(word.1)?;
        let said = words.get(at..at + word.0.len())?;
        said.eq_ignore_ascii_case(word.0).then_some(at)
    };
    let bytes = words.as_bytes();
    let letters =
        memchr3_iter(b'v', b'g', b'c', bytes).chain(memchr3_iter(b'V', b'G', b'C', bytes));
    let said: Vec<usize> = letters.filter_map(begins).collect();
    said.iter().min().copied().filter(|_| said.len() > 1)
}

/// Adds the sentences of what was taken for one to `found`, without the labels of items; mostly the sentence itself.
pub(crate) fn add_items(text: &str, sentence: Span, found: &mut Vec<Span>) {
    let words = text.get(sentence.start..sentence.end).unwrap_or("");
    let mut from = 0;
    for label in labels_within(words) {
        add_unlabelled(text, Span::new(sentence.start + from, sentence.start + label), found);
        from = label;
    }
    add_unlabelled(text, Span::new(sentence.start + from, sentence.end), found);
}

/// Adds the items of a sentence that holds no label in capitals.
fn add_unlabelled(text: &str, sentence: Span, found: &mut Vec<Span>) {
    let words = text.get(sentence.start..sentence.end).unwrap_or("");
    if !may_part(words) || !LABEL.is_match(words) || LISTS.is_match(words) {
        return add_resolutions(text, sentence, found);
    }
    let mut from = 0;
    for groups in LABEL.captures_iter(words) {
        let Some(whole) = groups.get(0) else { continue };
        // The full stop, and the mark behind it, stay with the sentence they end.
        let stop = whole.as_str().find(' ').unwrap_or(0);
        let (end, next) = match groups.name("label").or(groups.name("end")) {
            Some(first) => (whole.start() + stop, first.start()),
            None => (whole.start(), whole.end()),
        };
        add_resolutions(text, Span::new(sentence.start + from, sentence.start + end), found);
        from = next;
    }
    add_resolutions(text, Span::new(sentence.start + from, sentence.end), found);
}

/// "The pump is at weir.example ACTION: Clerk to ring", "AB to order the chain Action: AB", "To note the plan. RESOLUTION: Noted. 2. RATES": where labels in capitals
/// begin behind other words, in order.
fn labels_within(words: &str) -> impl Iterator<Item = usize> {
    const LABELS: [&str; 4] = ["ACTION", "ACTIONS", "RESOLUTION", "RESOLUTIONS"];
    const OWNED: [&str; 2] = ["Action", "Actions"];
    memchr_iter(b':', words.as_bytes()).filter_map(|colon| {
        let before = words.get(..colon)?;
        let owned = || margin::names_owners(words.get(colon + 1..)?.trim()).then_some(());
        let small = || OWNED.iter().find(|label| before.ends_with(*label) && owned().is_some());
        let label = LABELS.iter().find(|label| before.ends_with(*label)).or_else(small)?;
        let before = before.get(..before.len() - label.len())?;
        let apart = before.ends_with(' ') && !before.trim_end().ends_with([':', '-', '–', '(']);
        (apart && !before.trim().is_empty()).then_some(before.len())
    })
}

/// Whether a bullet stands in the words, or a stop with what may be a label behind it: quicker told than by the pattern.
fn may_part(words: &str) -> bool {
    let begins_label = |rest: &str| {
        rest.starts_with(|c: char| c == '(' || c.is_ascii_lowercase() || c.is_ascii_digit())
    };
    let labels = |stop: usize| {
        let behind = words.get(stop + 1..).unwrap_or("").trim_start_matches(['”', '’', ')']);
        behind.strip_prefix(' ').is_some_and(begins_label)
    };
    memchr3_iter(b'.', b'!', b'?', words.as_bytes()).any(labels)
        || !words.is_ascii() && (words.contains('•') || words.contains('\u{f0b7}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let mut items = Vec::new();
        add_items(text, Span::new(0, text.len()), &mut items);
        items.into_iter().map(|item| text.get(item.start..item.end).unwrap_or("").trim()).collect()
    }

    #[test]
    fn labels_behind_a_stop_and_bullets_part_items() {
        assert_eq!(
            split("The Clerk to write. b) The seat is broken. 7.2 Finance is sound."),
            ["The Clerk to write.", "The seat is broken.", "Finance is sound."]
        );
        assert_eq!(
            split("Seats • The bench is old • The Clerk to write"),
            ["Seats", "The bench is old", "The Clerk to write"]
        );
        assert_eq!(split("• The Clerk to write"), ["", "The Clerk to write"]);
        assert_eq!(
            split("Arising: a) It is cut. b) It is not. 6."),
            ["Arising: a) It is cut.", "It is not.", ""]
        );
    }

    #[test]
    fn an_action_in_capitals_begins_a_sentence() {
        assert_eq!(
            split("The pump is at weir.example ACTION: Clerk to ring."),
            ["The pump is at weir.example", "ACTION: Clerk to ring."]
        );
        assert_eq!(
            split("1. RATES To note them. RESOLUTION: Noted."),
            ["1. RATES To note them.", "RESOLUTION: Noted."]
        );
        assert_eq!(split("Other ACTION to follow"), ["Other ACTION to follow"]);
        assert_eq!(split("AB to oil the hinge Action: AB"), ["AB to oil the hinge", "Action: AB"]);
        assert_eq!(split("The Action: a play"), ["The Action: a play"]);
    }

    #[test]
    fn titles_in_capitals_stand_before_the_sentence_proper() {
        for (sentence, proper) in [
            ("6. TO REVIEW THE MILL LEASE The lease was seen.", Some("The lease was seen.")),
            ("ROADS AND PATHS Clerk to ring.", Some("Clerk to ring.")),
            ("BT Openreach to ring.", None),
            ("IT WAS RESOLVED THAT Ann Ash be paid.", None),
            ("CLERK TO RING THE FARM", None),
        ] {
            let behind = behind_capitals(sentence).and_then(|at| sentence.get(at..));
            assert_eq!(behind, proper, "{sentence}");
        }
    }

    #[test]
    fn titles_stand_before_the_sentence_proper() {
        for (sentence, proper) in [
            ("Mower Offer: Ms. Ash made a motion.", Some("Ms. Ash made a motion.")),
            ("New Business: Mower: It was agreed.", Some("It was agreed.")),
            ("(a) Wild land – It was agreed.", Some("It was agreed.")),
            ("It was agreed.", None),
            ("Reports: the plan", None),
        ] {
            let behind = behind_titles(sentence).and_then(|at| sentence.get(at..));
            assert_eq!(behind, proper, "{sentence}");
        }
    }

    #[test]
    fn two_resolutions_of_one_sentence_are_parted() {
        assert_eq!(
            split("IT WAS RESOLVED, THAT the fee be set AND IT WAS RESOLVED, THAT it be paid."),
            ["IT WAS RESOLVED, THAT the fee be set", "AND IT WAS RESOLVED, THAT it be paid."]
        );
        assert_eq!(
            split("It was RESOLVED to close the path; and further resolved to write."),
            ["It was RESOLVED to close the path", "and further resolved to write."]
        );
        assert_eq!(
            split("The Board AGREED to light the slip, and further AGREED that the Clerk write."),
            ["The Board AGREED to light the slip", "and further AGREED that the Clerk write."]
        );
        assert_eq!(
            split("Agreed to find a pilot and it was decided to meet on Monday."),
            ["Agreed to find a pilot", "and it was decided to meet on Monday."]
        );
        assert_eq!(
            split("The Board agreed to light the slip and also agreed to write."),
            ["The Board agreed to light the slip and also agreed to write."]
        );
        for whole in [
            "The plan was discussed and it was RESOLVED that it be adopted.",
            "It was moved and RESOLVED that disputes be resolved and that costs be paid.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
    }

    #[test]
    fn lists_of_a_sentence_and_references_do_not() {
        for whole in [
            "It was agreed: a) to buy a seat. b) To sell the gate.",
            "that (1) the plan be adopted. (2) The fees be set.",
            "The sum under s. 4) Was paid",
            "It was paid on page 3. 4 men came",
        ] {
            assert_eq!(split(whole), [whole]);
        }
    }
}
