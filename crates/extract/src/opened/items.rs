//! Whether a labelled item is the next of the open group's list, or the title of what comes next.

use super::leads::{last_leads_in, leads_in, leads_on};
use super::{BARE, Opened};
use crate::clause::is_stem;
use crate::label::{Label, Numerals};
use crate::list::Entry;
use crate::raw::Gives;
use crate::reading::{Reading, Unit};
use crate::rules::RuleSet;

/// Whether an item stands in the open group's list, and not beside its opener.
pub(crate) fn item_belongs(
    reading: &Reading<'_>,
    rules: &RuleSet,
    opened: &Opened<'_>,
    index: usize,
) -> bool {
    let Some(unit) = reading.units.get(index) else { return false };
    let readings = reading.marker(unit);
    let beside = opened.marker.as_ref().is_some_and(|own| follows_any(&readings, own));
    if opened.group.entries.is_empty() {
        let opens = readings.is_empty()
            || readings.iter().any(Label::is_first)
            || opened.group.lead.is_empty()
            || is_stem(reading.scan, rules, &opened.group.lead);
        // "9.1" below an unfinished line is the next paragraph of the minutes, unless the line leads in to it.
        let dotted = readings.iter().any(|label| label.numerals == Numerals::Dotted);
        let lead = reading.document.words(&opened.group.lead);
        let opens = opens && (!dotted || lead.is_empty() || leads_in(&lead));
        // "6. Trees" below a bare AGREED is the title of the next item.
        let bare = opened.group.lead.is_empty() && opened.section.is_none();
        let titled = bare && !readings.iter().any(Label::is_first) && is_title(unit);
        let told = dotted && tells_first(reading, rules, opened, index);
        let opens = opens && !beside && !titled && !told;
        return opens && (opened.group.lead.is_empty() || leads_on(reading, opened));
    }
    let listed = opened.group.entries.iter().filter_map(|entry| entry.label);
    let continues = listed.clone().any(|label| follows_any(&readings, &reading.label(label)));
    let restarts = opened.section.is_none() && begins_again(reading, opened, unit, &readings);
    // A clause without an opener may be a remark; the list after it is its own only where it leads in to it.
    let nests = opened.group.shape != BARE || last_leads_in(reading, opened);
    // "1. Background" behind a finished clause is the title of the next part of the paper.
    let titled = is_title(unit) && last_is_finished(reading, opened);
    let first = readings.iter().any(Label::is_first) && !titled;
    let belongs = continues || nests && first && !beside;
    if opened.section.is_some()
        && (heads_next(reading, rules, index) || shouts(reading, opened, unit))
    {
        return false;
    }
    let listed = opened.group.entries.iter().any(|entry| entry.label.is_some());
    let over = listed || last_is_finished(reading, opened);
    let is_next_title = over && !belongs && is_title(unit);
    belongs && !restarts || opened.heading.is_some() && !is_next_title
}

/// How many words the title of an item has at most.
const TITLE_WORDS: usize = 8;

/// "15.1 The Director submitted a report." below a label Decision, where "15.2 RESOLVED: .." says what was decided: a numbered
/// paragraph of the minutes, printed whole below the label.
fn tells_first(reading: &Reading<'_>, rules: &RuleSet, opened: &Opened<'_>, index: usize) -> bool {
    let decides = |at: usize| {
        let unit = reading.units.get(at)?;
        let (rule, hit) = rules.first(Gives::Opener, unit.words, &reading.around(at))?;
        Some(rule.raw.strong && hit.whole.start == 0 && unit.block.marker.is_some())
    };
    let decides = |at: usize| decides(at) == Some(true);
    let mut below = index + 1..index + 1 + TOLD_FIRST;
    opened.section.is_some() && !decides(index) && below.any(decides)
}

/// How many numbered paragraphs may tell of a matter before its resolution.
const TOLD_FIRST: usize = 8;

/// "5. Play Parks" in a paper without headings: a numbered line of a few words and no stop is the title of what comes next.
fn is_title(unit: &Unit<'_>) -> bool {
    let words = unit.words.text().trim();
    unit.block.marker.is_some()
        && words.split_whitespace().count() <= TITLE_WORDS
        && words.starts_with(char::is_uppercase)
        && !words.ends_with(['.', ';', ':', ',', ')'])
        && !words.split_whitespace().any(|word| ["be", "to", "is", "that", "and;"].contains(&word))
}

/// "3. REPAIR OF THE SUPPLY LINE" behind "2. The Board resolved to ..": the title of the next item of the agenda.
fn shouts(reading: &Reading<'_>, opened: &Opened<'_>, unit: &Unit<'_>) -> bool {
    let small = |words: &str| words.contains(char::is_lowercase);
    let told = |entry: &Entry| small(&reading.document.words(&entry.text));
    let words = unit.words.text();
    let letters = words.chars().filter(|c| c.is_alphabetic()).take(LETTERS_OF_TITLE).count();
    letters == LETTERS_OF_TITLE && !small(words) && opened.group.entries.iter().all(told)
}

/// Fewer letters in capitals are no title: "NOTED".
const LETTERS_OF_TITLE: usize = 8;

/// Whether an item is the title of the next item of the agenda: short, without a stop, and a label such as "Decision:" below it.
fn heads_next(reading: &Reading<'_>, rules: &RuleSet, index: usize) -> bool {
    let Some(unit) = reading.units.get(index) else { return false };
    let words = unit.words.trim_end();
    let short = words.split_whitespace().count() <= 12 && words.ends_with(char::is_alphanumeric);
    let labels = |next: &Unit<'_>| {
        let place = reading.around(index + 1);
        let sorts = [Gives::Boundary, Gives::Section];
        sorts.into_iter().any(|sort| rules.hits(sort, next.words, &place))
    };
    short && reading.units.get(index + 1).is_some_and(labels)
}

/// Whether "1." after a list that ended with "4." at the same indent opens another list: reasons, as a rule.
fn begins_again(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    unit: &Unit<'_>,
    readings: &[Label],
) -> bool {
    let listed = |entry: &Entry| entry.label.map(|label| reading.label(label)).unwrap_or_default();
    let outermost = opened.group.entries.first().map(listed).unwrap_or_default();
    let level = opened.group.entries.first().map_or(0, |entry| entry.level);
    let same = |label: &Label| outermost.iter().any(|first| first.is_first() && label == first);
    opened.group.entries.len() > 1
        && !last_leads_in(reading, opened)
        && unit.block.level <= level
        && readings.iter().any(|label| label.number == 1 && same(label))
}

/// Whether the last entry of the open group ends as a sentence does.
fn last_is_finished(reading: &Reading<'_>, opened: &Opened<'_>) -> bool {
    let last = opened.group.entries.last();
    last.is_some_and(|last| reading.document.words(&last.text).trim_end().ends_with('.'))
}

pub(crate) fn follows_any(next: &[Label], last: &[Label]) -> bool {
    next.iter().any(|next| last.iter().any(|last| next.follows(last, true)))
}
