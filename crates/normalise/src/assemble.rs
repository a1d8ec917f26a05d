//! One draft to one record: every field of the contract, each value with its evidence.
//! How a value is read from words is the subject of its own module.

use minuted_model::{
    Addressee, Basis, Deadline, Document, DocumentType, Draft, Effect, Evidence, Field, FieldName,
    Joined, Kind, Measure, Meeting, Progress, Record, Recurrence, Response, Span, Status, Vote,
};

use crate::addressee;
use crate::clause_text;
use crate::context::Context;
use crate::dates;
use crate::deadline::{self, MissingYear, When};
use crate::evidence;
use crate::found::Found;
use crate::gaps;
use crate::id::Ids;
use crate::item::{self, Item};
use crate::meeting::{Meetings, Told};
use crate::portfolio;
use crate::status_key::StatusKey;
use crate::{confidence, measure, recurrence, response, status, vote};

/// How many blocks above a clause its item may go back, where no heading says where it begins.
const ITEM_BLOCKS: usize = 25;

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

    /// Who must act; what a meeting only notes leaves nobody anything to do.
    fn addressees(&mut self) -> Vec<Addressee> {
        let kind = self.draft.kind;
        if kind == Kind::Resolution && self.draft.effect == Effect::Note {
            return Vec::new();
        }
        let mut found = Vec::new();
        if self.draft.shape == "table_row" {
            let clause = self.clause.clone();
            let named = self.named_in_row(&clause.text);
            found.extend(self.keep("addressees", &clause, named));
            if !found.is_empty() {
                return self.with_portfolios(found);
            }
        }
        for field in self.fields(FieldName::Addressee) {
            // Beside a decision "Lead officer: Ann Ash" says whom to ask about it.
            if kind == Kind::Resolution && field.read.rule == "note_lead_officer" {
                continue;
            }
            let joined = self.shared.document.join(&field.read.spans);
            let mut owners = addressee::read_owner(&joined.text, &self.shared.people);
            // "Marsh", where the clause has "Ms. Marsh".
            let titled = |one: &Found<Addressee>| {
                let name = format!(". {}", one.value.text);
                self.draft.shape != "table_row"
                    && self.clause.text.contains(&name)
                    && addressee::find(&self.clause.text, kind, &self.shared.people)
                        .iter()
                        .any(|known| known.value.text.ends_with(&name))
            };
            owners.retain(|one| !titled(one));
            let new = not_among(&found, owners);
            found.extend(self.keep("addressees", &joined, new));
        }
        if found.is_empty() || self.draft.shape != "table_row" {
            let clause = self.clause.clone();
            let find = if found.is_empty() { addressee::find_any } else { addressee::find };
            let in_clause = find(&clause.text, kind, &self.shared.people);
            let new = not_among(&found, in_clause);
            found.extend(self.keep("addressees", &clause, new));
        }
        if found.is_empty() && !self.draft.stem.is_empty() {
            let stem = self.shared.document.join(&self.draft.stem);
            let in_stem = self.in_stem(&stem.text);
            found.extend(self.keep("addressees", &stem, in_stem));
        }
        // Of lead-ins one below the other the last names who the items are for.
        if let (true, [_, .., last]) = (found.is_empty(), self.draft.stem.as_slice()) {
            let stem = self.shared.document.join(&[*last]);
            let in_stem = self.in_stem(&stem.text);
            found.extend(self.keep("addressees", &stem, in_stem));
        }
        self.with_portfolios(found)
    }

    /// Those who act by the words of a row, whatever its owner column says: the officer there only sees to it.
    fn named_in_row(&self, clause: &str) -> Vec<Found<Addressee>> {
        let people = &self.shared.people;
        match self.draft.kind {
            // In a log of recommendations the body that is asked counts. "That the Council introduces a fare": all that is
            // recommended is the council's to do.
            Kind::Recommendation => {
                let mut asked = addressee::find(clause, Kind::Recommendation, people);
                asked.retain(|one| !addressee::is_own_name(&one.value.text));
                asked
            }
            // "Station managers to attend": who is named at the head of a task.
            Kind::Action => addressee::at_head(clause, people),
            Kind::Resolution => Vec::new(),
        }
    }

    /// Each bare title with the portfolio of the full one before it.
    fn with_portfolios(&mut self, mut found: Vec<Addressee>) -> Vec<Addressee> {
        for owner in &mut found {
            if owner.portfolio.is_none() && addressee::is_bare_title(&owner.text) {
                owner.portfolio = self.earlier_portfolio(&owner.text);
            }
        }
        found
    }

    /// Whom a lead-in names for the clause.
    fn in_stem(&self, stem: &str) -> Vec<Found<Addressee>> {
        addressee::find_in_stem(stem, &self.clause.text, self.draft.kind, &self.shared.people)
    }

    /// "The Cabinet Member" is the one whose full title stands nearest before, in the clause or above it in the same item.
    fn earlier_portfolio(&mut self, bare: &str) -> Option<String> {
        let document = self.shared.document;
        let clause = self.draft.text.first()?;
        let said = document.slice(Span::new(clause.start, self.draft.text.last()?.end));
        let end = clause.start + said.rfind(bare)?;
        let item = self.draft.section.last().map_or(0, |heading| heading.start);
        let above = document.blocks.iter().filter(|block| (item..=end).contains(&block.span.start));
        let above: Vec<Span> =
            above.filter(|block| block.is_content()).map(|block| block.span).collect();
        let near = above.iter().rev().take(ITEM_BLOCKS).copied();
        near.into_iter().find_map(|span| {
            let span = Span::new(span.start, span.end.min(end));
            let range = addressee::last_portfolio(document.slice(span))?;
            let place = Span::new(span.start + range.start, span.start + range.end);
            self.evidence.extend(evidence::at(document, "addressees", "earlier_title", &[place]));
            Some(clause_text::words(document, &[place]))
        })
    }

    /// Noting leaves nothing to do by any day.
    fn deadlines(&mut self) -> Vec<Deadline> {
        if self.draft.effect == Effect::Note {
            return Vec::new();
        }
        let mut found = Vec::new();
        for field in self.fields(FieldName::Deadline) {
            let joined = self.shared.document.join(&field.read.spans);
            let read = deadline::read_cell(&joined.text, &self.when);
            // "Monthly ongoing" says how often, and no day.
            let dated = read.iter().any(|found| found.value.end.is_some());
            if !dated && !recurrence::find(&joined.text).is_empty() {
                continue;
            }
            found.extend(self.keep("deadlines", &joined, read));
        }
        let clause = self.clause.clone();
        let in_clause = deadline::find(&clause.text, &self.when);
        let in_clause = in_clause.into_iter().filter(|_| found.is_empty()).collect();
        let kept = self.keep("deadlines", &clause, in_clause);
        found.extend(kept);
        // "Within four weeks the Council will: a) .., b) ..": what leads in says by when for all its items.
        if found.is_empty() && !self.draft.stem.is_empty() {
            let stem = self.shared.document.join(&self.draft.stem);
            let in_stem = deadline::find(&stem.text, &self.when);
            found.extend(self.keep("deadlines", &stem, in_stem));
        }
        if found.is_empty() {
            found.extend(self.heading_deadline());
        }
        found
    }

    /// What the nearest heading that says by when sets for all items under it.
    fn heading_deadline(&mut self) -> Option<Deadline> {
        let headings = self.draft.section.iter().rev();
        let (joined, read) = headings
            .map(|&span| self.shared.document.join(&[span]))
            .find_map(|joined| Some((deadline::read_heading(&joined.text, &self.when)?, joined)))
            .map(|(read, joined)| (joined, read))?;
        self.keep("deadlines", &joined, vec![read]).into_iter().next()
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

    fn recurrences(&mut self) -> Vec<Recurrence> {
        let clause = self.clause.clone();
        let found = recurrence::find(&clause.text);
        let mut kept = self.keep("recurrences", &clause, found);
        for field in self.fields(FieldName::Deadline) {
            let due = self.shared.document.join(&field.read.spans);
            let found = recurrence::find(&due.text);
            kept.extend(self.keep("recurrences", &due, found));
        }
        kept
    }

    fn measures(&mut self) -> Vec<Measure> {
        let clause = self.clause.clone();
        // What is only noted decides no figure.
        let decides = self.draft.effect != Effect::Note;
        let found = if decides { measure::find(&clause.text) } else { Vec::new() };
        self.keep("measures", &clause, found)
    }

    fn portfolios(&mut self, addressees: &[Addressee]) -> Vec<minuted_model::Portfolio> {
        if let Some(words) = self.field_words(FieldName::Portfolio, "portfolios") {
            return vec![portfolio::from_column(&words)];
        }
        let from_titles: Vec<_> = addressees.iter().filter_map(portfolio::from_addressee).collect();
        if !from_titles.is_empty() {
            return from_titles;
        }
        let sections = self
            .draft
            .section
            .iter()
            .map(|&span| (span, clause_text::words(self.shared.document, &[span])));
        if let Some((span, found)) = sections
            .filter_map(|(span, words)| Some((span, portfolio::from_section(&words)?)))
            .next_back()
        {
            self.evidence.extend(evidence::at(
                self.shared.document,
                "portfolios",
                "portfolio_section",
                &[span],
            ));
            return vec![found];
        }
        let Some((found, evidence)) = &self.shared.portfolio else { return Vec::new() };
        self.evidence.push(evidence.clone());
        vec![found.clone()]
    }

    /// Where a tracker has no state column, the first words of the progress say the state ("Complete", "Closed. See .."),
    /// or a word in place of the date. A colour means what the page's key says.
    fn progress(&mut self) -> Option<Progress> {
        let text = self.field_words(FieldName::Progress, "progress.text");
        let has_column = self.fields(FieldName::Status).next().is_some();
        let status_text = self.field_words(FieldName::Status, "progress.status_text");
        let status_text = status_text.or_else(|| self.state_for_date(has_column));
        let leading = text.as_deref().filter(|_| !has_column).and_then(status::leading);
        let status_text = status_text.or_else(|| self.leading_state(leading?));
        let as_of = self.field_words(FieldName::StatusDate, "progress.as_of");
        let as_of = as_of.and_then(|words| dates::first(&words, self.when.order));
        let says = status_text.as_deref().or(text.as_deref().filter(|_| !has_column));
        let by_key = says.and_then(|says| self.shared.status_key.read(says));
        let shade = self.fields(FieldName::Status).find_map(|field| field.shade);
        let by_shade = shade.and_then(|shade| self.shared.status_key.read_shade(shade));
        let by_key = by_key.or(by_shade);
        if let Some((_, span)) = by_key {
            self.evidence.extend(evidence::at(
                self.shared.document,
                "progress.status",
                "status_key",
                &[span],
            ));
        }
        let status = by_key.map(|(status, _)| status).or_else(|| says.and_then(status::read));
        // A colour that no key explains leaves the state to what the account begins with: "Complete".
        let begins = || status::read(status::leading(text.as_deref()?)?);
        let status = status.or_else(begins);
        let disagrees = status_text.is_some()
            && text.as_deref().zip(status).is_some_and(|(text, it)| status::contradicts(it, text));
        let basis = disagrees.then_some(Basis::Conflict);
        let progress = Progress { status, text, status_text, as_of, basis };
        (progress != Progress::default()).then_some(progress)
    }

    /// The state as written at the start of what is told of the progress.
    fn leading_state(&mut self, words: &str) -> Option<String> {
        let field = self.fields(FieldName::Progress).next()?;
        let joined = self.shared.document.join(&field.read.spans);
        let at = joined.text.find(words)?;
        let (document, rule) = (self.shared.document, &field.read.rule);
        let range = at..at + words.len();
        let places = evidence::within(document, "progress.status_text", rule, &joined, &range);
        self.evidence.extend(places);
        Some(words.to_owned())
    }

    /// "Completed" in the column of dates, in a tracker without a column of states.
    fn state_for_date(&mut self, has_column: bool) -> Option<String> {
        let field = self.fields(FieldName::Deadline).next().filter(|_| !has_column)?;
        let words = clause_text::words(self.shared.document, &field.read.spans);
        let short = words.split_whitespace().count() <= 3;
        let read = status::read(&words)
            .filter(|_| short && dates::first(&words, self.when.order).is_none());
        read.filter(|status| matches!(status, Status::Completed | Status::Superseded))?;
        let (rule, spans) = (&field.read.rule, &field.read.spans);
        self.evidence.extend(evidence::at(
            self.shared.document,
            "progress.status_text",
            rule,
            spans,
        ));
        Some(words)
    }

    /// Several bodies may answer, each in its column: what they come to is said where they agree.
    fn response(&mut self) -> Option<Response> {
        let document = self.shared.document;
        let mut texts = Vec::new();
        for field in self.fields(FieldName::Response) {
            let (rule, spans) = (&field.read.rule, &field.read.spans);
            self.evidence.extend(evidence::at(document, "response.text", rule, spans));
            texts.push(clause_text::words(document, spans));
        }
        texts.retain(|text| !response::is_blank(text));
        texts.first()?;
        let decision = response::read_all(&texts);
        if texts.iter().any(|text| !response::is_mark(text)) {
            texts.retain(|text| !response::is_mark(text));
        }
        Some(Response { decision, text: Some(texts.join(" ")) })
    }

    fn vote(&mut self) -> Option<Vote> {
        let proposer = self.field_words(FieldName::Proposer, "vote.proposer");
        let seconder = self.field_words(FieldName::Seconder, "vote.seconder");
        let document = self.shared.document;
        let notes = self
            .fields(FieldName::Note)
            .map(|field| clause_text::words(document, &field.read.spans));
        let said = notes.filter_map(|note| vote::read(&note)).next().unwrap_or_default();
        let vote = Vote {
            proposer: proposer.map(vote::without_stop).or(said.proposer.clone()),
            seconder: seconder.map(vote::without_stop).or(said.seconder.clone()),
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

/// Addressees that are not known yet, by their words.
fn not_among(known: &[Addressee], found: Vec<Found<Addressee>>) -> Vec<Found<Addressee>> {
    let is_new = |one: &Found<Addressee>| {
        let words = one.value.text.to_lowercase();
        let known_by = |known: &Addressee| {
            let text = known.text.to_lowercase();
            text == words
                // "FL" in the margin and "Fay Lumley" in the clause, "Ms. Lumley" and "Lumley": one person.
                || known.person.as_ref().is_some_and(|person| person.to_lowercase() == words)
                || text.ends_with(&format!(". {words}"))
                // "Eddle Ferry District" above, "the district" in the clause.
                || text.ends_with(&format!(" {words}")) && one.value.text.starts_with(char::is_lowercase)
                || words.ends_with(&format!(". {text}"))
        };
        !known.iter().any(known_by)
    };
    found.into_iter().filter(is_new).collect()
}
