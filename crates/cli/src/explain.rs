//! `minuted explain`: which rules read a record; and where a sentence gave none, which came close and what stopped them.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use minuted_extract::{Explanation, Fate, Near, Stop, Story};
use minuted_model::{Document, Evidence, Record, Span};

use crate::Exit;
use crate::args::ExplainArgs;
use crate::input::Input;
use crate::pipeline::{Output, Pipeline};
use crate::report::{count, printable};
use crate::run;

/// Characters of a line shown.
const SHOWN: usize = 92;
/// Of them, those before the words that are underlined, where the line is longer.
const BEFORE: usize = 24;

/// Runs the command.
///
/// # Errors
/// The rules cannot be loaded, the paper has no such line, or the output cannot be written.
pub(crate) fn explain(args: &ExplainArgs) -> Result<Exit> {
    let (path, line) = split_place(&args.place);
    let pipeline = args.reading.pipeline()?.with_ocr(!args.no_ocr);
    let input = Input { path, named: true };
    let read = run::read_bytes(&input).and_then(|bytes| pipeline.explain(&bytes, &input.display()));
    let (output, explanation) = match read {
        Ok(read) => read,
        Err(failure) => {
            eprintln!("minuted: {}: {failure}", printable(&input.display()));
            return Ok(Exit::Nothing);
        }
    };
    let telling = Telling { pipeline: &pipeline, output: &output, explanation: &explanation };
    let lines = output.document.text.lines().count();
    if line.is_some_and(|line| line == 0 || line > lines) {
        bail!("{}: its text has {}", input.display(), count(lines, "line"));
    }
    let mut out = io::stdout().lock();
    out.write_all(printable_lines(&telling.tell(&input.path, line)).as_bytes())?;
    Ok(Exit::Done)
}

/// A path with a line after its last colon, unless the whole is a path.
fn split_place(place: &str) -> (PathBuf, Option<usize>) {
    let whole = (PathBuf::from(place), None);
    if Path::new(place).exists() {
        return whole;
    }
    let split = place.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse().ok()?)));
    split.map_or(whole, |(path, line)| (PathBuf::from(path), Some(line)))
}

fn printable_lines(text: &str) -> String {
    text.lines().map(|line| printable(line) + "\n").collect()
}

struct Telling<'a> {
    pipeline: &'a Pipeline,
    output: &'a Output,
    explanation: &'a Explanation,
}

impl Telling<'_> {
    /// All of the paper, or the blocks of one line.
    fn tell(&self, path: &Path, line: Option<usize>) -> String {
        let mut out = format!("{}: {}\n", path.display(), self.tell_kind());
        for story in &self.explanation.stories {
            let asked = line.is_none_or(|line| self.lines_of(story.span).contains(&line));
            if asked && (line.is_some() || self.is_telling(story)) {
                out.push('\n');
                out.push_str(&self.tell_story(story));
            }
        }
        for table in self.explanation.tables.iter().filter(|_| line.is_none()) {
            let read = if table.tracker { "read as a tracker" } else { "no tracker" };
            let columns: Vec<String> =
                table.columns.iter().map(|(words, rule)| format!("{words} by `{rule}`")).collect();
            let columns =
                if columns.is_empty() { "none known".to_owned() } else { columns.join(", ") };
            out.push_str(&format!("\ntable {}: {read}; columns: {columns}\n", table.number + 1));
        }
        out
    }

    fn tell_kind(&self) -> String {
        let by = self.explanation.kind_by.as_ref();
        let by = by.map(|(rule, span)| match span {
            Some(span) => format!(", said by `{rule}` at line {}", self.line_at(span.start)),
            None => format!(", said by `{rule}` of its title"),
        });
        format!("taken for {}{}", self.explanation.kind, by.unwrap_or_default())
    }

    /// Whether a block has something to tell: a record, a rule that came close, or one that closed it.
    fn is_telling(&self, story: &Story) -> bool {
        let near = story.sentences.iter().any(|(_, near)| !near.is_empty());
        near || !self.records_at(story.span).is_empty()
            || self.vetoes_at(story.span).next().is_some()
    }

    fn tell_story(&self, story: &Story) -> String {
        let records = self.records_at(story.span);
        let mut out = String::new();
        for record in &records {
            out.push_str(&self.tell_record(record, story.span));
        }
        if records.is_empty() {
            out.push_str(&self.underline(story.span, story.span));
        }
        let fate = self.tell_fate(&story.fate, !records.is_empty());
        out.push_str(&format!("  {fate}\n"));
        for (rule, veto) in self.vetoes_at(story.span) {
            out.push_str(&format!("  `{rule}` read it, but {veto}\n"));
        }
        let fired = |near: &&Near| {
            let by = records.iter().flat_map(|record| &record.evidence);
            let needless = near.stops.is_empty() && !records.is_empty();
            needless || by.map(|evidence| &evidence.rule).any(|rule| *rule == near.rule)
        };
        for (_, near) in &story.sentences {
            for near in near.iter().filter(|near| !fired(near)) {
                out.push_str(&self.tell_near(near, story));
            }
        }
        out
    }

    fn tell_fate(&self, fate: &Fate, has_record: bool) -> String {
        let line = |span: &Span| self.line_at(span.start);
        let fate = match fate {
            Fate::Opened(rule) => format!("`{rule}` opens here"),
            Fate::Taken(rule, at) => {
                format!("belongs to what `{rule}` opened at line {}", line(at))
            }
            Fate::PassedOver(rule, at) => {
                format!("passed over: no clause under what `{rule}` opened at line {}", line(at))
            }
            Fate::Closed(rule) => format!("`{rule}`: nothing from here on is operative"),
            Fate::Shut(rule, at) => {
                format!("not operative since line {}, where `{rule}` stands", line(at))
            }
            Fate::Narrative => "narrative".to_owned(),
            Fate::Tracker(table) => format!("a cell of table {}, a tracker", table + 1),
        };
        if has_record { fate } else { format!("no record; {fate}") }
    }

    fn tell_record(&self, record: &Record, block: Span) -> String {
        let clause = record.evidence.iter().filter(|evidence| evidence.field == "text");
        let here = clause.map(span_of).find(|span| span.overlaps(block)).unwrap_or(block);
        let mut out = self.underline(here, here);
        let id = record.id.get(..8).unwrap_or(&record.id);
        out.push_str(&format!(
            "  record {id}: {} · {} · {}, confidence {:.2}\n",
            record.kind, record.effect, record.outcome, record.confidence
        ));
        let mut told: Vec<(&str, &str)> = Vec::new();
        for Evidence { field, rule, quote, .. } in &record.evidence {
            if !told.contains(&(field, rule)) {
                told.push((field, rule));
                let gives = self.pipeline.rules().rule(rule).map_or("", |rule| rule.gives());
                let gives = if gives.is_empty() { String::new() } else { format!(" ({gives})") };
                let quote =
                    if field == "text" { String::new() } else { format!(": {}", shorten(quote)) };
                out.push_str(&format!("    {field} by `{rule}`{gives}{quote}\n"));
            }
        }
        for rule in self.judged_by(here) {
            let summary = self.pipeline.rules().rule(&rule).map_or("", |rule| rule.summary());
            out.push_str(&format!("    judged by `{rule}`: {summary}\n"));
        }
        out
    }

    fn tell_near(&self, near: &Near, story: &Story) -> String {
        let mut out = format!("  `{}` ({})", near.rule, near.gives);
        if near.stops.is_empty() {
            let why = match &story.fate {
                Fate::Opened(rule) if *rule == near.rule => return String::new(),
                Fate::Opened(rule) => format!("`{rule}` comes first"),
                Fate::Narrative => "the walk did not ask it here".to_owned(),
                Fate::Taken(..) | Fate::PassedOver(..) => {
                    "the block was taken before it was asked".to_owned()
                }
                Fate::Closed(_) | Fate::Shut(..) => "nothing here is operative".to_owned(),
                Fate::Tracker(_) => "it does not look at trackers".to_owned(),
            };
            out.push_str(&format!(" would hit, but {why}\n"));
            return out;
        }
        out.push_str(" comes close\n");
        out.push_str(&indent(&self.underline(near.at, near.at)));
        for stop in &near.stops {
            out.push_str(&format!("    but {}\n", self.tell_stop(stop)));
        }
        out
    }

    fn tell_stop(&self, stop: &Stop) -> String {
        let document = &self.output.document;
        match stop {
            Stop::Guard { pattern, at } => {
                format!("its guard stands at “{}”: {pattern}", shorten(document.slice(*at)))
            }
            Stop::Document(kinds) => {
                format!("it looks at {} only", kinds.join(", "))
            }
            Stop::NotMeant => "it is meant for other papers (`only`)".to_owned(),
            Stop::Headings(pattern) => format!("the headings above decide: {pattern}"),
            Stop::Before(pattern) => format!("the block before is none of its own: {pattern}"),
            Stop::After(pattern) => format!("the block that follows is none of its own: {pattern}"),
            Stop::NotListed(who) => format!("the paper does not list {who} as present"),
            Stop::Elsewhere(place) => format!("its words must stand {place}"),
            Stop::Beaten(rule) => format!("`{rule}` comes first"),
        }
    }

    /// The line of a place with the place underlined.
    fn underline(&self, span: Span, words: Span) -> String {
        let document = &self.output.document;
        let number = self.line_at(span.start);
        let start = document
            .text
            .get(..words.start)
            .and_then(|text| text.rfind('\n'))
            .map_or(0, |at| at + 1);
        let line = document.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
        let before = document.text.get(start..words.start).map_or(0, |text| text.chars().count());
        let length = document.slice(words).lines().next().map_or(0, |text| text.chars().count());
        let skip = if line.chars().count() > SHOWN { before.saturating_sub(BEFORE) } else { 0 };
        let shown: String = line.chars().skip(skip).take(SHOWN).collect();
        let (head, tail) = (skip > 0, line.chars().count() > skip + SHOWN);
        let head = if head { "…" } else { "" };
        let at = before - skip + head.chars().count();
        let length = length.clamp(1, SHOWN.saturating_sub(before - skip).max(1));
        let gutter = number.to_string();
        let blank = " ".repeat(gutter.len());
        format!(
            "{gutter} | {head}{shown}{}\n{blank} | {}{}\n",
            if tail { "…" } else { "" },
            " ".repeat(at),
            "^".repeat(length)
        )
    }

    fn records_at(&self, block: Span) -> Vec<&Record> {
        let stands = |record: &&Record| {
            let clause = record.evidence.iter().filter(|evidence| evidence.field == "text");
            clause.map(span_of).any(|span| span.overlaps(block))
        };
        self.output.records.iter().filter(stands).collect()
    }

    /// Rules whose drafts at a block were taken back, and by what.
    fn vetoes_at(&self, block: Span) -> impl Iterator<Item = (&str, String)> {
        let vetoed = self.explanation.vetoed.iter();
        let here =
            vetoed.filter(move |(draft, _)| draft.text.iter().any(|span| span.overlaps(block)));
        here.map(|(draft, veto)| {
            let veto = veto.as_ref().map(|veto| format!("`{veto}` took it back"));
            (draft.rule.as_str(), veto.unwrap_or_else(|| "it has no word".to_owned()))
        })
    }

    fn judged_by(&self, clause: Span) -> Vec<String> {
        let draft = self.explanation.drafts.iter();
        let mut draft = draft.filter(|draft| draft.text.iter().any(|span| span.overlaps(clause)));
        let judged =
            |draft| Explanation::judged_by(&self.output.document, self.pipeline.rules(), draft);
        draft.next().map(judged).unwrap_or_default()
    }

    fn line_at(&self, offset: usize) -> usize {
        line_at(&self.output.document, offset)
    }

    fn lines_of(&self, span: Span) -> std::ops::RangeInclusive<usize> {
        self.line_at(span.start)..=self.line_at(span.end)
    }
}

/// The 1-based line of the canonical text.
fn line_at(document: &Document, offset: usize) -> usize {
    document.text.get(..offset).unwrap_or("").matches('\n').count() + 1
}

fn span_of(evidence: &Evidence) -> Span {
    Span::new(evidence.start, evidence.end)
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

fn shorten(text: &str) -> String {
    let shown: String = text.chars().take(60).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}
