//! Tables that a converter wrote one cell a paragraph, without bars: rows again, bars between their cells.
//!
//! Such a table is told by its head: names of a tracker's columns, one a paragraph. Its rows begin where a paragraph looks
//! like the first cell (`SR (25/26) 01`), or, where no first cell has a number, follow each other by the head's width.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

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
    let page = Paragraphs::of(text);
    let mut out = String::new();
    let (mut start, mut written) = (0, 0);
    while start < page.count() {
        let Some(table) = table_at(&page, start) else {
            start += 1;
            continue;
        };
        out.push_str(&page.lines_between(written, page.line_of(start)));
        for row in &table.rows {
            out.push('\n');
            out.push_str(&row.join(" | "));
        }
        out.push_str("\n\n");
        start = table.end;
        written = page.line_of(start);
    }
    if written == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&page.lines_between(written, page.lines.len()));
    Cow::Owned(out)
}

/// The lines of a text, and which of them have words: each of these is a paragraph.
struct Paragraphs<'a> {
    lines: Vec<&'a str>,
    worded: Vec<usize>,
    /// The paragraphs of each shape, told when a table asks for them.
    by_shape: OnceCell<BTreeMap<String, Vec<usize>>>,
}

impl<'a> Paragraphs<'a> {
    fn of(text: &'a str) -> Self {
        let lines: Vec<&str> = text.lines().collect();
        let worded = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let worded = worded.map(|(at, _)| at).collect();
        Self { lines, worded, by_shape: OnceCell::new() }
    }

    fn count(&self) -> usize {
        self.worded.len()
    }

    /// The line of a paragraph; for the paragraph after the last, the end of the text.
    fn line_of(&self, at: usize) -> usize {
        self.worded.get(at).copied().unwrap_or(self.lines.len())
    }

    fn words(&self, at: usize) -> &'a str {
        self.lines.get(self.line_of(at)).map_or("", |line| line.trim())
    }

    fn lines_between(&self, from: usize, to: usize) -> String {
        self.lines.get(from..to).unwrap_or_default().join("\n")
    }

    fn row(&self, from: usize, to: usize) -> Vec<String> {
        (from..to).map(|at| self.words(at).to_owned()).collect()
    }

    /// The paragraphs from `from` on that look like it.
    fn alike(&self, from: usize) -> &[usize] {
        let by_shape = self.by_shape.get_or_init(|| {
            let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            (0..self.count())
                .for_each(|at| found.entry(shape(self.words(at))).or_default().push(at));
            found
        });
        let all = by_shape.get(&shape(self.words(from))).map_or(&[][..], Vec::as_slice);
        all.get(all.partition_point(|at| *at < from)..).unwrap_or_default()
    }

    /// Whether blank lines part the paragraphs from `from` to `to`: lines that follow each other are no cells.
    fn are_spaced(&self, from: usize, to: usize) -> bool {
        let lines = self.worded.get(from..to).unwrap_or_default();
        lines.windows(2).all(|pair| matches!(pair, [one, next] if next - one > 1))
    }
}

/// A table, its head for the first row, and the paragraph after it.
struct Table {
    rows: Vec<Vec<String>>,
    end: usize,
}

/// The table whose head begins at paragraph `start`.
fn table_at(page: &Paragraphs<'_>, start: usize) -> Option<Table> {
    if !is_first_name(page.words(start)) {
        return None;
    }
    let most = page.count().min(start + WIDTHS.end());
    let longest = (start..most).take_while(|&at| is_name(page.words(at))).count();
    let widths = (*WIDTHS.start()..=longest).rev();
    let (width, mut table) = widths
        .filter(|width| is_head(page, start, *width))
        .find_map(|width| Some((width, rows(page, start + width, width)?)))?;
    table.rows.insert(0, page.row(start, start + width));
    page.are_spaced(start, start + width).then_some(table)
}

/// A few words that begin with a capital and are no sentence.
fn is_name(words: &str) -> bool {
    words.split_whitespace().count() <= NAME_WORDS
        && words.starts_with(char::is_uppercase)
        && !words.ends_with(['.', ';', '?', '!'])
        && !words.contains('|')
        && !words.chars().all(|c| !c.is_alphabetic())
}

fn is_head(page: &Paragraphs<'_>, start: usize, width: usize) -> bool {
    let names: Vec<String> =
        (start..start + width).map(|at| page.words(at).to_lowercase()).collect();
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

/// The rows from paragraph `from` on.
fn rows(page: &Paragraphs<'_>, from: usize, width: usize) -> Option<Table> {
    if !page.words(from).contains(|c: char| c.is_ascii_digit()) {
        return regular(page, from, width);
    }
    let starts = page.alike(from);
    let end = starts.last()? + width;
    let ends = starts.iter().copied().skip(1).chain([end]);
    let bounds = starts.iter().copied().zip(ends);
    if starts.len() < 2 || end > page.count() || bounds.clone().any(|(at, end)| end - at < width) {
        return None;
    }
    let rows: Vec<Vec<String>> = bounds.map(|(at, end)| page.row(at, end)).collect();
    let mut looks = vec![BTreeSet::new(); width];
    for row in rows.iter().filter(|row| row.len() == width) {
        looks.iter_mut().zip(row).for_each(|(looks, cell)| looks.extend([shape(cell)]));
    }
    let rows = rows.into_iter().map(|row| fold(row, &looks)).collect();
    Some(Table { rows, end })
}

/// Rows of the head's width, as long as what stands under the ask is a clause.
fn regular(page: &Paragraphs<'_>, from: usize, width: usize) -> Option<Table> {
    let ask = (0..width).find(|column| {
        let name = page.words(from - width + column).to_lowercase();
        ASKS.iter().any(|word| name.contains(word))
    })?;
    let clause = |row: &Vec<String>| {
        row.get(ask).is_some_and(|cell| {
            cell.starts_with("That ") || cell.split_whitespace().count() > NAME_WORDS
        })
    };
    let starts = (from..).step_by(width).take_while(|at| at + width <= page.count());
    let rows: Vec<Vec<String>> =
        starts.map(|at| page.row(at, at + width)).take_while(clause).collect();
    let end = from + width * rows.len();
    (rows.len() >= 2).then_some(Table { rows, end })
}

/// A row of too many paragraphs: those over the width belong to the cell that leaves the others looking like the cells of
/// rows that fit, dates under dates; where none tells, to the account before the state.
///
/// `looks` are the shapes of the cells of rows that fit, by column.
fn fold(row: Vec<String>, looks: &[BTreeSet<String>]) -> Vec<String> {
    let width = looks.len();
    if row.len() == width {
        return row;
    }
    let alike = |cells: &[String]| {
        cells.iter().zip(looks).filter(|(cell, looks)| looks.contains(&shape(cell))).count()
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
    fn a_page_may_hold_any_number_of_tables() {
        let table = "Recommendation\n\nResponse\n\nLead Officer\n\nThat it be lit.\n\nAccepted\n\nClerk\n\nThat it be sold.\n\nRejected\n\nClerk\n\nEnd.\n\n";
        let tables = unstack(&table.repeat(20_000)).into_owned();
        assert_eq!(tables.matches("That it be lit. | Accepted | Clerk\n").count(), 20_000);
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
