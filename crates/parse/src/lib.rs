//! Bytes to [`Document`]: every format an archive holds, cleaned once.
//! Nothing here knows what a recommendation is, and nothing here opens a file.

use std::collections::BTreeMap;

use minuted_model::{Diagnostic, Document};

mod broken;
mod broken_rows;
mod builder;
mod celled;
mod clause_verb;
mod clean;
mod colour;
mod container;
mod counted;
mod counted_clauses;
mod doc;
mod encoding;
mod entities;
mod error;
mod flattened;
mod format;
mod formula;
mod html;
mod lettered;
mod limits;
mod lines;
mod margined;
mod markdown;
mod markers;
mod numbering;
mod office;
mod pages;
mod pdf;
mod rst;
mod rtf;
mod sheet;
mod stacked;
mod text;
mod unwrap;

pub use container::{CONTAINERS, Container, Member, container, unpack};
pub use error::{Error, ErrorKind};
pub use format::{FORMATS, Format};
pub use limits::{LIMITS, Limits};
pub use pdf::{OCR_DPI, OcrWord, PageImage, page_image};

/// Reads one file's bytes as the format they are in; `name` is only a hint where the bytes do not tell.
///
/// # Errors
/// The bytes are of no known format, are damaged beyond reading, need a password, break a limit, or are a container,
/// whose members are documents of their own.
pub fn parse(
    bytes: &[u8],
    name: &str,
    limits: &Limits,
) -> Result<(Document, Vec<Diagnostic>), Error> {
    if let Some(container) = container(bytes, name) {
        let reason = format!("a container ({}), expected one of its members", container.name);
        return Err(Error::new(ErrorKind::Container, reason));
    }
    let (mut document, diagnostics) = format::recognise(bytes, name)?.read(bytes, limits)?;
    mark_runs(&mut document);
    Ok((document, diagnostics))
}

/// Reads a PDF with the words that OCR read on some of its pages (1-based) in the place of their own.
///
/// # Errors
/// The bytes are no PDF, are damaged beyond reading, need a password, or break a limit.
pub fn parse_pdf_with_ocr(
    bytes: &[u8],
    limits: &Limits,
    words: &BTreeMap<u32, Vec<OcrWord>>,
) -> Result<(Document, Vec<Diagnostic>), Error> {
    let (mut document, diagnostics) = pdf::read_with(bytes, limits, words)?;
    mark_runs(&mut document);
    Ok((document, diagnostics))
}

/// Makes labels that only their neighbours prove the markers of their blocks.
fn mark_runs(document: &mut Document) {
    let blocks = document.blocks.iter().enumerate();
    let content: Vec<usize> =
        blocks.filter(|(_, block)| block.is_content()).map(|(at, _)| at).collect();
    lettered::mark(document, &content);
    counted::mark(document, &content);
    counted_clauses::mark(document, &content);
}
