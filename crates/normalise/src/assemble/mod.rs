//! One draft to one record: every field of the contract, each value with its evidence.
//! How a value is read from words is the subject of its own module.

mod due;
mod owners;
mod progress;

use minuted_model::{
    Document, DocumentType, Draft, Effect, Evidence, Field, FieldName, Joined, Measure, Meeting,
    Record, Vote,
};

use crate::clause_text;
use crate::context::Context;
use crate::dates;
use crate::deadline::{MissingYear, When};
use crate::evidence;
use crate::found::Found;
use crate::gaps;
use crate::id::Ids;
use crate::item::{self, Item};
use crate::meeting::{Meetings, Told};
use crate::status_key::StatusKey;
use crate::{confidence, measure, vote};

/// What the records of a document share.
pub(crate) struct Shared<'a> {
    pub(crate) document: &'a Document,
    pub(crate) context: &'a Context,
    pub(crate) meetings: Meetings,
    /// Portfolio that the first page names for the whole paper, with its evidence.
    pub(crate) portfolio: Option<(minuted_model::Portfolio, Evidence)>,
    pub(crate) people: crate::attendance::People,
    pub(crate) status_key: StatusKey,
}

/// Turns a draft into a record.
pub(crate) fn record(shared: &Shared<'_>, draft: &Draft, ids: &mut Ids<'_>) -> Record {
    let mut reader = FieldReader::new(shared, draft);
    let told = reader.told;
    let document = shared.document;
    let text = clause_text::words(document, &draft.text);
    let stem = clause_text::words(document, &draft.stem);
    let full_text = clause_text::full(&stem, &text);
    let label_path: Vec<String> = draft
        .label_path
        .iter()
        .filter_map(|&span| clause_text::label(document.slice(span)))
        .collect();
    let addressees = reader.addressees();
    let deadlines = reader.deadlines();
    let recurrences = reader.recurrences();
    let measures = reader.measures();
    let portfolios = reader.portfolios(&addressees);
    let progress = reader.progress();
    let response = reader.response();
    let vote = reader.vote();
    let meeting = reader.meeting();
    let id = ids.next(&full_text, &label_path);
    let mut record = Record {
        id,
        kind: draft.kind,
        effect: draft.effect,
        outcome: draft.outcome,
        text,
        stem: (!stem.is_empty()).then_some(stem),
        full_text,
        label: draft.label.and_then(|span| clause_text::label(document.slice(span))),
        label_path,
        parts: clause_text::parts(document, &draft.parts),
        notes: reader.notes(),
        vote,
        section: titles(document, draft, &meeting, shared.meetings.order),
        addressees,
        portfolios,
        deadlines,
        recurrences,
        measures,
        gaps: Vec::new(),
        response,
        progress,
        meeting,
        source: shared.context.source.clone(),
        evidence: reader.evidence,
        mentions: draft
            .mentions
            .iter()
            .flat_map(|read| evidence::at(document, "text", &read.rule, &read.spans))
            .collect(),
        confidence: confidence::of(&draft.rule, draft.shape),
        links: Vec::new(),
        repairs: draft.repairs.clone(),
        producer: shared.context.producer.clone(),
    };
    record.evidence.extend(told.evidence.iter().cloned());
    record.gaps = gaps::of(&record);
    record
}

/// The headings above a clause, outermost first, without those that only name the meeting.
fn titles(
    document: &Document,
    draft: &Draft,
    meeting: &Meeting,
    order: dates::Order,
) -> Vec<String> {
    let names = |words: &str| {
        let is = |name: &Option<String>| {
            name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(words.trim()))
        };
        let lower = words.to_lowercase();
        let told = lower.contains("minutes") || lower.contains("meeting");
        let dated = told && meeting.date.is_some() && dates::first(words, order) == meeting.date;
        is(&meeting.council) || is(&meeting.body) || dated
    };
    let words = draft.section.iter().map(|&span| clause_text::words(document, &[span]));
    words.filter(|words| !names(words)).collect()
}

/// Reads the fields of one draft and gathers their evidence.
struct FieldReader<'a> {
    shared: &'a Shared<'a>,
    draft: &'a Draft,
    /// The meeting it was made at.
    told: &'a Told,
    clause: Joined,
    when: When<'a>,
    evidence: Vec<Evidence>,
}

impl<'a> FieldReader<'a> {
    fn new(shared: &'a Shared<'a>, draft: &'a Draft) -> Self {
        let document = shared.document;
        let mut evidence = evidence::at(document, "text", &draft.rule, &draft.text);
        evidence.extend(evidence::at(document, "stem", &draft.rule, &draft.stem));
        evidence.extend(evidence::at(
            document,
            "label",
            &draft.rule,
            &draft.label.into_iter().collect::<Vec<_>>(),
        ));
        let spans: Vec<_> = draft
            .text
            .iter()
            .chain(draft.parts.iter().flat_map(|part| &part.text))
            .copied()
            .collect();
        let told = shared.meetings.at(spans.first().map_or(0, |span| span.start));
        let row_date = draft.fields.iter().find(|field| field.name == FieldName::Date);
        if let Some(field) = row_date {
            let (rule, spans) = (&field.read.rule, &field.read.spans);
            evidence.extend(evidence::at(document, "origin", rule, spans));
        }
        let row_date = row_date.and_then(|field| {
            dates::first(&document.join(&field.read.spans).text, shared.meetings.order)
        });
        let anchor = row_date.or(told.meeting.date);
        let in_log = draft.shape == "table_row" && row_date.is_none();
        let missing = if in_log { MissingYear::Nearest } else { MissingYear::Next };
        let when = When {
            anchor,
            year_start: shared.context.year_start.clamp(1, 12),
            next_meeting: told.next,
            body: told.meeting.body.as_deref(),
            missing,
            order: shared.meetings.order,
        };
        Self { shared, draft, told, clause: document.join(&spans), when, evidence }
    }

    /// The values, their evidence being kept under the name of the field.
    fn keep<T>(&mut self, name: &str, joined: &Joined, found: Vec<Found<T>>) -> Vec<T> {
        for value in &found {
            self.evidence.extend(evidence::within(
                self.shared.document,
                name,
                value.rule,
                joined,
                &value.range,
            ));
        }
        found.into_iter().map(|found| found.value).collect()
    }

    fn fields(&self, name: FieldName) -> impl Iterator<Item = &'a Field> + use<'a> {
        let draft: &'a Draft = self.draft;
        draft.fields.iter().filter(move |field| field.name == name)
    }

    /// The words of the first field of that name, with its evidence kept.
    fn field_words(&mut self, name: FieldName, evidence_name: &str) -> Option<String> {
        let field = self.fields(name).next()?;
        let words = clause_text::words(self.shared.document, &field.read.spans);
        self.evidence.extend(evidence::at(
            self.shared.document,
            evidence_name,
            &field.read.rule,
            &field.read.spans,
        ));
        (!words.is_empty()).then_some(words)
    }

    /// Minutes number their items: the outermost numbered heading above the clause is the item it was taken under.
    fn meeting(&mut self) -> Meeting {
        let mut meeting = self.told.meeting.clone();
        let known = meeting.item_number.is_some() || meeting.item_title.is_some();
        if known || meeting.document_type != Some(DocumentType::Minutes) {
            return meeting;
        }
        let document = self.shared.document;
        let mut headings = self.draft.section.iter();
        let numbered = headings.find_map(|&heading| item::numbered(document, heading));
        let Some(Item { number, printed, title }) = numbered else { return meeting };
        meeting.item_number = Some(number);
        meeting.item_title = Some(clause_text::words(document, &[title]));
        for (field, span) in [("meeting.item_number", printed), ("meeting.item_title", title)] {
            self.evidence.extend(evidence::at(document, field, "numbered_heading", &[span]));
        }
        meeting
    }

    fn measures(&mut self) -> Vec<Measure> {
        let clause = self.clause.clone();
        // What is only noted decides no figure.
        let decides = self.draft.effect != Effect::Note;
        let found = if decides { measure::find(&clause.text) } else { Vec::new() };
        self.keep("measures", &clause, found)
    }

    fn vote(&mut self) -> Option<Vote> {
        let proposer = self.field_words(FieldName::Proposer, "vote.proposer");
        let seconder = self.field_words(FieldName::Seconder, "vote.seconder");
        let document = self.shared.document;
        let notes = self.fields(FieldName::Note);
        let notes: Vec<String> =
            notes.map(|field| clause_text::words(document, &field.read.spans)).collect();
        let votes = notes.iter().filter_map(|note| vote::read(note));
        let said = votes.reduce(vote::counted_behind).unwrap_or_default();
        let alone = || notes.iter().find_map(|note| vote::seconder(note));
        let vote = Vote {
            proposer: proposer.map(vote::without_stop).or(said.proposer.clone()),
            seconder: seconder.map(vote::without_stop).or(said.seconder.clone()).or_else(alone),
            ..said
        };
        (vote != Vote::default()).then_some(vote)
    }

    fn notes(&mut self) -> Vec<String> {
        let document = self.shared.document;
        let fields: Vec<&Field> = self.fields(FieldName::Note).collect();
        for field in &fields {
            self.evidence.extend(evidence::at(
                document,
                "notes",
                &field.read.rule,
                &field.read.spans,
            ));
        }
        fields
            .iter()
            .map(|field| clause_text::words(document, &field.read.spans))
            .map(|note| note.trim_start_matches([',', ';', ' ', '–', '—', '-']).to_owned())
            .filter(|note| !note.is_empty())
            .collect()
    }
}
