//! Clauses from a collected group: lead, items, stems and parts become drafts.
//! Which blocks belong to the group was decided by the walk.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Document, Draft, DraftPart, Effect, Field, FieldName, Kind, Outcome, Span};
use regex::Regex;

use crate::conclusions;
use crate::duplicate::MOTION;
use crate::group::Group;
use crate::inline;
use crate::lead_owner;
use crate::list::{self, Entry, Node};
use crate::raw::Gives;
use crate::rule::Surroundings;
use crate::rules::RuleSet;
use crate::scan::{Scan, Words};
use crate::sentence::{sentences, trim};
use crate::verdict;

/// Reads the clauses of a group.
pub(crate) struct ClauseReader<'a> {
    pub(crate) scan: &'a Scan<'a>,
    pub(crate) rules: &'a RuleSet,
}

impl ClauseReader<'_> {
    /// The drafts of a group, in text order.
    pub(crate) fn read(&self, group: &Group) -> Vec<Draft> {
        let document = self.scan.document;
        let entries = group.entries.iter().cloned();
        let entries = entries.flat_map(|entry| inline::siblings(document, entry)).collect();
        let mut nodes = list::tree(entries, |span| document.slice(span).to_owned());
        // "Recommendation 3" above "1.24 The Committee recommends": the number of the report's paragraph is no label of it.
        if let ([node], true) = (nodes.as_mut_slice(), group.label.is_some()) {
            let number = |label: &Span| is_decimal(document.slice(*label));
            if node.entry.label.as_ref().is_some_and(number) {
                node.entry.label = group.label;
            }
        }
        if self.is_mixed(group) {
            nodes.retain_mut(|node| conclusions::keep(document, &mut node.entry));
        }
        let mut drafts = Vec::new();
        if is_form(document, &nodes) {
            return drafts;
        }
        if group.lead.is_empty() {
            self.read_nodes(group, &nodes, &Above::default(), &mut drafts);
        } else if nodes.is_empty() {
            if self.is_stem(&group.lead) {
                // The list is gone, or there never was one.
                return drafts;
            }
            let node = Node { entry: group.lead_entry(), children: Vec::new() };
            self.read_node(group, &node, &Above::default(), &mut drafts);
        } else if self.is_stem(&group.lead) {
            let above =
                Above { stem: group.lead.clone(), labels: group.label.into_iter().collect() };
            self.read_nodes(group, &nodes, &above, &mut drafts);
        } else {
            let entry = group.lead_entry();
            self.read_node(group, &Node { entry, children: nodes }, &Above::default(), &mut drafts);
        }
        self.number_all(group, &mut drafts);
        drafts
    }

    /// The number of a resolution is that of each of its clauses that has no label of its own.
    fn number_all(&self, group: &Group, drafts: &mut [Draft]) {
        let number = group.printed().filter(|&label| counts(self.scan.document.slice(label)));
        let several = drafts.len() > 1 && drafts.iter().all(|draft| draft.label_path.is_empty());
        if let (Some(number), true) = (number, several) {
            for draft in drafts {
                draft.label = Some(number);
                draft.label_path = vec![number];
            }
        }
    }

    /// Whether its items are conclusions as well as recommendations, as the heading says.
    fn is_mixed(&self, group: &Group) -> bool {
        let opener = group.fields.iter().find(|field| field.name == FieldName::Opener);
        let heading = opener.map(|field| self.scan.document.words(&field.read.spans));
        group.kind == Kind::Recommendation
            && heading.is_some_and(|heading| heading.to_lowercase().contains("conclusion"))
    }

    /// A stem among unlabelled siblings ("To replace recommendation (d) with") leads in to the one after it.
    fn read_nodes(&self, group: &Group, nodes: &[Node], above: &Above, drafts: &mut Vec<Draft>) {
        let mut led: Option<Above> = None;
        for node in nodes {
            let plain = node.entry.label.is_none() && node.children.is_empty();
            if plain && led.is_none() && nodes.len() > 1 && self.is_stem(&node.entry.text) {
                let mut below = above.clone();
                below.stem.extend(&node.entry.text);
                led = Some(below);
                continue;
            }
            let above = led.take().unwrap_or_else(|| above.clone());
            self.read_node(group, node, &above, drafts);
        }
    }

    fn read_node(&self, group: &Group, node: &Node, above: &Above, drafts: &mut Vec<Draft>) {
        if self.leads_nowhere(node) {
            return;
        }
        if !node.children.is_empty() && self.is_stem(&node.entry.text) {
            let mut below = above.clone();
            let document = self.scan.document;
            if names_other(&document.words(&above.stem), &document.words(&node.entry.text)) {
                below.stem.clear();
            }
            below.stem.extend(&node.entry.text);
            below.labels.extend(node.entry.label);
            return self.read_nodes(group, &node.children, &below, drafts);
        }
        if let Some((lead, entries)) = inline::split(self.scan.document, &node.entry) {
            return self.read_inline(group, node, above, (lead, entries), drafts);
        }
        let parts: Vec<DraftPart> = node.children.iter().map(to_part).collect();
        let entry = Entry { told: node.told(), ..node.entry.clone() };
        self.read_sentences(group, &entry, above, parts, drafts);
    }

    /// "9. We make the following recommendations:" with no items of its own: they stand below, each under its own number.
    fn leads_nowhere(&self, node: &Node) -> bool {
        let text = &node.entry.text;
        node.children.is_empty()
            && node.entry.label.is_some()
            && self.scan.document.words(text).trim_end().ends_with(':')
            && self.is_stem(text)
    }

    /// "that (i) X; and (ii) Y": records where the words before are a stem, parts where they are a clause.
    fn read_inline(
        &self,
        group: &Group,
        node: &Node,
        above: &Above,
        (lead, entries): (Vec<Span>, Vec<Entry>),
        drafts: &mut Vec<Draft>,
    ) {
        let told = |entry| Entry { told: node.told(), ..entry };
        let nodes: Vec<Node> = entries
            .into_iter()
            .map(|entry| Node { entry: told(entry), children: Vec::new() })
            .collect();
        if lead.is_empty() || self.is_stem(&lead) {
            let mut below = above.clone();
            below.stem.extend(&lead);
            below.labels.extend(node.entry.label);
            for inner in &nodes {
                let parts = Vec::new();
                self.read_sentences(group, &inner.entry, &below, parts, drafts);
            }
            return;
        }
        let parts = nodes.iter().chain(&node.children).map(to_part).collect();
        let entry = Entry { text: lead, told: node.told(), ..node.entry.clone() };
        self.read_sentences(group, &entry, above, parts, drafts);
    }

    /// A block may hold several clauses: each sentence that opens anew is its own record, the others explain.
    fn read_sentences(
        &self,
        group: &Group,
        entry: &Entry,
        above: &Above,
        parts: Vec<DraftPart>,
        drafts: &mut Vec<Draft>,
    ) {
        let mut texts: Vec<Vec<Span>> = Vec::new();
        let mut notes: Vec<Field> = entry.told.clone();
        let mut voted = false;
        let all = entry.text.iter().flat_map(|&span| sentences(&self.scan.document.text, span));
        for sentence in all.flat_map(|sentence| self.pieces(group, sentence)) {
            let words = self.scan.words(sentence);
            let anew = !texts.is_empty() && self.opens_anew(group, words);
            if let Some((rule, hit)) = self.rules.whole_note(words).filter(|_| !texts.is_empty()) {
                // "to mend the swing. ACTION: Clerk": the remark names who is to do it.
                notes.extend(hit.told(rule, sentence));
                notes.push(note(rule.id().to_owned(), sentence));
                voted |= is_vote(words.text());
            } else if voted && !anew {
                // "Carried. 3. Disclosure of interest: None.": behind the vote the minutes go on.
            } else if let (false, Some(text)) = (anew, texts.last_mut()) {
                extend(self.scan.document, text, sentence);
            } else {
                texts.push(vec![sentence]);
            }
        }
        let last = texts.len().saturating_sub(1);
        for (index, text) in texts.into_iter().enumerate() {
            let parts = if index == last { parts.clone() } else { Vec::new() };
            let label = if index == 0 { entry.label } else { None };
            let text = self.trim_notes(group.kind, text, &mut notes);
            let (text, label, owner) = self.part_owner(group, text, label);
            let told: Vec<Field> = notes.iter().cloned().chain(owner).collect();
            drafts.push(self.draft(group, label, text, above, parts, &told));
        }
    }

    /// A sentence; of those that give tasks, what stands behind a semicolon and is a task of its own is one too.
    fn pieces(&self, group: &Group, sentence: Span) -> Vec<Span> {
        let text = &self.scan.document.text;
        let mut rest = sentence;
        let mut found = Vec::new();
        let words = self.scan.document.slice(sentence);
        for (at, _) in words.match_indices("; ").filter(|_| group.kind == Kind::Action) {
            let behind = Span::new(sentence.start + at + 2, sentence.end);
            let place = Surroundings::default();
            if self.rules.hits(Gives::Task, self.scan.words(behind), &place) {
                found.push(trim(text, Span::new(rest.start, behind.start)));
                rest = behind;
            }
        }
        found.push(rest);
        found
    }

    /// Whether a later sentence is a clause of its own: "That ..", or in a table and among actions "X to do ..".
    fn opens_anew(&self, group: &Group, words: Words<'_>) -> bool {
        let place = Surroundings::default();
        let tasks = group.shape == "table_row" || group.kind == Kind::Action;
        let task = tasks && self.rules.hits(Gives::Task, words, &place);
        task || self.rules.hits(Gives::Bare, words, &place)
    }

    /// An action without the owner at its head, its label, and that owner.
    fn part_owner(
        &self,
        group: &Group,
        mut text: Vec<Span>,
        label: Option<Span>,
    ) -> (Vec<Span>, Option<Span>, Option<Field>) {
        let listed = group.kind == Kind::Action && group.shape != "table_row";
        let first = text.first_mut().filter(|_| listed);
        let found = first.and_then(|first| {
            let parted = lead_owner::part(self.scan, self.rules, *first)?;
            *first = parted.task;
            Some(parted)
        });
        let Some(parted) = found else { return (text, label, None) };
        let numbered = label.is_some_and(|label| counts(self.scan.document.slice(label)));
        let label = if numbered { label } else { parted.label.or(label) };
        (text, label, Some(parted.owner))
    }

    /// Takes bracketed and trailing remarks off the end of a clause.
    fn trim_notes(&self, kind: Kind, mut text: Vec<Span>, notes: &mut Vec<Field>) -> Vec<Span> {
        let trailing = |last: &Span| trailing_note(self.scan, self.rules, kind, *last);
        while let Some((before, note, told)) = text.last().and_then(trailing) {
            notes.extend(told);
            notes.push(note);
            text.pop();
            text.push(before);
        }
        text
    }

    fn draft(
        &self,
        group: &Group,
        label: Option<Span>,
        text: Vec<Span>,
        above: &Above,
        parts: Vec<DraftPart>,
        notes: &[Field],
    ) -> Draft {
        let label = label.or(group.printed().filter(|_| group.entries.is_empty()));
        let mut fields = group.fields.clone();
        fields.extend_from_slice(notes);
        Draft {
            rule: group.rule.clone(),
            kind: group.kind,
            effect: group.effect.unwrap_or(Effect::Act),
            outcome: self.voted_down(group, notes).unwrap_or(group.outcome),
            text,
            stem: above.stem.clone(),
            label: label.filter(|&label| counts(self.scan.document.slice(label))),
            label_path: above
                .labels
                .iter()
                .copied()
                .chain(label)
                .filter(|&label| counts(self.scan.document.slice(label)))
                .collect(),
            parts,
            section: group.section.clone(),
            fields,
            mentions: Vec::new(),
            repairs: Vec::new(),
            shape: if group.moved { MOTION } else { group.shape },
        }
    }

    /// What the remarks of a clause itself say, where it was not carried.
    fn voted_down(&self, group: &Group, notes: &[Field]) -> Option<Outcome> {
        let mut notes = notes.iter().filter(|field| field.name == FieldName::Note);
        let said =
            |note: &Field| verdict::outcome_of_note(self.scan, self.rules, group, &note.read.spans);
        notes.find_map(said).filter(|said| *said != Outcome::Carried)
    }

    fn is_stem(&self, lead: &[Span]) -> bool {
        is_stem(self.scan, self.rules, lead)
    }
}

/// "The Harbour Committee recommends that Weir Council:" under "That the Harbour Committee:": a sentence of its own up to its
/// items, which ask the other body and complete no lead-in but this. Its opener may have been taken off: "that Weir Council:".
static OTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:The |the )?[A-Z][^.;:]{2,80}? (?:also |further |therefore )?recommends? (?:to [^.;:]{2,60} )?)?that (?:the )?(?:[A-Z][^.;:]{2,80}|it|they) ?:[-–]?$")
        .expect("a fixed pattern compiles")
});

/// Whether a lead-in below the lead-in `above`, which has a subject, has another of its own.
fn names_other(above: &str, words: &str) -> bool {
    let led = |start| above.trim_start().strip_prefix(start).is_some_and(|it| it.contains(' '));
    words.contains("that ") && (led("That ") || led("that ")) && OTHER.is_match(words.trim())
}

/// Whether a lead-in asks for nothing by itself.
pub(crate) fn is_stem(scan: &Scan<'_>, rules: &RuleSet, lead: &[Span]) -> bool {
    scan.ask(lead, |words| rules.hits(Gives::Stem, words, &Surroundings::default()))
}

/// The words at `span` before the remark at their end, the remark, and whom it names; `None` where there is none, or nothing before it.
pub(crate) fn trailing_note(
    scan: &Scan<'_>,
    rules: &RuleSet,
    kind: Kind,
    span: Span,
) -> Option<(Span, Field, Vec<Field>)> {
    let words = scan.words(span);
    let (rule, hit) = rules.first(Gives::Note, words, &Surroundings::default())?;
    let Range { start, end } = hit.whole.clone();
    let at = |from, to| trim(&scan.document.text, Span::new(span.start + from, span.start + to));
    let trails = start > 0 && end == words.trim_end().len();
    let fits = rule.kind().is_none_or(|only| only == kind);
    // Only a remark that is meant for clauses of one kind is sure to name who is to do it.
    let told = || if rule.kind().is_some() { hit.told(rule, span).collect() } else { Vec::new() };
    (trails && fits).then(|| (at(0, start), note(rule.id().to_owned(), at(start, end)), told()))
}

/// "Carried.", "Defeated.": the vote that ends a clause, in a sentence of its own.
fn is_vote(words: &str) -> bool {
    const VOTES: [&str; 5] = ["carried", "motion carried", "defeated", "lost", "not carried"];
    VOTES.contains(&words.trim().trim_end_matches('.').to_lowercase().as_str())
}

/// "1." "2." with nothing behind them: a form to be filled in, and what stands behind the last number is the next title.
fn is_form(document: &Document, nodes: &[Node]) -> bool {
    let empty = |node: &&Node| document.words(&node.entry.text).trim().is_empty();
    let empties = nodes.iter().take_while(empty).count();
    empties > 1 && nodes.len() <= empties + 1
}

/// What stands above a clause in its list.
#[derive(Clone, Debug, Default)]
struct Above {
    stem: Vec<Span>,
    labels: Vec<Span>,
}

/// The number of a paragraph, with a point in it: "1.24".
fn is_decimal(label: &str) -> bool {
    let whole = label.trim().trim_end_matches('.');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    whole.split_once('.').is_some_and(|(chapter, number)| digits(chapter) && digits(number))
}

fn counts(label: &str) -> bool {
    !crate::label::printed_core(label).is_empty() && label.trim() != "o"
}

fn note(rule: String, span: Span) -> Field {
    Field::new(FieldName::Note, rule, vec![span])
}

fn to_part(node: &Node) -> DraftPart {
    DraftPart {
        label: node.entry.label.filter(|label| !label.is_empty()),
        text: node.entry.text.clone(),
        parts: node.children.iter().map(to_part).collect(),
    }
}

/// Neighbouring sentences of one block are one span: the white space, bullet or label between them is the document's own.
fn extend(document: &Document, text: &mut Vec<Span>, sentence: Span) {
    let beside = |last: &Span| {
        let gap = sentence.start.saturating_sub(last.end);
        let between = document.text.get(last.end..sentence.start);
        gap <= 2 || gap <= LABELLED && between.is_some_and(|between| !between.contains('\n'))
    };
    match text.last_mut() {
        Some(last) if sentence.start >= last.end && beside(last) => last.end = sentence.end,
        _ => text.push(sentence),
    }
}

/// How many bytes a label between two sentences takes at most, with the spaces around it.
const LABELLED: usize = 10;
