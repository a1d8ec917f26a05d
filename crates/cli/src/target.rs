//! What records can be written as: the formats of `emit`, and those that live in a crate of their own for their weight.

use std::fmt;
use std::io::{self, Write};

use minuted_columnar::Parquet;
use minuted_emit::{FORMATS, Format, Layout, Writer};
use minuted_model::Record;
use minuted_store::Sqlite;

/// A format for `--format`, or that a suffix means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A format of `minuted-emit`.
    Emitted(Format),
    /// Apache Parquet.
    Parquet,
    /// A SQLite database.
    Sqlite,
}

/// The name of Parquet, and its suffix.
const PARQUET: &str = "parquet";
/// The name of SQLite, and its suffix.
const SQLITE: &str = "sqlite";

impl Target {
    /// Every target, as listed for people.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|row| Self::Emitted(row.format)).chain([Self::Parquet, Self::Sqlite])
    }

    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Emitted(format) => format.row().name,
            Self::Parquet => PARQUET,
            Self::Sqlite => SQLITE,
        }
    }

    /// The file suffix that means it, if one does.
    fn suffix(self) -> Option<&'static str> {
        match self {
            Self::Emitted(format) => format.row().suffix,
            Self::Parquet => Some(PARQUET),
            Self::Sqlite => Some(SQLITE),
        }
    }

    /// The target of a name on the command line.
    ///
    /// # Errors
    /// The name is none; the error lists those that are.
    pub(crate) fn of_name(name: &str) -> Result<Self, String> {
        let names = || Self::all().map(Self::name).collect::<Vec<_>>().join(", ");
        Self::all()
            .find(|target| target.name() == name)
            .ok_or_else(|| format!("expected one of {}", names()))
    }

    /// The target that a file suffix means, without its dot, in any case.
    pub(crate) fn of_suffix(suffix: &str) -> Option<Self> {
        Self::all()
            .find(|target| target.suffix().is_some_and(|own| own.eq_ignore_ascii_case(suffix)))
    }

    /// The suffixes that mean something, each with its dot.
    pub(crate) fn suffixes() -> String {
        let known = Self::all().filter_map(Self::suffix).map(|suffix| format!(".{suffix}"));
        known.collect::<Vec<_>>().join(", ")
    }

    /// Opens the format on an output. `all` keeps lost, withdrawn and superseded clauses.
    ///
    /// # Errors
    /// Those of `out`.
    pub(crate) fn open<W: Write + Send>(
        self,
        out: W,
        layout: Layout,
        all: bool,
    ) -> io::Result<Records<W>> {
        Ok(match self {
            Self::Emitted(format) => {
                Records::Emitted(Box::new(Writer::new(out, format, layout, all)?))
            }
            Self::Parquet => Records::Parquet(Box::new(Parquet::new(out, all)?)),
            Self::Sqlite => Records::Sqlite(Box::new(Sqlite::new(out, all)?)),
        })
    }
}

/// A format being written.
pub(crate) enum Records<W: Write + Send> {
    /// By `minuted-emit`.
    Emitted(Box<Writer<W>>),
    /// By `minuted-columnar`.
    Parquet(Box<Parquet<W>>),
    /// By `minuted-store`.
    Sqlite(Box<Sqlite<W>>),
}

impl<W: Write + Send> Records<W> {
    /// Writes one record, unless the format leaves it out.
    ///
    /// # Errors
    /// Those of the output.
    pub(crate) fn push(&mut self, record: Record) -> io::Result<()> {
        match self {
            Self::Emitted(writer) => writer.push(record),
            Self::Parquet(parquet) => parquet.push(record),
            Self::Sqlite(sqlite) => sqlite.push(record),
        }
    }

    /// Hands on what was written so far, where the format can be read as it grows.
    ///
    /// # Errors
    /// Those of the output.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Emitted(writer) => writer.flush(),
            Self::Parquet(_) | Self::Sqlite(_) => Ok(()),
        }
    }

    /// Closes the format and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub(crate) fn finish(self) -> io::Result<W> {
        match self {
            Self::Emitted(writer) => writer.finish(),
            Self::Parquet(parquet) => parquet.finish(),
            Self::Sqlite(sqlite) => sqlite.finish(),
        }
    }
}

impl<W: Write + Send> fmt::Debug for Records<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Emitted(_) => "Records::Emitted",
            Self::Parquet(_) => "Records::Parquet",
            Self::Sqlite(_) => "Records::Sqlite",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_suffixes_are_each_their_own() {
        for target in Target::all() {
            assert_eq!(Target::of_name(target.name()), Ok(target));
            let again = target.suffix().map(|suffix| Target::of_suffix(&suffix.to_uppercase()));
            assert!(again.is_none_or(|found| found == Some(target)));
        }
        assert_eq!(Target::of_suffix("pdf"), None);
        assert!(Target::of_name("pdf").unwrap_err().contains("parquet"));
    }
}
