//! Papers that come twice: which paper says what an earlier one says, and which of its records were given there.

use std::collections::BTreeSet;

use minuted_model::{Document, Record};
use rusqlite::{OptionalExtension, ToSql, params};

use crate::error::{Error, Result};
use crate::links::Linking;
use crate::packed::unpack;
use crate::read::read_record;
use crate::store::Store;

/// A paper of the database, with what was read in it.
#[derive(Clone, Debug)]
pub struct StoredPaper {
    /// Its number in `documents`.
    pub document: i64,
    /// Its words.
    pub words: Document,
    /// Its records in text order, without links.
    pub records: Vec<Record>,
}

/// How a paper comes again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Again<'a> {
    /// The earlier paper's number in `documents`.
    pub earlier: i64,
    /// A word for how: `words` (it says the same), `inside` (it stands in the earlier one), `holds` (the other way).
    pub how: &'a str,
    /// Of each of its records, whether the earlier paper gives it.
    pub given: &'a [bool],
}

const PAPERS: &str = "
    select d.id, p.packed from documents d indexed by documents_by_place
    cross join parsed p on p.document = d.id order by d.place, d.member";

impl Store {
    /// Hands every paper to `take`, one at a time, by path and place in the file.
    ///
    /// # Errors
    /// Those of SQLite and of `take`; a paper or record that is not what was stored.
    pub fn each_paper<E: From<Error>>(
        &self,
        mut take: impl FnMut(StoredPaper) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut statement = self.connection.prepare(PAPERS).map_err(Error::from)?;
        let mut rows = statement.query([]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            let (document, packed): (i64, Vec<u8>) =
                (row.get(0).map_err(Error::from)?, row.get(1).map_err(Error::from)?);
            let records = self.records_in(document)?;
            take(StoredPaper { document, words: unpack(&packed)?, records })?;
        }
        Ok(())
    }

    fn records_in(&self, document: i64) -> Result<Vec<Record>> {
        let sql = "select json from records where document = ?1 order by position";
        let mut statement = self.connection.prepare_cached(sql)?;
        let lines = statement.query_map([document], |row| row.get::<_, String>(0))?;
        lines.map(|line| read_record(&line?)).collect()
    }
}

impl Linking<'_> {
    /// Writes whether a paper comes again, and which of its records were given before; nothing where that is known.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn write_repeat(&mut self, document: i64, again: Option<&Again<'_>>) -> Result<()> {
        let records: Vec<i64> = self
            .numbers("select key from records where document = ?1 order by position", document)?;
        let given = again.map(|it| it.given).unwrap_or_default().iter();
        let given: BTreeSet<i64> = records
            .into_iter()
            .zip(given)
            .filter(|(_, given)| **given)
            .map(|(key, _)| key)
            .collect();
        self.done.twice += u64::from(again.is_some());
        self.done.given += given.len() as u64;
        let known = self.numbers(
            "select g.record from given g join records r on r.key = g.record where r.document = ?1",
            document,
        )?;
        let sql = "select earlier, how from repeats where document = ?1";
        let told: Option<(i64, String)> = self
            .transaction
            .prepare_cached(sql)?
            .query_row([document], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let told = told.as_ref().map(|(earlier, how)| (*earlier, how.as_str()));
        let known: BTreeSet<i64> = known.into_iter().collect();
        if known == given && told == again.map(|it| (it.earlier, it.how)) {
            return Ok(());
        }
        let forget = "delete from repeats where document = ?1";
        self.transaction.prepare_cached(forget)?.execute([document])?;
        let Some(Again { earlier, how, .. }) = again else { return Ok(()) };
        let sql = "insert into repeats (document, earlier, how, records) values (?1, ?2, ?3, ?4)";
        let values = params![document, earlier, how, given.len()];
        self.transaction.prepare_cached(sql)?.execute(values)?;
        let sql = "insert into given (record, document) values (?1, ?2)";
        for key in given {
            self.transaction.prepare_cached(sql)?.execute(params![key, document])?;
        }
        Ok(())
    }

    /// What a query about one `of` gives.
    pub(crate) fn numbers(&self, sql: &str, of: impl ToSql) -> Result<Vec<i64>> {
        let mut statement = self.transaction.prepare_cached(sql)?;
        let rows = statement.query_map([of], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
