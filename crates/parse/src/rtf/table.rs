//! Tables of RTF: rows that say where their cells end. Columns are those edges of the whole table, so that a wide cell covers
//! as many as it does on paper.

use std::collections::BTreeMap;

use minuted_model::{Cell, Document};

use crate::builder::{self, Paragraph};

/// Twips (1/1440 inch) by which two edges differ that are one: 2 points.
const SAME: i32 = 40;

/// Most cells a row may define.
const MOST_CELLS: usize = 500;

/// How a cell is merged with those beside or above it.
#[derive(Clone, Copy, Debug, Default)]
struct Definition {
    /// Right edge, twips.
    edge: i32,
    goes_on_left: bool,
    goes_on_above: bool,
}

/// The definition of the rows that follow, and the rows so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    left: i32,
    cells: Vec<Definition>,
    next: Definition,
    header: bool,
    /// Cells of the row being read.
    row: Vec<Vec<Paragraph>>,
    /// Paragraphs of the cell being read.
    cell: Vec<Paragraph>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug, Default)]
struct Row {
    left: i32,
    header: bool,
    definitions: Vec<Definition>,
    cells: Vec<Vec<Paragraph>>,
}

impl Table {
    /// Takes a word that defines a row; `false` for any other.
    pub(super) fn define(&mut self, name: &str, number: Option<i32>) -> bool {
        match name {
            "trowd" => {
                self.cells.clear();
                self.next = Definition::default();
                self.header = false;
                self.left = 0;
            }
            "trleft" => self.left = number.unwrap_or(0),
            "trhdr" => self.header = true,
            "clmrg" => self.next.goes_on_left = true,
            "clvmrg" => self.next.goes_on_above = true,
            "cellx" if self.cells.len() < MOST_CELLS => {
                let edge = number.unwrap_or(0);
                self.cells.push(Definition { edge, ..std::mem::take(&mut self.next) });
            }
            _ => return false,
        }
        true
    }

    /// Adds a paragraph to the cell being read.
    pub(super) fn add(&mut self, paragraph: Paragraph) {
        self.cell.push(paragraph);
    }

    /// Ends the cell being read.
    pub(super) fn end_cell(&mut self) {
        self.row.push(std::mem::take(&mut self.cell));
    }

    /// Ends the row being read.
    pub(super) fn end_row(&mut self) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let cells = std::mem::take(&mut self.row);
        let (left, header, definitions) = (self.left, self.header, self.cells.clone());
        if !cells.is_empty() {
            self.rows.push(Row { left, header, definitions, cells });
        }
    }

    /// Whether there is nothing to hand on.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.row.is_empty() && self.cell.is_empty()
    }

    /// Appends the table to a document and forgets its rows.
    pub(super) fn flush(&mut self, document: &mut Document, table: u32) {
        self.end_row();
        let rows = std::mem::take(&mut self.rows);
        let edges = edges(&rows);
        // Cells merged downwards: column to the row in which they began.
        let mut began: BTreeMap<u32, u32> = BTreeMap::new();
        for (row, at) in rows.into_iter().zip(0..) {
            push_row(
                document,
                row,
                Cell { table, row: at, column: 0, columns: 1, header: at == 0, shade: None },
                &edges,
                &mut began,
            );
        }
    }
}

fn push_row(
    document: &mut Document,
    row: Row,
    place: Cell,
    edges: &[i32],
    began: &mut BTreeMap<u32, u32>,
) {
    let mut left = row.left;
    let mut last = place;
    for (paragraphs, at) in row.cells.into_iter().zip(0..) {
        let definition = usize::try_from(at).ok().and_then(|at| row.definitions.get(at));
        let mut cell = Cell { column: at, header: place.header || row.header, ..place };
        if let Some(definition) = definition {
            let column = index_of(edges, left);
            let columns = index_of(edges, definition.edge).saturating_sub(column).max(1);
            left = definition.edge;
            cell = if definition.goes_on_left { last } else { Cell { column, columns, ..cell } };
            let first = began.get(&column).copied().filter(|_| definition.goes_on_above);
            let first = first.unwrap_or(place.row);
            began.insert(column, first);
            cell.row = first;
        }
        for paragraph in paragraphs {
            builder::push(document, Paragraph { cell: Some(cell), ..paragraph });
        }
        last = cell;
    }
}

/// The edges of all rows, each once, ascending.
fn edges(rows: &[Row]) -> Vec<i32> {
    let own = |row: &Row| {
        let merged = row.definitions.iter().map(|definition| definition.edge);
        std::iter::once(row.left).chain(merged).collect::<Vec<_>>()
    };
    let mut edges: Vec<i32> = rows.iter().flat_map(own).collect();
    edges.sort_unstable();
    edges.dedup_by(|next, kept| next.saturating_sub(*kept) <= SAME);
    edges
}

fn index_of(edges: &[i32], edge: i32) -> u32 {
    let below = edges.partition_point(|known| known.saturating_add(SAME) < edge);
    u32::try_from(below).unwrap_or(u32::MAX)
}
