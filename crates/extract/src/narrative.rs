//! Clauses in minutes without keywords: a sentence that says that somebody is to do something, or that the meeting agreed.
//! Which sentences do so is the rules' business; here they only become drafts.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use minuted_model::{BlockKind, Draft, DraftPart, Effect, Field, Kind, Outcome, Span};
use regex::Regex;

use crate::clause::trailing_note;
use crate::duplicate::NARRATIVE;
use crate::margin;
use crate::opened::{announces_sums, is_sum};
use crate::raw::{At, DocumentKind, Gives};
use crate::reading::{Reading, Unit};
use crate::rule::Surroundings;
use crate::rules::RuleSet;
use crate::said_bounds::{behind_title, clause_span, is_logged, logged, without_state};
use crate::scan::Words;
use crate::sentence::trim;
use crate::verdict;
use crate::walk::Walked;

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

/// "Letter from the county. Noted.": a title alone says nothing, so the word behind it is of the clause.
fn complete(rules: &RuleSet, draft: &mut Draft, verdict: Option<Span>) {
    let titles = rules.of_id(&draft.rule).is_some_and(|rule| rule.at() == At::Whole);
    if let (Some(verdict), Some(last)) = (verdict.filter(|_| titles), draft.text.last_mut())
        && verdict.start <= last.end + 2
    {
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

/// "The following payments were approved:" and a sum on each line below, or in each row of a table.
fn schedule_below(reading: &Reading<'_>, unit: usize) -> Vec<DraftPart> {
    let below = reading.units.get(unit + 1..).unwrap_or_default();
    let row = |unit: &Unit<'_>| unit.block.cell.map(|cell| (cell.table, cell.row));
    let rows = below.chunk_by(|one, next| row(one).is_some() && row(one) == row(next));
    let tells_sum = |row: &&[Unit<'_>]| {
        row.iter().any(|unit| unit.block.kind != BlockKind::Heading && is_sum(unit.words.text()))
    };
    let part = |row: &[Unit<'_>]| DraftPart {
        label: row.first().and_then(|unit| unit.block.marker),
        text: row.iter().map(|unit| unit.block.span).collect(),
        parts: Vec::new(),
    };
    rows.take(MOST_SUMS).take_while(tells_sum).map(part).collect()
}

/// The lines below a clause that leads in to them.
fn parts_below(
    reading: &Reading<'_>,
    rules: &RuleSet,
    (unit, sentence): (usize, Span),
    kind: Kind,
) -> Vec<DraftPart> {
    let words = reading.document.slice(sentence);
    if !words.ends_with(':') && !announces_sums(words) {
        return Vec::new();
    }
    let sums = schedule_below(reading, unit);
    if sums.is_empty() && kind == Kind::Resolution {
        return titles_below(reading, rules, unit);
    }
    sums
}

/// "The following policies were ratified:" and a title at each bullet below; where one of these says more than a title, none.
fn titles_below(reading: &Reading<'_>, rules: &RuleSet, unit: usize) -> Vec<DraftPart> {
    let leads = reading.units.get(unit).is_some_and(|unit| unit.words.ends_with(':'));
    let bullet = |unit: &Unit<'_>| {
        let marker = unit.block.marker.map(|marker| reading.document.slice(marker));
        let bare = marker.is_some_and(|marker| !marker.contains(char::is_alphanumeric));
        bare && unit.block.kind == BlockKind::Item && unit.block.cell.is_none()
    };
    let says = |unit: &Unit<'_>| {
        let long = unit.words.split_whitespace().nth(MOST_OF_TITLE).is_some();
        long || rules.may_hit(Gives::Sentence, unit.words, reading.kind)
            && rules.first(Gives::Sentence, unit.words, &Surroundings::default()).is_some()
    };
    let below = reading.units.iter().skip(unit + 1).take_while(|unit| leads && bullet(unit));
    let titles: Vec<&Unit<'_>> = below.collect();
    if titles.len() > MOST_SUMS || titles.iter().any(|unit| says(unit)) {
        return Vec::new();
    }
    let part = |unit: &&Unit<'_>| DraftPart {
        label: unit.block.marker,
        text: vec![unit.block.span],
        parts: Vec::new(),
    };
    titles.iter().map(part).collect()
}

/// A bullet of more words is no title.
const MOST_OF_TITLE: usize = 12;

/// Most lines of a schedule of payments.
const MOST_SUMS: usize = 60;

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

/// Who is to do what stands before, where a sentence says only that.
pub(crate) fn owner_remark(rules: &RuleSet, words: Words<'_>, sentence: Span) -> Option<Field> {
    let (rule, hit) = rules.first(Gives::Note, words, &Surroundings::default())?;
    let alone = rule.kind().is_none() && hit.is_all_of(&words);
    hit.owner(rule, sentence).filter(|_| alone)
}

/// The last sentence of a paragraph that nothing was taken from, as the task of the owner below it or behind it.
fn owned(reading: &Reading<'_>, rules: &RuleSet, block: &[(usize, Span)]) -> Option<Draft> {
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
static ONLY_TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:It was (?:also )?(?:noted|reported|explained|felt|understood)|(?:The )?(?:[A-Z]?[a-z]+ ){1,4}(?:was|were) (?:thanked|noted))(?-u:\b)|^(?:This|It|The (?:motion|proposal|suggestion)) was (?:\w+ )?(?:agreed|approved|accepted|carried|passed)(?: to)?(?: \w+)?\.?$|(?i)(?:^|: )(?:done|completed?|closed)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// The owner on the line below a paragraph, where the line names nothing else.
fn owner_alone(reading: &Reading<'_>, rules: &RuleSet, unit: usize) -> Option<Field> {
    let owner = owner_below(reading, rules, unit)?;
    is_owner(reading, &owner).then_some(owner)
}

fn is_owner(reading: &Reading<'_>, owner: &Field) -> bool {
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
fn marks_owners(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::PlainMinutes | DocumentKind::AgendaItem)
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

/// "ACTION: AB" on the line below the paragraph: who is to do what its last sentence says.
fn owner_below(reading: &Reading<'_>, rules: &RuleSet, unit: usize) -> Option<Field> {
    let below = reading.units.get(unit + 1)?;
    let margin = reading.owner_in_margin(below);
    margin.or_else(|| owner_remark(rules, below.words, below.block.span))
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
