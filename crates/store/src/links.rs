//! Links between records: written for all records at once, kept while papers are read again, given with every record.
//!
//! They stand in a table of their own and not in the JSON of a record, so that reading a paper again changes none of them.

use std::collections::{BTreeMap, BTreeSet};

use minuted_emit::v1;
use minuted_model::{Link, Record};
use rusqlite::{Connection, Row, Transaction, params};
use serde_json::json;

use crate::error::{Error, Result};
use crate::read::read_record;
use crate::store::{Run, Store};
use crate::write::visible_row;

/// What came of linking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// Records that were looked at.
    pub records: u64,
    /// Links they have.
    pub links: u64,
    /// Records whose links are not what they were.
    pub changed: u64,
    /// Papers that say what an earlier one says, stand in it or hold it.
    pub twice: u64,
    /// Their records that the earlier one gives.
    pub given: u64,
}

/// Links being written: all of them or, where this is dropped, none.
#[derive(Debug)]
pub struct Linking<'a> {
    pub(crate) transaction: Transaction<'a>,
    run: &'a Run,
    pub(crate) done: Linked,
}

/// Each record once, as it is exported.
const BY_ID: &str = "
    select r.key, r.json from records r indexed by records_by_id
    where r.key = (select o.key from records o join documents d on d.id = o.document
        where o.id = r.id order by d.place, d.member, o.position limit 1)
    order by r.id";

impl Store {
    /// Hands every record to `take`, by id: one of those that bear the same.
    ///
    /// # Errors
    /// Those of SQLite and of `take`; a record that is none of `minuted/1`.
    pub fn each_record_by_id<E: From<Error>>(
        &self,
        mut take: impl FnMut(Record) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut statement = self.connection.prepare(BY_ID).map_err(Error::from)?;
        let mut rows = statement.query([]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            take(record_of(&self.connection, row)?)?;
        }
        Ok(())
    }

    /// Begins to write links.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn linking<'a>(&'a mut self, run: &'a Run) -> Result<Linking<'a>> {
        Ok(Linking { transaction: self.connection.transaction()?, run, done: Linked::default() })
    }

    /// The run that wrote the links, and whether records were changed since; `None` where links were never written.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn last_linking(&self) -> Result<Option<(i64, bool)>> {
        let last = "select max(id) from runs
            where state = 'done' and json_extract(outcomes, '$.linked') is not null";
        let last: Option<i64> = self.connection.query_row(last, [], |row| row.get(0))?;
        let Some(run) = last else { return Ok(None) };
        let newer = "select exists (select 1 from changes where run > ?1)";
        Ok(Some((run, self.connection.query_row(newer, [run], |row| row.get(0))?)))
    }

    /// The ids that begin so, ascending.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn ids_from(&self, start: &str) -> Result<Vec<String>> {
        let sql = "select distinct id from records
            where id >= ?1 and id < ?1 || char(1114111) order by id";
        let mut statement = self.connection.prepare(sql)?;
        let ids = statement.query_map([start], |row| row.get(0))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// The record of that id and every record that links lead to from it, whichever way they point, by id.
    ///
    /// # Errors
    /// Those of SQLite; a record that is none of `minuted/1`.
    pub fn related(&self, id: &str) -> Result<Vec<Record>> {
        let sql = "select l.id from records r join links l on l.record = r.key where r.id = ?1
            union select r.id from links l join records r on r.key = l.record where l.id = ?1";
        let mut beside = self.connection.prepare(sql)?;
        let mut found: BTreeMap<String, Record> = BTreeMap::new();
        let mut open: BTreeSet<String> = BTreeSet::from([id.to_owned()]);
        while let Some(next) = open.pop_first() {
            let Some((key, line)) = visible_row(&self.connection, &next)? else { continue };
            let mut record = read_record(&line)?;
            record.links = links_of(&self.connection, key)?;
            let ids = beside.query_map([&next], |row| row.get(0))?;
            found.insert(next, record);
            for id in ids {
                let id: String = id?;
                if !found.contains_key(&id) {
                    open.insert(id);
                }
            }
        }
        Ok(found.into_values().collect())
    }
}

impl Linking<'_> {
    /// Writes the links of all records with that id; nothing is written where they are what they were.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn write(&mut self, id: &str, links: &[Link]) -> Result<()> {
        self.done.records += 1;
        self.done.links += links.len() as u64;
        let mut differs = false;
        for key in self.numbers("select key from records where id = ?1", id)? {
            if links_of(&self.transaction, key)? != links {
                differs = true;
                let forget = "delete from links where record = ?1";
                self.transaction.prepare_cached(forget)?.execute([key])?;
                insert(&self.transaction, key, links.iter().cloned().map(v1::Link::from))?;
            }
        }
        if differs {
            self.done.changed += 1;
            log_update(&self.transaction, self.run, id)?;
        }
        Ok(())
    }

    /// Makes it last.
    ///
    /// # Errors
    /// Those of SQLite; then no link was changed.
    pub fn commit(self) -> Result<Linked> {
        self.transaction.commit()?;
        Ok(self.done)
    }
}

/// The record of a row of key and JSON, with its links.
pub(crate) fn record_of(connection: &Connection, row: &Row<'_>) -> Result<Record> {
    let line: String = row.get(1)?;
    let mut record = read_record(&line)?;
    record.links = links_of(connection, row.get(0)?)?;
    Ok(record)
}

/// The links of a row of `records`, ascending by kind and id.
pub(crate) fn links_of(connection: &Connection, key: i64) -> Result<Vec<Link>> {
    let sql = "select type, id, score, reasons from links where record = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([key])?;
    let mut links: Vec<Link> = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, id): (String, String) = (row.get(0)?, row.get(1)?);
        let (score, reasons): (f64, String) = (row.get(2)?, row.get(3)?);
        let damaged = |error: serde_json::Error| Error::Damaged(format!("a link of {id}: {error}"));
        let reasons: Vec<String> = serde_json::from_str(&reasons).map_err(damaged)?;
        let link = json!({ "type": kind, "id": id, "score": score, "reasons": reasons });
        links.push(serde_json::from_value::<v1::Link>(link).map_err(damaged)?.into());
    }
    links.sort_by(|one, other| (one.kind, &one.id).cmp(&(other.kind, &other.id)));
    Ok(links)
}

/// Writes the links of a row of `records` that has none.
pub(crate) fn insert(
    connection: &Connection,
    key: i64,
    links: impl IntoIterator<Item = v1::Link>,
) -> Result<()> {
    let sql = "insert or replace into links (record, type, id, score, reasons) values (?1, ?2, ?3, ?4, ?5)";
    for link in links {
        let reasons = json!(link.reasons).to_string();
        let values = params![key, link.kind.0.as_str(), link.id, link.score, reasons];
        connection.prepare_cached(sql)?.execute(values)?;
    }
    Ok(())
}

/// The links that records of these ids have, to be put back when their rows were written anew.
pub(crate) fn before(
    connection: &Connection,
    ids: &BTreeSet<String>,
) -> Result<BTreeMap<String, Vec<Link>>> {
    let has_links = "select exists (select 1 from links)";
    if !connection.query_row(has_links, [], |row| row.get::<_, bool>(0))? {
        return Ok(BTreeMap::new());
    }
    let sql =
        "select r.key from records r join links l on l.record = r.key where r.id = ?1 limit 1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut found = BTreeMap::new();
    for id in ids {
        let mut rows = statement.query([id])?;
        if let Some(row) = rows.next()? {
            found.insert(id.clone(), links_of(connection, row.get(0)?)?);
        }
    }
    Ok(found)
}

/// Drops the links to a record that is no more, and writes down whose those were.
pub(crate) fn forget(transaction: &Transaction<'_>, run: &Run, id: &str) -> Result<()> {
    let sql = "select distinct r.id from links l join records r on r.key = l.record
        where l.id = ?1 order by r.id";
    let from: Vec<String> = {
        let mut statement = transaction.prepare_cached(sql)?;
        let rows = statement.query_map([id], |row| row.get(0))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    if !from.is_empty() {
        transaction.prepare_cached("delete from links where id = ?1")?.execute([id])?;
    }
    from.iter().try_for_each(|id| log_update(transaction, run, id))
}

fn log_update(transaction: &Transaction<'_>, run: &Run, id: &str) -> Result<()> {
    let sql = "insert into changes (run, op, id) values (?1, 'update', ?2)";
    transaction.prepare_cached(sql)?.execute(params![run.id, id])?;
    Ok(())
}
