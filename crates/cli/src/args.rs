//! What was typed. What it means is worked out by each command.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Turns council papers into structured recommendation records.
#[derive(Debug, Parser)]
#[command(name = "minuted", version, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read papers and write their records
    Extract(ExtractArgs),
    /// Print the canonical text of one paper, to which every offset refers
    Text(TextArgs),
    /// Print what one stage made of a paper
    Dump(DumpArgs),
    /// Print the JSON Schema of a record
    Schema,
    /// Check JSON Lines against the schema
    Validate(ValidateArgs),
    /// Score records against gold: what a person read in the same papers
    Eval(EvalArgs),
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExtractArgs {
    /// Files, folders (walked in sorted order) or `-` for standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read more paths from a file, one a line; `-` for standard input
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,
    /// JSON Lines, or one JSON array
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    pub(crate) format: Format,
    /// Write here instead of standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Papers read at a time [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
    /// Say nothing of doubtful places, only of files that failed
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One record a line
    Jsonl,
    /// One array of records
    Json,
}

#[derive(Debug, clap::Args)]
pub(crate) struct TextArgs {
    /// A paper, or `-` for standard input
    pub(crate) file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DumpArgs {
    /// A paper, or `-` for standard input
    pub(crate) file: PathBuf,
    /// The stage to stop after
    #[arg(long, value_enum)]
    pub(crate) after: After,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum After {
    /// The document: its blocks in outline notation
    Parse,
    /// The drafts: what the rules found, as places in the text
    Extract,
    /// The records: what the drafts mean
    Normalise,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ValidateArgs {
    /// Records as JSON Lines, or `-` for standard input
    pub(crate) file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct EvalArgs {
    /// A gold file, or a folder of them (*.json)
    pub(crate) gold: PathBuf,
    /// The folder below which gold files name their papers
    #[arg(long, value_name = "ROOT")]
    pub(crate) docs: Option<PathBuf>,
    /// Show every miss, false record and wrong field with its place
    #[arg(long)]
    pub(crate) show: bool,
    /// Print figures and misses as JSON
    #[arg(long)]
    pub(crate) json: bool,
    /// Papers read at a time [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
}
