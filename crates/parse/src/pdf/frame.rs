//! The frames of the pages: from a place on the page as it is read to a box on the page as it is shown.

use minuted_model::BBox;

use super::page::Page;
use super::turn::Turn;
use super::words::Word;

/// Width, height and turn of every page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frames {
    pages: Vec<(f32, f32, Turn)>,
}

impl Frames {
    pub(crate) fn new(pages: &[Page]) -> Self {
        let frame = |page: &Page| (page.width, page.height, page.turn);
        Self { pages: pages.iter().map(frame).collect() }
    }

    fn of(&self, page: u32) -> Option<(f32, f32, Turn)> {
        self.pages.get(usize::try_from(page).ok()?.checked_sub(1)?).copied()
    }

    /// The box of a word, from a fifth of an em below its baseline to four fifths above it.
    pub(crate) fn bbox(&self, word: &Word, page: u32) -> Option<BBox> {
        let (width, height, turn) = self.of(page)?;
        let (below, above) = (word.y + 0.2 * word.size, word.y - 0.8 * word.size);
        let one = turn.undo((word.x0, below), (width, height));
        let other = turn.undo((word.x1, above), (width, height));
        let shown = if matches!(turn, Turn::None | Turn::Half) { height } else { width };
        Some(BBox {
            x0: one.0.min(other.0),
            y0: shown - one.1.max(other.1),
            x1: one.0.max(other.0),
            y1: shown - one.1.min(other.1),
        })
    }
}
