//! Tables ruled across only: lines of one width above and below each row, and columns that nothing but white parts.
//! Two columns are left to the text: a number before a paragraph looks no other.

use super::grid::{Grid, SNAP};
use super::lines::Line;
use super::page::Page;
use super::words::Word;

/// Fewest rows, the head of the table among them.
const LEAST_ROWS: usize = 3;

/// Fewest gutters between its columns.
const LEAST_GUTTERS: usize = 2;

/// Shortest line, in points, that may rule a table.
const LEAST_WIDTH: f32 = 150.0;

/// White between two columns, in ems of the words beside it, that no row fills.
const GUTTER: f32 = 0.6;

/// White, in points, before the words of a column.
const PADDING: f32 = 4.0;

/// A line across: its height and its two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Level {
    y: f32,
    left: f32,
    right: f32,
}

impl Level {
    fn is_as_wide_as(&self, other: &Self) -> bool {
        (self.left - other.left).abs() < SNAP && (self.right - other.right).abs() < SNAP
    }
}

/// The tables of a page that are ruled across only, outside those whose boxes are drawn.
pub(crate) fn grids(page: &Page, lines: &[Line], boxed: &[Grid]) -> Vec<Grid> {
    let levels = levels(page, boxed);
    let words: Vec<&Word> = lines.iter().flat_map(|line| &line.words).collect();
    let mut found = Vec::new();
    let mut rest = levels.as_slice();
    while rest.len() > LEAST_ROWS {
        let (grid, used) = table(rest, &words).map_or((None, 1), |(grid, used)| (Some(grid), used));
        found.extend(grid);
        rest = rest.get(used..).unwrap_or_default();
    }
    found
}

/// The lines across a page from top to bottom; pieces that touch are one.
fn levels(page: &Page, boxed: &[Grid]) -> Vec<Level> {
    let within =
        |y: f32| boxed.iter().any(|grid| grid.top() - SNAP <= y && y <= grid.bottom() + SNAP);
    let across = page.rules.iter().filter(|rule| rule.is_across());
    let mut pieces: Vec<Level> = across
        .map(|rule| Level { y: (rule.y0 + rule.y1) / 2.0, left: rule.x0, right: rule.x1 })
        .filter(|piece| !within(piece.y))
        .collect();
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut levels: Vec<Level> = Vec::new();
    for row in pieces.chunk_by(|above, below| below.y - above.y < SNAP) {
        let mut row = row.to_vec();
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut joined: Vec<Level> = Vec::new();
        for piece in row {
            match joined.last_mut().filter(|last| piece.left <= last.right + SNAP) {
                Some(last) => last.right = last.right.max(piece.right),
                None => joined.push(piece),
            }
        }
        levels.extend(joined.into_iter().filter(|level| level.right - level.left > LEAST_WIDTH));
    }
    levels
}

/// The table that the first of these lines opens, and how many lines it takes.
fn table(levels: &[Level], words: &[&Word]) -> Option<(Grid, usize)> {
    let first = levels.first()?;
    let alike = levels.iter().take_while(|level| level.is_as_wide_as(first)).count();
    let mut columns: Vec<f32> = Vec::new();
    let mut rows = 0;
    for at in 1..alike {
        let (Some(above), Some(below)) = (levels.get(at - 1), levels.get(at)) else { break };
        let gutters = gutters(&between(words, first, below));
        // Once a table stands, what lies across its columns is none of its rows.
        let across = rows >= LEAST_ROWS && gutters.len() < columns.len();
        if between(words, above, below).is_empty() || gutters.len() < LEAST_GUTTERS || across {
            break;
        }
        (columns, rows) = (gutters, at);
    }
    let levels = levels.get(..=rows)?;
    if rows < LEAST_ROWS || !stand_side_by_side(levels, words, &columns) {
        return None;
    }
    let head = head(words, levels, &columns);
    let edges = [first.left].into_iter().chain(columns).chain([first.right]).collect();
    let rows_at = head.into_iter().chain(levels.iter().map(|level| level.y)).collect();
    Some((Grid::of_edges(edges, rows_at), rows))
}

/// Where the head of a table begins that no line closes above: the lines of words next above the first rule that keep to
/// the columns and fill most of them.
fn head(words: &[&Word], levels: &[Level], columns: &[f32]) -> Option<f32> {
    let (first, last) = (levels.first()?, levels.last()?);
    let mut top: Option<f32> = None;
    loop {
        let foot = Level { y: top.unwrap_or(first.y), ..*first };
        let near = |word: &&&Word| word.y <= foot.y + 1.0 && word.y > foot.y - 2.0 * word.size;
        let next = words.iter().filter(near).max_by(|a, b| a.y.total_cmp(&b.y));
        let Some(next) = next else { return top };
        let above = Level { y: next.y - 1.2 * next.size, ..*first };
        let line = between(words, &above, &foot);
        let fits = gutters(&between(words, &above, last)).len() == columns.len();
        if !fits || 2 * filled(&line, columns) <= columns.len() + 1 {
            return top;
        }
        top = Some(above.y);
    }
}

/// The words between two lines.
fn between<'w>(words: &[&'w Word], above: &Level, below: &Level) -> Vec<&'w Word> {
    let inside = |word: &&&Word| {
        let (height, middle) = (word.y - 0.3 * word.size, (word.x0 + word.x1) / 2.0);
        above.y < height && height < below.y && above.left <= middle && middle <= above.right
    };
    words.iter().filter(inside).copied().collect()
}

/// Where columns begin: white that no word fills from the first row to the last.
fn gutters(words: &[&Word]) -> Vec<f32> {
    let mut words = words.to_vec();
    words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut gutters = Vec::new();
    let mut reach: Option<f32> = None;
    for word in words {
        if let Some(gap) =
            reach.map(|reach| word.x0 - reach).filter(|gap| *gap > GUTTER * word.size)
        {
            gutters.push(word.x0 - PADDING.min(gap / 2.0));
        }
        reach = Some(reach.map_or(word.x1, |reach| reach.max(word.x1)));
    }
    gutters
}

/// Whether most rows have words in two columns at least.
fn stand_side_by_side(levels: &[Level], words: &[&Word], columns: &[f32]) -> bool {
    let several = |pair: &&[Level]| {
        let [above, below] = pair else { return false };
        filled(&between(words, above, below), columns) > 1
    };
    3 * levels.windows(2).filter(several).count() > 2 * (levels.len() - 1)
}

/// In how many columns some words stand.
fn filled(words: &[&Word], columns: &[f32]) -> usize {
    let mut at: Vec<usize> =
        words.iter().map(|word| columns.partition_point(|edge| *edge <= word.x0)).collect();
    at.sort_unstable();
    at.dedup();
    at.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of ten points at their left edges, on one line.
    fn line(y: f32, words: &[(f32, &str)]) -> Line {
        let word = |&(x0, text): &(f32, &str)| {
            let x1 = x0 + 5.0 * text.len() as f32;
            Word { text: text.to_owned(), x0, x1, y, size: 10.0, ..Word::default() }
        };
        Line { words: words.iter().map(word).collect(), page: 1, ..Line::default() }
    }

    fn found(lines: &[Line], rules: &[f32]) -> Vec<Grid> {
        let rule =
            |y: &f32| super::super::glyphs::Rule { x0: 10.0, y0: *y, x1: 300.0, y1: *y + 0.5 };
        let page = Page { rules: rules.iter().map(rule).collect(), ..Page::default() };
        grids(&page, lines, &[])
    }

    #[test]
    fn rows_between_lines_have_the_columns_that_white_parts() {
        let lines = [
            line(110.0, &[(12.0, "No."), (40.0, "Recommendation"), (250.0, "Status")]),
            line(130.0, &[(12.0, "4.1"), (40.0, "Ferries"), (80.0, "should"), (250.0, "Done")]),
            line(
                150.0,
                &[(12.0, "4.2"), (40.0, "Boats"), (70.0, "be"), (84.0, "told"), (250.0, "Open")],
            ),
            line(162.0, &[(40.0, "of"), (54.0, "fog"), (73.0, "early.")]),
            line(190.0, &[(12.0, "Prose"), (42.0, "goes"), (64.0, "across")]),
        ];
        let grids = found(&lines, &[100.0, 118.0, 138.0, 170.0, 200.0]);
        assert_eq!(grids.len(), 1, "{grids:?}");
        let edges = grids.first().map(|grid| (grid.columns.clone(), grid.rows.len()));
        assert_eq!(edges, Some((vec![10.0, 36.0, 246.0, 300.0], 4)));
        let open = found(&lines, &[118.0, 138.0, 170.0, 200.0]);
        assert!(open.is_empty(), "two rows are none: {open:?}");
    }

    #[test]
    fn numbered_paragraphs_with_lines_between_are_no_table() {
        let lines = [
            line(110.0, &[(12.0, "1."), (40.0, "Apologies")]),
            line(130.0, &[(12.0, "2."), (40.0, "Minutes"), (78.0, "approved")]),
            line(150.0, &[(12.0, "3."), (40.0, "Ferries"), (80.0, "and"), (98.0, "boats")]),
        ];
        assert!(found(&lines, &[100.0, 118.0, 138.0, 158.0]).is_empty());
    }
}
