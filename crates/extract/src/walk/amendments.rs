//! What stands under the heading AMENDMENT: it was moved against the motion above, whatever words its movers are told in.

use std::sync::LazyLock;

use regex::Regex;

use crate::reading::Reading;

/// Whether the block above the one at `index`, or above the line of its mover, is nothing but the word.
pub(super) fn heads(reading: &Reading<'_>, index: usize) -> bool {
    let above = |by: usize| {
        let unit = reading.units.get(index.checked_sub(by)?)?;
        Some(unit.words.text().trim())
    };
    let is = |words: &str, sort: &Regex| words.len() < SHORT && sort.is_match(words);
    match (above(1), above(2)) {
        (Some(one), _) if is(one, &AMENDMENT) => true,
        (Some(one), Some(two)) => is(one, &MOVER) && is(two, &AMENDMENT),
        _ => false,
    }
}

/// Longer lines are neither.
const SHORT: usize = 60;

/// The word alone, counted or not.
static AMENDMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:(?:the )?(?:(?:first|second|third|further|proposed) )?amendment)(?: (?:No\.? ?)?[0-9A-C])? ?[:.–-]*$")
        .expect("a fixed pattern compiles")
});

/// Who moved it, alone on a line.
static MOVER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:moved|proposed) ?(?i:by)?:? [A-Z][^.;:]*$").expect("a fixed pattern compiles")
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_alone_heads_and_a_sentence_with_it_does_not() {
        for words in ["AMENDMENT", "Amendment 2:", "Second Amendment"] {
            assert!(AMENDMENT.is_match(words), "{words}");
        }
        for words in ["The amendment was lost.", "Amendment to the minutes", "Amendments"] {
            assert!(!AMENDMENT.is_match(words), "{words}");
        }
        assert!(MOVER.is_match("Proposed by Alderman Ash"));
        assert!(!MOVER.is_match("Proposed: new works; the slip"));
    }
}
