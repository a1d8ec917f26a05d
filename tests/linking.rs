//! The papers of `fixtures/archive` are read and their records linked; the links are held against `truth.json`, which
//! says of every clause what part it plays in the life of which recommendation.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use minuted::Pipeline;
use minuted_model::{Link, LinkKind, Record};
use serde::Deserialize;

use crate::support::{files_below, relative, root};

/// What a clause of the archive is.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clause {
    paper: String,
    text: String,
    /// `drafted`, `agreed`, `answered`, `tracked`, `answer`, `replaces` or `other`.
    part: String,
    recommendation: Option<String>,
    /// Whether nothing earlier says the same.
    #[serde(default)]
    first: bool,
    /// The recommendations that a decision answers.
    #[serde(default)]
    answers: Vec<String>,
    /// The recommendation that it takes the place of.
    #[serde(default)]
    replaces: Option<String>,
}

impl Clause {
    /// The links that the clause must have: how, and to which recommendation.
    fn wanted(&self) -> Vec<(LinkKind, &str)> {
        let own = self.recommendation.as_deref();
        let one = |kind| own.map(|own| (kind, own)).into_iter().collect();
        match self.part.as_str() {
            "agreed" if !self.first => one(LinkKind::SameAs),
            "answered" => one(LinkKind::ResponseTo),
            "tracked" => one(LinkKind::ProgressOf),
            "answer" => self.answers.iter().map(|to| (LinkKind::ResponseTo, to.as_str())).collect(),
            "replaces" => {
                self.replaces.iter().map(|old| (LinkKind::Supersedes, old.as_str())).collect()
            }
            _ => Vec::new(),
        }
    }

    fn is_origin(&self) -> bool {
        ["drafted", "agreed"].contains(&self.part.as_str())
    }
}

#[test]
fn recommendations_are_followed_through_their_papers() {
    let truth = truth();
    let records = linked();
    let known = known(&truth, &records);
    let all: usize = truth.iter().map(|clause| clause.wanted().len()).sum();
    let mut right: BTreeSet<(&str, LinkKind, &str)> = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut links = 0;
    for record in &records {
        for link in &record.links {
            links += 1;
            match held(&known, record, link) {
                Some(to) => _ = right.insert((&record.id, link.kind, to)),
                None => wrong.push(describe(record, link, &known)),
            }
        }
    }
    let precision = share(links - wrong.len(), links);
    let recall = share(right.len(), all);
    println!("{links} links, {all} wanted: precision {precision:.3}, recall {recall:.3}");
    assert!(precision >= 0.98, "precision {precision:.3}\n{}", wrong.join("\n"));
    assert!(recall >= 0.9, "recall {recall:.3} of {all}");
}

#[test]
fn links_do_not_depend_on_the_order_of_records_and_stay_in_one_council() {
    let mut records = linked();
    let by_id: BTreeMap<String, Record> =
        records.iter().map(|record| (record.id.clone(), record.clone())).collect();
    for record in &records {
        for link in &record.links {
            let other = &by_id[&link.id];
            assert_eq!(record.meeting.council, other.meeting.council, "{}", record.text);
        }
    }
    records.reverse();
    minuted_link::link(&mut records);
    assert!(records.iter().all(|record| record.links == by_id[&record.id].links));
}

#[test]
fn the_archive_is_as_large_as_it_should_be() {
    let truth = truth();
    let papers: BTreeSet<&str> = truth.iter().map(|clause| clause.paper.as_str()).collect();
    let origins = truth.iter().filter(|clause| clause.part == "drafted");
    let recommendations: BTreeSet<&Option<String>> =
        origins.map(|clause| &clause.recommendation).collect();
    assert!(papers.len() >= 40, "{} papers", papers.len());
    assert_eq!(recommendations.len(), 60);
}

fn truth() -> Vec<Clause> {
    let text = fs::read_to_string(root().join("fixtures/archive/truth.json")).unwrap();
    serde_json::from_str(&text).expect("a list of clauses")
}

fn linked() -> Vec<Record> {
    let pipeline = Pipeline::builtin();
    let mut records = Vec::new();
    for path in files_below(&root().join("fixtures/archive")) {
        if path.extension().is_some_and(|extension| extension != "json") {
            let bytes = fs::read(&path).unwrap();
            records.extend(pipeline.run(&bytes, &relative(&path)).expect("a paper").records);
        }
    }
    minuted_link::link(&mut records);
    records
}

/// What each record is, by id; records that the truth does not know are left out.
fn known<'a>(truth: &'a [Clause], records: &[Record]) -> BTreeMap<String, &'a Clause> {
    let mut clauses: BTreeMap<(&str, String), &Clause> = BTreeMap::new();
    for clause in truth {
        clauses.insert((&clause.paper, fold(&clause.text)), clause);
    }
    let find = |record: &Record| {
        let paper = record.source.path.rsplit('/').next()?;
        let clause = clauses.get(&(paper, fold(&record.text)))?;
        Some((record.id.clone(), *clause))
    };
    records.iter().filter_map(find).collect()
}

/// The recommendation that a right link leads to; `None` where it is wrong.
fn held<'a>(known: &BTreeMap<String, &'a Clause>, record: &Record, link: &Link) -> Option<&'a str> {
    let (from, to) = (known.get(&record.id)?, known.get(&link.id)?);
    let to_recommendation = to.recommendation.as_deref().filter(|_| to.is_origin())?;
    let wanted = from.wanted();
    wanted.contains(&(link.kind, to_recommendation)).then_some(to_recommendation)
}

fn describe(record: &Record, link: &Link, known: &BTreeMap<String, &Clause>) -> String {
    let to = known.get(&link.id).map(|clause| (&clause.paper, &clause.text));
    format!("{} `{}` {} {to:?}", record.source.path, record.text, link.kind)
}

fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

fn share(part: usize, whole: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    count(part) / count(whole)
}
