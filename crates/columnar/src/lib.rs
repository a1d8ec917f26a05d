//! Records to Parquet, for DuckDB, pandas and their like.
//! A crate of its own, so that only the program waits for Arrow to be built. What a record says is `emit`'s subject.

mod columns;
mod rows;

use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{ArrowError, Schema};
use minuted_emit::v1;
use minuted_model::Record;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde_json::Value;

/// Rows held before they are handed to the writer.
const BATCH: usize = 1024;

/// A Parquet file being written: one row a record, the columns those of `minuted/1`.
///
/// Lists and objects are nested columns, days are dates; what nests without end (`parts`) is JSON text.
/// Characters that steer a terminal are shown as U+FFFD.
pub struct Parquet<W: Write + Send> {
    writer: ArrowWriter<W>,
    decoder: Decoder,
    rows: Vec<Value>,
    schema: Arc<Schema>,
    all: bool,
}

impl<W: Write + Send> fmt::Debug for Parquet<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parquet").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl<W: Write + Send> Parquet<W> {
    /// Opens a file. `all` keeps clauses that were lost, withdrawn or superseded.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: W, all: bool) -> io::Result<Self> {
        let schema = Arc::new(columns::schema());
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("minuted".to_owned())
            .build();
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties)).map_err(failed)?;
        let decoder = decoder(&schema)?;
        Ok(Self { writer, decoder, rows: Vec::new(), schema, all })
    }

    /// Writes one record, unless the format leaves it out.
    ///
    /// # Errors
    /// Those of the output.
    pub fn push(&mut self, record: Record) -> io::Result<()> {
        if !self.all && !record.outcome.stands() {
            return Ok(());
        }
        let mut row = serde_json::to_value(v1::Record::from(record))?;
        rows::fit(&mut row, self.schema.fields());
        self.rows.push(row);
        if self.rows.len() < BATCH { Ok(()) } else { self.write_rows() }
    }

    /// Closes the file and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(mut self) -> io::Result<W> {
        self.write_rows()?;
        self.writer.into_inner().map_err(failed)
    }

    fn write_rows(&mut self) -> io::Result<()> {
        self.decoder.serialize(&self.rows).map_err(unfit)?;
        self.rows.clear();
        let batch = self.decoder.flush().map_err(unfit)?;
        batch.map_or(Ok(()), |batch| self.writer.write(&batch).map_err(failed))
    }
}

/// A field that the schema does not have is an error, not a loss.
fn decoder(schema: &Arc<Schema>) -> io::Result<Decoder> {
    let builder = ReaderBuilder::new(schema.clone()).with_batch_size(BATCH).with_strict_mode(true);
    builder.build_decoder().map_err(unfit)
}

fn unfit(error: ArrowError) -> io::Error {
    io::Error::other(format!("a record does not fit the columns of Parquet: {error}"))
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => {
            inner.downcast::<io::Error>().map_or_else(io::Error::other, |error| *error)
        }
        error => io::Error::other(error),
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use minuted_model::{Outcome, Part};
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::*;

    /// The rows of a file, as JSON.
    fn read_back(records: Vec<Record>, all: bool) -> Vec<Value> {
        let mut parquet = Parquet::new(Vec::new(), all).unwrap();
        records.into_iter().for_each(|record| parquet.push(record).unwrap());
        let written = Bytes::from(parquet.finish().unwrap());
        let reader = SerializedFileReader::new(written).unwrap();
        reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_json_value()).collect()
    }

    /// A record of the shipped ones, with other words.
    fn record(text: &str) -> Record {
        let lines = include_str!("../../../fixtures/audit/records.jsonl");
        let record = minuted_emit::read_lines(lines.as_bytes()).next().unwrap().unwrap();
        Record { text: text.to_owned(), ..record }
    }

    #[test]
    fn every_batch_is_written_and_none_twice() {
        let records = (0..2 * BATCH + 1).map(|number| record(&number.to_string()));
        let rows = read_back(records.collect(), false);
        let expected = (0..2 * BATCH + 1).map(|number| Value::from(number.to_string()));
        assert!(rows.iter().map(|row| row["text"].clone()).eq(expected));
    }

    #[test]
    fn dead_clauses_are_left_out_unless_asked_for() {
        let lost = || Record { outcome: Outcome::Lost, ..record("a") };
        assert_eq!(read_back(vec![lost()], false).len(), 0);
        assert_eq!(read_back(vec![lost()], true).len(), 1);
    }

    #[test]
    fn hidden_characters_are_shown_and_parts_are_json() {
        let part = Part { label: None, text: "x\u{1b}[2J".to_owned(), parts: Vec::new() };
        let rows = read_back(vec![Record { parts: vec![part], ..record("a\u{202e}b") }], false);
        assert_eq!(rows[0]["text"], "a\u{fffd}b");
        let parts: Value = serde_json::from_str(rows[0]["parts"].as_str().unwrap()).unwrap();
        assert_eq!(parts[0]["text"], "x\u{1b}[2J");
        assert!(!rows[0]["parts"].as_str().unwrap().contains('\u{1b}'));
    }
}
