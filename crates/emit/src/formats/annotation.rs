//! W3C Web Annotation: each record as an annotation of its paper, in one page (JSON-LD).
//!
//! A place is told by its words and its page. Offsets are left out: the standard counts them in the file as fetched,
//! ours are in the canonical text.

use std::io::{self, Write};

use minuted_model::{Evidence, Record};
use serde_json::{Value, json};

use super::whole_text;
use crate::json::write_value;
use crate::safe::to_uri;

/// A page being written.
#[derive(Debug)]
pub(super) struct Page<W> {
    out: W,
    count: u64,
}

const OPENING: &str = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:minuted:annotations","type":"AnnotationPage","items":["#;

impl<W: Write> Page<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, count: 0 }
    }

    pub(super) fn push(&mut self, record: &Record) -> io::Result<()> {
        writeln!(self.out, "{}", if self.count == 0 { OPENING } else { "," })?;
        self.count += 1;
        write_value(&mut self.out, &annotation(record))
    }

    pub(super) fn finish(mut self) -> io::Result<W> {
        writeln!(self.out, "{}\n]}}", if self.count == 0 { OPENING } else { "" })?;
        Ok(self.out)
    }
}

fn annotation(record: &Record) -> Value {
    let mut bodies = vec![json!({
        "type": "TextualBody", "value": whole_text(record), "format": "text/plain", "purpose": "describing",
    })];
    let gaps = record.gaps.iter().map(|gap| gap.as_str());
    for tag in [record.kind.as_str(), record.outcome.as_str()].into_iter().chain(gaps) {
        bodies.push(json!({ "type": "TextualBody", "value": tag, "purpose": "tagging" }));
    }
    let clause = record.evidence.iter().filter(|evidence| evidence.field == "text");
    let targets: Vec<Value> = clause.map(|evidence| target(record, evidence)).collect();
    json!({
        "id": format!("urn:minuted:record:{}", record.id),
        "type": "Annotation",
        "motivation": "identifying",
        "body": bodies,
        "target": if targets.is_empty() { vec![json!(to_uri(&record.source.path))] } else { targets },
    })
}

fn target(record: &Record, evidence: &Evidence) -> Value {
    let quote = json!({ "type": "TextQuoteSelector", "exact": evidence.quote });
    let selector = match evidence.page {
        Some(page) => json!({
            "type": "FragmentSelector",
            "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
            "value": format!("page={page}"),
            "refinedBy": quote,
        }),
        None => quote,
    };
    json!({ "source": to_uri(&record.source.path), "selector": selector })
}
