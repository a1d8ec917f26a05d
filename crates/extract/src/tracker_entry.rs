//! One entry of a tracker to drafts: its clauses, and its other cells as their fields.

use std::collections::BTreeMap;

use minuted_model::{Cell, Document, Draft, Field, FieldName, Kind, Outcome, Read, Span};

use crate::answer_tail;
use crate::cell_due;
use crate::cell_items;
use crate::cell_lines;
use crate::clause::ClauseReader;
use crate::group::Group;
use crate::label::printed_core;
use crate::raw::{ColumnRole, DocumentKind};
use crate::rule::Rule;
use crate::table::Table;
use crate::tracker::{FOLLOW_UP, has};
use crate::tracker_row::{Entry, name};

/// The drafts of an entry.
pub(crate) fn read_entry(
    reader: &ClauseReader<'_>,
    table: &Table<'_>,
    entry: &Entry<'_>,
    paper: DocumentKind,
) -> Vec<Draft> {
    let ask = entry.columns.values().find(|(role, _)| *role == ColumnRole::Ask);
    let Some((_, rule)) = ask else { return Vec::new() };
    let clause = reader.scan.document.words(&entry.ask).to_lowercase();
    let says_that = clause.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with("that");
    // "That the fare be set" in a column of decisions was decided; in a column of asks it is recommended.
    let kind = match rule.kind().unwrap_or(Kind::Action) {
        Kind::Resolution => Kind::Resolution,
        _ if says_that => Kind::Recommendation,
        kind => kind,
    };
    let mut section = table.section.clone();
    section.extend(entry.topic);
    section.extend(entry.cells.get(&ColumnRole::Title).into_iter().flatten());
    let (lead, mut entries) = cell_items::split(reader.scan.document, &entry.ask);
    let lines = entries.len();
    if let ([only], Some(number)) = (entries.as_mut_slice(), entry.number) {
        only.label.get_or_insert(number);
    }
    let group = Group {
        rule: rule.id().to_owned(),
        kind,
        effect: None,
        outcome: outcome(entry, rule, kind, paper),
        shape: "table_row",
        moved: false,
        label: None,
        number: None,
        lead,
        told: Vec::new(),
        entries,
        fields: fields(reader.scan.document, entry),
        section,
    };
    let mut drafts = reader.read(&group);
    let over_pages = over_pages(reader.scan.document, entry);
    for draft in &mut drafts {
        draft.repairs.clone_from(&entry.repairs);
        draft.repairs.extend(over_pages.clone());
    }
    if drafts.len() == lines {
        cell_lines::line_up(reader.scan.document, entry, &mut drafts);
    }
    for role in SHARED {
        share_out(reader.scan.document, entry, role, &mut drafts);
    }
    drafts
}

/// What stands beside findings in a report is still to be agreed, and so is what staff recommend there, unless the table
/// tells what became of it.
fn outcome(entry: &Entry<'_>, rule: &Rule, kind: Kind, paper: DocumentKind) -> Outcome {
    let staff = rule.outcome() == Some(Outcome::Draft);
    let planned = |role: &ColumnRole| staff && matches!(role, ColumnRole::Owner | ColumnRole::Due);
    let followed = FOLLOW_UP.iter().filter(|role| **role != ColumnRole::Finding && !planned(role));
    let open = (staff || has(&entry.columns, ColumnRole::Finding))
        && !followed.copied().any(|role| has(&entry.columns, role));
    let reports = matches!(paper, DocumentKind::Report | DocumentKind::Other)
        || staff && matches!(paper, DocumentKind::Agenda | DocumentKind::AgendaItem);
    if open && reports && kind == Kind::Recommendation { Outcome::Draft } else { Outcome::Carried }
}

/// Says which cells the parser carried on over a page break.
fn over_pages(document: &Document, entry: &Entry<'_>) -> Option<String> {
    let runs_on = |span: &Span| {
        let block = document.block_at(span.start);
        let mut places = block.into_iter().flat_map(|block| &block.places);
        let first = places.next().map(|place| place.page);
        places.any(|place| Some(place.page) != first)
    };
    let cells = entry.cells.iter().filter(|(_, spans)| spans.iter().any(runs_on));
    let names: Vec<&str> = cells.map(|(role, _)| name(*role)).collect();
    (!names.is_empty()).then(|| format!("joined {} over a page break", names.join(" and ")))
}

/// Columns whose cells may answer each clause of a row by its label.
const SHARED: [ColumnRole; 5] = [
    ColumnRole::Response,
    ColumnRole::Progress,
    ColumnRole::Status,
    ColumnRole::Due,
    ColumnRole::Owner,
];

/// Gives each clause of a row its own part of a cell, where the parts bear the labels of the clauses.
fn share_out(document: &Document, entry: &Entry<'_>, role: ColumnRole, drafts: &mut [Draft]) {
    let (Some(cell), Some(field)) = (entry.cells.get(&role), field_name(role)) else { return };
    if drafts.len() < 2 {
        return;
    }
    let mut parts: BTreeMap<String, Vec<Span>> = BTreeMap::new();
    for (label, text) in cell_items::answers(document, cell) {
        parts.entry(label.unwrap_or_else(|| FIRST.to_owned())).or_default().extend(text);
    }
    let labels: Vec<String> = labels_of(document, drafts);
    let labelled = parts.len() - usize::from(parts.contains_key(FIRST));
    let all_known = parts.keys().all(|label| labels.contains(label));
    if labelled == 0 || parts.len() < 2 || !all_known {
        return;
    }
    for (draft, label) in drafts.iter_mut().zip(&labels) {
        let own = parts.get(label).cloned().unwrap_or_default();
        for read in draft.fields.iter_mut().filter(|known| known.name == field) {
            read.read.spans.clone_from(&own);
        }
        draft.repairs.push(format!("shared out column {} by its labels", name(role)));
    }
}

/// Stands for the label of what comes before any label.
const FIRST: &str = "";

/// The label of each draft; a first one without label, before a second one `2`, is taken for what stands unlabelled.
fn labels_of(document: &Document, drafts: &[Draft]) -> Vec<String> {
    let label = |draft: &Draft| {
        let printed = draft.label.map(|label| printed_core(document.slice(label)).to_lowercase());
        printed.unwrap_or_default()
    };
    drafts.iter().map(label).collect()
}

fn fields(document: &Document, entry: &Entry<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for (role, spans) in &entry.cells {
        let rule = entry.columns.values().find(|(known, _)| known == role).map(|(_, rule)| *rule);
        let (Some(rule), Some(field)) = (rule, field_name(*role)) else { continue };
        // A blank state is a state not given, and keeps other words from being read as one.
        if spans.is_empty() && *role != ColumnRole::Status {
            continue;
        }
        let shade = if spans.is_empty() { shade(document, entry) } else { None };
        for spans in by_column(document, *role, spans) {
            let (spans, told) = match role {
                ColumnRole::Due => cell_due::part(document, &spans),
                ColumnRole::Owner => (cell_lines::named(document, &spans), Vec::new()),
                _ => (spans, Vec::new()),
            };
            if !told.is_empty() && !tells_progress(entry) {
                fields.push(Field::new(FieldName::Progress, rule.id(), told));
            }
            if spans.is_empty() && *role == ColumnRole::Due {
                continue;
            }
            let read = Read { rule: rule.id().to_owned(), spans };
            fields.push(Field { name: field, read, shade });
        }
    }
    tell_tail(document, &mut fields);
    fields
}

/// Whether a column of its own says how far the ask got.
pub(crate) fn tells_progress(entry: &Entry<'_>) -> bool {
    [ColumnRole::Progress, ColumnRole::Status].into_iter().any(|role| has(&entry.columns, role))
}

/// Who and when at the end of an answer, or behind the owner, where no column says it.
fn tell_tail(document: &Document, fields: &mut Vec<Field>) {
    let said = |name: FieldName| fields.iter().any(|field| field.name == name);
    if said(FieldName::Deadline) {
        return;
    }
    let name = if said(FieldName::Addressee) { FieldName::Addressee } else { FieldName::Response };
    let cell = fields.iter().position(|field| field.name == name);
    let found = cell.and_then(|at| {
        let read = &fields.get(at)?.read;
        Some((at, answer_tail::read(document, &read.spans, &read.rule)?))
    });
    let Some((at, tail)) = found else { return };
    if name == FieldName::Addressee {
        fields.remove(at);
    }
    fields.extend(tail);
}

/// The colour of a state told without words: that of the status cell in the row of the ask.
fn shade(document: &Document, entry: &Entry<'_>) -> Option<[u8; 3]> {
    let row = document.block_at(entry.ask.first()?.start)?.cell?;
    let column = entry.columns.iter().find(|(_, (role, _))| *role == ColumnRole::Status)?.0;
    let here = |cell: &&Cell| {
        (cell.table, cell.row) == (row.table, row.row)
            && (cell.column..cell.column + cell.columns).contains(column)
    };
    document.shaded.iter().find(here)?.shade
}

/// Answers of several bodies, each in a column of its own, are several answers, and so are a target date and a revised one;
/// other cells are one.
fn by_column(document: &Document, role: ColumnRole, spans: &[Span]) -> Vec<Vec<Span>> {
    if !matches!(role, ColumnRole::Response | ColumnRole::Due) {
        return vec![spans.to_vec()];
    }
    let mut columns: BTreeMap<Option<u32>, Vec<Span>> = BTreeMap::new();
    for &span in spans {
        let cell = document.block_at(span.start).and_then(|block| block.cell);
        columns.entry(cell.map(|cell| cell.column)).or_default().push(span);
    }
    columns.into_values().collect()
}

pub(crate) fn field_name(role: ColumnRole) -> Option<FieldName> {
    match role {
        ColumnRole::Date => Some(FieldName::Date),
        ColumnRole::Portfolio => Some(FieldName::Portfolio),
        ColumnRole::Owner | ColumnRole::Addressed => Some(FieldName::Addressee),
        ColumnRole::Due => Some(FieldName::Deadline),
        ColumnRole::Response => Some(FieldName::Response),
        ColumnRole::Progress => Some(FieldName::Progress),
        ColumnRole::Status => Some(FieldName::Status),
        ColumnRole::Closed => Some(FieldName::StatusDate),
        ColumnRole::Measure => Some(FieldName::Measure),
        ColumnRole::Reference
        | ColumnRole::Title
        | ColumnRole::Ask
        | ColumnRole::What
        | ColumnRole::Steps
        | ColumnRole::Finding
        | ColumnRole::Decision
        | ColumnRole::Number
        | ColumnRole::Decider
        | ColumnRole::Foreign => None,
    }
}
