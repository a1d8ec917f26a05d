//! A group still open in the walk, and what belongs to it: the next item, a paragraph, a quotation, a schedule.

mod ends;
mod items;
mod leads;
mod names;
mod sums;

use minuted_model::{FieldName, Kind, Span};

use crate::clause::is_stem;
use crate::group::Group;
use crate::label::Label;
use crate::list::Entry;
use crate::raw::Gives;
use crate::reading::Reading;
use crate::rule::{Hit, Rule};
use crate::rules::RuleSet;

use ends::{ends_in_vote, vote_end};
use sums::{begins_sums, names_sum};

pub(crate) use ends::{explained_end, quote_end, schedule_end};
pub(crate) use items::{follows_any, item_belongs};
pub(crate) use leads::{announces, leads_in, leads_to_verbs};
pub(crate) use names::goes_on_with_names;
pub(crate) use sums::{announces_sums, is_sum};

/// A group still open.
#[derive(Debug)]
pub(crate) struct Opened<'a> {
    pub(crate) group: Group,
    /// Index of the unit it was opened in.
    pub(crate) start: usize,
    /// The opener's own marker and level: its siblings do not belong to it.
    pub(crate) marker: Option<Vec<Label>>,
    /// Level of the heading that opened it.
    pub(crate) heading: Option<u8>,
    /// Whether a block after the opener's own was taken.
    pub(crate) taken: bool,
    /// The section rule that opened it: under a section a paragraph must look like a clause.
    pub(crate) section: Option<&'a Rule>,
    /// Whether a line that only names the movers opened it.
    pub(crate) movers_only: bool,
    /// Up to which unit its last entry quotes.
    pub(crate) quoting: usize,
    /// Up to which unit the lines before its vote stand, once looked for.
    pub(crate) voting: Option<usize>,
    /// Whether a statement that was passed over leads in to a list of its own.
    pub(crate) told: bool,
    /// Whether a bare "RESOLVED" behind other sentences opened it: it closes what stands before it, unless a clause follows.
    pub(crate) closing: bool,
}

/// Whether a hit is nothing but the movers of a motion whose words stand elsewhere.
pub(crate) fn tells_movers_only(rule: &Rule, hit: &Hit, words: &str) -> bool {
    let leads_in = words.get(hit.whole.clone()).is_some_and(|hit| hit.trim_end().ends_with(':'));
    let moves = rule.raw.moves && rule.gives() == Gives::Opener;
    // "This Council therefore agrees:" names no mover, and leads in to what it agrees.
    let says = leads_in && hit.proposer.is_none() && resolves(words.get(hit.whole.clone()));
    moves && hit.text.is_empty() && !says && (hit.whole.start == 0 || !leads_in)
}

/// Whether words end by saying that a body resolves or agrees, before a colon.
fn resolves(words: Option<&str>) -> bool {
    let words = words.unwrap_or("").trim_end().trim_end_matches([':', '–', '-', ' ']);
    ["resolves", "agrees", "affirms", "commits", "declares"].iter().any(|end| words.ends_with(end))
}

/// Whether a moved group has no words of its own but "that", or a stem.
pub(crate) fn is_put_only(reading: &Reading<'_>, rules: &RuleSet, group: &Group) -> bool {
    let words = reading.document.words(&group.lead);
    words.split_whitespace().count() <= 1 || is_stem(reading.scan, rules, &group.lead)
}

/// The shape of clauses whose opener was lost.
pub(crate) const BARE: &str = "bare";

/// Where a paragraph without marker stands in the open group.
pub(crate) enum Place {
    /// It is the clause or lead-in itself.
    Lead,
    /// It carries on the sentence before.
    Continues,
    /// It is a clause beside the one before.
    Beside,
    /// It is an unlabelled item under the lead-in.
    Under,
    /// It is none of the group's.
    Outside,
}

/// Where the paragraph `next` stands.
pub(crate) fn paragraph_place(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    next: &str,
    is_clause: bool,
) -> Place {
    let group = &opened.group;
    if group.is_empty() {
        return Place::Lead;
    }
    let last = group.entries.last().map_or(&group.lead, |entry| &entry.text);
    let words = reading.document.words(last);
    let words = words.trim_end();
    let unlabelled = group.entries.iter().all(|entry| entry.label.is_none());
    if group.entries.is_empty() && leads_in(words) {
        return Place::Under;
    }
    if is_clause {
        return if group.entries.is_empty() { Place::Beside } else { Place::Under };
    }
    if unlabelled && [";", "; and", "; or"].iter().any(|end| words.ends_with(end)) {
        return if group.entries.is_empty() { Place::Beside } else { Place::Under };
    }
    if unlabelled && group.entries.is_empty() && announces_sums(words) && is_sum(next) {
        return Place::Under;
    }
    if unlabelled && (is_sum(words) && is_sum(next) || begins_sums(group, words) && names_sum(next))
    {
        return Place::Under;
    }
    let unfinished =
        words.ends_with([',', '-', '–']) || UNFINISHED.iter().any(|end| words.ends_with(end));
    let carried_on = words.ends_with(';') && !next.starts_with(char::is_uppercase)
        || words.ends_with(|c: char| c.is_alphanumeric() || c == ':' && !group.entries.is_empty())
            && (next.starts_with(char::is_lowercase) || goes_on_behind_bracket(next));
    if unfinished || carried_on { Place::Continues } else { Place::Outside }
}

/// "receive £35 hampers" / "(vouchers) this year.": a bracket within the sentence, and more of it behind.
fn goes_on_behind_bracket(next: &str) -> bool {
    let within = next.strip_prefix('(').filter(|it| it.starts_with(char::is_lowercase));
    let behind = within.and_then(|it| it.split_once(')')).map_or("", |(_, behind)| behind);
    behind.trim_start_matches(',').trim_start().starts_with(char::is_lowercase)
}

/// Words no sentence ends with.
const UNFINISHED: [&str; 15] = [
    " and",
    " or",
    " that",
    " the",
    " of",
    " to",
    " for",
    " in",
    " by",
    " with",
    " Councillor",
    " Cllr",
    " Cllr.",
    " Mr",
    " Mrs",
];

impl Opened<'_> {
    /// A group opened in the unit `start`, under no heading and after no marker.
    pub(crate) fn new(group: Group, start: usize) -> Self {
        Self {
            group,
            start,
            marker: None,
            heading: None,
            taken: false,
            section: None,
            movers_only: false,
            quoting: 0,
            voting: None,
            told: false,
            closing: false,
        }
    }

    /// Whether all that stands in it is "Moved by A, seconded by B": narrative may follow as well as the motion.
    pub(crate) fn is_line_of_movers(&self) -> bool {
        self.movers_only && self.group.is_empty()
    }

    /// Whether "Proposed by A" after it tells who moved it: it has words, and neither movers nor vote yet; or "Seconded by B"
    /// who seconded what A proposed.
    pub(crate) fn lacks(&self, hit: &Hit) -> bool {
        let told = |name: FieldName| self.group.fields.iter().any(|field| field.name == name);
        let tells_seconder = hit.proposer.is_none() && !told(FieldName::Seconder);
        !self.group.is_empty()
            && !told(FieldName::Note)
            && (tells_seconder || !told(FieldName::Proposer))
    }

    /// Whether a label such as "Actions:" opened it, above tasks.
    pub(crate) fn lists_tasks(&self) -> bool {
        self.group.kind == Kind::Action
            && self.section.is_some_and(|rule| rule.raw.before.is_some())
    }

    /// Whether a line stands between a numbered motion and the vote that ends it: "Read a first, second and third time and
    /// passed. Carried.", a schedule, a sum. The number of the next motion comes behind the vote.
    pub(crate) fn awaits_vote(
        &mut self,
        reading: &Reading<'_>,
        rules: &RuleSet,
        index: usize,
    ) -> bool {
        let plain = self.group.entries.iter().all(|entry| entry.label.is_none());
        if self.group.is_empty() || self.section.is_some() || !plain {
            return false;
        }
        // "That the Council" above "1. Receives the report": a list under its stem.
        let first = || {
            let unit = reading.units.get(index);
            unit.is_some_and(|unit| reading.marker(unit).iter().any(Label::is_first))
        };
        if self.group.entries.is_empty()
            && first()
            && is_stem(reading.scan, rules, &self.group.lead)
        {
            return false;
        }
        let Some(number) = self.group.label else { return false };
        let last = self.group.entries.last().map_or(&self.group.lead, |entry| &entry.text);
        // "..; and further that" is a clause beside the one before.
        if reading.document.words(last).trim_end().ends_with([';', ',']) {
            return false;
        }
        let end = *self.voting.get_or_insert_with(|| {
            let told = self.group.fields.iter().filter(|field| field.name == FieldName::Note);
            let mut told = told.map(|note| reading.document.words(&note.read.spans));
            let voted =
                ends_in_vote(&reading.document.words(last)) || told.any(|note| ends_in_vote(&note));
            if voted { 0 } else { vote_end(reading, number, index) }
        });
        index < end
    }

    pub(crate) fn last_text(&mut self) -> &mut Vec<Span> {
        self.group.entries.last_mut().map_or(&mut self.group.lead, |entry| &mut entry.text)
    }

    /// A clause that turns out to have others beside it is the first of a list.
    pub(crate) fn lead_to_entry(&mut self) {
        if !self.group.lead.is_empty() {
            let text = std::mem::take(&mut self.group.lead);
            let told = std::mem::take(&mut self.group.told);
            self.group.entries.insert(0, Entry { told, ..Entry::new(None, text, 0) });
        }
    }
}
