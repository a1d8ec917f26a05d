//! Lines of sums below a clause that announces them: "The following payments were approved:".

use super::ends::SCHEDULE_WORDS;
use super::leads::is_voted;
use crate::group::Group;

/// A line of a schedule of payments: "Inspection of the play area £ 54.00", "Clerk, April £240 (cheque 301)".
pub(crate) fn is_sum(line: &str) -> bool {
    // A line may hold several payments.
    let closed = line.ends_with(|c: char| c.is_ascii_digit());
    (closed || is_short(line)) && states_sum(line, &['£', '€', '$'])
}

/// "to approve the following cheques.", "that the following be paid. Agreed unanimously.": a schedule of sums stands below.
pub(crate) fn announces_sums(words: &str) -> bool {
    const PAID: [&str; 9] =
        ["cheque", "payment", "invoice", "account", "bill", "grant", "paid", "sum", "donation"];
    let names = |clause: &str| {
        clause.split_whitespace().any(|word| PAID.iter().any(|it| word.starts_with(it)))
    };
    // "that the payments below be made", "that grants be made as follows:"
    let last =
        words.rsplit(". ").next().unwrap_or(words).trim_end_matches([':', '-', '–', ' ', '.']);
    let below = last.ends_with("as follows") || last.contains("payments below");
    let Some((_, announced)) = words.rsplit_once("the following") else {
        return below && names(last) && last.len() <= ANNOUNCED;
    };
    let (clause, behind) = announced.split_once('.').unwrap_or((announced, ""));
    let told = behind.trim();
    names(clause)
        && clause.len() <= ANNOUNCED
        && (told.is_empty() || is_voted(&format!(" {}", told.trim_end_matches('.'))))
}

/// What is announced is named within so many bytes.
const ANNOUNCED: usize = 60;

/// Whether a line has no more words than one of a schedule.
fn is_short(line: &str) -> bool {
    line.split_whitespace().nth(SCHEDULE_WORDS).is_none()
}

/// Whether a number stands behind one of these signs.
fn states_sum(line: &str, signs: &[char]) -> bool {
    let digit = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    line.split(signs).skip(1).any(digit)
}

/// "to pay :- Mill hire £40 - meetings": a lead-in with the first line of the schedule that it leads in to, or a line below it.
pub(super) fn begins_sums(group: &Group, words: &str) -> bool {
    let listed = !group.entries.is_empty();
    let behind = words.rsplit_once(":- ").or_else(|| words.rsplit_once(": ")).map(|(_, sum)| sum);
    !group.lead.is_empty() && if listed { names_sum(words) } else { behind.is_some_and(names_sum) }
}

/// A short line with a sum and no stop: "Mill hire £40 - meetings", "Clerk’s expenses £45.99 (paper)".
pub(super) fn names_sum(line: &str) -> bool {
    states_sum(line, &['£']) && is_short(line) && !line.ends_with('.') && !line.contains(". ")
}
