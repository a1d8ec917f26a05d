//! The audit as one JSON object: `records`, `checks`, `groups`, `findings`.

use std::io::{self, Write};

use minuted_emit::write_pretty;
use serde_json::{Map, Value, json};

use super::count::{Count, GROUPINGS};
use super::find::Check;
use super::{Audit, Finding};

/// Writes it.
///
/// # Errors
/// Those of `out`.
pub(crate) fn write(out: &mut impl Write, audit: &Audit) -> io::Result<()> {
    let groups = GROUPINGS.iter().map(|grouping| {
        let groups = audit.counts.of(grouping);
        let groups: Map<String, Value> =
            groups.map(|(name, count)| (name.clone(), count_json(count))).collect();
        ((*grouping).to_owned(), Value::Object(groups))
    });
    let all = count_json(&audit.counts.all);
    let value = json!({
        "as_of": audit.finder.as_of.map(|date| date.to_string()),
        "records": all["records"],
        "checks": all["checks"],
        "groups": groups.collect::<Map<String, Value>>(),
        "findings": audit.findings.iter().map(finding_json).collect::<Vec<Value>>(),
    });
    write_pretty(out, &value)
}

fn count_json(count: &Count) -> Value {
    let checks = Check::ALL.iter().filter(|check| count.of(**check) > 0);
    let checks: Map<String, Value> =
        checks.map(|check| (check.word().to_owned(), count.of(*check).into())).collect();
    json!({ "records": count.records, "checks": checks })
}

fn finding_json(finding: &Finding) -> Value {
    let brief = &finding.record;
    let checks = finding.checks.iter();
    let checks: Vec<Value> =
        checks.map(|(check, reason)| json!({ "check": check.word(), "reason": reason })).collect();
    json!({
        "id": brief.id,
        "checks": checks,
        "kind": brief.kind,
        "label": brief.label,
        "text": brief.text,
        "owners": brief.owners,
        "portfolios": brief.portfolios,
        "due": brief.due.map(|date| date.to_string()),
        "council": brief.council,
        "body": brief.body,
        "meeting_date": brief.date.map(|date| date.to_string()),
        "path": brief.path,
        "page": brief.page,
        "start": brief.span.map(|(start, _)| start),
        "end": brief.span.map(|(_, end)| end),
    })
}
