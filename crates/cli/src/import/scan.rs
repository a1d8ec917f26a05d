//! What lies in the archives: walked and noted page by page, so that memory does not grow with them, then hashed.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use minuted_store::{Run, Seen, Store};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::worker::path_of;
use crate::input::why_passed_over;
use crate::pipeline::hex;

/// Files noted at a time.
const PAGE: usize = 1000;
/// A file changed so recently may change again without its time showing it.
const FRESH: Duration = Duration::from_secs(2);

/// What a walk met.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    /// Paths that could not be listed, with the reason; what lies below them may still be there.
    pub(crate) unlisted: Vec<(String, String)>,
    /// What was passed over and how often.
    pub(crate) passed_over: BTreeMap<&'static str, usize>,
    page: Vec<Seen>,
}

/// Notes every file below the archives, and what is gone from them.
///
/// # Errors
/// Those of the store.
pub(crate) fn scan(store: &mut Store, run: &Run, archives: &[PathBuf], db: &Path) -> Result<Scan> {
    let mut scan = Scan::default();
    for archive in archives {
        for entry in walk(archive) {
            scan.meet(archive, db, entry);
            if scan.page.len() >= PAGE {
                store.see(run, &std::mem::take(&mut scan.page))?;
            }
        }
    }
    store.see(run, &std::mem::take(&mut scan.page))?;
    let roots: Vec<String> = archives.iter().map(|archive| root_of(archive)).collect();
    let unlisted: Vec<String> = scan.unlisted.iter().map(|(path, _)| path.clone()).collect();
    store.mark_gone(run, &roots, &unlisted)?;
    Ok(scan)
}

type Met = Result<walkdir::DirEntry, walkdir::Error>;

/// A walk that holds one page of a folder at a time: the store sorts.
fn walk(archive: &Path) -> impl Iterator<Item = Met> {
    let mut walk = WalkDir::new(archive).into_iter();
    std::iter::from_fn(move || {
        let entry = walk.next()?;
        if let Ok(entry) = &entry
            && entry.file_type().is_dir()
            && why_passed_over(entry).is_some()
        {
            walk.skip_current_dir();
        }
        Some(entry)
    })
}

impl Scan {
    fn meet(&mut self, archive: &Path, db: &Path, entry: Met) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = root_of(error.path().unwrap_or(archive));
                let reason = error.io_error().map_or(error.to_string(), ToString::to_string);
                self.unlisted.push((path, reason));
                return;
            }
        };
        if let Some(reason) = why_passed_over(&entry) {
            *self.passed_over.entry(reason).or_default() += 1;
            return;
        }
        // A link that was named is followed; links met on the way were passed over.
        let metadata = if entry.path_is_symlink() {
            fs::metadata(entry.path())
        } else {
            entry.metadata().map_err(io::Error::other)
        };
        match metadata {
            Ok(metadata) if metadata.is_file() && !is_ours(entry.path(), db) => {
                self.page.push(seen(entry.path(), &metadata, entry.depth() == 0));
            }
            Ok(_) => {}
            Err(error) => self.unlisted.push((root_of(entry.path()), error.to_string())),
        }
    }
}

/// A number that is another once a file below the paths came, went, or has another size or time. The order of the walk,
/// which is the file system's, makes no difference.
pub(crate) fn print_of(paths: &[PathBuf], db: &Path) -> u128 {
    let mut print: u128 = 0;
    for archive in paths {
        let mut scan = Scan::default();
        for entry in walk(archive) {
            scan.meet(archive, db, entry);
            for seen in scan.page.drain(..) {
                print = print.wrapping_add(number_of(&seen));
            }
        }
        for (path, _) in scan.unlisted {
            print = print.wrapping_add(number_of(&Seen { path, ..Seen::default() }));
        }
    }
    print
}

fn number_of(seen: &Seen) -> u128 {
    let mut hasher = Sha256::new();
    hasher.update(seen.raw.as_deref().unwrap_or(seen.path.as_bytes()));
    hasher.update([0]);
    hasher.update(seen.size.to_le_bytes());
    hasher.update(seen.mtime.unwrap_or(-1).to_le_bytes());
    let digest = hasher.finalize();
    digest.iter().take(16).fold(0, |number, byte| number << 8 | u128::from(*byte))
}

fn seen(path: &Path, metadata: &Metadata, named: bool) -> Seen {
    let (path, raw) = name_of(path);
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let mtime = since.and_then(|since| i64::try_from(since.as_nanos()).ok());
    Seen { path, raw, size: metadata.len(), mtime, named }
}

/// The path as records have it, and its bytes where it is no UTF-8: those that are none are shown as `\xNN`.
#[cfg(unix)]
pub(crate) fn name_of(path: &Path) -> (String, Option<Vec<u8>>) {
    use std::fmt::Write;
    use std::os::unix::ffi::OsStrExt;
    if let Some(path) = path.to_str() {
        return (path.to_owned(), None);
    }
    let bytes = path.as_os_str().as_bytes();
    let mut name = String::new();
    for chunk in bytes.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a String cannot fail.
            let _ = write!(name, "\\x{byte:02x}");
        }
    }
    (name, Some(bytes.to_vec()))
}

#[cfg(not(unix))]
pub(crate) fn name_of(path: &Path) -> (String, Option<Vec<u8>>) {
    (path.to_string_lossy().into_owned(), None)
}

/// An archive as paths below it begin, without the slash.
fn root_of(archive: &Path) -> String {
    let name = name_of(archive).0;
    let root = name.trim_end_matches('/');
    if root.is_empty() && !name.is_empty() { String::new() } else { root.to_owned() }
}

/// Whether a file is the database or one that SQLite or we keep beside it.
fn is_ours(path: &Path, db: &Path) -> bool {
    let (Some(name), Some(ours)) = (path.file_name(), db.file_name()) else { return false };
    let begins = name.as_encoded_bytes().starts_with(ours.as_encoded_bytes());
    let folder = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder.unwrap_or(Path::new(".")).canonicalize().ok()
    };
    begins && folder(path) == folder(db)
}

/// Hashes what has to be, until `stop` says so; gives the number of files whose bytes cannot be had.
///
/// # Errors
/// Those of the store.
pub(crate) fn hash(
    store: &mut Store,
    run: &Run,
    mut tell: impl FnMut(&str, Option<&str>),
    stop: impl Fn() -> bool,
) -> Result<()> {
    let mut after = 0;
    while !stop() {
        let page = store.unhashed(run, after)?;
        let Some((last, _, _)) = page.last() else { break };
        after = *last;
        let mut hashed = Vec::new();
        for (id, path, raw) in &page {
            if stop() {
                break;
            }
            let outcome =
                hash_file(&path_of(path, raw.as_deref())).map_err(|error| error.to_string());
            tell(path, outcome.as_ref().err().map(String::as_str));
            hashed.push((*id, outcome));
        }
        store.hashed(run, &hashed)?;
    }
    Ok(())
}

/// The hash of a file's bytes, and whether its time can be trusted to tell the next change.
fn hash_file(path: &Path) -> io::Result<(String, bool)> {
    let began = SystemTime::now();
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("no regular file"));
    }
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; 1 << 16];
    loop {
        match file.read(&mut chunk)? {
            0 => break,
            count => hasher.update(chunk.get(..count).unwrap_or_default()),
        }
    }
    let age = metadata.modified().ok().and_then(|time| began.duration_since(time).ok());
    Ok((hex(&hasher.finalize()), age.is_some_and(|age| age > FRESH)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_ends_without_a_slash() {
        assert_eq!(root_of(Path::new("a/b/")), "a/b");
        assert_eq!(root_of(Path::new("./b")), "./b");
        assert_eq!(root_of(Path::new("/")), "");
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_is_told_from_others() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let path = Path::new(OsStr::from_bytes(b"a\xe9.txt"));
        assert_eq!(name_of(path), ("a\\xe9.txt".to_owned(), Some(b"a\xe9.txt".to_vec())));
        assert_eq!(path_of("a", Some(b"a\xe9.txt")), path);
    }
}
