//! Pages for OCR: pictures of pages go out, words with their boxes come back. The program that reads them is run by
//! the caller; nothing here does.

use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use hayro_syntax::Pdf;

use super::glyphs::PageContent;
use super::turn::Turn;
use super::words::Word;
use crate::error::{Error, ErrorKind};

/// Resolution at which pages are drawn for OCR, dots an inch.
pub const OCR_DPI: u16 = 300;

/// Longest side of a drawn page, pixels: a wall map at 300 dots an inch would fill the memory.
const LONGEST_SIDE: f32 = 8_000.0;

/// A page as a picture, one byte of grey a pixel, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageImage {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// 0 is black, 255 white.
    pub grey: Vec<u8>,
}

/// A word that OCR read on a [`PageImage`].
#[derive(Clone, Debug, PartialEq)]
pub struct OcrWord {
    /// The word.
    pub text: String,
    /// Left, top, right and bottom edge, in pixels from the upper left.
    pub bbox: [u32; 4],
    /// Which line of the page it stands on; words of one line have the same number.
    pub line: u32,
    /// How sure the reader is, 0 to 1.
    pub confidence: f32,
}

/// Draws one page (1-based) of a PDF for OCR.
///
/// # Errors
/// The PDF cannot be opened or has no such page.
pub fn page_image(bytes: &[u8], page: u32) -> Result<PageImage, Error> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| super::to_error(&error))?;
    let at = usize::try_from(page).ok().and_then(|page| page.checked_sub(1));
    let pages = pdf.pages();
    let Some(found) = at.and_then(|at| pages.get(at)) else {
        let message = format!("no page {page}, expected 1 to {}", pages.len());
        return Err(Error::new(ErrorKind::Damaged, message));
    };
    let (width, height) = found.render_dimensions();
    let scale = scale(width, height);
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = render(
        found,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let grey = drawn.data().iter().map(|pixel| luma([pixel.r, pixel.g, pixel.b])).collect();
    Ok(PageImage { width: drawn.width().into(), height: drawn.height().into(), grey })
}

/// Pixels a point.
fn scale(width: f32, height: f32) -> f32 {
    (f32::from(OCR_DPI) / 72.0).min(LONGEST_SIDE / width.max(height).max(1.0))
}

/// Grey of a colour, as ITU-R BT.601 weighs red, green and blue.
fn luma([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}

/// Puts the words that OCR read in the place of a page's own.
pub(crate) fn replace(content: &mut PageContent, read: &[OcrWord]) {
    if matches!(content.turn, Turn::Clockwise | Turn::Anticlockwise) {
        std::mem::swap(&mut content.width, &mut content.height);
    }
    if content.turn != Turn::None {
        content.rules.clear();
    }
    content.turn = Turn::None;
    content.glyphs.clear();
    content.sideways.clear();
    let points = 1.0 / scale(content.width, content.height);
    content.ocr = Some(placed(read, points));
}

/// Words in points, on the baselines of their lines. OCR gives boxes around the ink: letters with tails reach below
/// the baseline, so it is taken from those without.
fn placed(read: &[OcrWord], points: f32) -> Vec<Word> {
    let body = body_size(read, points);
    let mut words = Vec::new();
    for line in read.chunk_by(|a, b| a.line == b.line) {
        let bottoms = |tails: bool| {
            let of = line.iter().filter(move |word| tails || !has_tail(&word.text));
            median(of.map(|word| pixels(word.bbox[3]) * points).collect())
        };
        let Some(y) = bottoms(false).or_else(|| bottoms(true)) else { continue };
        let tall = line_height(line) * points;
        let size = if (tall - body).abs() < 0.3 * body { body } else { tall };
        words.extend(line.iter().map(|word| Word {
            text: word.text.clone(),
            x0: pixels(word.bbox[0]) * points,
            x1: pixels(word.bbox[2]) * points,
            y,
            size,
            confidence: Some(word.confidence),
            ..Word::default()
        }));
    }
    words
}

/// The commonest size of the lines of a page, in points.
fn body_size(read: &[OcrWord], points: f32) -> f32 {
    let heights = read.chunk_by(|a, b| a.line == b.line).filter(|line| line.len() > 3);
    median(heights.map(|line| line_height(line) * points).collect()).unwrap_or(11.0)
}

fn line_height(line: &[OcrWord]) -> f32 {
    let top = line.iter().map(|word| word.bbox[1]).min().unwrap_or(0);
    let bottom = line.iter().map(|word| word.bbox[3]).max().unwrap_or(0);
    pixels(bottom.saturating_sub(top))
}

fn has_tail(text: &str) -> bool {
    text.contains(['g', 'j', 'p', 'q', 'y', 'Q', ',', ';', '(', ')', '_'])
        || !text.contains(char::is_alphanumeric)
}

fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied()
}

#[expect(clippy::cast_precision_loss, reason = "pages are some thousands of pixels wide")]
fn pixels(number: u32) -> f32 {
    number as f32
}
