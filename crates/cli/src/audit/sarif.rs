//! The audit as SARIF 2.1.0, for tools that gather findings of other programs.
//!
//! Offsets refer to the canonical text and not to the file, so they stand in `properties`; a region would claim more.

use std::io::{self, Write};

use minuted_emit::{to_uri, write_pretty};
use serde_json::{Value, json};

use super::find::{Brief, Check};
use super::{Audit, Finding};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes it.
///
/// # Errors
/// Those of `out`.
pub(crate) fn write(out: &mut impl Write, audit: &Audit) -> io::Result<()> {
    let rules: Vec<Value> = Check::ALL
        .iter()
        .map(|check| {
            json!({
                "id": check.word(),
                "shortDescription": { "text": check.meaning() },
                "defaultConfiguration": { "level": level(*check) },
            })
        })
        .collect();
    let results: Vec<Value> = audit.findings.iter().flat_map(results_of).collect();
    let driver = json!({
        "name": "minuted",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let value = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "results": results, "columnKind": "unicodeCodePoints" }],
    });
    write_pretty(out, &value)
}

fn results_of(finding: &Finding) -> Vec<Value> {
    let brief = &finding.record;
    let checks = finding.checks.iter();
    checks
        .map(|(check, reason)| {
            let index = Check::ALL.iter().position(|known| known == check);
            json!({
                "ruleId": check.word(),
                "ruleIndex": index,
                "level": level(*check),
                "message": { "text": format!("{reason}: {}", brief.text) },
                "locations": [location(brief)],
                "partialFingerprints": { "clause/v1": format!("{}:{}", brief.id, check.word()) },
            })
        })
        .collect()
}

fn location(brief: &Brief) -> Value {
    json!({
        "physicalLocation": { "artifactLocation": { "uri": to_uri(&brief.path) } },
        "properties": {
            "page": brief.page,
            "start": brief.span.map(|(start, _)| start),
            "end": brief.span.map(|(_, end)| end),
        },
    })
}

fn level(check: Check) -> &'static str {
    match check {
        Check::Overdue | Check::LateResponse => "error",
        Check::NoDeadline | Check::VagueDeadline | Check::NoMeasure | Check::NoOwner => "warning",
        Check::Rejected | Check::Unanswered => "note",
    }
}
