//! What a rule file must and must not say, beyond its shape: keys that fit the sort of rule, cases on both sides, named groups.
//! Whether cases come out as written is `case.rs`'s subject.

use crate::error::RuleError;
use crate::raw::{Gives, RawOnly, RawRule, Reach};

/// A key that only some sorts of rule may have.
pub(crate) struct Fit {
    pub(crate) key: &'static str,
    /// The sorts that may have it.
    pub(crate) sorts: &'static [Gives],
    /// The sort that means nothing without it.
    pub(crate) needed_by: Option<Gives>,
}

/// Sorts that are asked with their surroundings: kind of paper, headings, the block before.
const PLACED: &[Gives] = &[
    Gives::Opener,
    Gives::Section,
    Gives::NotOperative,
    Gives::Boundary,
    Gives::Item,
    Gives::Bare,
    Gives::Clause,
    Gives::Sentence,
    Gives::Answer,
];

/// Keys that only some sorts may have; all others fit every sort.
pub(crate) const FITS: [Fit; 14] = [
    Fit { key: "documents", sorts: PLACED, needed_by: None },
    Fit { key: "under", sorts: PLACED, needed_by: None },
    Fit { key: "not_under", sorts: PLACED, needed_by: None },
    Fit { key: "after", sorts: PLACED, needed_by: None },
    Fit { key: "before", sorts: PLACED, needed_by: None },
    Fit { key: "attends", sorts: &[Gives::Sentence], needed_by: None },
    Fit {
        key: "kind",
        sorts: &[
            Gives::Opener,
            Gives::Section,
            Gives::Item,
            Gives::Bare,
            Gives::Sentence,
            Gives::Column,
            Gives::Kind,
            Gives::Note,
        ],
        needed_by: Some(Gives::Kind),
    },
    Fit {
        key: "effect",
        sorts: &[
            Gives::Opener,
            Gives::Section,
            Gives::Item,
            Gives::Bare,
            Gives::Sentence,
            Gives::Effect,
        ],
        needed_by: Some(Gives::Effect),
    },
    Fit {
        key: "outcome",
        sorts: &[
            Gives::Opener,
            Gives::Section,
            Gives::Item,
            Gives::Bare,
            Gives::Sentence,
            Gives::Outcome,
            Gives::Column,
        ],
        needed_by: Some(Gives::Outcome),
    },
    Fit { key: "role", sorts: &[Gives::Column], needed_by: Some(Gives::Column) },
    Fit { key: "document", sorts: &[Gives::Document], needed_by: Some(Gives::Document) },
    Fit { key: "strong", sorts: &[Gives::Opener], needed_by: None },
    Fit { key: "moves", sorts: &[Gives::Opener, Gives::Sentence, Gives::Section], needed_by: None },
    Fit { key: "reach", sorts: &[Gives::Opener, Gives::Section], needed_by: None },
];

/// Named groups that are read out of a match; a second name serves a second branch of the pattern.
pub(crate) const GROUPS: [(&str, &str); 15] = [
    ("text", "where the clause begins"),
    ("t2", "the same, in another branch"),
    ("to", "who is asked"),
    ("to2", "the same, in another branch"),
    ("due", "by when it is to be done"),
    ("label", "the number of the resolution itself"),
    ("label2", "the same, in another branch"),
    ("label3", "the same, in another branch"),
    ("proposer", "who moved it"),
    ("p2", "the same, in another branch"),
    ("p3", "the same, in another branch"),
    ("seconder", "who seconded it"),
    ("s2", "the same, in another branch"),
    ("s3", "the same, in another branch"),
    ("theme", "a heading that says something of all its items: by when, or for whom"),
];

/// Checks a rule as written.
pub(crate) fn check(file: &str, toml: &str, raw: &RawRule) -> Result<(), RuleError> {
    let fail = |key: &str, message: String| RuleError::of_key(file, toml, key, message);
    check_name(file, raw).map_err(|message| fail("id", message))?;
    for (key, words) in [("summary", &raw.summary), ("why", &raw.why)] {
        if words.trim().is_empty() {
            return Err(fail(key, format!("`{key}` is empty: say it in a sentence")));
        }
    }
    for fit in &FITS {
        let has = has_key(raw, fit.key);
        if has && !fit.sorts.contains(&raw.gives) {
            let sorts: Vec<&str> = fit.sorts.iter().map(|sort| sort.word()).collect();
            let message = format!(
                "`{}` means nothing for a rule that gives {}, expected one that gives {}",
                fit.key,
                raw.gives.word(),
                sorts.join(", ")
            );
            return Err(fail(fit.key, message));
        }
        if !has && fit.needed_by == Some(raw.gives) {
            let message = format!("a rule that gives {} needs `{}`", raw.gives.word(), fit.key);
            return Err(fail("gives", message));
        }
    }
    if let Some(message) = raw.only.as_ref().and_then(RawOnly::fault) {
        return Err(fail("only", message.to_owned()));
    }
    check_cases(raw).map_err(|message| fail("case", message))
}

/// The file's stem is the rule's name, so that a rule can be found.
fn check_name(file: &str, raw: &RawRule) -> Result<(), String> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.strip_suffix(".toml").unwrap_or(name);
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if raw.id.is_empty() || !raw.id.chars().all(plain) {
        return Err(format!("`{}` is no name: lower-case letters, digits and _ make one", raw.id));
    }
    if raw.id != stem {
        return Err(format!("`{}` is not the name of its file, expected `{stem}`", raw.id));
    }
    Ok(())
}

fn check_cases(raw: &RawRule) -> Result<(), String> {
    let hits = raw.cases.iter().filter(|case| case.gives.is_some()).count();
    let lacking = match (hits, raw.cases.len() - hits) {
        (0, _) => "that hits (`text` and `gives`)",
        (_, 0) => "that must not hit (`text` alone)",
        _ => return Ok(()),
    };
    Err(format!("`{}` has no [[case]] {lacking}", raw.id))
}

fn has_key(raw: &RawRule, key: &str) -> bool {
    match key {
        "documents" => !raw.documents.is_empty(),
        "under" => raw.under.is_some(),
        "not_under" => raw.not_under.is_some(),
        "after" => raw.after.is_some(),
        "before" => raw.before.is_some(),
        "attends" => raw.attends,
        "kind" => raw.kind.is_some(),
        "effect" => raw.effect.is_some(),
        "outcome" => raw.outcome.is_some(),
        "role" => raw.role.is_some(),
        "document" => raw.document.is_some(),
        "strong" => raw.strong,
        "moves" => raw.moves,
        "reach" => raw.reach != Reach::default(),
        _ => false,
    }
}
