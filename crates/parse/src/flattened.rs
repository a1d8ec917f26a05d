//! Pages of meetings whose table a converter flattened: title, label and minutes of an item in one line, bars at its end.
//! Tables with several columns keep their bars: `text.rs` reads them.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

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
    Cow::Owned(text.lines().map(unflatten_line).collect::<Vec<_>>().join("\n"))
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
            "Fees\n\nMinutes:\n\nMembers spoke.\nHarbour\n\nDecision:\n\ni. That it be dredged;"
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
