//! Papers typed in capitals throughout, read as if they were not: the same bytes at the same places, in small letters.
//! Rules tell a name from a verb by its capital, and the head of a sentence too; where every letter is one, none tells anything.

use std::borrow::Cow;
use std::collections::BTreeSet;

use minuted_model::{Attendance, Block, BlockKind, Document};

/// Fewer letters are a form or a title page.
const FEWEST_LETTERS: usize = 400;

/// One small letter among so many is a slip, or a web address.
const SMALL_ONE_IN: usize = 25;

/// A block of fewer words without a stop is a title or a label, and stays as it is.
const SENTENCE_WORDS: usize = 7;

/// Words that openers are told by; they stay in capitals.
const KEPT: [&str; 6] = ["RESOLVED", "AGREED", "RECOMMENDED", "WHEREAS", "CARRIED", "DEFEATED"];

/// Offices and titles that stand for a person, or before a name.
const OFFICES: [&str; 36] = [
    "MAYOR",
    "CHAIR",
    "CHAIRMAN",
    "CHAIRPERSON",
    "PRESIDENT",
    "CLERK",
    "TREASURER",
    "SECRETARY",
    "MANAGER",
    "SUPERVISOR",
    "ADMINISTRATOR",
    "ENGINEER",
    "DIRECTOR",
    "OFFICER",
    "FOREMAN",
    "SUPERINTENDENT",
    "SOLICITOR",
    "ATTORNEY",
    "TRUSTEE",
    "COUNCILLOR",
    "COUNCILMAN",
    "COUNCILWOMAN",
    "COUNCILMEMBER",
    "COMMISSIONER",
    "ALDERMAN",
    "SELECTMAN",
    "REEVE",
    "WARDEN",
    "CLLR",
    "COUNCILOR",
    "MR",
    "MRS",
    "MS",
    "DR",
    "REV",
    "CR",
];

/// Letters that stand for an office.
const INITIALS: [&str; 8] = ["CAO", "CEO", "CFO", "COO", "DPW", "PCSO", "RFO", "HR"];

/// The document in small letters where it is typed in capitals throughout, else as it is.
pub(crate) fn lowered(document: &Document) -> Cow<'_, Document> {
    if !shouts(document) {
        return Cow::Borrowed(document);
    }
    let names = Names::of(document);
    let mut text = document.text.clone();
    for block in document.blocks.iter().filter(|block| is_told(document, block)) {
        let words = lower(document.slice(block.span), &names);
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
fn lower(words: &str, names: &Names) -> String {
    let mut lowered = String::with_capacity(words.len());
    let mut before = ".";
    for piece in words.split_inclusive(' ') {
        let word = bare(piece);
        let begins = before.ends_with(['.', '!', '?', ':']) || ["–", "-", "—"].contains(&before);
        lowered.push_str(&match place(word, before, begins, names) {
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

fn place(word: &str, before: &str, begins: bool, names: &Names) -> Place {
    let kept = KEPT.contains(&word) || INITIALS.contains(&word) || is_initial(word);
    if kept || word.contains(|c: char| c.is_ascii_digit()) {
        return Place::Kept;
    }
    let name = begins || OFFICES.contains(&word) || names.has(word) || heads_name(before, word);
    if name { Place::Name } else { Place::Word }
}

/// The names of a paper: those it lists as present, and what stands behind an initial or an office anywhere.
#[derive(Debug, Default)]
struct Names {
    present: Attendance,
    told: BTreeSet<String>,
}

impl Names {
    fn of(document: &Document) -> Self {
        let blocks = document.content();
        let mut told = BTreeSet::new();
        for block in blocks {
            let words: Vec<&str> = document.slice(block.span).split(' ').collect();
            let pairs = words.windows(2).filter_map(|pair| match pair {
                [before, word] => Some((*before, bare(word))),
                _ => None,
            });
            let named = pairs.filter(|(before, word)| heads_name(before, word));
            told.extend(named.map(|(_, word)| word.to_owned()));
        }
        Self { present: Attendance::of(document), told }
    }

    fn has(&self, word: &str) -> bool {
        word.len() > 2 && (self.told.contains(word) || self.present.has(&small(word, true)))
    }
}

/// Whether what stands before a word says that it is a name: an initial, or an office before what is no verb.
fn heads_name(before: &str, word: &str) -> bool {
    const NONE: [&str; 6] = ["THE", "FOR", "ALL", "AND", "MOTION", "THIS"];
    let initial = before.ends_with('.') && is_initial(bare(before));
    let office = OFFICES.contains(&bare(before)) && word.len() > 3 && !is_verb(word);
    word.len() > 2 && !NONE.contains(&word) && (initial || office)
}

fn is_initial(word: &str) -> bool {
    word.len() == 1 && !["A", "I"].contains(&word)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// "THE CLERK REPORTED", "THE MAYOR THEN WILL": what stands behind an office and is no name.
fn is_verb(word: &str) -> bool {
    const OTHERS: [&str; 12] = [
        "WILL", "WOULD", "SAID", "THEN", "ALSO", "WITH", "FROM", "THAT", "WERE", "HAVE", "THEIR",
        "MADE",
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
        let names = Names { present, told: BTreeSet::new() };
        for (shouted, told) in [
            ("THE BOARD ASKED THE CLERK TO RING.", "The board asked the Clerk to ring."),
            (
                "L. ELM WILL PAY (ASH TOLD US). NO ACTION.",
                "L. Elm will pay (Ash told us). No action.",
            ),
            (
                "IT WAS RESOLVED THAT MR. OAK BE PAID $40.",
                "It was RESOLVED that Mr. Oak be paid $40.",
            ),
            ("THE MAYOR REPORTED A LEAK.", "The Mayor reported a leak."),
        ] {
            assert_eq!(lower(shouted, &names), told);
            assert_eq!(told.len(), shouted.len());
        }
    }
}
