//! Which files a run is about, in which order. Nothing is opened here but folders and lists.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use walkdir::{DirEntry, WalkDir};

/// The path that means standard input.
const STDIN: &str = "-";

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Input {
    /// Where it is, or `-`.
    pub(crate) path: PathBuf,
    /// Whether it was named by the user: then an unknown format is a failure, otherwise it is skipped.
    pub(crate) named: bool,
}

/// What a run is about.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inputs {
    /// Files to read, in order.
    pub(crate) files: Vec<Input>,
    /// Paths that could not be listed, with the reason.
    pub(crate) unlisted: Vec<(PathBuf, String)>,
    /// What was passed over while walking and how often: `hidden`, `symbolic link`.
    pub(crate) passed_over: BTreeMap<&'static str, usize>,
}

impl Input {
    fn named(path: PathBuf) -> Self {
        Self { path, named: true }
    }

    /// The path as records have it.
    pub(crate) fn display(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// The bytes of the file.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        if self.path.as_os_str() == STDIN {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        fs::read(&self.path)
    }
}

/// Lists paths, walking folders, then the paths that `files_from` lists.
///
/// # Errors
/// The list cannot be read.
pub(crate) fn list(paths: &[PathBuf], files_from: Option<&Path>) -> Result<Inputs> {
    let mut inputs = Inputs::default();
    for path in paths {
        inputs.add(path);
    }
    if let Some(list) = files_from {
        for path in read_list(list)? {
            inputs.add(&path);
        }
    }
    Ok(inputs)
}

impl Inputs {
    fn add(&mut self, path: &Path) {
        if path.as_os_str() != STDIN && path.is_dir() {
            self.walk(path);
        } else {
            self.files.push(Input::named(path.to_owned()));
        }
    }

    fn walk(&mut self, root: &Path) {
        let mut walk = WalkDir::new(root).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) => match why_passed_over(&entry) {
                    Some(reason) => {
                        *self.passed_over.entry(reason).or_default() += 1;
                        if entry.file_type().is_dir() {
                            walk.skip_current_dir();
                        }
                    }
                    None if entry.file_type().is_file() => {
                        self.files.push(Input { path: entry.into_path(), named: false });
                    }
                    None => {}
                },
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    let reason = error.io_error().map_or(error.to_string(), ToString::to_string);
                    self.unlisted.push((path, reason));
                }
            }
        }
    }
}

/// Hidden files and links met while walking are passed over, as ripgrep does, but counted.
pub(crate) fn why_passed_over(entry: &DirEntry) -> Option<&'static str> {
    if entry.depth() == 0 {
        return None;
    }
    if entry.file_name().as_encoded_bytes().starts_with(b".") {
        return Some("hidden");
    }
    entry.path_is_symlink().then_some("symbolic link")
}

fn read_list(list: &Path) -> Result<Vec<PathBuf>> {
    let reader: Box<dyn BufRead> = if list.as_os_str() == STDIN {
        Box::new(io::stdin().lock())
    } else {
        let file = fs::File::open(list)
            .with_context(|| format!("--files-from {}: cannot be read", list.display()))?;
        Box::new(io::BufReader::new(file))
    };
    let lines: io::Result<Vec<String>> = reader.lines().collect();
    let lines = lines.with_context(|| format!("--files-from {}", list.display()))?;
    let paths = lines.iter().map(|line| line.trim_end_matches('\r'));
    Ok(paths.filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}
