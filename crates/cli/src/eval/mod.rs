//! `minuted eval`: records against what a person read in the same papers.
//! The definitions are those of the shared scorer, so that its figures and ours can be compared digit by digit.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

use crate::Exit;
use crate::args::EvalArgs;
use crate::extract::jobs;
use crate::input::Input;
use crate::members::Reading;
use crate::pipeline::{Failure, Output, Stage};
use crate::report::printable;
use crate::run;

mod compare;
mod figures;
mod gold;
mod matching;
mod tokens;

use compare::{Compared, Miss};
use figures::{Figures, Tally};
use gold::Gold;

/// Suffixes of a paper that lies beside its gold file, in the order they are tried.
const BESIDE: [&str; 5] = ["html", "txt", "md", "pdf", "docx"];

/// What a gold folder and its papers come to.
#[derive(Debug, Default)]
struct Scores {
    total: Tally,
    groups: BTreeMap<String, Tally>,
    /// What went wrong in each paper, in order.
    papers: Vec<(String, Tally, Vec<Miss>)>,
}

/// One paper with its gold.
struct Pair {
    gold: Gold,
    name: String,
    group: String,
}

/// Runs the command.
///
/// # Errors
/// A gold file cannot be read, or there is none with a paper.
pub(crate) fn eval(args: &EvalArgs) -> Result<Exit> {
    let (pairs, inputs) = list_pairs(&args.gold, args.docs.as_deref())?;
    let mut pairs = pairs.into_iter();
    let mut scores = Scores::default();
    run::run(&args.rules.pipeline()?, inputs, jobs(args.jobs), |input, readings| {
        let pair = pairs.next().context("one outcome for each paper")?;
        let compared = match one_of(readings) {
            Ok(output) => compare::compare(&pair.gold, &output.records),
            Err(failure) => {
                eprintln!("minuted: {}: {failure}", printable(&input.display()));
                compare::failed(&pair.gold)
            }
        };
        scores.add(pair, compared);
        Ok(())
    })?;
    print(&scores, args)?;
    Ok(Exit::Done)
}

impl Scores {
    fn add(&mut self, pair: Pair, compared: Compared) {
        self.total.add(&compared.tally);
        self.groups.entry(pair.group).or_default().add(&compared.tally);
        self.papers.push((pair.name, compared.tally, compared.misses));
    }

    fn macro_figures(&self) -> Figures {
        Figures::mean(&self.groups.values().map(Tally::figures).collect::<Vec<_>>())
    }
}

/// What came of the one paper that a gold file names; a container is none.
fn one_of(readings: Vec<Reading>) -> Result<Output, Failure> {
    let mut readings = readings.into_iter();
    match (readings.next(), readings.next()) {
        (Some(reading), None) => reading.outcome,
        _ => {
            let reason = "a container, expected one paper".to_owned();
            Err(Failure { stage: Stage::Parse, reason })
        }
    }
}

fn list_pairs(gold: &Path, docs: Option<&Path>) -> Result<(Vec<Pair>, Vec<Input>)> {
    let (mut pairs, mut inputs) = (Vec::new(), Vec::new());
    for entry in WalkDir::new(gold).sort_by_file_name() {
        let entry = entry.with_context(|| format!("{}: cannot be listed", gold.display()))?;
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let read = gold::read(path)?;
        let Some(paper) = find_paper(&read, path, docs) else {
            eprintln!("minuted: {}: no paper for it", path.display());
            continue;
        };
        pairs.push(Pair { name: name_of(path, gold), group: group_of(&read, &paper), gold: read });
        inputs.push(Input { path: paper, named: true });
    }
    if pairs.is_empty() {
        bail!("{}: no gold file (*.json) with its paper; expected --docs ROOT?", gold.display());
    }
    Ok((pairs, inputs))
}

fn find_paper(gold: &Gold, path: &Path, docs: Option<&Path>) -> Option<PathBuf> {
    let paper = match (&gold.file, docs) {
        (Some(file), Some(docs)) => Some(docs.join(file)),
        _ => BESIDE.iter().map(|suffix| path.with_extension(suffix)).find(|path| path.exists()),
    };
    paper.filter(|paper| paper.exists())
}

/// The source folder below the format folder, `pdf/SOURCE/..`, or else the suffix.
fn group_of(gold: &Gold, paper: &Path) -> String {
    let folder = gold.file.as_deref().and_then(|file| {
        let mut parts = file.split('/').skip(1);
        parts.next().map(str::to_owned)
    });
    let suffix = paper.extension().map_or(String::new(), |it| format!(".{}", it.to_string_lossy()));
    folder.unwrap_or(suffix)
}

/// The gold file as seen from its folder.
fn name_of(path: &Path, gold: &Path) -> String {
    let below = path.strip_prefix(gold).ok().filter(|below| !below.as_os_str().is_empty());
    below.or(path.file_name().map(Path::new)).unwrap_or(path).to_string_lossy().into_owned()
}

fn print(scores: &Scores, args: &EvalArgs) -> Result<()> {
    let mut out = io::stdout().lock();
    if args.json {
        let printed = serde_json::to_string_pretty(&figures::to_json(scores))?;
        writeln!(out, "{printed}")?;
        return Ok(());
    }
    if args.show {
        for (name, tally, misses) in scores.papers.iter().filter(|(.., misses)| !misses.is_empty())
        {
            writeln!(
                out,
                "-- {name}: gold {} predicted {} hit {}",
                tally.gold, tally.predicted, tally.hit
            )?;
            for miss in misses {
                writeln!(out, "   {}", printable(&miss.to_string()))?;
            }
        }
    }
    figures::print(&mut out, scores)?;
    Ok(())
}
