//! Records: what a clause means. Every field is explained in the contract; names here are the JSON names.
//!
//! Absent is `None` or empty, never an empty string and never a guess.

use std::fmt;

/// A civil date, proleptic Gregorian. Prints as ISO 8601 `YYYY-MM-DD` and sorts by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Year, four digits.
    pub year: i16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Declares a word list: an enum whose variants print as their JSON words.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every word of the list, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as JSON has it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The variant for a JSON word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// What sort of clause it is.
    Kind {
        /// Asked of another body or a portfolio holder.
        Recommendation = "recommendation",
        /// Decided by the meeting itself.
        Resolution = "resolution",
        /// A task noted for a person or officer.
        Action = "action",
    }
}
words! {
    /// What the clause does.
    Effect {
        /// Somebody must do something, or something is decided.
        Act = "act",
        /// Notes, receives, welcomes.
        Note = "note",
        /// The meeting's own housekeeping.
        Procedural = "procedural",
    }
}
words! {
    /// What became of the clause.
    Outcome {
        /// Agreed.
        Carried = "carried",
        /// Voted down.
        Lost = "lost",
        /// Taken back by its mover.
        Withdrawn = "withdrawn",
        /// Replaced by other words.
        Superseded = "superseded",
        /// Put off.
        Deferred = "deferred",
        /// Still to be agreed.
        Draft = "draft",
    }
}

impl Outcome {
    /// Whether a clause with this outcome still stands: it was not lost, withdrawn or superseded.
    pub fn stands(self) -> bool {
        !matches!(self, Self::Lost | Self::Withdrawn | Self::Superseded)
    }
}

words! {
    /// What sort of actor an addressee is.
    Role {
        /// The cabinet or executive as a body.
        Cabinet = "cabinet",
        /// A portfolio holder, leader or elected mayor.
        CabinetMember = "cabinet_member",
        /// The council as a body.
        Council = "council",
        /// A committee, panel, board or its members.
        Committee = "committee",
        /// An employed officer, clerk, director.
        Officer = "officer",
        /// A body or person outside the council.
        External = "external",
        /// A named person whose office is not given.
        Person = "person",
    }
}
words! {
    /// Where a portfolio was read.
    PortfolioSource {
        /// In an addressee's title.
        Addressee = "addressee",
        /// In a table column.
        Column = "column",
        /// In a heading.
        Section = "section",
        /// On the document's first page or label block.
        Document = "document",
    }
}
words! {
    /// How fine a deadline is.
    Precision {
        /// One day.
        Day = "day",
        /// A month.
        Month = "month",
        /// A quarter.
        Quarter = "quarter",
        /// A season, term or recess.
        Season = "season",
        /// Half a year.
        Half = "half",
        /// A calendar, financial, municipal or academic year.
        Year = "year",
        /// An event whose date is not given.
        Event = "event",
        /// No date can be meant: "as soon as possible".
        Vague = "vague",
    }
}
words! {
    /// How a value came about.
    Basis {
        /// The document says it.
        Stated = "stated",
        /// Worked out by a named convention.
        Derived = "derived",
        /// Two places disagree; both are kept.
        Conflict = "conflict",
    }
}
words! {
    /// How a measure compares.
    Comparator {
        /// Exactly, or not said.
        Equal = "=",
        /// At least.
        AtLeast = ">=",
        /// More than.
        MoreThan = ">",
        /// At most, up to.
        AtMost = "<=",
        /// Less than.
        LessThan = "<",
    }
}
words! {
    /// What a tracking officer would chase.
    Gap {
        /// Neither deadline nor recurrence.
        NoDeadline = "no_deadline",
        /// Only vague deadlines.
        VagueDeadline = "vague_deadline",
        /// Nothing measurable.
        NoMeasure = "no_measure",
        /// Nobody named to act.
        NoOwner = "no_owner",
    }
}
words! {
    /// How a recommendation was answered.
    DecisionWord {
        /// In full.
        Accepted = "accepted",
        /// In part, in principle, with changes.
        PartiallyAccepted = "partially_accepted",
        /// Not accepted.
        Rejected = "rejected",
        /// Only noted.
        Noted = "noted",
        /// Put off.
        Deferred = "deferred",
    }
}
words! {
    /// How far the work got.
    Status {
        /// Nothing done yet.
        NotStarted = "not_started",
        /// Under way.
        InProgress = "in_progress",
        /// Done.
        Completed = "completed",
        /// Late.
        Overdue = "overdue",
        /// Replaced or no longer needed.
        Superseded = "superseded",
    }
}
words! {
    /// What sort of paper it is.
    DocumentType {
        /// One item of an agenda, with or without its minutes.
        AgendaItem = "agenda_item",
        /// Minutes of a meeting.
        Minutes = "minutes",
        /// Notice or record of a decision.
        DecisionNotice = "decision_notice",
        /// An officer's report.
        OfficerReport = "officer_report",
        /// A report of a scrutiny review.
        ScrutinyReport = "scrutiny_report",
        /// Action log or recommendation tracker.
        Tracker = "tracker",
        /// An answer to recommendations.
        Response = "response",
        /// A motion or amendment.
        Motion = "motion",
        /// An agenda or its front sheet.
        Agenda = "agenda",
    }
}
words! {
    /// Whether a paper is final.
    DocumentStatus {
        /// Still to be agreed.
        Draft = "draft",
        /// Agreed or signed.
        Confirmed = "confirmed",
    }
}
words! {
    /// How two records belong together.
    LinkKind {
        /// The same recommendation in another paper.
        SameAs = "same_as",
        /// Its answer.
        ResponseTo = "response_to",
        /// Its progress.
        ProgressOf = "progress_of",
        /// It replaces the other.
        Supersedes = "supersedes",
    }
}

/// One recommendation record.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Stable id: hash of the document's bytes and the clause, never of path or order.
    pub id: String,
    /// What sort of clause.
    pub kind: Kind,
    /// What it does.
    pub effect: Effect,
    /// What became of it.
    pub outcome: Outcome,
    /// The clause, without parts and notes.
    pub text: String,
    /// The lead-in it completes.
    pub stem: Option<String>,
    /// Stem and text read as one clause.
    pub full_text: String,
    /// Own label without closing punctuation.
    pub label: Option<String>,
    /// Labels from outermost stem to own.
    pub label_path: Vec<String>,
    /// What is listed under it.
    pub parts: Vec<Part>,
    /// Remarks that are not the clause.
    pub notes: Vec<String>,
    /// How it was voted on.
    pub vote: Option<Vote>,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// Who must act.
    pub addressees: Vec<Addressee>,
    /// Whose subject it is.
    pub portfolios: Vec<Portfolio>,
    /// By when.
    pub deadlines: Vec<Deadline>,
    /// How often.
    pub recurrences: Vec<Recurrence>,
    /// How measured.
    pub measures: Vec<Measure>,
    /// What is missing.
    pub gaps: Vec<Gap>,
    /// What was answered.
    pub response: Option<Response>,
    /// How far it got.
    pub progress: Option<Progress>,
    /// Which meeting.
    pub meeting: Meeting,
    /// Which file.
    pub source: Source,
    /// Where each value was read and by which rule.
    pub evidence: Vec<Evidence>,
    /// Other places of the clause in this document.
    pub mentions: Vec<Evidence>,
    /// Share of records read like this one that are right, 0 to 1.
    pub confidence: f64,
    /// Other records it belongs with.
    pub links: Vec<Link>,
    /// What was mended.
    pub repairs: Vec<String>,
    /// What made it.
    pub producer: Producer,
}

/// An item listed under a clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Label without closing punctuation.
    pub label: Option<String>,
    /// Words.
    pub text: String,
    /// What is listed under it.
    pub parts: Vec<Self>,
}

/// A vote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vote {
    /// Mover as written.
    pub proposer: Option<String>,
    /// Seconder as written.
    pub seconder: Option<String>,
    /// Votes for.
    pub votes_for: Option<u32>,
    /// Votes against.
    pub against: Option<u32>,
    /// Abstentions.
    pub abstain: Option<u32>,
    /// As written.
    pub text: Option<String>,
}

/// Who must act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressee {
    /// As written, leading article dropped.
    pub text: String,
    /// What sort of actor.
    pub role: Role,
    /// Portfolio in the title, as written.
    pub portfolio: Option<String>,
    /// The person, where named or resolved.
    pub person: Option<String>,
}

/// Whose subject it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portfolio {
    /// As written.
    pub text: String,
    /// Spelling variants folded.
    pub name: String,
    /// Where it was read.
    pub source: PortfolioSource,
}

/// By when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// As written.
    pub text: String,
    /// First day, where a period or start is meant.
    pub start: Option<Date>,
    /// Last day that still meets it.
    pub end: Option<Date>,
    /// How fine.
    pub precision: Precision,
    /// The date a relative deadline was counted from.
    pub anchor: Option<Date>,
    /// Stated or worked out.
    pub basis: Basis,
    /// Name of the convention it was worked out by, such as `uk-financial-year`.
    pub convention: Option<String>,
}

/// How often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// As written.
    pub text: String,
    /// RFC 5545 rule, or `None` where no calendar rule says it ("at each meeting").
    pub rrule: Option<String>,
}

/// A measurable target or amount that is itself decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// As written.
    pub text: String,
    /// The number; money in whole units of its currency.
    pub value: f64,
    /// `%`, `GBP`, or the noun counted.
    pub unit: Option<String>,
    /// How it compares.
    pub comparator: Comparator,
}

/// What was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// As written.
    pub text: Option<String>,
    /// What it comes to.
    pub decision: Option<DecisionWord>,
}

/// How far it got.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// The action-taken prose.
    pub text: Option<String>,
    /// What the status comes to.
    pub status: Option<Status>,
    /// The status as written.
    pub status_text: Option<String>,
    /// The day it was taken.
    pub as_of: Option<Date>,
    /// [`Basis::Conflict`] where what was done says the contrary of the state; otherwise `None`.
    pub basis: Option<Basis>,
}

/// Which meeting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meeting {
    /// The council.
    pub council: Option<String>,
    /// The body that met.
    pub body: Option<String>,
    /// The day it met.
    pub date: Option<Date>,
    /// Number of the agenda item.
    pub item_number: Option<String>,
    /// Title of the agenda item.
    pub item_title: Option<String>,
    /// What sort of paper.
    pub document_type: Option<DocumentType>,
    /// Whether it is final.
    pub document_status: Option<DocumentStatus>,
}

/// Which file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Path as given on the command line or found below it.
    pub path: String,
    /// SHA-256 of the file's bytes, lower-case hex.
    pub sha256: String,
    /// Media type the bytes were read as.
    pub media_type: String,
    /// Path inside an archive.
    pub member: Option<String>,
}

/// Where a value was read and by which rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Field name, `text`, `deadlines`, `meeting.date`.
    pub field: String,
    /// Rule id.
    pub rule: String,
    /// The bytes at `start..end` of the canonical text.
    pub quote: String,
    /// 1-based page.
    pub page: Option<u32>,
    /// Byte offset of the first byte.
    pub start: usize,
    /// Byte offset past the last.
    pub end: usize,
    /// `[x0, y0, x1, y1]` in PDF points.
    pub bbox: Option<[f32; 4]>,
    /// Table row, from 0.
    pub row: Option<u32>,
    /// Table column, from 0.
    pub column: Option<u32>,
}

/// Another record this one belongs with.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// How.
    pub kind: LinkKind,
    /// Its id.
    pub id: String,
    /// How sure, 0 to 1.
    pub score: f64,
    /// What speaks for it, in words a person can check.
    pub reasons: Vec<String>,
}

/// What made a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Producer {
    /// Program version.
    pub version: String,
    /// Hash of the rule sets used, lower-case hex.
    pub rules: String,
}
