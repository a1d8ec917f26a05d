//! Papers to which new rules make no difference: they are moved on to those rules as they are.

use rusqlite::{Transaction, params};

use crate::error::Result;
use crate::packed::expand;
use crate::producer;
use crate::store::{Run, Store, Wanted};

/// Papers longer than this, expanded, are not looked through here: the rules are run over them.
const MOST: u64 = 32 << 20;

/// Contents looked at in one transaction.
const PAGE: i64 = 256;

/// What became of a page of contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarded {
    /// The hash of the last one, for the next page.
    pub last: String,
    /// How many were moved on.
    pub moved: u64,
}

impl Store {
    /// Keeps a rule set as written, under its hash, and forgets those that nothing was read with.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn keep_rules(&self, hash: &str, written: &str) -> Result<()> {
        let forget = "delete from rule_sets where hash not in (select rules from contents where rules is not null)";
        self.connection.execute(forget, [])?;
        let keep = "insert or replace into rule_sets (hash, written) values (?1, ?2)";
        self.connection.execute(keep, params![hash, written])?;
        Ok(())
    }

    /// The other rule sets that contents were read with by this version: hash, and the set as written.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn earlier_rules(&self, run: &Run) -> Result<Vec<(String, String)>> {
        let sql = "select hash, written from rule_sets where hash <> ?1
            and hash in (select rules from contents where state = 'read' and version = ?2) order by hash";
        let mut statement = self.connection.prepare(sql)?;
        let values = params![run.wanted.rules, run.wanted.version];
        let rows = statement.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Goes through a page of the contents read with the rules `from`, after the hash `after`, and moves those on to the
    /// rules of this run to which these make no difference: `touches` says so of a paper's packed words. Their records
    /// are as they were and name the new rules. `None` where there are no more.
    ///
    /// # Errors
    /// Those of SQLite; then nothing of the page was changed.
    pub fn forward(
        &mut self,
        run: &Run,
        from: &str,
        after: &str,
        mut touches: impl FnMut(&[u8]) -> bool,
    ) -> Result<Option<Forwarded>> {
        let transaction = self.connection.transaction()?;
        let page = page(&transaction, run, from, after)?;
        let Some(last) = page.last().cloned() else { return Ok(None) };
        let Wanted { version, rules, .. } = &run.wanted;
        let (old, new) = (producer::named(version, from), producer::named(version, rules));
        let mut moved = 0;
        for content in page {
            if !stays(&transaction, &content, &old, &mut touches)? {
                continue;
            }
            move_on(&transaction, run, &content, (&old, &new))?;
            moved += 1;
        }
        transaction.commit()?;
        Ok(Some(Forwarded { last, moved }))
    }
}

/// Contents that other rules may be run over without their file; what failed in a container is known by reading it only.
fn page(transaction: &Transaction<'_>, run: &Run, from: &str, after: &str) -> Result<Vec<String>> {
    let sql = "select c.sha256 from contents c
        where c.sha256 > ?1 and c.state = 'read' and c.version = ?2 and c.rules = ?3 and c.year_start = ?5 and not c.retry
            and not exists (select 1 from failures x where x.sha256 = c.sha256)
        order by c.sha256 limit ?4";
    let mut statement = transaction.prepare_cached(sql)?;
    let values = params![after, run.wanted.version, from, PAGE, run.wanted.year_start];
    let rows = statement.query_map(values, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether every paper of a content is untouched, and every record names its rules as expected.
fn stays(
    transaction: &Transaction<'_>,
    content: &str,
    producer: &str,
    touches: &mut impl FnMut(&[u8]) -> bool,
) -> Result<bool> {
    let sql = "select p.packed from documents d left join parsed p on p.document = d.id where d.content = ?1";
    let mut statement = transaction.prepare_cached(sql)?;
    let mut rows = statement.query(params![content])?;
    while let Some(row) = rows.next()? {
        let packed: Option<Vec<u8>> = row.get(0)?;
        let words = packed.and_then(|packed| expand(&packed, MOST));
        if words.is_none_or(|words| touches(&words)) {
            return Ok(false);
        }
    }
    let sql = "select not exists (select 1 from records r join documents d on d.id = r.document
        where d.content = ?1 and instr(r.json, ?2) = 0)";
    let mut known = transaction.prepare_cached(sql)?;
    Ok(known.query_row(params![content, producer], |row| row.get(0))?)
}

fn move_on(
    transaction: &Transaction<'_>,
    run: &Run,
    content: &str,
    (old, new): (&str, &str),
) -> Result<()> {
    let documents = "(select id from documents where content = ?1)";
    let content_row = "update contents set rules = ?2 where sha256 = ?1";
    transaction.prepare_cached(content_row)?.execute(params![content, run.wanted.rules])?;
    let document_rows = "update documents set run = ?2 where content = ?1";
    transaction.prepare_cached(document_rows)?.execute(params![content, run.id])?;
    let records =
        format!("update records set json = replace(json, ?2, ?3) where document in {documents}");
    transaction.prepare_cached(&records)?.execute(params![content, old, new])?;
    // A record that another paper's stands before is exported from there, and told of twice at worst.
    let changes = format!(
        "insert into changes (run, op, id) select ?2, 'update', id from records
            where document in {documents} group by id order by id"
    );
    transaction.prepare_cached(&changes)?.execute(params![content, run.id])?;
    Ok(())
}
