//! Sentences of a block, as council minutes write them: `Cllr. Smith`, `No. 4`, `s.137` and `8.00 p.m.` do not end one.
//! Clauses are not looked for here.

use minuted_model::Span;

use crate::bounds::bounds;
use crate::reference;
use crate::run_in;
use crate::second_opener;

/// Abbreviations after which a full stop does not end a sentence, beside single letters (`J.`, `a.m.`).
const ABBREVIATIONS: [&str; 74] = [
    "cst", "const", "cpl", "insp", "supt", "det", "lt", "capt", "ald", "rt", "thos", "wm",
    "messrs", "br", "bros", "assoc", "cllr", "cllrs", "mr", "mrs", "ms", "dr", "rev", "st", "no",
    "nos", "pp", "para", "paras", "ref", "refs", "approx", "dept", "ltd", "eg", "ie", "etc", "inc",
    "rs", "cc", "vs", "hon", "prof", "sgt", "pc", "app", "fig", "sec", "ss", "art", "ch", "cl",
    "reg", "tel", "ext", "min", "max", "incl", "viz", "jan", "feb", "mar", "apr", "jun", "jul",
    "aug", "sep", "sept", "oct", "nov", "dec", "mt", "cyng", "cynh",
];

/// Splits the words at `span` of `text` into sentences; the spans hold no white space at their ends.
pub(crate) fn sentences(text: &str, span: Span) -> Vec<Span> {
    let words = text.get(span.start..span.end).unwrap_or("");
    let mut found: Vec<Span> = Vec::new();
    let mut open = Span::new(span.start, span.start);
    for piece in bounds(words) {
        if !open.is_empty() && ends_before(text, open, piece) {
            run_in::add_items(text, open, &mut found);
            open.start = open.end;
        }
        open.end += piece.len();
    }
    run_in::add_items(text, open, &mut found);
    if second_opener::may_part(words) {
        found = found.into_iter().flat_map(|it| second_opener::part(text, it)).collect();
    }
    if words.contains(") ") || words.contains("] ") {
        found = found.into_iter().flat_map(|it| reference::part(text, it)).collect();
    }
    found.iter_mut().for_each(|sentence| *sentence = trim(text, *sentence));
    found.retain(|sentence| !sentence.is_empty());
    found
}

fn ends_before(text: &str, last: Span, next: &str) -> bool {
    let before = text.get(last.start..last.end).unwrap_or("").trim_end();
    let closed = before.ends_with(['.', '!', '?', '”', '"', ')', '’']);
    let abbreviated = || ends_abbreviated(before) && !is_title_alone(before, next);
    closed
        && !carries_on(next)
        && !abbreviated()
        && !is_sum_broken(before, next)
        && !is_label(before)
}

/// "approved by Cllrs. Cllr Ash will ..", "paid by the PC. The Clerk ..", "at 7:49 p.m. A motion ..": a title, the parish council or
/// an hour that ends its sentence, since what follows is no name.
fn is_title_alone(before: &str, next: &str) -> bool {
    let first = next.split_whitespace().next().unwrap_or("");
    let initials = first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_uppercase());
    const BEGINS: [&str; 13] = [
        "Cllr",
        "Cllr.",
        "Councillor",
        "The",
        "It",
        "This",
        "Clerk",
        "There",
        "A",
        "Mr",
        "Mrs",
        "Motion",
        "On",
    ];
    before.ends_with("Cllrs.") && initials
        || is_hour_alone(before, next)
        || ["Cllrs.", " PC.", " CC.", "p.m.", "a.m."].iter().any(|end| before.ends_with(end))
            && BEGINS.contains(&first)
}

/// "closed at 2:31 p.m. Following the vote, ..": an hour of the clock ends its sentence before a capital, unless the capital tells
/// more of the hour: "8 a.m. Monday", "7 p.m. EST".
fn is_hour_alone(before: &str, next: &str) -> bool {
    const DAYS: [&str; 10] =
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Eastern", "Pacific", "Daylight"];
    let hour = ["p.m.", "a.m."].iter().find_map(|end| before.strip_suffix(end));
    let first = next.split_whitespace().next().unwrap_or("");
    let zone = (2..=4).contains(&first.len()) && first.ends_with('T') && is_upper(first);
    let tells_more = zone || DAYS.iter().any(|day| first.starts_with(day));
    hour.is_some_and(|hour| hour.trim_end().ends_with(|c: char| c.is_ascii_digit()))
        && first.starts_with(char::is_uppercase)
        && !tells_more
        && next.split_whitespace().nth(SENTENCE_WORDS - 1).is_some()
}

/// Fewest words behind an hour that are a sentence: "at 7 p.m. Village Hall" is a place.
const SENTENCE_WORDS: usize = 4;

fn is_upper(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether the last word is an abbreviation with its full stop.
fn ends_abbreviated(before: &str) -> bool {
    let Some(before) = before.strip_suffix('.') else { return false };
    let opens = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '\'' | '/');
    let word = before.rsplit(opens).next().unwrap_or(before);
    let letters = || word.split('.').all(|piece| piece.len() == 1 && is_letter(piece));
    ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
        || letters() && !is_lettered_thing(before)
}

/// "in cases A, B and D", "Option B": a single capital that names a thing of its kind is no initial.
fn is_lettered_thing(before: &str) -> bool {
    const KINDS: [&str; 22] = [
        "annex", "appendix", "area", "band", "block", "case", "cases", "category", "class",
        "grade", "item", "level", "lot", "option", "part", "phase", "plan", "plot", "schedule",
        "site", "table", "zone",
    ];
    let capital = |word: &str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let mut words = before.rsplit(' ');
    let (last, joined) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let other = words.next().is_some_and(|word| capital(word.trim_end_matches(',')));
    let kind = KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(joined));
    capital(last) && (kind || matches!(joined, "and" | "or" | "&") && other)
}

/// "of these two: (1.) the hall, (2.) the green": the number of an item within the sentence.
fn is_label(before: &str) -> bool {
    let label = before.strip_suffix(".)").and_then(|before| before.rsplit_once('('));
    label.is_some_and(|(_, label)| {
        (1..=3).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn is_letter(piece: &str) -> bool {
    piece.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `£15. 00` is one sum, typed with a space.
fn is_sum_broken(before: &str, next: &str) -> bool {
    let pounds = before.strip_suffix('.').and_then(|before| before.rsplit_once('£'));
    let is_number = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    let pence = next.split_whitespace().next().unwrap_or("");
    pounds.is_some_and(|(_, pounds)| is_number(pounds)) && pence.len() == 2 && is_number(pence)
}

/// A sentence cannot begin so: what stands before was no end.
fn carries_on(next: &str) -> bool {
    let lower = next.starts_with(|c: char| {
        c.is_ascii_lowercase() || matches!(c, ',' | ';' | ')' | ']' | '–' | '-' | '£')
    });
    let digits = next.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = digits.strip_prefix(['.', ',', ')']).unwrap_or(digits);
    lower || digits.len() < next.len() && rest.trim().is_empty()
}

/// The span without white space at its ends.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let words = text.get(span.start..span.end).unwrap_or("");
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let whole = Span::new(0, text.len());
        sentences(text, whole).into_iter().map(|s| text.get(s.start..s.end).unwrap_or("")).collect()
    }

    #[test]
    fn titles_and_references_do_not_end_a_sentence() {
        assert_eq!(
            split(
                "Cllr. Marsh spoke. It was noted under s. 137 that No. 4 was sold at 8.00 p.m. on Tuesday."
            ),
            [
                "Cllr. Marsh spoke.",
                "It was noted under s. 137 that No. 4 was sold at 8.00 p.m. on Tuesday."
            ]
        );
        assert_eq!(
            split("It was approved by Cllrs. Cllr Ash will tell Cllrs. Birch and Elm."),
            ["It was approved by Cllrs.", "Cllr Ash will tell Cllrs. Birch and Elm."]
        );
        assert_eq!(
            split("It was paid by the PC. Councillor Ash to write to PC. Elm."),
            ["It was paid by the PC.", "Councillor Ash to write to PC. Elm."]
        );
        assert_eq!(
            split("The board met again at 7:49 p.m. A motion was made at 8 p.m. sharp."),
            ["The board met again at 7:49 p.m.", "A motion was made at 8 p.m. sharp."]
        );
        assert_eq!(
            split(
                "It closed at 2:31 p.m. Following the talk, Ms Elm moved to go. Doors open at 8 a.m. Monday and 9 p.m. PDT. See the p.m. Shift for it."
            ),
            [
                "It closed at 2:31 p.m.",
                "Following the talk, Ms Elm moved to go.",
                "Doors open at 8 a.m. Monday and 9 p.m. PDT.",
                "See the p.m. Shift for it."
            ]
        );
        assert_eq!(
            split("Cst. Weir and S/Sgt. Elm will bring Insp. Ash. Noted."),
            ["Cst. Weir and S/Sgt. Elm will bring Insp. Ash.", "Noted."]
        );
        assert_eq!(
            split("J. Ash agreed. The Clerk to write, i.e. at once. (Action: JA)"),
            ["J. Ash agreed.", "The Clerk to write, i.e. at once.", "(Action: JA)"]
        );
        assert_eq!(
            split("We agreed these: (1.) The hall and (iv.) The green. (See 2.) Noted."),
            ["We agreed these: (1.) The hall and (iv.) The green.", "(See 2.)", "Noted."]
        );
        assert_eq!(
            split(
                "We sold plots A, B and D. Plot C was kept. We chose Option B. It was raised by Ash and D. Elm at Mt. Weir."
            ),
            [
                "We sold plots A, B and D.",
                "Plot C was kept.",
                "We chose Option B.",
                "It was raised by Ash and D. Elm at Mt. Weir."
            ]
        );
        assert_eq!(
            split("Mill Assoc. £15.00 and Hall £15. 00 to be paid. Noted."),
            ["Mill Assoc. £15.00 and Hall £15. 00 to be paid.", "Noted."]
        );
    }
}
