//! Records as JSON Lines and as one JSON array, and JSON Lines read back.
//! No record is changed here and none left out.

use std::fmt;
use std::io::{self, BufRead, Write};

use minuted_model::Record;
use serde::Serialize;

use crate::safe::json_text;
use crate::v1;

/// Writes one record as a line of JSON.
///
/// # Errors
/// Those of `out`.
pub fn write_line(out: &mut impl Write, record: Record) -> io::Result<()> {
    write_value(out, &v1::Record::from(record))?;
    out.write_all(b"\n")
}

/// Writes a value as compact JSON in which nothing steers a terminal.
pub(crate) fn write_value(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(json_text(serde_json::to_string(value)?).as_bytes())
}

/// Writes a value as JSON on lines of their own, indented, in which nothing steers a terminal.
///
/// # Errors
/// Those of `out`.
pub fn write_pretty(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    out.write_all(json_text(serde_json::to_string_pretty(value)?).as_bytes())?;
    out.write_all(b"\n")
}

/// Writes records as one JSON array, one record a line; [`Array::finish`] closes it.
#[derive(Debug)]
pub(crate) struct Array<W> {
    out: W,
    count: u64,
}

impl<W: Write> Array<W> {
    /// An array that has not been opened yet.
    pub(crate) fn new(out: W) -> Self {
        Self { out, count: 0 }
    }

    /// Writes one more record.
    ///
    /// # Errors
    /// Those of the writer.
    pub(crate) fn push(&mut self, record: Record) -> io::Result<()> {
        self.out.write_all(if self.count == 0 { b"[\n" } else { b",\n" })?;
        self.count += 1;
        write_value(&mut self.out, &v1::Record::from(record))
    }

    /// Closes the array and gives the writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.out.write_all(if self.count == 0 { b"[]\n" } else { b"\n]\n" })?;
        Ok(self.out)
    }
}

/// A line of JSON Lines that is no record of `minuted/1`.
#[derive(Debug)]
pub struct ReadError {
    /// 1-based line.
    pub line: usize,
    message: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ReadError {}

/// Reads JSON Lines back, one record at a time; blank lines are passed over.
pub fn read_lines(input: impl BufRead) -> impl Iterator<Item = Result<Record, ReadError>> {
    let lines = input.lines().enumerate();
    lines.filter_map(|(index, line)| {
        let fail = |message: String| ReadError { line: index + 1, message };
        match line {
            Ok(line) if line.trim().is_empty() => None,
            Ok(line) => Some(read_record(&line).map_err(fail)),
            Err(error) => Some(Err(fail(error.to_string()))),
        }
    })
}

fn read_record(line: &str) -> Result<Record, String> {
    let record: v1::Record = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if record.schema != v1::SCHEMA {
        return Err(format!("schema is `{}`, expected `{}`", record.schema, v1::SCHEMA));
    }
    Ok(record.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let mut line = Vec::new();
        write_line(&mut line, sample::record()).unwrap();
        let read: Vec<Record> = read_lines(&*line).map(Result::unwrap).collect();
        assert_eq!(read, [sample::record()]);
    }

    #[test]
    fn arrays_of_none_and_two_are_json() {
        for count in [0, 2] {
            let mut array = Array::new(Vec::new());
            for _ in 0..count {
                array.push(sample::record()).unwrap();
            }
            let written = array.finish().unwrap();
            let read: Vec<v1::Record> = serde_json::from_slice(&written).unwrap();
            assert_eq!(read.len(), count);
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = read_lines("\n{}".as_bytes()).next().unwrap().unwrap_err();
        assert_eq!(error.to_string(), "line 2: missing field `schema` at line 1 column 2");
    }
}
