//! Where records go: standard output, or a file that appears whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use minuted_emit::{Array, write_line};
use minuted_model::Record;
use tempfile::NamedTempFile;

use crate::args::Format;

/// Takes records one document at a time.
pub(crate) enum Sink {
    Lines(Out),
    Array(Array<Out>),
}

/// An open output.
pub(crate) enum Out {
    /// Standard output, a pipe or a device.
    Stream(BufWriter<Box<dyn Write>>),
    /// A file being written beside its final place.
    File { temporary: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Sink {
    /// Opens the output; `None` and `-` are standard output.
    ///
    /// # Errors
    /// The file cannot be made.
    pub(crate) fn open(output: Option<&Path>, format: Format) -> Result<Self> {
        let out = Out::open(output)?;
        Ok(match format {
            Format::Jsonl => Self::Lines(out),
            Format::Json => Self::Array(Array::new(out)),
        })
    }

    /// Writes the records of one document and hands them on at once.
    ///
    /// # Errors
    /// Those of the output.
    pub(crate) fn write(&mut self, records: Vec<Record>) -> Result<()> {
        for record in records {
            match self {
                Self::Lines(out) => write_line(out, record)?,
                Self::Array(array) => array.push(record)?,
            }
        }
        if let Self::Lines(Out::Stream(stream)) = self {
            stream.flush()?;
        }
        Ok(())
    }

    /// Closes the output and puts a file in its place.
    ///
    /// # Errors
    /// Those of the output.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Lines(out) => out.finish(),
            Self::Array(array) => array.finish()?.finish(),
        }
    }
}

impl Out {
    /// Opens an output; `None` and `-` are standard output.
    ///
    /// # Errors
    /// The file cannot be made.
    pub(crate) fn open(output: Option<&Path>) -> Result<Self> {
        let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stream(BufWriter::new(Box::new(io::stdout().lock()))));
        };
        let fail = || format!("{}: cannot be written", path.display());
        if path.exists() && !path.is_file() {
            let device = fs::OpenOptions::new().write(true).open(path).with_context(fail)?;
            return Ok(Self::Stream(BufWriter::new(Box::new(device))));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let temporary = tempfile::Builder::new()
            .prefix(".minuted-")
            .tempfile_in(folder.unwrap_or(Path::new(".")))
            .with_context(fail)?;
        Ok(Self::File { temporary: BufWriter::new(temporary), path: path.to_owned() })
    }

    /// Flushes, and puts a file in its place.
    ///
    /// # Errors
    /// Those of the output.
    pub(crate) fn finish(self) -> Result<()> {
        match self {
            Self::Stream(mut stream) => Ok(stream.flush()?),
            Self::File { temporary, path } => {
                let fail = || format!("{}: cannot be written", path.display());
                let temporary = temporary.into_inner().map_err(io::IntoInnerError::into_error);
                let temporary = temporary.with_context(fail)?;
                open_to_others(temporary.as_file()).with_context(fail)?;
                temporary.persist(&path).map_err(|error| error.error).with_context(fail)?;
                Ok(())
            }
        }
    }
}

/// A temporary file is readable by its owner alone; an output is as other files are.
#[cfg(unix)]
fn open_to_others(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_others(_: &fs::File) -> io::Result<()> {
    Ok(())
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.write(bytes),
            Self::File { temporary, .. } => temporary.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.flush(),
            Self::File { temporary, .. } => temporary.flush(),
        }
    }
}
