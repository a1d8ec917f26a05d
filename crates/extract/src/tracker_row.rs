//! The rows of a tracker as entries: cells by role, with what was broken mended and said.

use std::borrow::Cow;
use std::collections::BTreeMap;

use minuted_model::{Document, Kind, MarkKind, Outcome, Span};

use crate::cell_lines;
use crate::cell_silence;
use crate::raw::ColumnRole;
use crate::rule::Rule;
use crate::table::Row;
use crate::tracker::Columns;

/// Columns whose blank cells mean those of the row above.
const LEADING: [ColumnRole; 4] =
    [ColumnRole::Reference, ColumnRole::Date, ColumnRole::Portfolio, ColumnRole::Title];

/// A row that is one cell across the table is a subject up to this many words.
const TOPIC_WORDS: usize = 14;

/// One row's cells by role, after repairs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry<'a> {
    /// What its columns hold.
    pub(crate) columns: Columns<'a>,
    /// The clause or clauses.
    pub(crate) ask: Vec<Span>,
    /// The other cells; one that is left blank is there without words.
    pub(crate) cells: BTreeMap<ColumnRole, Vec<Span>>,
    /// The number that a cell beside it gives it by name: "Recommendation 7".
    pub(crate) number: Option<Span>,
    /// The row across the table above it.
    pub(crate) topic: Option<Span>,
    /// What was mended, in words.
    pub(crate) repairs: Vec<String>,
}

/// The rows of one tracker, taken from the top.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    document: &'a Document,
    entries: Vec<Entry<'a>>,
    topic: Option<Span>,
}

impl<'a> Rows<'a> {
    /// None yet.
    pub(crate) fn new(document: &'a Document) -> Self {
        Self { document, entries: Vec::new(), topic: None }
    }

    /// Adds a row: a new entry, the rest of the one before, or a subject for those to come.
    pub(crate) fn take(&mut self, columns: &Columns<'a>, row: &Row<'_>) {
        if self.take_topic(row) {
            return;
        }
        let cells = cells_of(columns, row);
        let blank = |role: &ColumnRole| cells.get(role).is_none_or(Vec::is_empty);
        let ask = cells.get(&ColumnRole::Ask).cloned().unwrap_or_default();
        let leads = LEADING.iter().any(|role| !blank(role));
        let alone = cells.iter().all(|(role, cell)| *role == ColumnRole::Ask || cell.is_empty());
        let goes_on = |last: &&mut Entry<'a>| {
            let explains = alone && refers_back(&self.document.words(&ask));
            !leads && (ask.is_empty() || explains || carries_on(self.document, &last.ask, &ask))
        };
        if let Some(last) = self.entries.last_mut().filter(goes_on) {
            join(self.document, last, cells, ask);
        } else if !ask.is_empty() && !cell_silence::asks_nothing(&self.document.words(&ask)) {
            let mut entry = Entry {
                columns: columns.clone(),
                ask,
                cells,
                number: number(self.document, columns, row)
                    .or_else(|| reference(self.document, columns, row)),
                topic: self.topic,
                repairs: Vec::new(),
            };
            if let Some(last) = self.entries.last() {
                carry_down(self.document, last, &mut entry, row);
            }
            self.entries.push(entry);
        }
    }

    /// Whether the row is one cell across the table: a subject for the rows below it.
    pub(crate) fn take_topic(&mut self, row: &Row<'_>) -> bool {
        let Some((&column, _)) = row.cells.first_key_value() else { return false };
        let only = row.cells.len() == 1;
        // A bold title with blank cells beside it heads the rows below it as one across the table does.
        let bold = |span: &Span| self.document.is_wholly(*span, MarkKind::Bold);
        let titled = || row.spans(column).iter().all(bold) && column == 0;
        let across = only && (row.width(column) > 2 || titled());
        let short = row.short_spans(self.document, column, TOPIC_WORDS);
        let Some(spans) = short.filter(|_| across) else { return false };
        let words = self.document.words(&spans);
        self.topic = spans.first().copied().filter(|_| spans.len() == 1 && !is_numbered(&words));
        true
    }

    /// The entries, cells that were exchanged put right.
    pub(crate) fn finish(mut self) -> Vec<Entry<'a>> {
        put_swaps_right(self.document, &mut self.entries);
        self.entries
    }
}

/// The number of a cell that says no more than which recommendation the row is, in a column that is not the ask's.
fn number(document: &Document, columns: &Columns<'_>, row: &Row<'_>) -> Option<Span> {
    let ask = |column: &u32| columns.get(column).is_some_and(|(role, _)| *role == ColumnRole::Ask);
    let mut cells = row.cells.keys().filter(|column| !ask(column));
    cells.find_map(|column| {
        let &[cell] = row.spans(*column).as_slice() else { return None };
        let words = document.slice(cell);
        let number = words.strip_prefix("Recommendation ")?.trim();
        let pieces = || number.split('.');
        let counts = |piece: &str| {
            (1..=3).contains(&piece.len()) && piece.bytes().all(|b| b.is_ascii_digit())
        };
        let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase());
        let start = cell.start + words.find(number)?;
        (letter || pieces().all(counts)).then(|| Span::new(start, start + number.len()))
    })
}

/// The number that the column of references gives a row: `R2`, `SR (25/26) 01`, `4`. That of a task is its own only with a letter:
/// a plain one may be the item's, as that of the request is beside what staff recommend.
fn reference(document: &Document, columns: &Columns<'_>, row: &Row<'_>) -> Option<Span> {
    let (column, _) = columns.iter().find(|(_, (role, _))| *role == ColumnRole::Reference)?;
    let asks = |(role, rule): &(ColumnRole, &Rule)| {
        let of_staff = rule.outcome() == Some(Outcome::Draft);
        *role == ColumnRole::Ask && rule.kind() == Some(Kind::Recommendation) && !of_staff
    };
    let recommends = columns.values().any(asks);
    let &[cell] = row.spans(*column).as_slice() else { return None };
    let words = document.slice(cell).trim_end_matches(['.', ')', ':', ' ']);
    let letter = words.starts_with(|c: char| c.is_ascii_uppercase());
    let digit = words.contains(|c: char| c.is_ascii_digit());
    let plain = words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let short = words.len() <= REFERENCE && words.split(' ').all(|word| word.len() <= 8);
    let counts = letter || plain && recommends;
    (digit && short && counts).then(|| Span::new(cell.start, cell.start + words.len()))
}

/// A longer cell is no number, bytes.
const REFERENCE: usize = 16;

/// `Recommendation 3` over a row says no more than that it is one.
fn is_numbered(words: &str) -> bool {
    let lower = words.trim().to_lowercase();
    ["recommendation", "action", "item"].iter().any(|start| {
        lower.strip_prefix(start).is_some_and(|rest| {
            rest.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ":.".contains(c))
        })
    })
}

/// The rest of an entry, in rows of its own.
fn join(
    document: &Document,
    last: &mut Entry<'_>,
    cells: BTreeMap<ColumnRole, Vec<Span>>,
    ask: Vec<Span>,
) {
    last.repairs.push(format!("joined the row below into `{}`", snippet(document, &last.ask)));
    for (role, spans) in cells {
        last.cells.entry(role).or_default().extend(spans);
    }
    last.ask.extend(ask);
}

fn cells_of(columns: &Columns<'_>, row: &Row<'_>) -> BTreeMap<ColumnRole, Vec<Span>> {
    let mut cells: BTreeMap<ColumnRole, Vec<Span>> = BTreeMap::new();
    for (column, (role, _)) in columns {
        cells.entry(*role).or_default().extend(row.spans(*column));
    }
    cells
}

/// Blank leading cells mean those of the row above, and so does "ditto" under an owner or a day.
fn carry_down(document: &Document, last: &Entry<'_>, entry: &mut Entry<'_>, row: &Row<'_>) {
    let first = row.cells.keys().next().copied().unwrap_or_default();
    let mut carried = Vec::new();
    for role in LEADING {
        let column = entry.columns.iter().find(|(_, (known, _))| *known == role);
        let blank = entry.cells.get(&role).is_none_or(Vec::is_empty);
        let above = last.cells.get(&role).filter(|spans| !spans.is_empty());
        if let (true, Some(spans)) = (blank && column.is_some_and(|(at, _)| *at < first), above) {
            entry.cells.insert(role, spans.clone());
            carried.push(name(role));
        }
    }
    for role in [ColumnRole::Owner, ColumnRole::Due] {
        let ditto = |cell: &Vec<Span>| cell_silence::is_ditto(&document.words(cell));
        let above = last.cells.get(&role).and_then(|cell| cell_lines::last(document, cell));
        if let (true, Some(line)) = (entry.cells.get(&role).is_some_and(ditto), above) {
            entry.cells.insert(role, vec![line]);
            carried.push(name(role));
        }
    }
    if !carried.is_empty() {
        entry.repairs.push(format!("carried {} down from the row above", carried.join(" and ")));
    }
}

/// A column's role in words.
pub(crate) fn name(role: ColumnRole) -> &'static str {
    match role {
        ColumnRole::Reference => "Reference",
        ColumnRole::Date => "Date",
        ColumnRole::Portfolio => "Portfolio",
        ColumnRole::Title => "Title",
        ColumnRole::Ask => "Recommendation",
        ColumnRole::What => "What",
        ColumnRole::Steps => "Steps",
        ColumnRole::Finding => "Finding",
        ColumnRole::Decision => "Decision",
        ColumnRole::Number => "Number",
        ColumnRole::Owner => "Owner",
        ColumnRole::Addressed => "Addressed to",
        ColumnRole::Due => "Due",
        ColumnRole::Response => "Response",
        ColumnRole::Progress => "Progress",
        ColumnRole::Status => "Status",
        ColumnRole::Closed => "Date closed",
        ColumnRole::Measure => "Measure",
        ColumnRole::Decider => "Decided by",
        ColumnRole::Foreign => "Other",
    }
}

/// Whether `next` is the rest of the sentence that `last` began.
fn carries_on(document: &Document, last: &[Span], next: &[Span]) -> bool {
    let before = document.words(last);
    let after = document.words(next);
    let unfinished = !before.trim_end().ends_with(['.', ';', '!', '?', ')', '”', '"']);
    unfinished && after.trim_start().chars().next().is_some_and(char::is_lowercase)
}

/// "This is to include costs.": words of a row of their own that only tell more of the ask above.
fn refers_back(words: &str) -> bool {
    const BACK: [&str; 6] = ["this", "these", "it", "they", "including", "such"];
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    BACK.contains(&first.trim_end_matches([',', ':']))
}

fn snippet(document: &Document, spans: &[Span]) -> String {
    document.words(spans).chars().take(40).collect()
}

/// A title that stands elsewhere as a portfolio, beside a portfolio that stands nowhere else as one, was swapped with it.
fn put_swaps_right(document: &Document, entries: &mut [Entry<'_>]) {
    let words = |entry: &Entry<'_>, role| {
        let spans = entry.cells.get(&role).filter(|spans| !spans.is_empty());
        spans.map(|spans| document.words(spans))
    };
    let portfolios: Vec<Option<Cow<'_, str>>> =
        entries.iter().map(|entry| words(entry, ColumnRole::Portfolio)).collect();
    for entry in entries.iter_mut() {
        let (title, portfolio) =
            (words(entry, ColumnRole::Title), words(entry, ColumnRole::Portfolio));
        let (Some(title), Some(portfolio)) = (title, portfolio) else { continue };
        let times = |wanted: &str| {
            portfolios.iter().filter(|known| known.as_deref() == Some(wanted)).count()
        };
        let (as_portfolio, alone) = (times(&title), times(&portfolio));
        if as_portfolio >= 1 && alone <= as_portfolio + 1 && title != portfolio {
            let a = entry.cells.remove(&ColumnRole::Title).unwrap_or_default();
            let b = entry.cells.remove(&ColumnRole::Portfolio).unwrap_or_default();
            entry.cells.insert(ColumnRole::Portfolio, a);
            entry.cells.insert(ColumnRole::Title, b);
            entry.repairs.push("swapped columns Portfolio and Title".to_owned());
        }
    }
}
