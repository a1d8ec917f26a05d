//! Tables of a document as rows and cells. What a column means is not known here.

use std::borrow::Cow;
use std::collections::BTreeMap;

use minuted_model::{Block, Document, Span};

/// A table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table<'a> {
    pub(crate) number: u32,
    /// Rows by number: blocks by column.
    pub(crate) rows: BTreeMap<u32, Row<'a>>,
    /// Headings above it.
    pub(crate) section: Vec<Span>,
}

/// A row: its blocks by the column in which each begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row<'a> {
    pub(crate) cells: BTreeMap<u32, Vec<&'a Block>>,
    /// Whether the format or its look says that it heads the table.
    pub(crate) header: bool,
}

impl Row<'_> {
    /// The words of a cell, markers included, as spans.
    pub(crate) fn spans(&self, column: u32) -> Vec<Span> {
        let blocks = self.cells.get(&column).into_iter().flatten();
        blocks.map(|block| block.outer()).filter(|span| !span.is_empty()).collect()
    }

    /// How many columns a cell covers; 0 where none begins.
    pub(crate) fn width(&self, column: u32) -> u32 {
        let blocks = self.cells.get(&column).into_iter().flatten();
        blocks.filter_map(|block| Some(block.cell?.columns)).max().unwrap_or(0)
    }

    /// The words of a cell of at most `most` words, as spans.
    pub(crate) fn short_spans(
        &self,
        document: &Document,
        column: u32,
        most: usize,
    ) -> Option<Vec<Span>> {
        let spans = self.spans(column);
        let words = spans.iter().flat_map(|span| document.slice(*span).split_whitespace());
        (words.take(most + 1).count() <= most).then_some(spans)
    }

    /// What is left of a row that begins with the words of another, each cell with those of its column:
    /// a header printed again, and the rest of a row below it taken for one with it.
    pub(crate) fn below(&self, document: &Document, head: &Self) -> Option<Self> {
        let mut rest = self.clone();
        for (column, blocks) in &mut rest.cells {
            let printed = head.cells.get(column)?;
            let same = blocks.len() >= printed.len()
                && blocks.iter().zip(printed).all(|(one, other)| {
                    document.slice(one.outer()) == document.slice(other.outer())
                });
            if !same {
                return None;
            }
            blocks.drain(..printed.len());
        }
        rest.cells.retain(|_, blocks| !blocks.is_empty());
        (self.cells.len() >= 2).then_some(rest)
    }

    /// The words of a cell as one string.
    pub(crate) fn words<'d>(&self, document: &'d Document, column: u32) -> Cow<'d, str> {
        document.words(&self.spans(column))
    }
}

/// Every table of the document, in order of number.
pub(crate) fn tables(document: &Document) -> Vec<Table<'_>> {
    let mut tables: BTreeMap<u32, Table<'_>> = BTreeMap::new();
    let mut above: Vec<(u8, Span)> = Vec::new();
    for block in document.content() {
        let Some(cell) = block.cell else {
            if block.kind == minuted_model::BlockKind::Heading {
                above.retain(|(level, _)| *level < block.level);
                above.push((block.level, block.span));
            }
            continue;
        };
        let table = tables.entry(cell.table).or_insert_with(|| Table {
            number: cell.table,
            section: above.iter().map(|(_, span)| *span).collect(),
            ..Table::default()
        });
        let row = table.rows.entry(cell.row).or_default();
        row.header |= cell.header;
        row.cells.entry(cell.column).or_default().push(block);
    }
    tables.into_values().collect()
}
