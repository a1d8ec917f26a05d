//! Paragraphs of flowing formats to blocks: markers split off, headings told by their look, site furniture set apart.
//! PDF builds its own blocks, since there the look is all there is.

use std::sync::LazyLock;

use minuted_model::{Block, BlockKind, Cell, Document, MarkKind, NewBlock, Piece};
use regex::Regex;

use crate::broken;
use crate::clean;
use crate::formula;
use crate::markers;

/// Lines of web pages that are no part of the paper, whole.
static FURNITURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:skip to (?:main )?(?:content|navigation)|share this(?: page| item)?|print this page|back to top|view directions|pdf icon.*|you are here:?|home|search|menu|close|accept(?: all)? cookies|cookie (?:policy|settings).*|privacy policy|accessibility(?: statement)?|contact us|powered by .*|©.*|copyright .*|</?(?:ai|trailer_section|layout_sec|item_|title_|restricted)[^>]*>|page \d+ of \d+:?|page \d+:?)$").expect("a fixed pattern compiles")
});

/// A decision printed bold, told by its movers: "Cllr Ash proposed approval seconded by Cllr Birch" is no heading.
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:proposed|moved)\b.{1,120}\bseconded\b|\bit was (?:unanimously )?(?:agreed|resolved|decided)\b")
        .expect("a fixed pattern compiles")
});

/// Most words a heading has.
const HEADING_WORDS: usize = 16;

/// A paragraph on its way to a block.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) pieces: Vec<Piece>,
    /// Heading level the format gives, from 1.
    pub(crate) heading: Option<u8>,
    /// Marker the format gives, such as Word's own numbering.
    pub(crate) marker: Option<String>,
    /// Nesting level the format gives.
    pub(crate) level: u8,
    pub(crate) cell: Option<Cell>,
    /// Whether the format says that it is page furniture.
    pub(crate) furniture: bool,
}

impl Paragraph {
    pub(crate) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// Appends a paragraph to a document as the block it looks to be.
pub(crate) fn push(document: &mut Document, mut paragraph: Paragraph) {
    paragraph.pieces = collapse(paragraph.pieces);
    take_marker(&mut paragraph);
    let text = paragraph.text();
    if paragraph.furniture || paragraph.cell.is_none() && FURNITURE.is_match(text.trim()) {
        return document.push(block(paragraph, BlockKind::Furniture, 0));
    }
    let bullet = paragraph
        .marker
        .as_deref()
        .is_some_and(|marker| !marker.chars().any(char::is_alphanumeric) || marker == "o");
    let heading = paragraph
        .heading
        .or_else(|| looks_like_heading(&paragraph, &text))
        .filter(|_| !bullet && paragraph.cell.is_none() && !text.trim().is_empty());
    match (heading, &paragraph.marker) {
        (Some(level), _) => push_heading(document, paragraph, level),
        (None, Some(_)) => {
            let level = paragraph.level;
            document.push(block(paragraph, BlockKind::Item, level));
        }
        (None, None) if is_rest(document, &paragraph, &text) => {
            document.extend_last(&paragraph.pieces);
        }
        (None, None) => document.push(block(paragraph, BlockKind::Paragraph, 0)),
    }
}

/// A heading; the kind and size of the file that it links to are no words of it.
fn push_heading(document: &mut Document, mut paragraph: Paragraph, level: u8) {
    let several = paragraph.pieces.len() > 1;
    let link = paragraph.pieces.pop_if(|last| several && LINK.is_match(last.text.trim()));
    if let (Some(_), Some(last)) = (&link, paragraph.pieces.last_mut()) {
        last.text.truncate(last.text.trim_end().len());
    }
    document.push(block(paragraph, BlockKind::Heading, level));
    if let Some(link) = link {
        let piece = Piece { text: link.text.trim().to_owned(), ..link };
        let rest = Paragraph { pieces: vec![piece], ..Paragraph::default() };
        document.push(block(rest, BlockKind::Furniture, 0));
    }
}

/// Whether a paragraph is the rest of a sentence that the one before it leaves open.
fn is_rest(document: &Document, paragraph: &Paragraph, text: &str) -> bool {
    let flows = |block: &&Block| {
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) && block.cell.is_none()
    };
    let last = document.blocks.last().filter(flows).filter(|_| paragraph.cell.is_none());
    last.is_some_and(|last| broken::runs_on(document.slice(last.span), text))
}

fn block(paragraph: Paragraph, kind: BlockKind, level: u8) -> NewBlock {
    NewBlock {
        kind,
        level,
        marker: paragraph.marker,
        cell: paragraph.cell,
        pieces: paragraph.pieces,
    }
}

/// White space runs become single spaces, over the edges of pieces too; hyphens at line ends are mended by the reader.
fn collapse(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut spaced = true;
    for piece in pieces {
        let mut text = String::new();
        for character in clean::word(&piece.text).chars() {
            let space = character.is_whitespace();
            if !(space && spaced) {
                text.push(if space { ' ' } else { character });
            }
            spaced = space;
        }
        if !text.is_empty() {
            out.push(Piece { text, ..piece });
        }
    }
    if let Some(last) = out.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    out.retain(|piece| !piece.text.is_empty());
    out
}

/// Splits a typed marker off the words. Of two markers (`- 1.1`, `• ·`) the inner is the author's; the same twice is one.
fn take_marker(paragraph: &mut Paragraph) {
    for _ in 0..2 {
        let text = paragraph.text();
        let outer_counts = paragraph
            .marker
            .as_deref()
            .is_some_and(|marker| marker.chars().any(char::is_alphanumeric));
        // A converter may print the label of an automatic list twice: `I. I. To receive`.
        let twice = |marker: &str| paragraph.marker.as_deref() == Some(marker);
        let split = markers::split(&text).filter(|(marker, _)| !outer_counts || twice(marker));
        let Some((marker, rest)) = split else { return };
        let bullet = !marker.chars().any(char::is_alphanumeric);
        if paragraph.heading.is_some() && bullet {
            return;
        }
        let cut = text.len() - rest.len();
        paragraph.marker = Some(marker.to_owned());
        drop_front(&mut paragraph.pieces, cut);
    }
}

fn drop_front(pieces: &mut Vec<Piece>, mut bytes: usize) {
    for piece in pieces.iter_mut() {
        let cut = bytes.min(piece.text.len());
        piece.text.drain(..cut);
        bytes -= cut;
    }
    pieces.retain(|piece| !piece.text.is_empty());
}

/// The kind and size of a file behind the title that links to it: "PDF 340 KB".
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[(\[]?(?:PDF|DOCX?|XLSX?|Word)[ ,:]{0,2}[0-9]{1,4}(?:[.,][0-9]{1,3})? ?[KMk][Bb][)\]]?$",
    )
    .expect("a fixed pattern compiles")
});

/// Wholly bold or capital lines of few words and no stop are headings; labels that end in a colon are not.
fn looks_like_heading(paragraph: &Paragraph, text: &str) -> Option<u8> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    let short = text.split_whitespace().count() <= HEADING_WORDS && letters.len() >= 3;
    let closed = text.trim_end().ends_with(['.', ':', ';', ',', '?']);
    let inked = |piece: &&Piece| {
        piece.text.chars().any(char::is_alphanumeric) && !LINK.is_match(piece.text.trim())
    };
    let bold = paragraph.pieces.iter().any(|piece| inked(&piece))
        && paragraph.pieces.iter().filter(inked).all(|piece| {
            piece.marks.contains(&MarkKind::Bold) || piece.marks.contains(&MarkKind::Underlined)
        });
    let capitals = letters.len() >= 4 && letters.iter().all(|c| c.is_uppercase());
    if !short || closed || formula::is_formula(text) || !capitals && DECIDES.is_match(text) {
        return None;
    }
    match (capitals, bold) {
        (true, _) => Some(2),
        (false, true) => Some(3),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Paragraph {
        Paragraph { pieces: vec![Piece::plain(text)], ..Paragraph::default() }
    }

    fn outline(paragraphs: &[&str]) -> String {
        let mut document = Document::default();
        paragraphs.iter().for_each(|text| push(&mut document, plain(text)));
        document.to_outline()
    }

    #[test]
    fn markers_headings_and_furniture_are_told_apart() {
        assert_eq!(
            outline(&[
                "Skip to content",
                "HOUSING",
                "- 1.1 The plan.",
                "(b)Agree  the\u{a0}fees;",
                "RESOLVED:",
                "That it be noted."
            ]),
            "~ Skip to content\n## HOUSING\n- {1.1} The plan.\n- {(b)} Agree the fees;\nRESOLVED:\nThat it be noted.\n"
        );
    }

    #[test]
    fn the_size_of_a_file_is_no_word_of_its_title() {
        let titled = |title: &str, marks: &[MarkKind], rest: &str| {
            let mut document = Document::default();
            let title = Piece { marks: marks.to_vec(), ..Piece::plain(title) };
            let pieces = vec![title, Piece::plain(rest)];
            push(&mut document, Paragraph { pieces, ..Paragraph::default() });
            document.to_outline()
        };
        let bold = [MarkKind::Bold];
        let found = titled("Ferry Fares", &bold, " PDF 340 KB");
        assert!(found.starts_with("### ") && found.contains("~ PDF 340 KB"), "{found}");
        let found = titled("Ferry Fares", &bold, " (PDF, 1.2MB)");
        assert!(found.starts_with("### "), "{found}");
        assert!(!titled("Note", &bold, " PDF copies at the desk").starts_with('#'));
        assert!(!titled("Ferry Fares", &[], " PDF 340 KB").starts_with('#'));
    }
}
