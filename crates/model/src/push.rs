//! Putting a document together, block by block, so that every span is right by construction.
//! Cleaning is not done here: pieces are taken as they are.

use crate::{BBox, Block, BlockKind, Cell, Document, Mark, MarkKind, Place, Span};

/// A run of a block's text in one style and one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// The text, already cleaned; white space between pieces belongs to one of them.
    pub text: String,
    /// Its style.
    pub marks: Vec<MarkKind>,
    /// 1-based page, where the format has pages.
    pub page: Option<u32>,
    /// Box on the page.
    pub bbox: Option<BBox>,
    /// OCR word confidence, 0 to 1.
    pub confidence: Option<f32>,
}

impl Piece {
    /// A piece without style or place.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// A block before it has a place in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct NewBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Heading level from 1, item level from 0.
    pub level: u8,
    /// The list marker as printed.
    pub marker: Option<String>,
    /// The table cell it stands in.
    pub cell: Option<Cell>,
    /// The words, in order.
    pub pieces: Vec<Piece>,
}

impl NewBlock {
    /// A block of this kind with one plain piece.
    pub fn plain(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, level: 0, marker: None, cell: None, pieces: vec![Piece::plain(text)] }
    }
}

impl Document {
    /// Appends a block and the separator before it: a tab between cells of one row, a blank line around
    /// headings and paragraphs, a line break elsewhere. A block without text or marker is not appended.
    pub fn push(&mut self, new: NewBlock) {
        let has_words = new.pieces.iter().any(|piece| !piece.text.trim().is_empty());
        if !has_words && new.marker.is_none() {
            return;
        }
        let separator = self.blocks.last().map_or("", |last| separator(last, &new));
        self.text.push_str(separator);
        let marker = new.marker.as_deref().map(|marker| self.append(marker));
        if marker.is_some() && has_words {
            self.text.push(' ');
        }
        let (span, places) = self.append_pieces(&new.pieces);
        let NewBlock { kind, level, cell, .. } = new;
        self.blocks.push(Block { kind, span, marker, level, cell, places });
    }

    /// Appends pieces to the last block, after a space: the rest of a sentence that its format had cut.
    pub fn extend_last(&mut self, pieces: &[Piece]) {
        let Some(mut last) = self.blocks.pop() else { return };
        self.text.push(' ');
        let (span, places) = self.append_pieces(pieces);
        last.span.end = span.end;
        last.places.extend(places);
        self.blocks.push(last);
    }

    fn append(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        Span::new(start, self.text.len())
    }

    fn append_pieces(&mut self, pieces: &[Piece]) -> (Span, Vec<Place>) {
        let start = self.text.len();
        let mut places: Vec<Place> = Vec::new();
        for piece in pieces {
            let span = self.append(&piece.text);
            self.add_marks(span, &piece.marks);
            if let Some(page) = piece.page {
                self.pages = self.pages.max(page);
                add_place(&mut places, span, page, piece);
            }
        }
        (Span::new(start, self.text.len()), places)
    }

    fn add_marks(&mut self, span: Span, kinds: &[MarkKind]) {
        for &kind in kinds.iter().filter(|_| !span.is_empty()) {
            let touching = |mark: &&mut Mark| mark.kind == kind && mark.span.end == span.start;
            match self.marks.iter_mut().rev().take(4).find(touching) {
                Some(mark) => mark.span.end = span.end,
                None => self.marks.push(Mark { span, kind }),
            }
        }
    }
}

/// Runs of one line are one place: a box per word would swell the document for nothing.
fn add_place(places: &mut Vec<Place>, span: Span, page: u32, piece: &Piece) {
    let same_line = |place: &&mut Place| place.page == page && on_one_line(place.bbox, piece.bbox);
    match places.last_mut().filter(same_line) {
        Some(place) => {
            place.span.end = span.end;
            place.bbox = place.bbox.zip(piece.bbox).map(|(a, b)| a.union(b));
            place.confidence = place.confidence.zip(piece.confidence).map(|(a, b)| a.min(b));
        }
        None => places.push(Place { span, page, bbox: piece.bbox, confidence: piece.confidence }),
    }
}

fn on_one_line(one: Option<BBox>, other: Option<BBox>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            (one.y0 - other.y0).abs() < 0.5 * (one.y1 - one.y0).abs().max(1.0)
        }
        (None, None) => true,
        _ => false,
    }
}

fn separator(last: &Block, new: &NewBlock) -> &'static str {
    match (last.cell, new.cell) {
        (Some(a), Some(b)) if (a.table, a.row) == (b.table, b.row) && a.column != b.column => "\t",
        (Some(a), Some(b)) if a.table == b.table => "\n",
        _ if last.kind == BlockKind::Item && new.kind == BlockKind::Item => "\n",
        _ => "\n\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_slice_to_their_words() {
        let mut document = Document::default();
        document.push(NewBlock::plain(BlockKind::Heading, "Housing"));
        let item = NewBlock {
            marker: Some("1)".to_owned()),
            ..NewBlock::plain(BlockKind::Item, "That the report be noted.")
        };
        document.push(item);
        document.push(NewBlock::plain(BlockKind::Paragraph, " "));
        assert_eq!(document.text, "Housing\n\n1) That the report be noted.");
        let [_, item] = document.blocks.as_slice() else { unreachable!("two blocks were pushed") };
        assert_eq!(document.slice(item.span), "That the report be noted.");
        assert_eq!(item.marker.map(|marker| document.slice(marker)), Some("1)"));
    }
}
