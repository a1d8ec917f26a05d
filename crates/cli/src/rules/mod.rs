//! `minuted rules`: the workbench for rules. What each subcommand does is in a file of its own.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::Exit;

mod check;
mod diff;
mod load;
mod new;
mod show;
mod time;

pub(crate) use load::RulesArgs;

#[derive(Debug, Args)]
pub(crate) struct WorkbenchArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the rules: what each gives, its name and what it does
    List(ListArgs),
    /// Tell all of one rule: why it is there, its cases, its file
    Explain(ExplainArgs),
    /// Tell faults of rule files, and what is likely a mistake
    Lint(FolderArgs),
    /// Run the cases of rules
    Test(FolderArgs),
    /// Begin a rule: writes a file with a pattern and its cases
    New(NewArgs),
    /// Tell the records gained, lost and changed between two rule sets
    Diff(DiffArgs),
    /// Measure what each rule costs on papers, and how often it hits
    Time(TimeArgs),
}

#[derive(Debug, Args)]
struct ListArgs {
    /// Only rules that give this: opener, sentence, column ..
    #[arg(long, value_name = "SORT")]
    gives: Option<String>,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Debug, Args)]
struct ExplainArgs {
    /// The rule's name
    id: String,
    #[command(flatten)]
    rules: RulesArgs,
}

#[derive(Debug, Args)]
struct FolderArgs {
    /// A folder of rules or one file, checked beside the rules of the program [default: those alone]
    path: Option<PathBuf>,
}

#[derive(Debug, Args)]
struct NewArgs {
    /// The rule's name, lower case with _
    id: String,
    /// The words that every text with the rule has, as they are written
    #[arg(long, value_name = "WORDS")]
    words: String,
    /// What the rule gives
    #[arg(long, value_name = "SORT", default_value = "opener")]
    gives: String,
    /// A text the rule must hit; may be given more than once
    #[arg(long, value_name = "TEXT", required = true)]
    hit: Vec<String>,
    /// A text the rule must not hit; may be given more than once
    #[arg(long, value_name = "TEXT", required = true)]
    miss: Vec<String>,
    /// The council whose habit it is: the rule looks at papers that name it at their top
    #[arg(long, value_name = "NAME")]
    council: Vec<String>,
    /// The folder to write it in
    #[arg(long, value_name = "DIR", default_value = "rules")]
    folder: PathBuf,
}

#[derive(Debug, Args)]
struct DiffArgs {
    /// The rules as they were: `builtin`, or a folder or file added to those
    before: PathBuf,
    /// The rules as they are
    after: PathBuf,
    /// Papers and folders
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
}

#[derive(Debug, Args)]
struct TimeArgs {
    /// Papers and folders
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    rules: RulesArgs,
}

/// Runs the command.
///
/// # Errors
/// Rules or papers cannot be read, or the output cannot be written.
pub(crate) fn rules(args: &WorkbenchArgs) -> Result<Exit> {
    match &args.command {
        Command::List(args) => show::list(args),
        Command::Explain(args) => show::explain(args),
        Command::Lint(args) => check::lint(args),
        Command::Test(args) => check::test(args),
        Command::New(args) => new::new(args),
        Command::Diff(args) => diff::diff(args),
        Command::Time(args) => time::time(args),
    }
}
