//! Pages of meetings whose table a converter flattened: title, label and minutes of an item in one line, bars at its end.
//! Tables with several columns keep their bars: `text/` reads them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::markers;

/// A line of so many bytes is long enough to have been broken.
const BROKEN: usize = 40;

/// A label that heads a part of an agenda item, glued to the words after it.
static GLUED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s|])(?P<label>(?:Minutes|Decision|Additional documents):|Reasons? for (?:the )?[Dd]ecision:?|Any Alternative Options Considered and Rejected:?)[ \u{a0}]+(?:[A-Z“‘(0-9]|[ivx]{1,4}[.)])")
        .expect("a fixed pattern compiles")
});

/// Gives glued labels lines of their own where a page has more than one; any other text comes back as it is.
pub(crate) fn unflatten(text: &str) -> Cow<'_, str> {
    let glued = |line: &&str| !line.contains('\t') && glued_label(line).is_some();
    if text.lines().filter(glued).count() < 2 {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut last = "";
    for line in text.lines() {
        let glue = if out.is_empty() {
            ""
        } else if runs_on(last, line) {
            " "
        } else {
            "\n"
        };
        out.push_str(glue);
        // A row begins with the title of its item.
        if ends_row(last) && glued_label(line).is_some_and(|label| label.start() > 0) {
            out.push_str("### ");
        }
        out.push_str(&unflatten_line(line));
        last = line;
    }
    Cow::Owned(out)
}

fn ends_row(line: &str) -> bool {
    line.trim_end().ends_with('|')
}

/// Whether a line of a row was broken where a sentence goes on: no bar and no stop closes it, and it is too long for a title.
fn runs_on(line: &str, next: &str) -> bool {
    let open = !line.trim_end().ends_with(['|', '.', ':', ';', '?', '!', '–', '-', ')']);
    open && line.len() >= BROKEN && !next.trim().is_empty() && markers::split(next).is_none()
}

fn unflatten_line(line: &str) -> String {
    let line = line.trim_end_matches(|c: char| c == '|' || c.is_whitespace());
    let mut out = String::with_capacity(line.len() + 8);
    let mut rest = line;
    while let Some(label) = glued_label(rest) {
        let (before, after) = rest.split_at_checked(label.start()).unwrap_or((rest, ""));
        out.push_str(before.trim_end());
        out.push_str("\n\n");
        out.push_str(label.as_str());
        out.push_str("\n\n");
        rest = after.get(label.len()..).unwrap_or("").trim_start();
    }
    out.push_str(rest);
    out
}

/// The first glued label of a line; the last word of "Date of Decision:" is none.
fn glued_label(line: &str) -> Option<regex::Match<'_>> {
    let labels = GLUED.captures_iter(line).filter_map(|groups| groups.name("label"));
    let named = |label: &regex::Match<'_>| {
        let before = line.get(..label.start()).unwrap_or("").trim_end().to_lowercase();
        ["of", "of the", "key", "for", "reference"].iter().any(|word| {
            before.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        })
    };
    labels.into_iter().find(|label| !named(label))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_a_flattened_page_stand_alone() {
        let page = "Fees Minutes: Members spoke. |\nHarbour Decision: i. That it be dredged; |";
        assert_eq!(
            unflatten(page),
            "Fees\n\nMinutes:\n\nMembers spoke.\n### Harbour\n\nDecision:\n\ni. That it be dredged;"
        );
    }

    #[test]
    fn a_broken_line_of_a_row_is_mended() {
        let page = "Fees Minutes: Noted. |\nChair Decision: It was RESOLVED that Councillor Ash be elected Vice\nChair for the year to come and for the one\nbehind it. |\nTrees\nSupporting documents: |";
        assert_eq!(
            unflatten(page),
            "Fees\n\nMinutes:\n\nNoted.\n### Chair\n\nDecision:\n\nIt was RESOLVED that Councillor Ash be elected Vice Chair for the year to come and for the one behind it.\nTrees\nSupporting documents:"
        );
    }

    #[test]
    fn a_lone_label_and_a_table_are_left() {
        for text in [
            "Decision: That the fees be set.",
            "Date of Decision: May\nReference Decision: (3)",
            "Date | Minutes: A | Owner |\n1/2 | x | y |",
        ] {
            assert_eq!(unflatten(text), text);
        }
    }
}
