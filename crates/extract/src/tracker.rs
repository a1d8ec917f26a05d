//! Trackers and action logs: tables whose rows are recommendations or actions, told from other tables by their columns.
//! Cells are only handed on here: statuses, dates and owners are read by `normalise`.

use std::collections::{BTreeMap, BTreeSet};

use minuted_model::{Document, Draft, Field, FieldName, Kind, Outcome, Read, Span};

use crate::cell_items;
use crate::clause::{ClauseReader, Group};
use crate::raw::{ColumnRole, DocumentKind, Gives};
use crate::rule::{Rule, Surroundings};
use crate::rules::RuleSet;
use crate::table::{Row, Table, tables};

/// Header cells are short: a longer text is a row.
const HEADER_WORDS: usize = 12;

/// What each column of a table holds, by the rule that recognised its header.
type Columns<'a> = BTreeMap<u32, (ColumnRole, &'a Rule)>;

/// One row's cells by role, after repairs.
#[derive(Clone, Debug, Default)]
struct Entry {
    ask: Vec<Span>,
    cells: BTreeMap<ColumnRole, Vec<Span>>,
    repairs: Vec<String>,
}

/// The drafts of every tracker of the document, and the numbers of the tables they stand in.
pub(crate) fn read(
    document: &Document,
    rules: &RuleSet,
    kind: DocumentKind,
) -> (Vec<Draft>, BTreeSet<u32>) {
    let mut drafts = Vec::new();
    let mut numbers = BTreeSet::new();
    let mut last: Option<Columns<'_>> = None;
    for table in tables(document) {
        let columns = header(document, rules, &table)
            .or_else(|| last.clone().filter(|columns| same_width(&table, columns)))
            .or_else(|| {
                headless(document, rules, &table).filter(|_| kind == DocumentKind::Tracker)
            });
        let Some(columns) = columns else {
            last = None;
            continue;
        };
        numbers.insert(table.number);
        drafts.extend(read_table(document, rules, &table, &columns));
        last = Some(columns);
    }
    (drafts, numbers)
}

/// A table that goes on over a page without its header has the columns of the one before.
fn same_width(table: &Table<'_>, columns: &Columns<'_>) -> bool {
    let width = |row: &Row<'_>| row.cells.keys().max().copied().unwrap_or(0);
    let widest = table.rows.values().map(width).max().unwrap_or(0);
    columns.keys().max() == Some(&widest) && widest >= 2
}

/// In a paper that is a tracker, a small table without header holds what is to be done and how far it got:
/// the column with the most words is the ask, a shorter one behind it the state.
fn headless<'a>(document: &Document, rules: &'a RuleSet, table: &Table<'_>) -> Option<Columns<'a>> {
    let mut words: BTreeMap<u32, usize> = BTreeMap::new();
    for row in table.rows.values() {
        for &column in row.cells.keys() {
            *words.entry(column).or_insert(0) +=
                row.words(document, column).split_whitespace().count();
        }
    }
    let (&ask, &most) = words.iter().max_by_key(|(_, count)| **count)?;
    let rule = |role: ColumnRole| {
        rules.all().iter().find(|rule| rule.gives() == Gives::Column && rule.role() == Some(role))
    };
    let after = words
        .iter()
        .find(|(column, count)| **column > ask && **count * 2 < most)
        .map(|(column, _)| *column);
    let few = words.len() <= 3 && most >= 2 * table.rows.len();
    let mut columns = Columns::from([(ask, (ColumnRole::Ask, rule(ColumnRole::Ask)?))]);
    if let Some(column) = after {
        columns.insert(column, (ColumnRole::Status, rule(ColumnRole::Status)?));
    }
    few.then_some(columns)
}

/// The columns as the first row that heads a tracker names them.
fn header<'a>(document: &Document, rules: &'a RuleSet, table: &Table<'_>) -> Option<Columns<'a>> {
    let rows = table.rows.values().take(4);
    rows.map(|row| header_roles(document, rules, row)).find(|columns| is_tracker(columns))
}

fn header_roles<'a>(document: &Document, rules: &'a RuleSet, row: &Row<'_>) -> Columns<'a> {
    let named = row.cells.keys().filter_map(|&column| {
        let words = row.short_words(document, column, HEADER_WORDS)?;
        let (rule, _) = rules.first(Gives::Column, words.trim(), &Surroundings::default())?;
        Some((column, (rule.role()?, rule)))
    });
    named.collect()
}

fn is_tracker(columns: &Columns<'_>) -> bool {
    let has = |role: ColumnRole| columns.values().any(|(known, _)| *known == role);
    let follow_up = [
        ColumnRole::Owner,
        ColumnRole::Due,
        ColumnRole::Response,
        ColumnRole::Progress,
        ColumnRole::Status,
        ColumnRole::Closed,
    ];
    has(ColumnRole::Ask) && follow_up.into_iter().any(has) && !has(ColumnRole::Foreign)
}

fn read_table(
    document: &Document,
    rules: &RuleSet,
    table: &Table<'_>,
    columns: &Columns<'_>,
) -> Vec<Draft> {
    let mut entries: Vec<Entry> = Vec::new();
    let heads = |row: &Row<'_>| is_tracker(&header_roles(document, rules, row));
    let heads: Vec<bool> = table.rows.values().map(heads).collect();
    let mut headed = !heads.contains(&true);
    for (row, heads) in table.rows.values().zip(heads) {
        if heads {
            headed = true;
        } else if headed {
            take_row(document, columns, row, &mut entries);
        }
    }
    put_swaps_right(document, &mut entries);
    let reader = ClauseReader { document, rules };
    entries.iter().flat_map(|entry| read_entry(&reader, table, columns, entry)).collect()
}

/// Adds a row: a new entry, or the rest of the one before.
fn take_row(document: &Document, columns: &Columns<'_>, row: &Row<'_>, entries: &mut Vec<Entry>) {
    let cells = cells_of(columns, row);
    let ask = cells.get(&ColumnRole::Ask).cloned().unwrap_or_default();
    let leading =
        [ColumnRole::Reference, ColumnRole::Date, ColumnRole::Portfolio, ColumnRole::Title];
    let leads = leading.iter().any(|role| cells.contains_key(role));
    let last = entries.last_mut();
    match last {
        Some(last) if !leads && (ask.is_empty() || carries_on(document, &last.ask, &ask)) => {
            last.repairs
                .push(format!("joined the row below into `{}`", snippet(document, &last.ask)));
            for (role, spans) in cells {
                last.cells.entry(role).or_default().extend(spans);
            }
            last.ask.extend(ask);
        }
        _ if ask.is_empty() => {}
        last => {
            let mut entry = Entry { ask, cells, repairs: Vec::new() };
            if let Some(last) = last.filter(|_| !leads) {
                carry_down(&leading, last, &mut entry);
            }
            entries.push(entry);
        }
    }
}

fn cells_of(columns: &Columns<'_>, row: &Row<'_>) -> BTreeMap<ColumnRole, Vec<Span>> {
    let mut cells: BTreeMap<ColumnRole, Vec<Span>> = BTreeMap::new();
    for (column, (role, _)) in columns {
        let spans = row.spans(*column);
        if !spans.is_empty() {
            cells.entry(*role).or_default().extend(spans);
        }
    }
    cells
}

/// Blank leading cells mean those of the row above.
fn carry_down(leading: &[ColumnRole], last: &Entry, entry: &mut Entry) {
    for role in leading {
        if let Some(spans) = last.cells.get(role) {
            entry.cells.insert(*role, spans.clone());
        }
    }
}

/// Whether `next` is the rest of the sentence that `last` began.
fn carries_on(document: &Document, last: &[Span], next: &[Span]) -> bool {
    let before = document.join(last).text;
    let after = document.join(next).text;
    let unfinished = !before.trim_end().ends_with(['.', ';', '!', '?', ')', '”', '"']);
    unfinished && after.trim_start().chars().next().is_some_and(char::is_lowercase)
}

fn snippet(document: &Document, spans: &[Span]) -> String {
    document.join(spans).text.chars().take(40).collect()
}

/// A title that stands elsewhere as a portfolio, beside a portfolio that stands nowhere else as one, was swapped with it.
fn put_swaps_right(document: &Document, entries: &mut [Entry]) {
    let words = |entry: &Entry, role| {
        entry.cells.get(&role).map(|spans: &Vec<Span>| document.join(spans).text)
    };
    let portfolios: Vec<Option<String>> =
        entries.iter().map(|entry| words(entry, ColumnRole::Portfolio)).collect();
    for entry in entries.iter_mut() {
        let (title, portfolio) =
            (words(entry, ColumnRole::Title), words(entry, ColumnRole::Portfolio));
        let elsewhere = |wanted: &Option<String>| wanted.is_some() && portfolios.contains(wanted);
        let alone = portfolios.iter().filter(|known| **known == portfolio).count();
        let (Some(title), Some(_)) = (&title, &portfolio) else { continue };
        let rows_like_it = portfolios.iter().filter(|known| known.as_ref() == Some(title)).count();
        if elsewhere(&Some(title.clone())) && rows_like_it >= 1 && alone <= rows_like_it + 1 {
            let a = entry.cells.remove(&ColumnRole::Title).unwrap_or_default();
            let b = entry.cells.remove(&ColumnRole::Portfolio).unwrap_or_default();
            entry.cells.insert(ColumnRole::Portfolio, a);
            entry.cells.insert(ColumnRole::Title, b);
            entry.repairs.push("swapped columns Portfolio and Title".to_owned());
        }
    }
}

fn read_entry(
    reader: &ClauseReader<'_>,
    table: &Table<'_>,
    columns: &Columns<'_>,
    entry: &Entry,
) -> Vec<Draft> {
    let ask = columns.values().find(|(role, _)| *role == ColumnRole::Ask);
    let Some((_, rule)) = ask else { return Vec::new() };
    let clause = reader.document.join(&entry.ask).text.to_lowercase();
    let says_that = clause.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("that");
    let kind = if says_that { Kind::Recommendation } else { rule.kind().unwrap_or(Kind::Action) };
    let mut section = table.section.clone();
    section.extend(entry.cells.get(&ColumnRole::Title).into_iter().flatten());
    let group = Group {
        rule: rule.id().to_owned(),
        kind,
        effect: None,
        outcome: Outcome::Carried,
        shape: "table_row",
        moved: false,
        label: None,
        lead: Vec::new(),
        entries: cell_items::split(reader.document, &entry.ask),
        fields: fields(columns, entry),
        section,
    };
    let mut drafts = reader.read(&group);
    for draft in &mut drafts {
        draft.repairs.clone_from(&entry.repairs);
    }
    drafts
}

fn fields(columns: &Columns<'_>, entry: &Entry) -> Vec<Field> {
    let named = entry.cells.iter().filter_map(|(role, spans)| {
        let (_, rule) = columns.values().find(|(known, _)| known == role)?;
        Some(Field {
            name: field_name(*role)?,
            read: Read { rule: rule.id().to_owned(), spans: spans.clone() },
        })
    });
    named.collect()
}

fn field_name(role: ColumnRole) -> Option<FieldName> {
    match role {
        ColumnRole::Date => Some(FieldName::Date),
        ColumnRole::Portfolio => Some(FieldName::Portfolio),
        ColumnRole::Owner => Some(FieldName::Addressee),
        ColumnRole::Due => Some(FieldName::Deadline),
        ColumnRole::Response => Some(FieldName::Response),
        ColumnRole::Progress => Some(FieldName::Progress),
        ColumnRole::Status => Some(FieldName::Status),
        ColumnRole::Closed => Some(FieldName::StatusDate),
        ColumnRole::Measure => Some(FieldName::Measure),
        ColumnRole::Reference | ColumnRole::Title | ColumnRole::Ask | ColumnRole::Foreign => None,
    }
}
