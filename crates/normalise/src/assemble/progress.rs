//! How far it got, and what was answered.

use minuted_model::{Basis, FieldName, Progress, Response, Status};

use super::FieldReader;
use crate::{clause_text, dates, evidence, response, status};

impl<'a> FieldReader<'a> {
    /// Where a tracker has no state column, the first words of the progress say the state ("Complete", "Closed. See .."),
    /// or a word in place of the date. A colour means what the page's key says.
    pub(super) fn progress(&mut self) -> Option<Progress> {
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
    pub(super) fn response(&mut self) -> Option<Response> {
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
}
