//! Runs a rule's own cases: each text gives what the rule file says, or nothing.

use minuted_model::Attendance;

use crate::raw::{Gives, RawCase};
use crate::rule::{Hit, Rule, Surroundings};
use crate::rules::RuleSet;

/// A case that did not come out as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFailure {
    /// The rule.
    pub rule: String,
    /// The case's text.
    pub text: String,
    /// `Missing` (no hit where one is due), `Noisy` (a hit where none is due) or `Wrong` (the hit gives other words).
    pub outcome: CaseOutcome,
}

/// How a case can fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseOutcome {
    /// No hit where one is due.
    Missing,
    /// A hit where none is due.
    Noisy,
    /// The hit gives these words, not those of the file.
    Wrong(String),
}

impl RuleSet {
    /// Runs every case of every rule; empty where all come out as written.
    pub fn run_cases(&self) -> Vec<CaseFailure> {
        self.all().iter().flat_map(run_cases).collect()
    }
}

fn run_cases(rule: &Rule) -> Vec<CaseFailure> {
    let failures = rule.raw.cases.iter().filter_map(|case| {
        let hit = hit_on(rule, case, rule);
        let given = hit.map(|hit| case.text.get(subject(rule, &hit)).unwrap_or("").to_owned());
        let outcome = match (given, &case.gives) {
            (None, Some(_)) => CaseOutcome::Missing,
            (Some(_), None) => CaseOutcome::Noisy,
            (Some(given), Some(due)) if !due.is_empty() && given != *due => {
                CaseOutcome::Wrong(given)
            }
            _ => return None,
        };
        Some(CaseFailure { rule: rule.id().to_owned(), text: case.text.clone(), outcome })
    });
    failures.collect()
}

/// What `rule` hits in a case of `owner`, with the surroundings that the owner gives it.
pub(crate) fn hit_on(rule: &Rule, case: &RawCase, owner: &Rule) -> Option<Hit> {
    let present = case.present.as_deref().map(Attendance::from_names);
    let place = Surroundings { present: present.as_ref(), ..place_of(owner, case) };
    let asked = rule.has_need(&case.text) && rule.looks_at(&place);
    let hit = asked.then(|| rule.hit(&case.text)).flatten()?;
    rule.knows_who(&case.text, &hit.whole, &place).then_some(hit)
}

/// What stands around a case, those present left out: as it says, in the first kind of paper that the rule looks at.
pub(crate) fn place_of<'a>(rule: &Rule, case: &'a RawCase) -> Surroundings<'a> {
    Surroundings {
        document: case.document.or(rule.raw.documents.first().copied()).unwrap_or_default(),
        headings: case.under.as_deref().unwrap_or(""),
        before: case.after.as_deref().unwrap_or(""),
        next: case.before.as_deref().unwrap_or(""),
        present: None,
    }
}

/// What a case is about: the clause of a rule that gives clauses, the words hit of the others.
fn subject(rule: &Rule, hit: &Hit) -> std::ops::Range<usize> {
    match rule.gives() {
        Gives::Opener | Gives::Section | Gives::Item | Gives::Bare => hit.text.clone(),
        Gives::Clause if hit.clause_within().is_some() => hit.text.clone(),
        _ => hit.whole.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_case_of_every_rule_comes_out_as_written() {
        let rules = RuleSet::builtin();
        assert_eq!(rules.run_cases(), []);
    }
}
