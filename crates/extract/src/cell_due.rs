//! The lines of a cell headed by when: those that say a day, and those that tell what has been done.

use std::sync::LazyLock;

use minuted_model::{Document, Span};
use regex::Regex;

/// A month as cells write it.
const MONTH: &str = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}";

/// The beginning of a day or of what leads to one: "By ..", "End of ..", "March 2006", "31.3.06".
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        concat!(
            r"(?i)^(?:(?:(?:due|target|revised|original|now|completed?|to be (?:done|completed)|finish(?:ed)?|report) )?(?:by|before|within|until|till|no later than|not later than)\b",
            r"|(?:the )?(?:end|early|mid|late|middle|beginning|start)\b|[0-9]{{1,2}}(?:st|nd|rd|th)?\b|q[1-4]\b",
            r"|(?:20)[0-9]{{2}}\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
            r"|{month}\b",
            r"|(?:spring|summer|autumn|winter|fall|easter|christmas)\b)"
        ),
        month = MONTH
    ))
    .expect("a fixed pattern compiles")
});

/// Words for when that name no day.
static RHYTHM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:ongoing|on-going|continuous|immediate|asap|as soon as|next |each |every |annual|quarterly|monthly|weekly|tb[acd]\b)")
        .expect("a fixed pattern compiles")
});

/// What has been done, with its day: "Done (April 2005)", "Backlog cleared June 2005", "In post since June".
static PAST: LazyLock<Regex> = LazyLock::new(|| {
    const DONE: &str = "done|completed|achieved|implemented|finished|actioned|cleared|ordered|appointed|installed|delivered|signed|issued|published|sent|held|received|adopted|launched|recruited";
    let date = format!("[0-9]{{1,4}}|{MONTH}");
    Regex::new(&format!(
        r"(?i)^(?:(?:already |now )?(?:{DONE}) ?[-–:,(]? ?(?:(?:in|on) )?(?:(?:early|mid|late)[ -])?(?:{date})\b|complete ?[-–:(] ?(?:{date})\b|[a-z][\w’' ]{{1,40}} (?:was |were |has been |have been )?(?:{DONE}) (?:(?:in|on) )?(?:{date})\b|.{{1,40}}\bsince (?:{date})\b|[0-9]+ (?:out )?of (?:the )?[0-9]+ )"
    ))
    .expect("a fixed pattern compiles")
});

/// What a line of such a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    Day,
    Rhythm,
    Past,
    Other,
}

fn line(words: &str) -> Line {
    let words = words.trim();
    // "Survey to be sent in May" is still to come.
    if !words.contains(" be ") && PAST.is_match(words) {
        Line::Past
    } else if DAY.is_match(words) {
        Line::Day
    } else if RHYTHM.is_match(words) {
        Line::Rhythm
    } else {
        Line::Other
    }
}

/// The lines of a cell that say by when, and those that tell what was done. Among lines that begin with a day the others
/// are no deadline; what was done never is.
pub(crate) fn part(document: &Document, cell: &[Span]) -> (Vec<Span>, Vec<Span>) {
    let read: Vec<(Span, Line)> =
        cell.iter().map(|span| (*span, line(document.slice(*span)))).collect();
    let with_day = read.len() > 1 && read.iter().any(|(_, line)| *line == Line::Day);
    let says = |line: Line| match line {
        Line::Past => false,
        Line::Other => !with_day,
        Line::Day | Line::Rhythm => true,
    };
    let (due, told): (Vec<_>, Vec<_>) = read.into_iter().partition(|(_, line)| says(*line));
    let spans = |lines: Vec<(Span, Line)>| lines.into_iter().map(|(span, _)| span).collect();
    (spans(due), spans(told))
}

/// Whether every line says by when or what was done: then each may answer the bullet beside it.
pub(crate) fn is_line_by_line(document: &Document, cell: &[Span]) -> bool {
    cell.iter().all(|span| line(document.slice(*span)) != Line::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_no_day_to_come() {
        for words in ["Done (May 2031)", "Signs installed in May", "Two in post since June."] {
            assert_eq!(line(words), Line::Past, "{words}");
        }
        for words in ["By end of May 2031", "Complete by March", "31.3.32", "May 2031"] {
            assert_eq!(line(words), Line::Day, "{words}");
        }
        assert_eq!(line("Ongoing"), Line::Rhythm);
        for words in
            ["See report to the Board", "Work to be done in March", "Survey to be sent May"]
        {
            assert_eq!(line(words), Line::Other, "{words}");
        }
    }
}
