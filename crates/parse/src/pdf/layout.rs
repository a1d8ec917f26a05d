//! Pages to blocks: furniture, tables and columns are told apart here, and what a page break cut is joined.

use std::collections::BTreeMap;

use minuted_model::{BlockKind, Cell, Document, NewBlock};

use super::blocks::{self, Measure};
use super::columns::{self, Stretch};
use super::frame::Frames;
use super::grid::{self, Grid};
use super::lines::{self, Line};
use super::page::Page;
use super::table::{self, Table};
use super::words::Word;
use super::{across, beside, footnotes, furniture};

/// A cell with more blocks than this is a page laid out by a table: its headings are headings.
const LAYOUT_BLOCKS: usize = 5;

/// Appends the blocks of all pages. Furniture, then footnotes, wait for the end of the document, out of the way of
/// the sentences they interrupt.
pub(crate) fn build(document: &mut Document, mut pages: Vec<Page>) {
    let frames = Frames::new(&pages);
    let heights: Vec<f32> = pages.iter().map(|page| page.height).collect();
    let words = pages.iter_mut().map(|page| std::mem::take(&mut page.words));
    let all: Vec<Vec<Line>> = words.zip(1..).map(|(words, at)| lines::lines(words, at)).collect();
    let measure = measure(&all);
    let grids: Vec<Vec<Grid>> =
        pages.iter().zip(&all).map(|(page, lines)| tables_of(page, lines)).collect();
    let furniture = furniture::find(&all, &heights, &grids);
    let mut aside = Aside::default();
    let mut stretches: Vec<Stretch> = Vec::new();
    for ((lines, grids), is_furniture) in all.into_iter().zip(&grids).zip(&furniture) {
        let content = aside.take_furniture(lines, is_furniture);
        let page = read_page(content, grids, measure, &mut aside);
        append_page(&mut stretches, page, &mut aside);
    }
    for (page, at) in pages.into_iter().zip(1..) {
        aside.furniture.extend(lines::lines(page.sideways, at));
    }
    let mut tables = 0;
    for stretch in stretches {
        match stretch {
            Stretch::Flow(lines) => push_all(document, blocks::blocks(lines, measure, &frames)),
            Stretch::Table(table) => {
                push_all(document, cells(table, tables, &frames));
                tables += 1;
            }
        }
    }
    push_all(
        document,
        blocks::blocks(aside.footnotes, measure, &frames).into_iter().map(plain).collect(),
    );
    push_all(document, aside.furniture.iter().map(|line| furniture_block(line, &frames)).collect());
}

/// The ruled tables of a page, top to bottom.
fn tables_of(page: &Page, lines: &[Line]) -> Vec<Grid> {
    let mut grids = grid::grids(page);
    let across = across::grids(page, lines, &grids);
    grids.extend(across);
    grids.sort_by(|a, b| a.top().total_cmp(&b.top()));
    grids
}

fn push_all(document: &mut Document, blocks: Vec<NewBlock>) {
    blocks.into_iter().for_each(|block| document.push(block));
}

/// What is read after everything else.
#[derive(Default)]
struct Aside {
    furniture: Vec<Line>,
    footnotes: Vec<Line>,
}

impl Aside {
    /// The lines that are no furniture.
    fn take_furniture(&mut self, lines: Vec<Line>, is_furniture: &[bool]) -> Vec<Line> {
        let mut content = Vec::new();
        for (line, furniture) in lines.into_iter().zip(is_furniture) {
            let into = if *furniture { &mut self.furniture } else { &mut content };
            into.push(line);
        }
        content
    }
}

fn furniture_block(line: &Line, frames: &Frames) -> NewBlock {
    let pieces = blocks::pieces(std::slice::from_ref(line), frames);
    NewBlock { kind: BlockKind::Furniture, level: 0, marker: None, cell: None, pieces }
}

/// Cuts a page at its tables.
fn read_page(
    lines: Vec<Line>,
    grids: &[Grid],
    measure: Measure,
    aside: &mut Aside,
) -> Vec<Stretch> {
    let page = lines.first().map_or(0, |line| line.page);
    let mut inside: BTreeMap<usize, Vec<Word>> = BTreeMap::new();
    let mut outside: Vec<Line> = Vec::new();
    for line in lines {
        let mut rest: Vec<Word> = Vec::new();
        for word in line.words {
            match grids.iter().position(|grid| grid.holds(&word)) {
                Some(at) => inside.entry(at).or_default().push(word),
                None => rest.push(word),
            }
        }
        if !rest.is_empty() {
            outside.push(Line { words: rest, page, ..Line::default() });
        }
    }
    let last_table =
        inside.keys().filter_map(|at| grids.get(*at)).map(Grid::bottom).fold(0.0, f32::max);
    if outside.last().is_some_and(|line| line.y() > last_table) {
        aside.footnotes.extend(footnotes::take(&mut outside, measure.size));
    }
    let mut out = Vec::new();
    let mut rest = outside.into_iter().peekable();
    for (at, words) in inside {
        let Some(grid) = grids.get(at) else { continue };
        let mut before = Vec::new();
        while let Some(line) = rest.next_if(|line| line.y() < grid.top() + 2.0) {
            before.push(line);
        }
        out.extend(columns::arrange(before));
        out.push(Stretch::Table(table::ruled(grid, words, page)));
    }
    out.extend(columns::arrange(rest.collect()));
    out
}

/// Appends a page, joining what its first stretch carries on.
fn append_page(stretches: &mut Vec<Stretch>, page: Vec<Stretch>, aside: &mut Aside) {
    for (at, stretch) in page.into_iter().enumerate() {
        match (stretches.last_mut(), stretch) {
            (Some(Stretch::Flow(above)), Stretch::Flow(below)) => above.extend(below),
            (Some(Stretch::Table(above)), Stretch::Table(below)) if at == 0 => {
                match table::join(above, below) {
                    Ok(header) => aside.furniture.extend(header),
                    Err(below) => stretches.push(Stretch::Table(below)),
                }
            }
            (_, stretch) => stretches.push(stretch),
        }
    }
}

/// The blocks of a table, row by row.
fn cells(table: Table, number: u32, frames: &Frames) -> Vec<NewBlock> {
    let first_is_header = table.rows.first().is_some_and(table::is_header);
    let mut read: Vec<(Cell, Vec<NewBlock>)> = Vec::new();
    let heads = first_is_header && table.rows.first().is_some_and(|row| row.len() > 2);
    let laid_out = !heads && table.rows.iter().any(|row| is_laid_out(row, frames));
    for (row, mut cells) in table.rows.into_iter().enumerate() {
        if laid_out {
            beside::set_in_text(&mut cells);
        }
        for (column, cell) in cells {
            let place = Cell {
                table: number,
                row: count(row),
                column: count(column),
                columns: count(cell.columns),
                header: row == 0 && first_is_header,
                shade: None,
            };
            let measure = measure(std::slice::from_ref(&cell.lines));
            read.push((place, blocks::blocks(cell.lines, measure, frames)));
        }
    }
    let layout = read.iter().any(|(_, blocks)| blocks.len() > LAYOUT_BLOCKS);
    let placed = |(cell, blocks): (Cell, Vec<NewBlock>)| {
        let dress = move |block| if layout { block } else { plain(block) };
        blocks.into_iter().map(dress).map(move |block| NewBlock { cell: Some(cell), ..block })
    };
    read.into_iter().flat_map(placed).collect()
}

/// Whether a row holds a page of text and not a few words: the cell before its last has many paragraphs.
fn is_laid_out(row: &table::Row, frames: &Frames) -> bool {
    let text = row.values().rev().nth(1).map(|cell| &cell.lines);
    // A cell of few lines has no more blocks.
    text.filter(|lines| lines.len() > LAYOUT_BLOCKS).is_some_and(|lines| {
        let measure = measure(std::slice::from_ref(lines));
        blocks::blocks(lines.clone(), measure, frames).len() > LAYOUT_BLOCKS
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// In a table of data, and among footnotes, bold words are no heading of what follows.
fn plain(block: NewBlock) -> NewBlock {
    match block.kind {
        BlockKind::Heading if block.marker.is_some() => {
            NewBlock { kind: BlockKind::Item, level: 0, ..block }
        }
        BlockKind::Heading => NewBlock { kind: BlockKind::Paragraph, level: 0, ..block },
        _ => block,
    }
}

/// Size, pitch and right edge of running text: the commonest of each.
fn measure(pages: &[Vec<Line>]) -> Measure {
    let lines: Vec<&Line> = pages.iter().flatten().collect();
    let size =
        commonest(lines.iter().map(|line| (line.size(), line.words.len())), 10.0).unwrap_or(11.0);
    let gaps = pages.iter().flat_map(|page| {
        page.windows(2).filter_map(|pair| match pair {
            [above, below] => Some((below.y() - above.y(), 1))
                .filter(|(gap, _)| *gap > 0.7 * size && *gap < 2.0 * size),
            _ => None,
        })
    });
    let pitch = commonest(gaps, 5.0).unwrap_or(1.2 * size);
    let mut rights: Vec<f32> =
        lines.iter().filter(|line| line.words.len() > 3).map(|line| line.x1()).collect();
    rights.sort_by(f32::total_cmp);
    let right = rights.get(rights.len() * 9 / 10).or(rights.last()).copied().unwrap_or(0.0);
    Measure { size, pitch, right }
}

/// The value with the most weight, values being told apart to one part in `grain` of a point.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "measures are small"
)]
fn commonest(values: impl Iterator<Item = (f32, usize)>, grain: f32) -> Option<f32> {
    let mut weights: BTreeMap<i32, usize> = BTreeMap::new();
    for (value, weight) in values {
        *weights.entry((value * grain).round() as i32).or_insert(0) += weight;
    }
    let (value, _) = weights.into_iter().max_by_key(|(value, weight)| (*weight, -value))?;
    Some(value as f32 / grain)
}
