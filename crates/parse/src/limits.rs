//! How much one file may ask of the machine.

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
