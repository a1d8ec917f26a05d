//! Which database this is: made, recognised, or refused with its reason.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, Result};

const SCHEMA: &str = include_str!("schema.sql");
/// `minu`, so that a file of another program is told from ours.
const APPLICATION: i32 = 0x6d69_6e75;
/// Raised by every change that an old program could not live with.
const VERSION: i32 = 1;
/// What came later, where it is not there yet.
const ADDED: &str = include_str!("added.sql");
/// Columns that came later: an old program leaves them at what they are by default.
const COLUMNS: [(&str, &str, &str); 3] = [
    ("runs", "year_start", "integer not null default 4"),
    ("contents", "year_start", "integer not null default 4"),
    ("links", "reasons", "text not null default '[]'"),
];
/// How long a reader beside us may hold the file.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens a database, making it where there is none.
pub(crate) fn open(path: &Path) -> Result<Connection> {
    let mut connection = Connection::open(path)?;
    prepare(&connection)?;
    if is_empty(&connection).map_err(|error| not_ours(error, path))? {
        connection.pragma_update(None, "journal_mode", "wal")?;
        make(&mut connection)?;
    }
    check(&connection, path)?;
    add(&connection)?;
    // A kill of this program loses nothing, a power cut the last papers, which are then read again.
    connection.pragma_update(None, "synchronous", "normal")?;
    Ok(connection)
}

/// Opens a database that is there, to read it.
pub(crate) fn open_to_read(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    check(&connection, path)?;
    if lacks_columns(&connection)? {
        add(&connection)?;
    }
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// Makes the tables in an empty database, all of them or none.
pub(crate) fn make(connection: &mut Connection) -> Result<()> {
    let transaction = connection.transaction()?;
    if is_empty(&transaction)? {
        transaction.execute_batch(SCHEMA)?;
        add(&transaction)?;
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    Ok(transaction.commit()?)
}

/// Makes what databases of this version may lack.
fn add(connection: &Connection) -> Result<()> {
    connection.execute_batch(ADDED)?;
    for (table, column, what) in COLUMNS {
        if !has_column(connection, table, column)? {
            connection.execute_batch(&format!("alter table {table} add column {column} {what}"))?;
        }
    }
    Ok(())
}

fn lacks_columns(connection: &Connection) -> rusqlite::Result<bool> {
    for (table, column, _) in COLUMNS {
        if !has_column(connection, table, column)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn has_column(connection: &Connection, table: &str, column: &str) -> rusqlite::Result<bool> {
    let sql = "select exists (select 1 from pragma_table_info(?1) where name = ?2)";
    connection.query_row(sql, [table, column], |row| row.get(0))
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    let (tables, application): (i64, i32) = connection.query_row(
        "select (select count(*) from sqlite_schema), application_id from pragma_application_id",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(tables == 0 && application == 0)
}

fn check(connection: &Connection, path: &Path) -> Result<()> {
    let pragma = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let application = pragma("application_id").map_err(|error| not_ours(error, path))?;
    if application != APPLICATION {
        return Err(Error::Foreign(path.to_owned()));
    }
    match pragma("user_version")? {
        VERSION => Ok(()),
        other => Err(Error::Version(path.to_owned(), other, VERSION)),
    }
}

/// A file that is no database at all is foreign too.
fn not_ours(error: rusqlite::Error, path: &Path) -> Error {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::NotADatabase) => Error::Foreign(path.to_owned()),
        _ => Error::Sqlite(error),
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests look at the file")]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_another_program_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.db");
        let other = Connection::open(&path).unwrap();
        other.execute_batch("create table precious (a); insert into precious values (1)").unwrap();
        drop(other);
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(open(&path), Err(Error::Foreign(_))));
        assert_eq!(std::fs::read(&path).unwrap(), before);
        let text = folder.path().join("notes.txt");
        std::fs::write(&text, "these are notes and no database, as anybody can see").unwrap();
        assert!(matches!(open(&text), Err(Error::Foreign(_))));
        assert!(matches!(open_to_read(&text), Err(Error::Foreign(_))));
    }

    #[test]
    fn another_schema_version_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.db");
        open(&path).unwrap().pragma_update(None, "user_version", 9).unwrap();
        let message = open(&path).unwrap_err().to_string();
        assert!(message.contains("schema version 9, expected 1"), "{message}");
    }

    #[test]
    fn what_came_later_is_added() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("old.db");
        let old = open(&path).unwrap();
        old.execute_batch(
            "alter table links drop column reasons; alter table contents drop column year_start",
        )
        .unwrap();
        assert!(lacks_columns(&old).unwrap());
        drop(old);
        assert!(!lacks_columns(&open_to_read(&path).unwrap()).unwrap());
        assert!(!lacks_columns(&open(&path).unwrap()).unwrap());
    }

    #[test]
    fn what_is_not_there_is_not_made_by_reading() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("none.db");
        assert!(open_to_read(&path).is_err());
        assert!(!path.exists());
    }
}
