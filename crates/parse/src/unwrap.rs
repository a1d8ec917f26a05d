//! Texts that a converter set one printed line a paragraph: every line is followed by a blank one.
//! Texts wrapped without blank lines are `text/`'s subject.

use std::borrow::Cow;

use crate::markers;

/// Share of lines that a single blank line must follow.
const DOUBLED: f64 = 0.75;

/// Shortest width of a printed line, characters; shorter ones are lists.
const NARROWEST: usize = 60;

/// Widest printed line.
const WIDEST: usize = 125;

/// Joins the printed lines of a doubled text into paragraphs; any other text comes back as it is.
pub(crate) fn undouble(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let Some(width) = printed_width(&lines) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let mut last = "";
    for line in lines.into_iter().filter(|line| !line.trim().is_empty()) {
        let glue = if last.is_empty() {
            ""
        } else if goes_on(last, line, width) {
            " "
        } else {
            "\n\n"
        };
        out.push_str(glue);
        out.push_str(if glue == " " { line.trim_start() } else { line });
        last = line;
    }
    Cow::Owned(out)
}

/// The width of the printed lines, where most lines are doubled and many are full.
fn printed_width(lines: &[&str]) -> Option<usize> {
    let is_blank = |at: usize| lines.get(at).is_none_or(|line| line.trim().is_empty());
    let inked: Vec<usize> = (0..lines.len()).filter(|&at| !is_blank(at)).collect();
    let doubled = inked.iter().filter(|&&at| is_blank(at + 1)).count();
    let mut lengths: Vec<usize> =
        inked.iter().filter_map(|&at| lines.get(at)).map(|line| line.chars().count()).collect();
    lengths.sort_unstable();
    let width = *lengths.get(lengths.len() * 9 / 10)?;
    let full = lengths.iter().filter(|length| **length * 10 > width * 8).count();
    // A web address or two may be longer than the page is wide.
    let long = lengths.iter().filter(|length| **length > WIDEST + 40).count() * 50 > lengths.len();
    let enough =
        inked.len() >= 12 && ratio(doubled, inked.len()) > DOUBLED && full * 4 > inked.len();
    (enough && !long && (NARROWEST..=WIDEST).contains(&width)).then_some(width)
}

#[expect(clippy::cast_precision_loss, reason = "counts of lines are small")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

/// Whether a line runs on in the next: it is full and ends no sentence, and the next opens nothing.
fn goes_on(last: &str, next: &str, width: usize) -> bool {
    let full = last.chars().count() * 10 >= width * 7;
    let ended = last.trim_end_matches('*').ends_with(['.', ':', ';', '?', '!', '”', '"']);
    // Bold lines, and lines in italics.
    let bold = |line: &str| line.starts_with('*') && !line.starts_with("* ") && line.ends_with('*');
    let low = next.trim_start_matches(['*', ' ']).starts_with(char::is_lowercase);
    let marked = next.starts_with(['#', '|', '-', '*', '>']) || markers::split(next).is_some();
    let marked = marked || begins_minute(next);
    let opens = marked && !(bold(last) && bold(next)) && !markers::dates(last, next);
    let shouts = |line: &str| !line.contains(char::is_lowercase);
    let heading = last.starts_with('#')
        || bold(last) && !(full && bold(next))
        || shouts(last) && !shouts(next);
    !opens && !heading && !ended && (full || low)
}

/// Whether a line begins with the number of a minute: `23/41 Allotments`.
fn begins_minute(line: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let mut words = line.split_whitespace();
    let number = words.next().and_then(|word| word.split_once('/'));
    number.is_some_and(|(before, after)| digits(before) && digits(after))
        && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_lines_are_joined_and_others_left() {
        let line = "The council heard that the wall of the old harbour had been seen to by the";
        let text = format!(
            "{}{line}\n\nsurveyor in May.\n\nThat is all.\n",
            format!("{line}\n\ncontractor.\n\n").repeat(8)
        );
        let joined = undouble(&text);
        assert!(joined.contains("seen to by the contractor."), "{joined}");
        assert!(joined.contains("surveyor in May.\n\nThat is all."), "{joined}");
        let number = format!(
            "{}{line}\n\n23/41 Seats\n\nNone.\n",
            format!("{line}\n\ncontractor.\n\n").repeat(8)
        );
        assert!(undouble(&number).contains("by the\n\n23/41 Seats"));
        assert_eq!(undouble("One line.\n\nAnother line."), "One line.\n\nAnother line.");
    }
}
