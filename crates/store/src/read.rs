//! What is in the database, written out in one order whatever way it came in.

use std::collections::BTreeMap;

use minuted_emit::read_lines;
use minuted_model::Record;

use crate::error::{Error, Result};
use crate::links::record_of;
use crate::store::Store;

/// A failure as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureRow {
    /// The file.
    pub path: String,
    /// The paper within it, or empty.
    pub member: String,
    /// Where it failed.
    pub stage: String,
    /// Why.
    pub reason: String,
}

/// Which records are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Those of papers that are gone.
    pub present: bool,
    /// Those that an earlier paper gave, as the last linking knew.
    pub once: bool,
}

/// Records in the order of their papers' paths; of several with one id, the first.
const RECORDS: &str = "
    select r.key, r.json from documents d indexed by documents_by_place cross join records r on r.document = d.id
    where (not ?1 or d.state = 'present')
        and (not ?2 or r.key not in (select record from given)) and not exists (
        select 1 from records o join documents e on e.id = o.document
        where o.id = r.id and (e.place, e.member, o.position) < (d.place, d.member, r.position))
    order by d.place, d.member, r.position";

impl Store {
    /// Hands every record to `take`, by path, place in the file and place in the text.
    ///
    /// # Errors
    /// Those of SQLite and of `take`; a record that is none of `minuted/1`.
    pub fn each_record<E: From<Error>>(
        &self,
        choice: Exported,
        mut take: impl FnMut(Record) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut statement = self.connection.prepare(RECORDS).map_err(Error::from)?;
        let mut rows = statement.query([choice.present, choice.once]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            take(record_of(&self.connection, row)?)?;
        }
        Ok(())
    }

    /// Every failure, by path.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn failures(&self) -> Result<Vec<FailureRow>> {
        let sql = "select path, member, stage, reason from failures order by path, member";
        let mut statement = self.connection.prepare(sql)?;
        let rows = statement.query_map([], |row| {
            Ok(FailureRow {
                path: row.get(0)?,
                member: row.get(1)?,
                stage: row.get(2)?,
                reason: row.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many rows each table for people has: `documents`, `records`, `failures`.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn totals(&self) -> Result<BTreeMap<&'static str, u64>> {
        let count = |sql: &str| self.connection.query_row(sql, [], |row| row.get::<_, u64>(0));
        Ok(BTreeMap::from([
            ("documents", count("select count(*) from documents")?),
            ("records", count("select count(distinct id) from records")?),
            ("failures", count("select count(*) from failures")?),
        ]))
    }
}

/// The record of a line.
pub(crate) fn read_record(line: &str) -> Result<Record> {
    let read = read_lines(line.as_bytes()).next();
    let record = read.ok_or_else(|| Error::Damaged("a record is empty".to_owned()))?;
    record.map_err(|error| Error::Damaged(format!("a record: {error}")))
}
