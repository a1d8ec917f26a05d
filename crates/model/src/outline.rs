//! The outline notation: a document as lines a person can read and type, for dumps and tests.
//!
//! ```text
//! === page 2                        what follows starts on page 2
//! # Title                           heading, one # a level
//! - {(a)} words                     item with its marker; two spaces of indent a level
//! [0:2:1] words                     table 0, row 2, column 1; [0:0:1+2 head] covers two columns and heads them
//! ~ words                           furniture
//! + words                           carries on the block above (after a page break, say)
//! words                             paragraph; a leading \ keeps one that looks like another line
//! a ‹b›bold‹/b› word                marks: b bold, i italic, u underlined, s struck, f footnote
//! ```
//!
//! Boxes and confidences are not part of the notation.

use std::fmt;

use crate::push::{NewBlock, Piece};
use crate::{Block, BlockKind, Cell, Document, MarkKind, Span};

const MARKS: [(&str, MarkKind); 5] = [
    ("b", MarkKind::Bold),
    ("i", MarkKind::Italic),
    ("u", MarkKind::Underlined),
    ("s", MarkKind::Struck),
    ("f", MarkKind::Footnote),
];

/// A line that is not in the notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineError {
    /// 1-based line.
    pub line: usize,
    /// What was expected there.
    pub expected: &'static str,
}

impl fmt::Display for OutlineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "outline line {}: expected {}", self.line, self.expected)
    }
}

impl std::error::Error for OutlineError {}

impl Document {
    /// The document in outline notation.
    pub fn to_outline(&self) -> String {
        let mut out = String::new();
        let mut page = 1;
        for block in &self.blocks {
            self.print_block(&mut out, block, &mut page);
        }
        out
    }

    /// Reads the outline notation. Pages are known only where a `=== page` line stands.
    ///
    /// # Errors
    /// A line whose page, cell or marker is not in the notation.
    pub fn from_outline(outline: &str) -> Result<Self, OutlineError> {
        let has_pages = outline.lines().any(|line| line.starts_with("=== page "));
        let mut page = has_pages.then_some(1);
        let mut blocks: Vec<NewBlock> = Vec::new();
        for (index, line) in outline.lines().enumerate() {
            let fail = |expected| OutlineError { line: index + 1, expected };
            if let Some(number) = line.strip_prefix("=== page ") {
                page = Some(
                    number.trim().parse().map_err(|_| fail("a page number after `=== page`"))?,
                );
            } else if let Some(more) = line.trim_start().strip_prefix("+ ") {
                let last = blocks.last_mut().ok_or(fail("a block before `+`"))?;
                last.pieces.push(Piece { page, ..Piece::plain(" ") });
                last.pieces.extend(read_pieces(more, page));
            } else if !line.trim().is_empty() {
                blocks.push(read_block(line, page).map_err(fail)?);
            }
        }
        let mut document = Self::default();
        blocks.into_iter().for_each(|block| document.push(block));
        Ok(document)
    }

    fn print_block(&self, out: &mut String, block: &Block, page: &mut u32) {
        turn_to(out, block.page(), page);
        if let Some(cell) = block.cell {
            out.push_str(&print_cell(cell));
        }
        let marker = block.marker.map(|marker| self.slice(marker));
        match (block.kind, marker) {
            (BlockKind::Heading, None) => {
                out.push_str(&format!("{} ", "#".repeat(block.level.max(1).into())));
            }
            (BlockKind::Heading, Some(marker)) => {
                out.push_str(&format!("{} {{{marker}}} ", "#".repeat(block.level.max(1).into())));
            }
            (BlockKind::Furniture, _) => out.push_str("~ "),
            (_, Some(marker)) => {
                out.push_str(&format!("{}- {{{marker}}} ", "  ".repeat(block.level.into())));
            }
            (BlockKind::Item, None) => {
                out.push_str(&format!("{}- ", "  ".repeat(block.level.into())));
            }
            (BlockKind::Paragraph, None) if looks_special(self.slice(block.span)) => out.push('\\'),
            (BlockKind::Paragraph, None) => {}
        }
        self.print_words(out, block, page);
        out.push('\n');
    }

    fn print_words(&self, out: &mut String, block: &Block, page: &mut u32) {
        let mut from = block.span.start;
        for place in &block.places {
            if place.page > *page {
                out.push_str(self.with_marks(Span::new(from, place.span.start)).trim_end());
                out.push('\n');
                turn_to(out, Some(place.page), page);
                out.push_str("+ ");
                from = place.span.start;
            }
        }
        out.push_str(self.with_marks(Span::new(from, block.span.end)).trim_start());
    }

    fn with_marks(&self, span: Span) -> String {
        let mut edges: Vec<(usize, bool, &str)> = Vec::new();
        for mark in self.marks.iter().filter(|mark| mark.span.overlaps(span)) {
            let name =
                MARKS.iter().find(|(_, kind)| *kind == mark.kind).map_or("", |(name, _)| name);
            edges.push((mark.span.start.max(span.start), true, name));
            edges.push((mark.span.end.min(span.end), false, name));
        }
        edges.sort();
        let mut out = String::new();
        let mut from = span.start;
        for (at, opens, name) in edges {
            out.push_str(self.slice(Span::new(from, at)));
            out.push_str(&if opens { format!("‹{name}›") } else { format!("‹/{name}›") });
            from = at;
        }
        out.push_str(self.slice(Span::new(from, span.end)));
        out
    }
}

fn turn_to(out: &mut String, to: Option<u32>, page: &mut u32) {
    if let Some(to) = to.filter(|to| to != page) {
        out.push_str(&format!("=== page {to}\n"));
        *page = to;
    }
}

fn print_cell(cell: Cell) -> String {
    let columns = if cell.columns > 1 { format!("+{}", cell.columns) } else { String::new() };
    let head = if cell.header { " head" } else { "" };
    format!("[{}:{}:{}{columns}{head}] ", cell.table, cell.row, cell.column)
}

fn looks_special(text: &str) -> bool {
    text.starts_with(['#', '[', '\\'])
        || ["- ", "~ ", "+ ", "=== "].iter().any(|start| text.starts_with(start))
}

fn read_block(line: &str, page: Option<u32>) -> Result<NewBlock, &'static str> {
    let (cell, rest) = match line.strip_prefix('[') {
        Some(after) => {
            let (inside, rest) = after.split_once("] ").ok_or("`[table:row:column] words`")?;
            (Some(read_cell(inside).ok_or("`[table:row:column+columns head]`")?), rest)
        }
        None => (None, line),
    };
    let indent = (rest.len() - rest.trim_start_matches(' ').len()) / 2;
    let rest = rest.trim_start();
    let hashes = rest.len() - rest.trim_start_matches('#').len();
    let (kind, level, rest) = if hashes > 0 {
        (BlockKind::Heading, hashes, rest.trim_start_matches('#').trim_start())
    } else if let Some(words) = rest.strip_prefix("- ") {
        (BlockKind::Item, indent, words)
    } else if let Some(words) = rest.strip_prefix("~ ") {
        (BlockKind::Furniture, 0, words)
    } else {
        (BlockKind::Paragraph, 0, rest.strip_prefix('\\').unwrap_or(rest))
    };
    let (marker, words) = match rest.strip_prefix('{').filter(|_| kind != BlockKind::Paragraph) {
        Some(after) => after
            .split_once('}')
            .map(|(marker, words)| (Some(marker.to_owned()), words.trim_start()))
            .ok_or("`{marker} words`")?,
        None => (None, rest),
    };
    let level = u8::try_from(level).map_err(|_| "fewer than 256 levels")?;
    Ok(NewBlock { kind, level, marker, cell, pieces: read_pieces(words, page) })
}

fn read_cell(inside: &str) -> Option<Cell> {
    let (numbers, header) =
        inside.strip_suffix(" head").map_or((inside, false), |numbers| (numbers, true));
    let (place, columns) = numbers.split_once('+').unwrap_or((numbers, "1"));
    let mut numbers = place.split(':').map(|number| number.parse().ok());
    let (table, row, column) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some(Cell { table, row, column, columns: columns.parse().ok()?, header, shade: None })
}

fn read_pieces(words: &str, page: Option<u32>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<MarkKind> = Vec::new();
    let mut rest = words;
    while let Some((before, at_tag)) = rest.split_once('‹') {
        let tag = at_tag.split_once('›');
        let kind = tag.and_then(|(name, _)| mark_named(name.trim_start_matches('/')));
        let (Some((name, after)), Some(kind)) = (tag, kind) else {
            pieces
                .push(Piece { page, marks: open.clone(), ..Piece::plain(format!("{before}‹")) });
            rest = at_tag;
            continue;
        };
        pieces.push(Piece { page, marks: open.clone(), ..Piece::plain(before) });
        if name.starts_with('/') {
            open.retain(|open| *open != kind);
        } else {
            open.push(kind);
        }
        rest = after;
    }
    pieces.push(Piece { page, marks: open, ..Piece::plain(rest) });
    pieces
}

fn mark_named(name: &str) -> Option<MarkKind> {
    MARKS.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# Minutes\n\
        ~ Page 1 of 2\n\
        Narrative that runs\n\
        === page 2\n\
        + over the page.\n\
        ‹b›RESOLVED‹/b› that:\n\
        - {(a)} the report be noted; and\n  \
          - {(i)} nested\n\
        [0:0:0 head] Date\n\
        [0:0:1+2 head] Action\n\
        [0:1:1] - {1.} Clerk to write\n\
        \\- not an item\n";

    #[test]
    fn printing_what_was_read_gives_it_back() {
        let document = Document::from_outline(SAMPLE).unwrap();
        assert_eq!(document.to_outline(), SAMPLE);
        assert_eq!(document.blocks.len(), 10);
    }

    #[test]
    fn a_bad_cell_names_its_line() {
        let error = Document::from_outline("fine\n[0:x:1] words").unwrap_err();
        assert_eq!(error.to_string(), "outline line 2: expected `[table:row:column+columns head]`");
    }
}
