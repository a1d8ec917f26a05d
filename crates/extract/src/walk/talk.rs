//! Sentences behind a clause that only tell how the talk went on: "There was also some discussion of the slip.", "Mr Ash noted
//! the cost." They explain nothing that was decided.

use std::sync::LazyLock;

use regex::Regex;

/// Who spoke, or that there was talk, at the head of a sentence.
static TALK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:There (?:was|were|had been|followed) (?:(?:also|then|some|much|a|further|brief|general|considerable|no|little) ){0,3}",
        r"(?:discussions?|debate|talk|hope|concerns?|questions?|comments?|disappointment|support for)(?-u:\b)",
        r"|(?:In|During) (?:the |further |subsequent |ensuing ){0,2}discussion(?-u:\b)",
        r"|(?:Councillors?|Cllrs?\.?|Mrs?\.?|Ms\.?|Miss|Dr\.?|Members|(?:[A-Z][a-z]+ )?[A-Z][a-z]+) (?:[A-Z][\w’'.-]* ){0,3}",
        r"(?:then |also |further ){0,2}(?:(?:said|noted|reported|stated|commented|explained|thanked|added|asked|felt|queried|wondered|remarked|spoke|raised|discussed|expressed)(?-u:\b)",
        r"|(?:was|were) thanked(?-u:\b)))"
    ))
    .expect("a fixed pattern compiles")
});

/// Words before such a verb that are no speaker: "The report noted", "It was noted", "This was discussed".
const NO_SPEAKER: [&str; 10] =
    ["The", "This", "It", "That", "These", "They", "As", "He", "She", "Which"];

/// Whether a sentence only tells how the talk went on.
pub(super) fn tells(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    !NO_SPEAKER.contains(&first) && TALK.is_match(words)
}

#[cfg(test)]
mod tests {
    use super::tells;

    #[test]
    fn who_spoke_and_that_there_was_talk() {
        for words in [
            "There was also some discussion of the slip.",
            "There was hope that the fund would help.",
            "Councillor Ash was thanked for the report.",
            "Ann noted what it would cost.",
            "In discussion the fares were raised.",
        ] {
            assert!(tells(words), "{words}");
        }
    }

    #[test]
    fn what_explains_or_decides_is_no_talk() {
        for words in [
            "This was discussed at length and would cost £40.",
            "The report noted the cost.",
            "There was no money for more than one.",
            "The Clerk will ask for a price.",
            "Councillor Ash is to ring the farm.",
        ] {
            assert!(!tells(words), "{words}");
        }
    }
}
