//! The walk: one pass over the content blocks that collects, under each opener, what belongs to it.
//! How a collected group becomes clauses is `clause.rs`'s subject.

use std::borrow::Cow;
use std::cell::OnceCell;

use minuted_model::{Block, BlockKind, Field, FieldName, Kind, Outcome, Span};

use crate::clause::{Group, is_stem};
use crate::decision_table::{self, DecisionTables};
use crate::inline;
use crate::label::Label;
use crate::list::Entry;
use crate::observe::{Observer, Standing};
use crate::opened::{
    BARE, Opened, Place, follows_any, is_put_only, item_belongs, leads_in, paragraph_place,
    quote_end, schedule_end, tells_movers_only,
};
use crate::openers::{Opener, find_openers};
use crate::raw::{DocumentKind, Gives, Reach};
use crate::reading::{Reading, Unit, is_clause_in_capitals};
use crate::rule::{Hit, Rule, Surroundings};
use crate::rules::RuleSet;
use crate::sentence::{sentences, trim};

/// What the walk found.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// Groups in text order.
    pub(crate) groups: Vec<Collected>,
    /// Sentences that no group took, for the narrative rules: unit and span.
    pub(crate) narrative: Vec<(usize, Span)>,
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

/// An operative section: headings below its level are its themes.
#[derive(Clone, Debug)]
struct Section<'a> {
    rule: &'a Rule,
    level: u8,
    /// The lead-in that every theme's clauses complete, with what was read off it.
    stem: Vec<Span>,
    fields: Vec<Field>,
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
        tables: DecisionTables::of(reading.scan, rules),
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
        if self.takes_quoted(index, unit) {
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
            self.narrate(index, unit.block.span);
        }
    }

    /// A label line between the parts of an agenda item: what stood open before it is over.
    fn start_afresh(&mut self, index: usize) {
        self.finish(index);
        self.section = None;
        self.state = State::Idle;
    }

    /// The first block of a cell of decisions opens what the cell holds.
    fn open_cell(
        &mut self,
        index: usize,
        unit: &'a Unit<'a>,
        rule: &'a Rule,
        number: Option<Span>,
        subject: Option<Span>,
    ) {
        let before = index.checked_sub(1).and_then(|before| self.reading.units.get(before));
        if before.is_some_and(|before| before.block.cell == unit.block.cell) {
            return;
        }
        self.start_afresh(index);
        let mut group = self.group(unit, rule, Span::default());
        group.fields.clear();
        group.label = number;
        group.section.extend(subject);
        let opened = Opened { section: Some(rule), ..Opened::new(group, index) };
        self.state = State::Open(Box::new(opened));
    }

    /// An item that carries on the open list is its next clause, even where it begins like a weak opener: "2. Agreed to ..";
    /// so is a paragraph under a label Decision that begins as a clause and has such an opener in its midst.
    fn goes_on(&self, index: usize, unit: &'a Unit<'a>) -> bool {
        let State::Open(opened) = &self.state else { return false };
        let openers = || self.openers(index, unit);
        let strong = |opener: &Opener<'_>| opener.0.raw.strong;
        if unit.block.kind == BlockKind::Item && unit.block.marker.is_some() {
            return (!openers().iter().any(strong) || self.tells_deed(opened, index, unit))
                && item_belongs(self.reading, self.rules, opened, index);
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

    /// What an item quotes ("endorsed, namely: “1. That ..") belongs to it, up to the mark that ends it; so do the lines of a
    /// schedule ("be appointed –", and a name on each line) up to the next item of the list.
    fn takes_quoted(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        let State::Open(opened) = &mut self.state else { return false };
        if opened.quoting <= index {
            let quoted = quote_end(self.reading, opened, index);
            let end = quoted.or_else(|| schedule_end(self.reading, opened, index));
            let Some(end) = end else { return false };
            opened.quoting = end;
        }
        let Block { marker, level, span, .. } = *unit.block;
        let entry = Entry::new(marker, vec![span], level);
        opened.group.entries.push(Entry { quoted: true, ..entry });
        opened.taken = true;
        true
    }

    fn step_heading(&mut self, index: usize, unit: &'a Unit<'a>) {
        if self.takes_note(unit) {
            return;
        }
        let level = unit.block.level;
        if let Some(section) = self.empty_section(level.saturating_sub(1)) {
            self.section = Some(section);
        }
        self.finish(index);
        if self.section.as_ref().is_some_and(|section| level <= section.level) {
            self.section = None;
        }
        let reopens = !matches!(self.state, State::Closed(above, _) if level > above);
        if reopens {
            self.state = State::Idle;
        }
        let place = self.reading.around(index);
        if self.rules.hits(Gives::NotOperative, unit.words, &place) {
            self.state = State::Closed(level, Vec::new());
        } else if let Some((rule, hit)) = self.rules.first(Gives::Section, unit.words, &place) {
            self.section = Some(Section { rule, level, stem: Vec::new(), fields: Vec::new() });
            self.open(index, rule, &hit, unit.block.span, Some(level));
        } else if self.opens(index, unit) {
        } else if let (Some(section), true) = (self.section.clone(), reopens) {
            self.open_theme(index, unit, section, level);
        }
    }

    /// A lead-in to recommendations under which nothing stood yet: the headings below it are its themes.
    fn empty_section(&self, level: u8) -> Option<Section<'a>> {
        let State::Open(opened) = &self.state else { return None };
        let rule = opened.section.filter(|_| !opened.taken && opened.heading.is_none())?;
        let Group { lead, fields, .. } = &opened.group;
        Some(Section { rule, level, stem: lead.clone(), fields: fields.clone() })
    }

    /// Under "Recommendations", a theme heading opens a list of its own.
    fn open_theme(&mut self, start: usize, unit: &Unit<'_>, section: Section<'a>, level: u8) {
        let Section { rule, stem, fields, .. } = section;
        let mut group = self.group(unit, rule, unit.block.span);
        group.section.push(unit.block.span);
        if !stem.is_empty() {
            group.lead = stem;
            group.fields = fields;
        }
        let heading = Some(level);
        let opened = Opened { heading, section: Some(rule), ..Opened::new(group, start) };
        self.state = State::Open(Box::new(opened));
    }

    /// A lead-in such as "Reasons for decision:" in a paragraph of its own.
    fn closes(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        if !self.rules.hits(Gives::NotOperative, unit.words, &self.reading.around(index)) {
            return false;
        }
        self.finish(index);
        self.state = State::Closed(u8::MAX, self.reading.marker(unit));
        true
    }

    /// "3." after a closed "2. Declarations" is the next item of the minutes.
    fn reopens(&mut self, unit: &Unit<'_>) {
        let State::Closed(_, last) = &self.state else { return };
        let counts = |label: &Label| label.number > 1;
        if self
            .reading
            .marker(unit)
            .iter()
            .any(|next| counts(next) && last.iter().any(|last| next.follows(last, true)))
        {
            self.state = State::Idle;
        }
    }

    /// A label line such as "Decision:" or "Members are asked to:" in a paragraph of its own.
    fn opens_section(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
        let Some((rule, hit)) =
            self.rules.first(Gives::Section, unit.words, &self.reading.around(index))
        else {
            return false;
        };
        self.finish(index);
        self.open(index, rule, &hit, unit.block.span, None);
        true
    }

    /// Openers inside a block: each takes what follows it, up to the next; what stands before is narrative.
    fn opens(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
        let openers = self.openers(index, unit).to_vec();
        let Some(first) = openers.first() else { return false };
        let words = self.reading.document.slice(Span::new(first.1, unit.block.span.end));
        let tells_movers = tells_movers_only(first.0, &first.2, words);
        if let (true, State::Open(opened)) = (tells_movers, &self.state)
            && opened.lacks_movers()
        {
            return false;
        }
        self.finish(index);
        self.narrate(index, Span::new(unit.block.span.start, first.1));
        let ends = openers.iter().skip(1).map(|opener| opener.1).chain([unit.block.span.end]);
        for ((rule, from, hit), end) in openers.iter().zip(ends) {
            if matches!(self.state, State::Open(_)) {
                self.finish(index);
            }
            let within = Span::new(*from, end);
            let rest = self.open(index, rule, hit, within, None);
            self.narrate(index, rest);
        }
        true
    }

    /// Every opener of the block at hand in order.
    fn openers(&self, index: usize, unit: &'a Unit<'a>) -> &[Opener<'a>] {
        self.openers.get_or_init(|| find_openers(self.reading, self.rules, index, unit))
    }

    /// Opens a group at a hit within `span`; gives what the clause does not reach.
    fn open(
        &mut self,
        start: usize,
        rule: &'a Rule,
        hit: &Hit,
        span: Span,
        heading: Option<u8>,
    ) -> Span {
        let Some(unit) = self.reading.units.get(start) else { return Span::default() };
        let document = self.reading.document;
        let at = |range: &std::ops::Range<usize>| {
            trim(&document.text, Span::new(span.start + range.start, span.start + range.end))
        };
        let mut group = self.group(unit, rule, at(&hit.whole));
        self.hand_on(&mut group, start, rule, hit);
        let named = [
            (FieldName::Addressee, &hit.to),
            (FieldName::Proposer, &hit.proposer),
            (FieldName::Seconder, &hit.seconder),
        ];
        for (name, range) in named {
            group.fields.extend(range.as_ref().map(|range| field(name, rule, at(range))));
        }
        // "4.1 Members are asked to note": the opener is part of the clause, so the number before it is the clause's.
        let own = unit
            .block
            .marker
            .filter(|_| hit.text.start == 0 && span.start == unit.block.span.start);
        let listed = unit.block.marker.filter(|_| self.carries_on(start, unit));
        group.label = hit.label.as_ref().map(at).or(own).or(group.label).or(listed);
        group.section.extend(hit.theme.as_ref().map(at));
        let reach = Span::new(span.start + hit.text.start, span.end);
        let lead = match rule.reach() {
            Reach::Block => self.up_to_task(reach),
            Reach::Sentence => sentences(&document.text, reach)
                .first()
                .copied()
                .unwrap_or(Span::new(span.end, span.end)),
        };
        if let Some((stem, first)) = inline::first_item(document, lead) {
            group.lead.extend(stem);
            group.entries.push(first);
        } else if document.slice(lead).chars().any(char::is_alphanumeric) {
            group.lead.push(lead);
        }
        let marker = unit.block.marker.map(|marker| self.reading.label(marker));
        let section = (rule.gives() == Gives::Section).then_some(rule);
        let movers_only = tells_movers_only(rule, hit, document.slice(span));
        let opened = Opened { marker, heading, section, movers_only, ..Opened::new(group, start) };
        self.state = State::Open(Box::new(opened));
        Span::new(lead.end, span.end)
    }

    /// Whether the number of an item that has an opener of its own runs on from the list just left.
    fn carries_on(&self, index: usize, unit: &Unit<'_>) -> bool {
        let left = self.out.groups.last().filter(|left| left.end == index);
        let last = left.and_then(|left| left.group.entries.last()?.label);
        last.is_some_and(|last| follows_any(&self.reading.marker(unit), &self.reading.label(last)))
    }

    /// In plain minutes a later sentence that gives a task is a clause of its own.
    fn up_to_task(&self, reach: Span) -> Span {
        let document = self.reading.document;
        if !self.rules.may_hit(Gives::Sentence, self.reading.words(reach), self.reading.kind) {
            return trim(&document.text, reach);
        }
        let place = Surroundings { document: self.reading.kind, ..Surroundings::default() };
        let is_task = |sentence: &Span| {
            self.rules.hits(Gives::Sentence, self.reading.words(*sentence), &place)
        };
        let task = sentences(&document.text, reach).into_iter().skip(1).find(is_task);
        trim(&document.text, Span::new(reach.start, task.map_or(reach.end, |task| task.start)))
    }

    /// A motion whose text begins with an opener of its own ("moved that \"Council is asked to:\"") hands on its movers, a
    /// numbered resolution that recites its grounds before NOW THEREFORE its number too. Behind "and RESOLVED" it is put no more.
    fn hand_on(&self, group: &mut Group, start: usize, rule: &Rule, hit: &Hit) {
        let Some(left) = self.out.groups.last() else { return };
        let last = &left.group;
        let recited = last.label.is_some() && last.lead.is_empty();
        // Movers of an item further up are not this one's.
        let near = start <= left.end + 1;
        let put = near && last.moved && is_put_only(self.reading, self.rules, last);
        if last.entries.is_empty() && (put || recited) {
            let decided = rule.raw.strong && rule.kind() == Some(Kind::Resolution);
            group.moved |= put && !decided;
            group.label = last.label;
            // A sentence that names both movers of its own has no use for those before it.
            let own = hit.proposer.is_some() && hit.seconder.is_some();
            let movers = last.fields.iter().filter(|field| field.name != FieldName::Opener);
            group.fields.extend(movers.filter(|_| !own).cloned());
        }
    }

    fn group(&self, unit: &Unit<'_>, rule: &Rule, opener: Span) -> Group {
        let decided = [
            DocumentKind::Minutes,
            DocumentKind::PlainMinutes,
            DocumentKind::AgendaItem,
            DocumentKind::Decision,
            DocumentKind::Tracker,
        ];
        let is_draft = !decided.contains(&self.reading.kind);
        let kind = rule.kind().unwrap_or(Kind::Resolution);
        let usual = if is_draft && kind == Kind::Recommendation {
            Outcome::Draft
        } else {
            Outcome::Carried
        };
        Group {
            rule: rule.id().to_owned(),
            kind,
            effect: rule.effect(),
            outcome: rule.outcome().unwrap_or(usual),
            shape: "opener",
            moved: rule.raw.moves,
            label: None,
            lead: Vec::new(),
            entries: Vec::new(),
            fields: vec![field(FieldName::Opener, rule, opener)],
            section: unit.section(),
        }
    }

    /// A block under the open group: an item of its list, its clause, or another clause beside the first.
    fn takes(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        if !matches!(self.state, State::Open(_)) {
            return false;
        }
        let reading = self.reading;
        let place = reading.around(index);
        let is_bare = self.rules.hits(Gives::Bare, unit.words, &place);
        let could_be = is_bare || self.rules.hits(Gives::Clause, unit.words, &place);
        let State::Open(opened) = &mut self.state else { return false };
        let Block { marker, level, span, .. } = *unit.block;
        let entry = Entry::new(marker, vec![span], level);
        if opened.is_line_of_movers() && !could_be {
            return false;
        }
        // "The Committee heard the following people:" below Decision, and their names.
        opened.told &= !could_be;
        if opened.told && unit.block.kind == BlockKind::Item {
            return true;
        }
        if unit.block.kind == BlockKind::Item {
            let belongs = item_belongs(reading, self.rules, opened, index);
            if belongs {
                opened.taken = true;
                opened.group.entries.push(entry);
            }
            return belongs;
        }
        let under_section = opened.section.is_some();
        if under_section && !could_be && !opened.taken {
            // A statement between the heading and its clauses is passed over; "Recommendation 1: .." is no statement.
            let decides = opened.group.kind == Kind::Resolution;
            opened.told = decides && leads_in(unit.words.text());
            return !self.rules.hits(Gives::Item, unit.outer_words(reading), &place);
        }
        // "To comply with the Constitution." behind a list of decisions is its reason.
        let listed = opened.group.entries.last().is_some_and(|entry| entry.label.is_some());
        let decides = opened.group.kind == Kind::Resolution;
        let is_reason = decides && listed && unit.words.starts_with("To ");
        let is_clause = is_bare || under_section && could_be && !is_reason;
        match paragraph_place(reading, opened, unit.words.text(), is_clause) {
            Place::Lead => opened.group.lead.push(unit.block.span),
            Place::Continues => opened.last_text().push(unit.block.span),
            Place::Beside => {
                opened.lead_to_entry();
                opened.group.entries.push(entry);
            }
            Place::Under => opened.group.entries.push(entry),
            Place::Outside => return false,
        }
        opened.taken = true;
        true
    }

    /// "(Carried unanimously)", "Proposed by A, seconded by B", "Action: AB" after the clauses.
    fn takes_note(&mut self, unit: &Unit<'_>) -> bool {
        let State::Open(opened) = &mut self.state else { return false };
        if opened.group.is_empty() {
            return false;
        }
        let Some((rule, hit)) = self.rules.first(Gives::Note, unit.words, &Surroundings::default())
        else {
            return false;
        };
        if !hit.is_all_of(&unit.words) {
            return false;
        }
        opened.group.fields.push(field(FieldName::Note, rule, unit.block.span));
        opened.group.fields.extend(hit.owner(rule, unit.block.span));
        true
    }

    /// A numbered recommendation or a clause whose opener was lost.
    fn opens_bare(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
        if matches!(self.state, State::Closed(..)) {
            return false;
        }
        let document = self.reading.document;
        let whole = unit.outer_words(self.reading);
        let place = self.reading.around(index);
        let item = self.rules.first(Gives::Item, whole, &place);
        let Some((rule, hit)) = item.or_else(|| {
            let (rule, mut hit) = self.rules.first(Gives::Bare, unit.words, &place)?;
            let shift = unit.block.span.start - unit.block.outer().start;
            hit.text = hit.text.start + shift..hit.text.end + shift;
            Some((rule, hit))
        }) else {
            return false;
        };
        let mut group = self.group(unit, rule, Span::default());
        group.fields.clear();
        group.shape = BARE;
        let outer = unit.block.outer();
        let text = trim(&document.text, Span::new(outer.start + hit.text.start, outer.end));
        let label =
            hit.label.map(|label| Span::new(outer.start + label.start, outer.start + label.end));
        let label = label.or(unit.block.marker);
        group.entries.push(Entry::new(label, vec![text], unit.block.level));
        let opened = Opened { taken: true, ..Opened::new(group, index) };
        self.state = State::Open(Box::new(opened));
        true
    }

    fn narrate(&mut self, index: usize, span: Span) {
        let unit = self.reading.units.get(index).filter(|unit| unit.block.span == span);
        let words = unit.map_or_else(|| self.reading.words(span), |unit| unit.words);
        let may_hit = self.rules.may_hit(Gives::Sentence, words, self.reading.kind);
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
