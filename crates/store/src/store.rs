//! The database as opened: runs begin and end here.

use std::fmt;
use std::path::Path;

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::schema;

/// A database of papers and records.
pub struct Store {
    pub(crate) connection: Connection,
}

/// What papers are to be read with: whatever was read with something else is read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Program version.
    pub version: String,
    /// Hash of the rules.
    pub rules: String,
    /// Month in which financial years begin, 1 to 12.
    pub year_start: u8,
}

/// A run that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its number, as `changes --since` takes it.
    pub id: i64,
    /// What papers are read with in it.
    pub wanted: Wanted,
}

impl Store {
    /// Opens a database, making it where there is none.
    ///
    /// # Errors
    /// The file is none of ours or of another version, or SQLite fails.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { connection: schema::open(path)? })
    }

    /// Opens a database that is there, to read it and nothing else.
    ///
    /// # Errors
    /// As [`Store::open`]; a file that is not there.
    pub fn open_to_read(path: &Path) -> Result<Self> {
        Ok(Self { connection: schema::open_to_read(path)? })
    }

    /// Begins a run. `at` is the time as it is shown, `roots` a JSON array of what is imported.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn begin_run(&self, wanted: &Wanted, at: &str, roots: &str) -> Result<Run> {
        let sql = "insert into runs (started_at, state, roots, version, rules, year_start)
            values (?1, 'running', ?2, ?3, ?4, ?5)";
        let Wanted { version, rules, year_start } = wanted;
        self.connection.execute(sql, params![at, roots, version, rules, year_start])?;
        Ok(Run { id: self.connection.last_insert_rowid(), wanted: wanted.clone() })
    }

    /// Ends a run, as `done` or `interrupted`. `outcomes` is a JSON object of counts.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn end_run(&self, run: &Run, at: &str, done: bool, outcomes: &str) -> Result<()> {
        let sql = "update runs set finished_at = ?2, state = ?3, outcomes = ?4 where id = ?1";
        let state = if done { "done" } else { "interrupted" };
        self.connection.execute(sql, params![run.id, at, state, outcomes])?;
        // Where a reader is at work, the log is folded in by a later run.
        self.connection.query_row("pragma wal_checkpoint(truncate)", [], |_| Ok(()))?;
        Ok(())
    }

    /// The numbers of all runs, ascending.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn runs(&self) -> Result<Vec<i64>> {
        let mut statement = self.connection.prepare("select id from runs order by id")?;
        let runs = statement.query_map([], |row| row.get(0))?;
        Ok(runs.collect::<rusqlite::Result<_>>()?)
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Store").field("path", &self.connection.path()).finish()
    }
}
