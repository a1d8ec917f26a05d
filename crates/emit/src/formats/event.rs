//! Open Civic Data events: one for each meeting, its clauses as agenda with the papers they stand in.
//! Meetings without a date are left out, since an event must have one.

use std::collections::BTreeMap;
use std::io::{self, Write};

use minuted_model::{Date, Record};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::whole_text;
use crate::json::write_pretty;
use crate::safe::to_uri;

/// Council, body and day: what makes a meeting one.
type Key = (Option<String>, Option<String>, Date);

/// Events being gathered: a meeting's clauses may stand in several papers.
#[derive(Debug)]
pub(super) struct Events<W> {
    out: W,
    meetings: BTreeMap<Key, Meeting>,
}

#[derive(Debug, Default)]
struct Meeting {
    agenda: Vec<Value>,
    /// Path of each paper with its media type.
    papers: BTreeMap<String, String>,
}

impl<W: Write> Events<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, meetings: BTreeMap::new() }
    }

    pub(super) fn push(&mut self, record: &Record) {
        let Some(date) = record.meeting.date else { return };
        let key = (record.meeting.council.clone(), record.meeting.body.clone(), date);
        let meeting = self.meetings.entry(key).or_default();
        let order = meeting.agenda.len().to_string();
        meeting.agenda.push(json!({
            "description": whole_text(record),
            "classification": [record.kind.as_str()],
            "order": order,
            "subjects": record.portfolios.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
            "notes": record.notes,
            "related_entities": [],
            "media": [],
            "extras": { "minuted_id": record.id, "outcome": record.outcome.as_str() },
        }));
        meeting.papers.insert(record.source.path.clone(), record.source.media_type.clone());
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        let events: Vec<Value> = self.meetings.iter().map(|(key, it)| event(key, it)).collect();
        write_pretty(&mut self.out, &events)?;
        Ok(self.out)
    }
}

fn event(key: &Key, meeting: &Meeting) -> Value {
    let (council, body, date) = key;
    let name = body.as_ref().or(council.as_ref()).map_or("Meeting", String::as_str);
    let participants = [council, body]
        .into_iter()
        .flatten()
        .map(|name| json!({ "name": name, "entity_type": "organization", "note": "host" }));
    let documents = meeting.papers.iter().map(|(path, media_type)| {
        json!({
            "note": path,
            "date": date.to_string(),
            "links": [{ "url": to_uri(path), "media_type": media_type }],
        })
    });
    let sources = meeting.papers.keys().map(|path| json!({ "url": to_uri(path), "note": "" }));
    json!({
        "_type": "event",
        "id": event_id(key),
        "name": name,
        "description": "",
        "classification": "meeting",
        "start_time": date.to_string(),
        "timezone": "Europe/London",
        "all_day": true,
        "status": "passed",
        "location": { "name": council, "note": "", "url": "", "coordinates": null },
        "participants": participants.collect::<Vec<Value>>(),
        "agenda": meeting.agenda,
        "documents": documents.collect::<Vec<Value>>(),
        "media": [],
        "links": [],
        "sources": sources.collect::<Vec<Value>>(),
    })
}

/// The same meeting has the same id on every machine: a name-based UUID (version 8) of its key.
fn event_id(key: &Key) -> String {
    let (council, body, date) = key;
    let part = |name: &Option<String>| name.clone().unwrap_or_default();
    let hash = Sha256::digest(format!("{}\n{}\n{date}", part(council), part(body)));
    let mut bytes: Vec<u8> = hash.iter().copied().take(16).collect();
    if let [.., _, _, _, _, _, _, version, _, variant, _, _, _, _, _, _, _] = bytes.as_mut_slice() {
        *version = (*version & 0x0f) | 0x80;
        *variant = (*variant & 0x3f) | 0x80;
    }
    let hex: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut groups = hex.iter();
    let mut take = |count| groups.by_ref().take(count).cloned().collect::<String>();
    format!("ocd-event/{}-{}-{}-{}-{}", take(4), take(2), take(2), take(2), take(6))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_meeting_is_one_event() {
        let mut events = Events::new(Vec::new());
        events.push(&sample::record());
        events.push(&sample::record());
        let written = events.finish().unwrap();
        let read: Value = serde_json::from_slice(&written).unwrap();
        assert_eq!(read.as_array().unwrap().len(), 1);
        assert_eq!(read[0]["agenda"].as_array().unwrap().len(), 2);
        let id = read[0]["id"].as_str().unwrap();
        assert_eq!((id.len(), id.as_bytes()[24]), ("ocd-event/".len() + 36, b'8'));
    }
}
