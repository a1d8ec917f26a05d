//! Tables that a converter wrote one cell a line, a bar at the end of each: rows again, bars between their cells.
//!
//! Reads: cells of one row followed by a blank line, or rows that follow each other without one, where the cells of the
//! first column look alike (`114/22`, `1`). Where no width fits the lines are left as they are.

use std::borrow::Cow;

/// Fewest columns and most of a table written so.
const WIDTHS: std::ops::RangeInclusive<usize> = 3..=12;

/// Gives back rows, one a line; any other text comes back as it is.
pub(crate) fn uncell(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().collect();
    if lines.iter().filter(|line| is_cell(line)).count() < *WIDTHS.start() * 2 {
        return Cow::Borrowed(text);
    }
    let mut out: Vec<Cow<'_, str>> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let run = run_of_cells(&lines, at);
        match rows(lines.get(at..at + run).unwrap_or_default()) {
            Some(rows) => {
                out.extend(rows.into_iter().map(Cow::Owned));
                at += run;
            }
            None if run > 0 => {
                let kept = lines.get(at..at + run).unwrap_or_default();
                out.extend(kept.iter().map(|line| Cow::Borrowed(*line)));
                at += run;
            }
            None => {
                out.push(Cow::Borrowed(line));
                at += 1;
            }
        }
    }
    Cow::Owned(out.join("\n"))
}

/// A line that ends with a bar and holds no other, nor a tab.
fn is_cell(line: &str) -> bool {
    let words = line.trim();
    words.strip_suffix('|').is_some_and(|cell| !cell.contains(['|', '\t']))
}

/// How many lines from `at` on are cells, blank lines between them counted.
fn run_of_cells(lines: &[&str], at: usize) -> usize {
    let mut end = at;
    for (index, line) in lines.iter().enumerate().skip(at) {
        if is_cell(line) {
            end = index + 1;
        } else if !line.trim().is_empty() || end == at {
            break;
        }
    }
    end - at
}

/// The rows of a run: as its blank lines part them, or by the one width at which the first cells look alike.
fn rows(run: &[&str]) -> Option<Vec<String>> {
    let parts: Vec<Vec<&str>> = run
        .split(|line| line.trim().is_empty())
        .filter(|part| !part.is_empty())
        .map(|part| part.iter().map(|line| line.trim().trim_end_matches('|').trim()).collect())
        .collect();
    let width = parts.first()?.len();
    if parts.len() >= 2 && WIDTHS.contains(&width) && parts.iter().all(|part| part.len() == width) {
        return Some(parts.iter().map(|row| row.join(" | ")).collect());
    }
    let [cells] = parts.as_slice() else { return None };
    if let Some(rows) = parted_by_bars(cells) {
        return Some(rows);
    }
    let mut fitting = WIDTHS.filter(|width| fits(cells, *width));
    let width = fitting.next()?;
    Some(cells.chunks(width).map(|row| row.join(" | ")).collect())
}

/// The rows of cells between which bars stand alone, all of one width but for a last one cut short.
fn parted_by_bars(cells: &[&str]) -> Option<Vec<String>> {
    let rows: Vec<&[&str]> =
        cells.split(|cell| cell.is_empty()).filter(|row| !row.is_empty()).collect();
    let width = rows.first()?.len();
    let (last, others) = rows.split_last()?;
    let fits = WIDTHS.contains(&width)
        && others.len() >= 2
        && others.iter().all(|row| row.len() == width)
        && last.len() <= width;
    fits.then(|| rows.iter().map(|row| row.join(" | ")).collect())
}

/// Whether cells in rows of this width have a numbered or dated first column under a header that is neither.
fn fits(cells: &[&str], width: usize) -> bool {
    if !cells.len().is_multiple_of(width) || cells.len() < width * 3 {
        return false;
    }
    let shapes: Vec<String> =
        cells.chunks(width).filter_map(|row| row.first()).map(|cell| shape(cell)).collect();
    let Some((head, rest)) = shapes.split_first() else { return false };
    let numbered = rest.first().is_some_and(|shape| shape.contains('9'));
    numbered && !head.contains('9') && rest.windows(2).all(|pair| pair.first() == pair.last())
}

/// `114/22` is `9/9`: runs of digits are `9`, runs of letters `a`.
pub(crate) fn shape(cell: &str) -> String {
    let mut shape = String::new();
    for c in cell.chars() {
        let sort = match c {
            c if c.is_ascii_digit() => '9',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        if !shape.ends_with(sort) || !"9a".contains(sort) {
            shape.push(sort);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_the_rows() {
        let text = "Log\n\nNo |\nAction |\nStatus |\n\n1 |\nWrite |\n|\n\nEnd";
        assert_eq!(uncell(text), "Log\n\nNo | Action | Status\n1 | Write | \n\nEnd");
    }

    #[test]
    fn first_cells_that_look_alike_part_them_too() {
        let text = "Ref |\nAction |\nBy |\n1/22 |\nWrite |\nClerk |\n12/22 |\nCall |\nChair |";
        assert_eq!(uncell(text), "Ref | Action | By\n1/22 | Write | Clerk\n12/22 | Call | Chair");
    }

    #[test]
    fn bars_on_their_own_part_them() {
        let text =
            "|\nRef |\nAction |\nBy |\n|\nX 1 |\nWrite |\nClerk |\n|\nX 2 |\nCall |\nChair |";
        assert_eq!(uncell(text), "Ref | Action | By\nX 1 | Write | Clerk\nX 2 | Call | Chair");
    }

    #[test]
    fn other_lines_are_left() {
        for text in [
            "a | b | c\n1 | 2 | 3",
            "One |\nTwo |\nThree |\nFour |\nFive |\nSix |\nSeven |",
            "Minutes: Members spoke. |\nThat it be noted. |",
        ] {
            assert_eq!(uncell(text), text);
        }
    }
}
