//! `minuted rules lint` and `minuted rules test`: what is wrong with rules, before a paper is read.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Result;
use minuted_extract::{CaseFailure, CaseOutcome, RuleInfo, RuleSet};

use super::FolderArgs;
use super::load::{load, read};
use crate::Exit;
use crate::report::{count, printable};

/// Tells every fault and doubt, one a line.
///
/// # Errors
/// The rules cannot be read or the output cannot be written.
pub(super) fn lint(args: &FolderArgs) -> Result<Exit> {
    let mut out = io::stdout().lock();
    let faults = match &args.path {
        Some(path) => load(&[])?.faults(&read(path)?),
        None => Vec::new(),
    };
    for fault in &faults {
        writeln!(out, "{}", printable(&fault.to_string()))?;
    }
    if !faults.is_empty() {
        writeln!(out, "{}", count(faults.len(), "fault"))?;
        return Ok(Exit::Found);
    }
    let rules = rule_set(args.path.as_deref())?;
    let asked = asked(&rules, args.path.as_deref());
    let lints = rules.lint(&asked);
    for lint in &lints {
        writeln!(out, "{}", printable(&format!("{}: {}", lint.rule, lint.message)))?;
    }
    writeln!(out, "{} looked at, {}", count(asked.len(), "rule"), count(lints.len(), "doubt"))?;
    Ok(if lints.is_empty() { Exit::Done } else { Exit::Found })
}

/// Runs cases and tells those that come out otherwise than written.
///
/// # Errors
/// The rules cannot be loaded or the output cannot be written.
pub(super) fn test(args: &FolderArgs) -> Result<Exit> {
    let rules = rule_set(args.path.as_deref())?;
    let asked = asked(&rules, args.path.as_deref());
    let failures = rules.run_cases();
    let failures: Vec<&CaseFailure> =
        failures.iter().filter(|failure| asked.contains(&failure.rule.as_str())).collect();
    let mut out = io::stdout().lock();
    for failure in &failures {
        writeln!(out, "{}", printable(&tell(failure)))?;
    }
    let cases = rules.rules().filter(|rule| asked.contains(&rule.id()));
    let cases: usize = cases.map(|rule| rule.cases().count()).sum();
    let (rules, cases) = (count(asked.len(), "rule"), count(cases, "case"));
    writeln!(out, "{rules}, {cases}, {} otherwise than written", failures.len())?;
    Ok(if failures.is_empty() { Exit::Done } else { Exit::Found })
}

fn tell(failure: &CaseFailure) -> String {
    let CaseFailure { rule, text, outcome } = failure;
    match outcome {
        CaseOutcome::Missing => format!("{rule}: does not hit “{text}”"),
        CaseOutcome::Noisy => format!("{rule}: hits “{text}”, which must not hit"),
        CaseOutcome::Wrong(given) => format!("{rule}: gives “{given}” on “{text}”"),
    }
}

fn rule_set(path: Option<&Path>) -> Result<RuleSet> {
    let paths: Vec<_> = path.map(Path::to_owned).into_iter().collect();
    load(&paths)
}

/// The rules that a path added, or all of them.
fn asked<'a>(rules: &'a RuleSet, path: Option<&Path>) -> Vec<&'a str> {
    let wanted = |rule: &RuleInfo<'_>| path.is_none() || !rule.source().builtin;
    rules.rules().filter(wanted).map(RuleInfo::id).collect()
}
