//! The walk: one pass over the content blocks that collects, under each opener, what belongs to it.
//! How a group is opened is `opening.rs`'s subject, what it takes `taking.rs`'s, and how it becomes clauses `clause.rs`'s.

mod amendments;
mod contents;
mod directed;
mod motion_number;
mod opening;
mod taking;
mod titles;

use std::borrow::Cow;
use std::cell::OnceCell;

use minuted_model::{BlockKind, Field, FieldName, Kind, Span};

use crate::clause::{Group, is_stem};
use crate::decision_table::{self, DecisionTables};
use crate::label::Label;
use crate::list::Entry;
use crate::narrative;
use crate::observe::{Observer, Standing};
use crate::opened::{BARE, Opened, announces, item_belongs, leads_in, tells_movers_only};
use crate::openers::{Opener, find_openers};
use crate::raw::Gives;
use crate::reading::{Reading, Unit, is_clause_in_capitals};
use crate::rule::{Hit, Rule};
use crate::rules::RuleSet;
use crate::sentence::{sentences, trim};
use crate::walk::titles::Titles;

/// How the label of a section of an ordinance or a by-law begins.
const SECTION: &str = "section";

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

/// An operative section: headings below its level are its themes.
#[derive(Clone, Debug)]
struct Section<'a> {
    rule: &'a Rule,
    level: u8,
    /// The lead-in that every theme's clauses complete, with what was read off it.
    stem: Vec<Span>,
    fields: Vec<Field>,
    /// The heading that says of its themes that they hold conclusions too.
    concludes: Option<Span>,
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
        let mut group = self.group(index, rule, Span::default());
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

    fn step_heading(&mut self, index: usize, unit: &'a Unit<'a>) {
        if self.takes_note(unit) {
            return;
        }
        let level = unit.block.level;
        if let Some(section) = self.empty_section(level.saturating_sub(1)) {
            self.section = Some(section);
        }
        if let Some(section) = self.section_of_themes(index, level) {
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
            self.section = Some(Section {
                rule,
                level,
                stem: Vec::new(),
                fields: Vec::new(),
                concludes: None,
            });
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
        Some(Section { rule, level, stem: lead.clone(), fields: fields.clone(), concludes: None })
    }

    /// "Conclusions and recommendations" with a heading of its own level right below it and numbered paragraphs below that: the
    /// headings of that level are its themes as long as the numbers run on.
    fn section_of_themes(&self, index: usize, level: u8) -> Option<Section<'a>> {
        let numbered = self.reading.units.iter().skip(index + 1).take(THEMES);
        let number = numbered.map(|unit| self.reading.marker(unit)).find(|it| !it.is_empty());
        let first = number?.iter().any(Label::is_first);
        let State::Open(opened) = &self.state else { return None };
        let rule = opened.section.filter(|_| opened.heading == Some(level) && !opened.taken)?;
        let unit = self.reading.units.get(opened.start)?;
        let concludes = unit.words.to_lowercase().contains("conclusions");
        let below = opened.start + 1 == index && opened.group.kind == Kind::Recommendation;
        let level = level.saturating_sub(1);
        let section = Section {
            rule,
            level,
            stem: Vec::new(),
            fields: Vec::new(),
            concludes: Some(unit.block.span),
        };
        (first && concludes && below).then_some(section)
    }

    /// A second lead-in to bullets in a section of recommendations: "What we said should change:" below the list of what was
    /// asked. One that says what was found or told opens nothing.
    fn leads_again(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        let State::Open(opened) = &self.state else { return false };
        let Some(rule) = opened.section else { return false };
        let next = self.reading.units.get(index + 1);
        let lists = next.is_some_and(|next| {
            let marker = next.block.marker.map(|marker| self.reading.document.slice(marker));
            let bullet = marker.is_some_and(|it| !it.contains(char::is_alphanumeric));
            next.block.kind == BlockKind::Item && bullet && next.block.cell.is_none()
        });
        let plain = unit.block.marker.is_none() && unit.block.cell.is_none();
        let below = opened.group.kind == Kind::Recommendation && !opened.group.entries.is_empty();
        if !(below && lists && plain && leads_to_advice(unit.words.text())) {
            return false;
        }
        let heading = opened.heading;
        self.finish(index);
        let mut group = self.group(index, rule, unit.block.span);
        let stem = is_stem(self.reading.scan, self.rules, &[unit.block.span]);
        group.lead.extend(stem.then_some(unit.block.span));
        let opened = Opened { heading, section: Some(rule), ..Opened::new(group, index) };
        self.state = State::Open(Box::new(opened));
        true
    }

    /// A lead-in such as "Reasons for decision:" in a paragraph of its own.
    fn closes(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        if !self.rules.hits(Gives::NotOperative, unit.words, &self.reading.around(index))
            || heads_column(unit)
        {
            return false;
        }
        self.finish(index);
        self.out.titles.tell(self.reading, index);
        self.state = State::Closed(u8::MAX, self.reading.marker(unit));
        true
    }

    /// "3." or "3.1" after a closed "2. Declarations" is the next item of the minutes, and so is what has a minute number.
    fn reopens(&mut self, unit: &Unit<'_>) {
        let State::Closed(_, last) = &self.state else { return };
        let counts = |label: &Label| label.number > 1;
        let is_next = |next: &Label, last: &Label| {
            counts(next) && next.follows(last, true)
                || next.item().zip(last.item()).is_some_and(|(next, last)| next == last + 1)
        };
        let marker = self.reading.marker(unit);
        if marker.iter().any(|next| last.iter().any(|last| is_next(next, last))) || unit.number > 0
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
        if contents::is_entry(self.reading, self.rules, index) {
            return false;
        }
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
        // "Councillor Ash moved, seconded by Councillor Birch:-" leads in to what they moved; "(b) Motion moved by .." is the next.
        let leads = leads_in(words) || announces(words) || unit.block.marker.is_some();
        let moves_nothing = tells_movers && !leads;
        if moves_nothing && (self.takes_movers(unit, first) || self.tells_of_motion(first)) {
            return true;
        }
        self.finish(index);
        let behind = first.1 + first.2.whole.start > unit.block.span.start;
        if behind && unit.block.marker.is_some() {
            self.out.titles.pass(self.reading, index);
        }
        self.narrate(index, Span::new(unit.block.span.start, first.1));
        let all = self.reading.sentences(unit);
        let before = |start: usize| {
            let next = all.partition_point(|sentence| sentence.start < start);
            next.checked_sub(1).and_then(|last| all.get(last)).map_or(start, |last| last.end)
        };
        let after = |start: usize| {
            let own = all.get(all.partition_point(|sentence| sentence.end <= start));
            own.map_or(start, |sentence| sentence.end)
        };
        // "RESOLVED accept the quote. The club would like Tuesdays. RESOLVED": the first is of its sentence only.
        let words = self.reading.document.slice(unit.block.span);
        let closes = |(rule, from, hit): &Opener<'_>| {
            opening::closes(words, rule, hit, from - unit.block.span.start)
        };
        let ends = openers.windows(2).map(|pair| match pair {
            [first, next] if closes(next) => after(first.1),
            [_, next] => before(next.1),
            _ => unit.block.span.end,
        });
        let ends = ends.chain([unit.block.span.end]);
        for ((rule, from, hit), end) in openers.iter().zip(ends) {
            if matches!(self.state, State::Open(_)) {
                self.finish(index);
            }
            let within = Span::new(*from, end);
            let rest = self.open(index, rule, hit, within, None);
            let rest = self.tell_owner(rest);
            self.narrate(index, rest);
        }
        true
    }

    /// "It was agreed to mend the fence. Action AB": a sentence behind a clause that only says who is to do it. Gives what is left.
    fn tell_owner(&mut self, rest: Span) -> Span {
        let State::Open(opened) = &mut self.state else { return rest };
        let all = sentences(&self.reading.document.text, rest);
        let Some(&first) = all.first() else { return rest };
        let owner = narrative::owner_remark(self.rules, self.reading.words(first), first);
        let Some(owner) = owner else { return rest };
        opened.group.tell(owner);
        Span::new(first.end, rest.end)
    }

    /// Every opener of the block at hand in order.
    fn openers(&self, index: usize, unit: &'a Unit<'a>) -> &[Opener<'a>] {
        self.openers.get_or_init(|| find_openers(self.reading, self.rules, index, unit))
    }

    /// A numbered recommendation or a clause whose opener was lost.
    fn opens_bare(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
        if matches!(self.state, State::Closed(..)) {
            return false;
        }
        let document = self.reading.document;
        // The sections of an ordinance or a by-law are its text, unless a resolution opened them.
        let labelled = |marker: Span| {
            let word = document.slice(marker).get(..SECTION.len());
            word.is_some_and(|word| word.eq_ignore_ascii_case(SECTION))
        };
        if unit.block.marker.is_some_and(labelled) {
            return false;
        }
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
        let mut group = self.group(index, rule, Span::default());
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

/// "Payee | Purpose | Amount": the name of a column opens no section. One of reasons or options says so of all that it holds.
fn heads_column(unit: &Unit<'_>) -> bool {
    let words = unit.words.to_lowercase();
    let reasons = ["reason", "option", "alternative"].iter().any(|it| words.contains(it));
    !reasons && unit.block.cell.is_some_and(|cell| cell.row == 0 && cell.column > 0)
}

/// How many blocks below a heading may come before the first number of its list: a heading of a theme of its own.
const THEMES: usize = 2;

/// Whether a short line ending in a colon says that what should be done stands below it.
fn leads_to_advice(words: &str) -> bool {
    const ADVISE: [&str; 9] = [
        "recommend",
        "should",
        "must",
        "asked",
        "ask the",
        "need to",
        "needs to",
        "improve",
        "put right",
    ];
    const TELL: [&str; 10] = [
        "found",
        "told",
        "heard",
        "because",
        "reason",
        "respon",
        "accepted",
        "evidence",
        "already",
        "said that",
    ];
    let words = words.trim_end().to_lowercase();
    let says = |list: &[&str]| list.iter().any(|it| words.contains(it));
    let short = words.split_whitespace().count() <= LEAD_WORDS;
    words.ends_with(':') && short && says(&ADVISE) && !says(&TELL)
}

/// Most words of such a line.
const LEAD_WORDS: usize = 24;

fn field(name: FieldName, rule: &Rule, span: Span) -> Field {
    Field::new(name, rule.id(), vec![span])
}
