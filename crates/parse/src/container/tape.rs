//! TAR archives, and gzip around one of them or around a single file.

use std::io::{self, Cursor, Read};

use flate2::read::MultiGzDecoder;
use tar::{Archive, EntryType};

use super::{Stop, Unpacker, limit_behind, too_large};
use crate::error::{Error, ErrorKind};

/// Bytes of a header block (POSIX.1-1988, `ustar`).
const BLOCK: usize = 512;

/// Where a header block holds its own checksum: six octal digits, which count as spaces in the sum.
const CHECKSUM: std::ops::Range<usize> = 148..156;

/// Whether bytes begin with a TAR header.
pub(super) fn is_tar(bytes: &[u8], _: &str) -> bool {
    let Some(block) = bytes.get(..BLOCK) else { return false };
    let is_digit = |byte: &&u8| (b'0'..=b'7').contains(byte);
    let digits = block.get(CHECKSUM).unwrap_or_default().iter().filter(is_digit);
    let printed = digits.fold(0_u32, |sum, digit| (sum << 3) + u32::from(digit - b'0'));
    let counted = block
        .iter()
        .enumerate()
        .map(|(at, byte)| if CHECKSUM.contains(&at) { 32 } else { u32::from(*byte) });
    block.first().is_some_and(|first| *first != 0) && printed > 0 && counted.sum::<u32>() == printed
}

/// Whether bytes are gzip.
pub(super) fn is_gzip(bytes: &[u8], _: &str) -> bool {
    bytes.starts_with(&[0x1f, 0x8b, 0x08])
}

/// Hands out the members of a TAR archive.
pub(super) fn open_tar(unpacker: &mut Unpacker<'_>, bytes: &[u8], _: &str) -> Result<(), Stop> {
    read_tar(unpacker, bytes)
}

/// Hands out the one file in gzip, or the members where that is a TAR archive: the archive itself is no member then.
pub(super) fn open_gzip(unpacker: &mut Unpacker<'_>, bytes: &[u8], name: &str) -> Result<(), Stop> {
    let decoder = MultiGzDecoder::new(bytes);
    let own = decoder
        .header()
        .and_then(|header| header.filename())
        .map(|name| String::from_utf8_lossy(name).into_owned());
    let mut stream =
        Metered { inner: decoder, left: unpacker.left, limit: too_large(unpacker.limits) };
    let mut head = Vec::new();
    let peeked = stream.by_ref().take(BLOCK as u64).read_to_end(&mut head);
    let is_archive = peeked.is_ok() && is_tar(&head, "");
    let whole = Cursor::new(head).chain(Broken(peeked.err())).chain(stream);
    if is_archive {
        return read_tar(unpacker, whole);
    }
    unpacker.hand(&own.unwrap_or_else(|| without_ending(name)), whole)
}

/// The name of a file before gzip gave it an ending.
fn without_ending(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, ending)) if ending.eq_ignore_ascii_case("gz") => stem.to_owned(),
        _ => "content".to_owned(),
    }
}

fn read_tar(unpacker: &mut Unpacker<'_>, stream: impl Read) -> Result<(), Stop> {
    let damaged = |error: io::Error| match limit_behind(&error) {
        Some(limit) => Stop::Limit(limit),
        None => Stop::Damaged(Error::new(
            ErrorKind::Damaged,
            format!("damaged tar archive ({error}), expected headers and members to its end"),
        )),
    };
    let mut archive = Archive::new(stream);
    for entry in archive.entries().map_err(damaged)? {
        let entry = entry.map_err(damaged)?;
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match entry.header().entry_type() {
            EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse => {
                let size = entry.size();
                unpacker.hand(&name, Whole { inner: entry, left: size })?;
            }
            EntryType::Link | EntryType::Symlink => {
                unpacker.fail(&name, Error::new(ErrorKind::Unknown, "a link, passed over"))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// A stream that may give so many bytes and then fails with a limit's error.
struct Metered<R> {
    inner: R,
    left: u64,
    limit: Error,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other(self.limit.clone())),
        }
        Ok(count)
    }
}

/// A member that must give as many bytes as its header says: one that is cut off is damaged, not short.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        if count == 0 && self.left > 0 && !into.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}

/// Nothing, or the error with which a stream ended while it was looked at.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
