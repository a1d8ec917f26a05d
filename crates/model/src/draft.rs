//! Drafts: what a rule found, as spans. Nothing has been interpreted yet.

use crate::{Effect, Kind, Outcome, Span};

/// One operative clause as it stands in the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The rule that read the clause.
    pub rule: String,
    /// Recommendation, resolution or action, as the opener, column or subject says.
    pub kind: Kind,
    /// Act, note or procedural, as the governing verb says.
    pub effect: Effect,
    /// What became of it.
    pub outcome: Outcome,
    /// The clause without parts and notes; several spans where it runs over rows.
    pub text: Vec<Span>,
    /// The lead-in that the clause completes.
    pub stem: Vec<Span>,
    /// The clause's own label as printed, `(a)`.
    pub label: Option<Span>,
    /// Labels from the outermost stem down to the clause's own.
    pub label_path: Vec<Span>,
    /// What is listed under the clause.
    pub parts: Vec<DraftPart>,
    /// Item and theme headings above it, outermost first.
    pub section: Vec<Span>,
    /// Everything else that was read off the document for this clause.
    pub fields: Vec<Field>,
    /// Other places of the same clause.
    pub mentions: Vec<Read>,
    /// What was mended, in words a person can check.
    pub repairs: Vec<String>,
    /// The structure it was read from, a word for calibration: `opener_list`, `table_row`, `narrative`.
    pub shape: &'static str,
}

/// An item listed under a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftPart {
    /// Its label as printed.
    pub label: Option<Span>,
    /// Its words.
    pub text: Vec<Span>,
    /// What is listed under it.
    pub parts: Vec<Self>,
}

/// A stretch of text that a rule read for a named field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Which field.
    pub name: FieldName,
    /// Where it stands.
    pub read: Read,
    /// The background of a table cell without words, red, green and blue.
    pub shade: Option<[u8; 3]>,
}

impl Field {
    /// A field with words, read by `rule` at `spans`.
    pub fn new(name: FieldName, rule: impl Into<String>, spans: Vec<Span>) -> Self {
        Self { name, read: Read { rule: rule.into(), spans }, shade: None }
    }
}

/// Where something was read, and by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The rule that read it.
    pub rule: String,
    /// Its place; several spans where it runs over rows.
    pub spans: Vec<Span>,
}

/// The fields a rule can read besides the clause itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FieldName {
    /// Who must act: owner column, "Action: AB", the opener's "TO CABINET".
    Addressee,
    /// The portfolio column or heading.
    Portfolio,
    /// A date or period that holds for the clause: due column, heading with a deadline.
    Deadline,
    /// Date of the meeting or row that raised it.
    Date,
    /// The body that raised it.
    Body,
    /// What was answered.
    Response,
    /// What has been done: action taken, update.
    Progress,
    /// The state as written.
    Status,
    /// When the state was taken or the action closed.
    StatusDate,
    /// A measurable target column.
    Measure,
    /// A remark that is not the clause.
    Note,
    /// Mover.
    Proposer,
    /// Seconder.
    Seconder,
    /// Vote in words or figures.
    Vote,
    /// The opener itself, `RESOLVED that`.
    Opener,
}
