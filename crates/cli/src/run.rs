//! Many documents: read at once, told in the order they were given.
//! At most a small window of documents is held, however large the archive.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;

use anyhow::{Context, Result};

use crate::input::Input;
use crate::members::Reading;
use crate::pipeline::{Failure, Pipeline, Stage};

/// Documents in hand for each worker: enough that one slow document does not idle the others.
const WINDOW_PER_JOB: usize = 8;
/// Bytes of stack for each worker: deep nesting is bounded by limits, but not at the default 2 MiB.
const STACK: usize = 64 << 20;

type Job = (usize, Input);
type Done = (usize, Input, Vec<Reading>);

/// Runs the pipeline over `inputs` and hands what came of each to `tell`, in order: one reading, or one for each member of a container.
///
/// # Errors
/// Those of `tell`, which stop the run, and threads that cannot be started.
pub(crate) fn run(
    pipeline: &Pipeline,
    inputs: Vec<Input>,
    jobs: NonZeroUsize,
    mut tell: impl FnMut(Input, Vec<Reading>) -> Result<()>,
) -> Result<()> {
    let (to_worker, jobs_queue) = channel::<Job>();
    let (to_us, done_queue) = channel::<Done>();
    let jobs_queue = Arc::new(Mutex::new(jobs_queue));
    thread::scope(|scope| {
        for _ in 0..jobs.get() {
            let (queue, to_us) = (Arc::clone(&jobs_queue), to_us.clone());
            let worker = move || work(pipeline, &queue, &to_us);
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, worker).context("a worker thread")?;
        }
        drop(to_us);
        // Moved in, so that both queues close and the workers stop when this returns, whichever way.
        let (to_worker, done_queue) = (to_worker, done_queue);
        feed(inputs, jobs.get() * WINDOW_PER_JOB, &to_worker, &done_queue, &mut tell)
    })
}

fn feed(
    inputs: Vec<Input>,
    window: usize,
    to_worker: &Sender<Job>,
    done_queue: &Receiver<Done>,
    tell: &mut impl FnMut(Input, Vec<Reading>) -> Result<()>,
) -> Result<()> {
    let total = inputs.len();
    let mut waiting = inputs.into_iter().enumerate();
    let mut ready = BTreeMap::new();
    let mut told = 0;
    for job in waiting.by_ref().take(window) {
        to_worker.send(job).context("the workers are gone")?;
    }
    while told < total {
        let (index, input, readings) = done_queue.recv().context("the workers are gone")?;
        ready.insert(index, (input, readings));
        while let Some((input, readings)) = ready.remove(&told) {
            tell(input, readings)?;
            told += 1;
            if let Some(job) = waiting.next() {
                to_worker.send(job).context("the workers are gone")?;
            }
        }
    }
    Ok(())
}

fn work(pipeline: &Pipeline, queue: &Mutex<Receiver<Job>>, to_us: &Sender<Done>) {
    loop {
        let Ok(job) = queue.lock().map(|queue| queue.recv()) else { return };
        let Ok((index, input)) = job else { return };
        let readings = read_one(pipeline, &input);
        if to_us.send((index, input, readings)).is_err() {
            return;
        }
    }
}

/// Reads one file and runs the pipeline over it.
fn read_one(pipeline: &Pipeline, input: &Input) -> Vec<Reading> {
    match read_bytes(input) {
        Ok(bytes) => pipeline.run_all(&bytes, &input.display()),
        Err(failure) => vec![Reading::of_file(Err(failure))],
    }
}

/// The bytes of one file.
pub(crate) fn read_bytes(input: &Input) -> Result<Vec<u8>, Failure> {
    let fail = |error: std::io::Error| Failure { stage: Stage::Read, reason: error.to_string() };
    input.read().map_err(fail)
}
