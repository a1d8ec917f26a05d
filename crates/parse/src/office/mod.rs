//! Office packages: zip archives of XML. What DOCX and ODT have in common: opening the package, bounded.

pub(crate) mod docx;
pub(crate) mod odt;
pub(crate) mod xml;

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// A package being read, and how much of it may still be expanded.
pub(crate) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    most: u64,
}

impl<'a> Package<'a> {
    /// Opens a package.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Error::new(
                ErrorKind::Damaged,
                format!("damaged zip archive ({error}), expected an office package"),
            )
        })?;
        Ok(Self { archive, left: limits.expanded_bytes, most: limits.expanded_bytes })
    }

    /// The text of a member; `None` where the package has none of that name.
    pub(crate) fn member(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Ok(file) = self.archive.by_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|error| {
            Error::new(ErrorKind::Damaged, format!("damaged member {name} ({error}), expected XML"))
        })?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if length > self.left {
            return Err(Error::new(
                ErrorKind::Limit,
                format!("more than {} bytes when expanded (limit `expanded_bytes`)", self.most),
            ));
        }
        self.left -= length;
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Names of the members that begin and end so, sorted.
    pub(crate) fn names(&self, start: &str, end: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .archive
            .file_names()
            .flatten()
            .map(std::borrow::Cow::into_owned)
            .filter(|name| name.starts_with(start) && name.ends_with(end))
            .collect();
        names.sort();
        names
    }
}

/// Refuses a package that expands to more than the limit, for readers that do not count themselves.
pub(crate) fn check_expanded(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let mut archive = Package::open(bytes, limits)?.archive;
    let mut left = limits.expanded_bytes;
    for index in 0..archive.len() {
        let Ok(member) = archive.by_index(index) else { continue };
        let length = io::copy(&mut member.take(left + 1), &mut io::sink()).unwrap_or(0);
        left = left.checked_sub(length).ok_or_else(|| {
            let most = limits.expanded_bytes;
            let reason = format!("more than {most} bytes when expanded (limit `expanded_bytes`)");
            Error::new(ErrorKind::Limit, reason)
        })?;
    }
    Ok(())
}

/// Whether a zip archive has a member of this name.
pub(crate) fn has_member(bytes: &[u8], name: &str) -> bool {
    bytes.starts_with(b"PK")
        && ZipArchive::new(Cursor::new(bytes))
            .is_ok_and(|archive| archive.file_names().flatten().any(|known| known == name))
}
