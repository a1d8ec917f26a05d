//! What the open group takes of the blocks below its opener: its list, its clause, remarks and quotations.

use minuted_model::{Block, BlockKind, Field, FieldName, Kind, Span};

use super::{State, Walker, field};
use crate::amended::tells_of_motion_only;
use crate::clause::{is_stem, trailing_note};
use crate::label::Label;
use crate::list::Entry;
use crate::margin::names_office;
use crate::opened::{
    BARE, Opened, Place, explained_end, goes_on_with_names, item_belongs, leads_in, leads_to_verbs,
    paragraph_place, quote_end, schedule_end,
};
use crate::openers::Opener;
use crate::raw::{DocumentKind, Gives};
use crate::reading::{Reading, Unit};
use crate::rule::{Hit, Rule};
use crate::rules::RuleSet;
use crate::sentence::trim;
use crate::verdict::is_amendment;

/// The label that tasks and their owners share.
const ACTION: &str = "action";

/// A title in the list is a few words.
const MOST_OF_TITLE: usize = 60;

/// "4.1 General" above "4.1.1 We recommend that ..": a title within the section, not one of its clauses.
fn heads_items(reading: &Reading<'_>, index: usize) -> bool {
    let number = |index: usize| {
        let marker = reading.units.get(index)?.block.marker?;
        Some(reading.document.slice(marker).trim_end_matches('.'))
    };
    let words = reading.units.get(index).map_or("", |unit| unit.words.text());
    let below = number(index).zip(number(index + 1));
    let heads = below.is_some_and(|(number, next)| {
        let number = number.chars().any(|c| c.is_ascii_digit()).then_some(number);
        number
            .and_then(|number| next.strip_prefix(number))
            .is_some_and(|rest| rest.starts_with('.'))
    });
    heads && words.len() < MOST_OF_TITLE && !words.ends_with(['.', ';', ':', ','])
}

/// Whether what stands open takes nothing more of the paper, such as this block.
fn is_over(reading: &Reading<'_>, opened: &Opened<'_>, unit: &Unit<'_>, could_be: bool) -> bool {
    // "The lamp was mended. RESOLVED" resolves nothing below it but a list, or what begins as a clause does.
    if opened.closing && opened.group.is_empty() && !completes(reading, unit) {
        return true;
    }
    // Below the number of a resolution and its movers stands the motion, whatever its first words.
    if opened.is_line_of_movers() && !could_be && opened.group.label.is_none() {
        return true;
    }
    // A clause without opener whose movers were told is over: the next has movers of its own.
    let told = |field: &&Field| field.name == FieldName::Note;
    let is_item = unit.block.kind == BlockKind::Item;
    let said = |field: &Field| reading.document.words(&field.read.spans).to_lowercase();
    let over = |field: &Field| !is_item || said(field).contains("second");
    opened.group.shape == BARE && opened.group.fields.iter().filter(told).any(over)
}

/// "Payee | Purpose | Amount" below "The following payments were approved:": the table is the schedule of a complete clause, and the
/// names of its columns are none of its parts.
fn heads_table(
    reading: &Reading<'_>,
    rules: &RuleSet,
    opened: &Opened<'_>,
    unit: &Unit<'_>,
) -> bool {
    let start = reading.units.get(opened.start);
    let heads = unit.block.cell.is_some_and(|cell| cell.row == 0 && cell.header);
    heads
        && unit.block.marker.is_none()
        && start.is_some_and(|start| start.block.cell.is_none())
        && !is_stem(reading.scan, rules, &opened.group.lead)
}

/// Whether a block completes an opener at the end of the paragraph before it: "that ..", "to ..", the first item of a list.
fn completes(reading: &Reading<'_>, unit: &Unit<'_>) -> bool {
    let clause = ["that ", "That ", "THAT ", "to "].iter().any(|it| unit.words.starts_with(it));
    let listed =
        unit.block.kind == BlockKind::Item && reading.marker(unit).iter().any(Label::is_first);
    unit.number == 0 && (clause || listed)
}

/// "(5 Members voted in favour and 1 abstained.)" between "Resolved:" and its list: how it was voted, and no clause.
fn tells_vote(unit: &Unit<'_>) -> bool {
    unit.block.marker.is_none() && unit.words.starts_with(['(', '[']) && unit.words.contains("vot")
}

/// The movers that a hit names in the text that begins at `from`.
fn movers(rule: &Rule, hit: &Hit, text: &str, from: usize) -> impl Iterator<Item = Field> {
    let named = [(FieldName::Proposer, &hit.proposer), (FieldName::Seconder, &hit.seconder)];
    let found = named.map(|(name, range)| {
        let range = range.as_ref()?;
        let span = trim(text, Span::new(from + range.start, from + range.end));
        Some(field(name, rule, span))
    });
    found.into_iter().flatten()
}

impl<'a> Walker<'a> {
    /// What an item quotes ("endorsed, namely: “1. That ..") belongs to it, up to the mark that ends it; so do the lines of a
    /// schedule ("be appointed –", and a name on each line) up to the next item of the list.
    pub(super) fn takes_quoted(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        let State::Open(opened) = &mut self.state else { return false };
        if opened.quoting <= index {
            let quoted = quote_end(self.reading, opened, index);
            let end = quoted.or_else(|| schedule_end(self.reading, opened, index));
            let Some(end) = end else { return false };
            opened.quoting = end;
        }
        let Block { marker, level, span, .. } = *unit.block;
        let entry = Entry::new(marker, vec![span], level);
        // Of a table within a list the rows are the item's, cell by cell no parts of it.
        if unit.block.cell.is_none() {
            opened.group.entries.push(Entry { quoted: true, ..entry });
        }
        opened.taken = true;
        true
    }

    /// A block under the open group: an item of its list, its clause, or another clause beside the first.
    pub(super) fn takes(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
        if !matches!(self.state, State::Open(_)) {
            return false;
        }
        let reading = self.reading;
        let place = reading.around(index);
        let is_bare = self.rules.hits(Gives::Bare, unit.words, &place);
        let is_task = self.is_task(unit);
        let clause = self.rules.first(Gives::Clause, unit.words, &place).map(|(_, hit)| hit);
        let could_be = is_bare || clause.is_some() || is_task;
        let own = self.own_opener(index, unit);
        let State::Open(opened) = &mut self.state else { return false };
        let Block { marker, level, mut span, .. } = *unit.block;
        // "The Board agreed that the lamp be lit." below Decisions: the clause stands behind its own subject and verb.
        let decided = clause.filter(|_| opened.section.is_some()).and_then(|it| it.clause_within());
        span.start = own.or(decided.map(|at| span.start + at)).unwrap_or(span.start);
        let entry = Entry::new(marker, vec![span], level);
        if is_over(reading, opened, unit, could_be) {
            return false;
        }
        // "The Committee heard the following people:" below Decision, and their names.
        opened.told &= !could_be;
        if opened.told && unit.block.kind == BlockKind::Item {
            return true;
        }
        if opened.awaits_vote(reading, self.rules, index) {
            self.take_line(entry);
            return true;
        }
        if opened.section.is_some() && !could_be && heads_items(reading, index) {
            return true;
        }
        if unit.block.kind == BlockKind::Item {
            return self.takes_item(index, entry, is_task);
        }
        if goes_on_with_names(reading, opened, unit) {
            opened.group.entries.push(entry);
            return true;
        }
        let under_section = opened.section.is_some();
        if under_section && !could_be && !opened.taken {
            return self.passes(index, unit);
        }
        // "To comply with the Constitution." behind a list of decisions is its reason.
        let listed = opened.group.entries.last().is_some_and(|entry| entry.label.is_some());
        let decides = opened.group.kind == Kind::Resolution;
        let is_reason = decides && listed && unit.words.starts_with("To ");
        let verbs = || !opened.group.entries.is_empty() && leads_to_verbs(reading, opened);
        let is_clause = is_bare || could_be && !is_reason && (under_section || verbs());
        match paragraph_place(reading, opened, unit.words.text(), is_clause) {
            Place::Lead => opened.group.lead.push(unit.block.span),
            Place::Continues => opened.last_text().push(unit.block.span),
            Place::Beside => {
                opened.lead_to_entry();
                opened.group.entries.push(entry);
            }
            Place::Under if heads_table(reading, self.rules, opened, unit) => return false,
            Place::Under => opened.group.entries.push(entry),
            Place::Outside => {
                return explained_end(reading, opened, index).is_some();
            }
        }
        opened.taken = true;
        true
    }

    /// A line before the vote on a numbered motion: of the schedule that it leads in to, or more of its words.
    fn take_line(&mut self, entry: Entry) {
        let State::Open(opened) = &mut self.state else { return };
        opened.taken = true;
        let leads = leads_in(&self.reading.document.words(&opened.group.lead));
        let Some(&span) = entry.text.first() else { return };
        if leads || !opened.group.entries.is_empty() {
            let trailing = trailing_note(self.reading.scan, self.rules, opened.group.kind, span);
            let (text, vote) = trailing.map_or((span, None), |(text, vote, _)| (text, Some(vote)));
            opened.group.fields.extend(vote);
            opened.group.entries.push(Entry { text: vec![text], ..entry });
        } else {
            opened.last_text().push(span);
        }
    }

    /// An item of the open list. Among tasks told in prose the next item that gives none is narrative again.
    fn takes_item(&mut self, index: usize, entry: Entry, is_task: bool) -> bool {
        let State::Open(opened) = &mut self.state else { return false };
        let beside = opened.group.entries.first().is_none_or(|first| entry.level <= first.level);
        let tasks = opened.lists_tasks() && self.reading.kind == DocumentKind::PlainMinutes;
        if tasks && beside && !is_task {
            return false;
        }
        let belongs = item_belongs(self.reading, self.rules, opened, index);
        if belongs {
            opened.taken = true;
            opened.group.entries.push(entry);
        }
        belongs
    }

    /// A statement between the heading and its clauses is passed over; "Recommendation 1: .." is no statement. In minutes told
    /// in prose a sentence of it may decide: "The policy was accepted by the Board."
    fn passes(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
        let State::Open(opened) = &mut self.state else { return false };
        let decides = opened.group.kind == Kind::Resolution;
        let leads = leads_in(unit.words.text());
        // "The Cabinet considered the plan and agreed the following:", "The Council should:"
        if leads && is_stem(self.reading.scan, self.rules, &[unit.block.span]) {
            opened.group.lead.push(unit.block.span);
            opened.taken = true;
            return true;
        }
        opened.told = decides && leads;
        let may_tell = self.reading.kind == DocumentKind::PlainMinutes && !opened.told;
        let place = self.reading.around(index);
        let passed = !self.rules.hits(Gives::Item, unit.outer_words(self.reading), &place);
        if passed && may_tell {
            self.narrate(index, unit.block.span);
        }
        passed
    }

    /// "The ferry office to report at the next meeting." below "Actions:": what the rule that opened the list says its blocks are.
    fn is_task(&self, unit: &Unit<'_>) -> bool {
        let State::Open(opened) = &self.state else { return false };
        let fits = |rule: &Rule| rule.fits_before(unit.words.text());
        opened.lists_tasks() && opened.section.is_some_and(fits)
    }

    /// "6.5 The committee recommends that .." below "Recommendation 1:", "17.2 The Leader RESOLVED to:" below "Decisions": where
    /// the clause or its lead-in begins behind the item's own opener.
    fn own_opener(&self, index: usize, unit: &'a Unit<'a>) -> Option<usize> {
        let State::Open(opened) = &self.state else { return None };
        let labelled = |marker| self.reading.document.slice(marker).contains(char::is_alphanumeric);
        // "The Head of Piers:" above "iii) Agreed that ..": the verb is the item's own.
        if !opened.group.lead.is_empty() && self.tells_deed(opened, index, unit) {
            return None;
        }
        let asks = opened.group.kind == Kind::Recommendation || opened.section.is_some();
        if !asks || !unit.block.marker.is_some_and(labelled) {
            return None;
        }
        let (rule, from, hit) = self.openers(index, unit).first()?;
        let heads = *from == unit.block.span.start && hit.whole.start == 0;
        // "4. Six offices keep the list. We recommend that ..", among conclusions.
        let opener = opened.group.fields.iter().find(|field| field.name == FieldName::Opener);
        let concludes = || {
            let heading = opener.map(|field| self.reading.document.words(&field.read.spans));
            let asks = opened.section.is_some() && opened.group.kind == Kind::Recommendation;
            asks && heading.is_some_and(|it| it.to_lowercase().contains("conclusion"))
        };
        // "The piers leak. We call on the harbour office to mend them": whom it asks stands in the sentence.
        let whom = hit.to.as_ref().is_some_and(|to| to.start == hit.text.start);
        if whom && concludes() && rule.kind() == Some(opened.group.kind) {
            return Some(*from);
        }
        let that = unit.words.get(from + hit.text.start - unit.block.span.start..);
        let clause = that.is_some_and(|clause| clause.starts_with("that "));
        let own = (heads || clause && concludes()) && rule.kind() == Some(opened.group.kind);
        let says =
            hit.text.len() > "that ".len() || !hit.text.is_empty() && leads_in(unit.words.text());
        (own && says).then_some(from + hit.text.start)
    }

    /// "Proposed by A", "Seconded by B" on lines below the clause they moved.
    pub(super) fn takes_movers(&mut self, unit: &Unit<'_>, opener: &Opener<'_>) -> bool {
        let (rule, from, hit) = opener;
        if !matches!(&self.state, State::Open(opened) if opened.lacks(hit)) {
            return false;
        }
        if self.takes_note(unit) {
            return true;
        }
        let State::Open(opened) = &mut self.state else { return false };
        let text = &self.reading.document.text;
        opened.group.fields.extend(movers(rule, hit, text, *from));
        true
    }

    /// "The motion was adopted on the proposal of A, seconded by B." behind a motion whose movers are known: it moves nothing else.
    pub(super) fn tells_of_motion(&self, opener: &Opener<'_>) -> bool {
        const PUT: [&str; 3] = ["motion was", "amendment was", "resolution was"];
        let (_, from, hit) = opener;
        let before = self.reading.document.slice(Span::new(*from, from + hit.whole.start));
        let before = before.to_lowercase();
        matches!(&self.state, State::Open(opened) if !opened.group.is_empty())
            && PUT.iter().any(|put| before.contains(put))
    }

    /// An owner in the margin is the last clause's, and nothing else where none is open.
    pub(super) fn takes_owner(&mut self, unit: &Unit<'_>) -> bool {
        let Some(owner) = self.reading.owner_in_margin(unit) else { return false };
        if let State::Open(opened) = &mut self.state
            && !opened.group.is_empty()
        {
            opened.group.tell(owner);
        }
        true
    }

    /// "Accepted." below a recommendation: what became of it, not the end of its list. A label above a list is none.
    pub(super) fn takes_answer(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        let State::Open(opened) = &mut self.state else { return false };
        let asks = opened.group.kind == Kind::Recommendation && !opened.group.is_empty();
        let is_paragraph = unit.block.kind != BlockKind::Heading && unit.block.marker.is_none();
        if !asks || !is_paragraph || opened.is_line_of_movers() {
            return false;
        }
        let place = self.reading.around(index);
        let Some((rule, hit)) = self.rules.first(Gives::Answer, unit.words, &place) else {
            return false;
        };
        let next = self.reading.units.get(index + 1);
        let lists = next.is_some_and(|next| self.reading.marker(next).iter().any(Label::is_first));
        if !hit.is_all_of(&unit.words) || lists {
            return false;
        }
        let answer = field(FieldName::Response, rule, unit.block.span);
        opened.group.tell(answer);
        opened.taken = true;
        true
    }

    /// The vote in brackets right below an opener, before its clauses.
    pub(super) fn takes_vote(&mut self, unit: &Unit<'_>) -> bool {
        matches!(&self.state, State::Open(opened) if opened.group.is_empty())
            && tells_vote(unit)
            && self.takes_note(unit)
    }

    /// "(Carried unanimously)", "Proposed by A, seconded by B", "Action: AB" after the clauses.
    pub(super) fn takes_note(&mut self, unit: &Unit<'_>) -> bool {
        let State::Open(opened) = &mut self.state else { return false };
        if opened.group.is_empty() && !tells_vote(unit) {
            return false;
        }
        // "The motion was carried." below an amendment is told of what it was moved to.
        if is_amendment(&opened.group) && tells_of_motion_only(unit.words.text()) {
            return false;
        }
        let Some((rule, hit)) = self.rules.whole_note(unit.words) else { return false };
        // "Action: Summer fair" below "Action: Clerk to book the hall" is the next task, and nobody's name.
        let owner = hit.owner(rule, unit.block.span);
        let names = |owner: &Field| names_office(&self.reading.document.words(&owner.read.spans));
        let labels = unit.words.get(..ACTION.len());
        let is_action = labels.is_some_and(|label| label.eq_ignore_ascii_case(ACTION));
        let next_task = opened.group.kind == Kind::Action && is_action;
        if next_task && owner.is_some_and(|owner| !names(&owner)) {
            return false;
        }
        opened.group.fields.push(field(FieldName::Note, rule, unit.block.span));
        opened.group.fields.extend(hit.told(rule, unit.block.span));
        let text = &self.reading.document.text;
        opened.group.fields.extend(movers(rule, &hit, text, unit.block.span.start));
        true
    }
}
