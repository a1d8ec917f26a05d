//! Bytes to [`Document`]: every format an archive holds, cleaned once.
//! Nothing here knows what a recommendation is, and nothing here opens a file.

use minuted_model::{Diagnostic, Document};

mod builder;
mod celled;
mod clean;
mod doc;
mod encoding;
mod error;
mod flattened;
mod format;
mod html;
mod lettered;
mod limits;
mod markdown;
mod markers;
mod numbering;
mod office;
mod pdf;
mod text;
mod unwrap;

pub use error::{Error, ErrorKind};
pub use format::{FORMATS, Format};
pub use limits::Limits;
pub use pdf::{OCR_DPI, OcrWord, PageImage, page_image, parse_pdf_with_ocr};

/// Reads one file's bytes as the format they are in; `name` is only a hint where the bytes do not tell.
///
/// # Errors
/// The bytes are of no known format, are damaged beyond reading, need a password, or break a limit.
pub fn parse(
    bytes: &[u8],
    name: &str,
    limits: &Limits,
) -> Result<(Document, Vec<Diagnostic>), Error> {
    let (mut document, diagnostics) = format::recognise(bytes, name)?.read(bytes, limits)?;
    lettered::mark(&mut document);
    Ok((document, diagnostics))
}
