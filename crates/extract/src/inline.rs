//! Lists typed inside a paragraph: "that (i) the report be noted; and (ii) a review be held".

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Document, Joined, Span};
use regex::Regex;

use crate::label::Label;
use crate::list::Entry;
use crate::sentence::trim;

/// A label in running text: bracketed, or a short one with a closing bracket, after a space and before a word.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[\s;:,])(?<label>\((?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,5})\)|(?:[0-9]{1,2}|[a-z]|[ivx]{1,5})\))\s+[\w‘’“'(]")
        .expect("a fixed pattern compiles")
});

/// Splits an entry at the labels typed inside it: what stands before the first, and an entry for each.
/// `None` where there are not at least two labels that count up from the first of their family.
pub(crate) fn split(document: &Document, entry: &Entry) -> Option<(Vec<Span>, Vec<Entry>)> {
    let joined = document.join(&entry.text);
    let labels = sequence(&joined.text);
    (labels.len() > 1).then(|| cut(document, &joined, &labels, 0))
}

/// What stands before the first of the labels at these bytes, and an entry of that level for each.
fn cut(
    document: &Document,
    joined: &Joined,
    labels: &[Range<usize>],
    level: u8,
) -> (Vec<Span>, Vec<Entry>) {
    let spans = |start: usize, end: usize| -> Vec<Span> {
        let spans = joined.spans(start, end).into_iter().map(|span| trim(&document.text, span));
        spans.filter(|span| !span.is_empty()).collect()
    };
    let first = labels.first().map_or(joined.text.len(), |label| label.start);
    let ends = labels.iter().skip(1).map(|label| label.start).chain([joined.text.len()]);
    let entries = labels.iter().zip(ends).map(|(label, next)| {
        let printed = joined.spans(label.start, label.end).first().copied();
        Entry::new(printed, spans(label.end, next), level)
    });
    let entries = entries.collect();
    (spans(0, first), entries)
}

/// The labels in a running text, in order: where each stands, and what it may be.
fn labels_in(text: &str) -> impl Iterator<Item = (Range<usize>, Vec<Label>)> {
    let mut at = if text.contains(')') { 0 } else { text.len() };
    std::iter::from_fn(move || {
        let found = LABEL.captures_at(text, at)?.name("label")?;
        at = found.end();
        Some((found.range(), Label::readings(found.as_str())))
    })
}

/// "(b) agree the plan; and (c) report back" in one paragraph: the item, and those of its own list that were run on to it.
/// Only a label that comes next, behind a semicolon, is one of them.
pub(crate) fn siblings(document: &Document, entry: Entry) -> Vec<Entry> {
    let Some(own) = entry.label.filter(|_| !entry.quoted) else { return vec![entry] };
    let joined = document.join(&entry.text);
    let mut last = Label::readings(document.slice(own));
    let mut run_on: Vec<Range<usize>> = Vec::new();
    for (place, readings) in labels_in(&joined.text) {
        let before = joined.text.get(..place.start).unwrap_or("").trim_end();
        let listed = [";", "; and", "; or"].iter().any(|end| before.ends_with(end));
        let follows = |next: &Label| last.iter().any(|last| next.follows(last, false));
        if listed && readings.iter().any(follows) {
            run_on.push(place);
            last = readings;
        }
    }
    if run_on.is_empty() {
        return vec![entry];
    }
    let (text, entries) = cut(document, &joined, &run_on, entry.level);
    std::iter::once(Entry { text, ..entry }).chain(entries).collect()
}

/// "that (1) the board be set up;" with (2) in the next paragraph: the words before the label, if any, and the first item.
/// `None` where more than those of a lead-in stand before the label, or where other labels follow it.
pub(crate) fn first_item(document: &Document, lead: Span) -> Option<(Option<Span>, Entry)> {
    let words = document.slice(lead);
    let labels = sequence(words);
    let [Range { start, end }] = *labels.as_slice() else { return None };
    let before = words.get(..start)?.trim();
    let short =
        before.is_empty() || LEAD_INS.iter().any(|known| before.eq_ignore_ascii_case(known));
    let at = |start: usize, end: usize| {
        trim(&document.text, Span::new(lead.start + start, lead.start + end))
    };
    let entry = Entry::new(Some(at(start, end)), vec![at(end, words.len())], 0);
    let stem = (!before.is_empty()).then(|| at(0, start));
    short.then_some((stem, entry))
}

/// What stands before the first label of a list that begins in the opener's own paragraph.
const LEAD_INS: [&str; 5] = ["that", "that:", "to", "to:", "that –"];

/// The byte ranges of the longest run of labels that counts up from one.
fn sequence(text: &str) -> Vec<Range<usize>> {
    let mut run: Vec<Range<usize>> = Vec::new();
    let mut last: Option<Label> = None;
    for (place, readings) in labels_in(text) {
        let next = match &last {
            None => readings.into_iter().find(|label| label.number == 1),
            Some(last) => readings.into_iter().find(|label| label.follows(last, false)),
        };
        if let Some(label) = next {
            run.push(place);
            last = Some(label);
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<Vec<String>> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let entry = Entry::new(None, vec![Span::new(0, text.len())], 0);
        let (lead, entries) = split(&document, &entry)?;
        let words = |spans: &[Span]| document.words(spans).into_owned();
        Some(
            std::iter::once(words(&lead))
                .chain(entries.iter().map(|entry| words(&entry.text)))
                .collect(),
        )
    }

    #[test]
    fn labels_in_a_row_split_and_lone_ones_do_not() {
        assert_eq!(
            parts("that (i) the report be noted; and (ii) a review be held.").unwrap(),
            ["that", "the report be noted; and", "a review be held."]
        );
        assert_eq!(
            parts("that the sums at (i) above be paid under section 2(b) of the Act."),
            None
        );
        assert_eq!(parts("that option (b) be chosen over option (a) in time."), None);
    }
}
