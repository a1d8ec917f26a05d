//! Answers that name what they answer: "recommendations 1 to 3 of the Bus Review be accepted", "all the recommendations".

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use minuted_model::{Date, Kind, Record, labels_in};
use regex::Regex;

use crate::date::{dates, day_number};
use crate::item::{Archive, Item, Part};
use crate::score::Score;
use crate::words::shared;

/// `recommendations 1 to 3 and (v)`, before or after which stands what is decided of them.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:recommendations?|recs?\.?) (?:nos?\.? |numbers? |numbered )?(?P<list>\(?[A-Z]{0,2}[0-9]{1,2}(?:\.[0-9]{1,2})?\)?(?:(?:, ?| and |, and | & | ?to ?| ?[-–] ?)\(?[A-Z]{0,2}[0-9]{1,2}(?:\.[0-9]{1,2})?\)?)*|\([a-z]{1,4}\)(?:(?:, ?| and |, and | & | ?to ?| ?[-–] ?)\([a-z]{1,4}\))*)")
        .expect("a fixed pattern compiles")
});

static ALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:all (?:of )?(?:the )?|the )(?:[a-z0-9]+ )?recommendations (?:of|in|from|made by|contained|set out)\b")
        .expect("a fixed pattern compiles")
});

static DECIDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:accepted|agreed|rejected|supported|endorsed|approved|noted|deferred|declined|accepts?|agrees?|rejects?|supports?|approves?|declines?)\b")
        .expect("a fixed pattern compiles")
});

/// Days for which an answer may look back.
const LOOK_BACK: i32 = 550;

/// What a decision says that it answers.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// Labels of recommendations, lower case; none where it answers all of a report's.
    labels: Vec<Box<str>>,
    /// The days it names.
    named: Vec<Date>,
}

impl Answer {
    /// Reads a clause; `None` where it answers nothing by number and no whole report.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        let text = &record.full_text;
        if !DECIDED.is_match(text) {
            return None;
        }
        let lists = NAMED.captures_iter(text).filter_map(|groups| groups.name("list"));
        let labels = lists.flat_map(|list| labels_in(list.as_str())).map(String::into_boxed_str);
        let labels: Vec<Box<str>> = labels.collect();
        let answers = !labels.is_empty() || ALL.is_match(text);
        answers.then(|| Self { labels, named: dates(text) })
    }
}

/// The recommendations of each document, to be found by number.
#[derive(Debug, Default)]
pub(crate) struct Register {
    /// Of each council, in time order.
    councils: BTreeMap<u32, Vec<Report>>,
}

/// The recommendations of one document.
#[derive(Debug)]
pub(crate) struct Report {
    document: u32,
    pub(crate) date: Date,
    /// Words of its titles and of the body it comes from.
    about: BTreeSet<u32>,
    pub(crate) recommendations: Vec<usize>,
}

impl Register {
    /// Every document with a date and recommendations that are agreed or put.
    pub(crate) fn of(archive: &Archive) -> Self {
        let mut reports: BTreeMap<(u32, Date, u32), Report> = BTreeMap::new();
        for &at in &archive.order {
            let Some(item) = archive.items.get(at) else { continue };
            let stated = matches!(item.part, Part::Stated | Part::Drafted);
            let (Some(council), Some(date)) = (item.council, item.date) else { continue };
            if !stated {
                continue;
            }
            let report = reports.entry((council, date, item.document)).or_insert_with(|| Report {
                document: item.document,
                date,
                about: BTreeSet::new(),
                recommendations: Vec::new(),
            });
            report.about.extend(item.title.iter());
            report.about.extend(archive.body_words(item));
            report.recommendations.push(at);
        }
        let mut councils: BTreeMap<u32, Vec<Report>> = BTreeMap::new();
        for ((council, _, _), report) in reports {
            councils.entry(council).or_default().push(report);
        }
        Self { councils }
    }

    /// The documents of a council from one day to another.
    pub(crate) fn between(&self, council: u32, from: i32, to: Date) -> &[Report] {
        let reports = self.councils.get(&council).map(Vec::as_slice).unwrap_or_default();
        let start = reports.partition_point(|report| day_number(report.date) < from);
        let end = reports.partition_point(|report| report.date <= to);
        reports.get(start..end.max(start)).unwrap_or_default()
    }

    /// The recommendations that a decision answers by number, or all of a report's.
    pub(crate) fn answered(&self, archive: &Archive, item: &Item) -> Vec<(usize, Score)> {
        let (Some(council), Some(date)) = (item.council, item.date) else { return Vec::new() };
        let Some(answer) = item.answer.as_deref() else { return Vec::new() };
        let all = answer.labels.is_empty();
        let wanted = |at: &usize| {
            let other = archive.items.get(*at);
            other.is_some_and(|other| {
                let named = other.label.as_ref().is_some_and(|label| answer.labels.contains(label));
                other.kind == Kind::Recommendation && (all || named)
            })
        };
        let earlier = self.between(council, day_number(date) - LOOK_BACK, date);
        let meant = the_meant(archive, item, answer, earlier, |report| {
            report.recommendations.iter().any(wanted)
        });
        let Some(report) = meant else { return Vec::new() };
        let found = report.recommendations.iter().copied().filter(wanted);
        let said = if all { "answers all of the report" } else { "answers by number" };
        found.map(|at| (at, Score { value: 0.9, reasons: vec![said.to_owned()] })).collect()
    }
}

/// The report that a reference means: the one it shares most telling words of titles and body with, or whose date it names.
fn the_meant<'a>(
    archive: &Archive,
    item: &Item,
    answer: &Answer,
    reports: &'a [Report],
    fits: impl Fn(&Report) -> bool,
) -> Option<&'a Report> {
    let mut about: Vec<u32> = item.words.iter().chain(&item.title).copied().collect();
    about.sort_unstable();
    about.dedup();
    let mut best: Option<(f64, &Report)> = None;
    for report in reports.iter().filter(|report| report.document != item.document && fits(report)) {
        let titles: Vec<u32> = report.about.iter().copied().collect();
        let words: f64 = shared(&about, &titles).map(|word| archive.weight(word)).sum();
        let score = words + if answer.named.contains(&report.date) { 20.0 } else { 0.0 };
        // The later of two that are as likely.
        if score > 0.0 && best.is_none_or(|(known, _)| score >= known) {
            best = Some((score, report));
        }
    }
    best.map(|(_, report)| report)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_found_in_a_sentence() {
        let list = |text: &str| {
            NAMED.captures(text).and_then(|groups| Some(groups.name("list")?.as_str().to_owned()))
        };
        assert_eq!(list("That recommendations 1 to 3 be accepted").as_deref(), Some("1 to 3"));
        assert_eq!(list("That Recommendation 4 of the review be rejected").as_deref(), Some("4"));
        assert_eq!(list("That recommendation (b) be agreed").as_deref(), Some("(b)"));
        assert_eq!(list("That the recommendation be agreed"), None);
    }
}
