//! `minuted extract`: papers in, records out.

use std::num::NonZeroUsize;
use std::thread;

use anyhow::Result;
use minuted_link::Repeats;

use crate::Exit;
use crate::args::ExtractArgs;
use crate::input;
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
    let mut sink = Sink::open(&args.output)?;
    let mut report = Report::new(&inputs, args.quiet);
    let files = std::mem::take(&mut inputs.files);
    let mut repeats = (!args.keep_duplicates && files.len() > 1).then(Repeats::default);
    run::run(&pipeline, files, jobs(args.jobs), |input, readings| {
        report.tell(&input, readings, repeats.as_mut(), |records| sink.write(records))
    })?;
    sink.finish()?;
    Ok(report.finish())
}

/// How many papers are read at a time: as asked, or one a processor.
pub(crate) fn jobs(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}
