//! Tables that a converter wrote one cell a paragraph, without bars: rows again, bars between their cells.
//!
//! Such a table is told by its head: names of a tracker's columns, one a paragraph. Its rows begin where a paragraph looks
//! like the first cell (`SR (25/26) 01`), or, where no first cell has a number, follow each other by the head's width.

use std::borrow::Cow;

use crate::celled::shape;

/// Fewest and most columns of a table written so.
const WIDTHS: std::ops::RangeInclusive<usize> = 3..=12;

/// A name of a column takes up to this many words.
const NAME_WORDS: usize = 6;

/// Words that names of columns hold, lower case: what is asked, then what became of it.
const ASKS: [&str; 4] = ["recommendation", "action", "agreed", "resolution"];
/// What the first column is called.
const FIRSTS: [&str; 15] = [
    "ref",
    "no",
    "no.",
    "number",
    "item",
    "id",
    "minute",
    "date",
    "meeting",
    "recommendation",
    "action",
    "portfolio",
    "subject",
    "title",
    "theme",
];
const FOLLOWS: [&str; 14] = [
    "response",
    "status",
    "progress",
    "officer",
    "owner",
    "lead",
    "by whom",
    "timetable",
    "timescale",
    "deadline",
    "target",
    "update",
    "outcome",
    "comment",
];

/// Gives back rows, one a line; any other text comes back as it is.
pub(crate) fn unstack(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().collect();
    let paragraphs: Vec<usize> = (0..lines.len())
        .filter(|&at| lines.get(at).is_some_and(|line| !line.trim().is_empty()))
        .collect();
    let words = |at: usize| {
        paragraphs.get(at).and_then(|line| lines.get(*line)).map_or("", |line| line.trim())
    };
    for start in 0..paragraphs.len() {
        let Some((width, rows, end)) = table_at(&words, paragraphs.len(), start) else { continue };
        if !is_spaced(&paragraphs, start, start + width) {
            continue;
        }
        let line_of = |at: usize| paragraphs.get(at).copied().unwrap_or(lines.len());
        let head = lines.get(..line_of(start)).unwrap_or_default().join("\n");
        let tail = lines.get(line_of(end)..).unwrap_or_default().join("\n");
        let table: Vec<String> = rows.iter().map(|row| row.join(" | ")).collect();
        return Cow::Owned(format!("{head}\n{}\n\n{}", table.join("\n"), unstack(&tail)));
    }
    Cow::Borrowed(text)
}

/// Whether blank lines part the paragraphs from `from` to `to`: lines that follow each other are no cells.
fn is_spaced(paragraphs: &[usize], from: usize, to: usize) -> bool {
    let lines = paragraphs.get(from..to).unwrap_or_default();
    lines.windows(2).all(|pair| matches!(pair, [one, next] if next - one > 1))
}

type Rows = Vec<Vec<String>>;

/// The table whose head begins at paragraph `start`: its width, its rows with the head, and the paragraph after it.
fn table_at<'a>(
    words: &impl Fn(usize) -> &'a str,
    count: usize,
    start: usize,
) -> Option<(usize, Rows, usize)> {
    if !is_first_name(words(start)) {
        return None;
    }
    let longest =
        (start..count.min(start + WIDTHS.end())).take_while(|&at| is_name(words(at))).count();
    let widths = (*WIDTHS.start()..=longest).rev();
    widths.filter(|width| is_head(words, start, *width)).find_map(|width| {
        let (rows, end) = rows(words, count, start + width, width)?;
        let head = (start..start + width).map(|at| words(at).to_owned()).collect();
        Some((width, std::iter::once(head).chain(rows).collect(), end))
    })
}

/// A few words that begin with a capital and are no sentence.
fn is_name(words: &str) -> bool {
    words.split_whitespace().count() <= NAME_WORDS
        && words.starts_with(char::is_uppercase)
        && !words.ends_with(['.', ';', '?', '!'])
        && !words.contains('|')
        && !words.chars().all(|c| !c.is_alphabetic())
}

fn is_head<'a>(words: &impl Fn(usize) -> &'a str, start: usize, width: usize) -> bool {
    let names: Vec<String> = (start..start + width).map(|at| words(at).to_lowercase()).collect();
    let has = |known: &[&str]| {
        names.iter().filter(|name| known.iter().any(|word| name.contains(word))).count()
    };
    has(&ASKS) >= 1 && has(&FOLLOWS) >= 2
}

/// A name that a first column has. Asked of every paragraph before anything else is.
fn is_first_name(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    is_name(words)
        && FIRSTS.iter().any(|known| first == *known || known.len() > 2 && first.starts_with(known))
}

/// The rows from paragraph `from` on, and the paragraph after them.
fn rows<'a>(
    words: &impl Fn(usize) -> &'a str,
    count: usize,
    from: usize,
    width: usize,
) -> Option<(Rows, usize)> {
    let first = shape(words(from));
    if !first.contains('9') {
        return regular(words, count, from, width);
    }
    let starts: Vec<usize> = (from..count).filter(|&at| shape(words(at)) == first).collect();
    let mut rows = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(start + width);
        if end - start < width || end > count {
            return None;
        }
        rows.push((*start..end).map(|at| words(at).to_owned()).collect::<Vec<_>>());
    }
    let end = starts.last()? + width;
    let fitting: Vec<Vec<String>> = rows.iter().filter(|row| row.len() == width).cloned().collect();
    let folded = rows.into_iter().map(|row| fold(row, width, &fitting)).collect::<Vec<_>>();
    (folded.len() >= 2).then_some((folded, end))
}

/// Rows of the head's width, as long as what stands under the ask is a clause.
fn regular<'a>(
    words: &impl Fn(usize) -> &'a str,
    count: usize,
    from: usize,
    width: usize,
) -> Option<(Rows, usize)> {
    let row =
        |at: usize| -> Vec<String> { (at..at + width).map(|at| words(at).to_owned()).collect() };
    let ask = (0..width).find(|column| {
        let name = words(from - width + column).to_lowercase();
        ASKS.iter().any(|word| name.contains(word))
    })?;
    let clause = |row: &Vec<String>| {
        row.get(ask).is_some_and(|cell| {
            cell.starts_with("That ") || cell.split_whitespace().count() > NAME_WORDS
        })
    };
    let mut rows = Vec::new();
    let mut at = from;
    while at + width <= count && clause(&row(at)) {
        rows.push(row(at));
        at += width;
    }
    (rows.len() >= 2).then_some((rows, at))
}

/// A row of too many paragraphs: those over the width belong to the cell that leaves the others looking like the cells of
/// rows that fit, dates under dates; where none tells, to the account before the state.
fn fold(row: Vec<String>, width: usize, fitting: &[Vec<String>]) -> Vec<String> {
    if row.len() == width {
        return row;
    }
    let alike = |cells: &[String]| {
        let same = |(at, cell): &(usize, &String)| {
            fitting.iter().any(|other| other.get(*at).is_some_and(|it| shape(it) == shape(cell)))
        };
        cells.iter().enumerate().filter(same).count()
    };
    let joined: Vec<Vec<String>> = (0..width).map(|long| join(&row, width, long)).collect();
    let usual = width.saturating_sub(2);
    let best = (0..width).max_by_key(|&long| {
        (joined.get(long).map_or(0, |cells| alike(cells)), usize::from(long == usual))
    });
    joined.into_iter().nth(best.unwrap_or(usual)).unwrap_or(row)
}

/// The row with the paragraphs over the width joined to the cell `long`.
fn join(row: &[String], width: usize, long: usize) -> Vec<String> {
    let over = row.len().saturating_sub(width);
    let mut cells: Vec<String> = Vec::new();
    for (at, cell) in row.iter().enumerate() {
        match cells.last_mut() {
            Some(last) if at > long && at <= long + over => {
                last.push(' ');
                last.push_str(cell);
            }
            _ => cells.push(cell.clone()),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_begin_where_a_first_cell_does() {
        let text = "Log\n\nRef\n\nAction\n\nOwner\n\nProgress\n\nStatus\n\nS1\n\nMend it\n\nClerk\n\nBegun in May.\n\nMore in June.\n\nOpen\n\nS2\n\nSell the old crane at once\n\nChair\n\nSold to a yard.\n\nClosed\n\nKey";
        assert_eq!(
            unstack(text),
            "Log\n\nRef | Action | Owner | Progress | Status\nS1 | Mend it | Clerk | Begun in May. More in June. | Open\nS2 | Sell the old crane at once | Chair | Sold to a yard. | Closed\n\nKey"
        );
    }

    #[test]
    fn rows_without_numbers_follow_by_the_width() {
        let text = "Recommendation\n\nResponse\n\nLead Officer\n\nThat it be lit.\n\nAccepted\n\nHead of Roads\n\nThat it be sold.\n\nRejected\n\nHead of Estates\n\nThe meeting closed at nine.";
        assert_eq!(
            unstack(text),
            "\nRecommendation | Response | Lead Officer\nThat it be lit. | Accepted | Head of Roads\nThat it be sold. | Rejected | Head of Estates\n\nThe meeting closed at nine."
        );
    }

    #[test]
    fn other_paragraphs_are_left() {
        for text in [
            "Recommendation\n\nThat it be lit.\n\nResponse\n\nAccepted\n\nLead Officer\n\nHead of Roads",
            "Recommendation\nResponse\nLead Officer\nThat it be lit.\nAccepted\nHead of Roads",
            "Background\n\nOptions\n\nFinance\n\nThe cost is low.\n\nNone.\n\nNone.",
        ] {
            assert_eq!(unstack(text), text);
        }
    }
}
