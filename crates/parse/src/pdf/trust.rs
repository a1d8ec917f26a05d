//! Pages whose text is missing or cannot be trusted: they are images, or their fonts do not say which characters they
//! show. Such a page, and no other, needs OCR.

use minuted_model::{Diagnostic, Severity};

use super::glyphs::PageContent;

/// A page with fewer glyphs than this that is mostly an image is a scan.
const SCAN_GLYPHS: usize = 10;

/// Pages whose text is missing or cannot be trusted.
pub(crate) fn doubts(contents: &[PageContent]) -> Vec<Diagnostic> {
    let found = contents.iter().zip(1..).filter_map(|(content, page)| {
        let glyphs = content.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()).count();
        let scan = glyphs < SCAN_GLYPHS && content.image_share > 0.3;
        let unreadable = content.unknown > 20 && content.unknown > glyphs / 4;
        let why = if scan {
            "the page is an image"
        } else {
            "the page's fonts do not say which characters they show"
        };
        (scan || unreadable).then(|| Diagnostic {
            severity: Severity::Error,
            code: "needs_ocr",
            message: format!("page {page}: {why}, expected text"),
            page: Some(page),
            span: None,
        })
    });
    found.collect()
}
