//! What came of one file goes in: all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};

use minuted_emit::v1;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::links;
use crate::producer;
use crate::rows;
use crate::store::{Run, Store};
use crate::work::Work;

/// What came of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The papers in it: one, or as many as a container holds.
    pub papers: Vec<Paper>,
    /// What of it failed.
    pub faults: Vec<Fault>,
    /// Whether it is of no format that is read here, and nobody named it.
    pub skipped: bool,
}

/// A paper that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its name within the file; `None` for the file itself.
    pub member: Option<String>,
    /// Hash of its own bytes.
    pub sha256: String,
    /// What its bytes were read as.
    pub media_type: String,
    /// Its title, as its format has one.
    pub title: Option<String>,
    /// Pages, 0 where the format has none.
    pub pages: u32,
    /// What [`crate::pack`] gave; `None` where what is stored is still right.
    pub packed: Option<Vec<u8>>,
    /// Its records, each a line of `minuted/1`, in text order.
    pub records: Vec<String>,
    /// What is doubtful about it.
    pub doubts: Vec<Doubt>,
}

/// A remark about a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Doubt {
    /// Whether it was made by parsing, and so holds whatever the rules are.
    pub parsing: bool,
    /// `note`, `warning` or `error`.
    pub severity: String,
    /// A stable word for programs.
    pub code: String,
    /// What, where and what was expected.
    pub message: String,
    /// 1-based page.
    pub page: Option<u32>,
}

/// A file, or a paper in it, that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The paper's name within the file; `None` if it is the whole file.
    pub member: Option<String>,
    /// Where it failed: `read`, `sniff`, `parse`, `panic`, `time`, `memory`, `output`, `crash`.
    pub stage: String,
    /// Why, lower case, no full stop.
    pub reason: String,
    /// Whether other rules would make a difference.
    pub by_rules: bool,
    /// Whether it says nothing of the file: the next run tries again.
    pub retry: bool,
}

impl Store {
    /// Writes what came of one file, and what that changed.
    ///
    /// A file that failed keeps the records that it had when it was read last.
    ///
    /// # Errors
    /// Those of SQLite, and records that are none of `minuted/1`; then nothing was written.
    pub fn write(&mut self, run: &Run, work: &Work, reading: &Reading) -> Result<()> {
        let transaction = self.connection.transaction()?;
        // A container that breaks off keeps what was read of it.
        let mut faults = reading.faults.iter().filter(|_| reading.papers.is_empty());
        let whole = faults.find(|fault| fault.member.is_none());
        let state = if whole.is_some() {
            "failed"
        } else if reading.skipped {
            "skipped"
        } else {
            "read"
        };
        let no_rules = reading.skipped || whole.is_some_and(|fault| !fault.by_rules);
        let sql = "insert or replace into contents (sha256, state, path, version, rules, retry, year_start)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let wanted = &run.wanted;
        let rules = Some(&wanted.rules).filter(|_| !no_rules);
        let retry = reading.faults.iter().any(|fault| fault.retry);
        let (version, year_start) = (&wanted.version, wanted.year_start);
        let values = params![work.sha256, state, work.label, version, rules, retry, year_start];
        transaction.prepare_cached(sql)?.execute(values)?;
        write_faults(&transaction, run, work, &reading.faults)?;
        if state == "read" {
            write_papers(&transaction, run, work, &reading.papers)?;
        }
        Ok(transaction.commit()?)
    }
}

fn write_faults(
    transaction: &Transaction<'_>,
    run: &Run,
    work: &Work,
    faults: &[Fault],
) -> Result<()> {
    let forget = "delete from failures where path = ?1 or sha256 = ?2";
    transaction.prepare_cached(forget)?.execute(params![work.label, work.sha256])?;
    let sql = "insert or replace into failures (path, sha256, member, stage, reason, run)
        values (?1, ?2, ?3, ?4, ?5, ?6)";
    for Fault { member, stage, reason, .. } in faults {
        let member = member.as_deref().unwrap_or("");
        let values = params![work.label, work.sha256, member, stage, reason, run.id];
        transaction.prepare_cached(sql)?.execute(values)?;
    }
    Ok(())
}

fn write_papers(
    transaction: &Transaction<'_>,
    run: &Run,
    work: &Work,
    papers: &[Paper],
) -> Result<()> {
    let mut records = Vec::new();
    for paper in papers {
        let read: Result<Vec<v1::Record>> =
            paper.records.iter().map(|line| read_line(line)).collect();
        records.push(read?);
    }
    let mut touched: BTreeSet<String> = ids_of_content(transaction, &work.sha256)?;
    touched.extend(records.iter().flatten().map(|record| record.id.clone()));
    let before = visible(transaction, &touched)?;
    let linked = links::before(transaction, &touched)?;
    let mut kept = Vec::new();
    for (paper, records) in papers.iter().zip(&records) {
        let document = write_paper(transaction, run, work, paper)?;
        kept.push(document);
        if let Some(renamed) = only_producer_differs(transaction, document, paper)? {
            let sql = "update records set json = ?2 where key = ?1";
            for (key, line) in renamed {
                transaction.prepare_cached(sql)?.execute(params![key, line])?;
            }
            continue;
        }
        // Whether it comes twice is to be told anew.
        let sql = "delete from repeats where document = ?1 or earlier = ?1";
        transaction.prepare_cached(sql)?.execute(params![document])?;
        let sql = "delete from records where document = ?1";
        transaction.prepare_cached(sql)?.execute(params![document])?;
        for (position, (record, line)) in records.iter().zip(&paper.records).enumerate() {
            let key = rows::insert(transaction, document, position, record, line.trim_end())?;
            let links = linked.get(&record.id).into_iter().flatten().cloned();
            links::insert(transaction, key, links.map(v1::Link::from))?;
        }
    }
    let known = documents_of(transaction, &work.sha256)?;
    for document in known.into_iter().filter(|document| !kept.contains(document)) {
        transaction.execute("delete from documents where id = ?1", params![document])?;
    }
    log_changes(transaction, run, &before)
}

/// The records that name another producer than before, where that is all that is new about a paper's records: then neither
/// their columns nor the index of words have to be written again.
fn only_producer_differs<'a>(
    connection: &Connection,
    document: i64,
    paper: &'a Paper,
) -> Result<Option<Vec<(i64, &'a str)>>> {
    let sql = "select key, json from records where document = ?1 order by position";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![document])?;
    let mut lines = paper.records.iter().map(|line| line.trim_end());
    let mut renamed = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, old): (i64, String) = (row.get(0)?, row.get(1)?);
        let old_rest = producer::around(&old);
        let same = |new: &&str| old_rest.is_some() && producer::around(new) == old_rest;
        let Some(new) = lines.next().filter(same) else { return Ok(None) };
        if new != old {
            renamed.push((key, new));
        }
    }
    Ok(lines.next().is_none().then_some(renamed))
}

fn read_line(line: &str) -> Result<v1::Record> {
    serde_json::from_str(line).map_err(|error| Error::Damaged(format!("a record: {error}")))
}

fn documents_of(connection: &Connection, content: &str) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("select id from documents where content = ?1")?;
    let rows = statement.query_map(params![content], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Writes a paper's own rows and gives its number.
fn write_paper(
    transaction: &Transaction<'_>,
    run: &Run,
    work: &Work,
    paper: &Paper,
) -> Result<i64> {
    let sql = "insert into documents
        (content, path, member, place, sha256, media_type, title, pages, records, state, run)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'present', ?10)
        on conflict (content, member) do update set path = excluded.path, place = excluded.place,
            sha256 = excluded.sha256, media_type = excluded.media_type, title = excluded.title,
            pages = excluded.pages, records = excluded.records, run = excluded.run
        returning id";
    let member = paper.member.as_deref().unwrap_or("");
    let values = params![
        work.sha256,
        work.label,
        member,
        place(&work.label),
        paper.sha256,
        paper.media_type,
        paper.title,
        paper.pages,
        paper.records.len(),
        run.id
    ];
    let document = transaction.prepare_cached(sql)?.query_row(values, |row| row.get(0))?;
    if let Some(packed) = &paper.packed {
        let sql = "insert or replace into parsed (document, packed) values (?1, ?2)";
        transaction.prepare_cached(sql)?.execute(params![document, packed])?;
    }
    write_doubts(transaction, document, paper)?;
    Ok(document)
}

fn write_doubts(transaction: &Transaction<'_>, document: i64, paper: &Paper) -> Result<()> {
    // What parsing said stands as long as what it gave does.
    let stages = if paper.packed.is_some() { "" } else { " and stage = 'rules'" };
    let sql = format!("delete from diagnostics where document = ?1{stages}");
    transaction.prepare_cached(&sql)?.execute(params![document])?;
    let sql = "insert into diagnostics (document, position, stage, severity, code, message, page)
        select ?1, coalesce(max(position) + 1, 0), ?2, ?3, ?4, ?5, ?6
        from diagnostics where document = ?1";
    for Doubt { parsing, severity, code, message, page } in &paper.doubts {
        let stage = if *parsing { "parse" } else { "rules" };
        let values = params![document, stage, severity, code, message, page];
        transaction.prepare_cached(sql)?.execute(values)?;
    }
    Ok(())
}

/// A path as a walk in sorted order meets it: a folder's name ends before every character a name can have.
pub(crate) fn place(path: &str) -> String {
    path.replace('/', "\u{1}")
}

fn ids_of_content(connection: &Connection, content: &str) -> Result<BTreeSet<String>> {
    let sql =
        "select r.id from records r join documents d on d.id = r.document where d.content = ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![content], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Each id's record as it is exported now, if it is: the first of all that bear the id.
pub(crate) fn visible(
    connection: &Connection,
    ids: &BTreeSet<String>,
) -> Result<BTreeMap<String, Option<String>>> {
    let mut found = BTreeMap::new();
    for id in ids {
        found.insert(id.clone(), visible_row(connection, id)?.map(|(_, json)| json));
    }
    Ok(found)
}

/// The row of an id that is exported: its key and JSON.
pub(crate) fn visible_row(connection: &Connection, id: &str) -> Result<Option<(i64, String)>> {
    let sql = "select r.key, r.json from records r join documents d on d.id = r.document
        where r.id = ?1 order by d.place, d.member, r.position limit 1";
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Writes down how what is exported differs from `before`.
pub(crate) fn log_changes(
    transaction: &Transaction<'_>,
    run: &Run,
    before: &BTreeMap<String, Option<String>>,
) -> Result<()> {
    let ids: BTreeSet<String> = before.keys().cloned().collect();
    let after = visible(transaction, &ids)?;
    let sql = "insert into changes (run, op, id) values (?1, ?2, ?3)";
    for ((id, old), new) in before.iter().zip(after.values()) {
        let op = match (old, new) {
            (None, Some(_)) => "insert",
            (Some(_), None) => {
                links::forget(transaction, run, id)?;
                "delete"
            }
            (Some(old), Some(new)) if old != new => "update",
            _ => continue,
        };
        transaction.prepare_cached(sql)?.execute(params![run.id, op, id])?;
    }
    Ok(())
}
