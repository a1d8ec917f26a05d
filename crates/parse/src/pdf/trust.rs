//! Pages whose text is missing or cannot be trusted: they are images, or their fonts do not say which characters they
//! show. Such a page, and no other, needs OCR.

use minuted_model::{Diagnostic, Severity};

use super::glyphs::PageContent;
use super::words::{self, Word};

/// A page with fewer glyphs than this that is mostly an image is a scan.
const SCAN_GLYPHS: usize = 10;

/// Words of a page, from which its share of plain ones says something.
const ENOUGH_WORDS: usize = 40;

/// What is to be said of a page (1-based) that needs OCR, or was read by it.
pub(crate) fn doubt(content: &PageContent, page: u32) -> Option<Diagnostic> {
    match &content.ocr {
        Some(words) => Some(read_by_ocr(words, page)),
        None => why_untrusted(content).map(|why| Diagnostic {
            severity: Severity::Error,
            code: "needs_ocr",
            message: format!("page {page}: {why}, expected text"),
            page: Some(page),
            span: None,
        }),
    }
}

fn why_untrusted(content: &PageContent) -> Option<&'static str> {
    let glyphs = content.glyphs.iter().filter(|glyph| !glyph.is_blank()).count();
    if glyphs < SCAN_GLYPHS && content.image_share > 0.3 {
        return Some("the page is an image");
    }
    let unreadable = content.unknown > 20 && content.unknown > glyphs / 4;
    (unreadable || is_gibberish(content))
        .then_some("the page's fonts do not say which characters they show")
}

/// Whether the words are no words: hardly one has a vowel, as when a font's letters are shifted.
fn is_gibberish(content: &PageContent) -> bool {
    if content.glyphs.iter().filter(|glyph| glyph.text.chars().any(is_vowel)).count() * 8
        > content.glyphs.len()
    {
        return false;
    }
    let words = words::joined(&content.glyphs);
    let long: Vec<&Word> = words
        .iter()
        .filter(|word| {
            word.text.chars().count() > 2 && !word.text.contains(|c: char| c.is_ascii_digit())
        })
        .collect();
    let spoken = long.iter().filter(|word| word.text.contains(is_vowel)).count();
    long.len() >= ENOUGH_WORDS && 2 * spoken < long.len()
}

fn is_vowel(character: char) -> bool {
    matches!(character.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

fn read_by_ocr(words: &[Word], page: u32) -> Diagnostic {
    let sum: f32 = words.iter().filter_map(|word| word.confidence).sum();
    let mean = 100.0 * sum / count(words.len());
    Diagnostic {
        severity: Severity::Note,
        code: "read_by_ocr",
        message: format!(
            "page {page}: {} words read by OCR, mean confidence {mean:.0}%",
            words.len()
        ),
        page: Some(page),
        span: None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are small")]
fn count(number: usize) -> f32 {
    number.max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::super::glyphs::Placed;
    use super::*;

    fn page(text: &str) -> PageContent {
        let mut x = 0.0;
        let glyph = |character: char| {
            x += 5.0;
            let text = character.to_string().into();
            Placed { text, x0: x - 5.0, x1: x, y: 100.0, size: 10.0, bold: false, italic: false }
        };
        PageContent { glyphs: text.chars().map(glyph).collect(), ..PageContent::default() }
    }

    #[test]
    fn shifted_letters_are_told_from_words() {
        let words = "the council resolved that the report be noted and the plan agreed ".repeat(6);
        let shifted = "uif dpvodjm sftpmwfe uibu uif sfqpsu cf opufe boe qmbo bhsffe "
            .replace(['u', 'i', 'e', 'o', 'a'], "x")
            .repeat(6);
        assert_eq!(why_untrusted(&page(&words)), None);
        assert!(why_untrusted(&page(&shifted)).is_some());
        assert_eq!(why_untrusted(&page(&"FTE GBP HRA MTFS ".repeat(2))), None);
    }
}
