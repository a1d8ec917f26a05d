//! What people are told, on standard error: failures, doubts, progress and a summary.
//! Failures and skipped files are always told; progress and summary only on a terminal.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use minuted_link::{Repeat, Repeats, Same};
use minuted_model::{Diagnostic, Document, Record, Severity};

use crate::Exit;
use crate::input::{Input, Inputs};
use crate::members::Reading;
use crate::pipeline::Failure;

/// Keeps count of a run and tells of it.
pub(crate) struct Report {
    bar: ProgressBar,
    quiet: bool,
    read: usize,
    records: usize,
    without: usize,
    failed: usize,
    skipped: BTreeMap<String, usize>,
}

impl Report {
    /// A report on a run over `inputs`.
    pub(crate) fn new(inputs: &Inputs, quiet: bool) -> Self {
        let passed_over = inputs.passed_over.iter();
        let mut report = Self {
            bar: progress_bar(inputs.files.len()),
            quiet,
            read: 0,
            records: 0,
            without: 0,
            failed: 0,
            skipped: passed_over.map(|(reason, count)| ((*reason).to_owned(), *count)).collect(),
        };
        for (path, reason) in &inputs.unlisted {
            report.failed += 1;
            report.say(&format!("{}: {reason}", path.display()));
        }
        report
    }

    /// Tells what came of one file and hands on its records.
    ///
    /// # Errors
    /// Those of `take`.
    pub(crate) fn tell(
        &mut self,
        input: &Input,
        readings: Vec<Reading>,
        mut repeats: Option<&mut Repeats>,
        mut take: impl FnMut(Vec<Record>) -> Result<()>,
    ) -> Result<()> {
        for reading in readings {
            let name = reading.name(input);
            if let Some(path) = reading.passed_over(input) {
                self.skipped(path);
                continue;
            }
            match reading.outcome {
                Ok(output) => {
                    let records = match repeats.as_deref_mut() {
                        Some(repeats) => {
                            self.new_of(repeats, &name, &output.document, output.records)
                        }
                        None => output.records,
                    };
                    self.read(&name, records.len(), &output.diagnostics);
                    take(records)?;
                }
                Err(failure) => self.failed(&name, &failure),
            }
        }
        self.bar.inc(1);
        Ok(())
    }

    /// A document was read.
    fn read(&mut self, path: &str, records: usize, diagnostics: &[Diagnostic]) {
        self.read += 1;
        self.records += records;
        self.without += usize::from(records == 0);
        if !self.quiet {
            for diagnostic in diagnostics.iter().filter(|it| it.severity > Severity::Note) {
                self.say(&format!("{path}: {}", describe(diagnostic)));
            }
        }
    }

    /// The records that no earlier document gave. A member of a container comes without its words, and is taken whole.
    fn new_of(
        &self,
        repeats: &mut Repeats,
        path: &str,
        document: &Document,
        records: Vec<Record>,
    ) -> Vec<Record> {
        if document.text.is_empty() {
            return records;
        }
        let (kept, repeat) = repeats.take(path, document, records);
        repeat.iter().for_each(|repeat| self.repeated(path, repeat));
        kept
    }

    /// A document says what an earlier one said; its records were given there.
    fn repeated(&self, path: &str, repeat: &Repeat) {
        let how = match repeat.how {
            Same::Words => "says the same as",
            Same::Inside => "stands in",
            Same::Holds => "holds",
        };
        if !self.quiet {
            let given = count(repeat.records, "record");
            self.say(&format!("{path}: {how} {}: {given} not given again", repeat.path));
        }
    }

    /// A document failed.
    fn failed(&mut self, path: &str, failure: &Failure) {
        self.failed += 1;
        self.say(&format!("{path}: {failure}"));
    }

    /// A file met while walking, or inside a container, is of no format that is read here.
    fn skipped(&mut self, path: &Path) {
        let extension = path.extension().map(|extension| extension.to_string_lossy());
        let kind = extension.map_or("no extension".to_owned(), |ext| format!(".{ext}"));
        *self.skipped.entry(kind).or_default() += 1;
    }

    /// Tells the sum of it and gives the exit code.
    pub(crate) fn finish(self) -> Exit {
        self.bar.finish_and_clear();
        if !self.skipped.is_empty() {
            let total: usize = self.skipped.values().sum();
            let kinds: Vec<String> =
                self.skipped.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
            eprintln!(
                "minuted: passed over {} that it does not read: {}",
                count(total, "file"),
                kinds.join(", ")
            );
        }
        if io::stderr().is_terminal() {
            eprintln!(
                "minuted: {} from {}, {} of them without any; {} failed",
                count(self.records, "record"),
                count(self.read, "document"),
                self.without,
                self.failed
            );
        }
        self.exit()
    }

    fn exit(&self) -> Exit {
        match (self.read, self.failed) {
            (0, 0) => {
                eprintln!("minuted: nothing to read was found");
                Exit::Nothing
            }
            (0, _) => Exit::Nothing,
            (_, 0) => Exit::Done,
            _ => Exit::Partial,
        }
    }

    fn say(&self, line: &str) {
        let line = printable(line);
        self.bar.suspend(|| eprintln!("minuted: {line}"));
    }
}

fn progress_bar(files: usize) -> ProgressBar {
    if files < 2 || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(files as u64);
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {rate} {eta}");
    if let Ok(style) = style {
        let rate = |state: &ProgressState, out: &mut dyn std::fmt::Write| {
            // A bar that cannot be drawn stops nothing.
            let _ = write!(out, "{:.1}/s", state.per_sec());
        };
        bar.set_style(style.with_key("rate", rate));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn describe(diagnostic: &Diagnostic) -> String {
    let severity = match diagnostic.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    let page = diagnostic.page.map_or(String::new(), |page| format!("page {page}: "));
    format!("{page}{severity}: {} [{}]", diagnostic.message, diagnostic.code)
}

/// `1 record`, `2 records`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Text from a document or path made safe for a terminal: control characters are shown, not sent.
pub(crate) fn printable(text: &str) -> String {
    let is_safe = |c: char| !c.is_control() || c == '\t';
    text.chars().map(|c| if is_safe(c) { c } else { '\u{fffd}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_escapes_do_not_pass() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
    }
}
