//! Whether a preposition and a period make a deadline, or only say when something was or what it is called.

use std::sync::LazyLock;

use minuted_model::{Deadline, Precision};
use regex::Regex;

use super::When;
use super::period::{MissingYear, Period};
use super::phrase::from_period;
use crate::dates::{add, is_month};
use crate::pattern::regex;

/// A preposition and a period where they stand.
pub(super) struct Phrase<'a> {
    /// Lower case, single spaces.
    pub(super) prep: String,
    /// The period as written.
    pub(super) words: &'a str,
    pub(super) before: &'a str,
    pub(super) after: &'a str,
    /// Whether "at the latest" follows.
    pub(super) latest: bool,
}

/// Words before a date that make it a date of something, not a deadline.
static IDENTIFIES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:\b(?:held|dated|approved|agreed|adopted|published|taken|made|received|presented|considered|circulated|noted|resolved|signed|ended|ending|as\s+at|since|opened|began|begun|updated|passed|issued|submitted|discussed|minutes|meetings?|was|were|had|been|met|took\s+place|expires?|expiring|expired|due\s+to\s+expire|established|granted|carried\s+out|undertaken|completed|introduced|launched|elected|appointed|reported|registered|born|built|recorded|incurred|spent|returned|raised)\s+)$|\b(?:was|were|been)\s+\w+ing\s+$",
    )
});

/// Bodies and papers before "on" a day: the day they met or were written.
static IDENTIFIES_DAY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:committee|cabinet|council|report|letter|decision|board|email|minute|resolution)\s+$",
    )
});

/// "be submitted in March" asks; "submitted in March" tells.
static ASKED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:to|be|and|is|are)\s+(?:\w+\s+)?(?:carried\s+out|\w+)\s+$|\bto\s+be\s+\w+ed\s+and\s+an?\s+\w+\s+(?:made|taken)\s+$",
    )
});

/// Words that make a date without a known meeting one to come.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:applied|apply|effect|effective|commence|begin|start|implemented|introduced)\s+$",
    )
});
static BACK: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\b(?:report|bring|come|refer)(?:s|ed)?(?:\s+\w+){0,2}\s+back\s+(?:to\s+\w+\s+)?$")
});

/// What the period is part of the name of: "the 2023/24 budget", "the March Road scheme".
static NAMED_THING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:(?:capital|revenue|draft|annual|final|general|financial|school|local|corporate|service|council|medium|business|action|delivery|investment|housing)\s+)*(?:budgets?|programmes?|plans?|strategy|strategies|accounts|reports?|outturn|road|street|avenue|close|lane|figures|edition|act|regulations|order|meeting\s+minutes|minutes|committee|resources|reserves?|underspend|overspend|allocation|precept|council\s+tax|grants?|settlement|estimates|survey|census|elections?|workshops?|briefings?|seminars?|away[ -]days?|newsletters?|bulletins?|magazines?|mailings?|ballots?|conferences?|holidays?|cycle|papers?|agenda|report|half[\s-]term)\b",
    )
});

/// "the one in March at which": when something was that is told of.
static TOLD_OF: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^,? (?:at|in|on|during) which\b|^,? (?:when|where) (?:the|it|they|we|members|some)\b",
    )
});

/// "the slip is open from": a stretch of every year.
static RUNS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:open|closed|shut|run|runs|running|available|staffed|lit|serving)\b(?: [\w’'-]+){0,5} $",
    )
});

/// "before the 2008-09 season", "before the summer playing season": an event that only bears the time. "Before the winter season" is
/// before the winter.
static SEASON: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^ (?:[a-z]+ )?(?:season|school\s+year|academic\s+year)\b"));

/// "prior to its release on": the day of what comes after.
static AHEAD_OF: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:before|prior\s+to|ahead\s+of|in\s+advance\s+of)\s+(?:the|its|their|our|this|any)\s+(?:[\w’'-]+\s+){1,5}$",
    )
});

/// "until" a day ends a term, unless somebody has until then to do it, or what is put off is to be done then.
static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:(?:given|allowed|gives?|allows?|delay(?:ed|s)?|leave|left)\s+(?:[\w’'-]+\s+){0,5}|(?:has|have|had)\s+)$",
    )
});

/// "if the owner has not answered by": a day on which something else is looked at, not one to meet.
static CONDITION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:^|[,;(]\s*|\b(?:that|and|but|or)\s+)if\s+(?:the|an?|it|they|he|she|no|none|this|these|any|(?-i:[A-Z])[\w’'-]*)\s(?P<rest>[^,;:.]*)$",
    )
});

/// "the year beginning": a period's own first day.
static BEGINNING: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\b(?:years?|months?|weeks?|fortnight|quarters?|period|term|cycle)\s+$")
});

/// "the May newsletter", "the August break": a month before a noun only says which. What meets is read as a meeting.
static BEFORE_NOUN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^ (?:about|after|again|also|an?|and|as|at|be|because|before|but|by|for|from|if|in|is|next|of|on|once|only|or|rather|since|so|subject|that|the|then|this|through|to|unless|until|using|via|when|where|which|will|with|would|meetings?|sessions?|sittings?)\b",
    )
});

/// "beyond the current deadline of": one that was set before.
static NOT_SET: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)\b(?:beyond|current|existing|extended|old|original|previous)\s+(?:the\s+)?$")
});

/// How long ago a year may lie that a log still has to meet.
const OLD: i16 = 10;

/// Words that only a deadline has.
const SURE: [&str; 20] = [
    "by",
    "erbyn",
    "cyn",
    "no later than",
    "not later than",
    "by no later than",
    "by not later than",
    "no later then",
    "before",
    "prior to",
    "within",
    "until",
    "till",
    "for completion by",
    "for completion in",
    "on or before",
    "at the latest by",
    "by the latest",
    "towards",
    "at no later than",
];

/// The deadline, if it is one.
pub(super) fn judge(phrase: &Phrase<'_>, period: Period, when: &When<'_>) -> Option<Deadline> {
    let future = when.missing == MissingYear::Nearest
        || when.anchor.is_none_or(|anchor| period.whole_end >= anchor);
    let prep = phrase.prep.as_str();
    let lower = phrase.words.to_lowercase();
    let target = prep.contains(" date ") || prep.starts_with("deadline");
    if prep.starts_with("deadline") && NOT_SET.is_match(phrase.before) {
        return None;
    }
    let is_dated = phrase.words.contains(|c: char| c.is_ascii_digit());
    if prep == "from" && !is_dated && RUNS.is_match(phrase.before) {
        return None;
    }
    let sure =
        SURE.contains(&prep) || prep.starts_with("with effect from no") || target || phrase.latest;
    if is_name(phrase) || !future || prep == "within" && period.precision == Precision::Day {
        return None;
    }
    if ends_term(phrase) || is_condition(phrase.before) || is_of_old(period, when) {
        return None;
    }
    if !sure && is_loose(phrase, &lower, period, when) {
        return None;
    }
    let earlier = ["before", "prior to", "cyn"].contains(&prep);
    let of_the_year = !is_dated && phrase.after.starts_with(" season");
    if earlier && !of_the_year && SEASON.is_match(phrase.after) {
        return None;
    }
    let starting = is_start(prep) || starts_at(&lower);
    let mut deadline = from_period(phrase.words, period, when, starting);
    let ahead = prep == "on" && AHEAD_OF.is_match(phrase.before);
    if (earlier || ahead) && !lower.contains("end") && !lower.contains("diwedd") {
        deadline.end = add(period.start, 0, -1);
    }
    if starts_at(&lower) {
        deadline.end =
            deadline.end.map(|_| if prep == "before" { before(period) } else { period.end });
    }
    Some(deadline)
}

/// Whether all that stands before is a condition: "if it is not ready it will be looked at on" has come to what follows.
fn is_condition(before: &str) -> bool {
    let rest = CONDITION.captures(before).and_then(|groups| groups.name("rest"));
    rest.is_some_and(|rest| {
        let mut words = rest.as_str().split_whitespace();
        !words.any(|word| ["will", "would", "shall", "should"].contains(&word))
    })
}

/// Whether it is until then that something stays as it is.
fn ends_term(phrase: &Phrase<'_>) -> bool {
    ["until", "till"].contains(&phrase.prep.as_str()) && !GIVEN.is_match(phrase.before)
}

/// "ledgers kept before 1931": long past, whatever a log may be late with.
fn is_of_old(period: Period, when: &When<'_>) -> bool {
    let oldest = when.anchor.map_or(1990, |anchor| anchor.year - OLD);
    period.whole_end.year < oldest
}

fn before(period: Period) -> minuted_model::Date {
    add(period.start, 0, -1).unwrap_or(period.start)
}

/// "in", "on", "from", "during" say when things are to happen as often as when they did.
fn is_loose(phrase: &Phrase<'_>, lower: &str, period: Period, when: &When<'_>) -> bool {
    let prep = phrase.prep.as_str();
    if TOLD_OF.is_match(phrase.after) {
        return true;
    }
    let plain_year = period.precision == Precision::Year && period.convention.is_none();
    let begins = prep == "from" && (starts_at(lower) || BEGINS.is_match(phrase.before));
    let known = when.anchor.is_some() || begins || BACK.is_match(phrase.before);
    let identified = IDENTIFIES.is_match(phrase.before)
        || prep == "on" && IDENTIFIES_DAY.is_match(phrase.before);
    let identified = identified && !ASKED.is_match(phrase.before);
    // Without its year, a month that lies nearly a year ahead was the last one.
    let far = when.anchor.is_some_and(|anchor| {
        period.anchored() && add(anchor, 9, 0).is_some_and(|limit| period.start > limit)
    });
    // "Closed in winter" is every winter; "in the winter" and "in Spring" are the next.
    // "Join in the march" is none of the year's.
    let march = phrase.words == "the march";
    let habit = prep == "in" && (march || SEASONS.contains(&phrase.words));
    // "A note on March sales", "on winter ferries": what it is about. Only days are met "on".
    let about = prep == "on" && period.precision != Precision::Day;
    let of_period = prep.contains("beginning") && BEGINNING.is_match(phrase.before);
    plain_year
        || habit
        || about
        || of_period
        || identified
        || !known
        || far
        || prep == "in" && period.precision == Precision::Year && !starts_at(lower)
}

const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

fn starts_at(lower: &str) -> bool {
    let lower = lower.strip_prefix("the ").unwrap_or(lower);
    lower.starts_with("start") || lower.starts_with("beginning")
}

fn is_start(prep: &str) -> bool {
    prep.starts_with("from")
        || prep.starts_with("with effect") && !prep.contains("later")
        || prep.contains("commenc")
        || prep.starts_with("beginning")
        || prep.contains("start")
        || prep.starts_with("effective")
        || prep.starts_with("as ")
        || prep.starts_with('w') && prep.contains('f') && prep.len() <= 7
}

/// "the 2023/24 budget", "the March Road scheme", "2019-2024": the period is part of a name.
fn is_name(phrase: &Phrase<'_>) -> bool {
    let next = phrase.after.trim_start();
    let spaced = phrase.after.starts_with(' ');
    let in_range = phrase.after.starts_with(['-', '/', '–']);
    let capital = spaced
        && next.starts_with(char::is_uppercase)
        && phrase.words.split_whitespace().count() == 1
        && phrase.words.chars().all(char::is_alphabetic);
    spaced && NAMED_THING.is_match(next) || in_range || capital || is_before_noun(phrase)
}

/// "in the May newsletter": the month tells one such thing from the others.
fn is_before_noun(phrase: &Phrase<'_>) -> bool {
    let mut words = phrase.words.split_whitespace();
    let the = words.next().is_some_and(|first| first.eq_ignore_ascii_case("the"));
    let month = words.next().is_some_and(|month| is_month(&month.to_lowercase()));
    let noun = phrase.after.starts_with(' ')
        && phrase.after.trim_start().starts_with(char::is_lowercase)
        && !BEFORE_NOUN.is_match(phrase.after);
    let loose = ["in", "on", "during", "from"].contains(&phrase.prep.as_str());
    loose && the && month && words.next().is_none() && noun
}
