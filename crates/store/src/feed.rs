//! What changed since a run, for another system to follow.

use minuted_model::Record;

use crate::error::{Error, Result};
use crate::links::links_of;
use crate::read::read_record;
use crate::store::Store;
use crate::write::visible_row;

/// What the other system has to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// It does not have the record.
    Insert,
    /// It has the record as it was.
    Update,
    /// It has the record, which is no more.
    Delete,
}

impl Op {
    /// The word as JSON has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What to do.
    pub op: Op,
    /// With which record.
    pub id: String,
    /// The record as it is now; none where it is deleted.
    pub record: Option<Record>,
}

/// Each id touched since a run, by id, with what happened to it first: that tells whether it was there before.
const TOUCHED: &str = "
    select c.id, c.op from changes c
    join (select id, min(seq) as seq from changes where run > ?1 group by id) f on f.seq = c.seq
    order by c.id";

impl Store {
    /// Hands every change since the end of run `since` to `take`, by id; 0 is before the first run.
    ///
    /// Whoever had what was exported after run `since` has, with these changes made, what is exported now.
    ///
    /// # Errors
    /// Those of SQLite and of `take`.
    pub fn each_change<E: From<Error>>(
        &self,
        since: i64,
        mut take: impl FnMut(Change) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut statement = self.connection.prepare(TOUCHED).map_err(Error::from)?;
        let mut rows = statement.query([since]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let id: String = row.get(0).map_err(Error::from)?;
            let first: String = row.get(1).map_err(Error::from)?;
            if let Some(change) = self.change(id, first == "insert")? {
                take(change)?;
            }
        }
        Ok(())
    }

    fn change(&self, id: String, is_new: bool) -> Result<Option<Change>> {
        let mut record = None;
        if let Some((key, line)) = visible_row(&self.connection, &id)? {
            record =
                Some(Record { links: links_of(&self.connection, key)?, ..read_record(&line)? });
        }
        let op = match (&record, is_new) {
            (Some(_), true) => Op::Insert,
            (Some(_), false) => Op::Update,
            (None, false) => Op::Delete,
            (None, true) => return Ok(None),
        };
        Ok(Some(Change { op, id, record }))
    }
}
