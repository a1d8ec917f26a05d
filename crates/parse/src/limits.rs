//! How much one file may ask of the machine.

use crate::error::{Error, ErrorKind};

/// Bounds on what is read from one file. Each is an error that names it, never a silent cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most pages.
    pub pages: u32,
    /// Most bytes of text, of an office package's parts, or of one member of a container, when expanded.
    pub expanded_bytes: u64,
    /// Deepest nesting of lists or elements.
    pub nesting: u32,
    /// Deepest nesting of containers: 1 reads the members of an archive, but no archive inside it.
    pub containers: u32,
    /// Most members of a container, with those of the containers inside it.
    pub members: u32,
    /// Most bytes of all members of a container, with those of the containers inside it, when expanded.
    pub container_bytes: u64,
}

/// Every limit with its default and what it bounds, in words: for people.
pub const LIMITS: &[(&str, &str)] = &[
    ("pages", "pages of a document"),
    ("expanded_bytes", "bytes of one document, expanded"),
    ("nesting", "lists or elements inside each other"),
    ("containers", "containers inside each other"),
    ("members", "members of a container, with those inside its own containers"),
    ("container_bytes", "bytes of all members of a container, expanded"),
];

impl Default for Limits {
    fn default() -> Self {
        Self {
            pages: 5_000,
            expanded_bytes: 512 << 20,
            nesting: 64,
            containers: 4,
            members: 20_000,
            container_bytes: 8 << 30,
        }
    }
}

impl Limits {
    /// The value of a limit by its name; `None` where there is no such limit.
    pub fn value(&self, name: &str) -> Option<u64> {
        match name {
            "pages" => Some(self.pages.into()),
            "expanded_bytes" => Some(self.expanded_bytes),
            "nesting" => Some(self.nesting.into()),
            "containers" => Some(self.containers.into()),
            "members" => Some(self.members.into()),
            "container_bytes" => Some(self.container_bytes),
            _ => None,
        }
    }

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
