//! ZIP archives. Office packages are ZIP archives too, but each is one document.

use std::io::Cursor;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Stop, Unpacker};
use crate::error::{Error, ErrorKind};

/// Members that say that the archive is one document: of Office, OpenDocument, or an electronic book.
const PACKAGES: [&str; 4] =
    ["[Content_Types].xml", "content.xml", "mimetype", "META-INF/container.xml"];

/// Whether bytes are a ZIP archive and no office package. One that is damaged is taken for an archive.
pub(super) fn is_it(bytes: &[u8], name: &str) -> bool {
    let starts = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    let is_package = |archive: ZipArchive<_>| {
        archive.file_names().flatten().any(|name| PACKAGES.contains(&&*name))
    };
    starts
        && match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => !is_package(archive),
            Err(_) => name.to_lowercase().ends_with(".zip"),
        }
}

/// Hands out the members of an archive.
pub(super) fn open(unpacker: &mut Unpacker<'_>, bytes: &[u8], _: &str) -> Result<(), Stop> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        let reason = format!("damaged zip archive ({error}), expected a directory at its end");
        Stop::Damaged(Error::new(ErrorKind::Damaged, reason))
    })?;
    let names: Vec<String> = archive
        .file_names_raw()
        .zip(archive.file_names())
        .map(|(raw, name)| {
            name.map_or_else(|_| String::from_utf8_lossy(raw).into_owned(), String::from)
        })
        .collect();
    for (index, name) in names.iter().enumerate() {
        match archive.by_index(index) {
            Ok(member) if member.is_dir() => {}
            Ok(member) if member.is_symlink() => {
                unpacker.fail(name, Error::new(ErrorKind::Unknown, "a link, passed over"))?;
            }
            Ok(member) => unpacker.hand(name, member)?,
            Err(error) => unpacker.fail(name, why(&error))?,
        }
    }
    Ok(())
}

fn why(error: &ZipError) -> Error {
    if matches!(error, ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) {
        let reason = "encrypted member, expected one that opens without a password";
        return Error::new(ErrorKind::Encrypted, reason);
    }
    Error::new(
        ErrorKind::Damaged,
        format!("damaged member ({error}), expected one stored or deflated"),
    )
}
