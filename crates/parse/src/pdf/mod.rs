//! PDF to blocks.
//!
//! Reads: text with positions, ruled tables, running headers and footers, markers and indents, bold, italic, underlined
//! and struck words, rotated and cropped pages, empty-password encryption.
//! Ignores: forms, annotations' own text, colours, vertical writing.

mod blocks;
mod furniture;
mod glyphs;
mod grid;
mod lines;

use std::collections::BTreeMap;

use hayro_interpret::InterpreterCache;
use hayro_syntax::{LoadPdfError, Pdf};
use minuted_model::{BlockKind, Cell, Diagnostic, Document, NewBlock, Severity};

use self::blocks::Measure;
use self::glyphs::PageContent;
use self::grid::Grid;
use self::lines::{Line, Word};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// A page with fewer glyphs than this that is mostly an image is a scan.
const SCAN_GLYPHS: usize = 10;

/// A cell with more blocks than this is a page laid out by a table: its headings are headings.
const LAYOUT_BLOCKS: usize = 5;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| to_error(&error))?;
    let count = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    if count > limits.pages {
        return Err(Error::new(
            ErrorKind::Limit,
            format!("{count} pages, expected at most {} (limit `pages`)", limits.pages),
        ));
    }
    let cache = InterpreterCache::new();
    let contents: Vec<PageContent> =
        pdf.pages().iter().map(|page| glyphs::read_page(&pdf, page, &cache)).collect();
    let mut document = Document {
        media_type: "application/pdf".to_owned(),
        title: title(&pdf),
        pages: count,
        ..Document::default()
    };
    build(&mut document, &contents);
    Ok((document, doubts(&contents)))
}

fn to_error(error: &LoadPdfError) -> Error {
    match error {
        LoadPdfError::Decryption(_) => Error::new(
            ErrorKind::Encrypted,
            "encrypted PDF, expected one that opens without a password",
        ),
        LoadPdfError::Invalid => Error::new(
            ErrorKind::Damaged,
            "damaged PDF, expected a readable cross-reference table and page tree",
        ),
    }
}

fn title(pdf: &Pdf) -> Option<String> {
    let raw = pdf.metadata().title.as_ref()?;
    let utf16 = raw.strip_prefix(&[0xfe, 0xff]).map(|rest| {
        let units: Vec<u16> =
            rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        String::from_utf16_lossy(&units)
    });
    let title = utf16.unwrap_or_else(|| raw.iter().map(|byte| char::from(*byte)).collect());
    let title = title.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

/// Pages whose text is missing or cannot be trusted.
fn doubts(contents: &[PageContent]) -> Vec<Diagnostic> {
    let found = contents.iter().zip(1..).filter_map(|(content, page)| {
        let glyphs = content.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
        let scan = glyphs < SCAN_GLYPHS && content.image_share > 0.3;
        let unreadable = content.unknown > 20 && content.unknown > glyphs / 4;
        let why = if scan {
            "the page is an image"
        } else {
            "the page's fonts do not say which characters they show"
        };
        (scan || unreadable).then(|| Diagnostic {
            severity: Severity::Error,
            code: "needs_ocr",
            message: format!("page {page}: {why}, expected text"),
            page: Some(page),
            span: None,
        })
    });
    found.collect()
}

/// A stretch of a page between, or in, tables.
enum Stretch {
    Flow(Vec<Line>),
    Table(Vec<NewBlock>),
}

fn build(document: &mut Document, contents: &[PageContent]) {
    let heights: Vec<f32> = contents.iter().map(|content| content.height).collect();
    let height = |page: u32| {
        usize::try_from(page)
            .ok()
            .and_then(|page| heights.get(page.checked_sub(1)?))
            .copied()
            .unwrap_or(0.0)
    };
    let words: Vec<Vec<Word>> = contents.iter().map(lines::words).collect();
    let all: Vec<Vec<Line>> =
        words.iter().zip(1..).map(|(words, page)| lines::lines(words.clone(), page)).collect();
    let furniture = furniture::find(&all, &heights);
    let measure = measure(&all);
    let mut flow: Vec<Line> = Vec::new();
    let mut waiting: Vec<NewBlock> = Vec::new();
    let mut tables = 0;
    for ((content, lines), is_furniture) in contents.iter().zip(&all).zip(&furniture) {
        for stretch in stretches(content, lines, is_furniture, &mut tables, &height, &mut waiting) {
            match stretch {
                Stretch::Flow(lines) => flow.extend(lines),
                Stretch::Table(cells) => {
                    let done = std::mem::take(&mut flow);
                    blocks::blocks(&done, measure, height)
                        .into_iter()
                        .chain(cells)
                        .for_each(|block| document.push(block));
                }
            }
        }
    }
    blocks::blocks(&flow, measure, height)
        .into_iter()
        .chain(waiting)
        .for_each(|block| document.push(block));
}

/// Cuts a page at its tables; furniture waits for the end of the document, out of the way of its sentences.
fn stretches(
    content: &PageContent,
    lines: &[Line],
    is_furniture: &[bool],
    tables: &mut u32,
    height: &impl Fn(u32) -> f32,
    waiting: &mut Vec<NewBlock>,
) -> Vec<Stretch> {
    let grids = grid::grids(content);
    let mut inside: BTreeMap<usize, Vec<Line>> = BTreeMap::new();
    let mut stretches: Vec<(f32, Line)> = Vec::new();
    for (line, furniture) in lines.iter().zip(is_furniture) {
        if *furniture {
            let pieces = blocks::pieces(std::slice::from_ref(line), height);
            waiting.push(NewBlock {
                kind: BlockKind::Furniture,
                level: 0,
                marker: None,
                cell: None,
                pieces,
            });
        } else if let Some(at) =
            line.words.first().and_then(|word| grids.iter().position(|grid| grid.holds(word)))
        {
            inside.entry(at).or_default().push(line.clone());
        } else {
            stretches.push((line.y(), line.clone()));
        }
    }
    let mut out = Vec::new();
    let mut rest = stretches.into_iter().peekable();
    for (at, lines) in inside {
        let Some(grid) = grids.get(at) else { continue };
        let mut before = Vec::new();
        while let Some((_, line)) = rest.next_if(|(y, _)| *y < grid.top() + 2.0) {
            before.push(line);
        }
        out.push(Stretch::Flow(before));
        out.push(Stretch::Table(table(grid, &lines, *tables, height)));
        *tables += 1;
    }
    out.push(Stretch::Flow(rest.map(|(_, line)| line).collect()));
    out
}

/// The cells of a ruled table, row by row.
fn table(grid: &Grid, lines: &[Line], number: u32, height: &impl Fn(u32) -> f32) -> Vec<NewBlock> {
    let mut cells: BTreeMap<(u32, u32), (u32, Vec<Line>)> = BTreeMap::new();
    for line in lines {
        let mut parts: BTreeMap<(u32, u32), (u32, Vec<Word>)> = BTreeMap::new();
        for word in &line.words {
            let (row, column, columns) = grid.cell_of(word);
            parts.entry((row, column)).or_insert((columns, Vec::new())).1.push(word.clone());
        }
        for (place, (columns, words)) in parts {
            cells
                .entry(place)
                .or_insert((columns, Vec::new()))
                .1
                .push(Line { words, page: line.page });
        }
    }
    let first = cells.keys().next().map_or(0, |(row, _)| *row);
    let read: Vec<(Cell, Vec<NewBlock>)> = cells
        .into_iter()
        .map(|((row, column), (columns, lines))| {
            let header = row == first && lines.iter().all(Line::is_bold);
            let cell = Cell { table: number, row, column, columns, header, shade: None };
            (cell, blocks::blocks(&lines, measure(std::slice::from_ref(&lines)), height))
        })
        .collect();
    let layout = read.iter().any(|(_, blocks)| blocks.len() > LAYOUT_BLOCKS);
    let place = |(cell, blocks): (Cell, Vec<NewBlock>)| {
        let plain = move |block| if layout { block } else { without_heading(block) };
        blocks
            .into_iter()
            .map(plain)
            .map(move |block| NewBlock { cell: Some(cell), ..block })
            .collect::<Vec<_>>()
    };
    read.into_iter().flat_map(place).collect()
}

/// In a table of data a bold cell is no heading of what follows.
fn without_heading(block: NewBlock) -> NewBlock {
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
