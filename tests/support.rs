//! Where things are, and files listed in one order.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder that holds the workspace.
pub(crate) fn root() -> PathBuf {
    let cli = Path::new(env!("CARGO_MANIFEST_DIR"));
    cli.ancestors().nth(2).expect("the cli crate lies two folders down").to_owned()
}

/// Whether expected files are to be rewritten with what was found.
pub(crate) fn updating() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

/// Every file below a folder, sorted; none if there is no such folder.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let below = |path: PathBuf| if path.is_dir() { files_below(&path) } else { vec![path] };
    paths.into_iter().flat_map(below).collect()
}

/// The folders directly below a folder, sorted.
pub(crate) fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// A path as seen from the workspace, for messages and records.
pub(crate) fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned()
}

/// The paper of a fixture folder: the one file named `source.` something.
pub(crate) fn paper_in(folder: &Path) -> Option<PathBuf> {
    let is_paper = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == "source");
    files_below(folder).into_iter().find(is_paper)
}

/// Every paper that ships with the project, good and broken.
pub(crate) fn papers() -> Vec<PathBuf> {
    let told = ["json", "jsonl", "toml", "md"];
    let files = files_below(&root().join("fixtures"));
    let is_paper = |path: &PathBuf| {
        let extension = path.extension().map(|it| it.to_string_lossy().into_owned());
        let named = path.file_stem().is_some_and(|stem| stem == "source");
        named || extension.is_none_or(|it| !told.contains(&it.as_str()))
    };
    files.into_iter().filter(is_paper).collect()
}

/// Compares text with an expected file, or rewrites the file when updating.
pub(crate) fn expect_file(path: &Path, found: &str) {
    if updating() {
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).unwrap();
        fs::write(path, found).unwrap();
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    assert!(
        expected == found,
        "{} is not fresh: run `UPDATE_EXPECT=1 cargo test` and look at the difference\n{}",
        relative(path),
        first_difference(&expected, found)
    );
}

/// The first line in which two texts differ.
pub(crate) fn first_difference(expected: &str, found: &str) -> String {
    let (mut left, mut right) = (expected.lines(), found.lines());
    for line in 1.. {
        let (one, other) = (left.next(), right.next());
        if one.is_none() && other.is_none() {
            break;
        }
        if one != other {
            let show = |text: Option<&str>| text.unwrap_or("(end)").to_owned();
            return format!("line {line}\n  expected: {}\n  found:    {}", show(one), show(other));
        }
    }
    "only line ends differ".to_owned()
}
