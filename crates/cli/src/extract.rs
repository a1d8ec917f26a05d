//! `minuted extract`: papers in, records out.

use std::num::NonZeroUsize;
use std::thread;

use anyhow::Result;
use minuted_link::Repeats;

use crate::Exit;
use crate::args::ExtractArgs;
use crate::input::{self, Input};
use crate::pipeline::{Failure, Output, Stage};
use crate::report::Report;
use crate::run;
use crate::sink::Sink;

/// Runs the command.
///
/// # Errors
/// The list of files cannot be read or the output cannot be written.
pub(crate) fn extract(args: &ExtractArgs) -> Result<Exit> {
    let mut inputs = input::list(&args.paths, args.files_from.as_deref())?;
    let pipeline = args.rules.pipeline()?.with_ocr(!args.no_ocr);
    let mut sink = Sink::open(&args.output)?;
    let mut report = Report::new(&inputs, args.quiet);
    let files = std::mem::take(&mut inputs.files);
    let mut repeats = (!args.keep_duplicates && files.len() > 1).then(Repeats::default);
    run::run(&pipeline, files, jobs(args.jobs), |input, outcome| {
        tell(&mut report, &mut sink, repeats.as_mut(), &input, outcome)
    })?;
    sink.finish()?;
    Ok(report.finish())
}

fn tell(
    report: &mut Report,
    sink: &mut Sink,
    repeats: Option<&mut Repeats>,
    input: &Input,
    outcome: Result<Output, Failure>,
) -> Result<()> {
    match outcome {
        Ok(output) => {
            let (path, mut records) = (input.display(), output.records);
            if let Some(repeats) = repeats {
                let (kept, repeat) = repeats.take(&path, &output.document, records);
                records = kept;
                repeat.iter().for_each(|repeat| report.repeated(&path, repeat));
            }
            report.read(&path, records.len(), &output.diagnostics);
            sink.write(records)?;
        }
        Err(failure) if failure.stage == Stage::Sniff && !input.named => {
            report.skipped(&input.path);
        }
        Err(failure) => report.failed(&input.display(), &failure),
    }
    Ok(())
}

/// How many papers are read at a time: as asked, or one a processor.
pub(crate) fn jobs(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}
