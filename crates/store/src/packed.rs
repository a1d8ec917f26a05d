//! A parsed document as bytes and back, so that new rules run over it without its file being read again.
//!
//! The bytes are deflated postcard behind one byte for the layout. They live as long as a program version:
//! a document packed by another version is read from its file again.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use minuted_model::{BBox, Block, BlockKind, Cell, Document, Mark, MarkKind, Place, Span};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The layout of what follows.
const LAYOUT: u8 = 2;
/// Most bytes a packed document may expand to.
const MOST: u64 = 2 << 30;

type Range = (usize, usize);

#[derive(Serialize, Deserialize)]
struct Packed {
    media_type: String,
    title: Option<String>,
    address: Option<String>,
    text: String,
    blocks: Vec<PackedBlock>,
    marks: Vec<(Range, u8)>,
    pages: u32,
    shaded: Vec<PackedCell>,
}

#[derive(Serialize, Deserialize)]
struct PackedBlock {
    kind: u8,
    span: Range,
    marker: Option<Range>,
    level: u8,
    cell: Option<PackedCell>,
    places: Vec<PackedPlace>,
}

#[derive(Serialize, Deserialize)]
struct PackedCell {
    table: u32,
    row: u32,
    column: u32,
    columns: u32,
    header: bool,
    shade: Option<[u8; 3]>,
}

#[derive(Serialize, Deserialize)]
struct PackedPlace {
    span: Range,
    page: u32,
    bbox: Option<[f32; 4]>,
    confidence: Option<f32>,
}

const KINDS: [BlockKind; 4] =
    [BlockKind::Heading, BlockKind::Paragraph, BlockKind::Item, BlockKind::Furniture];
const MARKS: [MarkKind; 5] =
    [MarkKind::Bold, MarkKind::Italic, MarkKind::Underlined, MarkKind::Struck, MarkKind::Footnote];

/// A document as bytes.
///
/// # Errors
/// None that a document can cause.
pub fn pack(document: &Document) -> Result<Vec<u8>> {
    let Document { media_type, title, address, text, blocks, marks, pages, shaded } = document;
    let packed = Packed {
        media_type: media_type.clone(),
        title: title.clone(),
        address: address.clone(),
        text: text.clone(),
        blocks: blocks.iter().map(pack_block).collect(),
        marks: marks.iter().map(|mark| (range(mark.span), index(&MARKS, mark.kind))).collect(),
        pages: *pages,
        shaded: shaded.iter().copied().map(pack_cell).collect(),
    };
    let bytes = postcard::to_stdvec(&packed).map_err(damaged)?;
    let mut encoder = DeflateEncoder::new(vec![LAYOUT], Compression::new(4));
    encoder.write_all(&bytes)?;
    Ok(encoder.finish()?)
}

/// What a packed document expands to, without taking it apart: its text and title stand in it as UTF-8. `None` where it is
/// longer than `most` bytes or damaged.
pub fn expand(bytes: &[u8], most: u64) -> Option<Vec<u8>> {
    let (&LAYOUT, rest) = bytes.split_first()? else { return None };
    let mut expanded = Vec::new();
    DeflateDecoder::new(rest).take(most + 1).read_to_end(&mut expanded).ok()?;
    (expanded.len() as u64 <= most).then_some(expanded)
}

/// The document that was packed.
///
/// # Errors
/// The bytes are not what [`pack`] of this version gives.
pub fn unpack(bytes: &[u8]) -> Result<Document> {
    let Some(expanded) = expand(bytes, MOST) else {
        return Err(Error::Damaged("a parsed document, or one of another layout".to_owned()));
    };
    let packed: Packed = postcard::from_bytes(&expanded).map_err(damaged)?;
    let Packed { media_type, title, address, text, blocks, marks, pages, shaded } = packed;
    let blocks: Result<Vec<Block>> = blocks.into_iter().map(unpack_block).collect();
    let marks: Result<Vec<Mark>> = marks
        .into_iter()
        .map(|(at, kind)| Ok(Mark { span: span(at), kind: at_index(&MARKS, kind)? }))
        .collect();
    let shaded = shaded.into_iter().map(unpack_cell).collect();
    Ok(Document { media_type, title, address, text, blocks: blocks?, marks: marks?, pages, shaded })
}

fn pack_block(block: &Block) -> PackedBlock {
    let Block { kind, span, marker, level, cell, places } = block;
    PackedBlock {
        kind: index(&KINDS, *kind),
        span: range(*span),
        marker: marker.map(range),
        level: *level,
        cell: cell.map(pack_cell),
        places: places.iter().map(pack_place).collect(),
    }
}

fn pack_cell(cell: Cell) -> PackedCell {
    let Cell { table, row, column, columns, header, shade } = cell;
    PackedCell { table, row, column, columns, header, shade }
}

fn unpack_cell(cell: PackedCell) -> Cell {
    let PackedCell { table, row, column, columns, header, shade } = cell;
    Cell { table, row, column, columns, header, shade }
}

fn unpack_block(block: PackedBlock) -> Result<Block> {
    let PackedBlock { kind, span: at, marker, level, cell, places } = block;
    let cell = cell.map(unpack_cell);
    Ok(Block {
        kind: at_index(&KINDS, kind)?,
        span: span(at),
        marker: marker.map(span),
        level,
        cell,
        places: places.into_iter().map(unpack_place).collect(),
    })
}

fn pack_place(place: &Place) -> PackedPlace {
    let Place { span, page, bbox, confidence } = place;
    let bbox = bbox.map(|BBox { x0, y0, x1, y1 }| [x0, y0, x1, y1]);
    PackedPlace { span: range(*span), page: *page, bbox, confidence: *confidence }
}

fn unpack_place(place: PackedPlace) -> Place {
    let PackedPlace { span: at, page, bbox, confidence } = place;
    let bbox = bbox.map(|[x0, y0, x1, y1]| BBox { x0, y0, x1, y1 });
    Place { span: span(at), page, bbox, confidence }
}

fn range(span: Span) -> Range {
    (span.start, span.end)
}

fn span((start, end): Range) -> Span {
    Span::new(start, end)
}

/// Where a value stands in its list, which has fewer than 256.
fn index<T: PartialEq>(list: &[T], value: T) -> u8 {
    let place = list.iter().position(|known| *known == value);
    place.and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

fn at_index<T: Copy>(list: &[T], index: u8) -> Result<T> {
    let value = list.get(usize::from(index)).copied();
    value.ok_or_else(|| Error::Damaged("a word of a parsed document is not known".to_owned()))
}

fn damaged(error: postcard::Error) -> Error {
    Error::Damaged(format!("a parsed document: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        let cell =
            Cell { table: 1, row: 2, column: 3, columns: 1, header: true, shade: Some([1, 2, 3]) };
        let bbox = BBox { x0: 0.1, y0: 7.25, x1: 3.0, y1: 1e-7 };
        let place =
            Place { span: Span::new(0, 2), page: 1, bbox: Some(bbox), confidence: Some(0.3) };
        let block = |kind| Block {
            kind,
            span: Span::new(0, 4),
            marker: Some(Span::new(0, 1)),
            level: 2,
            cell: Some(cell),
            places: vec![place, Place { bbox: None, confidence: None, ..place }],
        };
        Document {
            media_type: "text/plain".to_owned(),
            title: Some("é".to_owned()),
            address: None,
            text: "a bé".to_owned(),
            blocks: KINDS.into_iter().map(block).collect(),
            marks: MARKS.into_iter().map(|kind| Mark { span: Span::new(0, 1), kind }).collect(),
            pages: 3,
            shaded: vec![cell],
        }
    }

    #[test]
    fn what_is_packed_unpacks_the_same() {
        assert_eq!(unpack(&pack(&document()).unwrap()).unwrap(), document());
        let empty = Document::default();
        assert_eq!(unpack(&pack(&empty).unwrap()).unwrap(), empty);
    }

    #[test]
    fn text_and_title_stand_in_what_it_expands_to() {
        let expanded = expand(&pack(&document()).unwrap(), 1 << 20).unwrap();
        for words in ["é", "a bé"] {
            assert!(expanded.windows(words.len()).any(|bytes| bytes == words.as_bytes()));
        }
        assert_eq!(expand(&pack(&document()).unwrap(), 3), None);
    }

    #[test]
    fn damage_is_an_error() {
        let packed = pack(&document()).unwrap();
        let (first, rest) = packed.split_first().unwrap();
        assert!(unpack(&[&[first + 1], rest].concat()).is_err());
        assert!(unpack(&packed[..packed.len() / 2]).is_err());
        assert!(unpack(&[]).is_err());
    }
}
