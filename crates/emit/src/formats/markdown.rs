//! Markdown for people: a heading for each meeting and paper, an item for each clause.

use std::io::{self, Write};

use minuted_model::{Part, Record};

use super::page_of;
use crate::safe::markdown_text;

/// Characters of a shortened clause.
const SHORT: usize = 90;

/// A page being written.
#[derive(Debug)]
pub(super) struct Page<W> {
    out: W,
    heading: String,
}

impl<W: Write> Page<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, heading: String::new() }
    }

    pub(super) fn push(&mut self, record: &Record) -> io::Result<()> {
        let heading = heading(record);
        if heading != self.heading {
            let space = if self.heading.is_empty() { "" } else { "\n" };
            writeln!(self.out, "{space}## {heading}\n")?;
            self.heading = heading;
        }
        let label = record.label.as_ref();
        let label = label.map_or(String::new(), |label| format!("**{}** ", markdown_text(label)));
        writeln!(self.out, "* {label}{}", markdown_text(&record.text))?;
        self.parts(&record.parts, 1)?;
        for (name, value) in facts(record) {
            writeln!(self.out, "  * {name}: {}", markdown_text(&value))?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> W {
        self.out
    }

    fn parts(&mut self, parts: &[Part], level: usize) -> io::Result<()> {
        for part in parts {
            let label = part.label.as_ref();
            let label = label.map_or(String::new(), |it| format!("**{}** ", markdown_text(it)));
            let indent = "  ".repeat(level);
            writeln!(self.out, "{indent}* {label}{}", markdown_text(&part.text))?;
            self.parts(&part.parts, level + 1)?;
        }
        Ok(())
    }
}

fn heading(record: &Record) -> String {
    let meeting = &record.meeting;
    let date = meeting.date.map(|date| date.to_string());
    let names = [meeting.council.clone(), meeting.body.clone(), date];
    let names: Vec<String> = names.into_iter().flatten().map(|it| markdown_text(&it)).collect();
    let path = markdown_text(&record.source.path);
    if names.is_empty() { path } else { format!("{} ({path})", names.join(", ")) }
}

fn facts(record: &Record) -> Vec<(&'static str, String)> {
    let owners: Vec<&str> = record.addressees.iter().map(|owner| owner.text.as_str()).collect();
    let due: Vec<String> = record
        .deadlines
        .iter()
        .map(|it| it.end.map_or(it.text.clone(), |end| format!("{end} (“{}”)", it.text)))
        .collect();
    let recurs: Vec<&str> = record.recurrences.iter().map(|it| it.text.as_str()).collect();
    let gaps: Vec<&str> = record.gaps.iter().map(|gap| gap.as_str()).collect();
    let status = record.progress.as_ref().and_then(|it| it.status_text.clone());
    let facts = [
        ("what", format!("{}, {}", record.kind, record.outcome)),
        ("who", owners.join("; ")),
        ("due", due.join("; ")),
        ("how often", recurs.join("; ")),
        ("answer", record.response.as_ref().and_then(|it| it.text.clone()).unwrap_or_default()),
        ("status", status.unwrap_or_default()),
        ("missing", gaps.join(", ")),
        ("page", page_of(record).map_or(String::new(), |page| page.to_string())),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The first words of a clause, with an ellipsis if any are left out.
pub(super) fn shorten(text: &str) -> String {
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let kept: String = text.chars().take(SHORT).collect();
    format!("{} …", kept.rsplit_once(' ').map_or(kept.as_str(), |(before, _)| before))
}
