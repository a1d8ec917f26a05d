//! Two openers in one sentence: "RESOLVED that the bid be made, and to RECOMMEND to the Council that ..": each is a sentence of
//! its own. What is only named in capitals opens nothing: "RESOLVED to note the RECOMMENDATIONS of the Panel".

use std::sync::LazyLock;

use minuted_model::Span;
use regex::Regex;

/// The clause of the first opener, the words between, and the second with the word that begins its clause.
static SECOND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?-u:\b)(?:RESOLVED|AGREED|RECOMMENDED):? (?:that|to)(?-u:\b)[^.;]{12,}?",
        r"(?P<between>,? and (?:further |also )?(?:to |it was (?:further |also )?)?)",
        r"(?:RECOMMEND(?:ED|S)?|RESOLVED|AGREED) (?:that|to)(?-u:\b)"
    ))
    .expect("a fixed pattern compiles")
});

const OPENERS: [&str; 3] = ["RECOMMEND", "RESOLVED", "AGREED"];

/// Whether words hold openers twice: most hold none, and are not looked at sentence by sentence.
pub(crate) fn may_part(words: &str) -> bool {
    OPENERS.iter().map(|opener| words.matches(opener).count()).sum::<usize>() > 1
}

/// A sentence, parted where a second opener follows the clause of the first.
pub(crate) fn part(text: &str, sentence: Span) -> Vec<Span> {
    let words = text.get(sentence.start..sentence.end).unwrap_or("");
    if !may_part(words) {
        return vec![sentence];
    }
    let between = SECOND.captures(words).and_then(|groups| groups.name("between"));
    let Some(between) = between else { return vec![sentence] };
    let first = Span::new(sentence.start, sentence.start + between.start());
    vec![first, Span::new(sentence.start + between.end(), sentence.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let all = Span::new(0, text.len());
        part(text, all)
            .into_iter()
            .map(|span| text.get(span.start..span.end).unwrap_or(""))
            .collect()
    }

    #[test]
    fn a_second_opener_begins_a_sentence() {
        assert_eq!(
            parts(
                "RESOLVED to send the bid, and to RECOMMEND to the Council that the ferry be lit."
            ),
            ["RESOLVED to send the bid", "RECOMMEND to the Council that the ferry be lit."]
        );
        assert_eq!(
            parts(
                "It was RESOLVED that the pier be shut and further RESOLVED that a sign be put up."
            ),
            ["It was RESOLVED that the pier be shut", "RESOLVED that a sign be put up."]
        );
    }

    #[test]
    fn what_is_named_or_leads_in_opens_nothing() {
        for text in [
            "RESOLVED to note the RECOMMENDATIONS of the Panel and to RECOMMENCE the works.",
            "RESOLVED and RECOMMENDED that the pier be shut.",
            "RESOLVED to RECOMMEND that the pier be shut.",
            "It was AGREED.",
        ] {
            assert_eq!(parts(text), [text]);
        }
    }
}
