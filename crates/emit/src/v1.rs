//! The wire types of `minuted/1`, as the contract names them: frozen, new fields may only be added.
//! They carry no behaviour; the model's types may change without these.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::word::{Day, Word};
use minuted_model as model;

/// The value of [`Record::schema`].
pub const SCHEMA: &str = "minuted/1";

/// One recommendation record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always `minuted/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: String,
    /// Stable: the same clause in the same bytes has the same id on every machine and run.
    pub id: String,
    /// What sort of clause it is.
    pub kind: Word<model::Kind>,
    /// What the clause does.
    pub effect: Word<model::Effect>,
    /// What became of it.
    pub outcome: Word<model::Outcome>,
    /// The clause as written, white space collapsed, without parts and notes.
    pub text: String,
    /// The lead-in that the clause completes.
    pub stem: Option<String>,
    /// Stem and text read as one clause.
    pub full_text: String,
    /// Own label without closing punctuation.
    pub label: Option<String>,
    /// Labels from the outermost stem down to the clause's own.
    pub label_path: Vec<String>,
    /// What is listed under the clause.
    pub parts: Vec<Part>,
    /// Bracketed or trailing remarks that are not the clause.
    pub notes: Vec<String>,
    /// How it was voted on.
    pub vote: Option<Vote>,
    /// Item and theme headings above it, outermost first.
    pub section: Vec<String>,
    /// Who must act.
    pub addressees: Vec<Addressee>,
    /// Whose subject it is.
    pub portfolios: Vec<Portfolio>,
    /// By when.
    pub deadlines: Vec<Deadline>,
    /// How often.
    pub recurrences: Vec<Recurrence>,
    /// Measurable targets or amounts that are themselves decided.
    pub measures: Vec<Measure>,
    /// What a tracking officer would chase.
    pub gaps: Vec<Word<model::Gap>>,
    /// What was answered.
    pub response: Option<Response>,
    /// How far it got.
    pub progress: Option<Progress>,
    /// Which meeting.
    pub meeting: Meeting,
    /// Which file.
    pub source: Source,
    /// Which rule read each value, and exactly where.
    pub evidence: Vec<Evidence>,
    /// Other places of the same clause in this document.
    pub mentions: Vec<Evidence>,
    /// Share of records read like this one that are right, measured on gold.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub confidence: f64,
    /// Other records it belongs with.
    pub links: Vec<Link>,
    /// What was mended, in words a person can check.
    pub repairs: Vec<String>,
    /// What made the record.
    pub producer: Producer,
}

/// An item listed under a clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Part {
    /// Label without closing punctuation.
    pub label: Option<String>,
    /// Words as written.
    pub text: String,
    /// What is listed under it.
    pub parts: Vec<Self>,
}

/// How a clause was voted on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Vote {
    /// Mover as written.
    pub proposer: Option<String>,
    /// Seconder as written.
    pub seconder: Option<String>,
    /// Votes for.
    #[serde(rename = "for")]
    pub votes_for: Option<u32>,
    /// Votes against.
    pub against: Option<u32>,
    /// Abstentions.
    pub abstain: Option<u32>,
    /// The vote as written.
    pub text: Option<String>,
}

/// Who must act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Addressee {
    /// As written, leading article dropped.
    pub text: String,
    /// What sort of actor.
    pub role: Word<model::Role>,
    /// Portfolio in the title, as written.
    pub portfolio: Option<String>,
    /// The person, where named.
    pub person: Option<String>,
}

/// Whose subject a clause is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Portfolio {
    /// As written.
    pub text: String,
    /// Spelling variants folded.
    pub name: String,
    /// Where it was read.
    pub source: Word<model::PortfolioSource>,
}

/// By when a clause is to be met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Deadline {
    /// As written.
    pub text: String,
    /// First day, where a period or start is meant.
    pub start: Option<Day>,
    /// Last day that still meets it.
    pub end: Option<Day>,
    /// How fine it is.
    pub precision: Word<model::Precision>,
    /// The date a relative deadline was counted from.
    pub anchor: Option<Day>,
    /// Stated, worked out, or in conflict.
    pub basis: Word<model::Basis>,
    /// Name of the convention it was worked out by.
    pub convention: Option<String>,
}

/// How often a clause is to be met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Recurrence {
    /// As written.
    pub text: String,
    /// RFC 5545 rule, or null where no calendar rule says it.
    pub rrule: Option<String>,
}

/// A measurable target or amount that is itself decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// As written.
    pub text: String,
    /// The number; money in whole units of its currency.
    #[serde(serialize_with = "whole_where_it_can")]
    pub value: f64,
    /// `%`, `GBP`, or the noun counted.
    pub unit: Option<String>,
    /// How it compares.
    pub comparator: Word<model::Comparator>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Response {
    /// As written.
    pub text: Option<String>,
    /// What it comes to.
    pub decision: Option<Word<model::DecisionWord>>,
}

/// How far the work got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Progress {
    /// The action-taken prose.
    pub text: Option<String>,
    /// What the status comes to.
    pub status: Option<Word<model::Status>>,
    /// The status as written.
    pub status_text: Option<String>,
    /// The day it was taken.
    pub as_of: Option<Day>,
    /// `conflict` where what was done says the contrary of the state.
    #[serde(default)]
    pub basis: Option<Word<model::Basis>>,
}

/// Which meeting a clause belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Meeting {
    /// The council.
    pub council: Option<String>,
    /// The body that met.
    pub body: Option<String>,
    /// The day it met.
    pub date: Option<Day>,
    /// Number of the agenda item.
    pub item_number: Option<String>,
    /// Title of the agenda item.
    pub item_title: Option<String>,
    /// What sort of paper.
    pub document_type: Option<Word<model::DocumentType>>,
    /// Whether it is final.
    pub document_status: Option<Word<model::DocumentStatus>>,
}

/// Which file a record was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Path as given or found; `-` for standard input.
    pub path: String,
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: String,
    /// Media type the bytes were read as.
    pub media_type: String,
    /// Path inside an archive.
    pub member: Option<String>,
}

/// Where a value was read, and by which rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Field name: `text`, `deadlines`, `meeting.date`.
    pub field: String,
    /// Rule id.
    pub rule: String,
    /// The bytes at `start..end` of the canonical text.
    pub quote: String,
    /// 1-based page.
    pub page: Option<u32>,
    /// UTF-8 byte offset of the first byte.
    pub start: usize,
    /// UTF-8 byte offset past the last byte.
    pub end: usize,
    /// `[x0, y0, x1, y1]` in PDF points, origin at the lower left.
    pub bbox: Option<[f32; 4]>,
    /// Table row, from 0.
    pub row: Option<u32>,
    /// Table column, from 0.
    pub column: Option<u32>,
}

/// Another record this one belongs with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// How they belong together.
    #[serde(rename = "type")]
    pub kind: Word<model::LinkKind>,
    /// The other record's id.
    pub id: String,
    /// How sure it is, 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub score: f64,
    /// What speaks for it, in words a person can check.
    #[serde(default)]
    pub reasons: Vec<String>,
}

/// What made a record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Producer {
    /// Program version.
    pub version: String,
    /// Hash of the rule sets used, lower-case hex.
    pub rules: String,
}

/// Writes 86 and not 86.0: a count of units is read as one.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn whole_where_it_can<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53: whole numbers beyond it are not exact
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        return serializer.serialize_i64(*value as i64);
    }
    serializer.serialize_f64(*value)
}
