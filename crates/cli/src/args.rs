//! What was typed. What it means is worked out by each command.

use std::num::NonZeroU64;
use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};
use minuted_emit::Layout;
use minuted_model::Date;

use crate::audit::{Check, FilterArgs, parse_date};
use crate::import::args::{ChangesArgs, ExportArgs, FailuresArgs, ImportArgs, WorkerArgs};
use crate::pipeline::Pipeline;
use crate::rules::{RulesArgs, WorkbenchArgs};
use crate::target::Target;

const EXAMPLES: &str = "\
Examples:
  minuted extract papers/ -o records.jsonl            read a folder
  minuted extract papers/ -o tracker.csv --layout tracker   open it in a spreadsheet
  minuted extract papers/ -o dates.ics                and its dates in a calendar
  minuted audit records.jsonl --gap no_deadline       what lacks a deadline
  minuted audit records.jsonl --as-of 2024-04-01 --fail-on overdue

Exit codes: 0 all read, 1 something found, 2 usage, 3 some inputs failed, 4 nothing could be read";

/// Turns council papers into structured recommendation records.
#[derive(Debug, Parser)]
#[command(name = "minuted", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read papers and write their records
    Extract(ExtractArgs),
    /// Keep an archive's records in a database, reading only what is new or changed
    Import(ImportArgs),
    /// Write the records of a database
    Export(ExportArgs),
    /// Tell which records of a database were added, changed or dropped since a run
    Changes(ChangesArgs),
    /// List the files of a database that could not be read, with the reason
    Failures(FailuresArgs),
    /// Print the canonical text of one paper, to which every offset refers
    Text(TextArgs),
    /// Print what one stage made of a paper
    Dump(DumpArgs),
    /// Tell which rules read a record, or came close in a sentence that gave none, and what stopped them
    Explain(ExplainArgs),
    /// Print the JSON Schema of a record
    Schema,
    /// Check JSON Lines against the schema
    Validate(ValidateArgs),
    /// Score records against gold: what a person read in the same papers
    Eval(EvalArgs),
    /// Find recommendations that lack a deadline, an owner or a target, and whose they are
    Audit(AuditArgs),
    /// Tie records together: the same clause again, its answer, its progress, its replacement
    Link(LinkArgs),
    /// Tell the life of one recommendation in date order
    History(HistoryArgs),
    /// Tell what changed between two files of records
    Diff(DiffArgs),
    /// List, explain, check, begin and compare rules
    Rules(WorkbenchArgs),
    /// Measure how fast rules run over papers, reading them left out
    #[command(hide = true)]
    Bench(BenchArgs),
    /// List the formats that are read, by which signs each is told, and the limits on a file
    Formats,
    /// Read papers for an import
    #[command(hide = true)]
    Worker(WorkerArgs),
    /// Tell what this program reads and writes, and whether it reads right on this machine
    Doctor,
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExtractArgs {
    /// Files, folders (walked in sorted order) or `-` for standard input
    #[arg(value_name = "PATH", required_unless_present = "files_from")]
    pub(crate) paths: Vec<PathBuf>,
    /// Read more paths from a file, one a line; `-` for standard input
    #[arg(long, value_name = "LIST")]
    pub(crate) files_from: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Papers read at a time [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<std::num::NonZeroUsize>,
    /// Say nothing of doubtful places, only of files that failed
    #[arg(short, long)]
    pub(crate) quiet: bool,
    /// Read no page by OCR, even where tesseract is installed
    #[arg(long)]
    pub(crate) no_ocr: bool,
    /// Give the records of a paper again that says the same as one read before, or stands in it
    #[arg(long)]
    pub(crate) keep_duplicates: bool,
    /// Longest time for one file, in seconds; papers are then read by processes of their own [default: none]
    #[arg(long, value_name = "SECONDS", help_heading = "Limits")]
    pub(crate) timeout: Option<NonZeroU64>,
    /// Most memory for reading one file, in MiB; papers are then read by processes of their own [default: none]
    #[arg(long, value_name = "MIB", help_heading = "Limits")]
    pub(crate) memory: Option<NonZeroU64>,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
}

/// How papers are read: by which rules, and from which month a financial year is counted.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ReadArgs {
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
    /// Month in which the financial year begins, 1 to 12, for quarters, halves and years without another name
    #[arg(long, value_name = "MONTH", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=12))]
    pub(crate) year_start: u8,
}

impl ReadArgs {
    /// A pipeline that reads so.
    ///
    /// # Errors
    /// As [`RulesArgs::pipeline`].
    pub(crate) fn pipeline(&self) -> Result<Pipeline> {
        Ok(self.rules.pipeline()?.with_year_start(self.year_start))
    }
}

/// Where records go and as what.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct OutputArgs {
    /// Write here instead of standard output; the suffix tells the format
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// jsonl, json, csv, ics, ics-events, markdown, web-annotation, popolo, ocd, parquet or sqlite
    #[arg(long, value_parser = Target::of_name)]
    pub(crate) format: Option<Target>,
    /// Columns of CSV
    #[arg(long, value_enum, default_value_t = LayoutName::Full)]
    pub(crate) layout: LayoutName,
    /// Keep lost, withdrawn and superseded clauses in every format, not in JSON alone
    #[arg(long)]
    pub(crate) all_outcomes: bool,
}

/// A layout of CSV columns, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutName {
    /// Every column
    Full,
    /// As a council's recommendation tracker
    Tracker,
    /// As a committee's action log
    ActionLog,
}

impl LayoutName {
    /// What it means.
    pub(crate) fn layout(self) -> Layout {
        match self {
            Self::Full => Layout::Full,
            Self::Tracker => Layout::Tracker,
            Self::ActionLog => Layout::ActionLog,
        }
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct TextArgs {
    #[command(flatten)]
    pub(crate) paper: PaperArgs,
}

/// One paper, and how it is read.
#[derive(Debug, clap::Args)]
pub(crate) struct PaperArgs {
    /// A paper, or `-` for standard input
    pub(crate) file: PathBuf,
    /// The paper inside FILE, where that is an archive or an e-mail: `inner.zip/minutes.pdf`
    #[arg(long, value_name = "NAME")]
    pub(crate) member: Option<String>,
    /// Read no page by OCR, even where tesseract is installed
    #[arg(long)]
    pub(crate) no_ocr: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DumpArgs {
    #[command(flatten)]
    pub(crate) paper: PaperArgs,
    /// The stage to stop after
    #[arg(long, value_enum)]
    pub(crate) after: After,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
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
pub(crate) struct ExplainArgs {
    /// A paper, and after a colon a line of its text as `minuted text` prints it [default: all of it]
    #[arg(value_name = "FILE[:LINE]")]
    pub(crate) place: String,
    /// Read no page by OCR, even where tesseract is installed
    #[arg(long)]
    pub(crate) no_ocr: bool,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
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
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct AuditArgs {
    /// Records (*.jsonl, or `-`), or papers and folders to read now
    #[arg(value_name = "PATH", required_unless_present = "db")]
    pub(crate) paths: Vec<PathBuf>,
    /// The records of a database that `import` made
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub(crate) db: Option<PathBuf>,
    /// Only these findings; may be given more than once
    #[arg(long, value_enum, value_name = "CHECK", help_heading = "Filters")]
    pub(crate) gap: Vec<Check>,
    #[command(flatten)]
    pub(crate) filter: FilterArgs,
    /// The day on which deadlines are judged; without it nothing is overdue
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
    /// Judge answers by the two months of the Local Government Act 2000, section 9FE
    #[arg(long)]
    pub(crate) response_clock: bool,
    /// How to tell it [default: as the suffix of OUT says, or terminal]
    #[arg(long, value_enum)]
    pub(crate) format: Option<AuditFormat>,
    /// Write here instead of standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Exit with 1 if one of these is found; `any` for all of them
    #[arg(long, value_name = "CHECK,..", value_delimiter = ',', value_parser = parse_fail_on)]
    pub(crate) fail_on: Vec<FailOn>,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
}

/// A form of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// Tables and a list for a terminal
    Terminal,
    /// A page for a committee
    Markdown,
    /// One row for each finding
    Csv,
    /// Counts and findings as JSON
    Json,
    /// SARIF 2.1.0
    Sarif,
}

/// What makes the audit fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailOn {
    /// Whatever is found.
    Any,
    /// One finding.
    One(Check),
}

impl AuditArgs {
    /// The form asked for, or meant by the suffix of the output.
    pub(crate) fn format(&self) -> AuditFormat {
        let suffix = self.output.as_ref().and_then(|path| path.extension());
        let by_suffix = match suffix.and_then(|suffix| suffix.to_str()) {
            Some("md") => AuditFormat::Markdown,
            Some("csv") => AuditFormat::Csv,
            Some("json") => AuditFormat::Json,
            Some("sarif") => AuditFormat::Sarif,
            _ => AuditFormat::Terminal,
        };
        self.format.unwrap_or(by_suffix)
    }

    /// Whether a finding makes the audit fail.
    pub(crate) fn fails_on(&self, check: Check) -> bool {
        self.fail_on.iter().any(|fail| matches!(fail, FailOn::Any) || *fail == FailOn::One(check))
    }
}

fn parse_fail_on(word: &str) -> Result<FailOn, String> {
    if word == "any" {
        return Ok(FailOn::Any);
    }
    Check::from_str(word, false).map(FailOn::One).map_err(|_| {
        let known: Vec<&str> = Check::ALL.iter().map(|check| check.word()).collect();
        format!("expected any or one of {}", known.join(", "))
    })
}

#[derive(Debug, clap::Args)]
pub(crate) struct LinkArgs {
    /// Records (*.jsonl, or `-`), or papers and folders to read now
    #[arg(value_name = "PATH", required_unless_present = "db")]
    pub(crate) paths: Vec<PathBuf>,
    /// Link the records of a database that `import` made, and keep the links in it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["paths", "output", "format", "layout"])]
    pub(crate) db: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct HistoryArgs {
    /// A record's id, or how it begins
    pub(crate) id: String,
    /// Records (*.jsonl, or `-`), linked or not, or papers and folders to read now
    #[arg(value_name = "PATH", required_unless_present = "db")]
    pub(crate) paths: Vec<PathBuf>,
    /// The records of a database, with the links that `minuted link --db` made
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub(crate) db: Option<PathBuf>,
    /// Print the records themselves as JSON Lines
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// Records as they were (JSON Lines)
    pub(crate) old: PathBuf,
    /// Records as they are (JSON Lines)
    pub(crate) new: PathBuf,
    /// Tell it as JSON Lines: `{op, id, fields}`
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct BenchArgs {
    /// Papers and folders
    #[arg(value_name = "PATH", required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// How many times the papers are gone through
    #[arg(long, value_name = "N", default_value = "5")]
    pub(crate) repeat: std::num::NonZeroUsize,
    /// Write the canonical text of all papers here, for other programs to be measured on
    #[arg(long, value_name = "OUT")]
    pub(crate) text: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RulesArgs,
}

#[derive(Debug, clap::Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub(crate) shell: clap_complete::Shell,
}
