//! Whether words lead in to what comes below them: a colon, a dash, an unfinished sentence.

use super::Opened;
use crate::reading::Reading;

/// Whether words lead in to what comes below them. Reasons are none of the decision's.
pub(crate) fn leads_in(words: &str) -> bool {
    words.trim_end().ends_with([':', '-', '–']) && !leads_to_reasons(words)
}

/// "Councillor Ash moved and Councillor Elm seconded the following motion.": the motion stands below.
pub(crate) fn announces(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches('.').to_lowercase();
    ["the following motion", "the following amendment"].iter().any(|end| words.ends_with(end))
}

/// "to refuse the application for the following reasons:".
fn leads_to_reasons(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches([':', '-', '–', ' ']);
    words.ends_with("following reasons") || words.ends_with("following reason")
}

/// Whether the last entry of the open group leads in to what comes below it.
pub(super) fn last_leads_in(reading: &Reading<'_>, opened: &Opened<'_>) -> bool {
    let last = opened.group.entries.last();
    last.is_some_and(|last| leads_in(&reading.document.words(&last.text)))
}

/// Whether the lead is unfinished: a colon, a dash, "that", or no stop at all.
pub(super) fn leads_on(reading: &Reading<'_>, opened: &Opened<'_>) -> bool {
    let lead = reading.document.words(&opened.group.lead);
    let lead = lead.trim_end();
    announces_list(lead)
        || !lead.ends_with(['.', '!', '?', ')', '”', '"'])
            && !leads_to_reasons(lead)
            && !is_voted(lead)
}

/// "to accept the plan with these listed conditions.": a stop that stands for a colon.
fn announces_list(lead: &str) -> bool {
    const LISTED: [&str; 5] = ["conditions.", "amendments.", "changes.", "terms.", "provisos."];
    let mut words = lead.rsplit(' ');
    let listed = words.next().is_some_and(|last| LISTED.contains(&last));
    listed && words.take(2).any(|word| ["these", "following"].contains(&word))
}

/// "to approve the accounts Agreed unanimously": the vote that stands behind a clause says that it is whole.
pub(super) fn is_voted(words: &str) -> bool {
    const VOTES: [&str; 6] = [
        " Agreed unanimously",
        " Unanimously agreed",
        " Carried unanimously",
        " All in favour",
        " All agreed",
        " Carried",
    ];
    VOTES.iter().any(|vote| words.ends_with(vote))
}

/// Whether the lead-in ends with the "to" of the verbs below it: "That the Committee resolves to:".
pub(crate) fn leads_to_verbs(reading: &Reading<'_>, opened: &Opened<'_>) -> bool {
    let lead = reading.document.words(&opened.group.lead);
    lead.trim_end_matches([':', '-', '–', ' ']).ends_with(" to")
}
