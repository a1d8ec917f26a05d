//! The owner on the line below a paragraph, or in its last sentence: "Action SH", and what it makes a task.

use std::sync::LazyLock;

use minuted_model::{Draft, Field, Span};
use regex::Regex;

use super::plain_draft;
use crate::margin;
use crate::raw::DocumentKind;
use crate::reading::Reading;
use crate::rules::RuleSet;
use crate::scan::Words;

/// Who is to do what stands before, where a sentence says only that.
pub(crate) fn owner_remark(rules: &RuleSet, words: Words<'_>, sentence: Span) -> Option<Field> {
    let (rule, hit) = rules.whole_note(words)?;
    hit.owner(rule, sentence)
}

/// The last sentence of a paragraph that nothing was taken from, as the task of the owner below it or behind it.
pub(super) fn owned(
    reading: &Reading<'_>,
    rules: &RuleSet,
    block: &[(usize, Span)],
) -> Option<Draft> {
    let &(unit, end) = block.last()?;
    let whole = reading.units.get(unit)?;
    let behind = owner_remark(rules, reading.words(end), end);
    let behind = behind.filter(|owner| is_owner(reading, owner));
    let before = block.get(..block.len().saturating_sub(1)).unwrap_or_default();
    let (owner, told) = match behind {
        Some(owner) if !before.is_empty() => (owner, before),
        _ => (owner_alone(reading, rules, unit)?, block),
    };
    let all = reading.sentences(whole).len() == block.len();
    // "It was noted that banks are slow." behind the task is no part of it.
    let only_told = |span: &Span| ONLY_TOLD.is_match(reading.document.slice(*span));
    let last = told.iter().rev().map(|(_, span)| *span).find(|span| !only_told(span));
    let last = last.or(told.last().map(|(_, span)| *span))?;
    // A title gives no task, whoever stands beside it, nor does what was only told.
    let says = MAY_TASK.is_match(reading.words(last).text()) && !only_told(&last);
    let plain = marks_owners(reading.kind);
    let rule = owner.read.rule.clone();
    let draft = || plain_draft(rule, last, vec![owner]);
    (plain && all && says).then(draft)
}

/// What a sentence has at least that gives somebody something to do, or begins with its verb.
static MAY_TASK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?i:will|shall|to|should|needs?|must|would|could|please|request(?:s|ed)?|asked|suggested|await(?:s|ed|ing)?|agreed|remains?|for|by)(?-u:\b) [^ ]+|^[A-Z][a-z]+ (?:the|an?|all|out|up|with|this|these|[a-z]+s) ")
        .expect("a fixed pattern compiles")
});

/// What a meeting only heard.
pub(super) static ONLY_TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:It was (?:also )?(?:noted|reported|explained|felt|understood)|(?:The )?(?:[A-Z]?[a-z]+ ){1,4}(?:was|were) (?:thanked|noted))(?-u:\b)|^(?:This|It|The (?:motion|proposal|suggestion)) was (?:\w+ )?(?:agreed|approved|accepted|carried|passed)(?: to)?(?: \w+)?\.?$|(?i)(?:^|: )(?:done|completed?|closed)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// The owner on the line below a paragraph, where the line names nothing else.
fn owner_alone(reading: &Reading<'_>, rules: &RuleSet, unit: usize) -> Option<Field> {
    let owner = owner_below(reading, rules, unit)?;
    is_owner(reading, &owner).then_some(owner)
}

pub(super) fn is_owner(reading: &Reading<'_>, owner: &Field) -> bool {
    let words = reading.document.words(&owner.read.spans);
    margin::names_owners(&words) || is_full_name(&words)
}

/// "Ann Ash": a first and a last name and nothing else.
fn is_full_name(words: &str) -> bool {
    let name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word.chars().count() > 1
            && letters.all(|c| c.is_lowercase() || c.is_uppercase() || "’'-".contains(c))
            && word.contains(char::is_lowercase)
    };
    words.split_whitespace().count() == 2 && words.split_whitespace().all(name)
}

/// Whether an owner stands below a paragraph.
pub(crate) fn is_owned(reading: &Reading<'_>, rules: &RuleSet, unit: usize) -> bool {
    marks_owners(reading.kind) && owner_alone(reading, rules, unit).is_some()
}

/// Minutes that name who is to do something in a line below the paragraph that tells it.
pub(super) fn marks_owners(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::PlainMinutes | DocumentKind::AgendaItem)
}

/// "ACTION: AB" on the line below the paragraph: who is to do what its last sentence says.
pub(super) fn owner_below(reading: &Reading<'_>, rules: &RuleSet, unit: usize) -> Option<Field> {
    let below = reading.units.get(unit + 1)?;
    let margin = reading.owner_in_margin(below);
    margin.or_else(|| owner_remark(rules, below.words, below.block.span))
}
