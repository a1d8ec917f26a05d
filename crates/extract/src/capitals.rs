//! Papers typed in capitals throughout, read as if they were not: the same bytes at the same places, in small letters.
//! Rules tell a name from a verb by its capital, and the head of a sentence too; where every letter is one, none tells anything.

use std::borrow::Cow;

use minuted_model::{Attendance, Block, BlockKind, Document};

/// Fewer letters are a form or a title page.
const FEWEST_LETTERS: usize = 400;

/// One small letter among so many is a slip, or a web address.
const SMALL_ONE_IN: usize = 25;

/// A block of fewer words without a stop is a title or a label, and stays as it is.
const SENTENCE_WORDS: usize = 7;

/// Words that openers are told by; they stay in capitals.
const KEPT: [&str; 5] = ["RESOLVED", "RECOMMENDED", "WHEREAS", "CARRIED", "DEFEATED"];

/// Offices and titles that stand for a person, or before a name.
const OFFICES: [&str; 36] = [
    "MAYOR", "CHAIR", "CHAIRMAN", "CHAIRPERSON", "PRESIDENT", "CLERK", "TREASURER", "SECRETARY", "MANAGER",
    "SUPERVISOR", "ADMINISTRATOR", "ENGINEER", "DIRECTOR", "OFFICER", "FOREMAN", "SUPERINTENDENT", "SOLICITOR",
    "ATTORNEY", "TRUSTEE", "COUNCILLOR", "COUNCILMAN", "COUNCILWOMAN", "COUNCILMEMBER", "COMMISSIONER", "ALDERMAN",
    "SELECTMAN", "REEVE", "WARDEN", "CLLR", "COUNCILOR", "MR", "MRS", "MS", "DR", "REV", "CR",
];

/// Letters that stand for an office.
const INITIALS: [&str; 8] = ["CAO", "CEO", "CFO", "COO", "DPW", "PCSO", "RFO", "HR"];

/// The document in small letters where it is typed in capitals throughout, else as it is.
pub(crate) fn lowered(document: &Document) -> Cow<'_, Document> {
    if !shouts(document) {
        return Cow::Borrowed(document);
    }
    let present = Attendance::of(document);
    let mut text = document.text.clone();
    for block in document.blocks.iter().filter(|block| is_told(document, block)) {
        let words = lower(document.slice(block.span), &present);
        text.replace_range(block.span.start..block.span.end, &words);
    }
    Cow::Owned(Document { text, ..document.clone() })
}

/// Whether hardly a letter of its sentences is a small one.
fn shouts(document: &Document) -> bool {
    let small = document.text.bytes().filter(u8::is_ascii_lowercase).count();
    let capital = document.text.bytes().filter(u8::is_ascii_uppercase).count();
    capital >= FEWEST_LETTERS && small * SMALL_ONE_IN < capital
}

/// Whether a block holds a sentence.
fn is_told(document: &Document, block: &Block) -> bool {
    let words = document.slice(block.span);
    let ends = words.trim_end().ends_with(['.', ';', ':']);
    block.kind != BlockKind::Heading
        && (ends || words.split_whitespace().nth(SENTENCE_WORDS).is_some())
}

/// Words in small letters, but for the first of each sentence, names and offices.
fn lower(words: &str, present: &Attendance) -> String {
    let mut lowered = String::with_capacity(words.len());
    let mut before = ".";
    for piece in words.split_inclusive(' ') {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let begins = before.ends_with(['.', '!', '?', ':']) || ["–", "-", "—"].contains(&before);
        lowered.push_str(&match place(word, before, begins, present) {
            Place::Kept => piece.to_owned(),
            Place::Name => small(piece, true),
            Place::Word => small(piece, false),
        });
        before = piece.trim_end();
    }
    lowered
}

/// How a word is written where not all is in capitals.
enum Place {
    Kept,
    Name,
    Word,
}

fn place(word: &str, before: &str, begins: bool, present: &Attendance) -> Place {
    let title = before.trim_matches(|c: char| !c.is_alphanumeric());
    let initial = |word: &str| word.len() == 1 && !["A", "I"].contains(&word);
    let kept = KEPT.contains(&word) || INITIALS.contains(&word) || initial(word);
    if kept || word.contains(|c: char| c.is_ascii_digit()) {
        return Place::Kept;
    }
    let named = word.len() > 2 && present.has(&small(word, true));
    let titled = OFFICES.contains(&title) && word.len() > 3 && !is_verb(word);
    let name = begins || named || titled || OFFICES.contains(&word) || initial(title);
    if name { Place::Name } else { Place::Word }
}

/// "THE CLERK REPORTED", "THE MAYOR THEN WILL": what stands behind an office and is no name.
fn is_verb(word: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "WILL", "WOULD", "SAID", "THEN", "ALSO", "WITH", "FROM", "THAT", "WERE", "HAVE", "THEIR", "MADE",
    ];
    word.ends_with("ED") || word.ends_with("S") || OTHERS.contains(&word)
}

/// A word in small letters, of as many bytes; with a capital first where it is a name.
fn small(word: &str, name: bool) -> String {
    let mut capital = name;
    let lower = |c: char| {
        let keeps = capital && c.is_alphabetic();
        capital &= !c.is_alphabetic();
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(small), None) if !keeps && small.len_utf8() == c.len_utf8() => small,
            _ => c,
        }
    };
    word.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_offices_and_the_heads_of_sentences_keep_their_capitals() {
        let present = Attendance::from_names("R. Ash, L. Elm");
        for (shouted, told) in [
            ("THE BOARD ASKED THE CLERK TO RING.", "The board asked the Clerk to ring."),
            ("L. ELM WILL PAY (ASH AGREED). NO ACTION.", "L. Elm will pay (Ash agreed). No action."),
            ("IT WAS RESOLVED THAT MR. OAK BE PAID $40.", "It was RESOLVED that Mr. Oak be paid $40."),
            ("THE MAYOR REPORTED A LEAK.", "The Mayor reported a leak."),
        ] {
            assert_eq!(lower(shouted, &present), told);
            assert_eq!(told.len(), shouted.len());
        }
    }
}
