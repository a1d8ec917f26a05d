//! Tables as rows of cells, before they are blocks, and their joining over page breaks: the header printed again is
//! set apart, and a row cut in two is one row.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::lines::{self, Line};
use super::words::Word;

/// How far apart, in points, edges of columns may lie on two pages of one table.
const SAME_EDGE: f32 = 8.0;

/// Space, in points, between the edge of a cell and its text.
const PADDING: f32 = 4.0;

/// A table on one page, or on several once joined.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Table {
    /// Left edges of the columns and the right edge of the last, in points.
    pub(crate) edges: Vec<f32>,
    pub(crate) rows: Vec<Row>,
}

/// A row: its cells by the column in which each begins.
pub(crate) type Row = BTreeMap<usize, Cell>;

/// The lines of a cell and how many columns it covers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cell {
    pub(crate) columns: usize,
    pub(crate) lines: Vec<Line>,
}

impl Cell {
    fn text(&self) -> String {
        self.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ")
    }
}

/// The words inside a grid, cell by cell.
pub(crate) fn ruled(grid: &Grid, words: Vec<Word>, page: u32) -> Table {
    let mut cells: BTreeMap<(usize, usize), (usize, Vec<Word>)> = BTreeMap::new();
    for word in words {
        let (row, column, columns) = grid.cell_of(&word);
        cells.entry((row, column)).or_insert((columns, Vec::new())).1.push(word);
    }
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    for ((row, column), (columns, words)) in cells {
        let right = grid.columns.get(column + columns).map_or(0.0, |edge| edge - PADDING);
        let mut lines = lines::lines(words, page);
        lines.iter_mut().for_each(|line| line.right = right);
        rows.entry(row).or_default().insert(column, Cell { columns, lines });
    }
    let rows = rows.into_values().flat_map(by_number).collect();
    Table { edges: grid.columns.clone(), rows }
}

/// A row whose first cell is a column of numbers, each beside the paragraph it numbers, is as many rows.
fn by_number(row: Row) -> Vec<Row> {
    let starts: Vec<f32> = match row.get(&0) {
        Some(first) if row.len() > 1 && first.lines.iter().all(is_number) => {
            first.lines.iter().map(|line| line.y() - 0.5 * line.size()).collect()
        }
        _ => Vec::new(),
    };
    if starts.len() < 2 || cuts_sentences(&row, &starts) {
        return vec![row];
    }
    let mut rows: Vec<Row> = vec![Row::new(); starts.len()];
    for (column, cell) in row {
        for line in cell.lines {
            let at = starts.partition_point(|start| *start <= line.y()).saturating_sub(1);
            let Some(row) = rows.get_mut(at) else { continue };
            let cell =
                row.entry(column).or_insert(Cell { columns: cell.columns, lines: Vec::new() });
            cell.lines.push(line);
        }
    }
    rows
}

/// Whether most of these places in a row lie in the midst of sentences: the numbers stand beside no paragraphs of theirs.
fn cuts_sentences(row: &Row, starts: &[f32]) -> bool {
    let within = |lines: &[Line], start: f32| {
        let at = lines.partition_point(|line| line.y() < start);
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        above.zip(lines.get(at)).is_some_and(|(above, below)| {
            let low = below.first_character().is_some_and(char::is_lowercase);
            low && is_unfinished(&above.text()) && below.y() - above.y() < 1.6 * below.size()
        })
    };
    let cut = |start: &&f32| row.iter().skip(1).any(|(_, cell)| within(&cell.lines, **start));
    3 * starts.iter().filter(cut).count() > starts.len()
}

/// Whether a line is a paragraph number and nothing else.
fn is_number(line: &Line) -> bool {
    let text = line.text();
    let core = text.trim_matches(|c: char| !c.is_alphanumeric());
    line.words.len() == 1
        && !core.is_empty()
        && core.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// Joins the table at the head of a page to the one at the foot of the page before, where it is the same table.
/// Gives the header rows that were printed again, or the lower table back where it is another one.
pub(crate) fn join(above: &mut Table, mut below: Table) -> Result<Vec<Line>, Table> {
    let Some(edges) = shared_edges(&above.edges, &below.edges) else { return Err(below) };
    let repeated = repeated_rows(above, &below);
    if repeated == 0 && heads(&below) && heads(above) {
        return Err(below);
    }
    respace(above, &edges);
    respace(&mut below, &edges);
    let mut rows = below.rows.into_iter();
    let header: Vec<Line> = rows
        .by_ref()
        .take(repeated)
        .flat_map(Row::into_values)
        .flat_map(|cell| cell.lines)
        .collect();
    for (at, row) in rows.enumerate() {
        match above.rows.last_mut() {
            Some(last) if at == 0 && carries_on(last, &row) => append(last, row),
            _ => above.rows.push(row),
        }
    }
    Ok(header)
}

/// The columns of two parts of one table: the outer edges agree, and one part may lack some of the other's inner ones.
fn shared_edges(one: &[f32], other: &[f32]) -> Option<Vec<f32>> {
    let near = |a: f32, b: f32| (a - b).abs() < SAME_EDGE;
    let outer = near(*one.first()?, *other.first()?) && near(*one.last()?, *other.last()?);
    let (many, few) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    let inside = few.iter().all(|edge| many.iter().any(|other| near(*edge, *other)));
    (outer && inside).then(|| many.to_vec())
}

/// Renames the columns of a table after a finer set of edges.
fn respace(table: &mut Table, edges: &[f32]) {
    let place = |at: usize| {
        let edge = table.edges.get(at).copied().unwrap_or(0.0);
        let distance =
            |index: &usize| edges.get(*index).map_or(f32::MAX, |other| (other - edge).abs());
        (0..edges.len()).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or(at)
    };
    let renamed = |row: &Row| {
        let cells = row.iter().map(|(column, cell)| {
            let (from, to) = (place(*column), place(column + cell.columns));
            (from, Cell { columns: to.saturating_sub(from).max(1), lines: cell.lines.clone() })
        });
        cells.collect::<Row>()
    };
    table.rows = table.rows.iter().map(renamed).collect();
    table.edges = edges.to_vec();
}

/// How many rows at the head of the lower table repeat those at the head of the upper one.
fn repeated_rows(above: &Table, below: &Table) -> usize {
    let words = |row: &Row| row.values().map(Cell::text).collect::<Vec<_>>();
    let pairs = above.rows.iter().zip(&below.rows);
    let alike =
        pairs.take_while(|(one, other)| one.len() > 1 && words(one) == words(other)).count();
    // A whole table printed twice is two tables.
    if alike == below.rows.len() && alike > 1 { 0 } else { alike }
}

/// Whether a table begins with a row of its own column heads.
fn heads(table: &Table) -> bool {
    table.rows.first().is_some_and(|row| row.len() > 1 && is_header(row))
}

/// Whether every cell of a row is bold, as column heads are.
pub(crate) fn is_header(row: &Row) -> bool {
    row.values().all(|cell| cell.lines.iter().all(Line::is_bold))
}

/// Whether the first row of a page is the rest of the last row of the page before: what stands in it goes on where a
/// cell above broke off, and nothing in it opens anew beside that.
fn carries_on(above: &Row, below: &Row) -> bool {
    let mut goes_on = false;
    for (column, cell) in below {
        let text = cell.text();
        let low = text.starts_with(|c: char| c.is_lowercase() || c == ',' || c == '(');
        let broke_off = above.get(column).is_some_and(|above| is_unfinished(&above.text()));
        let labelled = cell.lines.first().is_some_and(|line| line.marker().is_some());
        if broke_off && !labelled || low {
            goes_on = true;
        } else if *column == 0 || above.get(column).is_none() {
            return false;
        }
    }
    goes_on && !(below.contains_key(&0) && below.len() > 1 && !begins_low(below))
}

fn begins_low(row: &Row) -> bool {
    row.values().any(|cell| cell.text().starts_with(char::is_lowercase))
}

fn is_unfinished(text: &str) -> bool {
    let words = text.split_whitespace().count();
    words > 3 && !text.trim_end().ends_with(['.', '!', '?', ':', ';', '”', '"', ')'])
}

fn append(above: &mut Row, below: Row) {
    for (column, cell) in below {
        let columns = cell.columns;
        let into = above.entry(column).or_insert_with(|| Cell { columns, lines: Vec::new() });
        into.lines.extend(cell.lines);
    }
}
