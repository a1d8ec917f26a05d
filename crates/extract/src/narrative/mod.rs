//! Clauses in minutes without keywords: a sentence that says that somebody is to do something, or that the meeting agreed.
//! Which sentences do so is the rules' business; here they only become drafts.

mod below;
mod owner;

use std::collections::BTreeSet;

use minuted_model::{Draft, Effect, Field, FieldName, Kind, Outcome, Span};

use crate::clause::trailing_note;
use crate::duplicate::NARRATIVE;
use crate::raw::{At, Gives};
use crate::reading::Reading;
use crate::rule::Surroundings;
use crate::rules::RuleSet;
use crate::said_bounds::{behind_title, clause_span, is_logged, logged, without_state};
use crate::sentence::trim;
use crate::verdict;
use crate::walk::Walked;

use below::parts_below;
use owner::{ONLY_TOLD, is_owner, marks_owners, owned, owner_below};

pub(crate) use owner::{is_owned, owner_remark};

/// Reads the sentences that no opener took; unit and span of each, in text order. Of a paragraph without any clause that an
/// owner stands below ("Action SH"), the last sentence is what the owner is to do.
pub(crate) fn read(reading: &Reading<'_>, rules: &RuleSet, walked: &Walked) -> Vec<Draft> {
    let logged = logged(reading);
    let read = |block: &[(usize, Span)]| {
        let mut found = read_block(reading, rules, &logged, block);
        if found.is_empty() {
            found.extend(owned(reading, rules, block));
        }
        let unit = block.first().map_or(0, |(unit, _)| *unit);
        for draft in &mut found {
            draft.section = walked.titles.section(reading, unit);
        }
        found
    };
    walked.narrative.chunk_by(|one, next| one.0 == next.0).flat_map(read).collect()
}

/// The clauses among the sentences of one block.
fn read_block(
    reading: &Reading<'_>,
    rules: &RuleSet,
    logged: &BTreeSet<&str>,
    block: &[(usize, Span)],
) -> Vec<Draft> {
    let mut found: Vec<Draft> = Vec::new();
    let mut verdict: Option<Span> = None;
    let apart = |&(unit, sentence)| {
        tasks_apart(reading, rules, unit, sentence).into_iter().map(move |task| (unit, task))
    };
    let block: Vec<(usize, Span)> = block.iter().flat_map(apart).collect();
    for (at, &(unit, sentence)) in block.iter().enumerate() {
        if is_logged(reading.document.slice(sentence), logged) {
            continue;
        }
        let next = answer(reading, block.get(at..).unwrap_or_default());
        let next = next.or_else(|| behind(reading, unit, sentence));
        // "Clerk to action." names the owner of the task before it.
        let remark = || owner_remark(rules, reading.words(sentence), sentence);
        let before = at.checked_sub(1).and_then(|at| block.get(at)).map(|(_, before)| *before);
        // "Invoice passed to AB. AB Action.": what nobody's rule knows is a task where an owner stands behind it.
        let told =
            before.filter(|before| marks_owners(reading.kind) && !ends_with(&found, *before));
        let over = |before: &Span| ONLY_TOLD.is_match(reading.document.slice(*before));
        let told = told.filter(|before| !over(before));
        let owed = told.and_then(|before| Some((before, remark()?)));
        if let Some((before, owner)) = owed.filter(|(_, owner)| is_owner(reading, owner)) {
            found.push(plain_draft(owner.read.rule.clone(), before, vec![owner]));
            continue;
        }
        if let Some((last, owner)) = found.last_mut().and_then(|last| Some((last, remark()?))) {
            last.fields.push(owner);
            continue;
        }
        let draft = read_task(reading, rules, (unit, sentence), next);
        let said = verdict.take() == Some(sentence);
        let Some((mut draft, put)) = draft else { continue };
        // What was put is the clause; "All councillors agreed." behind it says only what became of it.
        if said && draft.kind == Kind::Resolution {
            continue;
        }
        verdict = next.filter(|_| put);
        complete(rules, &mut draft, verdict);
        fell(reading, rules, &mut draft, (sentence, next));
        let end = reading.units.get(unit).map(|unit| unit.block.span.end);
        let last = end == Some(sentence.end);
        draft.fields.extend(owner_below(reading, rules, unit).filter(|_| last));
        if last {
            draft.parts = parts_below(reading, rules, (unit, sentence), draft.kind);
        }
        found.push(draft);
    }
    found
}

/// "Letter from the county. Noted.": a title alone says nothing, so the word behind it is of the clause. "Survey of the paths.
/// Clerk": behind a task it names who is to do it.
fn complete(rules: &RuleSet, draft: &mut Draft, verdict: Option<Span>) {
    let titles = rules.of_id(&draft.rule).is_some_and(|rule| rule.at() == At::Whole);
    let Some((verdict, last)) = verdict.filter(|_| titles).zip(draft.text.last_mut()) else {
        return;
    };
    if draft.kind == Kind::Action {
        draft.fields.push(Field::new(FieldName::Addressee, draft.rule.clone(), vec![verdict]));
    } else if verdict.start <= last.end + 2 {
        last.end = verdict.end;
    }
}

/// "Ann moved the car be sold. There was no second.": what was only put, with what its sentence or the next says became of it.
fn fell(
    reading: &Reading<'_>,
    rules: &RuleSet,
    draft: &mut Draft,
    (sentence, next): (Span, Option<Span>),
) {
    if !rules.of_id(&draft.rule).is_some_and(|rule| rule.raw.moves) {
        return;
    }
    let told = [Some(sentence), next].into_iter().flatten().find_map(|span| {
        let said = verdict::outcome_of_words(reading.scan, rules, &[span]);
        said.filter(|said| matches!(said, Outcome::Lost | Outcome::Withdrawn))
    });
    draft.outcome = told.unwrap_or(draft.outcome);
}

/// The sentence that may say what became of the first: the next, or the one behind who seconded ("Seconded by TM. All agreed.").
fn answer(reading: &Reading<'_>, sentences: &[(usize, Span)]) -> Option<Span> {
    let near = |pair: &&[(usize, Span)]| matches!(pair, [(_, one), (_, next)] if next.start <= one.end + 2);
    let seconds = |next: &Span| {
        let words = reading.document.slice(*next);
        words.len() < MOST_OF_SECONDER
            && words.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("seconded"))
    };
    let behind = sentences.windows(2).take_while(near).filter_map(|pair| pair.last());
    behind.map(|(_, next)| *next).find(|next| !seconds(next))
}

/// A sentence of more bytes than this says more than who seconded.
const MOST_OF_SECONDER: usize = 40;

/// No sentence of more bytes than this is parted: each part is looked at with what stands before it.
const LONG: usize = 2_000;

/// "Fay to ring the farm; the Clerk to report this.": each task behind a semicolon is one of its own where the first is one.
fn tasks_apart(reading: &Reading<'_>, rules: &RuleSet, unit: usize, sentence: Span) -> Vec<Span> {
    let words = reading.document.slice(sentence);
    if words.len() > LONG || !words.contains("; ") {
        return vec![sentence];
    }
    let place = reading.around(unit);
    let task = |span: Span| {
        let told = rules.first(Gives::Sentence, reading.words(span), &place);
        told.filter(|(rule, _)| rule.kind() == Some(Kind::Action)).map(|(_, hit)| hit.whole.start)
    };
    let text = &reading.document.text;
    let mut tasks: Vec<Span> = Vec::new();
    let mut start = sentence.start;
    let ends = words.match_indices("; ").map(|(at, _)| sentence.start + at + 1);
    for end in ends.chain([sentence.end]) {
        let piece = trim(text, Span::new(start, end));
        match tasks.last_mut() {
            Some(last) if task(piece) != Some(0) || task(*last).is_none() => last.end = piece.end,
            _ => tasks.push(piece),
        }
        start = end;
    }
    tasks
}

/// Whether the last clause found is of that sentence.
fn ends_with(found: &[Draft], sentence: Span) -> bool {
    let last = found.last().and_then(|last| last.text.last());
    last.is_some_and(|last| last.end > sentence.start)
}

/// The sentence of the same block behind one, though an opener took it: "Seconded by Mrs Elm."
fn behind(reading: &Reading<'_>, unit: usize, sentence: Span) -> Option<Span> {
    let all = reading.sentences(reading.units.get(unit)?);
    let next = all.get(all.partition_point(|other| other.start < sentence.end))?;
    (next.start <= sentence.end + 2).then_some(*next)
}

fn plain_draft(rule: String, text: Span, fields: Vec<Field>) -> Draft {
    Draft {
        rule,
        kind: Kind::Action,
        effect: Effect::Act,
        outcome: Outcome::Carried,
        text: vec![text],
        stem: Vec::new(),
        label: None,
        label_path: Vec::new(),
        parts: Vec::new(),
        section: Vec::new(),
        fields,
        mentions: Vec::new(),
        repairs: Vec::new(),
        shape: NARRATIVE,
    }
}

/// The clause of a sentence. Of one that ends with how far a task got, the task before that, with its state.
fn read_task(
    reading: &Reading<'_>,
    rules: &RuleSet,
    (unit, sentence): (usize, Span),
    next: Option<Span>,
) -> Option<(Draft, bool)> {
    let task = without_state(reading, sentence).and_then(|(task, state)| {
        let (mut draft, put) = read_sentence(reading, rules, (unit, task), next)?;
        let is_task = draft.kind == Kind::Action;
        draft.fields.push(state);
        is_task.then_some((draft, put))
    });
    task.or_else(|| read_sentence(reading, rules, (unit, sentence), next))
}

/// The clause of a sentence: what stands behind its run-in title is asked first, so that rules and their guards see where it
/// begins. `next` is the sentence after it in its own block; whether the clause was put, and that sentence says what became
/// of it, is told too.
fn read_sentence(
    reading: &Reading<'_>,
    rules: &RuleSet,
    (unit, sentence): (usize, Span),
    next: Option<Span>,
) -> Option<(Draft, bool)> {
    let proper = behind_title(reading.document.slice(sentence));
    let proper = proper.map(|start| Span::new(sentence.start + start, sentence.end));
    let behind = proper.and_then(|proper| read_words(reading, rules, (unit, proper), next, false));
    // What a rule's guard forbids of the words behind the title, the title does not allow.
    let guarded = |draft: &Draft| {
        let rule = proper.and_then(|proper| Some((rules.of_id(&draft.rule)?, proper)));
        rule.is_some_and(|(rule, proper)| rule.is_guarded(reading.document.slice(proper)))
    };
    let whole = || read_words(reading, rules, (unit, sentence), next, true);
    behind.or_else(|| whole().filter(|(draft, _)| !guarded(draft)))
}

/// `titled` where a run-in title may still stand before the clause.
fn read_words(
    reading: &Reading<'_>,
    rules: &RuleSet,
    (unit, sentence): (usize, Span),
    next: Option<Span>,
    titled: bool,
) -> Option<(Draft, bool)> {
    let words = reading.words(sentence);
    let below = reading.around(unit);
    // Where no rule asks what follows, both places are one.
    let asks = || rules.for_text(Gives::Sentence, words).any(|rule| rule.raw.before.is_some());
    let beside = next.filter(|_| asks());
    let beside = beside.map(|next| Surroundings { next: reading.document.slice(next), ..below });
    let next_said = beside.and_then(|place| rules.first(Gives::Sentence, words, &place));
    let put = next_said.as_ref().is_some_and(|(rule, _)| rule.raw.before.is_some());
    let (rule, hit) = next_said.or_else(|| rules.first(Gives::Sentence, words, &below))?;
    let clause = clause_span(reading, sentence, rule, &hit, titled);
    let (clause, note) = without_note(reading, rules, unit, clause);
    let fields = hit.owner(rule, sentence).into_iter().chain(note).collect();
    let draft = Draft {
        kind: rule.kind().unwrap_or(Kind::Action),
        effect: rule.effect().unwrap_or(Effect::Act),
        outcome: rule.outcome().unwrap_or(Outcome::Carried),
        ..plain_draft(rule.id().to_owned(), clause, fields)
    };
    Some((draft, put))
}

/// A clause without the movers behind it, and the remark that names them, where it is a clause without them too.
fn without_note(
    reading: &Reading<'_>,
    rules: &RuleSet,
    unit: usize,
    clause: Span,
) -> (Span, Option<Field>) {
    let names_movers =
        |note: &Field| reading.document.words(&note.read.spans).to_lowercase().contains("second");
    let tells_vote = |note: &Field| {
        let note = reading.document.words(&note.read.spans);
        note.starts_with(", ") && (note.contains("passed") || note.contains("carried"))
    };
    let trailing = trailing_note(reading.scan, rules, Kind::Action, clause);
    let cut = trailing.map(|(before, note, _)| (before, note)).filter(|(before, note)| {
        let told = || rules.hits(Gives::Sentence, reading.words(*before), &reading.around(unit));
        let words = reading.document.slice(*before);
        let clause = ["to ", "that "].iter().any(|word| words.starts_with(word));
        let clause = clause || words.contains(" be ");
        names_movers(note) && (clause || told()) || clause && tells_vote(note)
    });
    cut.map_or((clause, None), |(before, note)| (before, Some(note)))
}
