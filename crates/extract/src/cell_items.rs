//! Several labelled clauses or answers in one cell: "... briefing. 2) That the target is reviewed. 3) That ..".

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Document, Span};
use regex::{Captures, Regex};

use crate::cell_list;
use crate::cell_tasks;
use crate::label::printed_core;
use crate::list::Entry;
use crate::sentence::trim;

/// A number label at the start of a paragraph of the cell or after a sentence; a capital before a word that begins a clause:
/// "A. Smith to write" has none.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[.;:!?”)]\s+)(?:(?P<label>\(?[0-9]{1,2}[).]|R[0-9]{1,2}[.:)]?)\s+[A-Z]|",
        r"(?P<letter>[A-Z]\.)\s+(?:That|The|To)\s)"
    ))
    .expect("a fixed pattern compiles")
});

/// What a body says of itself before its clause: "The Committee also recommends that ..", "The Panel recommends filling ..",
/// "I further recommend that ..".
static SAID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[.;!?] |[.;!?] ?[(\[][^()\[\]]{1,40}[)\]]\.? )(?P<opener>(?:(?:Additionally|In addition|Furthermore|Moreover|Thus|Therefore),? )?",
        r"(?:[Tt]he (?:[A-Z][A-Za-z’'-]* ){0,3}(?:[A-Za-z]+-)?(?:[Cc]ommittee|[Pp]anel|[Bb]oard|[Cc]ommission|[Ii]nquiry|[Rr]eview|[Gg]roup)|[Ii]t (?:also|further)|I|[Ww]e)",
        r" (?:also |further |therefore |strongly )?recommends? )(?:that |the [a-z]+ of |[a-z]+ing )"
    ))
    .expect("a fixed pattern compiles")
});

/// Any label there: answers are short, and stand in the order of what they answer.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[.;:!?”)]\s+)(?P<label>\(?(?:[0-9]{1,2}|[a-z]|[ivx]{1,4})[).]|R[0-9]{1,2}[.:)]?)\s+\S",
    )
    .expect("a fixed pattern compiles")
});

/// A stretch of a cell with the label it stands under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) label: Option<Span>,
    pub(crate) text: Vec<Span>,
}

/// What a cell says before its bullets, and its clauses; what stands before the first label is one without label.
pub(crate) fn split(document: &Document, cell: &[Span]) -> (Vec<Span>, Vec<Entry>) {
    if let Some(read) = cell_list::bullets(document, cell) {
        return read;
    }
    let pieces = cut(document, cell, &NUMBERED);
    let labels = pieces.iter().filter(|piece| piece.label.is_some()).count();
    let listed = cell_list::labelled(document, cell).filter(|items| items.len() > labels);
    if let (0, None, true) = (labels, &listed, cell_tasks::are_tasks(document, cell)) {
        let task = |span: &Span| Entry::new(None, vec![trim(&document.text, *span)], 0);
        return (Vec::new(), cell.iter().map(task).collect());
    }
    let pieces = pieces.into_iter().map(|piece| Entry::new(piece.label, piece.text, 0));
    (Vec::new(), listed.unwrap_or_else(|| pieces.collect()))
}

/// The answers of a cell by the core of their label; the words before the first label have none.
pub(crate) fn answers(document: &Document, cell: &[Span]) -> Vec<(Option<String>, Vec<Span>)> {
    let core = |label: Span| printed_core(document.slice(label)).to_lowercase();
    let pieces = cut(document, cell, &LABELLED).into_iter();
    pieces.map(|piece| (piece.label.map(core), piece.text)).collect()
}

fn cut(document: &Document, cell: &[Span], labels: &Regex) -> Vec<Piece> {
    let mut pieces = vec![Piece::default()];
    for &span in cell {
        let words = document.slice(span);
        let mut from = 0;
        for (label, is_said) in marks(words, labels) {
            add(document, &mut pieces, Span::new(span.start + from, span.start + label.start));
            let printed = Span::new(span.start + label.start, span.start + label.end);
            // "2. The Panel recommends that ..": what the body says of itself stands behind the label.
            let labelled = |last: &Piece| last.label.is_some() && last.text.is_empty();
            if !(is_said && pieces.last().is_some_and(labelled)) {
                let label = (!is_said).then_some(printed);
                pieces.push(Piece { label, text: Vec::new() });
            }
            from = label.end;
        }
        add(document, &mut pieces, Span::new(span.start + from, span.end));
    }
    let says = |piece: &Piece| {
        let words = document.words(&piece.text);
        piece.label.is_some() || words.chars().any(char::is_alphanumeric)
    };
    pieces.retain(says);
    pieces
}

/// Where new pieces begin: labels, and where a body says anew that it recommends; which of them are such words.
fn marks(words: &str, labels: &Regex) -> Vec<(Range<usize>, bool)> {
    let range = |groups: &Captures<'_>, name| groups.name(name).map(|found| found.range());
    let label = |groups: &Captures<'_>| range(groups, "label").or_else(|| range(groups, "letter"));
    let labels = labels.captures_iter(words).filter_map(|groups| label(&groups));
    let mut marks: Vec<(Range<usize>, bool)> = labels.map(|label| (label, false)).collect();
    if words.contains("recommend") {
        let said = SAID.captures_iter(words).filter_map(|groups| range(&groups, "opener"));
        marks.extend(said.map(|opener| (opener, true)));
        marks.sort_by_key(|(range, _)| range.start);
    }
    marks
}

/// Adds words to the piece that stands open.
fn add(document: &Document, pieces: &mut [Piece], span: Span) {
    let span = trim(&document.text, span);
    if let Some(last) = pieces.last_mut().filter(|_| !span.is_empty()) {
        last.text.push(span);
    }
}
