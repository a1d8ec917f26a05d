//! Records for the commands that work on them: read from JSON Lines, or from papers on the way.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use minuted_emit::read_lines;
use minuted_model::Record;

use crate::Exit;
use crate::args::ReadArgs;
use crate::check::open_lines;
use crate::extract::jobs;
use crate::input;
use crate::report::Report;
use crate::run;

/// Suffixes of files that hold records already; `-` does too.
const RECORDS: [&str; 3] = ["jsonl", "ndjson", "jsonlines"];

/// Hands every record of `paths` to `take`: JSON Lines as they stand, papers read now.
///
/// The exit code says how the papers went; with JSON Lines alone it is [`Exit::Done`].
///
/// # Errors
/// A file of records cannot be read, with the line; or those of `take`.
pub(crate) fn each(
    paths: &[PathBuf],
    reading: &ReadArgs,
    mut take: impl FnMut(Record) -> Result<()>,
) -> Result<Exit> {
    let (lines, papers): (Vec<PathBuf>, Vec<PathBuf>) =
        paths.iter().cloned().partition(|path| holds_records(path));
    for path in &lines {
        for record in read_lines(open_lines(path)?) {
            take(record.with_context(|| format!("{}", path.display()))?)?;
        }
    }
    if papers.is_empty() { Ok(Exit::Done) } else { read_papers(&papers, reading, take) }
}

fn read_papers(
    papers: &[PathBuf],
    reading: &ReadArgs,
    mut take: impl FnMut(Record) -> Result<()>,
) -> Result<Exit> {
    let mut inputs = input::list(papers, None)?;
    let mut report = Report::new(&inputs, true);
    let files = std::mem::take(&mut inputs.files);
    run::run(&reading.pipeline()?, files, jobs(None), |input, readings| {
        report.tell(&input, readings, None, |records| records.into_iter().try_for_each(&mut take))
    })?;
    Ok(report.finish())
}

fn holds_records(path: &Path) -> bool {
    let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    path.as_os_str() == "-" || extension.is_some_and(|it| RECORDS.contains(&it.as_str()))
}
