//! What a document's records share besides its text.

use minuted_model::{Producer, Source};

/// What a document's records share besides its text.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// Which file.
    pub source: Source,
    /// What makes the records.
    pub producer: Producer,
    /// Month in which a council's financial year begins, 1 to 12; 4 in the United Kingdom.
    pub year_start: u8,
}
