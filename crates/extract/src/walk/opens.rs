//! Which blocks open a group: a label line, openers in a block, an item whose opener was lost, a second lead-in of a section.
//! What the group then holds is `opening.rs`'s subject.

use minuted_model::{BlockKind, Kind, Span};

use super::{State, Walker, contents, opening};
use crate::clause::is_stem;
use crate::list::Entry;
use crate::narrative;
use crate::opened::{BARE, Opened, announces, leads_in, tells_movers_only};
use crate::openers::{Opener, find_openers};
use crate::raw::Gives;
use crate::reading::Unit;
use crate::rule::Rule;
use crate::sentence::{sentences, trim};

/// How the label of a section of an ordinance or a by-law begins.
const SECTION: &str = "section";

impl<'a> Walker<'a> {
    /// The first block of a cell of decisions opens what the cell holds.
    pub(super) fn open_cell(
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

    /// A label line such as "Decision:" or "Members are asked to:" in a paragraph of its own.
    pub(super) fn opens_section(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
        let Some((rule, hit)) =
            self.rules.first(Gives::Section, unit.words, &self.reading.around(index))
        else {
            return false;
        };
        if contents::is_entry(self.reading, self.rules, index) {
            return false;
        }
        if self.labels_vote(index) {
            return true;
        }
        self.finish(index);
        self.open(index, rule, &hit, unit.block.span, None);
        true
    }

    /// "Decision:" above "Motion defeated." and below a motion: how it was voted, and nothing decided anew.
    fn labels_vote(&self, index: usize) -> bool {
        let State::Open(opened) = &self.state else { return false };
        let below = self.reading.units.get(index + 1).filter(|_| opened.group.moved);
        let is_vote = |unit: &Unit<'_>| {
            self.rules.whole_note(unit.words).is_some()
                && unit.words.to_ascii_lowercase().contains("motion")
        };
        !opened.group.is_empty() && below.is_some_and(is_vote)
    }

    /// Openers inside a block: each takes what follows it, up to the next; what stands before is narrative.
    pub(super) fn opens(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
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
    pub(super) fn openers(&self, index: usize, unit: &'a Unit<'a>) -> &[Opener<'a>] {
        self.openers.get_or_init(|| find_openers(self.reading, self.rules, index, unit))
    }

    /// A numbered recommendation or a clause whose opener was lost.
    pub(super) fn opens_bare(&mut self, index: usize, unit: &'a Unit<'a>) -> bool {
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

    /// A second lead-in to bullets in a section of recommendations: "What we said should change:" below the list of what was
    /// asked. One that says what was found or told opens nothing.
    pub(super) fn leads_again(&mut self, index: usize, unit: &Unit<'_>) -> bool {
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
}

/// Most words of a second lead-in.
const LEAD_WORDS: usize = 24;

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
