//! What a clause does, what sort it is and what became of it, as the effect, kind and outcome rules say.

use std::sync::LazyLock;

use minuted_model::{BlockKind, Draft, Effect, FieldName, Kind, Outcome, Span};
use regex::Regex;

use crate::amended::outcome_of_group;
use crate::group::Group;
use crate::next_motion;
use crate::raw::Gives;
use crate::reading::Reading;
use crate::rule::{Rule, Surroundings};
use crate::rules::RuleSet;
use crate::scan::{Scan, Words};
use crate::sentence::trim;
use crate::walk::{Collected, Walked};

/// How many blocks after a resolution may tell how the vote went; after a motion, the debate lies between.
const VOTE_WITHIN: usize = 3;
const VOTE_AFTER_DEBATE: usize = 60;

/// Sets effect and kind of a draft from its words.
pub(crate) fn judge(scan: &Scan<'_>, rules: &RuleSet, draft: &mut Draft) {
    let full: Vec<Span> = draft.stem.iter().chain(&draft.text).copied().collect();
    let effect = ask(scan, &draft.text, &full, |words| effect_rule(rules, words)?.effect());
    // A task to consider something is a task; only the meeting's own considering is noting.
    let tasked = draft.kind == Kind::Action && effect == Some(Effect::Note);
    draft.effect = effect.filter(|_| !tasked).unwrap_or(draft.effect);
    if draft.kind != Kind::Action {
        // "The Committee: (3) Recommends that ..": the item itself says what it is, whatever stem stands above it.
        let place = Surroundings::default();
        let kind = ask(scan, &full, &draft.text, |words| {
            rules.first_rule(Gives::Kind, words, &place)?.kind()
        });
        draft.kind = kind.unwrap_or(draft.kind);
    }
}

/// What is said of the words at `first`, or of those at `second`.
fn ask<T>(
    scan: &Scan<'_>,
    first: &[Span],
    second: &[Span],
    said: impl Fn(Words<'_>) -> Option<T>,
) -> Option<T> {
    let other = || (first != second).then(|| scan.ask(second, &said)).flatten();
    scan.ask(first, &said).or_else(other)
}

/// The rule that says what a clause does: procedural wins over act, act over note, since a clause that notes and
/// decides decides.
pub(crate) fn effect_rule<'a, 't>(
    rules: &'a RuleSet,
    words: impl Into<Words<'t>>,
) -> Option<&'a Rule> {
    let words = words.into();
    let text = words.text();
    let place = Surroundings::default();
    let asked: Vec<&Rule> =
        rules.for_text(Gives::Effect, words).filter(|rule| rule.looks_at(&place)).collect();
    let hits = |rule: &&&Rule| rule.stands_in(text) && !rule.is_guarded(text);
    [Effect::Procedural, Effect::Act, Effect::Note].into_iter().find_map(|effect| {
        asked.iter().filter(|rule| rule.effect() == Some(effect)).find(hits).copied()
    })
}

/// What words say became of a clause, wherever they stand.
pub(crate) fn outcome_of(rules: &RuleSet, words: Words<'_>) -> Option<Outcome> {
    rules.first_rule(Gives::Outcome, words, &Surroundings::default())?.outcome()
}

/// Where the item of a group ends: at the title or the number of the next, and behind what was not only put at any heading
/// and at any label: what a labelled paragraph says is said of its own matter. "The amendment was lost" is no title, however
/// it is set.
pub(crate) fn end_of_item(
    reading: &Reading<'_>,
    rules: &RuleSet,
    walked: &Walked,
    of: &Collected,
) -> usize {
    let ends = |at: &usize| {
        let Some(unit) = reading.units.get(*at) else { return true };
        let heads = unit.block.kind == BlockKind::Heading || walked.titles.holds(*at);
        let tells = heads && unit.block.marker.is_none() && outcome_of(rules, unit.words).is_some();
        let begins = unit.block.kind == BlockKind::Heading || unit.block.marker.is_some();
        !tells && (begins && !of.group.moved || walked.titles.holds(*at)) || unit.number > 0
    };
    let most = of.end + VOTE_AFTER_DEBATE;
    (of.end..most).find(ends).unwrap_or(most)
}

/// What the blocks from `after` on say became of a group, up to `until`.
pub(crate) fn outcome_after(
    reading: &Reading<'_>,
    rules: &RuleSet,
    after: usize,
    until: usize,
    group: &Group,
) -> Option<Outcome> {
    let within = if group.moved { VOTE_AFTER_DEBATE } else { VOTE_WITHIN };
    let end = until.min(after + within);
    let units = reading.units.get(after..end).unwrap_or_default();
    // Of an amendment only what is said of an amendment: "the motion was carried" is its end.
    let amends = is_amendment(group);
    let told = |words: &str| !amends || words.to_lowercase().contains("amendment");
    let mut said = None;
    for unit in units {
        let next = next_motion::begins(unit.words.text());
        let words = next.map_or(unit.words, |next| {
            let start = unit.block.span.start;
            reading.words(Span::new(start, start + next))
        });
        let own = if amends { of_the_amendment(words.text()) } else { words.text().len() };
        let own = Span::new(unit.block.span.start, unit.block.span.start + own);
        let words = if amends { reading.words(own) } else { words };
        said = outcome_of_group(reading.scan, rules, group, words).filter(|_| told(words.text()));
        if said.is_some() || next.is_some() {
            break;
        }
    }
    said.map(|said| of_amendment(group, said))
}

/// How much of words tells of the amendment: "The amendment was lost and the motion was put and carried" goes on to the motion.
fn of_the_amendment(words: &str) -> usize {
    const MOTION: [&str; 4] = [" and the motion", ", the motion", "; the motion", ". The motion"];
    let cut = |from: usize| MOTION.iter().filter_map(|it| words.get(from..)?.find(it)).min();
    let lower = words.to_ascii_lowercase();
    lower.find("amendment").and_then(|from| Some(from + cut(from)?)).unwrap_or(words.len())
}

/// What superseded the motion carried the amendment moved against it.
fn of_amendment(group: &Group, said: Outcome) -> Outcome {
    let carried = is_amendment(group) && said == Outcome::Superseded;
    if carried { Outcome::Carried } else { said }
}

/// Whether a group was moved against a motion: lost unless it is said to be carried.
pub(crate) fn is_amendment(group: &Group) -> bool {
    group.moved && group.outcome == Outcome::Lost
}

/// Whether the blocks from `after` to `until`, behind an amendment, say that it was carried against the motion.
pub(crate) fn amendment_won(
    reading: &Reading<'_>,
    rules: &RuleSet,
    after: usize,
    until: usize,
) -> bool {
    let end = until.min(after + VOTE_AFTER_DEBATE);
    let units = reading.units.get(after..end).unwrap_or_default();
    units.iter().find_map(|unit| outcome_of(rules, unit.words)) == Some(Outcome::Superseded)
}

/// "It was agreed to refer this Notice of Motion to the committee" right below a motion: a clause of its own that says so.
pub(crate) fn sent_on(
    reading: &Reading<'_>,
    rules: &RuleSet,
    group: &Group,
    after: usize,
) -> Option<Outcome> {
    let next = reading.units.get(after).filter(|_| group.moved)?;
    outcome_of(rules, next.words).filter(|said| *said == Outcome::Deferred)
}

/// What the rest of its own block says became of a motion: "that the seat be moved. The motion was lost."
pub(crate) fn outcome_in_block(
    reading: &Reading<'_>,
    rules: &RuleSet,
    group: &Group,
    start: usize,
) -> Option<Outcome> {
    let unit = reading.units.get(start).filter(|_| group.moved)?;
    let lead = group.lead.last().filter(|_| group.entries.is_empty())?;
    if !(unit.block.span.start..unit.block.span.end).contains(&lead.end) {
        return None;
    }
    let rest = Span::new(lead.end, unit.block.span.end);
    let next = next_motion::begins(reading.document.slice(rest));
    let rest = next.map_or(rest, |next| Span::new(rest.start, rest.start + next));
    let rest = reading.words(trim(&reading.document.text, rest));
    let said = outcome_of_group(reading.scan, rules, group, rest);
    let said = said.map(|said| of_amendment(group, said));
    said.or_else(|| is_voted_down(rest.text()).then_some(Outcome::Lost))
}

/// "Vote: 2 in favour, 5 against": what was put fell, though nobody says so. The first count behind the motion is its own.
fn is_voted_down(rest: &str) -> bool {
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?-u:\b)(?P<for>[0-9]{1,3}) (?:votes? )?(?:for|in favour)[,;]? ?(?:and )?(?P<against>[0-9]{1,3}) (?:votes? )?against(?-u:\b)")
            .expect("a fixed pattern compiles")
    });
    let number =
        |groups: &regex::Captures<'_>, name| groups.name(name)?.as_str().parse::<u32>().ok();
    let counted = COUNT.captures(rest);
    counted.is_some_and(|groups| number(&groups, "against") > number(&groups, "for"))
}

/// What the notes of a group themselves say became of it.
pub(crate) fn outcome_in_notes(scan: &Scan<'_>, rules: &RuleSet, group: &Group) -> Option<Outcome> {
    let mut notes = group.fields.iter().filter(|field| field.name == FieldName::Note);
    notes.find_map(|note| outcome_of_note(scan, rules, group, &note.read.spans))
}

/// What the words at these spans say became of a clause.
pub(crate) fn outcome_of_words(
    scan: &Scan<'_>,
    rules: &RuleSet,
    spans: &[Span],
) -> Option<Outcome> {
    scan.ask(spans, |words| outcome_of(rules, words))
}

/// What a note at these spans says became of the group it stands behind.
pub(crate) fn outcome_of_note(
    scan: &Scan<'_>,
    rules: &RuleSet,
    group: &Group,
    spans: &[Span],
) -> Option<Outcome> {
    scan.ask(spans, |words| outcome_of_group(scan, rules, group, words))
}

/// Whether a clause is none after all.
pub(crate) fn is_vetoed(scan: &Scan<'_>, rules: &RuleSet, draft: &Draft) -> bool {
    scan.ask(&draft.text, |words| {
        // "All AGREED £50.": a sum says what was decided, other figures say nothing.
        let sum = words.text().trim_start().starts_with(['£', '€', '$']);
        let wordless = !sum && !words.text().chars().any(char::is_alphabetic);
        wordless || rules.hits(Gives::Veto, words, &Surroundings::default())
    })
}
