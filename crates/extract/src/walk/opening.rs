//! What an opener opens: a group with what its sentence already says.

use minuted_model::{FieldName, Kind, Outcome, Span};

use super::{Section, State, Walker, amendments, field, motion_number, talk};
use crate::group::Group;
use crate::inline;
use crate::minute_number;
use crate::narrative;
use crate::opened::{Opened, follows_any, is_put_only, tells_movers_only};
use crate::raw::{DocumentKind, Gives, Reach};
use crate::reading::Unit;
use crate::rule::{Hit, Rule, Surroundings};
use crate::sentence::{sentences, trim};
use crate::verdict;

impl<'a> Walker<'a> {
    /// Under "Recommendations", a theme heading opens a list of its own.
    pub(super) fn open_theme(
        &mut self,
        start: usize,
        unit: &Unit<'_>,
        section: Section<'a>,
        level: u8,
    ) {
        let Section { rule, stem, fields, concludes, .. } = section;
        let mut group = self.group(start, rule, concludes.unwrap_or(unit.block.span));
        group.section.push(unit.block.span);
        if !stem.is_empty() {
            group.lead = stem;
            group.fields = fields;
        }
        group.fields.extend(self.directed_to(unit, rule));
        let heading = Some(level);
        let opened = Opened { heading, section: Some(rule), ..Opened::new(group, start) };
        self.state = State::Open(Box::new(opened));
    }

    /// Opens a group at a hit within `span`; gives what the clause does not reach.
    pub(super) fn open(
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
        let mut group = self.group(start, rule, at(&hit.whole));
        self.hand_on(&mut group, start, rule, hit);
        let named = [
            (FieldName::Addressee, &hit.to),
            (FieldName::Proposer, &hit.proposer),
            (FieldName::Seconder, &hit.seconder),
        ];
        for (name, range) in named {
            group.fields.extend(range.as_ref().map(|range| field(name, rule, at(range))));
        }
        self.number(&mut group, start, rule, hit, span);
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
        let closing = lead.is_empty()
            && closes(
                document.slice(unit.block.span),
                rule,
                hit,
                span.start - unit.block.span.start,
            );
        let opened =
            Opened { marker, heading, section, movers_only, closing, ..Opened::new(group, start) };
        self.state = State::Open(Box::new(opened));
        Span::new(lead.end, span.end)
    }

    /// The label of what a hit within `span` opens, and the number beside the movers of a motion.
    fn number(&self, group: &mut Group, start: usize, rule: &Rule, hit: &Hit, span: Span) {
        let Some(unit) = self.reading.units.get(start) else { return };
        let text = &self.reading.document.text;
        let printed = hit.label.as_ref();
        let printed = printed
            .map(|range| trim(text, Span::new(span.start + range.start, span.start + range.end)));
        // "4.1 Members are asked to note": the opener is part of the clause, so the number before it is the clause's.
        let heads = hit.text.start == 0 && span.start == unit.block.span.start;
        let own = unit.block.marker.filter(|_| heads);
        let listed = unit.block.marker.filter(|_| self.carries_on(start, unit));
        group.label = printed.or(own).or(group.label).or(listed);
        if rule.raw.moves {
            let heading = group.section.last().copied();
            let at = span.start + hit.whole.start;
            let beside = motion_number::beside(self.reading, start, at, heading);
            group.number = beside.or(group.number);
        }
    }

    /// Whether the number of an item that has an opener of its own runs on from the list just left.
    fn carries_on(&self, index: usize, unit: &Unit<'_>) -> bool {
        let left = self.out.groups.last().filter(|left| left.end == index);
        let last = left.and_then(|left| left.group.entries.last()?.label);
        last.is_some_and(|last| follows_any(&self.reading.marker(unit), &self.reading.label(last)))
    }

    /// In plain minutes a later sentence that gives a task is a clause of its own, and so is the next item of a paragraph that
    /// runs several together. One that only tells how the talk went on is none of the clause's.
    fn up_to_task(&self, reach: Span) -> Span {
        let document = self.reading.document;
        let words = self.reading.words(reach);
        let several = words.text().contains(". ");
        if !several && !self.rules.may_hit(Gives::Sentence, words, self.reading.kind) {
            return trim(&document.text, reach);
        }
        let place = Surroundings { document: self.reading.kind, ..Surroundings::default() };
        let all = sentences(&document.text, reach);
        let lists = all.first().is_some_and(|first| document.slice(*first).starts_with("(a) "));
        let ends = |pair: &&[Span]| {
            let [before, next] = pair else { return false };
            // "Action 2: (a) the Clerk to write. (b) The Chair to ring.": one list.
            if lists && is_lettered(document.slice(*next)) {
                return false;
            }
            let words = self.reading.words(*next);
            // What a label or a minute number parts from the sentence before it is another item.
            next.start > before.end + 2
                || minute_number::begins(words.text())
                || talk::tells(words.text())
                || self.rules.hits(Gives::Sentence, words, &place)
                    && narrative::owner_remark(self.rules, words, *next).is_none()
        };
        let last = all.windows(2).find(ends).and_then(|pair| pair.first());
        trim(&document.text, Span::new(reach.start, last.map_or(reach.end, |last| last.end)))
    }

    /// A motion whose text begins with an opener of its own ("moved that \"Council is asked to:\"") hands on its movers, a
    /// numbered resolution that recites its grounds before NOW THEREFORE its number too. Behind "and RESOLVED" it is put no more.
    fn hand_on(&self, group: &mut Group, start: usize, rule: &Rule, hit: &Hit) {
        let Some(left) = self.out.groups.last() else { return };
        let last = &left.group;
        let recited = hit.label.is_none() && last.label.is_some() && last.lead.is_empty();
        // Movers of an item further up are not this one's.
        let near = start <= left.end + 1;
        let put = near && last.moved && is_put_only(self.reading, self.rules, last);
        if last.entries.is_empty() && (put || recited) {
            let decided = rule.raw.strong && rule.kind() == Some(Kind::Resolution);
            group.moved |= put && !decided;
            // "Proposed by A" below AMENDMENT, and the clause with an opener of its own below that.
            if put && !decided && verdict::is_amendment(last) {
                group.outcome = last.outcome;
            }
            group.label = last.label;
            group.number = last.number;
            // A sentence that names both movers of its own has no use for those before it.
            let own = hit.proposer.is_some() && hit.seconder.is_some();
            let movers = last.fields.iter().filter(|field| field.name != FieldName::Opener);
            group.fields.extend(movers.filter(|_| !own).cloned());
        }
    }

    pub(super) fn group(&self, index: usize, rule: &Rule, opener: Span) -> Group {
        let decided = [
            DocumentKind::Minutes,
            DocumentKind::PlainMinutes,
            DocumentKind::AgendaItem,
            DocumentKind::Decision,
            DocumentKind::Tracker,
        ];
        let is_draft = !decided.contains(&self.reading.kind);
        let kind = rule.kind().unwrap_or(Kind::Resolution);
        // "Decision:" in a paper that is still to be agreed is what it proposes.
        let proposes = self.reading.kind == DocumentKind::Report && rule.gives() == Gives::Section;
        let usual = if is_draft && (kind == Kind::Recommendation || proposes) {
            Outcome::Draft
        } else {
            Outcome::Carried
        };
        let against =
            (rule.raw.moves && amendments::heads(self.reading, index)).then_some(Outcome::Lost);
        Group {
            rule: rule.id().to_owned(),
            kind,
            effect: rule.effect(),
            outcome: rule.outcome().or(against).unwrap_or(usual),
            shape: "opener",
            moved: rule.raw.moves,
            label: None,
            number: None,
            lead: Vec::new(),
            told: Vec::new(),
            entries: Vec::new(),
            fields: vec![field(FieldName::Opener, rule, opener)],
            section: self.out.titles.section(self.reading, index),
        }
    }
}

/// Whether the hit of a rule in the sentence at `from` is all of that sentence, and closes the sentences of `words` before it.
pub(super) fn closes(words: &str, rule: &Rule, hit: &Hit, from: usize) -> bool {
    let (before, said) = words.split_at_checked(from).unwrap_or((words, ""));
    let bare = hit.whole.start == 0 && hit.whole.end >= said.trim_end().trim_end_matches('.').len();
    let stops = before.trim_end().ends_with(['.', '!', '?', ')', '”', '’']);
    rule.raw.strong
        && bare
        && stops
        && said.trim_end().ends_with(|c: char| c.is_alphabetic() || c == '.')
}

/// Whether words begin with a letter in brackets.
fn is_lettered(words: &str) -> bool {
    let letter = words.strip_prefix('(').and_then(|rest| rest.split_once(") "));
    letter.is_some_and(|(letter, _)| letter.len() == 1 && letter.starts_with(char::is_alphabetic))
}
