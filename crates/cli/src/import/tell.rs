//! What people and programs are told of an import, on standard error.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use minuted_store::{Run, Store, Swept};
use serde_json::{Value, json};

use super::args::{ImportArgs, Progress};
use super::interrupt;
use crate::Exit;
use crate::report::{count, printable};

/// How often a program is told.
const EVERY: Duration = Duration::from_millis(500);

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// Its bytes were read.
    Read,
    /// The rules were run over what had been read before.
    Again,
    /// It is of no format that is read here.
    Skipped,
    /// It could not be read.
    Failed,
}

impl Outcome {
    const ALL: [Self; 4] = [Self::Read, Self::Again, Self::Skipped, Self::Failed];

    fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Again => "extracted_again",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// Keeps count of an import and tells of it.
pub(crate) struct Teller {
    progress: Progress,
    quiet: bool,
    bar: ProgressBar,
    began: Instant,
    told: Instant,
    total: u64,
    hashed: u64,
    outcomes: BTreeMap<Outcome, u64>,
    records: usize,
    passed_over: usize,
    /// Contents to which new rules make no difference.
    moved: u64,
    swept: Swept,
}

impl Teller {
    /// A teller as asked for.
    pub(crate) fn new(args: &ImportArgs) -> Self {
        let progress = if args.quiet { Progress::None } else { args.progress };
        Self {
            progress,
            quiet: args.quiet,
            bar: ProgressBar::hidden(),
            began: Instant::now(),
            told: Instant::now(),
            total: 0,
            hashed: 0,
            outcomes: BTreeMap::new(),
            records: 0,
            passed_over: 0,
            moved: 0,
            swept: Swept::default(),
        }
    }

    /// What a walk passed over.
    pub(crate) fn passed_over(&mut self, passed_over: &BTreeMap<&'static str, usize>) {
        self.passed_over = passed_over.values().sum();
    }

    /// A file's bytes were hashed.
    pub(crate) fn hashed(&mut self) {
        self.hashed += 1;
        self.tick();
    }

    /// So many files are to be read now.
    pub(crate) fn begin(&mut self, total: u64) {
        self.total = total;
        if total < 2 || self.progress != Progress::Bar || !io::stderr().is_terminal() {
            return;
        }
        self.bar = ProgressBar::new(total);
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta} left");
        if let Ok(style) = style {
            self.bar.set_style(style);
        }
        self.bar.enable_steady_tick(Duration::from_millis(200));
    }

    /// A file is done with.
    pub(crate) fn settled(&mut self, outcome: Outcome, records: usize) {
        *self.outcomes.entry(outcome).or_default() += 1;
        self.records += records;
        self.bar.inc(1);
    }

    /// A file could not be read.
    pub(crate) fn failed(&mut self, path: &str, reason: &str) {
        self.say(&format!("{path}: {reason}"));
        self.settled(Outcome::Failed, 0);
    }

    /// So many more contents are as they were, under the new rules too.
    pub(crate) fn moved(&mut self, contents: u64) {
        self.moved += contents;
        self.tick();
    }

    /// What was gone or replaced.
    pub(crate) fn swept(&mut self, swept: Swept) {
        self.swept = swept;
    }

    /// Tells a program how far it is, now and then.
    pub(crate) fn tick(&mut self) {
        if self.progress == Progress::Json && self.told.elapsed() >= EVERY {
            self.told = Instant::now();
            let event = json!({
                "event": "progress", "done": self.outcomes.values().sum::<u64>(), "total": self.total,
                "hashed": self.hashed, "failed": self.count(Outcome::Failed),
                "seconds": self.began.elapsed().as_secs_f64(),
            });
            eprintln!("{event}");
        }
    }

    /// The counts of the run.
    pub(crate) fn outcomes(&self, files: u64, contents: u64) -> Value {
        let mut counts = json!({ "files": files, "contents": contents, "hashed": self.hashed });
        for outcome in Outcome::ALL {
            counts[outcome.word()] = self.count(outcome).into();
        }
        counts["untouched_by_new_rules"] = self.moved.into();
        counts["records"] = self.records.into();
        counts["passed_over"] = self.passed_over.into();
        counts["gone"] = self.swept.gone.into();
        counts["dropped"] = self.swept.dropped.into();
        counts
    }

    /// Tells the sum of it and gives the exit code.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn finish(
        self,
        store: &Store,
        run: &Run,
        db: &Path,
        files: u64,
        contents: u64,
    ) -> Result<Exit> {
        self.bar.finish_and_clear();
        let totals = store.totals()?;
        let total = |name: &str| totals.get(name).copied().unwrap_or(0);
        if self.progress == Progress::Json {
            let mut event = self.outcomes(files, contents);
            event["event"] = if interrupt::asked() { "interrupted" } else { "done" }.into();
            event["run"] = run.id.into();
            event["failures"] = total("failures").into();
            event["seconds"] = self.began.elapsed().as_secs_f64().into();
            eprintln!("{event}");
        } else if !self.quiet {
            for line in
                self.summary(run, db, (files, contents), total("records"), total("failures"))
            {
                eprintln!("minuted: {}", printable(&line));
            }
        }
        Ok(match (files, total("failures")) {
            (0, _) => Exit::Nothing,
            _ if interrupt::asked() => Exit::Partial,
            (_, 0) if self.count(Outcome::Failed) == 0 => Exit::Done,
            _ => Exit::Partial,
        })
    }

    fn summary(
        &self,
        run: &Run,
        db: &Path,
        (files, contents): (u64, u64),
        records: u64,
        failures: u64,
    ) -> Vec<String> {
        let of = |outcome| self.count(outcome);
        let done: u64 = self.outcomes.values().sum();
        let mut parts = vec![format!("{} read", of(Outcome::Read))];
        let mut add = |number: u64, words: &str| {
            if number > 0 {
                parts.push(format!("{number} {words}"));
            }
        };
        add(of(Outcome::Again), "extracted again without reading");
        add(self.moved, "untouched by the new rules");
        if !interrupt::asked() {
            add(contents.saturating_sub(done + self.moved), "unchanged");
        }
        add(files.saturating_sub(contents), "with the bytes of another");
        add(of(Outcome::Skipped), "of no format read here");
        add(self.passed_over as u64, "hidden or links, passed over");
        add(of(Outcome::Failed), "failed");
        add(self.swept.gone as u64, "gone, kept until --prune");
        add(self.swept.dropped as u64, "dropped");
        let files = count(usize::try_from(files).unwrap_or(usize::MAX), "file");
        let db = db.display();
        let mut lines =
            vec![format!("run {}: {files}: {}; {records} records", run.id, parts.join(", "))];
        if failures > 0 {
            lines
                .push(format!("{failures} failed in all; `minuted failures --db {db}` lists them"));
        }
        if interrupt::asked() {
            lines.push("stopped; the same command goes on where this one ended".to_owned());
        }
        lines
    }

    /// Tells a person a line.
    pub(crate) fn say(&self, line: &str) {
        if self.quiet || self.progress == Progress::Json {
            return;
        }
        let line = printable(line);
        self.bar.suspend(|| eprintln!("minuted: {line}"));
    }

    fn count(&self, outcome: Outcome) -> u64 {
        self.outcomes.get(&outcome).copied().unwrap_or(0)
    }
}
