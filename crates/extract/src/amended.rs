//! Of what a vote is told: of the motion, or of an amendment moved to it. "The amendment was defeated. The motion was carried."

use minuted_model::{FieldName, Outcome, Span};

use crate::group::Group;
use crate::raw::Gives;
use crate::rule::Surroundings;
use crate::rules::RuleSet;
use crate::scan::{Scan, Words};
use crate::verdict::{is_amendment, outcome_of};

/// What words say became of a group. An amendment is what they tell of one; of any other group they are asked for the motion.
pub(crate) fn outcome_of_group(
    scan: &Scan<'_>,
    rules: &RuleSet,
    group: &Group,
    words: Words<'_>,
) -> Option<Outcome> {
    let names = words.text().to_ascii_lowercase().contains("amendment");
    if names && !is_amendment(group) && !amends(scan, group) {
        outcome_of_motion(rules, words)
    } else {
        outcome_of(rules, words)
    }
}

/// Whether a group itself speaks of amending: "Ash moved to amend the budget", "proposed an amendment that ..", or below
/// "Ash proposed and Elm seconded the following amendment:".
fn amends(scan: &Scan<'_>, group: &Group) -> bool {
    let names = |words: &str| words.to_ascii_lowercase().contains("amend");
    let openers = group.fields.iter().filter(|field| field.name == FieldName::Opener);
    let openers = openers.flat_map(|field| &field.read.spans);
    let entries = group.entries.iter().flat_map(|entry| &entry.text);
    let spans: Vec<Span> = openers.chain(&group.lead).chain(entries).copied().collect();
    let start = spans.iter().map(|span| span.start).min().unwrap_or(0);
    let above = scan.document.slice(Span::new(0, start));
    let above = above.trim_end_matches(['“', '"', ' ', '\n']).rsplit('\n').next().unwrap_or("");
    above.ends_with(':') && names(above) || names(&scan.document.words(&spans))
}

/// What words say became of a motion: of an amendment moved to it they may tell first, and go on to the motion or say no more.
/// That the amendment stands in the motion's place is said of both.
fn outcome_of_motion(rules: &RuleSet, words: Words<'_>) -> Option<Outcome> {
    let mut rest = words;
    loop {
        let (rule, hit) = rules.first(Gives::Outcome, rest, &Surroundings::default())?;
        let said = rule.outcome()?;
        let told = rest.text().get(..hit.whole.end)?;
        if said == Outcome::Superseded || !tells_of_amendment(told) {
            return Some(said);
        }
        let behind = rest.text().get(hit.whole.end..)?;
        rest = Words::new(behind.trim_start_matches(['.', ',', ';', ' ']), rules);
    }
}

/// Whether a sentence names the motion and no amendment: "The motion was carried.", not "The motion as amended was carried."
pub(crate) fn tells_of_motion_only(words: &str) -> bool {
    let starts = ["The motion ", "The Motion ", "The MOTION "];
    starts.iter().any(|start| words.starts_with(start))
        && !words.to_ascii_lowercase().contains("amend")
}

/// Whether what was lost or carried at the end of `told` is an amendment: of the words for what is voted on it is the last.
fn tells_of_amendment(told: &str) -> bool {
    const VOTED_ON: [&str; 5] = ["motion", "proposal", "proposition", "resolution", "substantive"];
    let lower = told.to_ascii_lowercase();
    let last = VOTED_ON.iter().filter_map(|it| lower.rfind(it)).max();
    lower.rfind("amendment").is_some_and(|at| last.is_none_or(|last| last < at))
}
