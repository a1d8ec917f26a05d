//! Several numbered clauses in one cell: "... briefing. 2) That the target is reviewed. 3) That ..".

use std::sync::LazyLock;

use minuted_model::{Document, Span};
use regex::Regex;

use crate::list::Entry;
use crate::sentence::trim;

/// A number label at the start of the cell or after a sentence.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[.;:!?”)]\s+)(?P<label>\(?[0-9]{1,2}[).]|R[0-9]{1,2}[.:)]?)\s+(?:That|[A-Z])")
        .expect("a fixed pattern compiles")
});

/// The clauses of a cell: what stands before the first label is one without label.
pub(crate) fn split(document: &Document, cell: &[Span]) -> Vec<Entry> {
    let joined = document.join(cell);
    let labels: Vec<(usize, usize)> = LABEL
        .captures_iter(&joined.text)
        .filter_map(|groups| groups.name("label").map(|label| (label.start(), label.end())))
        .collect();
    let spans = |start, end| -> Vec<Span> {
        let spans = joined.spans(start, end).into_iter().map(|span| trim(&document.text, span));
        spans.filter(|span| !span.is_empty()).collect()
    };
    let first = labels.first().map_or(joined.text.len(), |label| label.0);
    let mut entries = Vec::new();
    let lead = spans(0, first);
    if document.join(&lead).text.chars().any(char::is_alphanumeric) {
        entries.push(Entry { label: None, text: lead, level: 0 });
    }
    let ends = labels.iter().skip(1).map(|label| label.0).chain([joined.text.len()]);
    entries.extend(labels.iter().zip(ends).map(|(&(start, end), next)| Entry {
        label: joined.spans(start, end).first().copied(),
        text: spans(end, next),
        level: 0,
    }));
    entries
}
