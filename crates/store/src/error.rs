//! What can go wrong with a database.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// An error of the store.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The file is a database of another program, or none at all.
    Foreign(PathBuf),
    /// The file was made by another version of this program: what it has, what is expected.
    Version(PathBuf, i32, i32),
    /// Another import holds the database.
    Busy(PathBuf),
    /// SQLite says so.
    Sqlite(rusqlite::Error),
    /// A stored value is not what was stored: a damaged file.
    Damaged(String),
    /// A file beside the database.
    Io(io::Error),
}

/// What the store gives.
pub type Result<T> = std::result::Result<T, Error>;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(path) => {
                write!(f, "{}: no database of minuted; it was left as it is", path.display())
            }
            Self::Version(path, found, expected) => write!(
                f,
                "{}: schema version {found}, expected {expected}: export it with the program that made it",
                path.display()
            ),
            Self::Busy(path) => write!(f, "{}: another import is at work on it", path.display()),
            Self::Sqlite(error) => error.fmt(f),
            Self::Damaged(what) => write!(f, "the database is damaged: {what}"),
            Self::Io(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Sqlite(error) => Some(error),
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
