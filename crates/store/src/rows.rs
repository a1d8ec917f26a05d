//! One record as rows: its JSON, the columns people ask by, and one row for each value of a list.

use minuted_emit::v1::Record;
use rusqlite::{Connection, params};

use crate::error::{Error, Result};
use crate::links;

/// Writes one record and gives its key; `line` is its JSON.
pub(crate) fn insert(
    transaction: &Connection,
    document: i64,
    position: usize,
    record: &Record,
    line: &str,
) -> Result<i64> {
    let sql = "insert into records (id, document, position, kind, effect, outcome, label, full_text,
            council, body, meeting_date, addressee, portfolio, deadline, gaps, decision, status,
            confidence, page, json)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)";
    let gaps: Vec<&str> = record.gaps.iter().map(|gap| gap.0.as_str()).collect();
    let response = record.response.as_ref();
    let progress = record.progress.as_ref();
    let page = record.evidence.iter().find(|evidence| evidence.field == "text");
    let values = params![
        record.id,
        document,
        position,
        record.kind.0.as_str(),
        record.effect.0.as_str(),
        record.outcome.0.as_str(),
        record.label,
        record.full_text,
        record.meeting.council,
        record.meeting.body,
        day(record.meeting.date.as_ref()),
        record.addressees.first().map(|addressee| &addressee.text),
        record.portfolios.first().map(|portfolio| &portfolio.name),
        record.deadlines.iter().filter_map(|deadline| day(deadline.end.as_ref())).max(),
        gaps.join(" "),
        response.and_then(|it| it.decision.as_ref()).map(|it| it.0.as_str()),
        progress.and_then(|it| it.status.as_ref()).map(|it| it.0.as_str()),
        record.confidence,
        page.and_then(|evidence| evidence.page),
        line
    ];
    transaction.prepare_cached(sql)?.execute(values)?;
    let key = transaction.last_insert_rowid();
    insert_fields(transaction, key, record)?;
    links::insert(transaction, key, record.links.iter().cloned())?;
    Ok(key)
}

fn day(day: Option<&minuted_emit::Day>) -> Option<String> {
    day.map(|day| day.0.to_string())
}

/// A value of a list: the field, the words as written, what they come to, and all of it as JSON.
type Value = (&'static str, String, Option<String>, Option<String>);

fn insert_fields(transaction: &Connection, key: i64, record: &Record) -> Result<()> {
    let sql = "insert into fields (record, field, position, text, value, detail)
        values (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut last = ("", 0);
    for (field, text, value, detail) in values(record)? {
        last = if last.0 == field { (field, last.1 + 1) } else { (field, 0) };
        let values = params![key, field, last.1, text, value, detail];
        transaction.prepare_cached(sql)?.execute(values)?;
    }
    Ok(())
}

fn values(record: &Record) -> Result<Vec<Value>> {
    let mut values = Vec::new();
    for it in &record.addressees {
        let role = Some(it.role.0.as_str().to_owned());
        values.push(("addressee", it.text.clone(), role, Some(json(it)?)));
    }
    for it in &record.portfolios {
        values.push(("portfolio", it.text.clone(), Some(it.name.clone()), Some(json(it)?)));
    }
    for it in &record.deadlines {
        values.push(("deadline", it.text.clone(), day(it.end.as_ref()), Some(json(it)?)));
    }
    for it in &record.recurrences {
        values.push(("recurrence", it.text.clone(), it.rrule.clone(), Some(json(it)?)));
    }
    for it in &record.measures {
        values.push(("measure", it.text.clone(), Some(it.value.to_string()), Some(json(it)?)));
    }
    let gaps = record.gaps.iter().map(|gap| ("gap", gap.0.to_string(), None, None));
    values.extend(gaps);
    let texts = |field, texts: &[String]| -> Vec<Value> {
        texts.iter().map(|text| (field, text.clone(), None, None)).collect()
    };
    values.extend(texts("section", &record.section));
    values.extend(texts("note", &record.notes));
    values.extend(texts("repair", &record.repairs));
    for it in &record.parts {
        values.push(("part", it.text.clone(), it.label.clone(), Some(json(it)?)));
    }
    Ok(values)
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Damaged(error.to_string()))
}
