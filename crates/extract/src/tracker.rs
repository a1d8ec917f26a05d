//! Trackers and action logs: tables whose rows are recommendations or actions, told from other tables by their columns.
//! Cells are only handed on here: statuses, dates and owners are read by `normalise`.

use std::collections::{BTreeMap, BTreeSet};

use minuted_model::{Document, Draft, Kind, Span};

use crate::clause::ClauseReader;
use crate::conclusions::asks;
use crate::explained;
use crate::margin;
use crate::raw::{ColumnRole, DocumentKind, Gives};
use crate::rule::{Rule, Surroundings};
use crate::rules::RuleSet;
use crate::scan::Scan;
use crate::table::{Row, Table};
use crate::tracker_entry::read_entry;
use crate::tracker_header::{hidden_header, plain_header};
use crate::tracker_question;
use crate::tracker_row::{Entry, Rows};
use crate::tracker_states;
use crate::tracker_turned;

/// Fewest words of a recommendation in a cell.
const CLAUSE_WORDS: usize = 5;

/// Header cells are short: a longer text is a row.
const HEADER_WORDS: usize = 12;

/// What each column of a table holds, by the rule that recognised its header.
pub(crate) type Columns<'a> = BTreeMap<u32, (ColumnRole, &'a Rule)>;

/// The drafts of every tracker of the document, and the numbers of the tables they stand in.
pub(crate) fn read(
    scan: &Scan<'_>,
    rules: &RuleSet,
    kind: DocumentKind,
) -> (Vec<Draft>, BTreeSet<u32>) {
    let document = scan.document;
    let mut drafts = Vec::new();
    let mut numbers = BTreeSet::new();
    let mut last: Option<Columns<'_>> = None;
    for table in scan.tables() {
        if explained::explains(scan.document, table) {
            numbers.insert(table.number);
            last = None;
            continue;
        }
        if let Some(turned) = tracker_turned::read(scan, rules, table, kind) {
            numbers.insert(table.number);
            drafts.extend(turned);
            last = None;
            continue;
        }
        let columns = header(scan, rules, table)
            .filter(|columns| !names_only(scan.document, table, columns))
            .or_else(|| {
                let goes_on = |columns: &Columns<'_>| {
                    same_width(table, columns) && !is_other(scan, rules, table, columns)
                };
                last.clone().filter(goes_on)
            })
            .or_else(|| match kind {
                DocumentKind::Tracker => headless(document, rules, table),
                _ => None,
            });
        let Some(columns) = columns else {
            last = None;
            continue;
        };
        numbers.insert(table.number);
        if is_programme(document, table, &columns) {
            last = None;
            continue;
        }
        drafts.extend(read_table(scan, rules, table, &columns, kind));
        last = Some(columns);
    }
    (drafts, numbers)
}

/// Whether a table is of what is still to come: a forward plan or a work programme says what a meeting will be asked, and
/// nothing of what became of it.
fn is_programme(document: &Document, table: &Table<'_>, columns: &Columns<'_>) -> bool {
    const TOLD: [ColumnRole; 4] =
        [ColumnRole::Response, ColumnRole::Progress, ColumnRole::Status, ColumnRole::Closed];
    let titles = table.section.iter().map(|title| document.slice(*title));
    let mut titles = titles.chain(document.title.as_deref()).map(str::to_lowercase);
    let plans = |title: String| {
        ["forward plan", "forward work programme", "work programme"]
            .iter()
            .any(|plan| title.contains(plan))
    };
    titles.any(plans) && !TOLD.into_iter().any(|role| has(columns, role))
}

/// Whether a column headed Action says no more than who: minutes set as a table, whose tasks stand in the cells beside.
fn names_only(document: &Document, table: &Table<'_>, columns: &Columns<'_>) -> bool {
    let Some((column, _)) = ask_of(columns) else { return false };
    let cells = table.rows.values().skip(1).flat_map(|row| row.spans(column));
    let mut said = cells.filter(|span| !document.slice(*span).trim().is_empty()).peekable();
    said.peek().is_some() && said.all(|span| margin::names_office(document.slice(span).trim()))
}

/// A table that goes on over a page without its header has the columns of the one before.
fn same_width(table: &Table<'_>, columns: &Columns<'_>) -> bool {
    let width = |row: &Row<'_>| row.cells.keys().max().copied().unwrap_or(0);
    let widest = table.rows.values().map(width).max().unwrap_or(0);
    columns.keys().max() == Some(&widest) && widest >= 2
}

/// Whether the first row names other columns: such a table carries none on.
fn is_other(scan: &Scan<'_>, rules: &RuleSet, table: &Table<'_>, columns: &Columns<'_>) -> bool {
    let Some(first) = table.rows.values().next() else { return false };
    let named = header_roles(scan, rules, first);
    let foreign = is_none(&named);
    // One column of a row that heads its table, known by another role: "Recommendation" where the state stood.
    let known = |(at, (role, _)): (&u32, &(ColumnRole, &Rule))| {
        columns.get(at).is_some_and(|(known, _)| known == role)
    };
    let heads = first.header && !named.is_empty() && !named.iter().any(known);
    foreign || heads || named.len() >= 2 && !names_again(&named, columns)
}

/// Whether a row names the columns once more, all but one of them or all, and none otherwise.
fn names_again(named: &Columns<'_>, columns: &Columns<'_>) -> bool {
    let known = |at: &u32| columns.get(at).map(|(role, _)| *role);
    named.len() >= 2
        && named.len() + 1 >= columns.len()
        && named.iter().all(|(at, (role, _))| known(at) == Some(*role))
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
    // One column of a word or two a row is a list of names, not of tasks.
    if words.len() == 1 && most < table.rows.len() * 4 {
        return None;
    }
    let rule = |role: ColumnRole| {
        rules.all().iter().find(|rule| rule.gives() == Gives::Column && rule.role() == Some(role))
    };
    let after = words
        .iter()
        .find(|(column, count)| {
            let shorter = **count * 2 < most
                || **count < most && tracker_states::is_short(document, table, **column);
            **column > ask && shorter
        })
        .map(|(column, _)| *column);
    let few = words.len() <= 3 && most >= 2 * table.rows.len();
    let mut columns = Columns::from([(ask, (ColumnRole::Ask, rule(ColumnRole::Ask)?))]);
    if let Some(column) = after {
        let role = tracker_states::role_behind_ask(document, table, column);
        columns.insert(column, (role, rule(role)?));
    }
    few.then_some(columns)
}

/// The columns as the first row that heads a tracker names them.
fn header<'a>(scan: &Scan<'_>, rules: &'a RuleSet, table: &Table<'_>) -> Option<Columns<'a>> {
    let rows: Vec<&Row<'_>> = table.rows.values().take(5).collect();
    let pairs = rows.iter().enumerate().take(4);
    let named = pairs.map(|(at, row)| two_rows(scan, rules, row, rows.get(at + 1).copied()).0);
    named.into_iter().find(|columns| {
        is_tracker(columns)
            && tracker_question::has_days(scan.document, table, columns)
            && !says_verdicts(scan.document, table, columns)
            || is_numbered_list(columns) && asks_in_clauses(scan.document, table, columns)
    })
}

/// Whether a table numbers what it recommends, and says no more of it that is known: a list of recommendations as a table.
fn is_numbered_list(columns: &Columns<'_>) -> bool {
    let recommends = |(role, rule): &(ColumnRole, &Rule)| {
        *role == ColumnRole::Ask && rule.kind() == Some(Kind::Recommendation)
    };
    columns.values().any(recommends) && has(columns, ColumnRole::Reference) && !is_none(columns)
}

/// The column of the ask, and the rule that knows its header.
fn ask_of<'a>(columns: &Columns<'a>) -> Option<(u32, &'a Rule)> {
    let ask = columns.iter().find(|(_, (role, _))| *role == ColumnRole::Ask);
    ask.map(|(column, (_, rule))| (*column, *rule))
}

/// How many words each cell below the header of a column has, blank ones left out.
fn words_below(document: &Document, table: &Table<'_>, column: u32) -> Vec<usize> {
    let cells = table.rows.values().skip(1).map(|row| row.words(document, column));
    cells.map(|cell| cell.split_whitespace().count()).filter(|words| *words > 0).collect()
}

/// Whether most cells of the ask are clauses: a list of applications says "Approve" or "Refuse" beside each.
fn asks_in_clauses(document: &Document, table: &Table<'_>, columns: &Columns<'_>) -> bool {
    let Some((ask, _)) = ask_of(columns) else { return false };
    let said = words_below(document, table, ask);
    let clauses = said.iter().filter(|words| **words >= CLAUSE_WORDS).count();
    !said.is_empty() && clauses * 4 >= said.len() * 3
}

/// Whether most of what is recommended is a word or two: applications are approved and refused, and nothing more is asked.
fn says_verdicts(document: &Document, table: &Table<'_>, columns: &Columns<'_>) -> bool {
    let recommends = |(_, rule): &(u32, &Rule)| rule.kind() == Some(Kind::Recommendation);
    let Some((ask, _)) = ask_of(columns).filter(recommends) else { return false };
    let said = words_below(document, table, ask);
    2 * said.iter().filter(|words| **words <= VERDICT_WORDS).count() > said.len()
}

/// A verdict takes up to this many words: "Approve with conditions".
const VERDICT_WORDS: usize = 3;

/// The columns that a row names, with what a second header row says below its merged cells, and whether there is one.
fn two_rows<'a>(
    scan: &Scan<'_>,
    rules: &'a RuleSet,
    row: &Row<'_>,
    next: Option<&Row<'_>>,
) -> (Columns<'a>, bool) {
    let mut columns = header_roles(scan, rules, row);
    let below = next.filter(|next| stands_below_merged(row, next));
    let named = below.map(|below| header_roles(scan, rules, below)).unwrap_or_default();
    let both = !named.is_empty();
    columns.extend(named);
    (columns, both)
}

/// Whether every cell of `next` stands below a cell of `row` that covers several columns, though not the whole table.
fn stands_below_merged(row: &Row<'_>, next: &Row<'_>) -> bool {
    let covers = |start: u32, column: u32| {
        let width = row.width(start);
        width > 1 && (start..start + width).contains(&column)
    };
    row.cells.len() >= 2
        && !next.cells.is_empty()
        && next.cells.keys().all(|&column| row.cells.keys().any(|&start| covers(start, column)))
}

/// The columns that a row names. A log without another ask has what was decided for one.
pub(crate) fn header_roles<'a>(scan: &Scan<'_>, rules: &'a RuleSet, row: &Row<'_>) -> Columns<'a> {
    let cell = |&at: &u32| Some((at, row.short_spans(scan.document, at, HEADER_WORDS)?));
    let cells: Vec<(u32, Vec<Span>)> = row.cells.keys().filter_map(cell).collect();
    let plain =
        cells.iter().filter_map(|(at, words)| Some((*at, plain_header(scan, rules, words)?)));
    let mut named: BTreeMap<u32, &Rule> = plain.collect();
    // Beside a header that is plain another may be broken, or name several things.
    if row.header || !named.is_empty() {
        for (at, words) in &cells {
            if let (false, Some(rule)) = (named.contains_key(at), hidden_header(scan, rules, words))
            {
                named.insert(*at, rule);
            }
        }
    }
    let roles = named.into_iter().filter_map(|(column, rule)| Some((column, (rule.role()?, rule))));
    let mut named: Columns<'a> = roles.collect();
    tracker_question::settle(&mut named, cells.iter().any(|(_, words)| says_where(scan, words)));
    let is_list = has(&named, ColumnRole::Decider);
    if !is_list
        && !has(&named, ColumnRole::Ask)
        && FOLLOW_UP.into_iter().any(|role| has(&named, role))
    {
        let decisions = named.values_mut().filter(|(role, _)| *role == ColumnRole::Decision);
        decisions.for_each(|(role, _)| *role = ColumnRole::Ask);
    }
    // "Action to be taken" beside "Recommendation" is what was answered.
    let asks = |(role, rule): &(ColumnRole, &Rule), kind| {
        *role == ColumnRole::Ask && rule.kind() == Some(kind)
    };
    if named.values().any(|column| asks(column, Kind::Recommendation)) {
        let actions = named.values_mut().filter(|column| asks(column, Kind::Action));
        actions.for_each(|(role, _)| *role = ColumnRole::Response);
    }
    date_last(scan.document, &cells, &mut named);
    named
}

/// "Recommendation | Responsibility | Date": a day behind what is asked and who does it is the day by which, where no other
/// column says that. One headed "Date raised", or before the ask, tells where it comes from.
fn date_last(document: &Document, cells: &[(u32, Vec<Span>)], named: &mut Columns<'_>) {
    let at = |wanted: ColumnRole| {
        named.iter().find(|(_, (role, _))| *role == wanted).map(|(column, _)| *column)
    };
    let bare = |column: u32| {
        let header = cells.iter().find(|(at, _)| *at == column);
        header.is_some_and(|(_, words)| {
            document.words(words).trim_end_matches([':', '*', ' ']).eq_ignore_ascii_case("date")
        })
    };
    let before = at(ColumnRole::Ask).zip(at(ColumnRole::Owner));
    let Some((date, (ask, owner))) = at(ColumnRole::Date).zip(before) else { return };
    let told = [ColumnRole::Due, ColumnRole::Closed].into_iter().any(|role| has(named, role));
    if date > ask && date > owner && bare(date) && !told {
        named.entry(date).and_modify(|(role, _)| *role = ColumnRole::Due);
    }
}

/// Whether a header asks where: a programme of events says what, where and when, and who leads it.
fn says_where(scan: &Scan<'_>, header: &[Span]) -> bool {
    let words = scan.document.words(header).to_lowercase();
    ["where", "venue", "location"].contains(&words.trim_end_matches(['?', ':', ' ']))
}

fn is_tracker(columns: &Columns<'_>) -> bool {
    has(columns, ColumnRole::Ask)
        && FOLLOW_UP.into_iter().any(|role| has(columns, role))
        && !is_none(columns)
}

/// Whether a column says that the table is no tracker.
fn is_none(columns: &Columns<'_>) -> bool {
    has(columns, ColumnRole::Foreign) || has(columns, ColumnRole::Decider)
}

/// Whether one of the columns has that role.
pub(crate) fn has(columns: &Columns<'_>, role: ColumnRole) -> bool {
    columns.values().any(|(known, _)| *known == role)
}

/// What became of an ask, or what it answers: a tracker has one of these columns at least.
pub(crate) const FOLLOW_UP: [ColumnRole; 7] = [
    ColumnRole::Finding,
    ColumnRole::Owner,
    ColumnRole::Due,
    ColumnRole::Response,
    ColumnRole::Progress,
    ColumnRole::Status,
    ColumnRole::Closed,
];

/// Rows before the first header are none of the tracker's; a header printed again may put the columns in another order.
fn read_table(
    scan: &Scan<'_>,
    rules: &RuleSet,
    table: &Table<'_>,
    columns: &Columns<'_>,
    kind: DocumentKind,
) -> Vec<Draft> {
    let document = scan.document;
    let all: Vec<&Row<'_>> = table.rows.values().collect();
    let named = |at: usize, row: &Row<'_>| two_rows(scan, rules, row, all.get(at + 1).copied());
    let heads: Vec<(Columns<'_>, bool)> =
        all.iter().enumerate().map(|(at, row)| named(at, row)).collect();
    let mut headed = !heads.iter().any(|(columns, _)| is_tracker(columns));
    let mut rows = Rows::new(document);
    let mut columns = columns.clone();
    let mut passed = false;
    let mut head: Option<&Row<'_>> = None;
    for (row, (named, both)) in all.into_iter().zip(heads) {
        if std::mem::take(&mut passed) {
            continue;
        }
        let below = head.and_then(|head| row.below(document, head));
        if let Some(below) = below.filter(|below| !below.cells.is_empty()) {
            rows.take(&columns, &below);
        } else if is_tracker(&named) {
            (headed, passed, columns, head) = (true, both, named, Some(row));
        } else if headed && !names_again(&named, &columns) {
            rows.take(&columns, row);
        } else {
            rows.take_topic(row);
        }
    }
    let reader = ClauseReader { scan, rules };
    let mut entries: Vec<Entry<'_>> = rows.finish();
    tracker_states::states_for_progress(document, &mut entries);
    let drafts = entries.iter().flat_map(|entry| read_entry(&reader, table, entry, kind));
    let mixed = head.is_some_and(|head| finds_too(document, head, &columns));
    drafts.filter(|draft| !mixed || asks_for(&reader, draft)).collect()
}

/// Whether the column of what is recommended says that it holds conclusions too.
fn finds_too(document: &Document, head: &Row<'_>, columns: &Columns<'_>) -> bool {
    ask_of(columns)
        .is_some_and(|(at, _)| head.words(document, at).to_lowercase().contains("conclusion"))
}

/// Whether a draft asks for something, or is an item of a list in its cell; a conclusion only finds.
fn asks_for(reader: &ClauseReader<'_>, draft: &Draft) -> bool {
    let document = reader.scan.document;
    let words = document.words(&draft.text);
    let place = Surroundings::default();
    let task = || reader.rules.hits(Gives::Task, &*words, &place);
    draft.label.is_some() || asks(&words) || task()
}
