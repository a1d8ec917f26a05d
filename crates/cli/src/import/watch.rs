//! `--watch`: after a run the archives are looked at again every so often, and imported when something is not as it was.
//! They are walked, as a run walks them: that works on every file system, also on those that others write to over a network.

use std::num::NonZeroU64;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Result;
use minuted_store::Store;

use super::args::ImportArgs;
use super::{TICK, interrupt, run, scan};
use crate::Exit;

/// Runs at once and then whenever something changed, until the user asks to stop; gives what came of the last run.
///
/// # Errors
/// Those of a run. Rule files that cannot be loaded end it too.
pub(crate) fn watch(store: &mut Store, args: &ImportArgs, every: NonZeroU64) -> Result<Exit> {
    loop {
        let seen = look(args);
        let exit = run(store, args, args.reading.with.pipeline()?.rules())?;
        // Times that could not be trusted are looked at once more.
        let settled = !store.has_fresh_files()?;
        loop {
            if !wait(Duration::from_secs(every.get())) {
                return Ok(exit);
            }
            if !settled || look(args) != seen {
                break;
            }
        }
    }
}

/// What lies in the archives, with the rule files, as a number.
fn look(args: &ImportArgs) -> u128 {
    let rules = scan::print_of(&args.reading.with.rules.rule_paths, &args.db);
    scan::print_of(&args.archives, &args.db).wrapping_add(rules.rotate_left(1))
}

/// Waits so long; whether the user let it.
fn wait(time: Duration) -> bool {
    let began = Instant::now();
    while began.elapsed() < time && !interrupt::asked() {
        thread::sleep(TICK.min(time.saturating_sub(began.elapsed())));
    }
    !interrupt::asked()
}
