//! What is left to do: which files have to be read, and which documents need only the new rules.

use rusqlite::{Row, params};

use crate::error::Result;
use crate::store::{Run, Store};

/// One file to read, or one content to run rules over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Work {
    /// The path its records are to name: the first of all files with these bytes.
    pub label: String,
    /// The path to open, and its bytes where it is no UTF-8.
    pub open: (String, Option<Vec<u8>>),
    /// Hash of the bytes.
    pub sha256: String,
    /// What is to be done.
    pub kind: WorkKind,
    /// Whether the user named one of its files.
    pub named: bool,
}

/// What is to be done with a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkKind {
    /// Its file is read.
    Read,
    /// The rules are run over what was parsed before.
    Again,
}

/// A document that was parsed before.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stored {
    /// Its name within the file; `None` for the file itself.
    pub member: Option<String>,
    /// Hash of its own bytes.
    pub sha256: String,
    /// What [`crate::pack`] gave.
    pub packed: Vec<u8>,
}

/// What of the work is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Everything, done or not.
    pub force: bool,
    /// Only what failed.
    pub only_failed: bool,
}

/// Left to itself, SQLite goes through the whole run for each file; hence `indexed by`.
///
/// Files seen in this run, each content once, by its first seen path.
const TO_READ: &str = "
    select (select min(g.path) from files g indexed by files_by_content where g.sha256 = f.sha256 and g.state = 'present') as label,
        f.path, f.raw, f.sha256,
        (select max(g.named) from files g indexed by files_by_content where g.sha256 = f.sha256 and g.seen = f.seen) as named,
        c.state, c.path, c.version = ?3, exists (select 1 from failures x where x.sha256 = f.sha256)
    from files f left join contents c on c.sha256 = f.sha256
    where f.seen = ?1 and f.path > ?2 and f.state = 'present' and f.sha256 is not null
        and not exists (select 1 from files g indexed by files_by_content where g.sha256 = f.sha256 and g.seen = f.seen
            and g.state = 'present' and g.path < f.path)
        and case when ?6 then c.state = 'failed' else
            c.sha256 is null or ?5 or c.version <> ?3 or c.rules <> ?4 or c.year_start <> ?7 and c.rules is not null
            or c.retry
            or c.path <> (select min(g.path) from files g indexed by files_by_content where g.sha256 = f.sha256 and g.state = 'present')
        end
    order by f.path limit 256";

/// Contents whose files were not seen in this run, but which were read by this version with other rules.
const TO_READ_NOWHERE: &str = "
    select coalesce((select min(g.path) from files g indexed by files_by_content where g.sha256 = c.sha256 and g.state = 'present'),
            c.path) as label,
        c.path, null, c.sha256, 0, c.state, c.path, 1, 0
    from contents c
    where c.sha256 > ?2 and c.state = 'read' and c.version = ?3 and (c.rules <> ?4 or c.year_start <> ?5)
        and not exists (select 1 from failures x where x.sha256 = c.sha256)
        and not exists (select 1 from files f indexed by files_by_content
            where f.sha256 = c.sha256 and f.seen = ?1 and f.state = 'present')
    order by c.sha256 limit 256";

impl Store {
    /// The next page of files seen in this run that have work, after the path `after`, by path.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn work(&self, run: &Run, choice: Choice, after: &str) -> Result<Vec<Work>> {
        let wanted = &run.wanted;
        let mut statement = self.connection.prepare_cached(TO_READ)?;
        let values = params![
            run.id,
            after,
            wanted.version,
            wanted.rules,
            choice.force,
            choice.only_failed,
            wanted.year_start
        ];
        let rows = statement.query_map(values, |row| read(row, choice))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The next page of contents whose files were not seen and that need the new rules, after the hash `after`.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn work_unseen(&self, run: &Run, after: &str) -> Result<Vec<Work>> {
        let wanted = &run.wanted;
        let mut statement = self.connection.prepare_cached(TO_READ_NOWHERE)?;
        let values = params![run.id, after, wanted.version, wanted.rules, wanted.year_start];
        let rows = statement.query_map(values, |row| read(row, Choice::default()))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many contents of files seen in this run have work.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn count_work(&self, run: &Run, choice: Choice) -> Result<u64> {
        let sql = format!("select count(*) from ({})", TO_READ.replace("limit 256", ""));
        let wanted = &run.wanted;
        let values = params![
            run.id,
            "",
            wanted.version,
            wanted.rules,
            choice.force,
            choice.only_failed,
            wanted.year_start
        ];
        Ok(self.connection.query_row(&sql, values, |row| row.get(0))?)
    }

    /// The documents that were parsed from a content.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn stored(&self, sha256: &str) -> Result<Vec<Stored>> {
        let sql = "select d.member, d.sha256, p.packed from documents d
            join parsed p on p.document = d.id where d.content = ?1 order by d.id";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![sha256], |row| {
            let member: String = row.get(0)?;
            let member = Some(member).filter(|member| !member.is_empty());
            Ok(Stored { member, sha256: row.get(1)?, packed: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

fn read(row: &Row<'_>, choice: Choice) -> rusqlite::Result<Work> {
    let label: String = row.get(0)?;
    let state: Option<String> = row.get(5)?;
    let path: Option<String> = row.get(6)?;
    let same_version: Option<bool> = row.get(7)?;
    // What failed in a container is only known by reading it.
    let has_faults: bool = row.get(8)?;
    // A suffix tells how bytes are read, so that a new one is a reason to read them.
    let same_suffix = path.is_some_and(|path| suffix(&path) == suffix(&label));
    let again = state.as_deref() == Some("read")
        && same_version == Some(true)
        && same_suffix
        && !has_faults
        && !choice.force;
    Ok(Work {
        label,
        open: (row.get(1)?, row.get(2)?),
        sha256: row.get(3)?,
        named: row.get::<_, Option<bool>>(4)?.unwrap_or(false),
        kind: if again { WorkKind::Again } else { WorkKind::Read },
    })
}

fn suffix(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map(|(_, suffix)| suffix.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suffix_is_of_the_name_and_not_of_a_folder() {
        assert_eq!(suffix("a.b/c"), None);
        assert_eq!(suffix("a.b/c.PDF"), Some("pdf".to_owned()));
    }
}
