//! Ruled tables: boxes drawn by lines become rows and columns. Tables without rules are not looked for here.

use super::glyphs::Rule;
use super::page::Page;
use super::words::Word;

/// Rules closer than this many points are one.
pub(crate) const SNAP: f32 = 4.0;

/// Share of an outer edge that must be drawn.
const OUTLINE: f32 = 0.6;

/// Points of an inner column edge that must be drawn.
const LEAST_EDGE: f32 = 9.0;

/// A ruled table on one page: the x of its column edges and the y of its row edges.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Grid {
    pub(crate) columns: Vec<f32>,
    pub(crate) rows: Vec<f32>,
    down: Vec<[f32; 3]>,
    across: Vec<[f32; 3]>,
}

/// The ruled tables of a page, top to bottom: at least two columns and one row with all their edges drawn.
pub(crate) fn grids(page: &Page) -> Vec<Grid> {
    let mut groups: Vec<Vec<Rule>> = Vec::new();
    for &rule in &page.rules {
        let touching: Vec<usize> = (0..groups.len())
            .filter(|&at| {
                groups.get(at).is_some_and(|group| group.iter().any(|other| touch(&rule, other)))
            })
            .collect();
        let mut merged = vec![rule];
        for at in touching.into_iter().rev() {
            merged.extend(groups.swap_remove(at));
        }
        groups.push(merged);
    }
    let mut grids: Vec<Grid> = groups.iter().filter_map(|rules| grid(rules)).collect();
    grids.sort_by(|a, b| a.top().total_cmp(&b.top()));
    grids
}

fn touch(one: &Rule, other: &Rule) -> bool {
    one.x0 <= other.x1 + SNAP
        && other.x0 <= one.x1 + SNAP
        && one.y0 <= other.y1 + SNAP
        && other.y0 <= one.y1 + SNAP
}

fn grid(rules: &[Rule]) -> Option<Grid> {
    let (across, down): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.is_across());
    let mut across: Vec<[f32; 3]> =
        across.iter().map(|rule| [(rule.y0 + rule.y1) / 2.0, rule.x0, rule.x1]).collect();
    let mut down: Vec<[f32; 3]> =
        down.iter().map(|rule| [(rule.x0 + rule.x1) / 2.0, rule.y0, rule.y1]).collect();
    across.extend(open_ends(&across, &down));
    // A signature or a drawing has strokes as well, but they begin and end anywhere.
    down.retain(|line| meets(&across, line[1], line[0]) && meets(&across, line[2], line[0]));
    let rows = edges(&across);
    let columns = edges(&down);
    let (width, height) = (reach(&columns), reach(&rows));
    // Underlines and strokes of letters touch as well, but never add up to the outline of a table.
    let is_edge = |lines: &[[f32; 3]], at: Option<&f32>, length: f32| {
        at.is_some_and(|at| drawn(lines, *at) > OUTLINE * length)
    };
    let outlined = is_edge(&down, columns.first(), height)
        && is_edge(&down, columns.last(), height)
        && is_edge(&across, rows.first(), width)
        && is_edge(&across, rows.last(), width);
    let columns: Vec<f32> =
        columns.into_iter().filter(|at| drawn(&down, *at) > LEAST_EDGE).collect();
    (outlined && columns.len() >= 3 && rows.len() >= 2).then_some(Grid {
        columns,
        rows,
        down,
        across,
    })
}

/// A table that a page break cuts may be open at the head or the foot: its column edges run on past its last row edge
/// and end together.
fn open_ends(across: &[[f32; 3]], down: &[[f32; 3]]) -> Vec<[f32; 3]> {
    let top = down.iter().map(|line| line[1]).fold(f32::INFINITY, f32::min);
    let bottom = down.iter().map(|line| line[2]).fold(0.0, f32::max);
    let mut ends = Vec::new();
    for (y, end) in [(top, 1), (bottom, 2)] {
        let here = down.iter().filter(|line| line.get(end).is_some_and(|at| (at - y).abs() < SNAP));
        let mut at: Vec<f32> = here.map(|line| line[0]).collect();
        at.sort_by(f32::total_cmp);
        at.dedup_by(|next, last| *next - *last < SNAP);
        let drawn = across.iter().any(|line| (line[0] - y).abs() < SNAP);
        if let ([first, _, .., last], false) = (at.as_slice(), drawn) {
            ends.push([y, *first, *last]);
        }
    }
    ends
}

/// Whether a line across is drawn at `y` where `x` is.
fn meets(across: &[[f32; 3]], y: f32, x: f32) -> bool {
    across
        .iter()
        .any(|line| (line[0] - y).abs() < 1.5 * SNAP && line[1] - SNAP <= x && x <= line[2] + SNAP)
}

/// From the first edge to the last.
fn reach(edges: &[f32]) -> f32 {
    edges.last().copied().unwrap_or(0.0) - edges.first().copied().unwrap_or(0.0)
}

/// Length drawn, in points, of the lines at a position.
fn drawn(lines: &[[f32; 3]], at: f32) -> f32 {
    lines.iter().filter(|line| (line[0] - at).abs() < SNAP).map(|line| line[2] - line[1]).sum()
}

/// The distinct positions of a set of lines, ascending.
fn edges(lines: &[[f32; 3]]) -> Vec<f32> {
    let mut at: Vec<f32> = lines.iter().map(|line| line[0]).collect();
    at.sort_by(f32::total_cmp);
    at.dedup_by(|next, last| *next - *last < SNAP);
    at
}

impl Grid {
    /// A table whose edges are all drawn, from these.
    pub(crate) fn of_edges(columns: Vec<f32>, rows: Vec<f32>) -> Self {
        let ends = |edges: &[f32]| {
            (edges.first().copied().unwrap_or(0.0), edges.last().copied().unwrap_or(0.0))
        };
        let ((left, right), (top, bottom)) = (ends(&columns), ends(&rows));
        let down = columns.iter().map(|x| [*x, top, bottom]).collect();
        let across = rows.iter().map(|y| [*y, left, right]).collect();
        Self { columns, rows, down, across }
    }

    pub(crate) fn top(&self) -> f32 {
        self.rows.first().copied().unwrap_or(0.0)
    }

    pub(crate) fn bottom(&self) -> f32 {
        self.rows.last().copied().unwrap_or(0.0)
    }

    /// Whether a word stands inside the outer edges.
    pub(crate) fn holds(&self, word: &Word) -> bool {
        let (left, right) = (
            self.columns.first().copied().unwrap_or(0.0),
            self.columns.last().copied().unwrap_or(0.0),
        );
        let middle = (word.x0 + word.x1) / 2.0;
        let height = word.y - 0.3 * word.size;
        left <= middle && middle <= right && self.top() <= height && height <= self.bottom()
    }

    /// Row, first column and number of columns of the cell in which a word stands. Edges that are not drawn
    /// between two columns or rows do not part them.
    pub(crate) fn cell_of(&self, word: &Word) -> (usize, usize, usize) {
        let height = word.y - 0.3 * word.size;
        let middle = (word.x0 + word.x1) / 2.0;
        let row = self.top_row(slot(&self.rows, height), middle);
        let column = slot(&self.columns, middle);
        let left = (0..=column)
            .rev()
            .find(|&at| at == 0 || self.is_drawn_down(at, height))
            .unwrap_or(column);
        let last = self.columns.len().saturating_sub(2);
        let right = (column..=last)
            .find(|&at| at == last || self.is_drawn_down(at + 1, height))
            .unwrap_or(column);
        (row, left, right - left + 1)
    }

    fn top_row(&self, row: usize, x: f32) -> usize {
        (0..=row).rev().find(|&at| at == 0 || self.is_drawn_across(at, x)).unwrap_or(row)
    }

    fn is_drawn_down(&self, edge: usize, y: f32) -> bool {
        let Some(&x) = self.columns.get(edge) else { return true };
        self.down
            .iter()
            .any(|line| (line[0] - x).abs() < SNAP && line[1] - SNAP <= y && y <= line[2] + SNAP)
    }

    fn is_drawn_across(&self, edge: usize, x: f32) -> bool {
        let Some(&y) = self.rows.get(edge) else { return true };
        self.across
            .iter()
            .any(|line| (line[0] - y).abs() < SNAP && line[1] - SNAP <= x && x <= line[2] + SNAP)
    }
}

/// The index of the gap between `edges` in which `at` lies.
fn slot(edges: &[f32], at: f32) -> usize {
    edges.partition_point(|edge| *edge <= at).saturating_sub(1).min(edges.len().saturating_sub(2))
}
