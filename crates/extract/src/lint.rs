//! What is allowed in a rule set but likely a mistake: a rule no text can reach, one that takes what another must not.

use crate::case::{hit_on, place_of};
use crate::raw::{At, Gives, RawCase};
use crate::rule::Rule;
use crate::rules::RuleSet;

/// Sorts of which one rule is taken at each place, and each of which makes a clause of its own.
const CLAUSES: [Gives; 5] =
    [Gives::Opener, Gives::Section, Gives::Item, Gives::Bare, Gives::Sentence];

/// Something doubtful about a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The rule.
    pub rule: String,
    /// What is doubtful, in words.
    pub message: String,
}

impl RuleSet {
    /// Everything doubtful about the rules of these names; of all where none is given.
    pub fn lint(&self, ids: &[&str]) -> Vec<Lint> {
        let asked = |rule: &&Rule| ids.is_empty() || ids.contains(&rule.id());
        let rules = self.all().iter().filter(asked);
        rules.flat_map(|rule| self.lint_rule(rule)).collect()
    }

    fn lint_rule(&self, rule: &Rule) -> Vec<Lint> {
        let mut said = Vec::new();
        if rule.raw.needs.is_empty() && rule.gives().looks_at_blocks() {
            said.push("no `needs`: its pattern is tried on every block".to_owned());
        }
        if rule.raw.at == At::Anywhere && rule.raw.pattern.as_ref().starts_with(".*") {
            said.push("`.*` before a pattern that may stand anywhere only costs time".to_owned());
        }
        if CLAUSES.contains(&rule.gives()) {
            said.extend(self.taken_by_others(rule));
            said.extend(self.takes_from_others(rule));
        }
        said.into_iter().map(|message| Lint { rule: rule.id().to_owned(), message }).collect()
    }

    /// Cases that are due to hit, but where another rule of the sort comes first.
    fn taken_by_others(&self, rule: &Rule) -> Vec<String> {
        let due = rule.raw.cases.iter().filter(|case| case.gives.is_some());
        let taken = due.filter_map(|case| {
            let (first, _) = self.first(rule.gives(), &*case.text, &place_of(rule, case))?;
            (first.id() != rule.id())
                .then(|| format!("`{}` is taken by `{}`", case.text, first.id()))
        });
        taken.collect()
    }

    /// Texts that another rule of the sort says must not hit, but this one hits.
    fn takes_from_others(&self, rule: &Rule) -> Vec<String> {
        let others = self.all().iter();
        let others =
            others.filter(|other| other.gives() == rule.gives() && other.id() != rule.id());
        let hits = |other: &Rule, case: &RawCase| {
            case.gives.is_none() && hit_on(rule, case, other).is_some()
        };
        let named = others.flat_map(|other| {
            let cases = other.raw.cases.iter().filter(move |case| hits(other, case));
            cases.map(move |case| {
                format!("hits `{}`, which `{}` says is none", case.text, other.id())
            })
        });
        named.collect()
    }
}
