//! Cells whose lines answer the bullets beside them one by one: an owner, a day or a state for each.

use minuted_model::{Document, Draft, Field, FieldName, Span};

use crate::cell_due;
use crate::cell_silence::is_ditto;
use crate::raw::ColumnRole;
use crate::tracker_entry::{field_name, tells_progress};
use crate::tracker_row::{Entry, name};

/// Columns whose lines may each answer one bullet.
const LINED: [ColumnRole; 3] = [ColumnRole::Owner, ColumnRole::Due, ColumnRole::Status];

/// Gives each clause of a row its own line of the cells that have as many lines as the row has clauses without labels.
pub(crate) fn line_up(document: &Document, entry: &Entry<'_>, drafts: &mut [Draft]) {
    if drafts.len() < 2 || drafts.iter().any(|draft| draft.label.is_some()) {
        return;
    }
    for role in LINED {
        let (Some(cell), Some(field)) = (entry.cells.get(&role), field_name(role)) else {
            continue;
        };
        let days = role != ColumnRole::Due || cell_due::is_line_by_line(document, cell);
        if cell.len() != drafts.len() || !days {
            continue;
        }
        let rule = entry.columns.values().find(|(known, _)| *known == role).map(|(_, rule)| *rule);
        let Some(rule) = rule else { continue };
        for (draft, line) in drafts.iter_mut().zip(lines(document, cell)) {
            let (own, told) = match role {
                ColumnRole::Due => cell_due::part(document, &[line]),
                _ => (vec![line], Vec::new()),
            };
            let progress = role == ColumnRole::Due && !tells_progress(entry);
            let known = |name: FieldName| name == field || progress && name == FieldName::Progress;
            draft.fields.retain(|read| !known(read.name));
            for (name, spans) in [(field, own), (FieldName::Progress, told)] {
                if !spans.is_empty() && known(name) {
                    draft.fields.push(Field::new(name, rule.id(), spans));
                }
            }
            draft.repairs.push(format!("shared out column {} by its lines", name(role)));
        }
    }
}

/// The lines of a cell; one that says "ditto" is the one above.
fn lines(document: &Document, cell: &[Span]) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    for &span in cell {
        let above = lines.last().copied().filter(|_| is_ditto(document.slice(span)));
        lines.push(above.unwrap_or(span));
    }
    lines
}

/// The last line of a cell that says more than "ditto".
pub(crate) fn last(document: &Document, cell: &[Span]) -> Option<Span> {
    lines(document, cell).pop().filter(|line| !is_ditto(document.slice(*line)))
}

/// The lines of a cell without those that say "ditto".
pub(crate) fn named(document: &Document, cell: &[Span]) -> Vec<Span> {
    cell.iter().copied().filter(|span| !is_ditto(document.slice(*span))).collect()
}
