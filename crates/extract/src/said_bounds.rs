//! Where what a sentence says begins and ends: behind a run-in title or the number of a task, before the state of it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use minuted_model::{Field, FieldName, Kind, Span};
use regex::{Match, Regex};

use crate::reading::Reading;
use crate::rule::{Hit, Rule};
use crate::run_in;
use crate::sentence::trim;

/// A minute number, a reference and a run-in title before the sentence proper: "Play area: ", "24/37 ", "1203 ", "Internal Audit - ",
/// "(Minute 57.1) Seats - "; "Park inspection- clerk to ..".
static RUN_IN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?:[A-Z]{1,4}[ /-]?)?[0-9]{2,4}[a-z]?[/.][0-9]{1,4}(?:/[0-9]{2,4}(?:-[0-9]{2})?)?[.:]? |(?:[0-9]{3}|(?:[03-9][0-9]|1[0-8]|2[1-9])[0-9]{2}) )?",
        r"(?:\([^)]{2,40}\) )?",
        r"(?:(?P<lead>[A-Z][a-z]+(?: [a-z]+){0,3}[-–] )(?P<glued>.*)|",
        r"(?P<title>[A-Z][A-Za-zÀ-ÿ0-9’'/&-]*(?: [A-Za-zÀ-ÿ0-9’'/&()-]+){0,9}?(?::| [-–]) )?(?P<rest>[A-Z].*))$"
    ))
    .expect("a fixed pattern compiles")
});

/// Whether anything of that may stand before the sentence proper: quicker told than by the pattern.
fn may_run_in(words: &str) -> bool {
    let marks =
        |byte: u8| byte.is_ascii_digit() || matches!(byte, b':' | b'-' | b'(') || !byte.is_ascii();
    words.bytes().any(marks)
}

/// What has a verb is a sentence: "The wood is in a poor state – AB to inspect" has no title.
static VERB: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:is|are|was|were|has|have|had|needs?|should)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// Titles whose line names people or dates, and no task.
static NO_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:also )?(?:present|attend|in attendance|absen|apolog|members?\b|those\b|declaration|disclosure|distribution|venue|location|date|time|from|to|cc|tel|phone|e-?mail|contact|proposed|seconded|moved|proposer|seconder)",
    )
    .expect("a fixed pattern compiles")
});

/// Where the sentence proper begins behind a title in capitals, a run-in title that ends with a colon, or an earlier minute's
/// number in brackets: "Play area: Clerk chase the supplier.", "(Minute 25.3) Mr Ash is to ask."
pub(crate) fn behind_title(words: &str) -> Option<usize> {
    if let Some(proper) = run_in::behind_capitals(words) {
        return Some(proper);
    }
    if let Some(task) = behind_reference(words) {
        return Some(task);
    }
    let may = words.contains(": ") || words.starts_with("(Min");
    let groups = may.then(|| RUN_IN.captures(words)).flatten()?;
    let titles = groups.name("title").is_none_or(|title| {
        let title = title.as_str();
        title.ends_with(": ") && !VERB.is_match(title) && !NO_TITLE.is_match(title)
    });
    groups.name("rest").map(|rest| rest.start()).filter(|start| titles && *start > 0)
}

/// The number of a task by the date of its meeting: "21/01/24-02", "04.05.24/3 -".
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[0-9]{1,2}[/.][0-9]{1,2}[/.](?:19|20)?[0-9]{2}[-–/][0-9]{1,3}[.:)]?(?: [–-])? (?<task>[A-Z])")
        .expect("a fixed pattern compiles")
});

/// Where a task begins behind its number.
pub(crate) fn behind_reference(words: &str) -> Option<usize> {
    let groups = words.starts_with(|c: char| c.is_ascii_digit()).then(|| REFERENCE.captures(words));
    groups.flatten()?.name("task").map(|task| task.start())
}

/// The numbers that stand in cells: those of a log, which gives the tasks there.
pub(crate) fn logged<'a>(reading: &Reading<'a>) -> BTreeSet<&'a str> {
    let cells = reading.document.blocks.iter().filter(|block| block.cell.is_some());
    let words = cells.map(|block| bare_number(reading.document.slice(block.outer())));
    words.filter(|words| words.starts_with(|c: char| c.is_ascii_digit())).collect()
}

/// Whether a sentence begins with such a number.
pub(crate) fn is_logged(words: &str, logged: &BTreeSet<&str>) -> bool {
    let number = behind_reference(words).and_then(|task| words.get(..task));
    number.is_some_and(|number| logged.contains(bare_number(number)))
}

/// A task's number without what stands behind it.
fn bare_number(words: &str) -> &str {
    words.trim().trim_end_matches([' ', '–', '-']).trim_end_matches(['.', ':', ')'])
}

/// How far a task got, told behind it: "Clerk to oil the gate. – Complete", ".. - not yet done, paint in hand".
static STATE_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r" ?[–—-] ?(?<state>(?i:completed?|done|actioned|closed|on-?going|in (?:hand|progress|train)|outstanding|pending|",
        r"not (?:yet )?(?:done|started|complete)|carried (?:forward|over)|on hold|still to do|deferred)(?:[.,;] .*| until .*|\.)?)$"
    ))
    .expect("a fixed pattern compiles")
});

/// A task without the state behind it, and that.
pub(crate) fn without_state(reading: &Reading<'_>, sentence: Span) -> Option<(Span, Field)> {
    let words = reading.document.slice(sentence);
    let dashed = words.contains(['–', '—']) || words.contains("- ");
    let groups = dashed.then(|| STATE_BEHIND.captures(words)).flatten()?;
    let (whole, state) = (groups.get(0)?, groups.name("state")?);
    let at = |from: usize, to: usize| Span::new(sentence.start + from, sentence.start + to);
    let task = trim(&reading.document.text, at(0, whole.start()));
    let state = at(state.start(), state.end());
    (!task.is_empty()).then(|| (task, Field::new(FieldName::Status, "state_behind", vec![state])))
}

/// Movers and a verdict are no clause: of "Payments - Proposed by A, seconded by B - agreed" and of "Agree on aims - Agreed and rules
/// updated" the title is part of it.
static MOVERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Proposed|Moved|Seconded|Proposer|Prop)(?-u:\b)|^(?:Agreed|Approved|Adopted|Ratified|Accepted) and (?:[a-z]+ ){0,3}[a-z]+ed\.?$")
        .expect("a fixed pattern compiles")
});

/// A verb that makes a sentence of the words before it.
static FINITE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?-u:\b)(?:is|are|was|were|has|have|had|will|would|should|needs?|[a-z]{3,}ed)(?-u:\b)",
    )
    .expect("a fixed pattern compiles")
});

/// A verdict behind a dash: "- refused", "– all approved."
static VERDICT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r" [-–] ?(?:all |both )?(?:agreed|approved|declined|granted|noted|refused)\.?$")
        .expect("a fixed pattern compiles")
});

/// Whether what stands behind a dash says nothing without its lead: "Slip - Clerk to get quotes", "Band - drums - refused". A
/// sentence with a verb of its own does: "Accounts - The accounts were approved."
fn needs_lead(rest: &str) -> bool {
    let task = rest.split_once(" to ").is_some_and(|(owner, _)| !FINITE.is_match(owner));
    task || VERDICT.is_match(rest)
}

/// From the group `text` of the rule to the end of the sentence; the sentence without its run-in title where that group
/// is empty or absent. A task behind a semicolon stands alone, and so does what he or she will do behind a colon; "..; A; and B
/// - all noted" is one list.
pub(crate) fn clause_span(
    reading: &Reading<'_>,
    sentence: Span,
    rule: &Rule,
    hit: &Hit,
    titled: bool,
) -> Span {
    let text = &reading.document.text;
    if !hit.text.is_empty() && hit.text.start != hit.whole.end {
        return trim(text, Span::new(sentence.start + hit.text.start, sentence.end));
    }
    let words = reading.document.slice(sentence);
    let before = words.get(..hit.whole.end).unwrap_or("");
    // "Mill Matters; Signpost; and the letter - all noted", "A £5; B £6; proposed by C - pass for payment".
    let all = words
        .get(hit.whole.clone())
        .is_some_and(|hit| hit.contains("all ") || hit.contains("both "));
    let lists = |at: &usize| {
        let rest = words.get(*at..).unwrap_or("");
        let goes_on = ["and ", "proposed "].iter().any(|word| rest.starts_with(word));
        rule.kind() == Some(Kind::Resolution) && (all || goes_on)
    };
    let start = before.rfind("; ").map(|at| at + 2).filter(|at| !lists(at));
    let start =
        start.or([": He ", ": She "].iter().find_map(|behind| Some(before.rfind(behind)? + 2)));
    let titled = (titled && may_run_in(words)).then(|| RUN_IN.captures(words)).flatten().and_then(
        |groups| {
            let rest = groups.name("rest").or(groups.name("glued"));
            let title = groups.name("title").or(groups.name("lead"));
            let joined = |title: &Match<'_>| {
                !title.as_str().ends_with(": ")
                    && rest.is_some_and(|rest| needs_lead(rest.as_str()))
            };
            let sentence = title.filter(|title| joined(title) || VERB.is_match(title.as_str()));
            let rest = rest.filter(|rest| !MOVERS.is_match(rest.as_str()));
            sentence.or(rest).map(|proper| proper.start())
        },
    );
    let says = |start: &usize| words.get(*start..).is_some_and(|rest| rest.contains(' '));
    let titled = titled.filter(|start| *start <= hit.whole.end).filter(says);
    let start = start.or(titled).unwrap_or(0);
    trim(text, Span::new(sentence.start + start, sentence.end))
}
