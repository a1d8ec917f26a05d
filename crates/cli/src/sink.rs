//! Where records go: standard output, or a file that appears whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use minuted_emit::{Format, Layout, data_package};
use minuted_model::Record;
use tempfile::NamedTempFile;

use crate::args::OutputArgs;
use crate::target::{Records, Target};

/// Takes records one document at a time.
pub(crate) struct Sink {
    writer: Records<Out>,
    live: bool,
    /// A CSV file's description, written beside it at the end.
    package: Option<(PathBuf, String)>,
}

/// An open output.
pub(crate) enum Out {
    /// Standard output, a pipe or a device.
    Stream(BufWriter<Box<dyn Write + Send>>),
    /// A file being written beside its final place.
    File { temporary: BufWriter<NamedTempFile>, path: PathBuf },
}

impl Sink {
    /// Opens the output; no path and `-` are standard output.
    ///
    /// # Errors
    /// No format is given and the suffix means none, or the file cannot be made.
    pub(crate) fn open(args: &OutputArgs) -> Result<Self> {
        let path = args.output.as_deref().filter(|path| path.as_os_str() != "-");
        let target = match args.format {
            Some(target) => target,
            None => target_of(path)?,
        };
        let layout = args.layout.layout();
        let out = Out::open(path)?;
        Ok(Self {
            live: matches!(out, Out::Stream(_)),
            writer: target.open(out, layout, args.all_outcomes)?,
            package: path.filter(|_| target == CSV).map(|path| describe(path, layout)),
        })
    }

    /// Writes the records of one document and hands them on at once.
    ///
    /// # Errors
    /// Those of the output.
    pub(crate) fn write(&mut self, records: Vec<Record>) -> Result<()> {
        records.into_iter().try_for_each(|record| self.writer.push(record))?;
        if self.live {
            self.writer.flush()?;
        }
        Ok(())
    }

    /// Closes the output and puts a file in its place.
    ///
    /// # Errors
    /// Those of the output.
    pub(crate) fn finish(self) -> Result<()> {
        self.writer.finish()?.finish()?;
        if let Some((path, package)) = self.package {
            let mut out = Out::open(Some(&path))?;
            out.write_all(package.as_bytes())?;
            out.finish()?;
        }
        Ok(())
    }
}

const CSV: Target = Target::Emitted(Format::Csv);
const JSON_LINES: Target = Target::Emitted(Format::JsonLines);

/// The format a file's suffix means; JSON Lines where there is no file.
fn target_of(path: Option<&Path>) -> Result<Target> {
    let Some(path) = path else { return Ok(JSON_LINES) };
    if path.exists() && !path.is_file() {
        return Ok(JSON_LINES);
    }
    let suffix = path.extension().map(|suffix| suffix.to_string_lossy().into_owned());
    suffix.as_deref().and_then(Target::of_suffix).with_context(|| {
        let known = Target::suffixes();
        format!(
            "{}: its suffix means no format: expected one of {known}, or --format",
            path.display()
        )
    })
}

/// Where a CSV file's data package goes, and what it says.
fn describe(path: &Path, layout: Layout) -> (PathBuf, String) {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (path.with_extension("datapackage.json"), data_package(&name, layout))
}

impl Out {
    /// Opens an output; `None` and `-` are standard output.
    ///
    /// # Errors
    /// The file cannot be made.
    pub(crate) fn open(output: Option<&Path>) -> Result<Self> {
        let Some(path) = output.filter(|path| path.as_os_str() != "-") else {
            return Ok(Self::Stream(BufWriter::new(Box::new(io::stdout()))));
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
