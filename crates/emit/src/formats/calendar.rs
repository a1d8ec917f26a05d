//! iCalendar (RFC 5545): a to-do or an all-day event for each date of a record; nothing for records without one.
//!
//! A recurrence starts one interval after the meeting, since the clause asks for the next time, not for the meeting's day.
//! `DTSTAMP` is the day of the meeting: the clock would make two runs differ.

use std::io::{self, Write};

use jiff::{Span, ToSpan, civil};
use minuted_model::{Date, Deadline, DecisionWord, Record, Status};

use super::whole_text;
use crate::safe::calendar_text;

/// Longest line in octets before it is folded.
const FOLD: usize = 75;
const NO_DATE: Date = Date { year: 1970, month: 1, day: 1 };

/// What a date becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Component {
    Todo,
    Event,
}

/// A calendar being written.
#[derive(Debug)]
pub(super) struct Calendar<W> {
    out: W,
    component: Component,
}

/// When something is to be done.
struct When<'a> {
    /// First day, for a period.
    start: Option<Date>,
    /// The day it is due, or first due.
    due: Date,
    rrule: Option<&'a str>,
}

impl<W: Write> Calendar<W> {
    pub(super) fn new(out: W, component: Component) -> io::Result<Self> {
        let mut calendar = Self { out, component };
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//minuted//minuted//EN"] {
            calendar.line(line)?;
        }
        Ok(calendar)
    }

    pub(super) fn push(&mut self, record: &Record) -> io::Result<()> {
        let dated = record.deadlines.iter().filter_map(of_deadline);
        let recurring = record.recurrences.iter().filter_map(|recurrence| {
            let rrule = recurrence.rrule.as_deref()?;
            let due = after_one(record.meeting.date?, rrule)?;
            Some(When { start: None, due, rrule: Some(rrule) })
        });
        for (index, when) in dated.chain(recurring).enumerate() {
            self.component(record, index, &when)?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        self.line("END:VCALENDAR")?;
        Ok(self.out)
    }

    fn component(&mut self, record: &Record, index: usize, when: &When<'_>) -> io::Result<()> {
        let name = if self.component == Component::Todo { "VTODO" } else { "VEVENT" };
        let stamp = basic(record.meeting.date.unwrap_or(NO_DATE));
        self.line(&format!("BEGIN:{name}"))?;
        self.line(&format!("UID:{}-{index}@minuted", calendar_text(&record.id)))?;
        self.line(&format!("DTSTAMP:{stamp}T000000Z"))?;
        self.dates(when)?;
        self.line(&format!("STATUS:{}", self.status(record)))?;
        self.line(&format!("SUMMARY:{}", calendar_text(&summary(record))))?;
        self.line(&format!("DESCRIPTION:{}", calendar_text(&description(record))))?;
        self.line(&format!("CATEGORIES:{}", record.kind))?;
        self.line(&format!("END:{name}"))
    }

    fn dates(&mut self, when: &When<'_>) -> io::Result<()> {
        let due = basic(when.due);
        match self.component {
            Component::Todo => {
                // A repeated to-do needs a start, and a to-do with a start must be due after it.
                if when.rrule.is_some() {
                    self.line(&format!("DTSTART;VALUE=DATE:{due}"))?;
                } else {
                    if let Some(start) = when.start.filter(|start| *start < when.due) {
                        self.line(&format!("DTSTART;VALUE=DATE:{}", basic(start)))?;
                    }
                    self.line(&format!("DUE;VALUE=DATE:{due}"))?;
                }
            }
            Component::Event => {
                self.line(&format!("DTSTART;VALUE=DATE:{due}"))?;
                self.line("TRANSP:TRANSPARENT")?;
            }
        }
        if let Some(rrule) = when.rrule {
            self.line(&format!("RRULE:{rrule}"))?;
        }
        Ok(())
    }

    fn status(&self, record: &Record) -> &'static str {
        let status = record.progress.as_ref().and_then(|progress| progress.status);
        let decision = record.response.as_ref().and_then(|response| response.decision);
        let dropped =
            status == Some(Status::Superseded) || decision == Some(DecisionWord::Rejected);
        match (self.component, status) {
            _ if dropped => "CANCELLED",
            (Component::Event, _) => "CONFIRMED",
            (Component::Todo, Some(Status::Completed)) => "COMPLETED",
            (Component::Todo, Some(Status::InProgress)) => "IN-PROCESS",
            (Component::Todo, _) => "NEEDS-ACTION",
        }
    }

    /// Writes a content line, folded between characters.
    fn line(&mut self, line: &str) -> io::Result<()> {
        let mut length = 0;
        for c in line.chars() {
            if length + c.len_utf8() > FOLD {
                self.out.write_all(b"\r\n ")?;
                length = 1;
            }
            write!(self.out, "{c}")?;
            length += c.len_utf8();
        }
        self.out.write_all(b"\r\n")
    }
}

fn of_deadline(deadline: &Deadline) -> Option<When<'_>> {
    Some(When { start: deadline.start, due: deadline.end?, rrule: None })
}

fn summary(record: &Record) -> String {
    let owners: Vec<&str> = record.addressees.iter().map(|owner| owner.text.as_str()).collect();
    let text = super::markdown::shorten(&record.text);
    if owners.is_empty() { text } else { format!("{}: {text}", owners.join("; ")) }
}

fn description(record: &Record) -> String {
    let body = record.meeting.body.as_deref().unwrap_or("");
    let date = record.meeting.date.map_or(String::new(), |date| date.to_string());
    let said: Vec<&str> = record.deadlines.iter().map(|deadline| deadline.text.as_str()).collect();
    let lines = [
        whole_text(record),
        format!("{body} {date}").trim().to_owned(),
        said.join("; "),
        record.source.path.clone(),
    ];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn basic(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year, date.month, date.day)
}

/// The day one interval of a rule after a day.
fn after_one(day: Date, rrule: &str) -> Option<Date> {
    let part = |name: &str| {
        let mut parts = rrule.split(';').filter_map(|part| part.split_once('='));
        parts.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let interval: i64 = part("INTERVAL").map_or(Some(1), |number| number.parse().ok())?;
    let span: Span = match part("FREQ")? {
        "DAILY" => interval.days(),
        "WEEKLY" => interval.weeks(),
        "MONTHLY" => interval.months(),
        "YEARLY" => interval.years(),
        _ => return None,
    };
    let (month, of_month) = (i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
    let next = civil::Date::new(day.year, month, of_month).ok()?.checked_add(span).ok()?;
    let (month, of_month) = (u8::try_from(next.month()).ok()?, u8::try_from(next.day()).ok()?);
    Some(Date { year: next.year(), month, day: of_month })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn written(component: Component, record: &Record) -> String {
        let mut calendar = Calendar::new(Vec::new(), component).unwrap();
        calendar.push(record).unwrap();
        String::from_utf8(calendar.finish().unwrap()).unwrap()
    }

    #[test]
    fn a_deadline_and_a_recurrence_are_two_to_dos() {
        let text = written(Component::Todo, &sample::record());
        assert_eq!(text.matches("BEGIN:VTODO").count(), 2);
        for line in ["DUE;VALUE=DATE:20240331", "STATUS:IN-PROCESS", "RRULE:FREQ=MONTHLY"] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} is not in\n{text}");
        }
        assert!(text.lines().all(|line| line.len() <= FOLD));
    }

    #[test]
    fn no_date_gives_nothing() {
        let record = Record { deadlines: Vec::new(), recurrences: Vec::new(), ..sample::record() };
        assert!(!written(Component::Event, &record).contains("VEVENT"));
    }

    #[test]
    fn a_quarter_after_the_end_of_november_is_the_end_of_february() {
        let next = after_one(Date { year: 2023, month: 11, day: 30 }, "FREQ=MONTHLY;INTERVAL=3");
        assert_eq!(next, Some(Date { year: 2024, month: 2, day: 29 }));
    }
}
