//! Tables of decisions: a column headed Decision beside the number, the item or the subject that each row decides. One that
//! also says who decides is a forward plan, unless the paper or the header says that the decisions are taken. The walk reads
//! their cells as it reads a block under the label Decision.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::{Cell, Document, Span};
use regex::Regex;

use crate::raw::{ColumnRole, DocumentKind};
use crate::rule::Rule;
use crate::rules::RuleSet;
use crate::scan::Scan;
use crate::table::{Row, Table};
use crate::tracker::header_roles;

/// How many rows from the top may name the columns.
const HEADER_ROWS: usize = 3;

/// The decision tables of a document, by number.
#[derive(Debug, Default)]
pub(crate) struct DecisionTables<'a>(BTreeMap<u32, DecisionTable<'a>>);

#[derive(Debug)]
struct DecisionTable<'a> {
    rule: &'a Rule,
    /// The row that names the columns.
    header: u32,
    /// The column of the decisions; none where they are still to come.
    decision: Option<u32>,
    /// The words of the columns for the decision's number and for its subject, by row.
    numbers: BTreeMap<u32, Span>,
    subjects: BTreeMap<u32, Span>,
}

/// What a cell of a decision table is.
#[derive(Debug)]
pub(crate) enum Place<'a> {
    /// A cell that names a column.
    Header,
    /// A cell beside the decision.
    Beside,
    /// A cell with what was decided, by the rule that knows its column: the decision's number and its subject.
    Decision(&'a Rule, Option<Span>, Option<Span>),
}

impl<'a> DecisionTables<'a> {
    /// Finds them in a paper of that kind.
    pub(crate) fn of(scan: &Scan<'_>, rules: &'a RuleSet, kind: DocumentKind) -> Self {
        let read = scan.tables().iter().filter_map(|table| {
            if let Some(plan) = plan(scan, rules, table, kind) {
                return Some((table.number, plan));
            }
            let rows = table.rows.iter().take(HEADER_ROWS);
            let (&header, named) = rows
                .map(|(at, row)| (at, header_roles(scan, rules, row)))
                .find(|(_, named)| named.values().any(|(role, _)| *role == ColumnRole::Decision))?;
            let column = |wanted: ColumnRole| {
                named.iter().find(|(_, (role, _))| *role == wanted).map(|(at, _)| *at)
            };
            let is_told = [ColumnRole::Number, ColumnRole::Reference, ColumnRole::Title]
                .into_iter()
                .any(|role| column(role).is_some());
            let foreign = column(ColumnRole::Foreign).is_some();
            let decision = column(ColumnRole::Decision).filter(|_| is_told && !foreign)?;
            let head = table.rows.get(&header)?.words(scan.document, decision).to_lowercase();
            let is_taken = kind == DocumentKind::Decision
                || ["taken", "made", "agreed"].iter().any(|taken| head.contains(taken))
                || tells_decisions(scan.document, table, header, decision);
            let is_plan = column(ColumnRole::Decider).is_some() && !is_taken;
            let (_, rule) = named.get(&decision)?;
            let words = |role: ColumnRole| -> BTreeMap<u32, Span> {
                let Some(column) = column(role) else { return BTreeMap::new() };
                let rows = table.rows.iter();
                rows.filter_map(|(&at, row)| Some((at, *row.spans(column).first()?))).collect()
            };
            let (numbers, subjects) = (words(ColumnRole::Number), words(ColumnRole::Title));
            let decision = Some(decision).filter(|_| !is_plan);
            Some((table.number, DecisionTable { rule, header, decision, numbers, subjects }))
        });
        Self(read.collect())
    }

    /// What a block's cell is, where it stands in such a table.
    pub(crate) fn place(&self, cell: Option<Cell>) -> Option<Place<'a>> {
        let cell = cell?;
        let table = self.0.get(&cell.table)?;
        Some(match cell.row {
            row if row <= table.header => Place::Header,
            row if Some(cell.column) == table.decision => Place::Decision(
                table.rule,
                table.numbers.get(&row).copied(),
                table.subjects.get(&row).copied(),
            ),
            _ => Place::Beside,
        })
    }
}

/// What only the columns of a forward plan are headed: decisions that are still to be taken.
static PLANNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:key )?decisions? (?:required|due|sought|expected|to be (?:made|taken))(?: (?:on|by|date))?$|^(?:expected|proposed|earliest|target|likely) (?:date (?:of|for) )?(?:the )?decision(?: date)?$")
        .expect("a fixed pattern compiles")
});

/// A table that only says which decisions are to come, by its header: who decides, and when or what. Nothing in it is decided.
fn plan<'a>(
    scan: &Scan<'_>,
    rules: &'a RuleSet,
    table: &Table<'_>,
    kind: DocumentKind,
) -> Option<DecisionTable<'a>> {
    if kind == DocumentKind::Decision {
        return None;
    }
    let plans = |row: &Row<'_>| {
        let cell = |at: &u32| row.short_spans(scan.document, *at, PLAN_WORDS);
        let words = row.cells.keys().filter_map(cell).map(|cell| scan.document.words(&cell));
        words.filter(|words| PLANNED.is_match(words.trim())).count()
    };
    let mut rows = table.rows.iter().take(HEADER_ROWS);
    let (&header, _) = rows.find(|(_, row)| {
        let planned = plans(row);
        let named = || header_roles(scan, rules, row);
        planned > 0 && (planned > 1 || named().values().any(decides))
    })?;
    let rule = rules.all().iter().find(|rule| rule.role() == Some(ColumnRole::Decider))?;
    let (numbers, subjects) = (BTreeMap::new(), BTreeMap::new());
    Some(DecisionTable { rule, header, decision: None, numbers, subjects })
}

/// Whether a column says who decides, or that the table is none of what was decided.
fn decides((role, _): &(ColumnRole, &Rule)) -> bool {
    matches!(role, ColumnRole::Decider | ColumnRole::Foreign)
}

/// Most words of the head of a column of a plan.
const PLAN_WORDS: usize = 6;

/// Whether most cells below the header tell what was decided: "Agreed that ..", "Approved the bid ..". A plan says what for.
fn tells_decisions(document: &Document, table: &Table<'_>, header: u32, decision: u32) -> bool {
    const DONE: [&str; 12] = [
        "accepted",
        "adopted",
        "agreed",
        "appointed",
        "approved",
        "authorised",
        "awarded",
        "delegated",
        "endorsed",
        "granted",
        "noted",
        "resolved",
    ];
    let below = table.rows.iter().filter(|(at, _)| **at > header);
    let cells = below.map(|(_, row)| row.words(document, decision).to_lowercase());
    let said: Vec<String> = cells.filter(|words| !words.trim().is_empty()).collect();
    let done = |words: &&String| {
        let words = words.trim_start_matches(|c: char| !c.is_alphabetic());
        DONE.iter()
            .any(|verb| words.strip_prefix(verb).is_some_and(|rest| rest.trim().len() > SAID))
    };
    !said.is_empty() && said.iter().filter(done).count() * 2 >= said.len()
}

/// More letters than a bare verdict has: "Approved as amended" says nothing of what.
const SAID: usize = 12;
