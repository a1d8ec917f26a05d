//! Columns headed by questions: "What", "How", "What we will do". Which of them is the ask is told by the columns beside.

use std::sync::LazyLock;

use minuted_model::{Document, Kind};
use regex::Regex;

use crate::raw::ColumnRole;
use crate::table::Table;
use crate::tracker::{Columns, has};

/// What tells a table of tasks from a list of questions: a day alone does not, for a programme of events has one.
const TOLD: [ColumnRole; 5] = [
    ColumnRole::Owner,
    ColumnRole::Response,
    ColumnRole::Progress,
    ColumnRole::Status,
    ColumnRole::Closed,
];

/// A day, month, quarter or year, or a word for when in its place.
static WHEN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)[0-9]|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b",
        r"|\b(?:spring|summer|autumn|winter|ongoing|immediate(?:ly)?|asap|done|completed?|tb[acd])\b"
    ))
    .expect("a fixed pattern compiles")
});

/// Gives the columns headed What and How their part. Steps are the ask where no column asks by name, and what they lead to
/// is the subject; "What" alone is the ask where the table says who acts or how far it got.
pub(crate) fn settle(named: &mut Columns<'_>, says_where: bool) {
    let asks = |kind| {
        let mut columns = named.values();
        columns.any(|(role, rule)| *role == ColumnRole::Ask && rule.kind() == Some(kind))
    };
    let (recommends, acts) = (asks(Kind::Recommendation), asks(Kind::Action));
    let told = !says_where && TOLD.into_iter().any(|role| has(named, role));
    let steps = has(named, ColumnRole::Steps);
    let (what, how) = match (recommends, acts) {
        (true, _) => (Some(ColumnRole::Response), Some(ColumnRole::Response)),
        (_, true) => (Some(ColumnRole::Title), None),
        _ if steps && told => (Some(ColumnRole::Title), Some(ColumnRole::Ask)),
        _ => (Some(ColumnRole::Ask).filter(|_| told), None),
    };
    named.retain(|_, (role, _)| {
        let part = match role {
            ColumnRole::What => what,
            ColumnRole::Steps => how,
            _ => return true,
        };
        part.is_some_and(|part| {
            *role = part;
            true
        })
    });
}

/// Whether steps are asked for by days: the stages of a procedure have none ("Before drafting").
pub(crate) fn has_days(document: &Document, table: &Table<'_>, columns: &Columns<'_>) -> bool {
    let by_steps = columns
        .values()
        .any(|(role, rule)| *role == ColumnRole::Ask && rule.role() == Some(ColumnRole::Steps));
    if !by_steps {
        return true;
    }
    let due = columns.iter().find(|(_, (role, _))| *role == ColumnRole::Due);
    let Some((&due, _)) = due else {
        return TOLD.into_iter().any(|role| role != ColumnRole::Owner && has(columns, role));
    };
    let cells = table.rows.values().skip(1).map(|row| row.words(document, due));
    let said: Vec<_> = cells.filter(|cell| cell.chars().any(char::is_alphanumeric)).collect();
    let days = said.iter().filter(|cell| WHEN.is_match(cell)).count();
    days > 0 && 2 * days >= said.len()
}
