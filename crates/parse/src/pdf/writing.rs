//! Where text is written: the text state of ISO 32000-1, 9.3, and how showing a code moves it on.

use std::rc::Rc;

use hayro_font::UNITS_PER_EM;
use hayro_font::kurbo::{Affine, Vec2};

use super::fonts::{Face, Shown};

/// The text state.
#[derive(Clone)]
pub(crate) struct Writing<'a> {
    pub(crate) face: Option<Rc<Face<'a>>>,
    pub(crate) size: f32,
    pub(crate) char_space: f32,
    pub(crate) word_space: f32,
    /// In hundredths.
    pub(crate) scaling: f32,
    pub(crate) leading: f32,
    pub(crate) rise: f32,
    /// Where the next glyph is written.
    at: Affine,
    /// Where the line began.
    line: Affine,
}

impl Default for Writing<'_> {
    fn default() -> Self {
        Self {
            face: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scaling: 100.0,
            leading: 0.0,
            rise: 0.0,
            at: Affine::IDENTITY,
            line: Affine::IDENTITY,
        }
    }
}

impl Writing<'_> {
    /// Begins at a matrix.
    pub(crate) fn begin_at(&mut self, matrix: Affine) {
        (self.line, self.at) = (matrix, matrix);
    }

    /// Begins a line that far from where the last one began.
    pub(crate) fn next_line(&mut self, x: f64, y: f64) {
        self.begin_at(self.line * Affine::translate((x, y)));
    }

    /// Begins a line below the last one.
    pub(crate) fn next_line_below(&mut self) {
        self.next_line(0.0, -f64::from(self.leading));
    }

    /// From glyphs in thousandths of an em to the user space of the page, where the next glyph is written.
    pub(crate) fn placement(&self, shown: &Shown) -> Affine {
        let (across, size) = (f64::from(self.size) * f64::from(self.stretch()), self.size.into());
        let em = Affine::new([across, 0.0, 0.0, size, 0.0, self.rise.into()]);
        let mut placement = self.at * em * Affine::scale(1.0 / f64::from(UNITS_PER_EM));
        if shown.displacement != Vec2::ZERO {
            placement *= Affine::translate(shown.displacement);
        }
        if (shown.stretch - 1.0).abs() > 0.0 {
            placement *= Affine::scale_non_uniform(shown.stretch, 1.0);
        }
        placement
    }

    /// Moves on past a code; a space of one byte is widened by the space between words.
    pub(crate) fn step(&mut self, shown: &Shown, is_space: bool) {
        let space = self.char_space;
        let word_space = if is_space { self.word_space } else { 0.0 };
        let along = |step: f64| single(step) / UNITS_PER_EM * self.size + space + word_space;
        let step = if self.is_across() {
            (along(shown.step.x) * self.stretch(), 0.0)
        } else {
            (0.0, along(shown.step.y))
        };
        self.move_by(step);
    }

    /// Moves back by thousandths of an em, as `TJ` says.
    pub(crate) fn adjust(&mut self, thousandths: f32) {
        let back = -thousandths / UNITS_PER_EM * self.size;
        let step = if self.is_across() { (back * self.stretch(), 0.0) } else { (0.0, back) };
        self.move_by(step);
    }

    fn move_by(&mut self, (x, y): (f32, f32)) {
        self.at *= Affine::translate((f64::from(x), f64::from(y)));
    }

    fn is_across(&self) -> bool {
        self.face.as_ref().is_some_and(|face| face.across)
    }

    fn stretch(&self) -> f32 {
        self.scaling / 100.0
    }
}

#[expect(clippy::cast_possible_truncation, reason = "advances are some thousands")]
fn single(value: f64) -> f32 {
    value as f32
}
