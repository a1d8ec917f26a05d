//! A page once its glyphs are words: what the layout needs of it, so that no document is held glyph by glyph.

use super::glyphs::{PageContent, Rule};
use super::turn::Turn;
use super::words::{self, Word};

/// The words and rules of a page, as it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) turn: Turn,
    pub(crate) words: Vec<Word>,
    /// Words set across the direction in which the page is read.
    pub(crate) sideways: Vec<Word>,
    pub(crate) rules: Vec<Rule>,
}

impl From<PageContent> for Page {
    fn from(content: PageContent) -> Self {
        let words = content.ocr.unwrap_or_else(|| words::joined(&content.glyphs));
        Self {
            width: content.width,
            height: content.height,
            turn: content.turn,
            words: words::marked(words, &content.rules),
            sideways: words::joined(&content.sideways),
            rules: content.rules,
        }
    }
}
