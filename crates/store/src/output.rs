//! Records as a SQLite file of their own: the same tables, for `-o out.sqlite`.

use std::fmt;
use std::io::{self, Seek, Write};

use minuted_emit::{v1, write_line};
use minuted_model::Record;
use rusqlite::{Connection, OptionalExtension, params};
use tempfile::NamedTempFile;

use crate::error::{Error, Result};
use crate::write::place;
use crate::{rows, schema};

/// A database being written: made in a file of its own and handed on whole.
pub struct Sqlite<W> {
    out: W,
    file: NamedTempFile,
    connection: Connection,
    all: bool,
}

impl<W> fmt::Debug for Sqlite<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sqlite").finish_non_exhaustive()
    }
}

impl<W: Write> Sqlite<W> {
    /// Begins a database. `all` keeps clauses that were lost, withdrawn or superseded.
    ///
    /// # Errors
    /// No temporary file can be made.
    pub fn new(out: W, all: bool) -> io::Result<Self> {
        let file = NamedTempFile::new()?;
        let connection = begin(&file).map_err(io::Error::other)?;
        Ok(Self { out, file, connection, all })
    }

    /// Writes one record, unless it is left out.
    ///
    /// # Errors
    /// Those of SQLite.
    pub fn push(&mut self, record: Record) -> io::Result<()> {
        if !self.all && !record.outcome.stands() {
            return Ok(());
        }
        self.insert(record).map_err(io::Error::other)
    }

    /// Closes the database, hands its bytes on and gives the output back.
    ///
    /// # Errors
    /// Those of SQLite and of the output.
    pub fn finish(mut self) -> io::Result<W> {
        end(&self.connection).map_err(io::Error::other)?;
        self.connection.close().map_err(|(_, error)| io::Error::other(error))?;
        self.file.rewind()?;
        io::copy(&mut self.file, &mut self.out)?;
        Ok(self.out)
    }

    fn insert(&mut self, record: Record) -> Result<()> {
        let mut line = Vec::new();
        write_line(&mut line, record.clone())?;
        let line = String::from_utf8(line).map_err(|error| Error::Damaged(error.to_string()))?;
        let transaction = self.connection.savepoint()?;
        let document = document_of(&transaction, &record)?;
        let sql = "update documents set records = records + 1 where id = ?1 returning records - 1";
        let position = transaction.prepare_cached(sql)?.query_row([document], |row| row.get(0))?;
        rows::insert(&transaction, document, position, &v1::Record::from(record), line.trim_end())?;
        Ok(transaction.commit()?)
    }
}

fn begin(file: &NamedTempFile) -> Result<Connection> {
    let mut connection = Connection::open(file.path())?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // A copy for others: if making it fails, there is none.
    connection.pragma_update(None, "synchronous", "off")?;
    schema::make(&mut connection)?;
    connection.execute_batch("begin")?;
    // Which program and rules made it stands in every record; the run is there for the rows to name.
    let sql = "insert into runs (started_at, state, roots, version, rules) values ('', 'export', '[]', '', '')";
    connection.execute(sql, [])?;
    Ok(connection)
}

fn end(connection: &Connection) -> Result<()> {
    let insert = "insert into changes (run, op, id) select 1, 'insert', id from records group by id order by id";
    connection.execute(insert, [])?;
    Ok(connection.execute_batch("commit; vacuum")?)
}

/// The number of a record's paper, which is made at its first record.
fn document_of(connection: &Connection, record: &Record) -> Result<i64> {
    let source = &record.source;
    let member = source.member.as_deref().unwrap_or("");
    let sql = "select id from documents where path = ?1 and member = ?2 and sha256 = ?3";
    let values = params![source.path, member, source.sha256];
    if let Some(id) =
        connection.prepare_cached(sql)?.query_row(values, |row| row.get(0)).optional()?
    {
        return Ok(id);
    }
    // Two files with the same bytes are two papers here: what was handed in is kept.
    let content = format!("{}:{}", source.sha256, source.path);
    let producer = &record.producer;
    let sql = "insert or ignore into contents (sha256, state, path, version, rules) values (?1, 'read', ?2, ?3, ?4)";
    connection.execute(sql, params![content, source.path, producer.version, producer.rules])?;
    let sql = "insert into documents
        (content, path, member, place, sha256, media_type, pages, records, state, run)
        values (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, 'present', 1)";
    let values = params![
        content,
        source.path,
        member,
        place(&source.path),
        source.sha256,
        source.media_type
    ];
    connection.execute(sql, values)?;
    Ok(connection.last_insert_rowid())
}
