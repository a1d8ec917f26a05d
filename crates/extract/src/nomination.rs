//! Nominations for an office that one person holds: what was moved for one is lost where another was elected.

use std::sync::LazyLock;

use minuted_model::{Document, Draft, Outcome};
use regex::Regex;

use crate::duplicate::MOTION;

/// How many clauses after a nomination may tell who was elected.
const ELECTED_WITHIN: usize = 6;

/// Who is, or is to be, elected to what.
static ELECTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:[Tt]hat )?(?P<who>[A-Z][^.;:]{2,60}?) (?:should |was |is |be )(?:(?:therefore|duly|hereby|declared|then|also) ){0,2}(?:re-?)?(?:elected|appointed|nominated)(?: as| to the office of)? ?(?:the )?",
        r"(?P<office>(?i:lord |deputy |vice[- ]|town )*(?i:mayor|chair(?:man|woman|person)?|leader|convenor|convener|provost|president|speaker|cathaoirleach))(?-u:\b)"
    ))
    .expect("a fixed pattern compiles")
});

/// Sets lost what was moved for somebody else than who was elected under the same headings.
pub(crate) fn judge(document: &Document, drafts: &mut [Draft]) {
    let read: Vec<Option<(String, String)>> =
        drafts.iter().map(|draft| named(&document.words(&draft.text))).collect();
    for at in 0..drafts.len() {
        let Some((who, office)) = read.get(at).and_then(Option::as_ref) else { continue };
        let after = drafts.iter().zip(&read).skip(at + 1).take(ELECTED_WITHIN);
        let section = drafts.get(at).map(|draft| &draft.section);
        let beaten = after.filter(|(draft, _)| draft.shape != MOTION).any(|(draft, read)| {
            let other = |(elected, seat): &(String, String)| seat == office && !alike(elected, who);
            Some(&draft.section) == section && read.as_ref().is_some_and(other)
        });
        if let Some(draft) = drafts.get_mut(at).filter(|draft| beaten && draft.shape == MOTION) {
            draft.outcome = Outcome::Lost;
        }
    }
}

/// Who is elected to what, where a clause says so.
fn named(words: &str) -> Option<(String, String)> {
    let groups = words.contains("ed ").then(|| ELECTED.captures(words)).flatten()?;
    let group = |name| Some(groups.name(name)?.as_str().to_lowercase());
    Some((group("who")?, group("office")?))
}

/// Whether two names have their last word in common.
fn alike(one: &str, other: &str) -> bool {
    let last = |name: &str| name.split_whitespace().next_back().map(str::to_owned);
    last(one) == last(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_elected_to_what() {
        let read = |words| named(words).map(|(who, office)| format!("{who} / {office}"));
        for (words, told) in [
            ("that Councillor Birch be elected Mayor for the year.", "councillor birch / mayor"),
            ("Cllr Elm was duly elected as Vice-Chairman.", "cllr elm / vice-chairman"),
        ] {
            assert_eq!(read(words).as_deref(), Some(told), "{words}");
        }
        for words in ["that Ms Ash be appointed to the Library Board.", "that the Mayor be thanked"]
        {
            assert_eq!(read(words), None, "{words}");
        }
    }
}
