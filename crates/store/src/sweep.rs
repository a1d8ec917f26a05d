//! After a run has looked at everything: what is gone is marked, what was replaced is dropped.

use std::collections::BTreeSet;

use rusqlite::{Transaction, params};

use crate::error::Result;
use crate::store::{Run, Store};
use crate::write::{log_changes, visible};

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Documents whose file is gone, kept and marked.
    pub gone: usize,
    /// Documents dropped: their file has other bytes now, or they were gone and pruned.
    pub dropped: usize,
}

/// Documents that no file has any more; a file whose bytes cannot be had just now may still have them.
const ORPHANS: &str = "not exists
        (select 1 from files f indexed by files_by_content where f.sha256 = d.content and f.state = 'present')
    and not exists
        (select 1 from files f where f.path = d.path and f.state = 'present' and f.sha256 is null)";

/// Whose path has other bytes now, and those were read.
const REPLACED: &str = "exists (select 1 from files f join contents c on c.sha256 = f.sha256
    where f.path = d.path and f.state = 'present' and c.state = 'read')";

impl Store {
    /// Marks documents whose file is gone; drops those whose file was replaced, and with `prune` those that are gone.
    ///
    /// # Errors
    /// Those of SQLite; then nothing was changed.
    pub fn sweep(&mut self, run: &Run, prune: bool) -> Result<Swept> {
        let transaction = self.connection.transaction()?;
        let waiting = "exists (select 1 from files where state = 'present' and sha256 is null)";
        let known = format!("select id from documents d where {ORPHANS} and {REPLACED}");
        let mut dropped = drop_documents(&transaction, run, &known)?;
        transaction.execute_batch(&format!(
            "update documents as d set state = 'gone' where state = 'present' and {ORPHANS};
            update documents as d set state = 'present' where state = 'gone' and not ({ORPHANS});"
        ))?;
        if prune {
            let gone = "select id from documents where state = 'gone'";
            dropped += drop_documents(&transaction, run, gone)?;
            transaction.execute("delete from files where state = 'gone'", [])?;
        }
        // A file that waits to be hashed may have any of the contents.
        transaction.execute_batch(&format!(
            "delete from failures as x where not exists
                (select 1 from files f where f.path = x.path and f.state = 'present')
                and x.path in (select path from files);
            delete from contents where sha256 not in (select content from documents)
                and not exists (select 1 from files f indexed by files_by_content
                    where f.sha256 = contents.sha256 and f.state = 'present')
                and not {waiting};"
        ))?;
        let gone = transaction.query_row(
            "select count(*) from documents where state = 'gone'",
            [],
            |row| row.get(0),
        )?;
        transaction.commit()?;
        Ok(Swept { gone, dropped })
    }
}

/// Drops the documents a query names, with their records.
fn drop_documents(transaction: &Transaction<'_>, run: &Run, query: &str) -> Result<usize> {
    let documents: Vec<i64> = {
        let mut statement = transaction.prepare(query)?;
        let rows = statement.query_map([], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    for document in &documents {
        let ids: BTreeSet<String> = {
            let mut statement =
                transaction.prepare_cached("select id from records where document = ?1")?;
            let rows = statement.query_map(params![document], |row| row.get(0))?;
            rows.collect::<rusqlite::Result<_>>()?
        };
        let before = visible(transaction, &ids)?;
        transaction.execute("delete from documents where id = ?1", params![document])?;
        log_changes(transaction, run, &before)?;
    }
    Ok(documents.len())
}
