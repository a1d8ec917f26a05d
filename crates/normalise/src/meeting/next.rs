//! The date of the next meeting, where a paper prints one: "Date of next meeting: Monday 30th July".

use std::sync::LazyLock;

use minuted_model::{Date, Document};
use regex::Regex;

use crate::dates::{self, DAY, Order, Partial, add, civil};
use crate::pattern::regex;

static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?i)\b(?:dates?\s+(?:and\s+(?:time|venue|place)s?\s+)?(?:of|for)\s+(?:the\s+)?next\s+(?:\w+\s+){{0,2}}?meeting|(?:future|forthcoming)\s+(?:meeting\s+dates?|dates?\s+of\s+meetings?|meetings)|(?:the\s+)?next\s+(?:ordinary\s+|scheduled\s+|regular\s+|full\s+|public\s+|monthly\s+|quarterly\s+|formal\s+|business\s+|parish\s+council\s+|council\s+|committee\s+|board\s+|cabinet\s+)?meeting(?:\s+(?:of\s+the\s+(?:parish\s+council|council|committee|board|panel|cabinet)))?)\b\.?(?:\s*[:–-]\s*|[\t\n][A-Za-z ]{{0,20}}[\t\n]|\s+)(?:(?:is|will|would|to|be|was|has|been|take|place|held|arranged|scheduled|confirmed|as|due|fixed|set|on|for|at)\s+){{0,8}}(?:the\s+)?(?P<date>{DAY})"
    );
    regex(&pattern)
});

/// "Date of next meeting" over "The next meeting of the Ferry Trust will take place on 3 May": the heading says whose it is.
static BELOW_HEADING: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\bnext\s+meeting\s*\n[\s\d.\\)]*the\s+next\s+meeting\s+of\s+[^.\n]{{3,80}}?\s(?:is|will|would|to)\s+(?:(?:is|will|be|take|place|held|scheduled|to|on)\s+){{0,6}}(?P<date>{DAY})"
    ))
});

/// "Date of Next Meeting & Forward agenda" over dates in lines of their own, each behind what is held on it: the first "Board Meeting
/// 26th February" is it, and no "Away Day 18th February" above that.
static BELOW_BY_NAME: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\bdates?\s+of\s+(?:the\s+)?next\s+meetings?\b[^\n]{{0,40}}\n+(?:[^\n.]{{3,60}}\n){{0,2}}?(?:[\d.]+\s)?(?:(?:board|council|committee|panel|forum|group|cabinet)\s+)?meetings?\s*[:–-]?\s*(?:on\s+)?(?P<date>{DAY})"
    ))
});

/// "The meeting was adjourned at 7.10 until November 20, 2023".
static ADJOURNED: LazyLock<Regex> = LazyLock::new(|| {
    regex(&format!(
        r"(?i)\bmeeting\s+(?:(?:was|is|be|stands?|stood)\s+)?adjourned(?:\s+at\s+[^;\n]{{3,14}}?)?,?\s+(?:until|till|to\s+meet\s+(?:again\s+)?on)\s+(?P<date>{DAY})"
    ))
});

/// How far ahead a next meeting may lie, months.
const FAR: i32 = 7;

/// Every date that a paper prints for a next meeting.
pub(crate) fn printed(document: &Document, order: Order) -> Vec<Partial> {
    let text = &document.text;
    let places = [&NEXT, &BELOW_HEADING, &BELOW_BY_NAME, &ADJOURNED].into_iter();
    let places = places.flat_map(|pattern| pattern.captures_iter(text));
    places
        .filter_map(|groups| {
            dates::partial(groups.name("date")?.as_str(), order).into_iter().next()
        })
        .map(|(written, _)| written)
        .collect()
}

/// The date of the next meeting after `meeting`; `None` where two places disagree, or it does not lie ahead.
pub(crate) fn date(printed: &[Partial], meeting: Option<Date>) -> Option<Date> {
    let meeting = meeting?;
    let limit = add(meeting, FAR, 0)?;
    let mut found = printed.iter().filter_map(|written| {
        let near = |year: i16| {
            civil(year, written.month, written.day).filter(|date| *date > meeting && *date <= limit)
        };
        written.year.map_or_else(|| near(meeting.year).or_else(|| near(meeting.year + 1)), near)
    });
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(text: &str) -> Option<String> {
        let document = Document { text: text.to_owned(), ..Document::default() };
        date(&printed(&document, Order::of(text)), civil(2018, 6, 25)).map(|date| date.to_string())
    }

    #[test]
    fn a_printed_next_meeting_is_found() {
        for (text, iso) in [
            ("12. Date of next meeting: Monday 30th July 2018 at 7pm", "2018-07-30"),
            ("2723. Date of next meeting: July 30th.", "2018-07-30"),
            ("Held 6/25/2018. Date of next meeting: 7/9/2018.", "2018-07-09"),
            ("The next meeting will be held on 4 September 2018.", "2018-09-04"),
            ("Next meeting – Tuesday 8th January", "2019-01-08"),
            ("Date of next meeting\tChair\tMonday 30 July 2018, 7.30pm", "2018-07-30"),
            ("12. Date of next meeting.\n\nMonday 30 July 2018 at 7pm", "2018-07-30"),
            (
                "The next meeting will be held on Tuesday the 24th of July 2018 at 3pm.",
                "2018-07-24",
            ),
            ("Future meeting dates:\nThursday 5th July 2018", "2018-07-05"),
            ("Date and Time of Next Meeting\nMonday 30 July 2018", "2018-07-30"),
            ("Next meeting. Tues, 4th September.", "2018-09-04"),
            (
                "The next public meeting is scheduled to take place on Monday 30 July 2018.",
                "2018-07-30",
            ),
            (
                "Date and time of next meeting\n\n17. The next meeting of the Ferry Trust will take place on Monday 30 July 2018",
                "2018-07-30",
            ),
            (
                "12. Date of Next Meeting & Forward agenda\nBoard Away Day 18th July\nBoard Meeting 30th July",
                "2018-07-30",
            ),
            ("9. Date of next meeting:\n\nCouncil meeting – 30 July 2018, 7pm", "2018-07-30"),
            ("the meeting was adjourned at 5:12PM until July 30, 2018.", "2018-07-30"),
        ] {
            assert_eq!(next(text).as_deref(), Some(iso), "{text}");
        }
    }

    #[test]
    fn past_far_or_contradicting_dates_are_none() {
        for text in [
            "The next meeting was held on 4 May 2018.",
            "Next meeting: 4 September 2018. Next meeting: 5 September 2018.",
            "Date of next meeting: 3 June 2021",
            "the next meeting of the Friends of Elm Park is on 4 September 2018",
            "Date of next meeting: to be agreed",
            "Date of Next Meeting & Forward agenda\nBoard Away Day 18th July\nThe fair is on 30th July",
            "Date of next meeting\nSite visit on 30 July 2018. Members to bring boots.\nMeeting 30 July",
            "The meeting was adjourned at 5.12 pm and the fair was put off until 30 July 2018.",
        ] {
            assert_eq!(next(text), None, "{text}");
        }
    }
}
