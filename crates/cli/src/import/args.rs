//! What was typed after `import`, `export`, `changes`, `failures` and the hidden `worker`.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

use clap::ValueEnum;

use crate::args::{OutputArgs, ReadArgs};

#[derive(Debug, clap::Args)]
pub(crate) struct ImportArgs {
    /// Folders and files; name them the same way each time
    #[arg(value_name = "ARCHIVE", required = true)]
    pub(crate) archives: Vec<PathBuf>,
    /// The database, made where there is none
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    /// Read every file again
    #[arg(long)]
    pub(crate) force: bool,
    /// Read only files that failed before
    #[arg(long, conflicts_with = "force")]
    pub(crate) only_failed: bool,
    /// Drop the records of papers whose file is gone
    #[arg(long)]
    pub(crate) prune: bool,
    /// Stay, and look again every so many seconds until Ctrl-C [default: 60]
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = "60", require_equals = true,
        conflicts_with_all = ["force", "only_failed"])]
    pub(crate) watch: Option<NonZeroU64>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
    /// How to tell how far it is: a bar on a terminal, or JSON Lines on standard error
    #[arg(long, value_enum, default_value_t = Progress::Bar)]
    pub(crate) progress: Progress,
    /// Say nothing but what stops the run
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// How workers read.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ReadingArgs {
    /// Papers read at a time, each by a process of its own [default: one per processor]
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) with: ReadArgs,
    /// Read no page by OCR, even where tesseract is installed
    #[arg(long)]
    pub(crate) no_ocr: bool,
    /// Longest time for one file, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "300", help_heading = "Limits")]
    pub(crate) timeout: NonZeroU64,
    /// Most memory of one worker, in MiB
    #[arg(long, value_name = "MIB", default_value = "1024", help_heading = "Limits")]
    pub(crate) memory: NonZeroU64,
    /// Most output of one file, in MiB
    #[arg(long, value_name = "MIB", default_value = "256", help_heading = "Limits")]
    pub(crate) max_output: NonZeroU64,
}

/// How a run tells how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Progress {
    /// A bar with rate and time left, on a terminal only
    Bar,
    /// JSON Lines on standard error
    Json,
    /// Nothing
    None,
}

#[derive(Debug, clap::Args)]
pub(crate) struct WorkerArgs {
    /// Most bytes of address space
    #[arg(long)]
    pub(crate) memory: u64,
    #[command(flatten)]
    pub(crate) with: ReadArgs,
    #[arg(long)]
    pub(crate) no_ocr: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// The database
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Leave out the records of papers whose file is gone
    #[arg(long)]
    pub(crate) present: bool,
    /// Leave out what an earlier paper that says the same has, or holds, as `minuted link --db` found it
    #[arg(long)]
    pub(crate) no_duplicates: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ChangesArgs {
    /// The database
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    /// The run after which changes count; 0 for all there is
    #[arg(long, value_name = "RUN")]
    pub(crate) since: i64,
}

#[derive(Debug, clap::Args)]
pub(crate) struct FailuresArgs {
    /// The database
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    /// Tell them as JSON Lines: `{path, member, stage, reason}`
    #[arg(long)]
    pub(crate) json: bool,
}
