//! Sentences that a format set as two paragraphs: broken by hand, by a page, or by a converter.

/// Words that end no sentence, and behind which no list begins.
const OPEN: [&str; 10] =
    [" the", " a", " an", " of", " by", " from", " with", " this", " their", " its"];

/// How the words of an opener begin that stand below a label or the movers, and are no rest of these.
const OPENS: [&str; 6] = ["that ", "to ", "i ", "and resolved", "and agreed", "and it was"];

/// Fewest words of a sentence that is taken for broken; fewer are a label.
const FEWEST: usize = 4;

/// Whether `next`, a paragraph without a marker, is the rest of the sentence that `last` leaves open.
pub(crate) fn runs_on(last: &str, next: &str) -> bool {
    let last = last.trim_end();
    let low = next.starts_with(char::is_lowercase);
    let long = last.split_whitespace().nth(FEWEST - 1).is_some();
    long && if low { !ends(last) && !opens(next) } else { is_open(last) && !next.ends_with(':') }
}

/// Whether words close a sentence or a label.
pub(crate) fn ends(words: &str) -> bool {
    words.trim_end().ends_with(['.', ':', ';', '?', '!', '|'])
}

/// Whether a line breaks off before a number that its sentence names: "with the addition of item", "as set out in paragraph". The
/// number at the head of the next line is no label.
pub(crate) fn points_to_number(last: &str) -> bool {
    let mut words = last.split_whitespace().rev();
    let word = words.next().unwrap_or("").trim_start_matches(['(', '“']);
    NUMBERED.contains(&word) && words.nth(FEWEST - 2).is_some()
}

/// Words that the number of what they name stands behind, or an article before it.
const NUMBERED: [&str; 24] = [
    "item",
    "items",
    "section",
    "sections",
    "clause",
    "clauses",
    "paragraph",
    "paragraphs",
    "para",
    "paras",
    "minute",
    "page",
    "pages",
    "article",
    "schedule",
    "appendix",
    "number",
    "no.",
    "nos.",
    "recommendation",
    "of",
    "the",
    "from",
    "than",
];

/// "that the report be noted" below a label is a clause, not the rest of the label; "and Resolved:-" stands below the movers.
fn opens(words: &str) -> bool {
    let starts = |opens: &&str| {
        words.get(..opens.len()).is_some_and(|start| start.eq_ignore_ascii_case(opens))
    };
    OPENS.iter().any(starts)
}

/// Whether a line ends at a word that ends no sentence, or at the title of a person.
pub(crate) fn is_open(words: &str) -> bool {
    OPEN.iter().any(|open| words.ends_with(open))
        || [" Cllr", " Cllr.", " Councillor", " Cllrs", " Cllrs."]
            .iter()
            .any(|title| words.ends_with(title))
}

#[cfg(test)]
mod tests {
    use super::{points_to_number, runs_on};

    #[test]
    fn a_number_that_the_sentence_names_is_no_label() {
        assert!(points_to_number("was adopted with the addition of item"));
        assert!(points_to_number("as it is set out in paragraph"));
        for line in ["Agenda item", "The Board is asked to", "The Clerk read the item.", "Item"] {
            assert!(!points_to_number(line), "{line}");
        }
    }

    #[test]
    fn what_a_sentence_leaves_open_is_its_rest() {
        for (last, next) in [
            ("The report on the harbour was noted by", "the Members."),
            ("The report on the harbour was noted by the", "Members."),
            ("Minutes were proposed by A. Ash and seconded by Cllr.", "Birch."),
            ("It was agreed that the clerk would", "write to the owner."),
            ("The meeting, which began at seven,", "was told of the gate."),
        ] {
            assert!(runs_on(last, next), "{last} / {next}");
        }
        for (last, next) in [
            ("The report on the harbour was noted.", "the Members."),
            ("Proposed by Ann Ash, seconded by Bo Birch", "that the report be noted."),
            ("Proposed by Ann Ash, seconded by Bo Birch", "and Resolved:-"),
            ("Motion handed in by Councillor Ann Ash", "i will move that the gate be mended."),
            ("Recommended by", "the Clerk"),
            ("The Cabinet is asked to", "Note the report"),
            ("The Chair read the report of the", "Present:"),
            ("Items of the list: one; two; and", "Three"),
        ] {
            assert!(!runs_on(last, next), "{last} / {next}");
        }
    }
}
