//! `minuted bench`: how fast the rules go over papers, on one core; reading the papers is not counted.
//! What the figures are compared with is the subject of `benches/extraction`.

use std::fs;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use minuted_extract::RuleSet;
use minuted_model::Document;

use crate::Exit;
use crate::args::BenchArgs;
use crate::input;
use crate::pipeline::Pipeline;
use crate::run;

/// Bytes in a megabyte, as storage and `rg` count them.
const MEGABYTE: f64 = 1e6;

/// Runs the command: papers are read once, then gone through as often as asked; the fastest time counts, since every
/// other one was disturbed.
///
/// # Errors
/// The text or the figures cannot be written.
pub(crate) fn bench(args: &BenchArgs) -> Result<Exit> {
    let documents = read_documents(args)?;
    let text: String = documents.iter().map(|document| document.text.as_str()).collect();
    if let Some(path) = &args.text {
        fs::write(path, &text).with_context(|| path.display().to_string())?;
    }
    let rules = args.rules.rule_set()?;
    let runs: Vec<(Duration, usize)> =
        (0..args.repeat.get()).map(|_| time(&documents, &rules)).collect();
    let (fastest, drafts) = runs.iter().min().copied().unwrap_or_default();
    let megabytes = text.len() as f64 / MEGABYTE;
    let mut out = io::stdout().lock();
    writeln!(out, "papers   {}", documents.len())?;
    writeln!(out, "text     {megabytes:.2} MB")?;
    writeln!(out, "drafts   {drafts}")?;
    writeln!(out, "seconds  {:.4}", fastest.as_secs_f64())?;
    writeln!(out, "speed    {:.1} MB/s", megabytes / fastest.as_secs_f64())?;
    Ok(Exit::Done)
}

/// Every paper that can be read; the others are another command's subject.
fn read_documents(args: &BenchArgs) -> Result<Vec<Document>> {
    let pipeline = Pipeline::builtin();
    let inputs = input::list(&args.paths, None)?;
    let documents = inputs.files.iter().filter_map(|input| {
        let bytes = run::read_bytes(input).ok()?;
        pipeline.parse(&bytes, &input.display()).ok()
    });
    Ok(documents.collect())
}

/// One run over all papers: how long it took and how many drafts came of it.
fn time(documents: &[Document], rules: &RuleSet) -> (Duration, usize) {
    let start = Instant::now();
    let drafts = documents.iter().map(|document| minuted_extract::extract(document, rules).0.len());
    let drafts = drafts.sum();
    (start.elapsed(), drafts)
}
