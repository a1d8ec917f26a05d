//! What is to be done, page by page from the database.

use std::collections::VecDeque;

use anyhow::Result;
use minuted_store::{Choice, Run, Store, Work, WorkKind};

use super::frame::Job;

/// Work that waits.
pub(crate) struct Queue {
    choice: Choice,
    page: VecDeque<Work>,
    /// The last path handed out, then, once all files are, the last hash.
    after: String,
    /// Whether the files that were seen are done with.
    seen_done: bool,
}

impl Queue {
    /// A queue of everything that `choice` asks for.
    pub(crate) fn new(choice: Choice) -> Self {
        Self { choice, page: VecDeque::new(), after: String::new(), seen_done: false }
    }

    /// The next job; `None` when there is no more.
    ///
    /// # Errors
    /// Those of the store.
    pub(crate) fn next(&mut self, store: &Store, run: &Run) -> Result<Option<(Work, Job)>> {
        if self.page.is_empty() && !self.seen_done {
            self.page = store.work(run, self.choice, &self.after)?.into();
            if self.page.is_empty() {
                self.seen_done = true;
                self.after.clear();
            }
        }
        if self.page.is_empty() && !self.choice.only_failed {
            self.page = store.work_unseen(run, &self.after)?.into();
        }
        let Some(work) = self.page.pop_front() else { return Ok(None) };
        self.after.clone_from(if self.seen_done { &work.sha256 } else { &work.open.0 });
        let job = job(store, &work)?;
        Ok(Some((work, job)))
    }
}

fn job(store: &Store, work: &Work) -> Result<Job> {
    let (open, stored) = match work.kind {
        WorkKind::Read => (Some(work.open.clone()), Vec::new()),
        WorkKind::Again => (None, store.stored(&work.sha256)?),
    };
    Ok(Job { label: work.label.clone(), open, stored, named: work.named })
}
