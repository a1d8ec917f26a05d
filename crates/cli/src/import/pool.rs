//! As many workers as asked for, each with a thread that waits for it; one that dies is replaced.

use std::num::NonZeroUsize;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use minuted_store::{Fault, Wanted};

use super::args::ReadingArgs;
use super::frame::{Answer, Job};
use super::process::Process;
use crate::args::ReadArgs;
use crate::extract::jobs;

/// How often a file is tried whose worker was killed from outside.
const TRIES: usize = 3;
/// Files in hand for each worker: one at work, one to go on with.
const IN_HAND: usize = 2;

/// What one file may ask of the machine.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Longest time for one file.
    pub(crate) time: Duration,
    /// Most bytes of a worker's address space.
    pub(crate) memory: u64,
    /// Most bytes of an answer.
    pub(crate) output: u64,
    /// Rule files of the user, and when financial years begin.
    pub(crate) with: ReadArgs,
    /// Whether OCR is left out.
    pub(crate) no_ocr: bool,
}

impl Limits {
    /// The limits as asked for.
    pub(crate) fn new(args: &ReadingArgs) -> Self {
        let bytes = |mebibytes: u64| mebibytes.saturating_mul(1 << 20);
        Self {
            time: Duration::from_secs(args.timeout.get()),
            memory: bytes(args.memory.get()),
            output: bytes(args.max_output.get()),
            with: args.with.clone(),
            no_ocr: args.no_ocr,
        }
    }
}

/// A job done, or the reason why not; a worker that cannot be started at all is an error of the run.
pub(crate) type Done<T> = (T, Result<Result<Answer, Fault>>);

/// Workers at work; each job comes back with what it was taken with.
pub(crate) struct Pool<T> {
    jobs: Sender<(T, Job)>,
    done: Receiver<Done<T>>,
    in_hand: usize,
    room: usize,
}

impl<T: Send + 'static> Pool<T> {
    /// Starts the threads; each starts its worker when its first job comes.
    ///
    /// # Errors
    /// A thread cannot be started.
    pub(crate) fn start(
        workers: Option<NonZeroUsize>,
        limits: &Limits,
        wanted: &Wanted,
    ) -> Result<Self> {
        let (to_slots, queue) = channel();
        let (to_us, done) = channel();
        let queue = Arc::new(Mutex::new(queue));
        let workers = jobs(workers).get();
        for _ in 0..workers {
            let (queue, to_us) = (Arc::clone(&queue), to_us.clone());
            let (limits, wanted) = (limits.clone(), wanted.clone());
            let slot = move || work(&queue, &to_us, &limits, &wanted);
            thread::Builder::new().spawn(slot).context("a thread")?;
        }
        Ok(Self { jobs: to_slots, done, in_hand: 0, room: workers * IN_HAND })
    }

    /// Whether another job can be taken.
    pub(crate) fn has_room(&self) -> bool {
        self.in_hand < self.room
    }

    /// Whether nothing is in hand.
    pub(crate) fn is_idle(&self) -> bool {
        self.in_hand == 0
    }

    /// Takes a job.
    ///
    /// # Errors
    /// Every thread is gone.
    pub(crate) fn take(&mut self, work: T, job: Job) -> Result<()> {
        self.jobs.send((work, job)).ok().context("the workers are gone")?;
        self.in_hand += 1;
        Ok(())
    }

    /// Waits a while for a job to be done.
    ///
    /// # Errors
    /// Every thread is gone.
    pub(crate) fn wait(&mut self, patience: Duration) -> Result<Option<Done<T>>> {
        match self.done.recv_timeout(patience) {
            Ok(done) => {
                self.in_hand -= 1;
                Ok(Some(done))
            }
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => bail!("the workers are gone"),
        }
    }
}

fn work<T>(
    queue: &Mutex<Receiver<(T, Job)>>,
    to_us: &Sender<Done<T>>,
    limits: &Limits,
    wanted: &Wanted,
) {
    let mut process = None;
    loop {
        let Ok(next) = queue.lock().map(|queue| queue.recv()) else { return };
        let Ok((work, job)) = next else { return };
        let outcome = ask(&mut process, &job, limits, wanted);
        if to_us.send((work, outcome)).is_err() {
            return;
        }
    }
}

fn ask(
    slot: &mut Option<Process>,
    job: &Job,
    limits: &Limits,
    wanted: &Wanted,
) -> Result<Result<Answer, Fault>> {
    for last in (0..TRIES).rev() {
        let mut process = match slot.take() {
            Some(process) => process,
            None => Process::start(limits, wanted)?,
        };
        match process.ask(job.clone(), limits) {
            Ok(answer) => {
                *slot = Some(process);
                return Ok(Ok(answer));
            }
            Err(fault) if fault.retry && last > 0 => {}
            Err(fault) => return Ok(Err(fault)),
        }
    }
    bail!("a file was tried no time at all")
}
