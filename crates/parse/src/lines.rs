//! Lines of a Markdown paragraph: wrapped by an editor, or set by their author, each a line of its own. For CommonMark both are one
//! paragraph; a program that turned a page into Markdown left those of the page.

use crate::broken::ends;

/// Fewest lines below others that tell how a paper is set.
const ENOUGH: usize = 6;

/// Of so many lines below others one may run on in the next.
const SHARE: usize = 12;

/// How the lines of one block begin that are no running text.
const SET_APART: [&str; 8] = ["#", "|", ">", "-", "*", "+", "<", "```"];

/// Whether the lines of a text stand for themselves: hardly any runs on in the next, as most wrapped ones do.
pub(crate) fn are_typed(text: &str) -> bool {
    let mut last = "";
    let (mut all, mut low) = (0, 0);
    for line in text.lines().map(str::trim) {
        if SET_APART.iter().any(|mark| line.starts_with(mark)) {
            last = "";
            continue;
        }
        let below = !last.is_empty() && !line.is_empty();
        all += usize::from(below);
        low += usize::from(below && (!begins(line) || is_open(last)));
        last = line;
    }
    all >= ENOUGH && low * SHARE <= all
}

/// Whether a line of such a text begins a paragraph of its own below `last`.
pub(crate) fn parts(last: &str, line: &str) -> bool {
    let last = last.trim_end();
    begins(line) && !last.is_empty() && !is_open(last) && (ends(last) || !last.ends_with('-'))
}

/// Whether a line begins as a sentence or a label does.
fn begins(line: &str) -> bool {
    let line = line.trim_start_matches(['*', '_', '“', '"', '(']);
    line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// Whether a line ends at a comma, or at a word that ends none.
fn is_open(line: &str) -> bool {
    const OPEN: [&str; 16] = [
        "the", "a", "an", "of", "and", "or", "to", "for", "by", "from", "with", "that", "in", "on",
        "at", "&",
    ];
    let word = line.rsplit(char::is_whitespace).next().unwrap_or(line);
    line.ends_with(',') || OPEN.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_hardly_run_on_are_their_authors() {
        let typed = "1. Orders\n   General: 48.20\n   Ferry: 12.00\n   Elm moved to pay them.\n\n2. Pier\n   Action: Ash to look.\n   None.\n   Put off.\n";
        assert!(are_typed(typed));
        let wrapped = "The meeting heard that the wall\nhad been mended by the owner and\nthat Mr Ash would look at it. The\nchair thanked him. It was agreed\nto write to the owner. The Clerk\nwould see to it. The next meeting\nis on 3 May.\n";
        assert!(!are_typed(wrapped));
    }

    #[test]
    fn a_line_left_open_goes_on() {
        assert!(parts("Orders totalling:", "General: 48.20") && parts("Pier", "None."));
        assert!(!parts("moved by Ann Ash,", "Bo Birch") && !parts("the report of the", "Clerk"));
        assert!(!parts("The board", "met"));
    }
}
