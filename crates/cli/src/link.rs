//! `minuted link` and `minuted history`: records tied together, and the life of one recommendation told.

use std::io::{self, Write};

use anyhow::{Context, Result, bail};
use minuted_link::Step;
use minuted_model::{LinkKind, Outcome, Record};

use crate::Exit;
use crate::args::{HistoryArgs, LinkArgs};
use crate::link_db;
use crate::records;
use crate::report::printable;
use crate::sink::Sink;

/// Fewest characters by which a record may be named.
const ID_START: usize = 6;

/// Runs `minuted link`: the same records in the same order, with their links.
///
/// # Errors
/// A file of records cannot be read or the output cannot be written.
pub(crate) fn link(args: &LinkArgs) -> Result<Exit> {
    if let Some(db) = &args.db {
        return link_db::link(db);
    }
    let mut all = Vec::new();
    let exit = records::each(&args.paths, &args.reading, |record| {
        all.push(record);
        Ok(())
    })?;
    minuted_link::link(&mut all);
    let mut sink = Sink::open(&args.output)?;
    sink.write(all)?;
    sink.finish()?;
    Ok(exit)
}

/// Runs `minuted history`; [`Exit::Found`] where no record has that id.
///
/// # Errors
/// A file of records cannot be read, or the id names several records.
pub(crate) fn history(args: &HistoryArgs) -> Result<Exit> {
    let (all, id) = match &args.db {
        Some(db) => link_db::related(db, &args.id)?,
        None => read(args)?,
    };
    let Some(id) = id else {
        eprintln!("minuted: no record has the id {}", printable(&args.id));
        return Ok(Exit::Found);
    };
    let mut out = io::stdout().lock();
    for step in minuted_link::history(&all, &id) {
        if args.json {
            minuted_emit::write_line(&mut out, step.record.clone())?;
        } else {
            write_step(&mut out, &step)?;
        }
    }
    Ok(Exit::Done)
}

/// The records of the paths, linked, and the id that was meant.
fn read(args: &HistoryArgs) -> Result<(Vec<Record>, Option<String>)> {
    let start = id_start(&args.id)?;
    let mut all = Vec::new();
    records::each(&args.paths, &args.reading, |record| {
        all.push(record);
        Ok(())
    })?;
    let mut found: Vec<String> = all.iter().map(|record| record.id.clone()).collect();
    found.retain(|id| id.starts_with(start));
    found.sort_unstable();
    found.dedup();
    let id = only(start, found)?;
    if id.is_some() && all.iter().all(|record| record.links.is_empty()) {
        minuted_link::link(&mut all);
    }
    Ok((all, id))
}

/// How an id begins, where that is enough to name a record by.
///
/// # Errors
/// It is not.
pub(crate) fn id_start(start: &str) -> Result<&str> {
    if start.len() < ID_START {
        bail!("{}: expected at least {ID_START} characters of an id", printable(start));
    }
    Ok(start)
}

/// The one id that begins so; `None` where none does.
///
/// # Errors
/// Several do.
pub(crate) fn only(start: &str, mut found: Vec<String>) -> Result<Option<String>> {
    if found.len() > 1 {
        bail!("{}: {} records have ids that begin so", printable(start), found.len());
    }
    Ok(found.pop())
}

fn write_step(out: &mut impl Write, step: &Step<'_>) -> Result<()> {
    let record = step.record;
    let meeting = &record.meeting;
    let date = meeting.date.map_or_else(|| "undated   ".to_owned(), |date| date.to_string());
    let body = meeting.body.as_deref().unwrap_or("body not named");
    writeln!(out, "{date}  {:<10}  {}", what(step), printable(body)).context("standard output")?;
    writeln!(out, "            {}", printable(&record.full_text))?;
    for (name, words) in said(record) {
        writeln!(out, "            {name}: {}", printable(&words))?;
    }
    let page = record.evidence.iter().find(|it| it.field == "text").and_then(|it| it.page);
    let page = page.map(|page| format!(", page {page}")).unwrap_or_default();
    writeln!(out, "            {}{page}  [{}]", printable(&record.source.path), record.id)?;
    Ok(())
}

/// One word for what happened.
fn what(step: &Step<'_>) -> &'static str {
    match (step.relation, step.record.outcome) {
        (Some(LinkKind::ResponseTo), _) => "answered",
        (Some(LinkKind::ProgressOf), _) => "tracked",
        (Some(LinkKind::Supersedes), _) => "replaced",
        (_, Outcome::Draft) => "drafted",
        (_, Outcome::Lost) => "lost",
        (_, Outcome::Withdrawn) => "withdrawn",
        (_, Outcome::Superseded) => "superseded",
        (_, Outcome::Deferred) => "deferred",
        (_, Outcome::Carried) if step.record.progress.is_some() => "tracked",
        (_, Outcome::Carried) => "agreed",
    }
}

/// What is known of its answer, progress and dates.
fn said(record: &Record) -> Vec<(&'static str, String)> {
    let response = record.response.as_ref();
    let progress = record.progress.as_ref();
    let due: Vec<String> =
        record.deadlines.iter().filter_map(|it| Some(it.end?.to_string())).collect();
    let all = [
        ("due", Some(due.join(", ")).filter(|due| !due.is_empty())),
        ("answer", response.and_then(|it| it.text.clone())),
        ("status", progress.and_then(|it| it.status_text.clone())),
        ("progress", progress.and_then(|it| it.text.clone())),
    ];
    all.into_iter().filter_map(|(name, words)| Some((name, words?))).collect()
}
