//! `minuted diff`: records added, lost and changed between two files, by id, field by field.
//! Order does not matter; `producer` does not count as a change, since every version would differ.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use crate::Exit;
use crate::args::DiffArgs;
use crate::check::open_lines;
use crate::report::printable;

/// Fields that say how a record was made and not what it says.
const UNCOUNTED: [&str; 1] = ["producer"];

type Records = BTreeMap<String, Map<String, Value>>;

/// What happened to one record.
struct Change {
    op: &'static str,
    id: String,
    /// The clause, or the fields that changed.
    detail: Value,
}

/// Runs the command; [`Exit::Found`] if the files differ.
///
/// # Errors
/// A file cannot be read or is not JSON Lines with ids.
pub(crate) fn diff(args: &DiffArgs) -> Result<Exit> {
    let changes = find_changes(&read(&args.old)?, &read(&args.new)?);
    let mut out = io::stdout().lock();
    for change in &changes {
        if args.json {
            let line = json!({ "op": change.op, "id": change.id, "fields": change.detail });
            writeln!(out, "{}", minuted_emit::json_text(line.to_string()))?;
        } else {
            write_change(&mut out, change)?;
        }
    }
    Ok(if changes.is_empty() { Exit::Done } else { Exit::Found })
}

fn read(path: &Path) -> Result<Records> {
    let mut records = Records::new();
    for (index, line) in open_lines(path)?.lines().enumerate() {
        let place = || format!("{}:{}", path.display(), index + 1);
        let line = line.with_context(place)?;
        if line.trim().is_empty() {
            continue;
        }
        let mut record: Map<String, Value> =
            serde_json::from_str(&line).with_context(|| format!("{}: not a record", place()))?;
        UNCOUNTED.iter().for_each(|name| drop(record.remove(*name)));
        let Some(id) = record.get("id").and_then(Value::as_str).map(str::to_owned) else {
            bail!("{}: expected a record with an id", place());
        };
        records.insert(id, record);
    }
    Ok(records)
}

fn find_changes(old: &Records, new: &Records) -> Vec<Change> {
    let clause = |record: &Map<String, Value>| json!({ "text": record.get("text") });
    let mut changes = Vec::new();
    for (id, record) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
        changes.push(Change { op: "delete", id: id.clone(), detail: clause(record) });
    }
    for (id, record) in new {
        let Some(before) = old.get(id) else {
            changes.push(Change { op: "insert", id: id.clone(), detail: clause(record) });
            continue;
        };
        let fields = changed_fields(before, record);
        if !fields.is_empty() {
            let detail = Value::Object(fields);
            changes.push(Change { op: "update", id: id.clone(), detail });
        }
    }
    changes
}

/// Each field that differs, with its old and new value.
pub(crate) fn changed_fields(
    old: &Map<String, Value>,
    new: &Map<String, Value>,
) -> Map<String, Value> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let changed = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    changed
        .map(|name| (name.clone(), json!({ "old": old.get(name), "new": new.get(name) })))
        .collect()
}

fn write_change(out: &mut impl Write, change: &Change) -> io::Result<()> {
    let sign = match change.op {
        "insert" => "+",
        "delete" => "-",
        _ => "~",
    };
    let text = change.detail.get("text").and_then(Value::as_str).unwrap_or("");
    writeln!(out, "{}", printable(format!("{sign} {} {text}", change.id).trim_end()))?;
    if change.op == "update" {
        for (name, values) in change.detail.as_object().into_iter().flatten() {
            writeln!(out, "    {name}: {} -> {}", show(&values["old"]), show(&values["new"]))?;
        }
    }
    Ok(())
}

fn show(value: &Value) -> String {
    minuted_emit::json_text(value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(lines: &[Value]) -> Records {
        let fields = |line: &Value| line.as_object().cloned().unwrap();
        lines.iter().map(|line| (line["id"].as_str().unwrap().to_owned(), fields(line))).collect()
    }

    #[test]
    fn additions_losses_and_changes_are_told() {
        let old = records(&[json!({"id": "a", "text": "x"}), json!({"id": "b", "text": "y"})]);
        let new = records(&[json!({"id": "b", "text": "z"}), json!({"id": "c", "text": "w"})]);
        let changes = find_changes(&old, &new);
        let told: Vec<(&str, &str)> =
            changes.iter().map(|change| (change.op, change.id.as_str())).collect();
        assert_eq!(told, [("delete", "a"), ("update", "b"), ("insert", "c")]);
        assert_eq!(changes[1].detail["text"], json!({"old": "y", "new": "z"}));
        assert!(find_changes(&old, &old).is_empty());
    }
}
