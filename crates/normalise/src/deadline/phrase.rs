//! Phrases that say by when: a preposition and a period, a stretch of time from the meeting, an event, a vague wish.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Basis, Date, Deadline, Precision};
use regex::Regex;

use super::When;
use super::period::{self, MissingYear, Period};
use crate::dates::add;
use crate::found::Found;

static DATED: LazyLock<Regex> = LazyLock::new(|| {
    let prepositions = r"with\s+effect\s+from\s+(?:no\s+later\s+than)?|(?:no|not)\s+later\s+than|(?:to\s+)?commenc(?:e|ing)\s+(?:in|on|from)?|starting\s+(?:in|on|from)?|for\s+completion\s+(?:by|in)|by|before|prior\s+to|until|from|within|during|in|on|at\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s+){0,6}(?:meeting|committee|board|council|cabinet)\s+(?:in|on|of)|to\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s+){0,6}(?:meeting|committee|council|cabinet)\s+(?:in|on)";
    let pattern =
        format!(r"(?i)\b(?P<prep>{prepositions})\s+(?P<period>{})", period::PATTERN.as_str());
    Regex::new(&pattern).expect("a fixed pattern compiles")
});

static RELATIVE: LazyLock<Regex> = LazyLock::new(|| {
    let number =
        r"(?P<number>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)";
    let unit = r"(?P<unit>(?:working\s+|calendar\s+)?(?:day|week|fortnight|month|year)s?)";
    let pattern = format!(
        r"(?i)\b(?:within\s+(?:the\s+next\s+|a\s+period\s+of\s+)?|in\s+|after\s+(?:a\s+period\s+of\s+)?|following\s+a\s+period\s+of\s+|over\s+the\s+next\s+|in\s+the\s+next\s+){number}[\s-]+{unit}(?:[’']?s?[’']?\s+time\b)?(?P<tail>\s+of\b)?"
    );
    Regex::new(&pattern).expect("a fixed pattern compiles")
});

static NEXT_MEETING: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?i)\b(?:at|to|by|for|before|ahead\s+of)\s+(?:(?:the|its|their|our)\s+)?next\s+(?:available\s+|scheduled\s+|appropriate\s+|ordinary\s+)?(?:[\w’'-]+\s+){{0,4}}?meeting(?:\s+of\s+(?:the\s+)?(?:[A-Z][\w’'-]*\s*)+)?(?:\s*,?\s*(?:on|in|to\s+be\s+held\s+on)\s+(?P<period>{}))?",
        crate::dates::DAY
    );
    Regex::new(&pattern).expect("a fixed pattern compiles")
});

static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:(?:ahead|in\s+advance)\s+of\s+(?:the|its|their)\s+(?:[\w’'-]+\s+){0,3}?(?:meeting|session|visit|event|consultation|election)s?|in\s+time\s+for\s+(?:the\s+)?[\w’' -]{3,60}|(?:before|prior\s+to|by)\s+(?:Easter|Christmas|the\s+(?:summer|winter|easter|christmas)\s+(?:recess|holidays?|break)|the\s+next\s+(?:election|budget|agm)))").expect("a fixed pattern compiles")
});

static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:at\s+(?:the|its|their)\s+earliest\s+(?:opportunity|convenience|possible\s+\w+)|as\s+soon\s+as\s+(?:is\s+)?(?:possible|practicable|practical|practically\s+possible|reasonably\s+\w+)|asap\b|in\s+due\s+course|(?:to|at|for)\s+an?\s+(?:future|later|subsequent)\s+(?:[\w’'-]+\s+){0,3}?(?:meeting|date|stage)|without\s+delay|when\s+(?:resources|time|funds)\s+(?:allow|permit)|at\s+the\s+appropriate\s+time)").expect("a fixed pattern compiles")
});

/// Words before a date that make it a date of something, not a deadline.
static IDENTIFIES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\b(?:held|dated|approved|agreed|adopted|published|taken|made|received|presented|considered|circulated|noted|resolved|signed|ended|ending|as\s+at|since|opened|began|begun|updated|passed|issued|submitted|discussed|minutes|meetings?|was|were|had|been|met|took\s+place)\s+)$").expect("a fixed pattern compiles")
});

/// Bodies and papers before "on" a day: the day they met or were written.
static IDENTIFIES_DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:committee|cabinet|council|report|letter|decision|board)\s+$")
        .expect("a fixed pattern compiles")
});

/// "be submitted in March" asks; "submitted in March" tells.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:to|be|and)\s+\w+\s+$").expect("a fixed pattern compiles")
});

/// Words that make a date without a known meeting one to come.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:applied|apply|effect|effective|commence|begin|start|implemented|introduced)\s+$",
    )
    .expect("a fixed pattern compiles")
});
static BACK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:report|bring|come|refer)(?:s|ed)?(?:\s+\w+){0,2}\s+back\s+(?:to\s+\w+\s+)?$",
    )
    .expect("a fixed pattern compiles")
});

/// What a due column says when there is no deadline.
static NO_DEADLINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\W*(?:on-?\s?going|n/?a|none|complete[d]?|done|closed|tbc|tba|t\.b\.c\.?|to\s+be\s+(?:confirmed|agreed|determined)|not\s+applicable|discharged|-*)\W*$").expect("a fixed pattern compiles")
});

/// The deadlines of a clause, in text order, overlaps settled for the one that begins first, then the longer.
pub(super) fn find(text: &str, when: &When) -> Vec<Found<Deadline>> {
    let mut found = next_meetings(text, when);
    found.extend(dated(text, when));
    found.extend(relative(text, when));
    found.extend(undated(text, &EVENT, Precision::Event, "event"));
    found.extend(undated(text, &VAGUE, Precision::Vague, "vague"));
    found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.range.end)));
    let mut kept: Vec<Found<Deadline>> = Vec::new();
    for next in found {
        match kept.last_mut() {
            Some(last) if last.range.end > next.range.start => {}
            Some(last) if explains(text, last, &next) => take_over(text, last, next),
            _ => kept.push(next),
        }
    }
    kept
}

/// A due column: its whole text.
pub(super) fn read_cell(text: &str, when: &When) -> Vec<Found<Deadline>> {
    let trimmed = text.trim();
    if NO_DEADLINE.is_match(trimmed) {
        return Vec::new();
    }
    let start = text.len() - text.trim_start().len();
    let range = start..start + trimmed.len();
    let whole = |deadline: Deadline, rule| {
        vec![Found {
            value: Deadline { text: trimmed.to_owned(), ..deadline },
            range: range.clone(),
            rule,
        }]
    };
    if let Some(found) = find(trimmed, when).into_iter().next() {
        return whole(found.value, found.rule);
    }
    let period =
        PERIOD.find(trimmed).and_then(|found| period::read(found.as_str(), when, when.missing));
    match period {
        Some(period) => whole(
            from_period(
                "",
                period,
                when,
                period.start == period.end && period.precision != Precision::Day,
            ),
            "due_column",
        ),
        None if trimmed.chars().any(char::is_alphabetic) => {
            whole(without_end("", Precision::Event), "due_column")
        }
        None => Vec::new(),
    }
}

static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!("(?i){}", period::PATTERN.as_str())).expect("a fixed pattern compiles")
});

fn dated(text: &str, when: &When) -> Vec<Found<Deadline>> {
    let found = DATED.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let prep = groups.name("prep")?.as_str().to_lowercase();
        let words = groups.name("period")?;
        let before = text.get(..whole.start())?;
        let after = text.get(whole.end()..)?;
        let period = period::read(words.as_str(), when, MissingYear::Next)?;
        let deadline = judge(&prep, period, words.as_str(), before, after, when)?;
        let deadline = Deadline { text: whole.as_str().trim().to_owned(), ..deadline };
        Some(Found { value: deadline, range: whole.range(), rule: "dated" })
    });
    found.collect()
}

/// Whether a preposition and a period make a deadline, and which.
fn judge(
    prep: &str,
    period: Period,
    words: &str,
    before: &str,
    after: &str,
    when: &When,
) -> Option<Deadline> {
    let future = when.anchor.is_none_or(|anchor| period.whole_end >= anchor);
    let sure = [
        "by",
        "no later than",
        "not later than",
        "before",
        "prior to",
        "within",
        "until",
        "for completion by",
        "for completion in",
    ]
    .contains(&prep)
        || prep.starts_with("with effect from no");
    let named = is_name(words, after);
    let plain_year = period.precision == Precision::Year && period.convention.is_none();
    if !sure {
        let begins = prep == "from" && (words.contains("start") || BEGINS.is_match(before));
        let known = when.anchor.is_some() || begins || BACK.is_match(before);
        let identified =
            IDENTIFIES.is_match(before) || prep == "on" && IDENTIFIES_DAY.is_match(before);
        let identified = identified && !ASKED.is_match(before);
        let loose = plain_year || named || identified || !known || !future;
        if loose || prep == "in" && period.precision == Precision::Year {
            return None;
        }
    }
    if named || !future {
        return None;
    }
    let before_it = prep == "before" || prep == "prior to";
    let whole_period = words.to_lowercase().contains("end of");
    let starting = prep.starts_with("from")
        || prep.starts_with("with effect") && !prep.contains("later")
        || prep.contains("commenc")
        || prep.starts_with("starting");
    let mut deadline =
        from_period(words, period, when, starting || words.to_lowercase().contains("start of"));
    if before_it && !whole_period {
        deadline.end = add(period.start, 0, -1);
    }
    Some(deadline)
}

/// "the 2023/24 budget", "the March Road scheme": the period is part of a name.
fn is_name(words: &str, after: &str) -> bool {
    let next = after.trim_start();
    let spaced = after.starts_with(' ');
    let noun = [
        "budget",
        "programme",
        "plan",
        "strategy",
        "accounts",
        "report",
        "outturn",
        "road",
        "street",
        "figures",
        "edition",
        "act",
        "regulations",
        "meeting minutes",
        "committee",
    ]
    .iter()
    .any(|noun| next.to_lowercase().starts_with(noun));
    let in_range = after.starts_with('-') || after.starts_with('/') || after.starts_with('–');
    let capital = spaced
        && next.starts_with(char::is_uppercase)
        && words.split_whitespace().count() == 1
        && words.chars().all(char::is_alphabetic);
    spaced && noun || in_range || capital
}

fn from_period(words: &str, period: Period, when: &When, starting: bool) -> Deadline {
    // A month in which something is to begin is met until it is over.
    let end =
        if starting && period.precision != Precision::Month { period.start } else { period.end };
    let spans = period.precision != Precision::Day;
    Deadline {
        text: words.to_owned(),
        start: (starting || spans).then_some(period.start),
        end: Some(end),
        precision: period.precision,
        anchor: when.anchor.filter(|_| period.basis == Basis::Derived),
        basis: period.basis,
        convention: period.convention.map(str::to_owned),
    }
}

fn without_end(words: &str, precision: Precision) -> Deadline {
    Deadline {
        text: words.to_owned(),
        start: None,
        end: None,
        precision,
        anchor: None,
        basis: Basis::Stated,
        convention: None,
    }
}

fn relative(text: &str, when: &When) -> Vec<Found<Deadline>> {
    let found = RELATIVE
        .captures_iter(text)
        .filter(|groups| groups.name("tail").is_none())
        .filter_map(|groups| {
            let whole = groups.get(0)?;
            let count = number(groups.name("number")?.as_str())?;
            let unit = groups.name("unit")?.as_str().to_lowercase();
            let end = when.anchor.and_then(|anchor| move_by(anchor, count, &unit));
            let deadline = Deadline {
                end,
                anchor: when.anchor,
                basis: Basis::Derived,
                convention: end.map(|_| "from-meeting".to_owned()),
                ..without_end(whole.as_str(), Precision::Day)
            };
            Some(Found { value: deadline, range: whole.range(), rule: "relative" })
        });
    found.collect()
}

fn number(word: &str) -> Option<i32> {
    const WORDS: [&str; 13] = [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = word.to_lowercase();
    match word.as_str() {
        "a" | "an" => Some(1),
        "eighteen" => Some(18),
        _ => word.parse().ok().or_else(|| {
            WORDS.iter().position(|known| *known == word).and_then(|at| i32::try_from(at).ok())
        }),
    }
}

/// Working days are counted as days of the week without bank holidays: five to the week.
fn move_by(anchor: Date, count: i32, unit: &str) -> Option<Date> {
    let days = i64::from(count);
    match unit.trim_end_matches('s') {
        "month" => add(anchor, count, 0),
        "year" => add(anchor, count * 12, 0),
        "week" => add(anchor, 0, days * 7),
        "fortnight" => add(anchor, 0, days * 14),
        "working day" => add(anchor, 0, days + (days / 5) * 2),
        _ => add(anchor, 0, days),
    }
}

fn next_meetings(text: &str, when: &When) -> Vec<Found<Deadline>> {
    let found = NEXT_MEETING.captures_iter(text).filter_map(|groups| {
        let whole = groups.get(0)?;
        let dated = groups
            .name("period")
            .and_then(|words| period::read(words.as_str(), when, MissingYear::Next));
        let event = without_end(whole.as_str().trim_end(), Precision::Event);
        let deadline = match (dated, when.next_meeting) {
            (Some(period), _) => {
                Deadline { text: event.text, ..from_period("", period, when, false) }
            }
            (None, Some(date)) => Deadline {
                end: Some(date),
                precision: Precision::Day,
                basis: Basis::Derived,
                convention: Some("next-meeting".to_owned()),
                ..event
            },
            (None, None) => event,
        };
        Some(Found {
            value: deadline,
            range: whole.start()..whole.start() + whole.as_str().trim_end().len(),
            rule: "next_meeting",
        })
    });
    found.collect()
}

fn undated(
    text: &str,
    pattern: &Regex,
    precision: Precision,
    rule: &'static str,
) -> Vec<Found<Deadline>> {
    let found = pattern.find_iter(text).map(|whole| {
        let words = cut(whole.as_str());
        Found {
            value: without_end(words, precision),
            range: whole.start()..whole.start() + words.len(),
            rule,
        }
    });
    found.collect()
}

/// An event's name ends where the sentence turns.
fn cut(words: &str) -> &str {
    let turns = [" and ", " to ", " with ", " that ", " which ", " so "];
    let end = turns.iter().filter_map(|turn| words.find(turn)).min().unwrap_or(words.len());
    words.get(..end).unwrap_or(words).trim_end()
}

/// "within two months (i.e. at the meeting on ..)": the bracket says which day is meant.
fn explains(text: &str, last: &Found<Deadline>, next: &Found<Deadline>) -> bool {
    let between = text.get(last.range.end..next.range.start).unwrap_or("").trim().to_lowercase();
    ["(i.e.", "(ie", "(that is", "(i.e"].contains(&between.as_str())
}

fn take_over(text: &str, last: &mut Found<Deadline>, next: Found<Deadline>) {
    let range: Range<usize> = last.range.start..next.range.end;
    let words = text.get(range.clone()).unwrap_or("").to_owned();
    *last = Found { value: Deadline { text: words, ..next.value }, range, rule: next.rule };
}
