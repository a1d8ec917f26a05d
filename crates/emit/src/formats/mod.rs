//! Every output format: one row a format, one module a format that is more than JSON of the record.

use std::io::{self, Write};

use minuted_model::Record;

use crate::json::{self, Array};

mod annotation;
mod calendar;
mod event;
mod markdown;
mod motion;
mod table;

pub use table::{Layout, data_package};

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// One record of `minuted/1` a line.
    JsonLines,
    /// One array of records of `minuted/1`.
    Json,
    /// Comma-separated values, one row a record.
    Csv,
    /// iCalendar to-dos, one for each date (RFC 5545).
    Todo,
    /// iCalendar all-day events, one for each date.
    Event,
    /// Markdown, by meeting.
    Markdown,
    /// W3C Web Annotation page.
    Annotation,
    /// Popolo motions.
    Popolo,
    /// Open Civic Data events.
    OpenCivicData,
}

/// What is known of a format.
#[derive(Clone, Copy, Debug)]
pub struct FormatRow {
    /// The format.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// The file suffix that means it, if one does.
    pub suffix: Option<&'static str>,
    /// What it is, in a few words.
    pub about: &'static str,
    /// Whether clauses that were lost, withdrawn or superseded are in it without asking.
    pub holds_all: bool,
}

const fn row(
    format: Format,
    name: &'static str,
    suffix: Option<&'static str>,
    about: &'static str,
) -> FormatRow {
    let holds_all = matches!(format, Format::JsonLines | Format::Json);
    FormatRow { format, name, suffix, about, holds_all }
}

/// Every format.
pub const FORMATS: [FormatRow; 9] = [
    row(Format::JsonLines, "jsonl", Some("jsonl"), "one record a line, as minuted/1"),
    row(Format::Json, "json", Some("json"), "one array of records, as minuted/1"),
    row(Format::Csv, "csv", Some("csv"), "one row a record, with a Frictionless data package"),
    row(Format::Todo, "ics", Some("ics"), "iCalendar to-dos, one for each date"),
    row(Format::Event, "ics-events", None, "iCalendar all-day events, one for each date"),
    row(Format::Markdown, "markdown", Some("md"), "Markdown, by meeting"),
    row(Format::Annotation, "web-annotation", Some("jsonld"), "W3C Web Annotation page"),
    row(Format::Popolo, "popolo", None, "Popolo motions"),
    row(Format::OpenCivicData, "ocd", None, "Open Civic Data events"),
];

impl Format {
    /// Its row.
    pub fn row(self) -> FormatRow {
        FORMATS.into_iter().find(|row| row.format == self).unwrap_or(FORMATS[0])
    }
}

/// Writes records in one format, one after the other; [`Writer::finish`] closes it.
#[derive(Debug)]
pub struct Writer<W: Write> {
    body: Body<W>,
    all: bool,
}

#[derive(Debug)]
enum Body<W: Write> {
    Lines(W),
    Array(Array<W>),
    Csv(Box<table::Table<W>>),
    Calendar(calendar::Calendar<W>),
    Markdown(markdown::Page<W>),
    Annotation(annotation::Page<W>),
    Popolo(motion::Motions<W>),
    OpenCivicData(event::Events<W>),
}

impl<W: Write> Writer<W> {
    /// Opens a format. `all` keeps lost, withdrawn and superseded clauses where they are left out by default.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn new(out: W, format: Format, layout: Layout, all: bool) -> io::Result<Self> {
        let body = match format {
            Format::JsonLines => Body::Lines(out),
            Format::Json => Body::Array(Array::new(out)),
            Format::Csv => Body::Csv(Box::new(table::Table::new(out, layout)?)),
            Format::Todo => {
                Body::Calendar(calendar::Calendar::new(out, calendar::Component::Todo)?)
            }
            Format::Event => {
                Body::Calendar(calendar::Calendar::new(out, calendar::Component::Event)?)
            }
            Format::Markdown => Body::Markdown(markdown::Page::new(out)),
            Format::Annotation => Body::Annotation(annotation::Page::new(out)),
            Format::Popolo => Body::Popolo(motion::Motions::new(out)),
            Format::OpenCivicData => Body::OpenCivicData(event::Events::new(out)),
        };
        Ok(Self { body, all: all || format.row().holds_all })
    }

    /// Writes one record, unless the format leaves it out.
    ///
    /// # Errors
    /// Those of the output.
    pub fn push(&mut self, record: Record) -> io::Result<()> {
        if !self.all && !record.outcome.stands() {
            return Ok(());
        }
        match &mut self.body {
            Body::Lines(out) => json::write_line(out, record),
            Body::Array(array) => array.push(record),
            Body::Csv(table) => table.push(&record),
            Body::Calendar(calendar) => calendar.push(&record),
            Body::Markdown(page) => page.push(&record),
            Body::Annotation(page) => page.push(&record),
            Body::Popolo(motions) => motions.push(&record),
            Body::OpenCivicData(events) => {
                events.push(&record);
                Ok(())
            }
        }
    }

    /// Hands on what was written so far, where the format can be read as it grows.
    ///
    /// # Errors
    /// Those of the output.
    pub fn flush(&mut self) -> io::Result<()> {
        if let Body::Lines(out) = &mut self.body { out.flush() } else { Ok(()) }
    }

    /// Closes the format and gives the output back.
    ///
    /// # Errors
    /// Those of the output.
    pub fn finish(self) -> io::Result<W> {
        match self.body {
            Body::Lines(out) => Ok(out),
            Body::Array(array) => array.finish(),
            Body::Csv(table) => table.finish(),
            Body::Calendar(calendar) => calendar.finish(),
            Body::Markdown(page) => Ok(page.finish()),
            Body::Annotation(page) => page.finish(),
            Body::Popolo(motions) => motions.finish(),
            Body::OpenCivicData(events) => events.finish(),
        }
    }
}

/// The record's text with its parts, on one line.
pub(crate) fn whole_text(record: &Record) -> String {
    let mut out = record.text.clone();
    add_parts(&record.parts, &mut out);
    out
}

fn add_parts(parts: &[minuted_model::Part], out: &mut String) {
    for part in parts {
        let label = part.label.as_deref().map_or("•".to_owned(), |label| format!("({label})"));
        out.push_str(&format!(" {label} {}", part.text));
        add_parts(&part.parts, out);
    }
}

/// The page of the clause, where its format has pages.
pub(crate) fn page_of(record: &Record) -> Option<u32> {
    record.evidence.iter().find(|evidence| evidence.field == "text")?.page
}

#[cfg(test)]
mod tests {
    use minuted_model::Outcome;

    use super::*;
    use crate::sample;

    #[test]
    fn dead_clauses_are_only_in_json() {
        for row in FORMATS {
            let record = Record { outcome: Outcome::Lost, ..sample::record() };
            let written = |all| {
                let mut writer = Writer::new(Vec::new(), row.format, Layout::Full, all).unwrap();
                writer.push(record.clone()).unwrap();
                String::from_utf8(writer.finish().unwrap()).unwrap()
            };
            assert_eq!(written(false).contains("repeat calls"), row.holds_all, "{}", row.name);
            assert!(written(true).contains("repeat"), "{}", row.name);
        }
    }

    #[test]
    fn hostile_words_come_out_harmless() {
        let text = "=cmd()|'/c calc'!A1 <script>alert(1)</script> [x](javascript:y) \u{1b}[2J\u{202e}\r\nBEGIN:VALARM";
        for row in FORMATS {
            let mut record = sample::record();
            text.clone_into(&mut record.text);
            record.section.push(text.to_owned());
            record.meeting.body = Some(text.to_owned());
            record.addressees[0].text = text.to_owned();
            let mut writer = Writer::new(Vec::new(), row.format, Layout::Full, true).unwrap();
            writer.push(record).unwrap();
            let written = String::from_utf8(writer.finish().unwrap()).unwrap();
            assert!(written.contains("alert"), "{}", row.name);
            assert!(!written.contains(['\u{1b}', '\u{202e}']), "{}: {written}", row.name);
            assert!(!written.contains("\nBEGIN:VALARM"), "{}: {written}", row.name);
            match row.format {
                Format::Markdown => assert!(!written.contains(['<', '>']), "{written}"),
                Format::Csv => {
                    let mut reader = csv::Reader::from_reader(written.as_bytes());
                    let cells = reader.records().next().unwrap().unwrap();
                    assert!(cells.iter().all(|cell| !cell.starts_with('=')), "{written}");
                }
                _ => {}
            }
        }
    }
}
