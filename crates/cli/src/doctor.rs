//! `minuted doctor`, `completions` and `man`: the program about itself.
//! Doctor reads a paper of its own and says whether what comes out is what must come out on every machine.

use std::io::{self, Write};

use anyhow::Result;
use clap::CommandFactory;
use minuted_emit::{Validator, write_line};
use minuted_model::{Date, Record};

use crate::Exit;
use crate::args::{Args, CompletionsArgs};
use crate::ocr;
use crate::pipeline::Pipeline;
use crate::target::Target;

/// A paper whose record is known.
const PAPER: &str = "Minutes of the Parks Panel held on 6 February 2024\n\n\
    RESOLVED that the Clerk publish the plan by 31 July 2024.\n";
const DUE: Date = Date { year: 2024, month: 7, day: 31 };

/// Tells what this program reads and writes, and whether it reads right here; [`Exit::Found`] if it does not.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn doctor() -> Result<Exit> {
    let mut out = io::stdout().lock();
    let pipeline = Pipeline::builtin();
    writeln!(out, "minuted {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "rules   {}", pipeline.rules_hash())?;
    let reads: Vec<&str> = minuted_parse::FORMATS.iter().map(|format| format.title).collect();
    writeln!(out, "reads   {}", reads.join(", "))?;
    let writes: Vec<&str> = Target::all().map(Target::name).collect();
    writeln!(out, "writes  {}", writes.join(", "))?;
    writeln!(out, "ocr     {}", ocr_found())?;
    let faults = find_faults(&pipeline);
    for fault in &faults {
        writeln!(out, "fault   {fault}")?;
    }
    if faults.is_empty() {
        writeln!(out, "well    a paper of its own was read as it must be")?;
        return Ok(Exit::Done);
    }
    Ok(Exit::Found)
}

/// Whether scanned pages can be read, and what is missing if not.
fn ocr_found() -> String {
    ocr::version().unwrap_or_else(|| {
        format!("tesseract is not there, scanned pages are reported as needs_ocr; {}", ocr::INSTALL)
    })
}

fn find_faults(pipeline: &Pipeline) -> Vec<String> {
    let output = match pipeline.run(PAPER.as_bytes(), "doctor.txt") {
        Ok(output) => output,
        Err(failure) => return vec![format!("a plain text could not be read: {failure}")],
    };
    let [record] = output.records.as_slice() else {
        return vec![format!("{} records were read, expected 1", output.records.len())];
    };
    let mut faults = Vec::new();
    let due: Vec<Option<Date>> = record.deadlines.iter().map(|deadline| deadline.end).collect();
    if due != [Some(DUE)] {
        faults.push(format!("the deadline was read as {due:?}, expected {DUE}"));
    }
    for evidence in &record.evidence {
        if output.document.text.get(evidence.start..evidence.end) != Some(&evidence.quote) {
            faults.push(format!("the evidence for {} is not in the text", evidence.field));
        }
    }
    faults.extend(find_schema_faults(record.clone()));
    faults
}

fn find_schema_faults(record: Record) -> Vec<String> {
    let mut line = Vec::new();
    if let Err(error) = write_line(&mut line, record) {
        return vec![error.to_string()];
    }
    match Validator::new() {
        Ok(validator) => {
            let faults = validator.check(&String::from_utf8_lossy(&line));
            faults.iter().map(ToString::to_string).collect()
        }
        Err(error) => vec![error],
    }
}

/// Prints a completion script.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn completions(args: &CompletionsArgs) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "minuted", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Exit::Done)
}

/// Prints the manual page, with a section for each command that is not hidden.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn man() -> Result<Exit> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut page)?;
    for command in Args::command().get_subcommands().filter(|command| !command.is_hide_set()) {
        let title = format!("minuted-{}", command.get_name());
        clap_mangen::Man::new(command.clone()).title(title).render(&mut page)?;
    }
    io::stdout().lock().write_all(&page)?;
    Ok(Exit::Done)
}
