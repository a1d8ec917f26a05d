//! Records turned on their side: a table of two columns whose left cells name what stands to the right of them.
//! "Recommendation 3: | That ..", "Responsibility: | ..", "Date: | ..". Each row that asks begins a record.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use minuted_model::{Draft, Kind, Span};
use regex::Regex;

use crate::cell_silence::asks_nothing;
use crate::clause::ClauseReader;
use crate::raw::{ColumnRole, DocumentKind};
use crate::rule::Rule;
use crate::rules::RuleSet;
use crate::scan::Scan;
use crate::table::{Row, Table};
use crate::tracker::{Columns, FOLLOW_UP, has};
use crate::tracker_entry::read_entry;
use crate::tracker_header::plain_header;
use crate::tracker_row::Entry;

/// Most words of a cell that names what stands beside it.
const KEY_WORDS: usize = 9;

/// Fewest words of what is asked.
const ASK_WORDS: usize = 3;

/// A number behind the name of a key: "Recommendation 3", "Action No. R2".
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<name>[A-Za-z ]{3,40}?) ?(?:(?i:no\.?|number|ref\.?) ?)?(?P<number>[A-Z]{0,2}-?[0-9]{1,3}(?:[./][0-9]{1,3})?[a-z]?)$")
        .expect("a fixed pattern compiles")
});

/// A key, and the cells to the right of it.
#[derive(Clone, Debug)]
struct Key<'a> {
    /// The rule that knows its words, and what stands beside it.
    known: Option<(ColumnRole, &'a Rule)>,
    /// The number behind its name.
    number: Option<Span>,
    value: Vec<Span>,
}

impl Key<'_> {
    fn role(&self) -> Option<ColumnRole> {
        self.known.map(|(role, _)| role)
    }

    fn asks(&self, kind: Kind) -> bool {
        self.known.is_some_and(|(role, rule)| role == ColumnRole::Ask && rule.kind() == Some(kind))
    }
}

/// The drafts of a table whose records are turned on their side; `None` where it is no such table.
pub(crate) fn read(
    scan: &Scan<'_>,
    rules: &RuleSet,
    table: &Table<'_>,
    paper: DocumentKind,
) -> Option<Vec<Draft>> {
    let keys = keys(scan, rules, table)?;
    let opens = opening(&keys)?;
    let starts: Vec<usize> =
        keys.iter().enumerate().filter(|(_, key)| key.asks(opens)).map(|(at, _)| at).collect();
    let first = *starts.first()?;
    let ends = starts.iter().skip(1).copied().chain([keys.len()]);
    let records: Vec<&[Key<'_>]> =
        starts.iter().zip(ends).filter_map(|(&start, end)| keys.get(start..end)).collect();
    let before: Vec<ColumnRole> = keys.iter().take(first).filter_map(Key::role).collect();
    if !records.iter().all(|record| is_record(record, &before, records.len())) {
        return None;
    }
    let asks = |entry: &Entry<'_>| {
        let words = scan.document.words(&entry.ask);
        words.split_whitespace().count() >= ASK_WORDS && !asks_nothing(&words)
    };
    let entries = records.iter().flat_map(|record| entries(record)).filter(asks);
    let reader = ClauseReader { scan, rules };
    Some(entries.flat_map(|entry| read_entry(&reader, table, &entry, paper)).collect())
}

/// What the rows that begin a record ask: a recommendation, or an action where none is recommended.
fn opening(keys: &[Key<'_>]) -> Option<Kind> {
    let asked = |kind: &Kind| keys.iter().any(|key| key.asks(*kind));
    [Kind::Recommendation, Kind::Action].into_iter().find(asked)
}

/// Whether what stands below an ask follows it up. The front block of a report says who wrote it before it says what it
/// recommends, and asks once, without a number.
fn is_record(record: &[Key<'_>], before: &[ColumnRole], records: usize) -> bool {
    let told: BTreeSet<ColumnRole> =
        record.iter().skip(1).filter_map(Key::role).filter(|it| FOLLOW_UP.contains(it)).collect();
    let numbered = record.first().is_some_and(|ask| ask.number.is_some());
    let apart = records > 1 && told.len() > 1;
    let whole = told.len() > 1 && before.is_empty();
    !told.is_empty() && (numbered || apart || whole)
}

/// The keys of a table, top to bottom; `None` where its left cells are no keys.
fn keys<'a>(scan: &Scan<'_>, rules: &'a RuleSet, table: &Table<'_>) -> Option<Vec<Key<'a>>> {
    let mut keys: Vec<Key<'a>> = Vec::new();
    let mut unknown = 0;
    for row in table.rows.values() {
        let cells: Vec<Vec<Span>> =
            row.cells.keys().map(|&column| row.spans(column)).filter(|it| !it.is_empty()).collect();
        let named = |at: usize| cells.get(at).and_then(|cell| key(scan, rules, cell));
        let pair = |key: Option<Key<'a>>, at: usize| {
            let value = cells.get(at).cloned().unwrap_or_default();
            key.map(|key| Key { value, ..key })
        };
        match cells.len() {
            0 => {}
            1 if is_across(row) => {}
            1 => keys.extend(named(0).filter(|key| key.known.is_some())),
            2 => {
                let key = pair(named(0), 1)?;
                unknown += usize::from(key.known.is_none());
                keys.push(key);
            }
            // Two of them side by side: "Owner | .. | Target date | ..".
            4 => {
                let sides = [pair(named(0), 1)?, pair(named(2), 3)?];
                if sides.iter().any(|key| key.known.is_none()) {
                    return None;
                }
                keys.extend(sides);
            }
            _ => return None,
        }
    }
    let is_head = keys.first().is_some_and(|first| {
        key(scan, rules, &first.value).is_some_and(|beside| {
            first.known.is_some() && beside.known.is_some() && beside.role() != first.role()
        })
    });
    let known = keys.len() - unknown;
    (!is_head && known > unknown).then_some(keys)
}

/// Whether the one cell of a row lies across the table: a title.
fn is_across(row: &Row<'_>) -> bool {
    row.cells.keys().any(|&column| row.width(column) > 1 || column > 0)
}

/// A short cell as a key without its value; `None` for one that is longer.
fn key<'a>(scan: &Scan<'_>, rules: &'a RuleSet, cell: &[Span]) -> Option<Key<'a>> {
    let &[span] = cell else { return None };
    let words = scan.document.slice(span);
    if words.split_whitespace().take(KEY_WORDS + 1).count() > KEY_WORDS {
        return None;
    }
    let core = words.trim_end_matches([':', '.', '*', ' ', '-', '–']);
    let name = Span::new(span.start, span.start + core.len());
    let numbered = NUMBER.captures(core).and_then(|groups| {
        let at = |name| {
            groups.name(name).map(|it| Span::new(span.start + it.start(), span.start + it.end()))
        };
        let rule = plain_header(scan, rules, &[at("name")?])?;
        Some((rule, at("number")?)).filter(|(rule, _)| rule.role() == Some(ColumnRole::Ask))
    });
    let (rule, number) = match numbered {
        Some((rule, number)) => (Some(rule), Some(number)),
        None => (plain_header(scan, rules, &[name]), None),
    };
    let known = rule.and_then(|rule| Some((rule.role()?, rule)));
    Some(Key { known, number, value: Vec::new() })
}

/// The entries of a record: what is recommended, and each action agreed for it with who does it and by when.
fn entries<'a>(record: &[Key<'a>]) -> Vec<Entry<'a>> {
    let mut columns = Columns::new();
    let mut cells: BTreeMap<ColumnRole, Vec<Span>> = BTreeMap::new();
    let due = record.iter().any(|key| key.role() == Some(ColumnRole::Due));
    let rest = record.iter().skip(1).filter(|key| key.role() != Some(ColumnRole::Ask));
    for (at, key) in (1..).zip(rest) {
        let Some((role, rule)) = key.known else { continue };
        let role = match role {
            // A day below what is asked is the day by which it is asked, unless another row says that.
            ColumnRole::Date if !due => ColumnRole::Due,
            ColumnRole::Decision => ColumnRole::Response,
            role => role,
        };
        columns.insert(at, (role, rule));
        let cell = cells.entry(role).or_default();
        // The state that was found last is the state.
        if role == ColumnRole::Status && !key.value.is_empty() {
            cell.clear();
        }
        cell.extend(&key.value);
    }
    let asks = record.iter().enumerate().filter(|(_, key)| key.role() == Some(ColumnRole::Ask));
    let entry = |(at, ask): (usize, &Key<'a>)| {
        let mut columns = columns.clone();
        let mut cells = cells.clone();
        if at > 0 {
            let of_action = |role: &ColumnRole| {
                matches!(role, ColumnRole::Owner | ColumnRole::Due | ColumnRole::Measure)
            };
            columns.retain(|_, (role, _)| of_action(role));
            cells.retain(|role, _| of_action(role));
        }
        columns.insert(0, ask.known?);
        Some(Entry {
            columns,
            ask: ask.value.clone(),
            cells,
            number: ask.number,
            topic: None,
            repairs: Vec::new(),
        })
    };
    asks.filter_map(entry).filter(|entry| has(&entry.columns, ColumnRole::Ask)).collect()
}
