//! Where another motion begins, read or not: what is said behind it became of it, and not of the motion before.

use std::sync::LazyLock;

use regex::Regex;

/// Where in `words` somebody puts another motion: "It was MOVED by Ash to ..", "Mr Elm then made a motion that ..", "The
/// following motion stood in the name of ..". Who moves what stands already, or amends it, puts nothing new.
pub(crate) fn begins(words: &str) -> Option<usize> {
    let lower = words.to_ascii_lowercase();
    if !["mov", "motion", "proposed by"].iter().any(|word| lower.contains(word)) {
        return None;
    }
    let new = |found: &regex::Match<'_>| {
        let clause = words.get(found.end()..).unwrap_or("");
        let clause = clause.split(['.', ';']).next().unwrap_or("");
        !OF_THE_SAME.is_match(found.as_str()) && !OF_THE_SAME.is_match(clause)
    };
    BEGINS.find_iter(words).find(new).map(|found| found.start())
}

/// A mover with what is moved; movers alone stand below their own motion.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[.;:!?)”’] )(?:",
        r"(?:(?i:it was|then|next),? )?(?i:moved|proposed) (?i:by) (?:(?:Mrs?|Ms|Dr|Cllr|St)\. )?[A-Z](?:[^.;:]|; ?(?:2nd|[Ss]econd)|(?-u:\b)(?:Mrs?|Ms|Dr|Cllrs?|St|[A-Z])\.){2,100}?,? (?:to|that|That) |",
        r"(?:(?i:an?|the|another|on|upon) )?(?i:motion)(?: (?i:was made|made))? (?i:by) (?:(?:Mrs?|Ms|Dr|Cllr|St)\. )?[A-Z](?:[^.;:]|(?-u:\b)(?:Mrs?|Ms|Dr|Cllrs?|St|[A-Z])\.){2,100}?,? (?:to|that|recommending) |",
        r"(?:(?:Mrs?|Ms|Dr|Cllrs?|St|[A-Z])\. |[A-Z][A-Za-z’'-]* ){1,5}(?:then |also |next )?(?:moved|motioned|made (?:a|another) motion) (?:to|that) |",
        r"(?:(?:Mrs?|Ms|Dr|Cllrs?|St|[A-Z])\. |[A-Z][A-Za-z’'-]* ){1,5}(?:then |also |next )?moved (?:[$£€]?[\w’'&/,%-]+ ){1,12}?be [a-z]+(?:ed|en|d|t)(?-u:\b)|",
        r"(?i:the|this) (?i:following (?:notice of )?motions? (?:stood|stands|was (?:proposed|moved|submitted|tabled))))",
    ))
    .expect("a fixed pattern compiles")
});

/// What is moved of a motion that is already put: "that the motion be adopted", "to amend it", "that this be deferred".
static OF_THE_SAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:amend\w*|(?:the|this|that|original|substantive|main|same) (?:notice of )?(?:motion|resolution|question|item|matter|proposal)|recommendations?|(?:it|this|these) be|the above)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn another_motion_is_a_mover_and_what_is_moved() {
        for words in [
            "It was MOVED by Elm to sell the ferry. The motion died for lack of a second.",
            "Mr. Elm made a motion to sell the ferry.",
            "MOTION by Ms. Elm, seconded by Mr. Ash, to sell the ferry.",
            "The following motion stood in the name of Cllr Elm:",
            "Elm moved the low bid of $2,400 be accepted. There was no second.",
            "Moved by Elm; 2nd Ash to sell the ferry. Motion carried.",
        ] {
            assert_eq!(begins(words), Some(0), "{words}");
        }
        assert_eq!(begins("Carried. Ash moved that the ferry be sold."), Some(7));
    }

    #[test]
    fn movers_alone_and_what_is_moved_of_the_same_motion_begin_nothing() {
        for words in [
            "Moved by Ash, seconded by Elm. Carried.",
            "The motion was seconded by Ash. After discussion Elm withdrew the motion.",
            "Cllr Ash moved the motion and spoke to it.",
            "It was proposed by Cllr Ash that the motion be deferred.",
            "Ash moved to amend it by a day. The amendment was lost.",
            "The shed was moved to the quay.",
            "Elm moved this be put to the vote.",
        ] {
            assert_eq!(begins(words), None, "{words}");
        }
    }
}
