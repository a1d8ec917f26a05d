//! `minuted extract`: papers in, records out.

use std::num::NonZeroUsize;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};
use minuted_link::Repeats;

use crate::Exit;
use crate::apart;
use crate::args::ExtractArgs;
use crate::import::pool::Limits;
use crate::import::wanted;
use crate::input::{self, Input};
use crate::report::Report;
use crate::run;
use crate::sink::Sink;

/// Runs the command.
///
/// # Errors
/// The list of files cannot be read or the output cannot be written.
pub(crate) fn extract(args: &ExtractArgs) -> Result<Exit> {
    let mut inputs = input::list(&args.paths, args.files_from.as_deref())?;
    let pipeline = args.reading.pipeline()?.with_ocr(!args.no_ocr);
    let limits = limits(args, &inputs.files)?;
    let mut sink = Sink::open(&args.output)?;
    let mut report = Report::new(&inputs, args.quiet);
    let files = std::mem::take(&mut inputs.files);
    let mut repeats = (!args.keep_duplicates && files.len() > 1).then(Repeats::default);
    let jobs = jobs(args.jobs);
    let tell = |input: Input, readings| {
        report.tell(&input, readings, repeats.as_mut(), |records| sink.write(records))
    };
    let ran = match limits {
        None => run::run(&pipeline, files, jobs, tell),
        Some(limits) => {
            apart::run(&limits, &wanted(pipeline.rules(), &args.reading), files, jobs, tell)
        }
    };
    ran?;
    sink.finish()?;
    Ok(report.finish())
}

/// Limits that only another process can be held to; `None` where none is asked for.
///
/// # Errors
/// Standard input is to be read, which that process does not have.
fn limits(args: &ExtractArgs, files: &[Input]) -> Result<Option<Limits>> {
    if args.timeout.is_none() && args.memory.is_none() {
        return Ok(None);
    }
    if files.iter().any(|file| file.path.as_os_str() == "-") {
        bail!("--timeout and --memory: standard input has no path for another process to read");
    }
    Ok(Some(Limits {
        time: args.timeout.map_or(Duration::MAX, |seconds| Duration::from_secs(seconds.get())),
        memory: args.memory.map_or(u64::MAX, |mebibytes| mebibytes.get().saturating_mul(1 << 20)),
        output: u64::MAX,
        with: args.reading.clone(),
        no_ocr: args.no_ocr,
    }))
}

/// How many papers are read at a time: as asked, or one a processor.
pub(crate) fn jobs(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}
