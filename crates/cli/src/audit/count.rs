//! Counts of findings by council, body, portfolio, year and kind.
//! A record with several portfolios counts under each; shares are of the records in the same group.

use std::collections::BTreeMap;

use minuted_model::Record;

use super::find::Check;

/// Name of a group whose records do not say.
pub(crate) const NOT_GIVEN: &str = "(not given)";

/// What records are grouped by, in the order they are told.
pub(crate) const GROUPINGS: [&str; 5] = ["council", "body", "portfolio", "year", "kind"];

/// Records and findings of one group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Count {
    /// Records audited.
    pub(crate) records: usize,
    /// How many of them have each finding.
    pub(crate) checks: BTreeMap<Check, usize>,
}

/// Counts of all records and of each group.
#[derive(Clone, Debug, Default)]
pub(crate) struct Counts {
    /// All records.
    pub(crate) all: Count,
    /// Grouping, then group.
    pub(crate) groups: BTreeMap<&'static str, BTreeMap<String, Count>>,
}

impl Count {
    fn add(&mut self, checks: &[(Check, String)]) {
        self.records += 1;
        for (check, _) in checks {
            *self.checks.entry(*check).or_default() += 1;
        }
    }

    /// How many records have a finding.
    pub(crate) fn of(&self, check: Check) -> usize {
        self.checks.get(&check).copied().unwrap_or(0)
    }

    /// `12 (30 %)`, or a bare zero.
    pub(crate) fn share(&self, check: Check) -> String {
        match self.of(check) {
            0 => "0".to_owned(),
            some => format!("{some} ({:.0} %)", 100.0 * some as f64 / self.records.max(1) as f64),
        }
    }
}

impl Counts {
    /// Counts one record.
    pub(crate) fn add(&mut self, record: &Record, checks: &[(Check, String)]) {
        self.all.add(checks);
        for grouping in GROUPINGS {
            let groups = self.groups.entry(grouping).or_default();
            for name in names(record, grouping) {
                groups.entry(name).or_default().add(checks);
            }
        }
    }

    /// The checks that found something, in order.
    pub(crate) fn columns(&self) -> Vec<Check> {
        Check::ALL.into_iter().filter(|check| self.all.of(*check) > 0).collect()
    }

    /// The groups of a grouping, by name.
    pub(crate) fn of(&self, grouping: &str) -> impl Iterator<Item = (&String, &Count)> {
        self.groups.get(grouping).into_iter().flatten()
    }
}

fn names(record: &Record, grouping: &str) -> Vec<String> {
    let meeting = &record.meeting;
    let mut names: Vec<String> = match grouping {
        "council" => meeting.council.iter().cloned().collect(),
        "body" => meeting.body.iter().cloned().collect(),
        "portfolio" => record.portfolios.iter().map(|it| it.name.clone()).collect(),
        "year" => meeting.date.iter().map(|date| date.year.to_string()).collect(),
        _ => vec![record.kind.to_string()],
    };
    names.sort();
    names.dedup();
    if names.is_empty() {
        names.push(NOT_GIVEN.to_owned());
    }
    names
}
