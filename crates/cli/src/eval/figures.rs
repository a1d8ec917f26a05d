//! Counts over papers, and the figures made of them: precision, recall, F1, accuracy of fields.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Scores;

/// Counts over any number of papers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) documents: usize,
    pub(crate) failed: usize,
    pub(crate) gold: usize,
    pub(crate) gold_act: usize,
    pub(crate) predicted: usize,
    pub(crate) spurious: usize,
    pub(crate) hit: usize,
    pub(crate) hit_act: usize,
    pub(crate) complete: usize,
    /// Field name to (right, all).
    pub(crate) fields: BTreeMap<&'static str, (usize, usize)>,
}

/// Shares, 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Figures {
    pub(crate) precision: f64,
    pub(crate) recall: f64,
    pub(crate) f1: f64,
    pub(crate) exact: f64,
    pub(crate) complete: f64,
    pub(crate) recall_act: f64,
    pub(crate) fields: BTreeMap<&'static str, f64>,
}

impl Tally {
    /// Adds the counts of another.
    pub(crate) fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.failed += other.failed;
        self.gold += other.gold;
        self.gold_act += other.gold_act;
        self.predicted += other.predicted;
        self.spurious += other.spurious;
        self.hit += other.hit;
        self.hit_act += other.hit_act;
        self.complete += other.complete;
        for (name, &(right, all)) in &other.fields {
            let field = self.fields.entry(name).or_default();
            *field = (field.0 + right, field.1 + all);
        }
    }

    /// Counts one field of one hit.
    pub(crate) fn add_field(&mut self, name: &'static str, right: bool) {
        let field = self.fields.entry(name).or_default();
        *field = (field.0 + usize::from(right), field.1 + 1);
    }

    /// The shares.
    pub(crate) fn figures(&self) -> Figures {
        let exact = self.fields.get("exact").map_or(0, |&(right, _)| right);
        Figures {
            precision: share(self.hit, self.predicted),
            recall: share(self.hit, self.gold),
            f1: self.f1(self.hit),
            exact: self.f1(exact),
            complete: self.f1(self.complete),
            recall_act: share(self.hit_act, self.gold_act),
            fields: self
                .fields
                .iter()
                .map(|(&name, &(right, all))| (name, share(right, all)))
                .collect(),
        }
    }

    fn f1(&self, right: usize) -> f64 {
        let (precision, recall) = (share(right, self.predicted), share(right, self.gold));
        2.0 * precision * recall / (precision + recall).max(1e-9)
    }
}

impl Figures {
    /// The mean over groups, each counting the same; a field only over the groups that have it.
    pub(crate) fn mean(groups: &[Self]) -> Self {
        let over = |of: fn(&Self) -> f64| mean(groups.iter().map(of));
        let mut fields: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
        for (name, value) in groups.iter().flat_map(|group| &group.fields) {
            fields.entry(name).or_default().push(*value);
        }
        Self {
            precision: over(|it| it.precision),
            recall: over(|it| it.recall),
            f1: over(|it| it.f1),
            exact: over(|it| it.exact),
            complete: over(|it| it.complete),
            recall_act: over(|it| it.recall_act),
            fields: fields.into_iter().map(|(name, all)| (name, mean(all.into_iter()))).collect(),
        }
    }

    fn line(&self) -> String {
        let fields = self.fields.iter().map(|(name, value)| format!("{name} {value:.2}"));
        format!(
            "P {:.3} R {:.3} F1 {:.3} | exact F1 {:.3} | complete F1 {:.3} | recall act {:.3} | {}",
            self.precision,
            self.recall,
            self.f1,
            self.exact,
            self.complete,
            self.recall_act,
            fields.collect::<Vec<_>>().join(" ")
        )
    }

    fn to_json(&self) -> Map<String, Value> {
        let mut out = Map::new();
        for (name, value) in [
            ("P", self.precision),
            ("R", self.recall),
            ("F1", self.f1),
            ("exact", self.exact),
            ("complete", self.complete),
            ("recall_act", self.recall_act),
        ] {
            out.insert(name.to_owned(), value.into());
        }
        for (name, value) in &self.fields {
            out.insert(format!("field_{name}"), (*value).into());
        }
        out
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    sum / f64::max(count, 1.0)
}

/// Prints a line for each group, their mean, and the total.
pub(crate) fn print(out: &mut impl Write, scores: &Scores) -> io::Result<()> {
    if scores.groups.len() > 1 {
        for (name, tally) in &scores.groups {
            writeln!(out, "  {name}: {}", line(tally))?;
        }
        writeln!(
            out,
            "MACRO over {} sources: {}",
            scores.groups.len(),
            scores.macro_figures().line()
        )?;
    }
    writeln!(out, "TOTAL: {}", line(&scores.total))
}

fn line(tally: &Tally) -> String {
    format!(
        "docs {} failed {} gold {} pred {} | {}",
        tally.documents,
        tally.failed,
        tally.gold,
        tally.predicted,
        tally.figures().line()
    )
}

/// Everything as JSON: `total`, `macro`, `groups` and each paper with its misses.
pub(crate) fn to_json(scores: &Scores) -> Value {
    let groups = scores.groups.iter().map(|(name, tally)| (name.clone(), tally_json(tally)));
    let papers = scores.papers.iter().map(|(name, tally, misses)| {
        let misses = misses.iter().map(|miss| {
            json!({
                "what": miss.what, "label": miss.label, "place": miss.place, "detail": miss.detail,
            })
        });
        let misses: Vec<Value> = misses.collect();
        json!({ "paper": name, "figures": tally_json(tally), "misses": misses })
    });
    json!({
        "total": tally_json(&scores.total),
        "macro": scores.macro_figures().to_json(),
        "groups": groups.collect::<Map<String, Value>>(),
        "papers": papers.collect::<Vec<Value>>(),
    })
}

fn tally_json(tally: &Tally) -> Value {
    let mut out = tally.figures().to_json();
    for (name, count) in [
        ("docs", tally.documents),
        ("failed", tally.failed),
        ("gold", tally.gold),
        ("pred", tally.predicted),
        ("hit", tally.hit),
        ("false", tally.spurious),
        ("complete_records", tally.complete),
    ] {
        out.insert(name.to_owned(), count.into());
    }
    Value::Object(out)
}
