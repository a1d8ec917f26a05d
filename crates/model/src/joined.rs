//! Text that stands in several places read as one: a sentence over two table rows, a stem and its item.

use crate::{Document, Span};

/// Several spans of a document joined by single spaces, with the way back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Joined {
    /// The words, read as one.
    pub text: String,
    /// For each piece: where it starts in [`Joined::text`], and the span it came from.
    pieces: Vec<(usize, Span)>,
}

impl Joined {
    pub(crate) fn new(document: &Document, spans: &[Span]) -> Self {
        let mut joined = Self::default();
        for &span in spans.iter().filter(|span| !span.is_empty()) {
            if !joined.text.is_empty() {
                joined.text.push(' ');
            }
            joined.pieces.push((joined.text.len(), span));
            joined.text.push_str(document.slice(span));
        }
        joined
    }

    /// The document spans that the bytes `start..end` of [`Joined::text`] came from, in order.
    pub fn spans(&self, start: usize, end: usize) -> Vec<Span> {
        let wanted = Span::new(start, end);
        let found = self.pieces.iter().filter_map(|&(at, span)| {
            let shared = Span::new(at, at + span.len()).intersect(wanted)?;
            Some(Span::new(span.start + shared.start - at, span.start + shared.end - at))
        });
        found.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_over_the_join_gives_both_places() {
        let document =
            Document { text: "the target is|reviewed yearly".to_owned(), ..Document::default() };
        let joined = document.join(&[Span::new(0, 13), Span::new(14, 29)]);
        assert_eq!(joined.text, "the target is reviewed yearly");
        assert_eq!(joined.spans(11, 22), [Span::new(11, 13), Span::new(14, 22)]);
        assert_eq!(joined.spans(16, 22), [Span::new(16, 22)]);
    }
}
