//! Lines within a paragraph that are paragraphs, titles or items of their own, though CommonMark runs them together.

use minuted_model::{MarkKind, Piece};

use super::Reader;
use crate::lines;
use crate::markers;

/// Most words of a title set bold above its paragraph.
const TITLE_WORDS: usize = 12;
/// And of one in capitals.
const TITLE_WORDS_CAPITALS: usize = 6;
/// And most pieces.
const TITLE_PIECES: usize = 6;

impl Reader<'_> {
    /// "**Present:** Ann Ash", "**Apologies:** none" on lines of one paragraph: each is a paragraph of its own.
    pub(super) fn part_label(&mut self) {
        let Some(from) = self.label.take().filter(|from| *from > 0) else { return };
        let label = self.current.pieces.get(from..).unwrap_or_default();
        let ends = label.last().is_some_and(|piece| piece.text.trim_end().ends_with(':'));
        if ends && self.current.cell.is_none() {
            let rest = self.current.pieces.split_off(from);
            self.flush();
            self.current.pieces = rest;
        }
    }

    /// "General: 4,881.20" below "Orders totalling:", where no line of the paper runs on in the next.
    pub(super) fn begins_line(&self, line: &str) -> bool {
        let plain = self.current.cell.is_none() && self.current.heading.is_none();
        self.typed_lines && plain && lines::parts(&self.current.text(), line)
    }

    /// "**3. Budget**" on the first line of a paragraph is the title of the others.
    pub(super) fn is_below_title(&self, line: &str) -> bool {
        let pieces = &self.current.pieces;
        let inked = |piece: &&Piece| !piece.text.trim().is_empty();
        let is_bold = |piece: &Piece| piece.marks.contains(&MarkKind::Bold);
        let starts = |c: char| c.is_uppercase() || c.is_ascii_digit() || "£€$".contains(c);
        // A title is a piece or two; what is longer is not even read.
        if pieces.len() > TITLE_PIECES
            || !pieces.iter().filter(inked).all(is_bold)
            || !self.marks.is_empty()
            || self.current.cell.is_some()
            || self.current.marker.is_some()
        {
            return false;
        }
        let title = self.current.text();
        let title = title.trim_end();
        (1..=TITLE_WORDS).contains(&title.split_whitespace().count())
            && title.ends_with(char::is_alphanumeric)
            && line.starts_with(starts)
    }

    /// "RECOMMENDED ACTION" on the first line of a paragraph, which runs on in small letters, is the title of the others.
    pub(super) fn is_below_capitals(&self, line: &str) -> bool {
        if self.current.pieces.len() > TITLE_PIECES || self.current.cell.is_some() {
            return false;
        }
        let title = self.current.text();
        let title = title.trim();
        let words = title.split_whitespace().count();
        (1..=TITLE_WORDS_CAPITALS).contains(&words)
            && title.chars().filter(|c| c.is_alphabetic()).count() >= 4
            && title.ends_with(char::is_uppercase)
            && !title.contains(char::is_lowercase)
            && line.starts_with(char::is_uppercase)
            && line.contains(char::is_lowercase)
            && line.split_whitespace().count() > 2
    }

    /// Whether a line of a paragraph is an item that CommonMark does not know for one: `• a point`, `(b) a clause`, `–  a task`.
    pub(super) fn begins_item(&self, line: &str) -> bool {
        let Some((marker, words)) = markers::split(line) else { return false };
        if ["–", "—"].contains(&marker) {
            return self.current.cell.is_none() && self.begins_dashed(line, words);
        }
        let bullet = !marker.chars().any(char::is_alphanumeric) && !"-–—*".contains(marker);
        let label = marker.len() > 1 && marker.chars().any(char::is_alphanumeric);
        let text = self.current.text();
        let closed = [":", ";", ".", "; and", "; or", "; and,", "; or,"]
            .iter()
            .any(|end| text.trim_end().ends_with(end));
        let whole = !words.is_empty() || marker.ends_with(')');
        self.current.cell.is_none() && whole && (bullet || label && closed)
    }

    /// Whether a dash at the head of a line stands for a bullet: the line above ends as what comes before a list or inside one does,
    /// is such an item itself, or the words stand apart from the dash. One in the midst of a sentence has small letters behind it.
    pub(super) fn begins_dashed(&self, line: &str, words: &str) -> bool {
        let above = self.current.text();
        let above = above.trim();
        let apart = line.len() - words.len() > "–".len() + 1;
        words.starts_with(char::is_uppercase)
            && (apart || above.starts_with(['–', '—']) || above.ends_with([':', ';', '.']))
    }
}

/// Whether a line is nothing but the label of an item: `a)`, `(ii)`.
pub(super) fn is_label(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(')') && markers::split(line) == Some((line, ""))
}

/// "Action - Ann to write" on a line of its own within a paragraph.
pub(super) fn begins_action(line: &str) -> bool {
    let rest = line.strip_prefix("ACTION").or_else(|| line.strip_prefix("Action"));
    let rest = rest.map(|rest| rest.strip_prefix([':', '–', '-', ' ']).unwrap_or(""));
    rest.is_some_and(|rest| {
        let rest = rest.trim_start_matches([':', '–', '-', ' ']);
        line.contains([':', '–', '-']) && rest.starts_with(char::is_uppercase)
    })
}
