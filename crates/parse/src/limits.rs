//! How much one file may ask of the machine.

use crate::error::{Error, ErrorKind};

/// Bounds on what is read from one file. Each is an error that names it, never a silent cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most pages.
    pub pages: u32,
    /// Most bytes of text or expanded members.
    pub expanded_bytes: u64,
    /// Deepest nesting of lists, elements or archives.
    pub nesting: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pages: 5_000, expanded_bytes: 512 << 20, nesting: 64 }
    }
}

impl Limits {
    /// Refuses a text longer than the limit.
    pub(crate) fn check_text(&self, bytes: usize) -> Result<(), Error> {
        let length = u64::try_from(bytes).unwrap_or(u64::MAX);
        if length <= self.expanded_bytes {
            return Ok(());
        }
        let most = self.expanded_bytes;
        Err(Error::new(
            ErrorKind::Limit,
            format!("{length} bytes of text, expected at most {most} (limit `expanded_bytes`)"),
        ))
    }
}
