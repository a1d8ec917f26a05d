//! A document: one canonical text and the blocks it is made of, in reading order.
//!
//! Cleaning is over before a document exists: a span into [`Document::text`] is valid for ever.
//! There is no tree: headings imply sections, levels imply nesting, cells say which table they stand in.

use std::borrow::Cow;

use crate::{Joined, Span};

/// A paper as its author laid it out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Media type the bytes were read as, such as `application/pdf`.
    pub media_type: String,
    /// Title from the file's own metadata (HTML `<title>`, PDF or Office properties); not part of the text.
    pub title: Option<String>,
    /// Web address the paper says it came from (canonical link, saved-from comment).
    pub address: Option<String>,
    /// The canonical text: UTF-8, one block a line or more, white space inside a block collapsed to single spaces.
    pub text: String,
    /// The blocks in reading order; spans ascend and never overlap.
    pub blocks: Vec<Block>,
    /// Character styles that carry meaning, ascending by start.
    pub marks: Vec<Mark>,
    /// Number of pages, or 0 where the format has none.
    pub pages: u32,
    /// Table cells without words that have a background colour, in reading order: a state told by colour alone.
    pub shaded: Vec<Cell>,
}

/// One heading, paragraph, list item or piece of furniture.
///
/// Its marker (`2.1`, `(a)`, `•`) is in the text, before the span, and belongs to the block but not to [`Block::span`].
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The words, without the marker.
    pub span: Span,
    /// The list marker or paragraph number as printed, `(a)` or `12.`.
    pub marker: Option<Span>,
    /// Headings: 1 is the outermost. Items: 0 is the outermost. Otherwise 0.
    pub level: u8,
    /// The table cell it stands in.
    pub cell: Option<Cell>,
    /// Where its lines stand on their pages, in text order; empty where the format has no pages.
    pub places: Vec<Place>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// A title of what follows.
    Heading,
    /// Running text.
    Paragraph,
    /// An entry of a list, or a numbered paragraph: it has a marker.
    Item,
    /// Page header, footer, page number, site navigation, export tags: kept, but no part of what the paper says.
    Furniture,
}

/// A place in a table. A cell may hold several blocks, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Which table of the document, from 0.
    pub table: u32,
    /// Row, from 0, counting header rows; a header repeated on a new page counts again.
    pub row: u32,
    /// Column, from 0, as the grid has it: a merged cell counts for all it covers.
    pub column: u32,
    /// How many columns it covers; at least 1.
    pub columns: u32,
    /// Whether it heads its column, as the format says or its look shows.
    pub header: bool,
    /// Background colour, red, green and blue, where the format has one other than white.
    pub shade: Option<[u8; 3]>,
}

/// Where one line or run of a block stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The bytes of [`Document::text`] that stand there.
    pub span: Span,
    /// 1-based page.
    pub page: u32,
    /// Box on the page.
    pub bbox: Option<BBox>,
    /// For text read by OCR: mean word confidence, 0 to 1.
    pub confidence: Option<f32>,
}

/// A box in PDF points (1/72 inch), origin at the lower left of the page as it is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Lower edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Upper edge.
    pub y1: f32,
}

impl BBox {
    /// The smallest box around both.
    pub fn union(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// A stretch of text in a style that carries meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The bytes of [`Document::text`] so marked.
    pub span: Span,
    /// How.
    pub kind: MarkKind,
}

/// Styles that carry meaning in council papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// Bold: openers, headings, amendments.
    Bold,
    /// Italic: quotations, notes of the clerk.
    Italic,
    /// Underlined.
    Underlined,
    /// Struck through: no longer part of what is said.
    Struck,
    /// Footnote text or reference.
    Footnote,
}

impl Document {
    /// The blocks that are part of what the paper says, in text order: all but page furniture.
    pub fn content(&self) -> impl Iterator<Item = &Block> + Clone {
        self.blocks.iter().filter(|block| block.is_content())
    }

    /// The text of a span. A span that was not made for this document gives what of it lies inside, or nothing.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end.min(self.text.len())).unwrap_or("")
    }

    /// The text of several spans joined by single spaces, with the way back to the spans.
    pub fn join(&self, spans: &[Span]) -> Joined {
        Joined::new(self, spans)
    }

    /// The text of several spans joined by single spaces.
    pub fn words(&self, spans: &[Span]) -> Cow<'_, str> {
        match spans {
            [] => Cow::Borrowed(""),
            [span] => Cow::Borrowed(self.slice(*span)),
            _ => Cow::Owned(self.join(spans).text),
        }
    }

    /// The block whose words or marker hold the byte at `offset`.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let next = self.blocks.partition_point(|block| block.outer().start <= offset);
        let block = self.blocks.get(next.checked_sub(1)?)?;
        (offset < block.outer().end).then_some(block)
    }

    /// The 1-based page on which the byte at `offset` stands, where the format has pages.
    pub fn page_of(&self, offset: usize) -> Option<u32> {
        let places = &self.block_at(offset)?.places;
        let place = places.iter().rev().find(|place| place.span.start <= offset);
        place.or(places.first()).map(|place| place.page)
    }

    /// The box around the lines of `span` on the page where it starts, in points.
    ///
    /// Lines are taken whole: the box is for finding the place, not for cutting it out.
    pub fn bbox_of(&self, span: Span) -> Option<BBox> {
        let page = self.page_of(span.start)?;
        let places = &self.block_at(span.start)?.places;
        let on_page = places.iter().filter(|place| place.page == page);
        on_page
            .filter(|place| place.span.overlaps(span))
            .filter_map(|place| place.bbox)
            .reduce(BBox::union)
    }

    /// Whether any byte of `span` bears a mark of this kind.
    pub fn is_marked(&self, span: Span, kind: MarkKind) -> bool {
        self.marks_in(span).any(|mark| mark.kind == kind)
    }

    /// Whether every byte of `span` that is not white space bears a mark of this kind.
    pub fn is_wholly(&self, span: Span, kind: MarkKind) -> bool {
        let marks: Vec<Span> =
            self.marks_in(span).filter(|mark| mark.kind == kind).map(|mark| mark.span).collect();
        let mut letters = self.slice(span).char_indices().filter(|(_, c)| !c.is_whitespace());
        !span.is_empty()
            && letters.all(|(at, _)| {
                marks.iter().any(|mark| mark.start <= span.start + at && span.start + at < mark.end)
            })
    }

    fn marks_in(&self, span: Span) -> impl Iterator<Item = &Mark> {
        self.marks
            .iter()
            .take_while(move |mark| mark.span.start < span.end)
            .filter(move |mark| mark.span.overlaps(span))
    }
}

impl Block {
    /// The block with its marker.
    pub fn outer(&self) -> Span {
        let start = self.marker.map_or(self.span.start, |marker| marker.start.min(self.span.start));
        Span::new(start, self.span.end)
    }

    /// The 1-based page on which it starts.
    pub fn page(&self) -> Option<u32> {
        self.places.first().map(|place| place.page)
    }

    /// Whether it is part of what the paper says.
    pub fn is_content(&self) -> bool {
        self.kind != BlockKind::Furniture
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_over_two_pages_knows_both() {
        let document =
            Document::from_outline("Before the break\n=== page 2\n+ and after it").unwrap();
        assert_eq!(document.text.trim_end(), "Before the break and after it");
        assert_eq!((document.page_of(3), document.page_of(20)), (Some(1), Some(2)));
    }
}
