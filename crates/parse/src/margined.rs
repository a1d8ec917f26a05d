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

/// The title of the first item and the head of the margin in the line of it: "1. Minutes of the last meeting       Action".
/// Where the head stands, characters from the left.
fn titled_head(line: &str) -> Option<(&str, usize)> {
    let line = line.trim_end();
    let (before, head) = line.split_at_checked(line.rfind("    ").map_or(0, |gap| gap + 4))?;
    let title = before.trim();
    let words = title.split_whitespace().count();
    let at = before.chars().count();
    let numbered = title.starts_with(|c: char| c.is_ascii_digit()) && !title.contains("    ");
    let heads = ["action", "actions", "action:"].contains(&head.to_lowercase().as_str());
    (heads && numbered && at >= INDENT && words <= TITLE_WORDS).then_some((before.trim_end(), at))
}

/// Most words of the title of an item.
const TITLE_WORDS: usize = 14;

/// Where the margin of a text begins, characters from the left; `None` where no line heads one. A head in the line of a title
/// counts where initials stand in the margin below.
pub(crate) fn edge(text: &str) -> Option<usize> {
    let slack = |at: usize| at.saturating_sub(SLACK);
    let alone = text.lines().filter_map(head).map(slack).min();
    let titled = || {
        let (at, (_, edge)) =
            text.lines().map(titled_head).enumerate().find_map(|(at, head)| Some((at, head?)))?;
        let below = text.lines().skip(at + 1);
        let owned = below.filter_map(|line| cut(line, slack(edge)).1).filter(|it| is_initials(it));
        (owned.take(OWNED).count() == OWNED).then_some(slack(edge))
    };
    alone.or_else(titled)
}

/// How many lines have initials in a margin that is headed in the line of a title.
const OWNED: usize = 2;

fn is_initials(owner: &str) -> bool {
    (2..=3).contains(&owner.len()) && owner.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Sets what stands in the margin apart, as far from the left as `first`, its [`edge`].
pub(crate) fn unmargin(text: &str, first: usize) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    let mut aside: Vec<&str> = Vec::new();
    let mut edge: Option<usize> = None;
    for line in text.lines() {
        let head = head(line);
        if let (None, None, Some((title, at))) = (edge, head, titled_head(line)) {
            edge = Some(at.saturating_sub(SLACK));
            out.push_str(title);
            out.push('\n');
            aside.extend(line.get(title.len()..).map(str::trim));
            set_apart(&mut out, &mut aside, first);
            continue;
        }
        let known = edge.filter(|_| head.is_none());
        let (words, owner) = known.map_or((line, None), |edge| cut(line, edge));
        let ends = words.trim().is_empty() && owner.is_none();
        if head.is_some() || ends || markers::split(words).is_some() {
            set_apart(&mut out, &mut aside, first);
        }
        edge = head.map(|at| at.saturating_sub(SLACK)).or(edge);
        out.push_str(words);
        out.push('\n');
        aside.extend(owner.filter(|owner| !aside.contains(owner)));
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
    fn a_head_may_stand_in_the_line_of_the_first_title() {
        let line = |words: &str, owner: &str| format!("{words:64}{owner}\n");
        let title = line("12/24 Minutes of the Meeting of 4 May", "Action");
        let text = title.clone()
            + "\n"
            + &line("a) The lane is under water. The Commissioners agreed to ask", "AB")
            + "   for a drain.\n"
            + &line("b) Lamps to be mended.", "CD");
        let read = unmargin(&text, edge(&text).unwrap());
        let at = " ".repeat(60);
        assert_eq!(
            read,
            format!(
                "12/24 Minutes of the Meeting of 4 May\n\n{at}Action\n\n\na) The lane is under water. The Commissioners agreed to ask\n   for a drain.\n\n{at}AB\n\nb) Lamps to be mended.\n\n{at}CD\n\n"
            )
        );
        assert_eq!(edge(&(title + &line("a) Fees", "Paid") + &line("b) Lamps", "40.00"))), None);
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
