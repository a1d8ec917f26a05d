//! Evidence: for each value the rule that read it and the exact place.

use minuted_model::{Document, Evidence, Joined, Span};

/// Evidence for a field read at some spans, one entry a span.
pub(crate) fn at(document: &Document, field: &str, rule: &str, spans: &[Span]) -> Vec<Evidence> {
    spans
        .iter()
        .filter(|span| !span.is_empty())
        .map(|&span| one(document, field, rule, span))
        .collect()
}

/// Evidence for a value read at a byte range of joined text.
pub(crate) fn within(
    document: &Document,
    field: &str,
    rule: &str,
    joined: &Joined,
    range: &std::ops::Range<usize>,
) -> Vec<Evidence> {
    at(document, field, rule, &joined.spans(range.start, range.end))
}

fn one(document: &Document, field: &str, rule: &str, span: Span) -> Evidence {
    let cell = document.block_at(span.start).and_then(|block| block.cell);
    Evidence {
        field: field.to_owned(),
        rule: rule.to_owned(),
        quote: document.slice(span).to_owned(),
        page: document.page_of(span.start),
        start: span.start,
        end: span.end,
        bbox: document.bbox_of(span).map(|bbox| [bbox.x0, bbox.y0, bbox.x1, bbox.y1]),
        row: cell.map(|cell| cell.row),
        column: cell.map(|cell| cell.column),
    }
}
