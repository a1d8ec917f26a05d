//! `minuted import`: an archive into a database. Only what is new or changed is read, by worker processes; whatever stops
//! it, the next run goes on. No byte of a paper is parsed in this process.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use minuted_extract::RuleSet;
use minuted_store::{Choice, Error, Fault, Reading, Run, Store, Wanted, Work, WorkKind};
use serde_json::json;

pub(crate) mod args;
mod forward;
pub(crate) mod frame;
mod interrupt;
pub(crate) mod pool;
mod process;
mod queue;
mod scan;
mod tell;
mod watch;
mod worker;

pub(crate) use scan::name_of;
pub(crate) use worker::worker;

use crate::Exit;
use crate::args::ReadArgs;
use args::ImportArgs;
use frame::Answer;
use pool::{Limits, Pool};
use queue::Queue;
use tell::{Outcome, Teller};

/// How long a wait for workers lasts before the bar and the user's wish to stop are looked at.
pub(crate) const TICK: Duration = Duration::from_millis(100);

/// Runs the command.
///
/// # Errors
/// The rules cannot be loaded, the database cannot be written, or no worker can be started.
pub(crate) fn import(args: &ImportArgs) -> Result<Exit> {
    if args.archives.iter().any(|archive| archive.as_os_str() == "-") {
        bail!("standard input cannot be imported: what has no path cannot be found again");
    }
    let pipeline = args.reading.with.pipeline()?;
    interrupt::watch()?;
    let _lock = lock(&args.db)?;
    let mut store = Store::open(&args.db)?;
    match args.watch {
        None => run(&mut store, args, pipeline.rules()),
        Some(every) => watch::watch(&mut store, args, every),
    }
}

/// One run, from looking to the sum of it.
fn run(store: &mut Store, args: &ImportArgs, rules: &RuleSet) -> Result<Exit> {
    let wanted = wanted(rules, &args.reading.with);
    let roots: Vec<String> = args.archives.iter().map(|it| it.display().to_string()).collect();
    let run = store.begin_run(&wanted, &now(), &json!(roots).to_string())?;
    let mut teller = Teller::new(args);
    store.keep_rules(rules.hash(), &rules.written())?;
    look(store, &run, args, &mut teller)?;
    if !args.force && !args.only_failed {
        forward::forward(store, &run, rules, &mut teller)?;
    }
    read(store, &run, args, &mut teller)?;
    // Whoever was stopped has not looked at everything, and knows nothing of what is gone.
    let done = !interrupt::asked();
    if done {
        teller.swept(store.sweep(&run, args.prune)?);
    }
    let (files, contents) = store.count_seen(&run)?;
    store.end_run(&run, &now(), done, &teller.outcomes(files, contents).to_string())?;
    teller.finish(store, &run, &args.db, files, contents)
}

/// What papers are to be read with.
pub(crate) fn wanted(rules: &RuleSet, reading: &ReadArgs) -> Wanted {
    Wanted {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        rules: rules.hash().to_owned(),
        year_start: reading.year_start,
    }
}

/// Lists and hashes what lies in the archives.
fn look(store: &mut Store, run: &Run, args: &ImportArgs, teller: &mut Teller) -> Result<()> {
    let scan = scan::scan(store, run, &args.archives, &args.db)?;
    teller.passed_over(&scan.passed_over);
    for (path, reason) in &scan.unlisted {
        teller.failed(path, reason);
    }
    scan::hash(
        store,
        run,
        |path, reason| match reason {
            Some(reason) => teller.failed(path, reason),
            None => teller.hashed(),
        },
        interrupt::asked,
    )
}

/// Has read what is to be read, until all is done or the user asks to stop.
fn read(store: &mut Store, run: &Run, args: &ImportArgs, teller: &mut Teller) -> Result<()> {
    let choice = Choice { force: args.force, only_failed: args.only_failed };
    teller.begin(store.count_work(run, choice)?);
    let mut queue = Queue::new(choice);
    let mut pool: Pool<Work> =
        Pool::start(args.reading.jobs, &Limits::new(&args.reading), &run.wanted)?;
    loop {
        while pool.has_room() && !interrupt::asked() {
            let Some((work, job)) = queue.next(store, run)? else { break };
            pool.take(work, job)?;
        }
        if pool.is_idle() {
            return Ok(());
        }
        if let Some((work, outcome)) = pool.wait(TICK)? {
            settle(store, run, &work, outcome?, teller)?;
        }
        teller.tick();
    }
}

/// Writes what came of one file.
fn settle(
    store: &mut Store,
    run: &Run,
    work: &Work,
    outcome: Result<Answer, Fault>,
    teller: &mut Teller,
) -> Result<()> {
    let reading = match outcome {
        Ok(Answer { sha256: Some(sha256), .. }) if sha256 != work.sha256 => {
            let reason = "it changed while it was read: the next run reads it";
            store.changed(run, &work.open.0, reason)?;
            teller.failed(&work.open.0, reason);
            return Ok(());
        }
        Ok(Answer { reading, .. }) => reading,
        Err(fault) => Reading { faults: vec![fault], ..Reading::default() },
    };
    store.write(run, work, &reading).with_context(|| work.label.clone())?;
    for fault in &reading.faults {
        let member = fault.member.as_ref().map_or(String::new(), |member| format!("{member}: "));
        teller.say(&format!("{}: {member}{}: {}", work.label, fault.stage, fault.reason));
    }
    let outcome = match (&reading, work.kind) {
        (reading, _) if reading.faults.iter().any(|fault| fault.member.is_none()) => {
            Outcome::Failed
        }
        (Reading { skipped: true, .. }, _) => Outcome::Skipped,
        (_, WorkKind::Again) => Outcome::Again,
        (_, WorkKind::Read) => Outcome::Read,
    };
    teller.settled(outcome, reading.papers.iter().map(|paper| paper.records.len()).sum());
    Ok(())
}

/// Holds a database for this process alone; a process that dies lets go of it.
pub(crate) fn lock(db: &Path) -> Result<File> {
    let mut name = db.as_os_str().to_owned();
    name.push("-lock");
    let file = OpenOptions::new().create(true).append(true).open(&name);
    let file = file.with_context(|| format!("{}: cannot be written", db.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Busy(db.to_owned()).into()),
        // A file system without locks: SQLite will say what it can.
        Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// The time as runs tell it.
pub(crate) fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
