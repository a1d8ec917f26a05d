//! The date of the next meeting, where a paper prints one: "Date of next meeting: Monday 30th July".

use std::sync::LazyLock;

use minuted_model::{Date, Document};
use regex::Regex;

use crate::dates::{self, DAY, Order, Partial, add, civil};
use crate::pattern::regex;

static NEXT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?i)\b(?:dates?\s+(?:and\s+(?:time|venue|place)s?\s+)?(?:of|for)\s+(?:the\s+)?next\s+(?:\w+\s+){{0,2}}?meeting|(?:future|forthcoming)\s+(?:meeting\s+dates?|dates?\s+of\s+meetings?|meetings)|(?:the\s+)?next\s+(?:ordinary\s+|scheduled\s+|regular\s+|full\s+|parish\s+council\s+|council\s+|committee\s+|board\s+|cabinet\s+)?meeting(?:\s+(?:of\s+the\s+(?:parish\s+council|council|committee|board|panel|cabinet)))?)\b\.?(?:\s*[:–-]\s*|[\t\n][A-Za-z ]{{0,20}}[\t\n]|\s+)(?:(?:is|will|would|to|be|was|has|been|take|place|held|arranged|scheduled|confirmed|as|due|fixed|set|on|for|at)\s+){{0,8}}(?:the\s+)?(?P<date>{DAY})"
    );
    regex(&pattern)
});

/// How far ahead a next meeting may lie, months.
const FAR: i32 = 7;

/// Every date that a paper prints for a next meeting.
pub(crate) fn printed(document: &Document, order: Order) -> Vec<Partial> {
    let places = NEXT.captures_iter(&document.text);
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
        ] {
            assert_eq!(next(text), None, "{text}");
        }
    }
}
