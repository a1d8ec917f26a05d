//! Stretches of time counted from the meeting: "within six months", "in a fortnight's time", "by Friday".

use std::sync::LazyLock;

use minuted_model::{Basis, Date, Deadline, Precision};
use regex::Regex;

use super::When;
use super::undated::{without_end, worked_out};
use crate::dates::{add, weekday};
use crate::found::Found;
use crate::pattern::regex;

const NUMBER: &str = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty(?:[\s-](?:one|four|eight))?|thirty|sixty|ninety)";
const UNIT: &str = r"(?:(?:working\s+|calendar\s+|clear\s+)?(?:day|week|fortnight|month|year)s?|committee\s+cycles?|cycles?|meetings)";

/// "within six months", "in six to nine months’ time", "over the next fortnight", with what it is counted from.
static STRETCH: LazyLock<Regex> = LazyLock::new(|| {
    let lead = r"(?P<lead>within|no\s+later\s+than|not\s+later\s+than|in|over|after|following|during|for\s+review\s+in)";
    let pattern = format!(
        r"(?i)\b{lead}\s+(?:the\s+)?(?P<next>next\s+|coming\s+|following\s+|first\s+)?(?:(?:a|the)\s+(?:maximum\s+)?period\s+of\s+|approximately\s+|about\s+|a\s+further\s+)?(?:(?P<low>{NUMBER})\s+(?:to|or|-|–)\s+|(?P<few>\d{{1,2}})\s?[-–]\s?)?(?P<number>{NUMBER}[\s-]+(?:\([\w\s-]+\)\s+)?)?(?P<unit>{UNIT})\b(?P<time>[’'´`]?s?[’']?\s+time\b)?[’']?(?P<of>\s+(?:of|from|after)\s+(?P<what>(?:[\w’'-]+\s?){{1,8}}))?"
    );
    regex(&pattern)
});

/// What a stretch may be counted from that is the meeting itself.
static FROM_MEETING: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:the\s+)?date\s+hereof\b|^(?:the\s+date\s+of\s+)?(?:this|the|today[’']?s?)\s*(?:meeting|decision|resolution)?(?:\s+date)?\s*(?:and\b.*)?$|^(?:today|now)\b",
    )
});

/// The paper's own day, by what it is.
static OWN_DAY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:the\s+date\s+of\s+)?(?:this|my|our)\s+(?:final\s+)?(?:decision|determination|inquest|judgment|order|report|meeting|letter|notice|resolution|verdict)\b",
    )
});

/// "after six months" sets a time only for looking again.
static LOOKS_AGAIN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:review|report|updat|evaluat|revisit|reconsider|re-?examin|assess|return|consider|bring|brought|monitor)\w*\b[^.;]*$",
    )
});

static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\b(?:(?:on\s+or\s+)?before|by|no\s+later\s+than|not\s+later\s+than|until)\s+{}(?P<next>next\s+|this\s+(?:coming\s+)?|the\s+following\s+)?(?P<day>(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b(?:\s+(?:next|week))?",
        super::phrase::HOUR
    ))
});

/// "to look at it on Saturday", and no "on Saturday mornings" or "on Saturday 4 June".
static ON_DAY: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\bon\s+(?P<day>(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?-i:Mon|Tues?|Wed|Thurs?|Fri|Sat)))\b(?:\.?\s*$|\s*[.;)]|\s+(?:and|at|to)\s)",
    )
});

/// What is still to be done comes before, and nothing that was done: "to thank those who helped on Saturday".
pub(super) fn is_to_be_done(before: &str) -> bool {
    static TASK: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\b(?P<be>be|to|will)\s+(?P<rest>(?:[\w’'&/-]+\s+){1,8})$"));
    let Some(groups) = TASK.captures(before) else { return false };
    let rest = groups.name("rest").map_or("", |rest| rest.as_str());
    let passive =
        rest.starts_with("be ") || groups.name("be").is_some_and(|be| be.as_str() == "be");
    let mut words = rest.split_whitespace().skip(usize::from(passive) * 2);
    !words.any(|word| word.ends_with("ed") || ["who", "which", "that"].contains(&word))
}

/// The first such weekday after a day.
fn next_weekday(day: &str, after: Date) -> Option<Date> {
    let mut ahead = (1..=6).filter_map(|days| add(after, 0, days));
    ahead.find(|date| weekday(*date).is_some_and(|name| name == day))
}

/// A weekday's whole name, lower case.
fn weekday_name(word: &str) -> String {
    let start: String = word.to_lowercase().chars().take(3).collect();
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    names.iter().find(|name| name.starts_with(&start)).map_or(start, |name| (*name).to_owned())
}

/// The stretches of a clause that say by when.
pub(super) fn find(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    let stretches = STRETCH.captures_iter(text).filter_map(|groups| stretch(text, &groups, when));
    let weekdays = WEEKDAY.captures_iter(text).filter_map(|groups| by_weekday(&groups, text, when));
    let on_days = ON_DAY.captures_iter(text).filter_map(|groups| {
        let day = groups.name("day")?;
        let task = is_to_be_done(text.get(..groups.get(0)?.start())?);
        let date = next_weekday(&weekday_name(day.as_str()), when.anchor?).filter(|_| task)?;
        let words = text.get(groups.get(0)?.start()..day.end())?;
        let value = worked_out(words, Some(date), when.anchor, "next-weekday");
        Some(Found { value, range: groups.get(0)?.start()..day.end(), rule: "weekday" })
    });
    stretches.chain(weekdays).chain(on_days).collect()
}

fn stretch(text: &str, groups: &regex::Captures<'_>, when: &When<'_>) -> Option<Found<Deadline>> {
    let whole = groups.get(0)?;
    let has = |name: &str| groups.name(name).is_some();
    let lead = groups.name("lead")?.as_str().to_lowercase();
    let word = groups.name("number").map(|word| word.as_str().trim().to_lowercase());
    let unit = groups.name("unit")?.as_str().to_lowercase();
    // "within the next fortnight" counts one; "within month" counts nothing.
    let count = match &word {
        Some(word) => number(word)?,
        None if has("next") => 1,
        None => return None,
    };
    let article = word.as_deref().is_some_and(|word| word == "a" || word == "an");
    let before = text.get(..whole.start())?;
    let loose = match lead.as_str() {
        "in" => article && !has("time") || word.is_none() && !has("next"),
        "over" | "during" => !has("next"),
        "after" | "following" => !LOOKS_AGAIN.is_match(before),
        _ => false,
    };
    // "in next year's budget" names a budget.
    let owns = whole.as_str().ends_with(['’', '\'']) && text.get(whole.end()..)?.starts_with("s ");
    // "within the 21 day time limit": the limit of something else.
    static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)^ (?:time )?(?:limit|period|target|deadline|timescale|time-?frame|window)\b")
    });
    let limit = whole.as_str().to_lowercase().contains(" the ")
        && !unit.ends_with('s')
        && !has("next")
        && LIMIT.is_match(text.get(whole.end()..)?);
    if loose || owns || limit || is_past_or_rate(before, &unit) {
        return None;
    }
    let what = groups.name("what").map(|what| what.as_str().trim());
    // "of this decision the Council will review": what the decision is followed by is no part of the phrase.
    let told = what.and_then(|what| OWN_DAY.find(what));
    let own = told.is_some() || what.is_none_or(|what| FROM_MEETING.is_match(what));
    let cycles = unit.contains("cycle") || unit.contains("meeting");
    if !own || cycles {
        return counted_from_elsewhere(text, groups, what);
    }
    let end = when.anchor.and_then(|anchor| move_by(anchor, count, &unit));
    let low = groups
        .name("low")
        .or(groups.name("few"))
        .and_then(|low| number(&low.as_str().to_lowercase()));
    let start = low.zip(when.anchor).and_then(|(low, anchor)| move_by(anchor, low, &unit));
    let words_end = match (told, groups.name("what"), groups.name("of")) {
        (Some(told), Some(what), _) => what.start() + told.end(),
        (None, Some(what), Some(of)) if !is_whole(what.as_str()) => of.start(),
        _ => whole.end(),
    };
    let words = text.get(whole.start()..words_end)?.trim_end();
    let weekdays = unit.starts_with("working");
    let convention = if weekdays { "weekdays-from-meeting" } else { "from-meeting" };
    let value = Deadline {
        start,
        end,
        anchor: when.anchor,
        basis: Basis::Derived,
        convention: end.map(|_| convention.to_owned()),
        ..without_end(words, Precision::Day)
    };
    Some(Found { value, range: whole.start()..whole.start() + words.len(), rule: "relative" })
}

/// "of the meeting" to its last word, with no other clause behind it.
fn is_whole(what: &str) -> bool {
    !what.to_lowercase().contains(" and")
}

/// "within 28 days of receipt": a time, but its first day is not known.
fn counted_from_elsewhere(
    text: &str,
    groups: &regex::Captures<'_>,
    what: Option<&str>,
) -> Option<Found<Deadline>> {
    let whole = groups.get(0)?;
    let operation = what.is_some_and(|what| what.to_lowercase().starts_with("operation"));
    let end = match (what, groups.name("of")) {
        (Some(_), Some(of)) => of.start() + cut_phrase(of.as_str()),
        _ => whole.end(),
    };
    let words = text.get(whole.start()..end)?.trim_end();
    let known = operation || groups.name("lead")?.as_str().len() > 2;
    let value = without_end(words, Precision::Event);
    known.then(|| Found {
        value,
        range: whole.start()..whole.start() + words.len(),
        rule: "relative_event",
    })
}

/// Where the words that name an event end: at the turn of the sentence.
fn cut_phrase(words: &str) -> usize {
    let turns = [
        " and ", " to ", " with ", " that ", " which ", " so ", " by ", " be ", " is ", " or ",
        " in ",
    ];
    turns
        .iter()
        .filter_map(|turn| words.get(4..)?.find(turn).map(|at| at + 4))
        .min()
        .unwrap_or(words.len())
}

/// "in the last six months", "no more than twice in 12 months".
fn is_past_or_rate(before: &str, unit: &str) -> bool {
    let before = before.trim_end().to_lowercase();
    let rate = ["once", "twice", "times", "hours", "per cent", "%"];
    rate.iter().any(|word| before.ends_with(word)) && !unit.contains("cycle")
}

fn by_weekday(
    groups: &regex::Captures<'_>,
    text: &str,
    when: &When<'_>,
) -> Option<Found<Deadline>> {
    let whole = groups.get(0)?;
    let follows = text.get(whole.end()..)?.trim_start_matches([' ', ',']);
    if follows.starts_with(|c: char| c.is_ascii_digit()) || follows.starts_with("the ") {
        return None;
    }
    let day = groups.name("day")?.as_str().to_lowercase();
    let words = whole.as_str().to_lowercase();
    let plain =
        groups.name("next").is_none() && !words.ends_with("next") && !words.ends_with("week");
    let next = when.anchor.filter(|_| plain).and_then(|anchor| next_weekday(&day, anchor));
    let before = words.starts_with("before");
    let end = next.and_then(|date| if before { add(date, 0, -1) } else { Some(date) });
    let value = worked_out(whole.as_str(), end, when.anchor, "next-weekday");
    Some(Found { value, range: whole.range(), rule: "weekday" })
}

/// A count in figures or words.
fn number(word: &str) -> Option<i32> {
    const WORDS: [&str; 13] = [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let word = word.split([' ', '(']).next().unwrap_or(word).trim_end_matches('-');
    let tens = [
        ("fourteen", 14),
        ("fifteen", 15),
        ("eighteen", 18),
        ("twenty-one", 21),
        ("twenty-four", 24),
        ("twenty-eight", 28),
        ("twenty", 20),
        ("thirty", 30),
        ("sixty", 60),
        ("ninety", 90),
    ];
    match word {
        "" => None,
        "a" | "an" => Some(1),
        _ => word.parse().ok().or_else(|| {
            let small = WORDS.iter().position(|known| *known == word);
            let large = tens.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
            small.and_then(|at| i32::try_from(at).ok()).or(large)
        }),
    }
}

/// Working days are counted as weekdays without bank holidays.
fn move_by(anchor: Date, count: i32, unit: &str) -> Option<Date> {
    let days = i64::from(count);
    match unit.trim_end_matches('s') {
        "month" | "calendar month" => add(anchor, count, 0),
        "year" | "calendar year" => add(anchor, count * 12, 0),
        "week" => add(anchor, 0, days * 7),
        "fortnight" => add(anchor, 0, days * 14),
        "working day" => (1..=days * 2 + 7)
            .filter_map(|ahead| add(anchor, 0, ahead))
            .filter(|date| weekday(*date).is_some_and(|name| !name.starts_with('s')))
            .nth(usize::try_from(days - 1).ok()?),
        _ => add(anchor, 0, days),
    }
}
