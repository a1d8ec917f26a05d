//! `minuted rules diff`: what a change of rules does to the records of papers: gained, lost and changed.
//! Records are paired by id, and where the clause's bounds moved by the place they share.

use std::io::{self, Write};

use anyhow::Result;
use minuted_emit::v1;
use minuted_model::{Document, Record};
use serde_json::{Map, Value};

use super::DiffArgs;
use super::load::load_named;
use crate::Exit;
use crate::diff::changed_fields;
use crate::input::{self, Input};
use crate::members::Reading;
use crate::pipeline::{Output, Pipeline};
use crate::report::{count, printable};
use crate::run;

/// Characters of a clause shown.
const SHOWN: usize = 110;
/// Fields that say how a record was found and not what it says.
const UNCOUNTED: [&str; 6] = ["id", "producer", "evidence", "mentions", "confidence", "repairs"];

/// One record of both sets, or of one.
enum Change<'a> {
    Gained(&'a Record),
    Lost(&'a Record),
    Changed(&'a Record, Map<String, Value>),
}

/// Runs the command; [`Exit::Found`] if the sets differ on these papers.
///
/// # Errors
/// A rule set cannot be loaded or the output cannot be written.
pub(super) fn diff(args: &DiffArgs) -> Result<Exit> {
    let sets = [load_named(&args.before)?, load_named(&args.after)?];
    let inputs = input::list(&args.paths, None)?;
    let mut out = io::stdout().lock();
    let mut told = Told::default();
    let pipelines = sets.map(Pipeline::with_rules);
    for input in &inputs.files {
        let mut written = Ok(());
        let mut take = |reading| {
            if written.is_ok() {
                written = compare(&mut out, &pipelines[1], input, reading, &mut told);
            }
        };
        match run::read_bytes(input) {
            Ok(bytes) => pipelines[0].run_each(&bytes, &input.display(), take),
            Err(failure) => take(Reading::of_file(Err(failure))),
        }
        written?;
    }
    let Told { papers, failed, sums } = told;
    let [gained, lost, changed] = sums;
    writeln!(out, "{}: {gained} gained, {lost} lost, {changed} changed", count(papers, "paper"))?;
    Ok(match (sums.iter().sum::<usize>(), failed) {
        (_, 1..) => Exit::Partial,
        (0, 0) => Exit::Done,
        _ => Exit::Found,
    })
}

/// What was told so far.
#[derive(Debug, Default)]
struct Told {
    papers: usize,
    failed: usize,
    /// Gained, lost, changed.
    sums: [usize; 3],
}

/// Runs the later rules over what the earlier ones were run over, and tells what came of it.
fn compare(
    out: &mut impl Write,
    later: &Pipeline,
    input: &Input,
    reading: Reading,
    told: &mut Told,
) -> io::Result<()> {
    if reading.passed_over(input).is_some() {
        return Ok(());
    }
    let name = printable(&reading.name(input));
    let both = reading.outcome.and_then(|before| {
        let after = later.run_again(before.document.clone(), before.source.clone())?;
        Ok((before, after))
    });
    match both {
        Ok((before, after)) => {
            told.papers += 1;
            write_paper(out, &name, &before, &after, &mut told.sums)
        }
        Err(failure) => {
            told.failed += 1;
            eprintln!("minuted: {name}: {failure}");
            Ok(())
        }
    }
}

fn write_paper(
    out: &mut impl Write,
    name: &str,
    before: &Output,
    after: &Output,
    sums: &mut [usize; 3],
) -> io::Result<()> {
    let changes = changes(&before.records, &after.records);
    if !changes.is_empty() {
        writeln!(out, "{name}")?;
    }
    for change in &changes {
        let (sum, sign, record) = match change {
            Change::Gained(record) => (0, '+', record),
            Change::Lost(record) => (1, '-', record),
            Change::Changed(record, _) => (2, '~', record),
        };
        if let Some(sum) = sums.get_mut(sum) {
            *sum += 1;
        }
        let line = format!(
            "{sign} {} [{}] {}",
            line_of(&after.document, record),
            rule_of(record),
            shorten(&record.text)
        );
        writeln!(out, "  {}", printable(&line))?;
        if let Change::Changed(_, fields) = change {
            for (name, values) in fields {
                writeln!(
                    out,
                    "      {name}: {} -> {}",
                    show(&values["old"]),
                    show(&values["new"])
                )?;
            }
        }
    }
    Ok(())
}

/// Changes in the order of their places.
fn changes<'a>(before: &'a [Record], after: &'a [Record]) -> Vec<Change<'a>> {
    let mut changes: Vec<(usize, Change<'a>)> = Vec::new();
    let mut paired: Vec<&str> = Vec::new();
    for record in after {
        let twin = before.iter().find(|other| other.id == record.id);
        let free = |other: &&Record| {
            !paired.contains(&other.id.as_str()) && after.iter().all(|known| known.id != other.id)
        };
        let twin = twin.or_else(|| {
            before.iter().filter(free).find(|other| overlaps(place(other), place(record)))
        });
        let change = match twin {
            None => Some(Change::Gained(record)),
            Some(twin) => {
                paired.push(&twin.id);
                let fields = changed_fields(&fields_of(twin), &fields_of(record));
                (!fields.is_empty()).then_some(Change::Changed(record, fields))
            }
        };
        changes.extend(change.map(|change| (place(record).0, change)));
    }
    let lost = before.iter().filter(|record| !paired.contains(&record.id.as_str()));
    changes.extend(lost.map(|record| (place(record).0, Change::Lost(record))));
    changes.sort_by_key(|(place, _)| *place);
    changes.into_iter().map(|(_, change)| change).collect()
}

/// From where to where the clause stands.
fn place(record: &Record) -> (usize, usize) {
    let clause = record.evidence.iter().filter(|evidence| evidence.field == "text");
    let ends = clause.clone().map(|evidence| evidence.end).max();
    (clause.map(|evidence| evidence.start).min().unwrap_or(0), ends.unwrap_or(0))
}

fn overlaps(one: (usize, usize), other: (usize, usize)) -> bool {
    one.0 < other.1 && other.0 < one.1
}

fn rule_of(record: &Record) -> &str {
    let clause = record.evidence.iter().find(|evidence| evidence.field == "text");
    clause.map_or("", |evidence| &evidence.rule)
}

/// `line 12`, as `minuted text` prints the paper.
fn line_of(document: &Document, record: &Record) -> String {
    let before = document.text.get(..place(record).0).unwrap_or("");
    format!("line {}", before.matches('\n').count() + 1)
}

fn fields_of(record: &Record) -> Map<String, Value> {
    let value = serde_json::to_value(v1::Record::from(record.clone())).unwrap_or_default();
    let Value::Object(mut fields) = value else { return Map::new() };
    UNCOUNTED.iter().for_each(|name| drop(fields.shift_remove(*name)));
    fields
}

fn show(value: &Value) -> String {
    shorten(&minuted_emit::json_text(value.to_string()))
}

fn shorten(text: &str) -> String {
    let shown: String = text.chars().take(SHOWN).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}
