//! Which files there are: what a walk saw, what is gone, and what each file's bytes hash to.

use rusqlite::params;

use crate::error::Result;
use crate::store::{Run, Store};

/// A file as a walk sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The path as records have it.
    pub path: String,
    /// The path as bytes, where it is no UTF-8.
    pub raw: Option<Vec<u8>>,
    /// Bytes.
    pub size: u64,
    /// Nanoseconds since 1970, where the system tells.
    pub mtime: Option<i64>,
    /// Whether the user named it.
    pub named: bool,
}

/// A file whose bytes have to be hashed: row, path, bytes of the path where it is no UTF-8.
pub type Unhashed = (i64, String, Option<Vec<u8>>);

/// What a file hashes to and whether its time can be trusted, or why it cannot be read.
pub type Hashed = std::result::Result<(String, bool), String>;

impl Store {
    /// Notes files that a walk saw. One whose size or time is not what it was has to be hashed again.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn see(&mut self, run: &Run, files: &[Seen]) -> Result<()> {
        let sql = "insert into files (path, raw, size, mtime, named, state, seen)
            values (?1, ?2, ?3, ?4, ?5, 'present', ?6)
            on conflict (path) do update set
                sha256 = case when size = excluded.size and mtime = excluded.mtime then sha256 end,
                raw = excluded.raw, size = excluded.size, mtime = excluded.mtime,
                named = excluded.named, state = 'present', seen = excluded.seen";
        let transaction = self.connection.transaction()?;
        for file in files {
            let size = i64::try_from(file.size).unwrap_or(i64::MAX);
            let values = params![file.path, file.raw, size, file.mtime, file.named, run.id];
            transaction.prepare_cached(sql)?.execute(values)?;
        }
        Ok(transaction.commit()?)
    }

    /// Marks as gone what lay under `roots` and was not seen; what lies under `unlisted` may still be there.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn mark_gone(&mut self, run: &Run, roots: &[String], unlisted: &[String]) -> Result<usize> {
        let under = "(?2 = '' or path = ?2 or (path > ?2 || '/' and path < ?2 || '0'))";
        let gone = format!(
            "update files set state = 'gone' where seen <> ?1 and state = 'present' and {under}"
        );
        // What could not be looked at is held back while the rest is marked.
        let hold = format!(
            "update files set state = 'held' where seen <> ?1 and state = 'present' and {under}"
        );
        let transaction = self.connection.transaction()?;
        for path in unlisted {
            transaction.execute(&hold, params![run.id, path])?;
        }
        let mut count = 0;
        for root in roots {
            count += transaction.execute(&gone, params![run.id, root])?;
        }
        transaction.execute("update files set state = 'present' where state = 'held'", [])?;
        transaction.commit()?;
        Ok(count)
    }

    /// Files seen in this run whose bytes have to be hashed: row, path, bytes of the path; after row `after`, a page.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn unhashed(&self, run: &Run, after: i64) -> Result<Vec<Unhashed>> {
        let sql = "select id, path, raw from files
            where seen = ?1 and state = 'present' and sha256 is null and id > ?2 order by id limit 500";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement
            .query_map(params![run.id, after], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Notes what files hash to, or why they cannot be read. A file that changed a moment ago may change again within
    /// the same tick of its clock: then `trust` is false and its time is not believed next time.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn hashed(&mut self, run: &Run, files: &[(i64, Hashed)]) -> Result<()> {
        let set = "update files set sha256 = ?2, mtime = case when ?3 then mtime end where id = ?1";
        let fail = "insert or replace into failures (path, sha256, member, stage, reason, run)
            select path, '', '', 'read', ?2, ?3 from files where id = ?1";
        let forget = "delete from failures where sha256 = '' and path =
            (select path from files where id = ?1)";
        let transaction = self.connection.transaction()?;
        for (id, outcome) in files {
            match outcome {
                Ok((sha256, trust)) => {
                    transaction.prepare_cached(set)?.execute(params![id, sha256, trust])?;
                    transaction.prepare_cached(forget)?.execute(params![id])?;
                }
                Err(reason) => {
                    transaction.prepare_cached(fail)?.execute(params![id, reason, run.id])?;
                }
            }
        }
        Ok(transaction.commit()?)
    }

    /// Notes that a file's bytes are no longer those that were hashed: the next run looks again.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn changed(&mut self, run: &Run, path: &str, reason: &str) -> Result<()> {
        let forget = "update files set sha256 = null, mtime = null where path = ?1";
        let fail = "insert or replace into failures (path, sha256, member, stage, reason, run)
            values (?1, '', '', 'read', ?2, ?3)";
        let transaction = self.connection.transaction()?;
        transaction.execute(forget, params![path])?;
        transaction.execute(fail, params![path, reason, run.id])?;
        Ok(transaction.commit()?)
    }

    /// Whether there are files whose time could not be trusted when they were hashed: they have to be hashed once more.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn has_fresh_files(&self) -> Result<bool> {
        let sql = "select exists (select 1 from files
            where state = 'present' and sha256 is not null and mtime is null)";
        Ok(self.connection.query_row(sql, [], |row| row.get(0))?)
    }

    /// How many files were seen in this run, and how many different contents they have.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn count_seen(&self, run: &Run) -> Result<(u64, u64)> {
        let sql = "select count(*), count(distinct sha256) from files
            where seen = ?1 and state = 'present'";
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        Ok(self.connection.query_row(sql, params![run.id], read)?)
    }
}
