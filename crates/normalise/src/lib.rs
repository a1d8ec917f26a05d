//! Drafts to records: what the words mean, as dates, owners, measures and meetings.
//! Nothing is searched for here that a rule has not already placed.

use minuted_model::{Diagnostic, Document, Draft, Record};

mod addressee;
mod answers;
mod assemble;
mod attendance;
#[cfg(test)]
mod cases;
mod clause_text;
mod confidence;
mod context;
mod dates;
mod deadline;
mod evidence;
mod found;
mod gaps;
mod id;
mod item;
mod measure;
mod meeting;
mod pattern;
mod portfolio;
mod recurrence;
mod response;
mod status;
mod status_key;
mod vocabulary;
mod vote;
#[cfg(test)]
mod whole_tests;

pub use context::Context;

/// Turns the drafts of one document into records, in the same order.
pub fn normalise(
    document: &Document,
    drafts: Vec<Draft>,
    context: &Context,
) -> (Vec<Record>, Vec<Diagnostic>) {
    let name = context.source.member.as_ref().unwrap_or(&context.source.path);
    let shared = assemble::Shared {
        document,
        context,
        meetings: meeting::Meetings::of(document, name),
        portfolio: portfolio::of_document(document),
        people: attendance::People::of(document),
        status_key: status_key::StatusKey::of(document),
    };
    let mut ids = id::Ids::new(&context.source.sha256, context.source.member.as_deref());
    let mut records: Vec<Record> =
        drafts.iter().map(|draft| assemble::record(&shared, draft, &mut ids)).collect();
    answers::tie(document, &mut records);
    (records, Vec::new())
}
