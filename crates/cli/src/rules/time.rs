//! `minuted rules time`: what each rule costs on papers, alone and one after the other, the dearest first.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::Result;
use minuted_extract::{Paper, RuleInfo, Tries};

use super::TimeArgs;
use crate::Exit;
use crate::input;
use crate::pipeline::Pipeline;
use crate::report::count;
use crate::run;

/// Runs the command: each rule goes over all texts that it looks at; finding out which have its words counts too.
///
/// # Errors
/// The rules cannot be loaded or the output cannot be written.
pub(super) fn time(args: &TimeArgs) -> Result<Exit> {
    let pipeline = Pipeline::with_rules(args.rules.rule_set()?);
    let rules = pipeline.rules();
    let inputs = input::list(&args.paths, None)?;
    let papers: Vec<Paper> = inputs
        .files
        .iter()
        .filter_map(|input| {
            let bytes = run::read_bytes(input).ok()?;
            let document = pipeline.parse(&bytes, &input.display()).ok()?;
            Some(rules.paper(&document))
        })
        .collect();
    let measure = |rule: RuleInfo<'_>| {
        let start = Instant::now();
        let tries = rules.tries_of(rule.id(), &papers);
        (start.elapsed(), tries, rule.id().to_owned())
    };
    let mut rows: Vec<(Duration, Tries, String)> = rules.rules().map(measure).collect();
    rows.sort_by(|one, other| (other.0, &other.2).cmp(&(one.0, &one.2)));
    let mut out = io::stdout().lock();
    writeln!(out, "{:>10}  {:>7}  {:>7}  rule", "ms", "tries", "hits")?;
    for (time, Tries { tries, hits }, id) in &rows {
        writeln!(out, "{:>10.3}  {tries:>7}  {hits:>7}  {id}", time.as_secs_f64() * 1e3)?;
    }
    let silent = rows.iter().filter(|(_, tries, _)| tries.hits == 0).count();
    let (rules, papers) = (count(rows.len(), "rule"), count(papers.len(), "paper"));
    writeln!(out, "{rules} on {papers}, {silent} without a hit")?;
    Ok(Exit::Done)
}
