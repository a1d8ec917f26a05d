//! The formats that are read: one row each, recognised by content first and name second.

use minuted_model::{Diagnostic, Document};

use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::office::{self, docx, odt};
use crate::sheet::{delimited, ods, xls, xlsx};
use crate::{doc, html, markdown, pdf, rst, rtf, text};

/// Reads bytes as one format.
type Read = fn(&[u8], &Limits) -> Result<(Document, Vec<Diagnostic>), Error>;

/// A format that is read.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Short name, `pdf`.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// Media type of its documents.
    pub media_type: &'static str,
    /// Endings of file names, lower case.
    pub extensions: &'static [&'static str],
    /// How its bytes are recognised, in words.
    pub recognised_by: &'static str,
    is_it: fn(&[u8]) -> bool,
    read: Read,
}

/// Every format, those told by their bytes before those told by name.
pub const FORMATS: &[Format] = &[
    Format {
        name: "pdf",
        title: "PDF",
        media_type: "application/pdf",
        extensions: &["pdf"],
        recognised_by: "`%PDF` in the first kilobyte",
        is_it: is_pdf,
        read: pdf::read,
    },
    Format {
        name: "html",
        title: "HTML",
        media_type: "text/html",
        extensions: &["html", "htm", "xhtml", "aspx", "php"],
        recognised_by: "a doctype or an `<html>`, `<head>` or `<body>` tag near the start",
        is_it: is_html,
        read: html::read,
    },
    Format {
        name: "docx",
        title: "Word (2007 and later)",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        extensions: &["docx", "docm", "dotx"],
        recognised_by: "a zip archive with a member `word/document.xml`",
        is_it: is_docx,
        read: docx::read,
    },
    Format {
        name: "xlsx",
        title: "Excel (2007 and later)",
        media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        extensions: &["xlsx", "xlsm"],
        recognised_by: "a zip archive with a member `xl/workbook.xml`",
        is_it: is_xlsx,
        read: xlsx::read,
    },
    Format {
        name: "ods",
        title: "OpenDocument spreadsheet",
        media_type: "application/vnd.oasis.opendocument.spreadsheet",
        extensions: &["ods", "ots"],
        recognised_by: "a zip archive with members `content.xml` and `mimetype`, which says so",
        is_it: ods::is_it,
        read: ods::read,
    },
    Format {
        name: "odt",
        title: "OpenDocument text",
        media_type: "application/vnd.oasis.opendocument.text",
        extensions: &["odt", "ott"],
        recognised_by: "a zip archive with a member `content.xml`",
        is_it: is_odt,
        read: odt::read,
    },
    Format {
        name: "doc",
        title: "Word (97 to 2003)",
        media_type: "application/msword",
        extensions: &["doc", "dot"],
        recognised_by: "a compound file with a stream `WordDocument`",
        is_it: doc::is_it,
        read: doc::read,
    },
    Format {
        name: "xls",
        title: "Excel (97 to 2003)",
        media_type: "application/vnd.ms-excel",
        extensions: &["xls", "xlt"],
        recognised_by: "a compound file with a stream `Workbook` or `Book`",
        is_it: xls::is_it,
        read: xls::read,
    },
    Format {
        name: "rtf",
        title: "Rich Text Format",
        media_type: "application/rtf",
        extensions: &["rtf"],
        recognised_by: "`{\\rtf` at the start",
        is_it: rtf::is_it,
        read: rtf::read,
    },
    Format {
        name: "markdown",
        title: "Markdown",
        media_type: "text/markdown",
        extensions: &["md", "markdown", "mdown"],
        recognised_by: "the name",
        is_it: never,
        read: markdown::read,
    },
    Format {
        name: "rst",
        title: "reStructuredText",
        media_type: "text/x-rst",
        extensions: &["rst", "rest"],
        recognised_by: "the name",
        is_it: never,
        read: rst::read,
    },
    Format {
        name: "csv",
        title: "CSV, TSV",
        media_type: "text/csv",
        extensions: &["csv", "tsv", "tab"],
        recognised_by: "the name",
        is_it: never,
        read: delimited::read,
    },
    Format {
        name: "text",
        title: "plain text",
        media_type: "text/plain",
        extensions: &["txt", "text", "asc"],
        recognised_by: "the name, or bytes that are text",
        is_it: is_text,
        read: text::read,
    },
];

/// The format of some bytes; the name decides where they do not.
pub(crate) fn recognise(bytes: &[u8], name: &str) -> Result<&'static Format, Error> {
    let ending = name
        .rsplit('/')
        .next()
        .and_then(|name| name.rsplit_once('.'))
        .map(|(_, ending)| ending.to_lowercase());
    let by_bytes =
        FORMATS.iter().filter(|format| format.name != "text").find(|format| (format.is_it)(bytes));
    let by_name = || {
        FORMATS.iter().find(|format| {
            ending.as_deref().is_some_and(|ending| format.extensions.contains(&ending))
        })
    };
    let by_text = || FORMATS.iter().find(|format| (format.is_it)(bytes));
    let text_like = |format: &&Format| {
        !["markdown", "rst", "csv", "text", "html"].contains(&format.name) || is_text(bytes)
    };
    by_bytes.or_else(|| by_name().filter(text_like)).or_else(by_text).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
        Error::new(
            ErrorKind::Unknown,
            format!("unknown format, expected one of: {}", known.join(", ")),
        )
    })
}

impl Format {
    pub(crate) fn read(
        &self,
        bytes: &[u8],
        limits: &Limits,
    ) -> Result<(Document, Vec<Diagnostic>), Error> {
        (self.read)(bytes, limits)
    }
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes
        .get(..bytes.len().min(1024))
        .is_some_and(|head| head.windows(4).any(|four| four == b"%PDF"))
}

fn is_docx(bytes: &[u8]) -> bool {
    office::has_member(bytes, "word/document.xml")
}

fn is_xlsx(bytes: &[u8]) -> bool {
    office::has_member(bytes, "xl/workbook.xml")
}

fn is_odt(bytes: &[u8]) -> bool {
    office::has_member(bytes, "content.xml")
}

fn is_html(bytes: &[u8]) -> bool {
    let head = bytes.get(..2048).unwrap_or(bytes);
    let is_wide = head.starts_with(&[0xff, 0xfe]) || encoding::wide(head).is_some();
    let head = if is_wide { encoding::decode(head).into() } else { String::from_utf8_lossy(head) };
    let head = head.to_lowercase();
    let start = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    start.starts_with("<!doctype html")
        || ["<html", "<head>", "<body"].iter().any(|tag| head.contains(tag))
            && start.starts_with('<')
        || is_fragment(start)
}

/// The inside of a page saved without its frame: it begins with a tag of content, or is broken by them, and is full of them.
fn is_fragment(start: &str) -> bool {
    const CONTENT: [&str; 7] = ["<p", "<div", "<table", "<section", "<article", "<h1", "<h2"];
    let opens = CONTENT.iter().any(|tag| {
        let next = start.strip_prefix(tag).and_then(|rest| rest.chars().next());
        next.is_some_and(|next| next == '>' || next.is_whitespace())
    });
    let tags = ["<p", "<br", "<div", "<td", "<li", "<span"].iter();
    let tags: usize = tags.map(|tag| start.matches(tag).count()).sum();
    let marked = start
        .lines()
        .any(|line| ["# ", "## ", "- ", "* ", "|", "**"].iter().any(|mark| line.starts_with(mark)));
    // The text of an input box of a web site, whose lines are broken by tags alone.
    let breaks = start.matches("<br").count();
    let by_tags = breaks >= 3 && breaks > start.trim_end().lines().count();
    (opens || by_tags) && tags >= 3 && !marked
}

/// Text has no byte of naught, save in UTF-16, and hardly a control character but white space: what Word leaves of a field or a
/// cell does not make a paper unreadable.
fn is_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or(bytes);
    let marked = head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]);
    let wide = marked || encoding::wide(head).is_some();
    let control = head.iter().filter(|byte| **byte < 9 || (14..27).contains(*byte)).count();
    let few = control <= 1 + head.len() / STRAY;
    !head.is_empty() && (wide || few && !head.contains(&0))
}

/// One control character in so many bytes may stray into a text.
const STRAY: usize = 200;

fn never(_: &[u8]) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_control_character_leaves_a_text_a_text() {
        assert!(is_text(b"Minutes of the \x13 meeting\nRESOLVED that the gate be mended."));
        assert!(!is_text(b"\x01\x02\x03\x04 gate"));
        assert!(!is_text(b"Minutes of the \0 meeting"));
    }

    #[test]
    fn bytes_count_before_names() {
        let name = |bytes: &[u8], name: &str| {
            recognise(bytes, name).map(|format| format.name).unwrap_or("unknown")
        };
        assert_eq!(name(b"%PDF-1.4", "minutes.txt"), "pdf");
        assert_eq!(name(b"<!DOCTYPE html><p>x", "minutes.md"), "html");
        assert_eq!(name(b"<p>Minutes<br />Clerk to write.<br />None.</p>", "minutes.txt"), "html");
        assert_eq!(name(b"Minutes<br /><br />1. Apologies.<br />None.", "minutes.txt"), "html");
        assert_eq!(name(b"Minutes<br>\nApologies<br>\nNone<br>\n", "minutes.txt"), "text");
        assert_eq!(name(b"<p>Logo</p>\n\n# Minutes", "minutes.md"), "markdown");
        assert_eq!(name(b"# Minutes", "minutes.md"), "markdown");
        assert_eq!(name(b"Minutes\n\n|a<br>b<br>c<br>d<br>e|\n|-|\n", "minutes.md"), "markdown");
        assert_eq!(name(b"Minutes", "minutes"), "text");
        assert_eq!(name(&[0, 1, 2, 3], "minutes.txt"), "unknown");
        let wide: Vec<u8> = "<html><p>x".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(name(&wide, "minutes"), "html");
        assert_eq!(name(&wide[12..], "minutes"), "text");
        assert_eq!(name(b"a,b\n1,2", "x.csv"), "csv");
        assert_eq!(name(b"{\\rtf1 x}", "minutes.doc"), "rtf");
    }
}
