//! Drafts to records: what the words mean, as dates, owners, measures and meetings.
//! Nothing is searched for here that a rule has not already placed.

use minuted_model::{Diagnostic, Document, Draft, Producer, Record, Source};

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

/// Turns the drafts of one document into records, in the same order.
pub fn normalise(
    document: &Document,
    drafts: Vec<Draft>,
    context: &Context,
) -> (Vec<Record>, Vec<Diagnostic>) {
    let _ = (document, drafts, context);
    (Vec::new(), Vec::new())
}
