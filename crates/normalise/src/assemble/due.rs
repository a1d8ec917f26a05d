//! By when and how often, by the cells of a row, the clause, its stem and the headings above in turn.

use minuted_model::{Deadline, Effect, FieldName, Recurrence};

use super::FieldReader;
use crate::{deadline, recurrence};

impl<'a> FieldReader<'a> {
    /// Noting leaves nothing to do by any day.
    pub(super) fn deadlines(&mut self) -> Vec<Deadline> {
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

    pub(super) fn recurrences(&mut self) -> Vec<Recurrence> {
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
}
