//! Diagnostics: what is doubtful, told beside a value instead of failing.

use crate::Span;

/// How much a diagnostic matters to somebody who wants every record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing is missing.
    Note,
    /// Something may be missing or wrong.
    Warning,
    /// A part of the document could not be read.
    Error,
}

/// One remark about one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// A stable word for programs, in snake case: `needs_ocr`, `limit_pages`.
    pub code: &'static str,
    /// What, where and what was expected; lower case, no full stop.
    pub message: String,
    /// 1-based page, where the format has pages.
    pub page: Option<u32>,
    /// Where in the canonical text, if the remark is about text that was read.
    pub span: Option<Span>,
}
