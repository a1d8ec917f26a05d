//! The meetings of a paper: council, body, date, sort of paper and whether it is final, each with its place.
//! What the paper says counts before what its file is called. A page may hold several meetings, each from its own place on.

mod masthead;
mod name;
mod next;
mod sort;

use std::sync::LazyLock;

use minuted_model::{Block, Date, Document, Evidence, Meeting, Span};
use regex::Regex;

use self::masthead::Masthead;
use crate::dates::Order;
use crate::pattern::regex;
use crate::{dates, evidence};

/// How many running lines of pages are read.
const RUNNING: usize = 10;

/// A meeting's page in a committee system: "Meeting: 12/03/2024 - Cabinet (Item 6)"; its list of decisions: "Made at meeting: 12/03/2024 - Cabinet".
static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:Made at meeting|Meeting):\s+(?P<date>\d{1,2}/\d{1,2}/\d{4})\s+[-–]\s+(?P<body>.{3,120}?)(?:\s+\(Item\s+(?P<item>[\w.]+)\))?$",
    )
});

/// How the minutes of a meeting begin.
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:draft\s+|unconfirmed\s+)?(?:minutes|notes?)\s+(?:of|from)\s|^(?:at\s+)?an?\s+(?:\w+\s+){0,2}meeting\s+of\s",
    )
});

/// What is told of one meeting.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(crate) meeting: Meeting,
    pub(crate) evidence: Vec<Evidence>,
    /// The date of the next meeting, where the paper prints it.
    pub(crate) next: Option<Date>,
}

/// The meetings of a paper, in order.
#[derive(Clone, Debug)]
pub(crate) struct Meetings {
    first: Told,
    /// From which byte each further meeting's part runs.
    further: Vec<(usize, Told)>,
    /// How the paper writes dates in numbers.
    pub(crate) order: Order,
}

impl Meetings {
    /// Reads the meetings of a paper; `path` helps where the paper does not say.
    pub(crate) fn of(document: &Document, path: &str) -> Meetings {
        let order = Order::of(&document.text);
        let mut listed = listed(document, order);
        let further = further(document, order);
        let (blocks, mut first) = first(document, path, order);
        let (document_type, document_status) = sort::read(document, &blocks, path);
        first.meeting.document_type = document_type;
        first.meeting.document_status = document_status;
        first.meeting.item_title = item_title(document);
        if !listed.is_empty() {
            first = over(listed.remove(0).1, &first);
        }
        let further = listed
            .into_iter()
            .chain(further)
            .map(|(from, told)| (from, over(told, &first)))
            .collect();
        let mut meetings = Meetings { first, further, order };
        meetings.further.sort_by_key(|(from, _)| *from);
        let printed = next::printed(document, order);
        for told in meetings.further.iter_mut().map(|(_, told)| told).chain([&mut meetings.first]) {
            told.next = next::date(&printed, told.meeting.date);
        }
        meetings
    }

    /// The meeting to which the byte at `offset` belongs.
    pub(crate) fn at(&self, offset: usize) -> &Told {
        let after = self.further.partition_point(|(from, _)| *from <= offset);
        let last = after.checked_sub(1).and_then(|at| self.further.get(at));
        last.map_or(&self.first, |(_, told)| told)
    }
}

/// What `told` leaves open is as the whole paper has it.
fn over(told: Told, paper: &Told) -> Told {
    let mut evidence = told.evidence;
    let said = |field: &str| evidence.iter().any(|place| place.field == field);
    let inherited: Vec<Evidence> =
        paper.evidence.iter().filter(|place| !said(&place.field)).cloned().collect();
    // A meeting that names its body and no council may be of the paper's council; one that names its council has its own body.
    let names_council = told.meeting.council.is_some();
    let body = told.meeting.body.or_else(|| paper.meeting.body.clone().filter(|_| !names_council));
    evidence.extend(inherited.into_iter().filter(|place| {
        (place.field != "meeting.body" || body == paper.meeting.body)
            && place.field != "meeting.date"
    }));
    let meeting = Meeting {
        council: told.meeting.council.or_else(|| paper.meeting.council.clone()),
        body,
        date: told.meeting.date,
        item_number: told.meeting.item_number,
        item_title: told.meeting.item_title.or_else(|| paper.meeting.item_title.clone()),
        document_type: paper.meeting.document_type,
        document_status: paper.meeting.document_status,
    };
    Told { meeting, evidence, next: None }
}

/// The paper's own meeting, and the blocks of its masthead.
fn first<'a>(document: &'a Document, path: &str, order: Order) -> (Vec<&'a Block>, Told) {
    let blocks = masthead::blocks(document, 0);
    let running: Vec<Span> = running(document).map(|block| block.span).collect();
    let masthead = Masthead::read(document, &blocks, &running, order);
    let mut told = told(masthead);
    let meeting = &mut told.meeting;
    // The title of a page or of a file's properties: "Agenda for Cabinet - Ashfold Council".
    let title = document.title.as_deref().unwrap_or_default();
    let (council, body) = names_in(title);
    meeting.date =
        meeting.date.or_else(|| dates::first(title, order)).or_else(|| date_in_path(path));
    if meeting.council.is_none() && meeting.body.is_none() {
        meeting.body = body;
    }
    meeting.council = meeting.council.take().or(council);
    if meeting.council.is_none() && meeting.body.is_none() {
        (meeting.council, meeting.body) = names_in_path(path);
    }
    (blocks, told)
}

/// What runs along the tops and feet of the first pages.
fn running(document: &Document) -> impl Iterator<Item = &Block> {
    document.blocks.iter().filter(|block| !block.is_content()).take(RUNNING)
}

fn told(masthead: Masthead) -> Told {
    let Masthead { council, body, date, evidence, .. } = masthead;
    Told { meeting: Meeting { council, body, date, ..Meeting::default() }, evidence, next: None }
}

/// The meetings a page of a committee system lists, each with its body, day and item.
fn listed(document: &Document, order: Order) -> Vec<(usize, Told)> {
    let blocks = document.content();
    let mut found = Vec::new();
    for block in blocks {
        let words = document.slice(block.span);
        if !words.starts_with("Meeting:") && !words.starts_with("Made at meeting:") {
            continue;
        }
        let Some(groups) = LISTED.captures(words.trim_end()) else { continue };
        let mut told = Told::default();
        let mut keep = |field: &str, group: &str| {
            let range = groups.name(group)?.range();
            let span = Span::new(block.span.start + range.start, block.span.start + range.end);
            told.evidence.extend(evidence::at(document, field, "meeting_listed", &[span]));
            Some(document.slice(span).to_owned())
        };
        let date = keep("meeting.date", "date").and_then(|date| dates::first(&date, order));
        let body = keep("meeting.body", "body");
        let item_number = keep("meeting.item_number", "item");
        told.meeting = Meeting { body, date, item_number, ..Meeting::default() };
        found.push((block.span.start, told));
    }
    found
}

/// Minutes that begin further down: a dated sentence or heading that names the meeting, and soon after who was there.
fn further(document: &Document, order: Order) -> Vec<(usize, Told)> {
    let begins = |at: &usize| {
        let Some(block) = document.blocks.get(*at) else { return false };
        let words = document.slice(block.span);
        let after = document.blocks.iter().skip(at + 1).filter(|block| block.is_content()).take(6);
        block.is_content()
            && words.len() < 400
            && BEGINS.is_match(words)
            && dates::first(words, order).is_some()
            && after.into_iter().any(|block| masthead::names_people(document, block))
    };
    let starts: Vec<usize> = (0..document.blocks.len()).filter(begins).collect();
    let further = starts.into_iter().skip(1).filter_map(|at| {
        let masthead = Masthead::read(document, &masthead::blocks(document, at), &[], order);
        Some((document.blocks.get(at)?.span.start, told(masthead)))
    });
    further.collect()
}

/// The council and body in the name of a file: `Minutes - Meeting of Harbour Committee - 4th October 2017.md`.
fn names_in_path(path: &str) -> (Option<String>, Option<String>) {
    names_in(&stem_of(path).replace('_', " "))
}

/// The name of a file without its ending.
fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The council and body that a title line holds.
fn names_in(line: &str) -> (Option<String>, Option<String>) {
    let Some(named) = name::in_line(line) else { return (None, None) };
    let words = |range: std::ops::Range<usize>| line.get(range).map(str::to_owned);
    (named.council.and_then(words), named.body.and_then(words))
}

/// `minutes-20101110.pdf`, `2018-06-25`, `Printed minutes 30th-Jan-2025`: the name is only a fallback.
fn date_in_path(path: &str) -> Option<Date> {
    static PACKED: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?:^|\D)(?P<y>(?:19|20)\d{2})[-_]?(?P<m>\d{2})[-_]?(?P<d>\d{2})(?:\D|$)")
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
    let read = |name: &str| dates::first(name, Order::DayFirst);
    packed.or_else(|| read(name)).or_else(|| read(&name.replace('-', " ")))
}

/// The title of a one-item page: the first heading that is no label.
fn item_title(document: &Document) -> Option<String> {
    let content = document.content();
    let mut words = content.map(|block| document.slice(block.span).trim());
    words.by_ref().take(4).find(|words| words.eq_ignore_ascii_case("agenda item"))?;
    words.next().filter(|words| words.len() < 200).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    fn of(lines: &str, path: &str) -> Told {
        let outline = lines.split(" / ").collect::<Vec<_>>().join("\n");
        Meetings::of(&Document::from_outline(&outline).unwrap(), path).at(0).clone()
    }

    /// What is told, in the words of the table.
    fn words(meeting: &Meeting) -> Vec<String> {
        let council = meeting.council.as_ref().map(|council| format!("council {council}"));
        let body = meeting.body.as_ref().map(|body| format!("body {body}"));
        let date = meeting.date.map(|date| date.to_string());
        let sort = meeting.document_type.map(|sort| sort.to_string());
        let status = meeting.document_status.map(|status| status.to_string());
        let item = meeting.item_number.as_ref().map(|item| format!("item {item}"));
        [council, body, date, sort, status, item].into_iter().flatten().collect()
    }

    #[test]
    fn every_case_of_the_table() {
        for case in cases::read(include_str!("../../cases/meetings.toml")) {
            let told = of(&case.words, &case.given);
            assert_eq!(words(&told.meeting), case.expected, "{}", case.words);
            let quotes: Vec<&str> = told.evidence.iter().map(|it| it.quote.as_str()).collect();
            for marked in &case.marked {
                assert!(quotes.contains(&marked.as_str()), "{marked:?} is not in {quotes:?}");
            }
        }
    }

    #[test]
    fn each_meeting_of_a_page_has_its_own_part() {
        let outline = "Ferry timetable\nMeeting: 12/03/2024 - Cabinet (Item 6)\nThat it be approved.\nMeeting: 06/02/2024 - Scrutiny Panel (Item 4)\nThat Cabinet be asked.";
        let document = Document::from_outline(outline).unwrap();
        let meetings = Meetings::of(&document, "a.html");
        let at = |words: &str| {
            let meeting = &meetings.at(document.text.find(words).unwrap()).meeting;
            (
                meeting.body.clone().unwrap(),
                meeting.date.unwrap().to_string(),
                meeting.item_number.clone(),
            )
        };
        let item = |number: &str| Some(number.to_owned());
        assert_eq!(at("That it be"), ("Cabinet".to_owned(), "2024-03-12".to_owned(), item("6")));
        assert_eq!(
            at("That Cabinet"),
            ("Scrutiny Panel".to_owned(), "2024-02-06".to_owned(), item("4"))
        );
    }

    #[test]
    fn minutes_that_are_an_item_of_business_are_of_an_earlier_day() {
        let outline = "Agenda, decisions and minutes\nCabinet - Thursday, 6th July, 2017 2.00 pm\nVenue: County Hall\n- {1.} Minutes of the meeting held on 16 March 2017\nDecision:";
        let document = Document::from_outline(outline).unwrap();
        let meeting = Meetings::of(&document, "a.html").at(0).meeting.clone();
        assert_eq!(meeting.date.unwrap().to_string(), "2017-07-06");
        assert_eq!(meeting.body.as_deref(), Some("Cabinet"));
    }

    #[test]
    fn minutes_that_follow_minutes_are_of_their_own_day() {
        let outline = "# Minutes of a meeting of Eddlecombe Parish Council held on 3 May 2023\nPresent: Cllr Reed\nThe Clerk to write.\n# Minutes of a meeting of Eddlecombe Parish Council held on 7 June 2023\nPresent: Cllr Sand\nThe Clerk to pay.\nThe minutes of the meeting held on 3 May 2023 were signed.";
        let document = Document::from_outline(outline).unwrap();
        let meetings = Meetings::of(&document, "a.html");
        let date = |words: &str| {
            meetings.at(document.text.find(words).unwrap()).meeting.date.unwrap().to_string()
        };
        assert_eq!(date("to write"), "2023-05-03");
        assert_eq!(date("to pay"), "2023-06-07");
        assert_eq!(date("were signed"), "2023-06-07");
    }

    #[test]
    fn the_title_of_a_page_says_whose_it_is() {
        let outline = "Agenda and minutes\nCabinet - Tuesday, 14th March, 2023\nAttendance";
        let title = "Agenda for Cabinet on Tuesday, 14th March, 2023, 10.00 am - Ashfold Council";
        let document =
            Document { title: Some(title.to_owned()), ..Document::from_outline(outline).unwrap() };
        let meeting = Meetings::of(&document, "a.html").at(0).meeting.clone();
        assert_eq!(meeting.council.as_deref(), Some("Ashfold Council"));
        assert_eq!(meeting.body.as_deref(), Some("Cabinet"));
    }

    #[test]
    fn a_date_in_the_name_of_a_file() {
        let read = |path: &str| date_in_path(path).map(|date| date.to_string());
        assert_eq!(read("a/20180625.pdf").as_deref(), Some("2018-06-25"));
        assert_eq!(read("a/Board minutes 08-02-2011.pdf").as_deref(), Some("2011-02-08"));
        assert_eq!(read("a/report-12345678.pdf"), None);
    }
}
