//! Owners in the right margin of a text that kept the layout of its page: a column headed Action, beyond the text. Each is
//! set in a paragraph of its own below the one it stands beside. Pages of PDFs do so in `pdf/columns.rs`.

use crate::markers;

/// What the margin is headed.
const HEADS: [&str; 9] = [
    "action",
    "actions",
    "action by",
    "action for",
    "by whom",
    "owner",
    "lead",
    "responsible",
    "action owner",
];

/// What the columns to the left of it are headed, where they are.
const BESIDE: [&str; 12] = [
    "minute",
    "minutes",
    "item",
    "no",
    "no.",
    "ref",
    "agenda item",
    "subject",
    "discussion",
    "notes",
    "minute no",
    "item no",
];

/// How far from the left such a head stands at least, characters.
const INDENT: usize = 40;

/// How much to the left of its head the margin may begin, characters.
const SLACK: usize = 4;

/// Most characters of an owner.
const OWNER: usize = 30;

/// Where the head of the margin stands in a line, characters from the left; `None` where it has none.
fn head(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let (before, words) = line.split_at_checked(line.rfind("  ").map_or(0, |gap| gap + 2))?;
    let is = |names: &[&str], words: &str| {
        names.contains(&words.trim().trim_end_matches(':').to_lowercase().as_str())
    };
    let beside = before.split("  ").filter(|words| !words.trim().is_empty());
    let at = before.chars().count() + indent(words);
    let is_head = at >= INDENT && is(&HEADS, words) && beside.into_iter().all(|it| is(&BESIDE, it));
    is_head.then_some(at)
}

/// Where the margin of a text begins, characters from the left; `None` where no line heads one.
pub(crate) fn edge(text: &str) -> Option<usize> {
    text.lines().filter_map(head).map(|at| at.saturating_sub(SLACK)).min()
}

/// Sets what stands in the margin apart, as far from the left as `first`, its [`edge`].
pub(crate) fn unmargin(text: &str, first: usize) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut aside: Vec<&str> = Vec::new();
    let mut edge: Option<usize> = None;
    for line in text.lines() {
        let head = head(line);
        let known = edge.filter(|_| head.is_none());
        let (words, owner) = known.map_or((line, None), |edge| cut(line, edge));
        let ends = words.trim().is_empty() && owner.is_none();
        if head.is_some() || ends || markers::split(words).is_some() {
            set_apart(&mut out, &mut aside, first);
        }
        edge = head.map(|at| at.saturating_sub(SLACK)).or(edge);
        out.push_str(words);
        out.push('\n');
        aside.extend(owner);
    }
    set_apart(&mut out, &mut aside, first);
    out
}

/// Writes the owners that stood beside a paragraph below it, as far from the left as the margin is.
fn set_apart(out: &mut String, aside: &mut Vec<&str>, edge: usize) {
    for owner in aside.drain(..) {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', edge));
        out.push_str(owner);
        out.push_str("\n\n");
    }
}

fn indent(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}

/// A line without what stands in the margin, and that: a few words behind a gap, from the edge on.
fn cut(line: &str, edge: usize) -> (&str, Option<&str>) {
    let whole = (line, None);
    let trimmed = line.trim_end();
    let Some(gap) = trimmed.rfind("  ") else { return whole };
    let (before, owner) = trimmed.split_at_checked(gap + 2).unwrap_or((trimmed, ""));
    let short = owner.starts_with(char::is_uppercase) && owner.chars().count() <= OWNER;
    let beyond = before.chars().count() >= edge;
    if short && beyond { (before.trim_end(), Some(owner)) } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_stand_below_the_paragraph_they_stood_beside() {
        let head = format!("{:50}Action\n\n", "");
        let text = format!(
            "{head}1. Buoys. It was agreed to mend the two buoys       Clerk\nby June.\n2. It was agreed to write.{:26}AB / JB\n",
            ""
        );
        let read = unmargin(&text, edge(&text).unwrap());
        let at = " ".repeat(46);
        let below = "1. Buoys. It was agreed to mend the two buoys\nby June.\n";
        let rest = "2. It was agreed to write.\n";
        assert_eq!(read, format!("{head}{below}\n{at}Clerk\n\n{rest}\n{at}AB / JB\n\n"));
    }

    #[test]
    fn a_head_may_stand_beside_those_of_other_columns() {
        let text = format!("Minute{:44}Action\n\n1. Buoys{:50}Clerk\n", "", "");
        assert_eq!(edge(&text), Some(46));
        assert_eq!(edge(&format!("The clerk took{:44}Action\n", "")), None);
    }

    #[test]
    fn texts_without_a_head_and_tables_are_left() {
        for text in
            ["Lamps                                                Clerk\n", "Action\nClerk  JB\n"]
        {
            assert_eq!(edge(text), None);
        }
    }
}
