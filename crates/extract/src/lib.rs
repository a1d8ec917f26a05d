//! Document and rules to drafts: which clauses are operative, and what belongs to them.
//! Nothing is interpreted here: a draft is spans, not values.

use minuted_model::{Diagnostic, Document, Draft, FieldName, Outcome};

mod amended;
mod answer_tail;
mod bag;
mod begins;
mod bounds;
mod candidates;
mod capitals;
mod case;
mod cell_due;
mod cell_items;
mod cell_lines;
mod cell_list;
mod cell_silence;
mod cell_tasks;
mod change;
mod check;
mod clause;
mod conclusions;
mod decision_table;
mod describe;
mod duplicate;
mod edges;
mod error;
mod explain;
mod explained;
mod firing;
mod fragment;
mod group;
mod inline;
mod label;
mod lead_owner;
mod lint;
mod list;
mod load;
mod loose;
mod margin;
mod minute_number;
mod narrative;
mod near;
mod needed;
mod next_motion;
mod nomination;
mod observe;
mod only;
mod opened;
mod openers;
mod paper_kind;
mod pattern;
mod raw;
mod reading;
mod reference;
mod rule;
mod rules;
mod run_in;
mod said_bounds;
mod scan;
mod second_opener;
mod sentence;
#[cfg(test)]
mod structure_lists_tests;
#[cfg(test)]
mod structure_tables_tests;
#[cfg(test)]
mod structure_tests;
mod table;
mod tail;
mod tracker;
mod tracker_entry;
mod tracker_header;
mod tracker_question;
mod tracker_row;
mod tracker_states;
mod tracker_turned;
mod verdict;
mod walk;

pub use case::{CaseFailure, CaseOutcome};
pub use change::Change;
pub use describe::{CaseInfo, RuleInfo, groups, key_needed_by, rule_schema, sorts_of_key};
pub use error::RuleError;
pub use explain::{Explanation, Fate, Story, TableStory, explain};
pub use firing::{Firing, Paper, Tries};
pub use lint::Lint;
pub use load::RuleSource;
pub use near::{Near, Stop};
pub use raw::DocumentKind;
pub use rules::RuleSet;

use crate::observe::Observer;

/// Finds the operative clauses of a document, in text order.
pub fn extract(document: &Document, rules: &RuleSet) -> (Vec<Draft>, Vec<Diagnostic>) {
    let document = &capitals::lowered(document);
    extract_watched(document, &rules.for_paper(document), &mut ())
}

fn extract_watched<O: Observer>(
    document: &Document,
    rules: &RuleSet,
    observer: &mut O,
) -> (Vec<Draft>, Vec<Diagnostic>) {
    let scan = scan::Scan::new(document, rules);
    let kind = paper_kind::document_kind(document, rules, &scan);
    let (mut drafts, trackers) = tracker::read(&scan, rules, kind);
    let reading = reading::Reading::new(document, kind, &scan, &trackers);
    let walked = walk::walk(&reading, rules, observer);
    drafts.extend(read_groups(&reading, rules, &walked));
    drafts.extend(narrative::read(&reading, rules, &walked));
    for draft in &mut drafts {
        verdict::judge(&scan, rules, draft);
    }
    drafts.retain(|draft| {
        let vetoed = verdict::is_vetoed(&scan, rules, draft);
        if vetoed {
            observer.vetoed(draft);
        }
        !vetoed
    });
    drafts.sort_by_key(|draft| draft.text.first().copied());
    nomination::judge(document, &mut drafts);
    (duplicate::fold(document, drafts), Vec::new())
}

/// How many blocks may stand between a motion and the resolution it became.
const RESOLVED_WITHIN: usize = 3;

/// Whether the group `next` is what the motion `put` became: right behind it, under the same heading, with an opener of its own.
fn resolves(
    reading: &reading::Reading<'_>,
    rules: &RuleSet,
    put: &walk::Collected,
    next: &walk::Collected,
) -> bool {
    put.group.moved
        && !next.group.moved
        && next.start <= put.end + RESOLVED_WITHIN
        && next.group.section == put.group.section
        && !begins_item(reading, next)
        && rules.of_id(&next.group.rule).is_some_and(|rule| rule.raw.strong)
        && !is_put_anew(reading, put.end, next.start)
}

/// Whether the blocks from `after` to `until` put a resolution of its own: with what it was moved for, or in so many words.
fn is_put_anew(reading: &reading::Reading<'_>, after: usize, until: usize) -> bool {
    let units = reading.units.get(after..until).unwrap_or_default();
    units.iter().map(|unit| unit.words.text()).any(|words| {
        words.starts_with("WHEREAS")
            || words.contains("the following resolution")
            || words.starts_with("RESOLUTION ")
    })
}

/// Whether the block of a group begins another item of the minutes: with a minute number, or a number and a title before the
/// opener ("7. Play area: RESOLVED that ..").
fn begins_item(reading: &reading::Reading<'_>, group: &walk::Collected) -> bool {
    let Some(unit) = reading.units.get(group.start) else { return false };
    let opener = group.group.fields.iter().find(|field| field.name == FieldName::Opener);
    let opener = opener.and_then(|field| field.read.spans.first());
    let titled = opener.is_some_and(|opener| opener.start > unit.block.span.start);
    unit.number > 0 || unit.block.marker.is_some() && titled
}

/// Whether the motion of the group `at` lost the vote to the amendment moved against it in the next.
fn beaten(
    reading: &reading::Reading<'_>,
    rules: &RuleSet,
    walked: &walk::Walked,
    at: usize,
) -> bool {
    let groups = walked.groups.get(at..).unwrap_or_default();
    let against = |group: &group::Group| group.moved && group.outcome == Outcome::Lost;
    // "Proposed by A", "Seconded by B that" above the words of the amendment are groups that only put it.
    let puts = |group: &group::Group| {
        against(group) && group.entries.is_empty() && opened::is_put_only(reading, rules, group)
    };
    let put = groups.iter().skip(1).take_while(|it| puts(&it.group)).count();
    let told = groups.get(1 + put).is_some_and(|it| against(&it.group));
    let behind = groups.get(1 + put - usize::from(!told && put > 0)..).unwrap_or_default();
    let (Some(motion), [amendment, after @ ..]) = (groups.first(), behind) else { return false };
    let until = after.first().map_or(reading.units.len(), |next| next.start);
    motion.group.moved
        && !against(&motion.group)
        && against(&amendment.group)
        && verdict::amendment_won(reading, rules, amendment.end, until)
}

/// The clauses of every group, with what the blocks after each say became of it.
fn read_groups(
    reading: &reading::Reading<'_>,
    rules: &RuleSet,
    walked: &walk::Walked,
) -> Vec<Draft> {
    let reader = clause::ClauseReader { scan: reading.scan, rules };
    let mut drafts = Vec::new();
    for (at, collected) in walked.groups.iter().enumerate() {
        let until = walked.groups.get(at + 1).map_or(reading.units.len(), |next| next.start);
        let until = until.min(verdict::end_of_item(reading, rules, walked, collected));
        let group = &collected.group;
        // A motion with a note of its own vote is no other's draft.
        let noted = verdict::outcome_in_notes(reading.scan, rules, group);
        let said = noted
            .or_else(|| verdict::outcome_in_block(reading, rules, group, collected.start))
            .or_else(|| verdict::outcome_after(reading, rules, collected.end, until, group));
        let said = said.or_else(|| verdict::sent_on(reading, rules, group, collected.end));
        let mut found = reader.read(&collected.group);
        let next = walked.groups.get(at + 1).filter(|_| noted.is_none());
        let resolved = next.is_some_and(|next| resolves(reading, rules, collected, next));
        let said = said.filter(|said| !(resolved && *said == Outcome::Carried));
        let said = beaten(reading, rules, walked, at).then_some(Outcome::Superseded).or(said);
        let usual = resolved.then_some(Outcome::Superseded);
        for draft in &mut found {
            draft.outcome = said.or(usual).unwrap_or(draft.outcome);
        }
        drafts.extend(found);
    }
    drafts
}
