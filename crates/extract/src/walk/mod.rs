//! The walk: one pass over the content blocks that collects, under each opener, what belongs to it.
//! What opens a group is `opens.rs`'s subject, what the group then holds `opening.rs`'s, what it takes `taking.rs`'s, and how it
//! becomes clauses `clause.rs`'s.

mod amendments;
mod contents;
mod directed;
mod headings;
mod motion_number;
mod opening;
mod opens;
mod shut;
mod taking;
mod talk;
mod titles;

use std::borrow::Cow;
use std::cell::OnceCell;

use minuted_model::{BlockKind, Field, FieldName, Kind, Span};

use crate::clause::is_stem;
use crate::decision_table::{self, DecisionTables};
use crate::group::Group;
use crate::label::Label;
use crate::narrative;
use crate::observe::{Observer, Standing};
use crate::opened::{Opened, item_belongs};
use crate::openers::Opener;
use crate::raw::Gives;
use crate::reading::{Reading, Unit, is_clause_in_capitals};
use crate::rule::{Hit, Rule};
use crate::rules::RuleSet;
use crate::sentence::sentences;
use crate::walk::headings::Section;
use crate::walk::titles::Titles;

/// What the walk found.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// Groups in text order.
    pub(crate) groups: Vec<Collected>,
    /// Sentences that no group took, for the narrative rules: unit and span.
    pub(crate) narrative: Vec<(usize, Span)>,
    /// Titles of items that are no headings.
    pub(crate) titles: Titles,
}

/// A group with the units it was collected from.
#[derive(Debug)]
pub(crate) struct Collected {
    pub(crate) group: Group,
    /// Index of its first unit.
    pub(crate) start: usize,
    /// Index of the unit after its last.
    pub(crate) end: usize,
}

/// Where the walk stands.
#[derive(Debug)]
enum State<'a> {
    /// In narrative.
    Idle,
    /// Under a heading of that level, or a lead-in with that marker, under which nothing is operative.
    Closed(u8, Vec<Label>),
    /// Under an opener.
    Open(Box<Opened<'a>>),
}

impl State<'_> {
    fn standing(&self) -> Standing {
        match self {
            State::Idle => Standing::Idle,
            State::Closed(..) => Standing::Closed,
            State::Open(opened) => {
                let Group { rule, lead, entries, fields, .. } = &opened.group;
                let size = lead.len() + entries.len() + fields.len();
                let texts: usize = entries.iter().map(|entry| entry.text.len()).sum();
                Standing::Open { rule: rule.clone(), start: opened.start, size: size + texts }
            }
        }
    }
}

/// Walks a document.
pub(crate) fn walk<O: Observer>(
    reading: &Reading<'_>,
    rules: &RuleSet,
    observer: &mut O,
) -> Walked {
    let mut walker = Walker {
        reading,
        rules,
        state: State::Idle,
        openers: OnceCell::new(),
        section: None,
        tables: DecisionTables::of(reading.scan, rules, reading.kind),
        out: Walked::default(),
    };
    for index in 0..reading.units.len() {
        walker.step(index);
        if O::LISTENS {
            observer.stepped(index, walker.state.standing());
        }
    }
    walker.finish(reading.units.len());
    walker.out
}

struct Walker<'a> {
    reading: &'a Reading<'a>,
    rules: &'a RuleSet,
    state: State<'a>,
    /// The openers of the block at hand, once asked for.
    openers: OnceCell<Vec<Opener<'a>>>,
    /// The operative section the walk is in, for theme headings below it.
    section: Option<Section<'a>>,
    tables: DecisionTables<'a>,
    out: Walked,
}

impl<'a> Walker<'a> {
    fn step(&mut self, index: usize) {
        let Some(unit) = self.reading.units.get(index) else { return };
        self.openers = OnceCell::new();
        if unit.number > 0 && unit.block.kind != BlockKind::Heading {
            self.out.titles.pass(self.reading, index);
        }
        if self.takes_owner(unit)
            || self.takes_quoted(index, unit)
            || self.takes_vote(unit)
            || self.takes_answer(index, unit)
        {
            return;
        }
        match self.tables.place(unit.block.cell) {
            Some(decision_table::Place::Header | decision_table::Place::Beside) => {
                return self.start_afresh(index);
            }
            Some(decision_table::Place::Decision(rule, number, subject)) => {
                self.open_cell(index, unit, rule, number, subject);
            }
            None => {}
        }
        if unit.block.kind == BlockKind::Heading && !is_clause_in_capitals(unit.words.text()) {
            return self.step_heading(index, unit);
        }
        if self.rules.hits(Gives::Boundary, unit.words, &self.reading.around(index)) {
            return self.start_afresh(index);
        }
        self.reopens(unit);
        if self.leads_again(index, unit) || self.directs(index, unit) {
            return;
        }
        if self.goes_on(index, unit) && self.takes(index, unit) {
            return;
        }
        if self.closes(index, unit) || self.opens_section(index, unit) || self.opens(index, unit) {
            return;
        }
        if self.takes_note(unit) || self.takes(index, unit) {
            return;
        }
        if matches!(self.state, State::Open(_)) {
            self.finish(index);
            self.state = State::Idle;
        }
        if !self.opens_bare(index, unit) {
            self.out.titles.tell(self.reading, index);
            if unit.block.marker.is_some() {
                self.out.titles.pass(self.reading, index);
            }
            self.narrate(index, unit.block.span);
        }
    }

    /// A label line between the parts of an agenda item: what stood open before it is over.
    fn start_afresh(&mut self, index: usize) {
        self.finish(index);
        self.section = None;
        self.state = State::Idle;
    }

    /// An item that carries on the open list is its next clause, even where it begins like a weak opener: "2. Agreed to ..";
    /// so is a paragraph under a label Decision that begins as a clause and has such an opener in its midst.
    fn goes_on(&self, index: usize, unit: &'a Unit<'a>) -> bool {
        let State::Open(opened) = &self.state else { return false };
        let openers = || self.openers(index, unit);
        let strong = |opener: &Opener<'_>| opener.0.raw.strong;
        if unit.block.kind == BlockKind::Item && unit.block.marker.is_some() {
            // "2. We recommend that .." in a list of recommendations is its next clause.
            let asks = opened.section.is_some() && opened.group.kind == Kind::Recommendation;
            let own = asks && openers().iter().all(|it| it.0.kind() == Some(Kind::Recommendation));
            let free = own || !openers().iter().any(strong) || self.tells_deed(opened, index, unit);
            return free && item_belongs(self.reading, self.rules, opened, index);
        }
        // "That Full Council resolves to:" below Recommendation leads in to what is recommended.
        if opened.section.is_some() && opened.group.is_empty() {
            let decides = |rule: &Rule| !rule.raw.strong && rule.kind() == Some(Kind::Resolution);
            let weak = opened.group.kind == Kind::Recommendation
                && openers().first().is_some_and(|first| decides(first.0));
            if weak && is_stem(self.reading.scan, self.rules, &[unit.block.span]) {
                return true;
            }
        }
        let place = self.reading.around(index);
        let late = |openers: &[Opener<'_>]| {
            let starts = |(_, from, hit): &Opener<'_>| from + hit.whole.start;
            openers.first().is_some_and(|first| starts(first) > unit.block.span.start)
                && !openers.iter().any(strong)
        };
        opened.section.is_some()
            && opened.group.kind == Kind::Resolution
            && self.rules.hits(Gives::Clause, unit.words, &place)
            && late(openers())
    }

    /// "1. AGREED to .. 2. NOTED .." below "Decision" or "The Council:": what was done, item by item, not an opener anew.
    fn tells_deed(&self, opened: &Opened<'_>, index: usize, unit: &'a Unit<'a>) -> bool {
        let group = &opened.group;
        let stem = group.lead.is_empty() && opened.section.is_some()
            || !group.lead.is_empty() && is_stem(self.reading.scan, self.rules, &group.lead);
        let place = self.reading.around(index);
        let deed = || self.rules.hits(Gives::Clause, unit.words, &place);
        let decides = |(rule, from, _): &(&Rule, usize, Hit)| {
            *from == unit.block.span.start && rule.kind() == Some(Kind::Resolution)
        };
        let openers = self.openers(index, unit);
        group.kind == Kind::Resolution && stem && openers.iter().all(decides) && deed()
    }

    fn narrate(&mut self, index: usize, span: Span) {
        let unit = self.reading.units.get(index).filter(|unit| unit.block.span == span);
        let words = unit.map_or_else(|| self.reading.words(span), |unit| unit.words);
        let may_hit = self.rules.may_hit(Gives::Sentence, words, self.reading.kind)
            || narrative::is_owned(self.reading, self.rules, index);
        if may_hit && !matches!(self.state, State::Closed(..)) && !span.is_empty() {
            let found = unit.map_or_else(
                || Cow::Owned(sentences(&self.reading.document.text, span)),
                |unit| Cow::Borrowed(self.reading.sentences(unit)),
            );
            self.out.narrative.extend(found.iter().map(|&sentence| (index, sentence)));
        }
    }

    fn finish(&mut self, index: usize) {
        if let State::Open(opened) = std::mem::replace(&mut self.state, State::Idle) {
            self.out.groups.push(Collected {
                group: opened.group,
                start: opened.start,
                end: index,
            });
        }
    }
}

fn field(name: FieldName, rule: &Rule, span: Span) -> Field {
    Field::new(name, rule.id(), vec![span])
}
