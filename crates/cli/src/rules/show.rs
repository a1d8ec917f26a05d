//! `minuted rules list` and `minuted rules explain`: what there is, and all of one rule.

use std::io::{self, Write};

use anyhow::{Result, bail};
use minuted_extract::{CaseInfo, RuleInfo, RuleSet};

use super::{ExplainArgs, ListArgs};
use crate::Exit;
use crate::report::{count, printable};

/// Prints a line for each rule: sort, name, summary.
///
/// # Errors
/// The rules cannot be loaded, the sort is none, or the output cannot be written.
pub(super) fn list(args: &ListArgs) -> Result<Exit> {
    let rules = args.rules.rule_set()?;
    let sorts: Vec<&str> = sorts(&rules);
    if let Some(sort) = args.gives.as_ref().filter(|sort| !sorts.contains(&sort.as_str())) {
        bail!("no rule gives `{sort}`, expected one of {}", sorts.join(", "));
    }
    let wanted = |rule: &RuleInfo<'_>| args.gives.as_ref().is_none_or(|sort| rule.gives() == sort);
    let listed: Vec<RuleInfo<'_>> = rules.rules().filter(wanted).collect();
    let width = |of: fn(&RuleInfo<'_>) -> usize| listed.iter().map(of).max().unwrap_or(0);
    let (sort, name) = (width(|rule| rule.gives().len()), width(|rule| rule.id().len()));
    let mut out = io::stdout().lock();
    for rule in &listed {
        let own = if rule.source().builtin { "" } else { "  (added)" };
        let summary = printable(rule.summary());
        writeln!(out, "{:<sort$}  {:<name$}  {summary}{own}", rule.gives(), rule.id())?;
    }
    writeln!(out, "{}", count(listed.len(), "rule"))?;
    Ok(Exit::Done)
}

fn sorts(rules: &RuleSet) -> Vec<&'static str> {
    let mut sorts: Vec<&str> = rules.rules().map(RuleInfo::gives).collect();
    sorts.dedup();
    sorts
}

/// Prints one rule: what it is, why, its cases with what they give, its file.
///
/// # Errors
/// The rules cannot be loaded, there is no such rule, or the output cannot be written.
pub(super) fn explain(args: &ExplainArgs) -> Result<Exit> {
    let rules = args.rules.rule_set()?;
    let Some(rule) = rules.rule(&args.id) else {
        bail!("no rule `{}`{}", args.id, nearest(&rules, &args.id));
    };
    let mut out = io::stdout().lock();
    let from = if rule.source().builtin { "comes with the program" } else { &rule.source().file };
    writeln!(out, "{}: gives {}, {}", rule.id(), rule.gives(), printable(from))?;
    writeln!(out, "\n  {}\n  Why: {}\n", printable(rule.summary()), printable(rule.why()))?;
    for case in rule.cases() {
        case_lines(case).iter().try_for_each(|line| writeln!(out, "{}", printable(line)))?;
    }
    writeln!(out)?;
    for line in before_cases(&rule.source().toml) {
        writeln!(out, "  {}", printable(line))?;
    }
    Ok(Exit::Done)
}

fn case_lines(case: CaseInfo<'_>) -> Vec<String> {
    let place = case.place();
    let place = if place.is_empty() { place } else { format!(" ({place})") };
    let sign = if case.gives().is_some() { "hit" } else { "no " };
    let gives = case.gives().filter(|gives| !gives.is_empty());
    let first = format!("  {sign}  {}{place}", case.text());
    [first].into_iter().chain(gives.map(|gives| format!("       gives {gives}"))).collect()
}

/// The file without its cases, which were told before, and without what was told in words.
fn before_cases(toml: &str) -> impl Iterator<Item = &str> {
    let told = ["id ", "gives ", "summary ", "why "];
    let keys = toml.lines().take_while(|line| !line.starts_with("[[case]]"));
    keys.filter(move |line| !line.is_empty() && !told.iter().any(|key| line.starts_with(key)))
}

/// Rules whose names hold a piece of the one asked for.
fn nearest(rules: &RuleSet, id: &str) -> String {
    let pieces: Vec<&str> = id.split('_').filter(|piece| piece.len() > 3).collect();
    let close = rules.rules().map(RuleInfo::id);
    let close: Vec<&str> =
        close.filter(|known| pieces.iter().any(|piece| known.contains(piece))).collect();
    match close.is_empty() {
        true => ": `minuted rules list` tells them all".to_owned(),
        false => format!(", but there are {}", close.join(", ")),
    }
}
