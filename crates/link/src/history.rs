//! One recommendation's life: every record that its links lead to, in date order.

use std::collections::{BTreeMap, BTreeSet};

use minuted_model::{LinkKind, Record};

/// One record in the life of a recommendation.
#[derive(Clone, Copy, Debug)]
pub struct Step<'a> {
    /// The record.
    pub record: &'a Record,
    /// What it is to the earlier record that its likeliest link names; `None` for the first.
    pub relation: Option<LinkKind>,
}

/// The records that belong with the one of that id, itself included, by date and id; undated ones come last.
/// Empty where there is no such record.
pub fn history<'a>(records: &'a [Record], id: &str) -> Vec<Step<'a>> {
    let mut neighbours: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for record in records {
        neighbours.entry(&record.id).or_default();
        for link in &record.links {
            neighbours.entry(&record.id).or_default().insert(&link.id);
            neighbours.entry(&link.id).or_default().insert(&record.id);
        }
    }
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = vec![id];
    while let Some(next) = open.pop() {
        if let Some((id, beside)) =
            neighbours.get_key_value(next).filter(|(id, _)| !found.contains(*id))
        {
            found.insert(id);
            open.extend(beside);
        }
    }
    let mut steps: Vec<Step<'a>> =
        records.iter().filter(|record| found.contains(record.id.as_str())).map(step).collect();
    steps.sort_by_key(|step| {
        let date = step.record.meeting.date;
        (date.is_none(), date, step.relation, step.record.id.as_str())
    });
    steps
}

fn step(record: &Record) -> Step<'_> {
    let likeliest = record.links.iter().max_by(|one, other| one.score.total_cmp(&other.score));
    Step { record, relation: likeliest.map(|link| link.kind) }
}
