//! Who must act, by the fields of a draft, its clause and its stem in turn, and whose portfolio it is.

use minuted_model::{Addressee, Effect, FieldName, Kind, Span};

use super::FieldReader;
use crate::found::Found;
use crate::{addressee, clause_text, evidence, portfolio};

/// How many blocks above a clause its item may go back, where no heading says where it begins.
const ITEM_BLOCKS: usize = 25;

impl<'a> FieldReader<'a> {
    /// Who must act; what a meeting only notes leaves nobody anything to do.
    pub(super) fn addressees(&mut self) -> Vec<Addressee> {
        let kind = self.draft.kind;
        if kind == Kind::Resolution && self.draft.effect == Effect::Note {
            return Vec::new();
        }
        let mut found = Vec::new();
        if self.draft.shape == "table_row" {
            let clause = self.clause.clone();
            let named = self.named_in_row(&clause.text);
            found.extend(self.keep("addressees", &clause, named));
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
        if !self.draft.stem.is_empty() {
            let stem = self.shared.document.join(&self.draft.stem);
            let asks =
                kind == Kind::Recommendation && addressee::asks(&stem.text, &self.clause.text);
            let in_stem = if found.is_empty() || asks { self.in_stem(&stem.text) } else { vec![] };
            let in_stem = not_among(&found, in_stem);
            let in_stem = self.keep("addressees", &stem, in_stem);
            found.splice(0..0, in_stem);
        }
        // Of lead-ins one below the other the last names who the items are for.
        if let (true, [_, .., last]) = (found.is_empty(), self.draft.stem.as_slice()) {
            let stem = self.shared.document.join(&[*last]);
            let in_stem = self.in_stem(&stem.text);
            found.extend(self.keep("addressees", &stem, in_stem));
        }
        self.with_portfolios(found)
    }

    /// Those who act by the words of a row, beside whoever its owner column names.
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
            Kind::Action => {
                let head = addressee::at_head(clause, people);
                if head.is_empty() { addressee::agreed_of(clause, people) } else { head }
            }
            Kind::Resolution => addressee::agreed_of(clause, people),
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

    pub(super) fn portfolios(&mut self, addressees: &[Addressee]) -> Vec<minuted_model::Portfolio> {
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
}

/// "Cllr Lumley" beside "Cllr F. Lumley": a title and the last name of somebody known.
fn is_shorter(words: &str, known: &str) -> bool {
    let Some((title, last)) = words.split_once(' ') else { return false };
    let titled = title.starts_with("cllr") || title.starts_with("cyng");
    titled && known.starts_with(title) && known.ends_with(&format!(". {last}"))
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
                || is_shorter(&words, &text)
                // "Eddle Ferry District" above, "the district" in the clause.
                || text.ends_with(&format!(" {words}")) && one.value.text.starts_with(char::is_lowercase)
                || words.ends_with(&format!(". {text}"))
        };
        !known.iter().any(known_by)
    };
    found.into_iter().filter(is_new).collect()
}
