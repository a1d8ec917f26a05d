//! An opener with everything that was collected under it.

use minuted_model::{Effect, Field, Kind, Outcome, Span};

use crate::list::Entry;

/// An opener with everything under it.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The rule that opened it.
    pub(crate) rule: String,
    pub(crate) kind: Kind,
    /// The effect the opener itself gives ("Noted:").
    pub(crate) effect: Option<Effect>,
    pub(crate) outcome: Outcome,
    pub(crate) shape: &'static str,
    /// Whether it was only put: the vote after it says what became of it.
    pub(crate) moved: bool,
    /// The number of the resolution, `R2018-026`, where its opener reads it: what follows is its text until it is voted on.
    pub(crate) label: Option<Span>,
    /// The same where it stands beside the movers: a label and no more.
    pub(crate) number: Option<Span>,
    /// What follows the opener before any item.
    pub(crate) lead: Vec<Span>,
    /// What is told of the lead alone.
    pub(crate) told: Vec<Field>,
    pub(crate) entries: Vec<Entry>,
    /// Fields read beside the clauses: opener, addressee, notes, votes. They hold for every clause of the group.
    pub(crate) fields: Vec<Field>,
    /// Headings above.
    pub(crate) section: Vec<Span>,
}

impl Group {
    /// Whether it has no words yet: neither a lead-in nor an item.
    pub(crate) fn is_empty(&self) -> bool {
        self.lead.is_empty() && self.entries.is_empty()
    }

    /// The number of the resolution, wherever it is printed.
    pub(crate) fn printed(&self) -> Option<Span> {
        self.label.or(self.number)
    }

    /// Keeps what is told of the last clause alone.
    pub(crate) fn tell(&mut self, field: Field) {
        self.entries.last_mut().map_or(&mut self.told, |last| &mut last.told).push(field);
    }

    /// The lead as the clause it is.
    pub(crate) fn lead_entry(&self) -> Entry {
        Entry { told: self.told.clone(), ..Entry::new(self.label, self.lead.clone(), 0) }
    }
}
