//! The program around the pipeline: files in, records out, failures told.
//! This crate alone meets files, terminals and threads; it decides nothing about a paper.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the one crate that meets the world"
)]

mod apart;
mod args;
mod audit;
mod bench;
mod check;
mod diff;
mod doctor;
mod dump;
mod eval;
mod explain;
mod export;
mod extract;
mod formats;
mod import;
mod input;
mod link;
mod link_db;
mod members;
mod ocr;
mod pipeline;
mod records;
mod report;
mod rules;
mod run;
mod sink;
mod target;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use crate::args::{Args, Command};
pub use crate::members::Reading;
pub use crate::pipeline::{Failure, Origin, Output, Pipeline, Stage};

/// How a run ended, as the shell is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All was read.
    Done = 0,
    /// Something was found that the caller asked to be told of.
    Found = 1,
    /// Wrong usage or a rule that cannot be loaded.
    Usage = 2,
    /// Some inputs failed.
    Partial = 3,
    /// Nothing could be read.
    Nothing = 4,
}

/// Runs the program on the process's own arguments.
pub fn main() -> ExitCode {
    pipeline::keep_panics_quiet();
    let args = Args::parse();
    let exit = run_command(args.command).unwrap_or_else(|error| {
        if is_broken_pipe(&error) {
            return Exit::Done;
        }
        eprintln!("minuted: {error:#}");
        Exit::Usage
    });
    ExitCode::from(exit as u8)
}

fn run_command(command: Command) -> Result<Exit> {
    match command {
        Command::Extract(args) => extract::extract(&args),
        Command::Import(args) => import::import(&args),
        Command::Export(args) => export::export(&args),
        Command::Changes(args) => export::changes(&args),
        Command::Failures(args) => export::failures(&args),
        Command::Worker(args) => import::worker(&args),
        Command::Text(args) => dump::text(&args),
        Command::Dump(args) => dump::dump(&args),
        Command::Explain(args) => explain::explain(&args),
        Command::Schema => check::schema(),
        Command::Validate(args) => check::validate(&args),
        Command::Eval(args) => eval::eval(&args),
        Command::Audit(args) => audit::audit(&args),
        Command::Link(args) => link::link(&args),
        Command::History(args) => link::history(&args),
        Command::Diff(args) => diff::diff(&args),
        Command::Rules(args) => rules::rules(&args),
        Command::Bench(args) => bench::bench(&args),
        Command::Formats => formats::formats(),
        Command::Doctor => doctor::doctor(),
        Command::Completions(args) => doctor::completions(&args),
        Command::Man => doctor::man(),
    }
}

/// A reader of our output that has seen enough is no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>();
        io.is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
