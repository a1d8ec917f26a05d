//! Gaps: what a tracking officer would chase. `docs/gaps.md` says in words what counts here.

use std::sync::LazyLock;

use minuted_model::{Effect, Gap, Kind, Precision, Record, Status};
use regex::Regex;

use crate::pattern::regex;

/// Words with which a resolution gives somebody something to do. A resolution without them is complete when passed:
/// approving, adopting, appointing, paying, supporting.
static TASKS: LazyLock<Regex> = LazyLock::new(|| {
    let done = "removed|planted|replaced|put|circulated|presented|sent|provided|submitted|reviewed|prepared|produced|obtained|contacted|repaired|mended|painted|bought|purchased|installed|arranged|investigated|published|written|developed|implemented|brought|monitored|updated|moved|advertised|asked|requested|invited|instructed|carried out|undertaken|cut|cleaned|erected|displayed|reported|given|held|established|copied|forwarded|called|created|sought|collected|drafted|distributed|posted|emailed|addressed|booked|fixed";
    let does = "writes?|finds? out|reports? back|seeks?|contacts?|obtains?|returns?|sign|reviews?|monitors?|brings?|submits?|prepares?|provides?|arranges?|investigates?|ensures?|implements?|publish(?:es)?|asks?|requests?|instructs?|invites?|circulates?|convenes?|looks? (?:at|into)|follows? (?:this|it|that|these|up)|executes?";
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
    let words = PUT.replace_all(&record.full_text, "");
    let words = DONE.replace_all(&words, "");
    record.kind != Kind::Resolution || TASKS.is_match(&words) || tasks_somebody(record, &words)
}

/// Whether the words give somebody whom they name something to do: "that the Chair write a letter", "MW would manage the site".
/// Who stands in the margin only sees to what was decided.
fn tasks_somebody(record: &Record, words: &str) -> bool {
    let mut named = record.addressees.iter().filter(|one| one.text.len() > 1);
    named.any(|one| {
        let after = words.split_once(one.text.as_str()).map_or("", |(_, after)| after);
        ACTS.is_match(after)
    })
}

/// What stands behind somebody who is to act.
static ACTS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?: \([^)]{2,40}\)| and [^.;:,]{2,40}?)?,? (?:(?:to|will|would|should|shall|must) (?:also )?(?:[ac-z]|b[^e])|(?:be|is|are) (?:hereby |also )*authori[sz]ed to|(?:act|approach|approve|arrange|ask|attend|bring|carry|check|circulate|contact|discuss|draft|enter|execute|inspect|investigate|liaise|look|make|negotiate|obtain|order|place|prepare|procure|provide|purchase|report|request|respond|seek|send|sign|speak|submit|take|write)s? )",
    )
});

/// What was put to the meeting itself ("The Chair asked the Board to approve the policy") is done when it is agreed, and so is what
/// somebody requested when it is granted.
pub(crate) static PUT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\basked (?:the )?(?i:board|committee|council|panel|members|councillors|meeting|trustees) to (?:(?:review|consider|discuss)(?: and|,) )?(?:agree|approve|adopt|note|endorse|accept|support|ratify)\b|\brequests? to [^.;]{3,80}\b(?:was|were) granted\b",
    )
});

/// What the vote itself does: readings of a by-law, words put into a policy, one who is chosen and then asked in.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\bbe (?:hereby )?given (?:\w+ ){0,3}(?i:readings?)\b|\bis hereby (?:added|inserted|amended|deleted)\b[^;]*|\b(?:co-opt|elect|appoint)(?:s|ed)? [^.;]{2,80} and (?:he|she|they) (?:would|will) be invited to (?:join|attend)\b",
    )
});
