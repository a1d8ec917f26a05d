//! Meetings as deadlines: "to the next meeting", "at the September Committee".
//! The date of the next meeting is known where the paper prints it, and only for this body.

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Deadline, Precision};
use regex::Regex;

use super::When;
use super::period::{self, MissingYear};
use super::phrase::from_period;
use super::undated::without_end;
use crate::dates::{DAY, add};
use crate::found::Found;
use crate::pattern::regex;

const BODY: &str = r"(?:meetings?|committee|sub-committee|cabinet|executive|council|board|panel|forum|agenda|agm|sittings?|workshop|(?:work\s+)?session)";

static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?i)\b(?P<prep>at|to|by|for|before|on|in|with|ahead\s+of|in\s+advance\s+of|in\s+time\s+for|prior\s+to)\s+(?:(?:the|its|their|our|this)\s+)?next\s+(?P<between>(?:[\w’'&-]+\s+){{0,5}}?)(?P<body>{BODY})\b(?:[’']s?\s+(?:agenda|meeting))?(?P<more>\s+meetings?\b|\s+agenda\b)?(?:\s+of\s+(?:the\s+)?(?P<of>(?:[A-Z][\w’'&-]*(?:,?\s+(?:(?:and|of|for|the|&)\s+)*[A-Z][\w’'&-]*)*|committee|council|panel|board|cabinet|group)))?(?:\s*,?\s*\(?(?:on|in|to\s+be\s+held\s+on|which\s+is\s+on|scheduled\s+for)?\s*(?P<period>{DAY}))?"
    );
    regex(&pattern.replace("[A-Z]", "(?-i:[A-Z])"))
});

/// "the September meeting", "the June 2025 Cabinet": a meeting by its month.
static BY_MONTH: LazyLock<Regex> = LazyLock::new(|| {
    let month = "(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\\b\\.?)";
    // Without an article only a name in capitals is a month: "to Nov meeting".
    let bare = "(?-i:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\\b\\.?)";
    let pattern = format!(
        r"(?i)\b(?P<prep>at|to|by|on|onto|in\s+time\s+for|for|with|before|prior\s+to|ahead\s+of|in\s+advance\s+of)\s+(?:(?:the|its|their|our)\s+(?P<period>{month}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+(?:19|20)\d{{2}})?|\s+(?:19|20)\d{{2}})?)|(?P<bare>{bare})),?\s+(?P<between>(?:[\w’'&-]+\s+){{0,3}}?)(?P<body>{BODY}|call)\b(?:\s+meeting\b)?"
    );
    regex(&pattern)
});

/// A task comes before: "be reported to the July meeting", not "as agreed at the July meeting".
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:be|to|will|and|should|deferred|referred|adjourned|bring|receive|submit|present|return|produce|provide|prepare)\s+(?:(?:[\w’',/$£€-]|\.\d)+\s+){0,9}$|\b(?:officers?|clerk|director|manager|secretary|chair(?:man)?|ceo|cao|staff|administrator|superintendent|treasurer)\s+report\s+(?:back\s+)?(?:on\s+(?:[\w’'-]+\s+){1,8})?$",
    )
});
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:agreed|made|held|considered|raised|discussed|approved|adopted|taken|noted|reported|received|resolved|was|were|had|been|presented|given)\s+(?:back\s+)?$",
    )
});

static COMES: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:come|attend|along|attending|coming)\s+$"));
/// "that a report come to the June Board": a paper that comes is no guest.
static PAPER_COMES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:reports?|updates?|papers?|proposals?|plans?|figures|items?|matters?|results?|findings|options|business\s+case|draft|notes?|repl(?:y|ies)|answers?)\b[^.;:]{0,60}\bcome\s+(?:back\s+)?$",
    )
});
static INVITED: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\binvit(?:e|es|ed|ing)\s+(?:[\w’'&-]+\s+){1,14}$"));

/// Whether words before "to" a meeting say who is to come: a guest has no deadline.
pub(super) fn is_visit(before: &str, phrase: &str) -> bool {
    let to = phrase.get(..3).is_some_and(|prep| prep.eq_ignore_ascii_case("to "));
    COMES.is_match(before) && !PAPER_COMES.is_match(before) || to && INVITED.is_match(before)
}

/// Words between "next" and the meeting that do not name another body.
const PLAIN: [&str; 16] = [
    "available",
    "scheduled",
    "appropriate",
    "ordinary",
    "regular",
    "monthly",
    "full",
    "quarterly",
    "planned",
    "possible",
    "suitable",
    "bi-monthly",
    "convenient",
    "formal",
    "main",
    "",
];

/// The next meetings of a clause.
pub(super) fn find(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let next = NEXT.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let words = whole.as_str().trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        let body = groups.name("body")?.as_str().to_lowercase();
        let before = text.get(..whole.start())?;
        let comes = is_visit(before, words) || !goes_with(&groups);
        let comes = comes || is_told_of(before, text.get(whole.end()..)?);
        let council_year =
            body == "council" && text.get(whole.end()..)?.trim_start().starts_with("year");
        let deadline = next_meeting(&groups, text, words, when)?;
        let range = whole.start()..whole.start() + words.len();
        (!council_year && !comes).then_some(Found { value: deadline, range, rule: "next_meeting" })
    });
    let by_month = BY_MONTH.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let words = groups.name("period").or(groups.name("bare"))?.as_str();
        let before = text.get(..whole.start())?;
        let told = TOLD.is_match(before) && !asked_to_be(before)
            || !(ASKED.is_match(before) || PAPER_COMES.is_match(before));
        let period = period::read(words, when, MissingYear::Next)?;
        let soon = when.anchor.is_some_and(|anchor| {
            add(anchor, 8, 0).is_some_and(|limit| period.start <= limit && period.end >= anchor)
        });
        let text = whole.as_str().to_owned();
        let month = period.precision == Precision::Month && is_own(&groups, when);
        let printed =
            when.next_meeting.filter(|date| month && (period.start..=period.end).contains(date));
        let value = match printed {
            Some(date) => {
                on_next_meeting(date, is_before(&groups), without_end(&text, Precision::Event))
            }
            None => Deadline { text, ..from_period("", period, when, false) },
        };
        let comes = is_visit(before, whole.as_str()) || !goes_with(&groups);
        (!told && soon && !comes).then(|| Found {
            value,
            range: whole.range(),
            rule: "month_meeting",
        })
    });
    next.chain(by_month).chain(attended(text)).collect()
}

/// "Cllr Ash will attend the next meeting": of another body, whose day is not known. Who is asked to come has nothing due.
fn attended(text: &str) -> impl Iterator<Item = Found<Deadline>> {
    static ATTENDS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\bwill\s+(?:also\s+)?attend\s+(?P<what>(?:the|its|their)\s+next\s+(?:[\w’'&-]+\s+){0,4}?meeting)\b",
        )
    });
    let found = ATTENDS.captures_iter(text).filter_map(|groups| groups.name("what"));
    found.map(|what| Found {
        value: without_end(what.as_str(), Precision::Event),
        range: what.range(),
        rule: "next_meeting",
    })
}

/// "The agenda for the next meeting was agreed": which one it was, and nothing that is due by then.
fn is_told_of(before: &str, after: &str) -> bool {
    static PAPER: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)^(?:the )?(?:draft )?(?:agenda|arrangements|dates?|papers|programme|venue) $")
    });
    static SETTLED: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ (?:was|were|had been) (?:agreed|approved|confirmed|discussed|noted|set|settled)\b",
        )
    });
    PAPER.is_match(before) && SETTLED.is_match(after)
}

/// "be considered at": the participle belongs to a task.
fn asked_to_be(before: &str) -> bool {
    static BE: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\b(?:be|to)\s+\w+\s+(?:back\s+)?$"));
    BE.is_match(before)
}

/// "The Committee will look at it at the next meeting" in a board's papers: the committee's own.
fn is_of_another(text: &str, when: &When<'_>) -> bool {
    static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^The (?P<body>Board|Committee|Council|Forum|Group|Panel|Sub-?[Cc]ommittee) will ")
    });
    let body = SUBJECT.captures(text).and_then(|groups| groups.name("body"));
    let Some((body, own)) = body.zip(when.body) else { return false };
    !own.to_lowercase().contains(&body.as_str().to_lowercase())
}

fn next_meeting(
    groups: &regex::Captures<'_>,
    text: &str,
    words: &str,
    when: &When<'_>,
) -> Option<Deadline> {
    let dated = groups
        .name("period")
        .and_then(|period| period::read(period.as_str(), when, MissingYear::Next));
    let event = without_end(words, Precision::Event);
    let before = is_before(groups);
    if let Some(period) = dated {
        return Some(Deadline { text: event.text, ..from_period("", period, when, false) });
    }
    let own = is_own(groups, when) && !is_of_another(text, when);
    let Some(date) = when.next_meeting.filter(|_| own) else { return Some(event) };
    Some(on_next_meeting(date, before, event))
}

/// A deadline on the printed date of the next meeting, or the day before it.
fn on_next_meeting(date: Date, before: bool, event: Deadline) -> Deadline {
    Deadline {
        end: if before { add(date, 0, -1) } else { Some(date) },
        precision: Precision::Day,
        basis: Basis::Derived,
        convention: Some("next-meeting".to_owned()),
        ..event
    }
}

/// "before the next meeting": the day before it is the last.
fn is_before(groups: &regex::Captures<'_>) -> bool {
    let prep = groups.name("prep").map_or("", |prep| prep.as_str()).to_lowercase();
    ["before", "prior", "ahead", "in advance"].iter().any(|first| prep.starts_with(first))
}

/// Papers go out "with" an agenda and something is done "in" what sits; "in the next board" is nothing said.
fn goes_with(groups: &regex::Captures<'_>) -> bool {
    let word = |name: &str| groups.name(name).map_or("", |word| word.as_str()).to_lowercase();
    match word("prep").as_str() {
        "with" => word("body") == "agenda",
        "in" => ["meeting", "sitting", "workshop"].contains(&word("body").trim_end_matches('s')),
        "to" | "at" => true,
        // "before the May workshop": an event that is nobody's meeting.
        _ => word("body") != "workshop",
    }
}

/// Whether it is this body's own next meeting that is meant.
fn is_own(groups: &regex::Captures<'_>, when: &When<'_>) -> bool {
    let body = groups.name("body").map_or("", |body| body.as_str()).to_lowercase();
    let own = when.body.unwrap_or("").to_lowercase();
    let plain = |words: &str| {
        words.split_whitespace().all(|word| {
            let word = word.to_lowercase();
            PLAIN.contains(&word.as_str()) || own.contains(&word)
        })
    };
    let between = groups.name("between").map_or("", |words| words.as_str());
    let of = groups.name("of").map_or("", |words| words.as_str());
    let generic = ["meeting", "meetings", "agenda"].contains(&body.as_str());
    let of_plain = of.split_whitespace().all(|word| {
        let word = word.to_lowercase();
        ["the", "of", "and", "for"].contains(&word.as_str())
            || own.contains(&word)
            || own.is_empty() && ["committee", "panel", "board", "group"].contains(&word.as_str())
    });
    (generic || own.contains(&body)) && plain(between) && of_plain
}
