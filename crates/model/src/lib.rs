//! The nouns: what a paper is ([`Document`]), what a rule found in it ([`Draft`]) and what that means ([`Record`]).
//!
//! Every stage depends on this crate and on no other stage.
//! There is no IO here, no regular expression, no serialisation and no dependency.
//! A document is a text with labelled blocks; it is not a tree, has no fonts and no layout beyond boxes.

mod attendance;
mod diagnostic;
mod document;
mod draft;
mod joined;
mod labels;
mod outline;
mod push;
mod record;
mod span;

pub use attendance::Attendance;
pub use diagnostic::{Diagnostic, Severity};
pub use document::{BBox, Block, BlockKind, Cell, Document, Mark, MarkKind, Place};
pub use draft::{Draft, DraftPart, Field, FieldName, Read};
pub use joined::Joined;
pub use labels::labels_in;
pub use outline::OutlineError;
pub use push::{NewBlock, Piece};
pub use record::{
    Addressee, Basis, Comparator, Date, Deadline, DecisionWord, DocumentStatus, DocumentType,
    Effect, Evidence, Gap, Kind, Link, LinkKind, Measure, Meeting, Outcome, Part, Portfolio,
    PortfolioSource, Precision, Producer, Progress, Record, Recurrence, Response, Role, Source,
    Status, Vote,
};
pub use span::Span;
