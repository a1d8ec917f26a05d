//! `minuted worker`: reads papers for another process of this program, one message in, one out.
//! It limits its own memory, and ends when the other process does.

use std::fs;
use std::io::{self, BufWriter};
use std::path::PathBuf;
use std::thread;

use anyhow::{Context, Result};
use minuted_emit::write_line;
use minuted_model::{Diagnostic, Severity, Source};
use minuted_store::{Doubt, Fault, Paper, Reading, Stored, pack, unpack};
use sha2::{Digest, Sha256};

use super::args::WorkerArgs;
use super::frame::{self, Answer, Hello, Job};
use crate::Exit;
use crate::pipeline::{Failure, Output, Pipeline, Stage, hex};

/// Bytes of stack: deep nesting is bounded by limits, but not at what a main thread has.
const STACK: usize = 64 << 20;
/// Most bytes of a job: a parsed document comes with it.
const MOST: u64 = 1 << 31;

/// Runs the command.
///
/// # Errors
/// The rules cannot be loaded, or the other process speaks another language.
pub(crate) fn worker(args: &WorkerArgs) -> Result<Exit> {
    limit(args.memory)?;
    let pipeline = args.with.pipeline()?.with_ocr(!args.no_ocr);
    let serve = move || serve(&pipeline);
    let thread = thread::Builder::new().stack_size(STACK).spawn(serve).context("a thread")?;
    thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the worker panicked")))?;
    Ok(Exit::Done)
}

/// Holds this process to so many bytes of address space, and to the life of its parent.
#[cfg(unix)]
fn limit(memory: u64) -> Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |bytes| Rlimit { current: Some(bytes), maximum: Some(bytes) };
    setrlimit(Resource::As, most(memory)).context("the limit on memory")?;
    setrlimit(Resource::Core, most(0)).context("the limit on core files")?;
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))
        .context("the tie to the parent")?;
    Ok(())
}

#[cfg(not(unix))]
fn limit(_: u64) -> Result<()> {
    Ok(())
}

fn serve(pipeline: &Pipeline) -> Result<()> {
    let mut input = io::stdin().lock();
    let mut out = BufWriter::new(io::stdout().lock());
    let version = env!("CARGO_PKG_VERSION").to_owned();
    frame::write(&mut out, &Hello { version, rules: pipeline.rules_hash().to_owned() })?;
    while let Some(job) = frame::read::<Job>(&mut input, MOST)? {
        frame::write(&mut out, &answer(pipeline, job))?;
    }
    Ok(())
}

fn answer(pipeline: &Pipeline, job: Job) -> Answer {
    let Some((path, raw)) = &job.open else {
        let reading = read_again(pipeline, &job.label, job.stored);
        return Answer { sha256: None, reading, passed_over: Vec::new() };
    };
    match fs::read(path_of(path, raw.as_deref())) {
        Ok(bytes) => {
            let (reading, passed_over) = read(pipeline, &bytes, &job);
            Answer { sha256: Some(hex(&Sha256::digest(&bytes))), reading, passed_over }
        }
        Err(error) => {
            let fault = unreadable(&error);
            let reading = Reading { faults: vec![fault], ..Reading::default() };
            Answer { sha256: None, reading, passed_over: Vec::new() }
        }
    }
}

/// A file that is too long stays so; whatever else keeps it from being read may pass.
fn unreadable(error: &io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::OutOfMemory => {
            fault("memory", "longer than a worker's memory (limit `memory`)".to_owned())
        }
        _ => Fault { retry: true, ..fault("read", error.to_string()) },
    }
}

/// A path as it was listed, whatever its bytes are.
#[cfg(unix)]
pub(crate) fn path_of(path: &str, raw: Option<&[u8]>) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    raw.map_or_else(|| PathBuf::from(path), |raw| PathBuf::from(std::ffi::OsStr::from_bytes(raw)))
}

#[cfg(not(unix))]
pub(crate) fn path_of(path: &str, _: Option<&[u8]>) -> PathBuf {
    PathBuf::from(path)
}

fn read(pipeline: &Pipeline, bytes: &[u8], job: &Job) -> (Reading, Vec<String>) {
    let (mut reading, mut passed_over) = (Reading::default(), Vec::new());
    pipeline.run_each(bytes, &job.label, |one| {
        let unknown = one.outcome.as_ref().is_err_and(|failure| failure.stage == Stage::Sniff);
        passed_over.extend(one.member.clone().filter(|_| unknown));
        add(&mut reading, one.member.as_deref(), one.outcome, job.named);
    });
    (reading, passed_over)
}

/// Adds what came of one paper.
fn add(reading: &mut Reading, member: Option<&str>, outcome: Result<Output, Failure>, named: bool) {
    let packed = outcome.and_then(|output| {
        let packed = pack(&output.document).map_err(|error| broken(&error))?;
        Ok(Paper { packed: Some(packed), ..paper(output)? })
    });
    match packed {
        Ok(paper) => reading.papers.push(paper),
        // A member was named by nobody; a whole file perhaps.
        Err(failure) if failure.stage == Stage::Sniff && (member.is_some() || !named) => {
            reading.skipped = member.is_none();
        }
        Err(failure) => reading.faults.push(fault_of(member, &failure)),
    }
}

fn read_again(pipeline: &Pipeline, label: &str, stored: Vec<Stored>) -> Reading {
    let mut reading = Reading::default();
    for Stored { member, sha256, packed } in stored {
        let outcome = unpack(&packed).map_err(|error| broken(&error)).and_then(|document| {
            let media_type = document.media_type.clone();
            let source =
                Source { path: label.to_owned(), sha256, media_type, member: member.clone() };
            pipeline.run_again(document, source)
        });
        match outcome.and_then(paper) {
            Ok(paper) => reading.papers.push(paper),
            Err(failure) => {
                // What was stored is of no use: the file is read the next time.
                let retry = failure.stage == Stage::Read;
                let faults = vec![Fault { retry, ..fault_of(None, &failure) }];
                return Reading { faults, ..Reading::default() };
            }
        }
    }
    reading
}

fn broken(error: &minuted_store::Error) -> Failure {
    Failure { stage: Stage::Read, reason: error.to_string() }
}

fn paper(output: Output) -> Result<Paper, Failure> {
    let Output { document, records, diagnostics, of_parsing, source } = output;
    let line = |record| {
        let mut line = Vec::new();
        write_line(&mut line, record).map_err(|error| error.to_string())?;
        String::from_utf8(line).map_err(|error| error.to_string())
    };
    let records: Result<Vec<String>, String> = records.into_iter().map(line).collect();
    let doubt = |(index, doubt)| doubt_of(index < of_parsing, doubt);
    Ok(Paper {
        member: source.member,
        sha256: source.sha256,
        media_type: document.media_type,
        title: document.title,
        pages: document.pages,
        packed: None,
        records: records.map_err(|reason| Failure { stage: Stage::Panic, reason })?,
        doubts: diagnostics.into_iter().enumerate().map(doubt).collect(),
    })
}

fn doubt_of(parsing: bool, doubt: Diagnostic) -> Doubt {
    let severity = match doubt.severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    Doubt {
        parsing,
        severity: severity.to_owned(),
        code: doubt.code.to_owned(),
        message: doubt.message,
        page: doubt.page,
    }
}

fn fault_of(member: Option<&str>, failure: &Failure) -> Fault {
    let by_rules = failure.stage == Stage::Panic;
    let member = member.map(str::to_owned);
    Fault { member, by_rules, ..fault(failure.stage.word(), failure.reason.clone()) }
}

/// A fault of a whole file, which no other rules would mend.
pub(crate) fn fault(stage: &str, reason: String) -> Fault {
    Fault { stage: stage.to_owned(), reason, ..Fault::default() }
}
