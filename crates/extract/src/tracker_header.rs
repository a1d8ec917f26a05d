//! The words of a header cell, and the rule that knows them: footnotes, years and broken words are seen through.

use std::borrow::Cow;
use std::sync::LazyLock;

use minuted_model::Span;
use regex::Regex;

use crate::raw::{ColumnRole, Gives};
use crate::rule::{Rule, Surroundings};
use crate::rules::RuleSet;
use crate::scan::Scan;

/// The mark of a footnote behind a header: `Recommendation[i]`.
static FOOTNOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s?\[(?:[ivx]{1,4}|[0-9]{1,2}|\*)\]").expect("a fixed pattern compiles")
});

/// What stands behind the name of a column: `(if accepted)`, `2019/20`, `at this visit`, `as at 31 March`.
static ASIDE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\s*(?:\([^()]{1,60}\)|[\[(]?(?:19|20)[0-9]{2}(?:[-/–][0-9]{2,4})?[\])]?",
        r"|\s(?i:as at|as of|at) (?:[\w’'/.-]+ ?){1,4})\s*$"
    ))
    .expect("a fixed pattern compiles")
});

fn without_footnote(words: &str) -> Cow<'_, str> {
    if words.contains('[') { FOOTNOTE.replace_all(words, "") } else { Cow::Borrowed(words) }
}

/// The rule that knows the words of a short cell.
pub(crate) fn plain_header<'a>(
    scan: &Scan<'_>,
    rules: &'a RuleSet,
    cell: &[Span],
) -> Option<&'a Rule> {
    let words = scan.document.words(cell);
    let words = without_footnote(&words);
    let known =
        |words: &str| rules.first_rule(Gives::Column, words.trim(), &Surroundings::default());
    let words = words.trim_end();
    let asked = || known(unasked(words)?);
    known(words).or_else(asked).or_else(|| {
        let core = core(words)?;
        known(core).or_else(|| known(unasked(core)?))
    })
}

/// A header without the mark that makes a question of it: "Who by?", "When ?".
fn unasked(words: &str) -> Option<&str> {
    let bare = words.trim_end_matches([':', '*', ' ']).strip_suffix('?')?.trim_end();
    Some(bare).filter(|bare| !bare.is_empty())
}

/// A header without what only tells more of it: the bracket, the year or the day behind it.
fn core(words: &str) -> Option<&str> {
    let end = ASIDE.find(words.trim_end())?.start();
    words.get(..end).filter(|core| !core.trim().is_empty())
}

/// The rule that knows the words of a short cell when a broken word is joined, or what one of several names says.
pub(crate) fn hidden_header<'a>(
    scan: &Scan<'_>,
    rules: &'a RuleSet,
    cell: &[Span],
) -> Option<&'a Rule> {
    let words = scan.document.words(cell);
    let words = without_footnote(&words);
    let place = Surroundings::default();
    let mut readings = mended(&words).into_iter().chain(parts(&words));
    let known = |words: String| rules.first_rule(Gives::Column, words.as_str(), &place);
    let told = tells_talk(&words);
    let mixed =
        |rule: &&Rule| matches!(rule.role(), Some(ColumnRole::Response | ColumnRole::Decision));
    readings.find_map(known).filter(|rule| !(told && mixed(rule)))
}

/// "Discussion / Response", "Description/Resolution": a column of minutes, in which what was answered or resolved is part of
/// what was said.
fn tells_talk(words: &str) -> bool {
    let words = words.to_lowercase();
    const TALK: [&str; 6] =
        ["discussion", "minute", "debate", "challenge", "question", "description"];
    TALK.iter().any(|it| words.contains(it))
}

/// A header with two of its pieces joined: `Recommen dation`, where a narrow column broke the word.
fn mended(words: &str) -> Vec<String> {
    let pieces: Vec<&str> = words.split_whitespace().collect();
    let low = |piece: &&str| piece.starts_with(char::is_lowercase);
    let joins = (1..pieces.len()).filter(|&at| pieces.get(at).is_some_and(low));
    let join = |at: usize| {
        let (before, after) = pieces.split_at_checked(at).unwrap_or_default();
        let before = before.join(" ");
        format!("{}{}", before.strip_suffix('-').unwrap_or(&before), after.join(" "))
    };
    joins.map(join).collect()
}

/// What a header of several names says one by one: `Responsible Officer / Member`, `Response (with date)`.
fn parts(words: &str) -> Vec<String> {
    let pieces = words.split(['/', '&', '(', ')', ',', '?']).flat_map(|piece| piece.split(" and "));
    let pieces: Vec<String> =
        pieces.map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect();
    if pieces.len() > 1 { pieces } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_more_of_a_header_is_no_part_of_it() {
        for (words, bare) in [
            ("Recommendation (2019/20)", Some("Recommendation")),
            ("Timetable (if accepted)", Some("Timetable")),
            ("Recommendations 2021", Some("Recommendations")),
            ("Position at this visit", Some("Position")),
            ("Status as at 31 March 2021", Some("Status")),
            ("Recommendation", None),
            ("(if any)", None),
        ] {
            assert_eq!(core(words), bare, "{words}");
        }
    }

    #[test]
    fn what_was_said_is_no_answer() {
        assert!(tells_talk("Discussion / Response") && tells_talk("Questions, answers"));
        assert!(tells_talk("Description/Resolution"));
        assert!(!tells_talk("Response / Owner"));
    }
}
