//! What sort of line one of plain text is: the title of what follows, a clause, a label, or one of the lines that head nothing.

use crate::formula;
use crate::markers::{self, MONTHS};

/// Whether a line begins as the clauses of a resolution do, which end with a stop.
pub(super) fn begins_clause(words: &str) -> bool {
    ["That ", "Be it ", "Whereas", "WHEREAS"].iter().any(|clause| words.starts_with(clause))
}

/// "Recommendation: Approve the contract with", "Votes: 3 for, 1 against": a clause or a vote behind its label.
pub(super) fn begins_labelled(words: &str) -> bool {
    const LABELS: [&str; 12] = [
        "recommendation",
        "action",
        "resolution",
        "decision",
        "motion",
        "proposal",
        "vote",
        "outcome",
        "result",
        "aye",
        "nay",
        "noe",
    ];
    let label = words.split_once(':').filter(|(_, clause)| !clause.trim().is_empty());
    label.is_some_and(|(label, _)| {
        let one = without_number(label).trim_end_matches(['s', 'S']);
        label.starts_with(char::is_uppercase)
            && (LABELS.iter().any(|known| one.eq_ignore_ascii_case(known)) || is_response(label))
    })
}

/// "Recommendation 1.2", "Recommendation #3", "Action No. 4": the label without the number behind it.
fn without_number(label: &str) -> &str {
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if bare.len() == label.len() {
        return label;
    }
    let bare = bare.trim_end_matches('#').trim_end();
    ["No.", "No", "Number"].iter().find_map(|it| bare.strip_suffix(it)).unwrap_or(bare).trim_end()
}

/// "Staff response", "Management Response": who answers what was recommended.
fn is_response(label: &str) -> bool {
    let answers = |word: &str| word.eq_ignore_ascii_case("response");
    let mut words = label.split_whitespace();
    words.next_back().is_some_and(answers)
        && label.split_whitespace().count() <= 3
        && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a line ends in the midst of a sentence: at a comma, or at a word that ends none.
pub(super) fn left_open(words: &str) -> bool {
    let open = [
        " the", " a", " an", " of", " and", " or", " to", " for", " by", " from", " with", " that",
        " at", " on", " upon", " between", " their", " its", " is", " are", " be", " as",
    ];
    words.ends_with(',') || open.iter().any(|word| words.ends_with(word))
}

/// A short line with capital first and no stop, that is neither a clause nor a label.
pub(super) fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let bare =
        !text.ends_with(['.', ':', ';', ',', '?', '!', ')', '-', '”', '"']) && !text.contains('\t');
    let starts = text.starts_with(char::is_uppercase)
        && !["That", "To ", "RESOLVED", "Resolved", "AGREED", "Agreed", "None", "Yes", "No"]
            .iter()
            .any(|start| text.starts_with(start));
    let articles = ["The ", "A ", "An ", "This ", "There ", "Members ", "Officers ", "It ", "In "];
    let sentence = words >= 6 && articles.iter().any(|start| text.starts_with(start));
    (1..=9).contains(&words)
        && !sentence
        && bare
        && starts
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && markers::split(text).is_none()
        && !formula::is_formula(text)
        && !is_date(text)
        && !tells_vote(text)
        && !is_verdict(text)
        && !lists_people(text)
        && !begins_labelled(text)
        && !tells_task(text)
}

/// "ACTION AB to ask round the village", "New action: Clerk to write to the county": a task under its label heads nothing.
pub(super) fn tells_task(text: &str) -> bool {
    let words = ["New ", "Further ", "Agreed "].iter().find_map(|word| text.strip_prefix(word));
    let words = words.unwrap_or(text);
    let start = words.get(..6).filter(|start| start.eq_ignore_ascii_case("action"));
    let rest = start.and_then(|_| words.get(6..));
    let owner = rest.and_then(|rest| {
        let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
        rest.strip_prefix(": ").or_else(|| rest.strip_prefix(' '))
    });
    let before = owner.and_then(|owner| owner.split_once(" to ")).map(|(before, _)| before);
    before.is_some_and(|owner| {
        let joins = |word: &str| ["and", "&", "/"].contains(&word);
        owner.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || joins(word))
    })
}

/// "April 18, 2023", "Monday 3rd May": the day of a meeting heads nothing.
pub(super) fn is_date(text: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"];
    let is_day = |word: &str| word.strip_suffix("day").is_some_and(|day| DAYS.contains(&day));
    let is_part = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let month = MONTHS.iter().any(|month| month.eq_ignore_ascii_case(&word));
        is_day(&word) || month || !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    };
    text.split_whitespace().all(is_part)
}

/// "Councillor Ann Ash": a line of a list of members.
pub(super) fn is_member(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let titled = words.next().is_some_and(|word| ["Councillor", "Cllr", "Cllr."].contains(&word));
    let name = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with("’s");
    titled && text.split_whitespace().count() <= 5 && words.all(name)
}

/// "Present: Cllrs Ash, Birch and Elm": who was there heads nothing.
pub(super) fn lists_people(text: &str) -> bool {
    const LABELS: [&str; 7] =
        ["present", "in attendance", "apologies", "chair", "also present", "attending", "absent"];
    let label = text.split_once(':').map(|(label, _)| label.trim().to_lowercase());
    label.is_some_and(|label| LABELS.contains(&label.as_str())) || is_member(text)
}

/// "Not agreed", "Accepted in part": the answer to what stands above heads nothing.
pub(super) fn is_verdict(text: &str) -> bool {
    let text = text.to_lowercase();
    let degrees = ["not ", "partially ", "partly ", "fully "];
    let words = degrees.iter().find_map(|degree| text.strip_prefix(degree)).unwrap_or(&text);
    let verdicts = ["agreed", "accepted", "rejected", "noted", "supported", "declined"];
    verdicts.iter().any(|verdict| {
        let rest = words.strip_prefix(verdict);
        rest.is_some_and(|rest| ["", " in part", " in principle", " in full"].contains(&rest))
    })
}

/// "Motion Carried Unanimously, By All Members Present", "CARRIED": the vote behind a motion heads nothing.
pub(super) fn tells_vote(text: &str) -> bool {
    let text = text.to_lowercase();
    let put =
        ["motion ", "amendment ", "resolution "].iter().find_map(|put| text.strip_prefix(put));
    let words = put.unwrap_or(&text);
    ["carried", "carries", "defeated", "lost", "passed"].iter().any(|vote| {
        let rest = words.strip_prefix(vote);
        rest.is_some_and(|rest| put.is_some() || rest.is_empty() || rest == " unanimously")
    })
}
