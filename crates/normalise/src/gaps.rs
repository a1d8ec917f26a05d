//! Gaps: what a tracking officer would chase. `docs/gaps.md` says in words what counts here.

use std::sync::LazyLock;

use minuted_model::{Effect, Gap, Kind, Precision, Record, Status};
use regex::Regex;

use crate::pattern::regex;

/// Words with which a resolution gives somebody something to do. A resolution without them is complete when passed:
/// approving, adopting, appointing, paying, supporting.
static TASKS: LazyLock<Regex> = LazyLock::new(|| {
    let done = "removed|planted|replaced|put|circulated|presented|sent|provided|submitted|reviewed|prepared|produced|obtained|contacted|repaired|mended|painted|bought|purchased|installed|arranged|investigated|published|written|developed|implemented|brought|monitored|updated|moved|advertised|asked|requested|invited|instructed|carried out|undertaken|cut|cleaned|erected|displayed|reported|given|held|established";
    let does = "writes?|finds? out|reports? back|seeks?|contacts?|obtains?|returns?|sign|reviews?|monitors?|brings?|submits?|prepares?|provides?|arranges?|investigates?|ensures?|implements?|publish(?:es)?|asks?|requests?|instructs?|invites?|circulates?|convenes?";
    regex(&format!(
        r"(?i)\bbe (?:{done})\b|\bdelegat\w+ authority|authority be (?:delegated|given)|delegated authority|\b(?:requests?|requested|asks?|asked|instructs?|instructed|invites?|urges?) (?:that |the |its )?(?:\w+ ){{0,8}}to\b|\b(?:will|would|should|to|(?:officer|clerk|director|manager|head|member|council|staff|officers|mr|mrs|cllr|councillor)(?: (?:of|for|and|(?-i:[A-Z])\w+))*:?) (?:{does})\b|\bbe (?:charged|tasked) with\b|\b(?:is|are|be) (?:hereby |also )*(?:directed|urged) to\b|\bremit(?:s|ted)?\b.{{0,60}}\bto officers\b|\bgofyn i\b|for agreement to\b|to be presented|\b(?:clerk|councillors?|cllrs?|chair(?:man)?|officers?)(?: (?-i:[A-Z])[\w’'-]*)* to (?:add|buy|check|collect|find|fix|follow|get|inform|install|look|make|meet|order|purchase|remove|repair|replace|speak|take|tell)\b"
    ))
});

/// The gaps of a record whose values are all read.
pub(crate) fn of(record: &Record) -> Vec<Gap> {
    if !leaves_something_to_do(record) {
        return Vec::new();
    }
    let dated = record.deadlines.iter().any(|deadline| deadline.precision != Precision::Vague);
    let rhythm = !record.recurrences.is_empty();
    let gaps = [
        (Gap::NoDeadline, record.deadlines.is_empty() && !rhythm),
        (Gap::VagueDeadline, !record.deadlines.is_empty() && !dated && !rhythm),
        (Gap::NoMeasure, record.measures.is_empty()),
        (Gap::NoOwner, record.addressees.is_empty()),
    ];
    gaps.into_iter().filter(|(_, missing)| *missing).map(|(gap, _)| gap).collect()
}

fn leaves_something_to_do(record: &Record) -> bool {
    let done = record.progress.as_ref().is_some_and(|progress| {
        matches!(progress.status, Some(Status::Completed | Status::Superseded))
    });
    if record.effect != Effect::Act || !record.outcome.stands() || done {
        return false;
    }
    record.kind != Kind::Resolution || TASKS.is_match(&PUT.replace_all(&record.full_text, ""))
}

/// What was put to the meeting itself ("The Chair asked the Board to approve the policy") is done when it is agreed, and so is what
/// somebody requested when it is granted.
pub(crate) static PUT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\basked (?:the )?(?i:board|committee|council|panel|members|councillors|meeting|trustees) to (?:(?:review|consider|discuss)(?: and|,) )?(?:agree|approve|adopt|note|endorse|accept|support|ratify)\b|\brequests? to [^.;]{3,80}\b(?:was|were) granted\b",
    )
});
