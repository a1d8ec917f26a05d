//! Messages between the program and its workers: a length of four bytes, then postcard.

use std::io::{self, ErrorKind, Read, Write};

use minuted_store::{Reading, Stored};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// What a worker says first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Hello {
    /// Program version.
    pub(crate) version: String,
    /// Hash of its rules.
    pub(crate) rules: String,
}

/// One file to read, or one content to run rules over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Job {
    /// The path its records are to name.
    pub(crate) label: String,
    /// The file to open, where it is to be read.
    pub(crate) open: Option<(String, Option<Vec<u8>>)>,
    /// What was parsed before, where that is enough.
    pub(crate) stored: Vec<Stored>,
    /// Whether the user named it.
    pub(crate) named: bool,
}

/// What came of a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// Hash of the bytes that were read; `None` where none were.
    pub(crate) sha256: Option<String>,
    /// The papers and what failed.
    pub(crate) reading: Reading,
    /// Members of no format that is read here.
    pub(crate) passed_over: Vec<String>,
}

/// Writes one message.
///
/// # Errors
/// Those of `out`; a message of more than 4 GiB.
pub(crate) fn write(out: &mut impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(message).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len())
        .map_err(|_| io::Error::new(ErrorKind::FileTooLarge, "more than 4 GiB"))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&bytes)?;
    out.flush()
}

/// Reads one message of at most `most` bytes; `None` where the other side has ended.
///
/// # Errors
/// Those of `input`; a longer message is [`ErrorKind::FileTooLarge`].
pub(crate) fn read<T: DeserializeOwned>(input: &mut impl Read, most: u64) -> io::Result<Option<T>> {
    let mut length = [0; 4];
    match input.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u64::from(u32::from_le_bytes(length));
    if length > most {
        let message = format!("{length} bytes of output, expected at most {most}");
        return Err(io::Error::new(ErrorKind::FileTooLarge, message));
    }
    // Grows as bytes come: a length is only what the other side says.
    let mut bytes = Vec::new();
    if input.take(length).read_to_end(&mut bytes)? as u64 != length {
        return Ok(None);
    }
    postcard::from_bytes(&bytes).map(Some).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hello() -> Hello {
        Hello { version: "1".to_owned(), rules: "ab".to_owned() }
    }

    #[test]
    fn a_message_comes_through_and_half_of_one_does_not() {
        let mut bytes = Vec::new();
        write(&mut bytes, &hello()).unwrap();
        assert_eq!(read::<Hello>(&mut &*bytes, 100).unwrap(), Some(hello()));
        bytes.pop();
        assert_eq!(read::<Hello>(&mut &*bytes, 100).unwrap(), None);
        assert_eq!(read::<Hello>(&mut &[][..], 100).unwrap(), None);
    }

    #[test]
    fn more_than_the_limit_is_not_taken() {
        let mut bytes = Vec::new();
        write(&mut bytes, &hello()).unwrap();
        let error = read::<Hello>(&mut &*bytes, 3).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::FileTooLarge);
    }
}
