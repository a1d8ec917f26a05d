//! References in brackets behind the sentence they belong to: "The lamp should be kept. (Para 15) We also recommend that ..".
//! Sentence bounds put such a bracket before the next sentence, whose opener would then not stand first.

use std::sync::LazyLock;

use minuted_model::Span;
use regex::Regex;

/// A bracket that names no more than places of a paper, before a capital.
static AHEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\s*(?P<reference>[(\[](?i:see )?(?i:paras?|paragraphs?|pages?|pp?|qq?|questions?|findings?)\.? ?[0-9][0-9.,;&–-]{0,12}",
        r"(?:(?: and| to| &)? ?(?i:paras?|paragraphs?|pages?|pp?|qq?)?\.? ?[0-9][0-9.,–-]{0,12}){0,3}[)\]]\.?)\s+[A-Z“]"
    ))
    .expect("a fixed pattern compiles")
});

/// A sentence, parted behind the reference it begins with.
pub(crate) fn part(text: &str, sentence: Span) -> Vec<Span> {
    let words = text.get(sentence.start..sentence.end).unwrap_or("");
    if !words.trim_start().starts_with(['(', '[']) {
        return vec![sentence];
    }
    let found = AHEAD.captures(words).and_then(|groups| groups.name("reference"));
    let Some(reference) = found else { return vec![sentence] };
    let end = sentence.start + reference.end();
    vec![Span::new(sentence.start, end), Span::new(end, sentence.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let all = Span::new(0, text.len());
        let spans = part(text, all).into_iter();
        spans.map(|span| text.get(span.start..span.end).unwrap_or("").trim()).collect()
    }

    #[test]
    fn a_reference_ahead_is_apart() {
        assert_eq!(
            parts("(Para 15) We also recommend that the boats be counted."),
            ["(Para 15)", "We also recommend that the boats be counted."]
        );
        assert_eq!(
            parts("(Finding 2, pages 13-17) The Board should meet."),
            ["(Finding 2, pages 13-17)", "The Board should meet."]
        );
        assert_eq!(parts("[paras 9-11] The ferry runs."), ["[paras 9-11]", "The ferry runs."]);
    }

    #[test]
    fn other_brackets_stay() {
        for text in [
            "(1) The ferry be sold.",
            "(Part 2) The ferry be sold.",
            "(para 3) and what follows.",
            "(Page House) The ferry be sold.",
        ] {
            assert_eq!(parts(text), [text]);
        }
    }
}
