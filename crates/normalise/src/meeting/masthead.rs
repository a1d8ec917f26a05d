//! The masthead: what a paper says of its meeting before its business begins.
//! Labels ("Report to: Cabinet") count before sentences ("Minutes of a meeting of .. held on .."), these before title
//! lines, and these before what runs along the top of every page.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Block, BlockKind, Date, Document, Evidence, Joined, Span};
use regex::Regex;

use super::name::{self, Named};
use crate::dates::Order;
use crate::pattern::regex;
use crate::{clause_text, dates, evidence};

/// How many blocks of a masthead are read.
const DEEP: usize = 40;

/// How many words a title line may have.
const TITLE: usize = 24;

/// How far after the words "meeting of" its date may stand, bytes.
const NEAR: usize = 320;

/// How far before the words "minutes of" it may stand what was done with them, characters.
const BEFORE: usize = 60;

/// What a masthead says, each value with where it stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Masthead {
    pub(super) council: Option<String>,
    pub(super) body: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) evidence: Vec<Evidence>,
    /// Whether the council itself met: a committee named elsewhere did not.
    is_of_council: bool,
    order: Order,
}

static BUSINESS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:to\s+(?:receive|approve|confirm|agree|note|consider|sign)|declarations?|welcome|introductions?|unrestricted\s+items|contents|background|summary|that|resolved|confirmation\s+of|approval\s+of\s+(?:the\s+)?(?:agenda|minutes|previous|last)|consent\s+agenda|public\s+comments?)\b|^(?:minutes|additional\s+documents)\s*:\s*$",
    )
});

static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:(?:minutes|notes?|proceedings|agenda|summons)(?:\s+and\s+\w+)?\s+(?:of|for|from)|meeting\s+of)\s+(?:(?:the\s+)?proceedings\s+(?:at|of)\s+)?",
    )
});

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?P<label>(?:name|title)\s+of\s+(?:the\s+)?(?:meeting|committee|body)|meeting|committee|panel|board|body|decision[\s-]?maker|decision\s+(?:to\s+be\s+)?(?:taken|made)\s+by|(?:report\s+)?to|report\s+for|(?:meeting\s+)?date|date\s+of\s+(?:the\s+)?(?:meeting|decision))\s*(?:[:\t]\s*(?P<value>\S.*)?|$)",
    )
});

/// A label of another matter that runs on in the same line: "DECISION TO BE TAKEN BY: DECISION NO:".
static OTHER_LABEL: LazyLock<Regex> = LazyLock::new(|| regex(r"^[\w\s]{3,30}:\s*$"));

/// Dates of something else than this meeting.
static EARLIER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:previous|last)\s+(?:meeting|minutes)|(?:signed|confirmed|approved)\b(?:\W*$|[^\s]|\s+(?:[^m]|m[^i]))|(?:received|considered|noted|adopted)\s+the\s+(?:draft\s+)?minutes\b|published|publication|next\s+meeting|deadline|target\s+date|^due\b|effective\s+from|despatch|issued|printed\s+on|updated",
    )
});

/// The item of business at which earlier minutes are signed, as its title has it.
static EARLIER_MINUTES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:the\s+)?minutes\s+(?:of|from)\s+(?:the\s+)?(?:last\s+|previous\s+)?(?:\w+\s+)?meetings?\s+(?:of\s+.{3,80}\s+)?(?:held\s+)?(?:on\s+)?\d",
    )
});

/// "The Committee received and considered the": the minutes that follow are another meeting's.
static TAKEN_IN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:(?:received|considered|noted|adopted|consideration\s+(?:was\s+)?given\s+to)\s+(?:the\s+)?|(?:approved?|confirm(?:ed)?|accept(?:ed)?|adopt)\s+the\s+)(?:draft\s+)?$",
    )
});

/// "were approved": what is done with the minutes of an earlier day, in the same sentence.
static WERE_TAKEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^[^.;]{0,60}?\b(?:were|was|be|are|having\s+been)\s+(?:\w+\s+){0,2}?(?:accepted|adopted|agreed|approved|confirmed|read|received|signed|taken)\b",
    )
});

/// "was called to order by the Chair at 7 p.m. on": the day of the meeting follows.
static CALLED_TO_ORDER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\bcalled\s+to\s+order\b[^;]{0,80}\bon\s+(?:\w+day,?\s+)?$"));

/// "The ordinary meeting held on": the date after it is the meeting's, whoever met.
static HELD: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?i)^(?:the |an? )?(?:\w+ ){0,4}meeting\s+(?:was\s+)?held\b.{0,120}$")
});

/// What makes the date in a running line the paper's own, not the day of printing.
static SAYS_PAPER: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:minutes|draft|meeting|agenda|log)\b"));

/// Who was there.
static PEOPLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:(?:members|councillors|panel|board|committee|other|also|those|officers|officials|staff|in)\s+)*(?:present|attendance|attendees?|apolog(?:y|ies)|attending|regrets)\b|^(?:panel|presennol|ymddiheuriadau)\b:?",
    )
});

/// A compound cut at its hyphen by the end of a line.
static CUT: LazyLock<Regex> = LazyLock::new(|| regex(r"(\w)- (\w)"));

/// Whether a block tells who was there.
pub(super) fn names_people(document: &Document, block: &Block) -> bool {
    PEOPLE.is_match(document.slice(block.span).trim_start())
}

/// Whether the business of the meeting begins with this block.
pub(super) fn begins_business(document: &Document, block: &Block) -> bool {
    names_people(document, block) || BUSINESS.is_match(document.slice(block.span).trim_start())
}

/// The blocks before the business begins, from block `from` on. Lists, which on web pages lead to other pages, are left out.
pub(super) fn blocks(document: &Document, from: usize) -> Vec<&Block> {
    let content = document.blocks.iter().skip(from).filter(|block| block.is_content());
    let mut found = Vec::new();
    for block in content.take(10 * DEEP) {
        let words = document.slice(block.span);
        let long = words.split_whitespace().take(90).count() == 90;
        let says = SENTENCE.is_match(words) || LABEL.is_match(words);
        if !found.is_empty() && (begins_business(document, block) || (long && !says)) {
            break;
        }
        // "1. Apologies", "5. Cynllun": the first numbered item, or its title.
        let numbered = block.marker.is_some_and(|marker| {
            document.slice(marker).starts_with(|first: char| first.is_ascii_digit())
        });
        if numbered && (!says || EARLIER_MINUTES.is_match(words)) && !found.is_empty() {
            break;
        }
        // The page of the item "Minutes of the meeting held on 5 March" is of a later meeting.
        let titled = found.first().is_some_and(|first: &&Block| {
            document.slice(first.span).trim().eq_ignore_ascii_case("agenda item")
        });
        if titled && EARLIER_MINUTES.is_match(words) {
            continue;
        }
        let listed = block.kind == BlockKind::Item && !says;
        if !listed && !words.trim().is_empty() {
            found.push(block);
        }
        if found.len() == DEEP {
            break;
        }
    }
    found
}

impl Masthead {
    /// Reads a masthead; `running` is what stands along the tops and feet of pages.
    pub(super) fn read(
        document: &Document,
        blocks: &[&Block],
        running: &[Span],
        order: Order,
    ) -> Masthead {
        let mut masthead = Masthead { order, ..Masthead::default() };
        masthead.read_labels(document, blocks);
        masthead.read_sentence(document, blocks);
        for block in outside_rows(blocks).take(DEEP / 2) {
            masthead.read_line(document, block.span, "masthead");
        }
        for span in running {
            masthead.read_line(document, *span, "running_line");
        }
        if masthead.council.is_none() && masthead.body.is_none() {
            masthead.read_unsaid(document, blocks);
        }
        masthead
    }

    fn read_labels(&mut self, document: &Document, blocks: &[&Block]) {
        for (at, block) in blocks.iter().enumerate() {
            let words = document.slice(block.span);
            let Some(groups) = LABEL.captures(words) else { continue };
            let of_date = groups["label"].to_lowercase().contains("date");
            let value = groups.name("value").filter(|value| !OTHER_LABEL.is_match(value.as_str()));
            let own =
                value.map(|value| Span::new(block.span.start + value.start(), block.span.end));
            let Some(span) = own.or_else(|| Some(blocks.get(at + 1)?.span)) else { continue };
            if of_date {
                self.keep_date(document, span, "meeting_label");
                continue;
            }
            let value = document.slice(span);
            if let Some(named) = name::in_line(value).or_else(|| before_digits(value)) {
                self.keep(document, span.start, named, "meeting_label");
                self.keep_date(document, span, "meeting_label");
            }
        }
    }

    fn read_sentence(&mut self, document: &Document, blocks: &[&Block]) {
        let joined = sentences(document, blocks);
        for cue in SENTENCE.find_iter(&joined.text) {
            let told = joined.text.get(..cue.start()).unwrap_or_default();
            let tail = told.char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
            if TAKEN_IN.is_match(told.get(tail..).unwrap_or_default()) {
                continue;
            }
            let named = name::in_sentence(&joined.text, cue.end());
            let near = joined.text.get(cue.end()..).unwrap_or_default();
            let near: String = near.chars().take(NEAR).collect();
            let date = dates::full(&near, self.order).into_iter().next();
            let held = |range: &Range<usize>| {
                let before = near.get(..range.start).unwrap_or_default();
                (HELD.is_match(before) || CALLED_TO_ORDER.is_match(before))
                    && !EARLIER.is_match(before)
            };
            let taken = |range: &Range<usize>| {
                let after = near.get(range.end..).unwrap_or_default();
                WERE_TAKEN
                    .find(after)
                    .is_some_and(|it| !it.as_str().to_lowercase().contains("minutes"))
            };
            if date.as_ref().is_some_and(|(_, range)| taken(range)) {
                continue;
            }
            if let Some((date, range)) = date.filter(|(_, range)| named.is_some() || held(range)) {
                let spans = joined.spans(cue.end() + range.start, cue.end() + range.end);
                self.set_date(document, date, &spans, "meeting_sentence");
            }
            let Some(named) = named else { continue };
            self.is_of_council |= named.council.is_some() && named.body.is_none();
            let place = |range: &Range<usize>| joined.spans(range.start, range.end);
            let (council, body) =
                (named.council.as_ref().map(place), named.body.as_ref().map(place));
            self.keep_spans(document, council, body, "meeting_sentence");
            return;
        }
    }

    /// "A meeting of Ashfold Municipal District": a name that does not say what the body is, where nothing else has one.
    fn read_unsaid(&mut self, document: &Document, blocks: &[&Block]) {
        let joined = sentences(document, blocks);
        let mut cues = SENTENCE.find_iter(&joined.text);
        let unsaid = cues.find_map(|cue| name::unsaid_in_sentence(&joined.text, cue.end()));
        let spans = unsaid.map(|range| joined.spans(range.start, range.end));
        self.keep_spans(document, None, spans, "meeting_sentence");
    }

    fn read_line(&mut self, document: &Document, span: Span, rule: &str) {
        let words = document.slice(span);
        if words.split_whitespace().take(TITLE + 1).count() > TITLE {
            return;
        }
        let named = name::in_line(words);
        // Along the top of pages stands the day of printing too.
        if rule == "masthead" || named.is_some() || SAYS_PAPER.is_match(words) {
            self.keep_date(document, span, rule);
        }
        if let Some(named) = named {
            self.keep(document, span.start, named, rule);
        }
    }

    fn keep(&mut self, document: &Document, from: usize, named: Named, rule: &str) {
        let place = |range: Range<usize>| vec![Span::new(from + range.start, from + range.end)];
        self.keep_spans(document, named.council.map(place), named.body.map(place), rule);
    }

    fn keep_spans(
        &mut self,
        document: &Document,
        council: Option<Vec<Span>>,
        body: Option<Vec<Span>>,
        rule: &str,
    ) {
        let words = |spans: &[Span]| {
            CUT.replace_all(&clause_text::words(document, spans), "$1-$2").into_owned()
        };
        if let Some(spans) = council.filter(|_| self.council.is_none()) {
            self.council = Some(words(&spans));
            self.evidence.extend(evidence::at(document, "meeting.council", rule, &spans));
        }
        if let Some(spans) = body.filter(|_| self.body.is_none() && !self.is_of_council) {
            self.body = Some(words(&spans));
            self.evidence.extend(evidence::at(document, "meeting.body", rule, &spans));
        }
    }

    /// The first full date at `span`, unless it is the date of something else.
    fn keep_date(&mut self, document: &Document, span: Span, rule: &str) {
        let words = document.slice(span);
        if EARLIER.is_match(words) {
            return;
        }
        if let Some((date, range)) = dates::full(words, self.order).into_iter().next() {
            let span = Span::new(span.start + range.start, span.start + range.end);
            self.set_date(document, date, &[span], rule);
        }
    }

    fn set_date(&mut self, document: &Document, date: Date, spans: &[Span], rule: &str) {
        if self.date.is_none() {
            self.date = Some(date);
            self.evidence.extend(evidence::at(document, "meeting.date", rule, spans));
        }
    }
}

/// The masthead in one, without what stands in the rows of tables.
fn sentences(document: &Document, blocks: &[&Block]) -> Joined {
    document.join(&outside_rows(blocks).map(|block| block.span).collect::<Vec<_>>())
}

/// The blocks that stand in no row of a table but its first.
fn outside_rows<'a>(blocks: &'a [&Block]) -> impl Iterator<Item = &'a Block> {
    blocks.iter().copied().filter(|block| block.cell.is_none_or(|cell| cell.row == 0))
}

/// "Cabinet 24/00096": the number of the decision follows the name of who takes it.
fn before_digits(value: &str) -> Option<Named> {
    let at = value.find(|letter: char| letter.is_ascii_digit())?;
    name::in_line(value.get(..at)?)
}
