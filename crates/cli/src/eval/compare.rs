//! One paper's records against its gold: hits, misses, false records and the fields of each hit.

use std::fmt;
use std::sync::LazyLock;

use minuted_model::{Effect, Gap, Record};
use regex::Regex;

use super::figures::Tally;
use super::gold::{Gold, GoldRecord};
use super::matching::{self, Match, Views};
use super::tokens::bare;

/// Least similarity of an exact boundary.
const EXACT: f64 = 0.97;
/// Characters of a clause shown with a miss.
const SHOWN: usize = 110;

#[expect(clippy::expect_used, reason = "a literal pattern")]
static ARTICLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:the|that|its|our)\s+").expect("the pattern is well formed")
});

/// What one paper comes to.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    pub(crate) tally: Tally,
    pub(crate) misses: Vec<Miss>,
}

/// Something that is not as the gold has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Miss {
    /// `MISS`, `FALSE` or the field's name.
    pub(crate) what: &'static str,
    pub(crate) label: String,
    /// Where in the paper.
    pub(crate) place: String,
    /// What was expected and what was read, or the clause.
    pub(crate) detail: String,
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}] {}: {}", self.what, self.label, self.place, self.detail)
    }
}

/// One field of a hit: as the gold has it, as it was read.
struct Field {
    name: &'static str,
    expected: String,
    read: String,
}

impl Field {
    fn new(name: &'static str, expected: impl Into<String>, read: impl Into<String>) -> Self {
        Self { name, expected: expected.into(), read: read.into() }
    }

    fn is_right(&self) -> bool {
        self.expected == self.read
    }
}

/// A paper that could not be read: all of its gold is missed.
pub(crate) fn failed(gold: &Gold) -> Compared {
    let mut compared = compare(gold, &[]);
    compared.tally.failed = 1;
    compared
}

/// Compares the records read from a paper with its gold.
pub(crate) fn compare(gold: &Gold, records: &[Record]) -> Compared {
    let gold_views: Vec<Views> = gold.records.iter().map(matching::gold_views).collect();
    let views: Vec<Views> = records.iter().map(matching::predicted_views).collect();
    let matches = matching::find_matches(&views, &gold_views);
    let mut compared = Compared::default();
    compared.tally.documents = 1;
    for (index, record) in gold.records.iter().enumerate() {
        if !record.is_ignored() {
            let found = matches.iter().find(|pair| pair.gold == index);
            let found = found.and_then(|pair| Some((pair, records.get(pair.predicted)?)));
            compared.add_gold(record, found);
        }
    }
    for (index, (record, views)) in records.iter().zip(&views).enumerate() {
        if !is_ignored(record) {
            let found = matches.iter().find(|pair| pair.predicted == index);
            let found = found.and_then(|pair| gold.records.get(pair.gold));
            compared.add_predicted(record, found, || matching::is_excused(views, &gold.doubtful));
        }
    }
    compared
}

impl Compared {
    fn add_gold(&mut self, gold: &GoldRecord, found: Option<(&Match, &Record)>) {
        let acts = usize::from(gold.effect() == "act");
        self.tally.gold += 1;
        self.tally.gold_act += acts;
        let Some((pair, record)) = found else {
            let page = gold.page.map_or("no page".to_owned(), |page| format!("page {page}"));
            self.push("MISS", gold.label.as_deref(), page, shorten(&gold.text));
            return;
        };
        self.tally.hit += 1;
        self.tally.hit_act += acts;
        let mut complete = true;
        for field in fields(gold, record, pair.similarity) {
            let right = field.is_right();
            self.tally.add_field(field.name, right);
            // Gaps follow from the other fields, so a complete record is one whose others are right.
            complete &= right || field.name == "gaps";
            if !right {
                let detail = format!("expected {}, read {}", field.expected, field.read);
                self.push(field.name, gold.label.as_deref(), place(record), detail);
            }
        }
        self.tally.complete += usize::from(complete);
    }

    fn add_predicted(
        &mut self,
        record: &Record,
        found: Option<&GoldRecord>,
        is_excused: impl FnOnce() -> bool,
    ) {
        match found {
            Some(gold) if gold.is_ignored() => {}
            Some(_) => self.tally.predicted += 1,
            None if is_excused() => {}
            None => {
                self.tally.predicted += 1;
                self.tally.spurious += 1;
                self.push("FALSE", record.label.as_deref(), place(record), shorten(&record.text));
            }
        }
    }

    fn push(&mut self, what: &'static str, label: Option<&str>, place: String, detail: String) {
        let label = label.unwrap_or("-").to_owned();
        self.misses.push(Miss { what, label, place, detail });
    }
}

fn is_ignored(record: &Record) -> bool {
    record.effect == Effect::Procedural || !record.outcome.stands()
}

fn fields(gold: &GoldRecord, record: &Record, similarity: f64) -> Vec<Field> {
    let gold_kind = gold.kind.as_deref().unwrap_or("");
    let exact = if similarity >= EXACT { "exact" } else { "inexact" };
    let label = |label: Option<&str>| bare(label.unwrap_or(""));
    let has = |some: bool| if some { "some" } else { "none" };
    let mut fields = vec![
        Field::new("exact", "exact", exact),
        Field::new("kind", gold_kind, record.kind.as_str()),
        Field::new("effect", gold.effect(), record.effect.as_str()),
        Field::new("label", label(gold.label.as_deref()), label(record.label.as_deref())),
        Field::new(
            "addressees",
            names(gold.addressees.iter().map(String::as_str)),
            names(record.addressees.iter().map(|addressee| addressee.text.as_str())),
        ),
        Field::new("deadlines", gold_deadlines(gold), deadlines(record)),
        Field::new("recurrences", has(gold_recurs(gold)), has(!record.recurrences.is_empty())),
    ];
    if let Some(gaps) = gold.gaps.as_ref().filter(|_| gold.effect() == "act") {
        let expected = gaps.iter().any(|gap| gap == Gap::NoDeadline.as_str());
        let read = record.gaps.contains(&Gap::NoDeadline);
        let gap = |missing: bool| if missing { "no_deadline" } else { "no gap" };
        fields.push(Field::new("gaps", gap(expected), gap(read)));
    }
    fields
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> String {
    sorted(names.map(|name| bare(&ARTICLE.replace(name, ""))))
}

fn gold_deadlines(gold: &GoldRecord) -> String {
    let counted = gold.deadlines.iter().filter(|it| it.day().is_some() || it.recurrence.is_none());
    sorted(
        counted
            .map(|it| it.day().map_or_else(|| format!("text:{}", bare(&it.text)), str::to_owned)),
    )
}

fn deadlines(record: &Record) -> String {
    let ends = record.deadlines.iter().map(|deadline| {
        let end = deadline.end.map(|end| end.to_string());
        end.unwrap_or_else(|| format!("text:{}", bare(&deadline.text)))
    });
    sorted(ends)
}

fn gold_recurs(gold: &GoldRecord) -> bool {
    !gold.recurrences.is_empty() || gold.deadlines.iter().any(|it| it.recurrence.is_some())
}

fn sorted(values: impl Iterator<Item = String>) -> String {
    let mut values: Vec<String> = values.collect();
    values.sort();
    format!("[{}]", values.join("; "))
}

fn place(record: &Record) -> String {
    let clause = record.evidence.iter().find(|evidence| evidence.field == "text");
    let Some(clause) = clause else { return "no place".to_owned() };
    let page = clause.page.map_or(String::new(), |page| format!("page {page}, "));
    format!("{page}{}..{}", clause.start, clause.end)
}

fn shorten(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}
