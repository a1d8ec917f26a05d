//! Popolo motions (popoloproject.com): resolutions and recommendations with their votes, and the bodies that made them.
//! Tasks noted for a person are motions here too, with their kind as classification.

use std::collections::BTreeMap;
use std::io::{self, Write};

use minuted_model::{Outcome, Record, Vote};
use serde_json::{Value, json};

use super::whole_text;
use crate::json::write_value;
use crate::safe::to_uri;

/// Motions being written; bodies are told at the end.
#[derive(Debug)]
pub(super) struct Motions<W> {
    out: W,
    count: u64,
    organizations: BTreeMap<String, Value>,
}

impl<W: Write> Motions<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, count: 0, organizations: BTreeMap::new() }
    }

    pub(super) fn push(&mut self, record: &Record) -> io::Result<()> {
        writeln!(self.out, "{}", if self.count == 0 { "{\"motions\":[" } else { "," })?;
        self.count += 1;
        let organization = self.organization(record);
        write_value(&mut self.out, &motion(record, organization.as_deref()))
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        writeln!(self.out, "{}", if self.count == 0 { "{\"motions\":[" } else { "" })?;
        let organizations: Vec<&Value> = self.organizations.values().collect();
        write!(self.out, "],\n\"organizations\":")?;
        write_value(&mut self.out, &organizations)?;
        writeln!(self.out, "}}")?;
        Ok(self.out)
    }

    fn organization(&mut self, record: &Record) -> Option<String> {
        let (council, body) = (record.meeting.council.as_ref(), record.meeting.body.as_ref());
        let name = body.or(council)?;
        let names: Vec<&str> = [council, body].into_iter().flatten().map(String::as_str).collect();
        let id = format!("minuted/{}", names.join("/").to_lowercase().replace(' ', "-"));
        let parent = council.filter(|council| *council != name);
        let value =
            json!({ "id": id, "name": name, "parent": parent.map(|it| json!({ "name": it })) });
        self.organizations.insert(id.clone(), value);
        Some(id)
    }
}

fn motion(record: &Record, organization: Option<&str>) -> Value {
    let date = record.meeting.date.map(|date| date.to_string());
    let result = match record.outcome {
        Outcome::Carried => Some("pass"),
        Outcome::Lost => Some("fail"),
        _ => None,
    };
    let vote = record.vote.as_ref().map(|vote| vote_event(record, vote, organization, result));
    json!({
        "id": record.id,
        "organization_id": organization,
        "text": whole_text(record),
        "classification": record.kind.as_str(),
        "date": date,
        "requirement": Value::Null,
        "result": result,
        "vote_events": vote.into_iter().collect::<Vec<Value>>(),
        "sources": [{ "url": to_uri(&record.source.path), "note": record.meeting.item_title }],
    })
}

fn vote_event(
    record: &Record,
    vote: &Vote,
    organization: Option<&str>,
    result: Option<&str>,
) -> Value {
    let counts = [("yes", vote.votes_for), ("no", vote.against), ("abstain", vote.abstain)];
    let counts = counts.iter().filter_map(|(option, count)| {
        count.map(|value| json!({ "option": option, "value": value }))
    });
    json!({
        "id": format!("{}/vote", record.id),
        "motion_id": record.id,
        "organization_id": organization,
        "start_date": record.meeting.date.map(|date| date.to_string()),
        "result": result,
        "counts": counts.collect::<Vec<Value>>(),
    })
}
