//! CSV, one row a record, and the Frictionless data package that describes it.
//! Lists within a cell are joined by `; `; what has no column (evidence, links) is in JSON only.

use std::io::{self, Write};

use minuted_model::{Date, Record};
use serde_json::{Value, json};

use super::{page_of, whole_text};
use crate::safe::csv_cell;

/// Which columns, under which names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Every column, under its `minuted/1` name.
    Full,
    /// The columns of a council's recommendation tracker, under the names such trackers have.
    Tracker,
    /// The columns of a committee clerk's action log.
    ActionLog,
}

/// One column.
struct Column {
    /// Name in the full layout.
    name: &'static str,
    /// Frictionless type.
    kind: &'static str,
    about: &'static str,
    value: fn(&Record) -> String,
}

const COLUMNS: [Column; 27] = [
    text("id", "Stable id of the record", |it| it.id.clone()),
    text("kind", "recommendation, resolution or action", |it| it.kind.to_string()),
    text("effect", "act, note or procedural", |it| it.effect.to_string()),
    text("outcome", "What became of the clause", |it| it.outcome.to_string()),
    text("label", "Its number or letter", |it| or_empty(it.label.as_deref())),
    text("text", "The clause with its parts", whole_text),
    text("stem", "The lead-in it completes", |it| or_empty(it.stem.as_deref())),
    text("section", "Headings above it", |it| it.section.join("; ")),
    text("notes", "Remarks that are not the clause", |it| it.notes.join("; ")),
    text("owner", "Who must act", |it| join(it.addressees.iter().map(|who| &who.text))),
    text("portfolio", "Whose subject it is", |it| join(it.portfolios.iter().map(|it| &it.name))),
    date("due", "The last day that meets its last deadline", |it| day(last_due(it))),
    text("due_text", "Its deadlines as written", |it| join(it.deadlines.iter().map(|it| &it.text))),
    text("recurs", "How often, as written", |it| join(it.recurrences.iter().map(|it| &it.text))),
    text("rrule", "How often, RFC 5545", |it| {
        join(it.recurrences.iter().filter_map(|it| it.rrule.as_ref()))
    }),
    text("measures", "Targets and amounts", |it| join(it.measures.iter().map(|it| &it.text))),
    text("gaps", "What is missing", |it| join(it.gaps.iter().map(ToString::to_string))),
    text("decision", "The answer in a word", |it| {
        let decision = it.response.as_ref().and_then(|it| it.decision);
        decision.map_or(String::new(), |it| it.to_string())
    }),
    text("response", "The answer as written", |it| {
        or_empty(it.response.as_ref().and_then(|it| it.text.as_deref()))
    }),
    text("status", "How far it got, in a word", |it| {
        let status = it.progress.as_ref().and_then(|it| it.status);
        status.map_or(String::new(), |it| it.to_string())
    }),
    text("progress", "How far it got, as written", |it| {
        let progress = it.progress.as_ref();
        let text = progress.and_then(|it| it.text.as_deref());
        let state = progress.and_then(|it| it.status_text.as_deref());
        // An account that begins with the state says it already.
        let state = state.filter(|state| !text.is_some_and(|text| text.starts_with(state)));
        join([state, text].into_iter().flatten())
    }),
    text("council", "The council", |it| or_empty(it.meeting.council.as_deref())),
    text("body", "The body that met", |it| or_empty(it.meeting.body.as_deref())),
    date("meeting_date", "The day it met", |it| day(it.meeting.date)),
    text("item", "Agenda item", |it| {
        join([&it.meeting.item_number, &it.meeting.item_title].into_iter().flatten())
    }),
    text("path", "The paper", |it| it.source.path.clone()),
    Column {
        name: "page",
        kind: "integer",
        about: "Page of the clause",
        value: |it| page_of(it).map_or(String::new(), |page| page.to_string()),
    },
];

/// Columns of [`Layout::Tracker`]: name there, name in the full layout.
const TRACKER: [(&str, &str); 13] = [
    ("Reference", "id"),
    ("Meeting Date", "meeting_date"),
    ("Committee", "body"),
    ("Item", "item"),
    ("No.", "label"),
    ("Recommendation", "text"),
    ("Portfolio", "portfolio"),
    ("Responsible Officer", "owner"),
    ("Response", "response"),
    ("Target Date", "due"),
    ("Status", "status"),
    ("Source", "path"),
    ("Page", "page"),
];

/// Columns of [`Layout::ActionLog`]: name there, name in the full layout.
const ACTION_LOG: [(&str, &str); 10] = [
    ("Ref", "id"),
    ("Date Raised", "meeting_date"),
    ("Minute", "item"),
    ("Action", "text"),
    ("Owner", "owner"),
    ("Due Date", "due"),
    ("Update", "progress"),
    ("Status", "status"),
    ("Source", "path"),
    ("Page", "page"),
];

const fn text(name: &'static str, about: &'static str, value: fn(&Record) -> String) -> Column {
    Column { name, kind: "string", about, value }
}

const fn date(name: &'static str, about: &'static str, value: fn(&Record) -> String) -> Column {
    Column { name, kind: "date", about, value }
}

impl Layout {
    /// Each column with the name it has here.
    fn columns(self) -> Vec<(&'static str, &'static Column)> {
        let pick = |aliases: &'static [(&'static str, &'static str)]| {
            let columns = aliases.iter().filter_map(|(alias, name)| {
                let column = COLUMNS.iter().find(|column| column.name == *name)?;
                Some((*alias, column))
            });
            columns.collect()
        };
        match self {
            Self::Full => COLUMNS.iter().map(|column| (column.name, column)).collect(),
            Self::Tracker => pick(&TRACKER),
            Self::ActionLog => pick(&ACTION_LOG),
        }
    }
}

/// A CSV file being written.
#[derive(Debug)]
pub(super) struct Table<W: Write> {
    csv: csv::Writer<W>,
    layout: Layout,
}

impl<W: Write> Table<W> {
    /// The layouts for people begin with a byte order mark: Excel takes a CSV file without one for Windows-1252.
    pub(super) fn new(mut out: W, layout: Layout) -> io::Result<Self> {
        if layout != Layout::Full {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(layout.columns().iter().map(|(name, _)| name))?;
        Ok(Self { csv, layout })
    }

    pub(super) fn push(&mut self, record: &Record) -> io::Result<()> {
        let columns = self.layout.columns();
        let cells = columns.iter().map(|(_, column)| csv_cell(&(column.value)(record)));
        Ok(self.csv.write_record(cells)?)
    }

    pub(super) fn finish(self) -> io::Result<W> {
        self.csv.into_inner().map_err(csv::IntoInnerError::into_error).map_err(io::Error::other)
    }
}

/// The Frictionless data package of a CSV file with this name, pretty-printed.
pub fn data_package(file_name: &str, layout: Layout) -> String {
    let fields: Vec<Value> = layout
        .columns()
        .iter()
        .map(|(name, column)| {
            let mut field =
                json!({ "name": name, "type": column.kind, "description": column.about });
            if column.name == "id" {
                field["constraints"] = json!({ "required": true });
            }
            field
        })
        .collect();
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "recommendations",
        "title": "Recommendations, resolutions and actions read by minuted",
        "resources": [{
            "name": "records",
            "path": file_name,
            "type": "table",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": if layout == Layout::Full { "utf-8" } else { "utf-8-sig" },
            "schema": { "fields": fields, "missingValues": [""] },
        }],
    });
    format!("{package:#}\n")
}

fn or_empty(text: Option<&str>) -> String {
    text.unwrap_or("").to_owned()
}

fn join(texts: impl Iterator<Item = impl AsRef<str>>) -> String {
    texts.map(|text| text.as_ref().to_owned()).collect::<Vec<_>>().join("; ")
}

fn day(date: Option<Date>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}

fn last_due(record: &Record) -> Option<Date> {
    record.deadlines.iter().filter_map(|deadline| deadline.end).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn every_alias_names_a_column() {
        assert_eq!(Layout::Tracker.columns().len(), TRACKER.len());
        assert_eq!(Layout::ActionLog.columns().len(), ACTION_LOG.len());
    }

    #[test]
    fn a_row_reads_back() {
        let mut table = Table::new(Vec::new(), Layout::Tracker).unwrap();
        table.push(&sample::record()).unwrap();
        let written = table.finish().unwrap();
        let mut reader = csv::Reader::from_reader(&*written);
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!(row.get(1), Some("2023-10-09"));
        assert_eq!(row.get(9), Some("2024-03-31"));
        assert!(row.get(5).unwrap().ends_with("(a) with monthly figures"));
    }
}
