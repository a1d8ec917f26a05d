//! The meeting: council, body, date, sort of paper and whether it is final, each with its place.
//! What the paper says on its first page counts before what its file is called.

mod next;

pub(crate) use self::next::date as next_date;

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Block, Date, Document, DocumentStatus, DocumentType, Evidence, Meeting, Span};
use regex::Regex;

use crate::dates;
use crate::evidence;

/// How many blocks from the top are read, furniture included.
const TOP: usize = 40;

static COUNCIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?-i:[A-Z][\w’'-]*|[A-Z]+)(?:,? (?:and |of |the |with |upon |on |in |& )*(?-i:[A-Z][\w’'-]*)){0,7}) (?i:(?:city and county |metropolitan |london )?(?:(?:county|city|borough|district|town|parish|community|unitary|metropolitan borough|royal borough) )*council)\b").expect("a fixed pattern compiles")
});

static BODY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:(?-i:[A-Z][\w’'&-]*)(?:,? (?:and |of |for |the |& |to )*(?-i:[A-Z][\w’'&-]*)){0,8} )?(?i:committee|sub-committee|panel|commission|cabinet|executive|board|forum|county council|full council|working group|user group)\b(?: (?-i:[A-Z]+)\b)?").expect("a fixed pattern compiles")
});

static HELD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:held|meeting|date|minutes|on|dated)\b").expect("a fixed pattern compiles")
});
static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:previous|last)\s+(?:meeting|minutes)|minutes\s+of\s+the\s+meeting\s+held\s+on.{0,60}(?:signed|confirmed|approved)|published|signed|next\s+meeting|deadline|despatch").expect("a fixed pattern compiles")
});

/// Reads the meeting of a paper; `path` helps where the paper does not say.
pub(crate) fn read(document: &Document, path: &str) -> (Meeting, Vec<Evidence>) {
    let in_rows = |block: &&Block| block.cell.is_some_and(|cell| cell.row > 1);
    let content =
        document.blocks.iter().filter(|block| block.is_content() && !in_rows(block)).take(TOP);
    let furniture = document.blocks.iter().filter(|block| !block.is_content()).take(10);
    let places: Vec<Span> = content.chain(furniture).map(|block| block.span).collect();
    let mut evidence = Vec::new();
    let mut keep = |field: &str, rule: &str, span: Span| {
        evidence.extend(evidence::at(document, field, rule, &[span]));
    };
    let council = find(document, &places, council_in);
    let body = find(document, &places, body_in);
    let date = find_date(document, &places);
    let said = |found: &Option<(String, Span)>| found.as_ref().map(|(words, _)| words.clone());
    for (field, found) in [("meeting.council", &council), ("meeting.body", &body)] {
        found.iter().for_each(|(_, span)| keep(field, "first_page", *span));
    }
    date.iter().for_each(|(_, span)| keep("meeting.date", "first_page", *span));
    let (document_type, document_status) = sort(document, &places, path);
    let meeting = Meeting {
        council: said(&council),
        body: said(&body),
        date: date.map(|(date, _)| date).or_else(|| date_in_path(path)),
        item_number: None,
        item_title: item_title(document),
        document_type,
        document_status,
    };
    (meeting, evidence)
}

fn find(
    document: &Document,
    places: &[Span],
    read: fn(&str) -> Option<Range<usize>>,
) -> Option<(String, Span)> {
    places.iter().find_map(|place| {
        let words = document.slice(*place);
        let range = read(words).filter(|_| words.len() < 300)?;
        let span = Span::new(place.start + range.start, place.start + range.end);
        Some((document.slice(span).to_owned(), span))
    })
}

fn council_in(words: &str) -> Option<Range<usize>> {
    let found = COUNCIL.find(words)?;
    let name = found.as_str();
    let starts =
        ["MINUTES OF THE MEETING OF ", "Minutes of the meeting of ", "MINUTES OF ", "Minutes of "];
    let cut = starts.iter().find(|start| name.starts_with(**start)).map_or(0, |start| start.len());
    let generic = [
        "the council",
        "full council",
        "this council",
        "county council",
        "city council",
        "borough council",
        "district council",
        "town council",
        "parish council",
        "community council",
    ];
    let rest = name.get(cut..).unwrap_or(name);
    (!generic.contains(&rest.to_lowercase().as_str())).then(|| found.start() + cut..found.end())
}

/// Bodies that are none: an officer, the public's own part of the meeting.
static NO_BODY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)chief executive|public (?:forum|session)|executive (?:director|summary|member|officer)|notice ?board").expect("a fixed pattern compiles")
});

fn body_in(words: &str) -> Option<Range<usize>> {
    if words.split_whitespace().count() > 24 || NO_BODY.is_match(words) {
        return None;
    }
    let found = BODY.find(words).filter(|found| found.as_str().starts_with(char::is_uppercase))?;
    let councils = COUNCIL.find(words).is_some_and(|council| {
        council.start() <= found.start() && found.end() <= council.end() + 6
    });
    let alone = !found.as_str().contains(' ')
        && !["Cabinet", "Executive", "CABINET", "EXECUTIVE", "Board"].contains(&found.as_str());
    (!councils && !alone).then(|| found.range())
}

/// The first full date near a word that says it is the meeting's; else the first on the first lines.
fn find_date(document: &Document, places: &[Span]) -> Option<(Date, Span)> {
    let dated: Vec<(Date, Span, &str)> = places
        .iter()
        .filter_map(|place| {
            let words = document.slice(*place);
            let (date, range) = dates::full(words).into_iter().next()?;
            (!EARLIER.is_match(words) && words.len() < 500).then_some((
                date,
                Span::new(place.start + range.start, place.start + range.end),
                words,
            ))
        })
        .collect();
    let held = dated
        .iter()
        .find(|(_, _, words)| HELD.is_match(words) || words.split_whitespace().count() <= 12);
    held.or(dated.first()).map(|(date, span, _)| (*date, *span))
}

/// `minutes-20101110.pdf`, `2018-06-25`, `Printed minutes 30th-Jan-2025`: the name is only a fallback.
fn date_in_path(path: &str) -> Option<Date> {
    static PACKED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\D)(?P<y>(?:19|20)\d{2})[-_]?(?P<m>\d{2})[-_]?(?P<d>\d{2})(?:\D|$)")
            .expect("a fixed pattern compiles")
    });
    let name = path.rsplit('/').next().unwrap_or(path);
    let packed = PACKED.captures(name).and_then(|groups| {
        let number = |part: &str| groups.name(part)?.as_str().parse::<i16>().ok();
        dates::civil(
            number("y")?,
            u8::try_from(number("m")?).ok()?,
            u8::try_from(number("d")?).ok()?,
        )
    });
    packed.or_else(|| dates::first(&name.replace('-', " ")))
}

/// The title of a one-item page: the first heading that is no label.
fn item_title(document: &Document) -> Option<String> {
    let mut blocks = document
        .blocks
        .iter()
        .filter(|block| block.is_content())
        .map(|block| document.slice(block.span).trim());
    let is_item_page =
        blocks.by_ref().take(4).any(|words| words.eq_ignore_ascii_case("agenda item"));
    let next = document
        .blocks
        .iter()
        .filter(|block| block.is_content())
        .map(|block| document.slice(block.span).trim())
        .skip_while(|words| !words.eq_ignore_ascii_case("agenda item"))
        .nth(1);
    next.filter(|words| is_item_page && words.len() < 200).map(str::to_owned)
}

/// What the first lines or the name of a paper say that it is, most telling first.
const SORTS: [(DocumentType, &[&str]); 9] = [
    (
        DocumentType::Tracker,
        &[
            "action log",
            "actions log",
            "tracker",
            "scrutiny monitoring",
            "action report",
            "recommendation monitoring",
        ],
    ),
    (
        DocumentType::Response,
        &["response to the recommendations", "executive response", "cabinet response"],
    ),
    (DocumentType::AgendaItem, &["agenda item\n"]),
    (DocumentType::Motion, &["notice of motion", "alternative budget", "amendment to the"]),
    (DocumentType::DecisionNotice, &["record of decision", "decision notice", "decision details"]),
    (DocumentType::ScrutinyReport, &["task and finish", "scrutiny review", "scrutiny report"]),
    (DocumentType::Minutes, &["minutes", "in attendance", "present:"]),
    (
        DocumentType::OfficerReport,
        &[
            "report of",
            "report by",
            "report to",
            "report author",
            "purpose of report",
            "title:",
            "responsible head",
            "from:",
        ],
    ),
    (DocumentType::Agenda, &["agenda"]),
];

/// What sort of paper it is and whether it is final, from its first lines, then from its name.
fn sort(
    document: &Document,
    places: &[Span],
    path: &str,
) -> (Option<DocumentType>, Option<DocumentStatus>) {
    let top: String = places
        .iter()
        .take(25)
        .map(|place| document.slice(*place).chars().take(200).collect::<String>().to_lowercase())
        .collect::<Vec<_>>()
        .join("\n");
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let by = |words: &str| {
        SORTS
            .iter()
            .find(|(_, cues)| cues.iter().any(|cue| words.contains(cue)))
            .map(|(sort, _)| *sort)
    };
    let said = by(&format!("{top}\n")).or_else(|| by(&name));
    let draft = top.contains("draft minutes")
        || top.contains("unconfirmed")
        || top.contains("subject to approval");
    let minutes = said == Some(DocumentType::Minutes);
    let status = if draft {
        Some(DocumentStatus::Draft)
    } else {
        (minutes && (top.contains("confirmed minutes") || top.contains("signed")))
            .then_some(DocumentStatus::Confirmed)
    };
    (said, status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(outline: &str) -> Meeting {
        read(&Document::from_outline(outline).unwrap(), "papers/x.pdf").0
    }

    #[test]
    fn first_lines_say_who_met_when() {
        let meeting = of(
            "# Minutes of the meeting of Eddlecombe Parish Council held on Wednesday 10 November 2010 at 8.00pm\nPRESENT: all",
        );
        assert_eq!(meeting.council.as_deref(), Some("Eddlecombe Parish Council"));
        assert_eq!(meeting.date.map(|date| date.to_string()).as_deref(), Some("2010-11-10"));
        assert_eq!(meeting.document_type, Some(DocumentType::Minutes));
        let meeting = of("THORNWICK BOROUGH COUNCIL\nPERFORMANCE BOARD\n17th JULY 2007");
        assert_eq!(
            (meeting.council.as_deref(), meeting.body.as_deref()),
            (Some("THORNWICK BOROUGH COUNCIL"), Some("PERFORMANCE BOARD"))
        );
        assert_eq!(meeting.date.map(|date| date.to_string()).as_deref(), Some("2007-07-17"));
    }

    #[test]
    fn the_name_of_the_file_is_the_last_resort() {
        assert_eq!(
            date_in_path("a/minutes-20101110.pdf").map(|date| date.to_string()).as_deref(),
            Some("2010-11-10")
        );
        assert_eq!(
            date_in_path("a/20180625.pdf").map(|date| date.to_string()).as_deref(),
            Some("2018-06-25")
        );
        assert_eq!(date_in_path("a/report-12345678.pdf"), None);
    }
}
