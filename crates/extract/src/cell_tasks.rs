//! Paragraphs of a cell that are tasks each: "Fit a lock to the gate." above "Keep the stairs clear." One that explains the task
//! above it ("This was first raised in May.") makes them one.

use minuted_model::{Document, Span};

/// Verbs that begin a task in the imperative. Those that are names of things as well want a small letter behind them.
const ORDERS: [&str; 88] = [
    "Add",
    "Adopt",
    "Agree",
    "Allocate",
    "Amend",
    "Appoint",
    "Approve",
    "Arrange",
    "Ask",
    "Assess",
    "Audit",
    "Book",
    "Carry",
    "Check",
    "Circulate",
    "Clarify",
    "Clean",
    "Clear",
    "Close",
    "Collect",
    "Complete",
    "Confirm",
    "Consider",
    "Consult",
    "Contact",
    "Continue",
    "Create",
    "Define",
    "Deliver",
    "Develop",
    "Discuss",
    "Display",
    "Document",
    "Draft",
    "Draw",
    "Encourage",
    "Ensure",
    "Establish",
    "Explore",
    "Extend",
    "Find",
    "Fit",
    "Fix",
    "Get",
    "Hold",
    "Identify",
    "Implement",
    "Improve",
    "Include",
    "Increase",
    "Inform",
    "Install",
    "Introduce",
    "Investigate",
    "Invite",
    "Issue",
    "Keep",
    "Liaise",
    "Maintain",
    "Make",
    "Monitor",
    "Notify",
    "Obtain",
    "Order",
    "Organise",
    "Prepare",
    "Produce",
    "Provide",
    "Publish",
    "Purchase",
    "Raise",
    "Recruit",
    "Reduce",
    "Remind",
    "Remove",
    "Repair",
    "Replace",
    "Report",
    "Request",
    "Review",
    "Revise",
    "Seek",
    "Send",
    "Set",
    "Share",
    "Submit",
    "Update",
    "Write",
];

/// The words before the verb of a task that names who is to do it: "The ferry office to report".
const NAMED: usize = 6;

/// Whether a cell holds several paragraphs without labels, and every one of them begins a task.
pub(crate) fn are_tasks(document: &Document, cell: &[Span]) -> bool {
    let unlabelled =
        |span: &Span| document.block_at(span.start).is_none_or(|block| block.marker.is_none());
    cell.len() > 1
        && cell.iter().all(unlabelled)
        && cell.iter().all(|span| begins_task(document.slice(*span)))
        && !cell.iter().any(|span| leads_on(document.slice(*span)))
}

/// Whether words run on in the next paragraph: those of one task that was broken over lines.
fn leads_on(words: &str) -> bool {
    const OPEN: [&str; 9] = ["and", "or", "the", "of", "to", "for", "by", "with", "a"];
    let last = words.split_whitespace().next_back().unwrap_or("");
    words.trim_end().ends_with([',', ':', '-', '–']) || OPEN.contains(&last)
}

/// "Fit a lock", "Clerk to write".
fn begins_task(words: &str) -> bool {
    let mut all = words.split_whitespace();
    let first = all.next().unwrap_or("");
    let second = all.next().unwrap_or("");
    let low = second.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
    ORDERS.contains(&first) && low || names_doer(words)
}

/// "The Clerk to write to the owner": a few words that begin with a capital, none of them a verb that tells, and what they are to do.
fn names_doer(words: &str) -> bool {
    let Some((doer, task)) = words.split_once(" to ") else { return false };
    let named = |word: &str| {
        word.starts_with(char::is_uppercase) || ["and", "&", "/", "of", "for"].contains(&word)
    };
    let doer = doer.strip_prefix("The ").unwrap_or(doer);
    doer.split_whitespace().count() <= NAMED
        && doer.starts_with(char::is_uppercase)
        && doer.split_whitespace().all(named)
        && task.starts_with(char::is_lowercase)
        && !["due", "access", "thanks", "according", "prior"]
            .iter()
            .any(|it| doer.eq_ignore_ascii_case(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tasks_are_told_from_remarks() {
        for words in ["Fit a lock to the gate.", "The Clerk to write.", "Check 3 boats"] {
            assert!(begins_task(words), "{words}");
        }
        for words in
            ["This was raised in May.", "Review Panel met.", "Due to rain.", "Not accepted."]
        {
            assert!(!begins_task(words), "{words}");
        }
        assert!(leads_on("Check the lock and") && !leads_on("Check the lock"));
    }
}
