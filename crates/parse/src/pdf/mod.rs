//! PDF to blocks.
//!
//! Reads: text with positions, ruled tables, running headers and footers, markers and indents, bold, italic, underlined
//! and struck words, rotated and cropped pages, empty-password encryption.
//! Pages that need OCR are told, and words that OCR read are taken for the page's own.
//! Ignores: forms, annotations' own text, colours, vertical writing.

mod across;
#[cfg(test)]
mod against_hayro;
mod beside;
mod blocks;
mod columns;
mod content;
mod edges;
mod fonts;
mod footnotes;
mod frame;
mod furniture;
mod glyphs;
mod grid;
mod heading;
mod layers;
mod layout;
mod lines;
mod ocr;
mod page;
mod paths;
mod table;
mod trust;
mod turn;
mod words;
mod writing;

use std::collections::BTreeMap;

use hayro_syntax::{LoadPdfError, Pdf};
use minuted_model::{Diagnostic, Document};

use self::content::Reader;
use self::glyphs::Collector;
use self::layers::Layers;
pub use self::ocr::{OCR_DPI, OcrWord, PageImage, page_image};
use self::page::Page;
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    read_with(bytes, limits, &BTreeMap::new())
}

/// Reads a PDF, with the words that OCR read on some of its pages (1-based) in the place of their own.
pub(crate) fn read_with(
    bytes: &[u8],
    limits: &Limits,
    ocr: &BTreeMap<u32, Vec<OcrWord>>,
) -> Result<(Document, Vec<Diagnostic>), Error> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| to_error(&error))?;
    let count = u32::try_from(pdf.pages().len()).unwrap_or(u32::MAX);
    if count > limits.pages {
        return Err(Error::new(
            ErrorKind::Limit,
            format!("{count} pages, expected at most {} (limit `pages`)", limits.pages),
        ));
    }
    let mut reader = Reader::new(Layers::new(pdf.xref()));
    let mut collector = Collector::default();
    let mut doubts = Vec::new();
    let mut pages: Vec<Page> = Vec::new();
    for (page, number) in pdf.pages().iter().zip(1..) {
        collector.begin(page.render_dimensions());
        reader.read(page, &mut collector);
        let mut content = collector.finish();
        if let Some(words) = ocr.get(&number) {
            ocr::replace(&mut content, words);
        }
        doubts.extend(trust::doubt(&content, number));
        pages.push(content.into());
    }
    let mut document = Document {
        media_type: "application/pdf".to_owned(),
        title: title(&pdf),
        pages: count,
        ..Document::default()
    };
    layout::build(&mut document, pages);
    Ok((document, doubts))
}

fn to_error(error: &LoadPdfError) -> Error {
    match error {
        LoadPdfError::Decryption(_) => Error::new(
            ErrorKind::Encrypted,
            "encrypted PDF, expected one that opens without a password",
        ),
        LoadPdfError::Invalid => Error::new(
            ErrorKind::Damaged,
            "damaged PDF, expected a readable cross-reference table and page tree",
        ),
    }
}

fn title(pdf: &Pdf) -> Option<String> {
    let raw = pdf.metadata().title.as_ref()?;
    let utf16 = raw.strip_prefix(&[0xfe, 0xff]).map(|rest| {
        let units: Vec<u16> =
            rest.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
        String::from_utf16_lossy(&units)
    });
    let title = utf16.unwrap_or_else(|| raw.iter().map(|byte| char::from(*byte)).collect());
    let title = title.trim();
    (!title.is_empty()).then(|| title.to_owned())
}
