//! Papers read by worker processes, told in the order they were given: for limits that hold whatever a paper does.
//! A thread cannot be stopped from outside; a process can.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use minuted_emit::read_lines;
use minuted_model::{Diagnostic, Document, Severity, Source};
use minuted_store::{Doubt, Fault, Paper, Wanted, unpack};

use crate::import::frame::{Answer, Job};
use crate::import::pool::{Limits, Pool};
use crate::import::{TICK, name_of};
use crate::input::Input;
use crate::members::Reading;
use crate::pipeline::{Failure, Output, Stage};

/// Papers that wait for an earlier one to be told.
const WINDOW: usize = 64;

/// Has workers read `inputs` and hands what came of each to `tell`, in order, as [`crate::run::run`] does.
///
/// # Errors
/// Those of `tell`, which stop the run, and workers that cannot be started.
pub(crate) fn run(
    limits: &Limits,
    wanted: &Wanted,
    inputs: Vec<Input>,
    jobs: NonZeroUsize,
    mut tell: impl FnMut(Input, Vec<Reading>) -> Result<()>,
) -> Result<()> {
    let mut pool: Pool<(usize, Input)> = Pool::start(Some(jobs), limits, wanted)?;
    let mut waiting = inputs.into_iter().enumerate();
    let mut ready = BTreeMap::new();
    let mut told = 0;
    loop {
        while pool.has_room() && ready.len() < WINDOW {
            let Some((index, input)) = waiting.next() else { break };
            let job = job(&input);
            pool.take((index, input), job)?;
        }
        if pool.is_idle() {
            return Ok(());
        }
        if let Some(((index, input), outcome)) = pool.wait(TICK)? {
            ready.insert(index, (input, readings(outcome?)));
        }
        while let Some((input, readings)) = ready.remove(&told) {
            tell(input, readings)?;
            told += 1;
        }
    }
}

fn job(input: &Input) -> Job {
    let open = Some(name_of(&input.path));
    Job { label: input.display(), open, stored: Vec::new(), named: input.named }
}

/// What came of a file, as the pipeline of this process would tell it.
fn readings(outcome: Result<Answer, Fault>) -> Vec<Reading> {
    let Answer { reading, passed_over, .. } = match outcome {
        Ok(answer) => answer,
        Err(fault) => return vec![failed(fault)],
    };
    let unknown = |member| {
        let failure = Failure { stage: Stage::Sniff, reason: "of no format read here".to_owned() };
        Reading { member, outcome: Err(failure) }
    };
    let mut readings: Vec<Reading> = reading.papers.into_iter().map(read).collect();
    readings.extend(reading.skipped.then(|| unknown(None)));
    readings.extend(passed_over.into_iter().map(|member| unknown(Some(member))));
    readings.extend(reading.faults.into_iter().map(failed));
    readings
}

fn read(paper: Paper) -> Reading {
    let member = paper.member.clone();
    Reading { member, outcome: output(paper) }
}

fn output(paper: Paper) -> Result<Output, Failure> {
    let broken = |reason: String| Failure { stage: Stage::Panic, reason };
    // Of members the words are let go, as everywhere: archives hold thousands.
    let packed = paper.packed.filter(|_| paper.member.is_none());
    let document = packed.map(|packed| unpack(&packed)).transpose();
    let document: Document =
        document.map_err(|error| broken(error.to_string()))?.unwrap_or_default();
    let lines = paper.records.concat();
    let records = read_lines(lines.as_bytes()).collect::<Result<_, _>>();
    Ok(Output {
        document,
        records: records.map_err(|error| broken(error.to_string()))?,
        of_parsing: paper.doubts.iter().filter(|doubt| doubt.parsing).count(),
        diagnostics: paper.doubts.into_iter().map(diagnostic).collect(),
        source: Source {
            sha256: paper.sha256,
            media_type: paper.media_type,
            member: paper.member,
            ..Source::default()
        },
    })
}

fn diagnostic(doubt: Doubt) -> Diagnostic {
    let severity = match doubt.severity.as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Note,
    };
    let Doubt { code, message, page, .. } = doubt;
    Diagnostic { severity, code: word(code), message, page, span: None }
}

/// A code that lives as long as the program does: there are some dozens of them.
fn word(code: String) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(word) = known.get(code.as_str()) {
        return word;
    }
    let word: &'static str = code.leak();
    known.insert(word);
    word
}

fn failed(fault: Fault) -> Reading {
    let stage = match fault.stage.as_str() {
        "read" => Stage::Read,
        "sniff" => Stage::Sniff,
        "parse" => Stage::Parse,
        "panic" => Stage::Panic,
        _ => Stage::Limit,
    };
    Reading { member: fault.member, outcome: Err(Failure { stage, reason: fault.reason }) }
}
