//! Sentences of a block, as council minutes write them: `Cllr. Smith`, `No. 4`, `s.137` and `8.00 p.m.` do not end one.
//! Clauses are not looked for here.

use std::sync::LazyLock;

use minuted_model::Span;
use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

/// Abbreviations after which a full stop does not end a sentence.
static ABBREVIATION: LazyLock<Regex> = LazyLock::new(|| {
    let words = "cllrs?|councillors?|mr|mrs|ms|dr|rev|st|no|nos|p|pp|para|paras|ref|refs|approx|dept|ltd|e\\.g|i\\.e|eg|ie|etc|inc|cc|vs|v|hon|prof|sgt|pc|app|fig|sec|s|ss|art|ch|cl|reg|tel|ext|min|max|incl|viz|c|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:[a-z]\\.)*[a-z]";
    Regex::new(&format!(r"(?i)(?:^|[\s(\[“‘'/])(?:{words})\.\s*$"))
        .expect("a fixed pattern compiles")
});

/// A sentence cannot begin so: what stands before was no end.
static CARRIES_ON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[a-z,;)\]–-]|^[0-9]+[.,)]?\s*$").expect("a fixed pattern compiles")
});

/// Splits the words at `span` of `text` into sentences; the spans hold no white space at their ends.
pub(crate) fn sentences(text: &str, span: Span) -> Vec<Span> {
    let words = text.get(span.start..span.end).unwrap_or("");
    let mut found: Vec<Span> = Vec::new();
    let mut at = span.start;
    for piece in words.split_sentence_bounds() {
        let next = Span::new(at, at + piece.len());
        at = next.end;
        match found.last_mut() {
            Some(last) if !ends_before(text, *last, piece) => last.end = next.end,
            _ => found.push(next),
        }
    }
    found
        .into_iter()
        .map(|sentence| trim(text, sentence))
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

fn ends_before(text: &str, last: Span, next: &str) -> bool {
    let before = text.get(last.start..last.end).unwrap_or("");
    let closed = before.trim_end().ends_with(['.', '!', '?', '”', '"', ')', '’']);
    closed && !ABBREVIATION.is_match(before) && !CARRIES_ON.is_match(next)
}

/// The span without white space at its ends.
pub(crate) fn trim(text: &str, span: Span) -> Span {
    let words = text.get(span.start..span.end).unwrap_or("");
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        let whole = Span::new(0, text.len());
        sentences(text, whole).into_iter().map(|s| text.get(s.start..s.end).unwrap_or("")).collect()
    }

    #[test]
    fn titles_and_references_do_not_end_a_sentence() {
        assert_eq!(
            split(
                "Cllr. Marsh spoke. It was noted under s. 137 that No. 4 was sold at 8.00 p.m. on Tuesday."
            ),
            [
                "Cllr. Marsh spoke.",
                "It was noted under s. 137 that No. 4 was sold at 8.00 p.m. on Tuesday."
            ]
        );
        assert_eq!(
            split("J. Ash agreed. The Clerk to write, i.e. at once. (Action: JA)"),
            ["J. Ash agreed.", "The Clerk to write, i.e. at once.", "(Action: JA)"]
        );
    }
}
