//! Plain text, in every shape that saved council pages come in.
//!
//! Reads: hard-wrapped lines, lines of non-breaking spaces as breaks, sentences broken by blank lines, tables with tabs or
//! bars (one row a line, or one cell a line), tables one cell a paragraph, labels alone on their line, Markdown and HTML emphasis left in the text, export tags as furniture.
//! Ignores: underlining by rows of dashes.

use minuted_model::{Cell, Diagnostic, Document, MarkKind, Piece};

use crate::broken::{self, ends};
use crate::broken_rows;
use crate::builder::{self, Paragraph};
use crate::celled;
use crate::encoding;
use crate::entities;
use crate::error::Error;
use crate::flattened;
use crate::formula;
use crate::limits::Limits;
use crate::margined;
use crate::markers::{self, MONTHS};
use crate::stacked;
use crate::unwrap;

/// Longest line of a text wrapped by hand, characters: from the narrowest column to the widest page.
const NARROWEST: usize = 35;
const WIDEST: usize = 112;

/// Lines of a narrow column have at least so many characters.
const NARROWEST_COLUMN: usize = 25;

/// Lines of fewer characters are labels, numbers and cells: they say nothing of the width.
const SHORT: usize = 15;

/// Reads plain text.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    limits.check_text(bytes.len())?;
    let mut document = Document { media_type: "text/plain".to_owned(), ..Document::default() };
    read_into(&mut document, &encoding::decode(bytes), 0);
    Ok((document, Vec::new()))
}

/// Appends the blocks of some text, whose first table has that number; gives the number of the next.
pub(crate) fn read_into(document: &mut Document, text: &str, mut tables: u32) -> u32 {
    let text = entities::resolve(text);
    let margin = margined::edge(&text);
    let text = match margin {
        Some(edge) => margined::unmargin(&text, edge).into(),
        None => text,
    };
    let text = broken_rows::mend(&text);
    let text = flattened::unflatten(&text);
    let text = celled::uncell(&text);
    let text = stacked::unstack(&text);
    let text = unwrap::undouble(&text);
    let lines: Vec<Line<'_>> = text.lines().map(Line::new).collect();
    let wrapped = wrapped_at(&lines);
    let mut at = 0;
    let mut paragraphs: Vec<Gathered> = Vec::new();
    while let Some(line) = lines.get(at) {
        let rows = table_rows(&lines, at);
        if rows > 0 {
            flush(document, &mut paragraphs, margin);
            push_table(document, lines.get(at..at + rows).unwrap_or_default(), tables);
            tables += 1;
            at += rows;
            continue;
        }
        gather(&mut paragraphs, line, wrapped);
        at += 1;
    }
    flush(document, &mut paragraphs, margin);
    tables
}

/// A line and how it is set.
#[derive(Clone, Copy, Debug)]
struct Line<'a> {
    words: &'a str,
    indent: usize,
}

impl<'a> Line<'a> {
    fn new(raw: &'a str) -> Self {
        let words = raw.trim_matches(|c: char| {
            c == ' ' || c == '\u{a0}' || c == '\r' || c == '\u{feff}' || c == '\u{200b}'
        });
        let indent = raw.chars().take_while(|c| c.is_whitespace()).count();
        Self { words, indent }
    }

    fn is_blank(&self) -> bool {
        self.words.trim().is_empty() || self.words.trim() == "|"
    }

    fn columns(&self) -> usize {
        self.words.matches('\t').count() + 1
    }

    fn bars(&self) -> usize {
        self.words.matches(" | ").count()
            + usize::from(self.words.starts_with('|'))
            + usize::from(self.words.ends_with('|'))
    }
}

/// A paragraph being gathered, and how many blank lines stand before it.
#[derive(Clone, Debug)]
struct Gathered {
    text: String,
    indent: usize,
    /// Whether the last line gathered was followed by a blank one.
    closed: bool,
    /// Length of the last line, characters.
    last_line: usize,
    /// Length of the longest line but the last; 0 where there is but one.
    longest: usize,
    /// Whether it begins as a clause that runs on to its stop.
    clause: bool,
    /// Whether it begins with the label of a clause: lines set below its text go on with it.
    labelled: bool,
}

/// The width at which a typewriter, a mail program or a narrow column broke the lines; `None` where each line is a paragraph.
///
/// Of a page that is wrapped only in part, the lines that run on tell the width.
fn wrapped_at(lines: &[Line<'_>]) -> Option<usize> {
    let flowing = |line: &&Line<'_>| !line.is_blank() && line.columns() < 3;
    let length = |line: &Line<'_>| line.words.chars().count();
    let longest = lines.iter().filter(flowing).map(length).max()?;
    let runs_on = |pair: &&[Line<'_>]| matches!(pair, [above, below] if !above.is_blank() && !ends(above.words) && below.words.starts_with(char::is_lowercase) && markers::split(below.words).is_none());
    let broken = lines.windows(2).filter(runs_on);
    let mut widths: Vec<usize> = broken
        .filter_map(|pair| pair.first())
        .map(length)
        .filter(|width| *width <= WIDEST)
        .collect();
    widths.sort_unstable();
    let wholly = widths.len() >= 2 && longest <= WIDEST;
    let long = |line: &&Line<'_>| length(line) >= SHORT;
    let partly =
        widths.len() >= 5 && widths.len() * 5 >= lines.iter().filter(flowing).filter(long).count();
    let usual = widths.get(widths.len() * 9 / 10).copied()?;
    let width = if wholly { longest } else { usual };
    (wholly && width >= NARROWEST || partly).then_some(width)
}

/// Adds a line to the paragraph it belongs to.
fn gather(paragraphs: &mut Vec<Gathered>, line: &Line<'_>, wrapped: Option<usize>) {
    let length = line.words.chars().count();
    if line.is_blank() {
        if let Some(last) = paragraphs.last_mut() {
            last.closed = true;
        }
        return;
    }
    let alone = without_bar(line.words);
    let words = markers::split(alone).map_or(alone, |(_, rest)| rest);
    let label = words.is_empty();
    let new = Gathered {
        text: if label { alone } else { line.words }.to_owned(),
        indent: line.indent,
        closed: false,
        last_line: length,
        longest: 0,
        clause: begins_clause(words),
        labelled: begins_labelled(words),
    };
    match paragraphs.last_mut() {
        Some(last) if goes_on(last, line, wrapped) => {
            let glue =
                if last.text.ends_with('-') && !last.text.ends_with(" -") { "" } else { " " };
            last.text = format!("{}{glue}{}", last.text.trim_end(), line.words);
            last.closed = false;
            last.longest = last.longest.max(last.last_line);
            last.last_line = length;
        }
        _ => paragraphs.push(new),
    }
}

fn goes_on(last: &Gathered, line: &Line<'_>, wrapped: Option<usize>) -> bool {
    let lone_marker = markers::split(&last.text).is_some_and(|(_, rest)| rest.is_empty());
    if lone_marker {
        return markers::split(line.words).is_none();
    }
    if line.words.starts_with(['#', '|', '<']) || last.text.starts_with('#') {
        return false;
    }
    let marked = is_marked(last, line.words) || begins_labelled(line.words);
    if last.closed {
        return !marked && broken::runs_on(&last.text, line.words);
    }
    let low = line.words.starts_with(|c: char| c.is_lowercase());
    let ended = ends(&last.text);
    if last.labelled && line.indent >= last.indent + HANGING && !marked && !ended {
        return true;
    }
    // "(1) the sale of ale on" and "Fridays to cease;": an item that breaks off at a word that ends none.
    if markers::split(&last.text).is_some() && left_open(&last.text) && !marked {
        return !opens_line(line.words) && !begins_clause(line.words);
    }
    let Some(width) = wrapped else { return markers::dates(&last.text, line.words) };
    let filled = last.last_line * 10 >= width * 7;
    // A page may have columns of several widths: the paragraph's own lines tell its.
    let narrow = last.longest >= NARROWEST_COLUMN && last.last_line * 10 >= last.longest * 7;
    let opens = begins_clause(line.words);
    let runs_on = low || narrow || last.clause && !opens || left_open(&last.text);
    let opens = opens || opens_line(line.words);
    !marked && (filled && !(ended && opens) || runs_on && !ended)
}

/// Whether a line begins with a marker that is not the number its sentence names at the end of the line before.
fn is_marked(last: &Gathered, words: &str) -> bool {
    let Some((marker, _)) = markers::split(words) else { return false };
    let number = marker.starts_with(|c: char| c.is_ascii_digit());
    let named = number && broken::points_to_number(&last.text);
    !named && !markers::dates(&last.text, words)
}

/// "Agreed – both to be held in May": what was decided stands in a line of its own below what was told.
fn opens_line(words: &str) -> bool {
    const OPENERS: [&str; 4] = ["Agreed", "AGREED", "Resolved", "RESOLVED"];
    let rest = OPENERS.iter().find_map(|opener| words.strip_prefix(opener));
    rest.is_some_and(|rest| rest.trim_start().starts_with([':', '-', '–', '—']))
}

/// Whether a line begins as the clauses of a resolution do, which end with a stop.
fn begins_clause(words: &str) -> bool {
    ["That ", "Be it ", "Whereas", "WHEREAS"].iter().any(|clause| words.starts_with(clause))
}

/// From so many columns further in on a line hangs below the one before.
const HANGING: usize = 4;

/// "Recommendation: Approve the contract with", "Votes: 3 for, 1 against": a clause or a vote behind its label.
fn begins_labelled(words: &str) -> bool {
    const LABELS: [&str; 12] = [
        "recommendation",
        "action",
        "resolution",
        "decision",
        "motion",
        "proposal",
        "vote",
        "outcome",
        "result",
        "aye",
        "nay",
        "noe",
    ];
    let label = words.split_once(':').filter(|(_, clause)| !clause.trim().is_empty());
    label.is_some_and(|(label, _)| {
        let one = without_number(label).trim_end_matches(['s', 'S']);
        label.starts_with(char::is_uppercase)
            && (LABELS.iter().any(|known| one.eq_ignore_ascii_case(known)) || is_response(label))
    })
}

/// "Recommendation 1.2", "Recommendation #3", "Action No. 4": the label without the number behind it.
fn without_number(label: &str) -> &str {
    let bare = label.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    if bare.len() == label.len() {
        return label;
    }
    let bare = bare.trim_end_matches('#').trim_end();
    ["No.", "No", "Number"].iter().find_map(|it| bare.strip_suffix(it)).unwrap_or(bare).trim_end()
}

/// "Staff response", "Management Response": who answers what was recommended.
fn is_response(label: &str) -> bool {
    let answers = |word: &str| word.eq_ignore_ascii_case("response");
    let mut words = label.split_whitespace();
    words.next_back().is_some_and(answers)
        && label.split_whitespace().count() <= 3
        && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Whether a line ends in the midst of a sentence: at a comma, or at a word that ends none.
fn left_open(words: &str) -> bool {
    let open = [
        " the", " a", " an", " of", " and", " or", " to", " for", " by", " from", " with", " that",
        " at", " on", " upon", " between", " their", " its", " is", " are", " be", " as",
    ];
    words.ends_with(',') || open.iter().any(|word| words.ends_with(word))
}

fn flush(document: &mut Document, paragraphs: &mut Vec<Gathered>, margin: Option<usize>) {
    let mut rest = paragraphs.drain(..).peekable();
    while let Some(paragraph) = rest.next() {
        let owned = rest.peek().is_some_and(|next| formula::names_owner(&next.text));
        let hashes = paragraph.text.chars().take_while(|c| *c == '#').count();
        let text = without_bar(paragraph.text.get(hashes..).unwrap_or("").trim());
        let heading = (1..=6).contains(&hashes).then(|| u8::try_from(hashes).unwrap_or(6));
        let aside = margin.is_some_and(|edge| paragraph.indent >= edge);
        let owned = owned || aside;
        let heading = heading.or_else(|| (!owned && is_title(text)).then_some(3));
        let indent = if aside { 0 } else { paragraph.indent };
        let level = u8::try_from(indent / 4).unwrap_or(0).min(6);
        builder::push(
            document,
            Paragraph { pieces: emphasis(text), heading, level, ..Paragraph::default() },
        );
    }
}

/// A flattened table leaves the bar behind a row's only cell: "(1) |".
fn without_bar(text: &str) -> &str {
    let only = text.matches('|').count() == 1;
    text.strip_suffix('|').filter(|_| only).map_or(text, str::trim_end)
}

/// A short line with capital first and no stop, that is neither a clause nor a label.
fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let bare =
        !text.ends_with(['.', ':', ';', ',', '?', '!', ')', '-', '”', '"']) && !text.contains('\t');
    let starts = text.starts_with(char::is_uppercase)
        && !["That", "To ", "RESOLVED", "Resolved", "AGREED", "Agreed", "None", "Yes", "No"]
            .iter()
            .any(|start| text.starts_with(start));
    let articles = ["The ", "A ", "An ", "This ", "There ", "Members ", "Officers ", "It ", "In "];
    let sentence = words >= 6 && articles.iter().any(|start| text.starts_with(start));
    (1..=9).contains(&words)
        && !sentence
        && bare
        && starts
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && markers::split(text).is_none()
        && !formula::is_formula(text)
        && !is_date(text)
        && !tells_vote(text)
        && !is_verdict(text)
        && !lists_people(text)
        && !begins_labelled(text)
        && !tells_task(text)
}

/// "ACTION AB to ask round the village", "New action: Clerk to write to the county": a task under its label heads nothing.
fn tells_task(text: &str) -> bool {
    let words = ["New ", "Further ", "Agreed "].iter().find_map(|word| text.strip_prefix(word));
    let words = words.unwrap_or(text);
    let start = words.get(..6).filter(|start| start.eq_ignore_ascii_case("action"));
    let rest = start.and_then(|_| words.get(6..));
    let owner = rest.and_then(|rest| {
        let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
        rest.strip_prefix(": ").or_else(|| rest.strip_prefix(' '))
    });
    let before = owner.and_then(|owner| owner.split_once(" to ")).map(|(before, _)| before);
    before.is_some_and(|owner| {
        let joins = |word: &str| ["and", "&", "/"].contains(&word);
        owner.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || joins(word))
    })
}

/// "April 18, 2023", "Monday 3rd May": the day of a meeting heads nothing.
fn is_date(text: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tues", "wednes", "thurs", "fri", "satur", "sun"];
    let is_day = |word: &str| word.strip_suffix("day").is_some_and(|day| DAYS.contains(&day));
    let is_part = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let month = MONTHS.iter().any(|month| month.eq_ignore_ascii_case(&word));
        is_day(&word) || month || !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    };
    text.split_whitespace().all(is_part)
}

/// "Councillor Ann Ash": a line of a list of members.
fn is_member(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let titled = words.next().is_some_and(|word| ["Councillor", "Cllr", "Cllr."].contains(&word));
    let name = |word: &str| word.starts_with(char::is_uppercase) && !word.ends_with("’s");
    titled && text.split_whitespace().count() <= 5 && words.all(name)
}

/// "Present: Cllrs Ash, Birch and Elm": who was there heads nothing.
fn lists_people(text: &str) -> bool {
    const LABELS: [&str; 7] =
        ["present", "in attendance", "apologies", "chair", "also present", "attending", "absent"];
    let label = text.split_once(':').map(|(label, _)| label.trim().to_lowercase());
    label.is_some_and(|label| LABELS.contains(&label.as_str())) || is_member(text)
}

/// "Not agreed", "Accepted in part": the answer to what stands above heads nothing.
fn is_verdict(text: &str) -> bool {
    let text = text.to_lowercase();
    let degrees = ["not ", "partially ", "partly ", "fully "];
    let words = degrees.iter().find_map(|degree| text.strip_prefix(degree)).unwrap_or(&text);
    let verdicts = ["agreed", "accepted", "rejected", "noted", "supported", "declined"];
    verdicts.iter().any(|verdict| {
        let rest = words.strip_prefix(verdict);
        rest.is_some_and(|rest| ["", " in part", " in principle", " in full"].contains(&rest))
    })
}

/// "Motion Carried Unanimously, By All Members Present", "CARRIED": the vote behind a motion heads nothing.
fn tells_vote(text: &str) -> bool {
    let text = text.to_lowercase();
    let put =
        ["motion ", "amendment ", "resolution "].iter().find_map(|put| text.strip_prefix(put));
    let words = put.unwrap_or(&text);
    ["carried", "carries", "defeated", "lost", "passed"].iter().any(|vote| {
        let rest = words.strip_prefix(vote);
        rest.is_some_and(|rest| put.is_some() || rest.is_empty() || rest == " unanimously")
    })
}

/// `**bold**`, `<u>` and `<b>` left in the text become marks.
fn emphasis(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<MarkKind> = Vec::new();
    let mut rest = text;
    const TAGS: [(&str, MarkKind); 6] = [
        ("**", MarkKind::Bold),
        ("~~", MarkKind::Struck),
        ("<u>", MarkKind::Underlined),
        ("</u>", MarkKind::Underlined),
        ("<b>", MarkKind::Bold),
        ("</b>", MarkKind::Bold),
    ];
    while let Some((at, tag, kind)) = TAGS
        .iter()
        .filter_map(|(tag, kind)| Some((rest.find(tag)?, *tag, *kind)))
        .min_by_key(|(at, _, _)| *at)
    {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
        pieces.push(Piece { marks: open.clone(), ..Piece::plain(before) });
        if open.contains(&kind) {
            open.retain(|known| *known != kind);
        } else {
            open.push(kind);
        }
        rest = after.get(tag.len()..).unwrap_or("");
    }
    pieces.push(Piece { marks: open, ..Piece::plain(rest) });
    pieces
}

/// How many lines from `at` on are rows of one table; 0 where none begins there.
fn table_rows(lines: &[Line<'_>], at: usize) -> usize {
    let Some(first) = lines.get(at) else { return 0 };
    let tabbed = first.columns() >= 3;
    let barred = first.bars() >= 2;
    if !tabbed && !barred {
        return 0;
    }
    let is_row = |line: &Line<'_>| {
        if tabbed { line.columns() >= 3 || line.words.starts_with('\t') } else { line.bars() >= 1 }
    };
    let mut end = at;
    let mut cursor = at;
    while let Some(line) = lines.get(cursor) {
        if is_row(line) {
            end = cursor + 1;
        } else if !line.is_blank() {
            break;
        }
        cursor += 1;
    }
    let rows = lines.get(at..end).unwrap_or_default().iter().filter(|line| is_row(line)).count();
    if rows >= 2 { end - at } else { 0 }
}

fn push_table(document: &mut Document, lines: &[Line<'_>], table: u32) {
    let mut row = 0;
    for line in lines.iter().filter(|line| !line.is_blank()) {
        let words = line.words.trim_matches('|');
        let cells: Vec<&str> = if line.columns() >= 3 || line.words.starts_with('\t') {
            line.words.split('\t').collect()
        } else {
            words.split('|').collect()
        };
        let ruled = cells.iter().all(|cell| cell.chars().all(|c| "-: =".contains(c)));
        if ruled {
            continue;
        }
        for (words, column) in cells.iter().zip(0..) {
            let cell = Cell { table, row, column, columns: 1, header: row == 0, shade: None };
            builder::push(
                document,
                Paragraph { pieces: emphasis(words), cell: Some(cell), ..Paragraph::default() },
            );
        }
        row += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(text: &str) -> String {
        let mut document = Document::default();
        read_into(&mut document, text, 0);
        document.to_outline()
    }

    #[test]
    fn blank_lines_of_non_breaking_spaces_break_paragraphs() {
        assert_eq!(
            outline("Housing\n\u{a0}\n1)  That the Cabinet act.\n\u{a0}\n2)  That it be noted."),
            "### Housing\n- {1)} That the Cabinet act.\n- {2)} That it be noted.\n"
        );
    }

    #[test]
    fn a_line_below_the_text_of_a_label_goes_on_with_it() {
        assert_eq!(
            outline(
                "1. Mill lease\n   Recommendation: Approve the lease with Weir &\n                   Sons for the mill\n2. Rates\n   Recommendation: Receive\n\nPresent: Ann Ash\n         Bo Birch\n"
            ),
            "- {1.} Mill lease\nRecommendation: Approve the lease with Weir & Sons for the mill\n- {2.} Rates\nRecommendation: Receive\nPresent: Ann Ash\n### Bo Birch\n"
        );
    }

    #[test]
    fn wrapped_lines_are_one_paragraph_and_labels_find_their_words() {
        let text = "The meeting heard that the harbour wall had been repaired by the\ncontractor in the spring and that the account had not yet been\npaid, which the treasurer would look into before the next meeting\nof the council.\n\n(a)\nThat the account be paid as soon as the surveyor has seen the wall\nand the work.\n";
        assert_eq!(
            outline(text),
            "The meeting heard that the harbour wall had been repaired by the contractor in the spring and that the account had not yet been paid, which the treasurer would look into before the next meeting of the council.\n- {(a)} That the account be paid as soon as the surveyor has seen the wall and the work.\n"
        );
    }

    #[test]
    fn an_item_left_open_goes_on_with_a_capital() {
        assert_eq!(
            outline(
                "RESOLVED that:\n(1) the ferry be stopped on\nSundays and at Easter;\n(2) the gate be shut at\nWeir Lane.\nReasons for the decision:-\n"
            ),
            "RESOLVED that:\n- {(1)} the ferry be stopped on Sundays and at Easter;\n- {(2)} the gate be shut at Weir Lane.\nReasons for the decision:-\n"
        );
        assert_eq!(
            outline("(1) the report be noted\nCouncillor Ash left the room.\n"),
            "- {(1)} the report be noted\nCouncillor Ash left the room.\n"
        );
    }

    #[test]
    fn what_is_recommended_and_what_is_answered_are_blocks() {
        assert_eq!(
            outline(
                "Recommendation 1.1: The warden should draw up a list of the boats in the harbour\nand of their owners.\nStaff response: Agree. The list was drawn up in May and put before the board\nin June.\nRecommendation 1.2: The warden should see to it, as is set out above in\nRecommendation 1.1, before the end of the year.\n"
            ),
            "Recommendation 1.1: The warden should draw up a list of the boats in the harbour and of their owners.\nStaff response: Agree. The list was drawn up in May and put before the board in June.\nRecommendation 1.2: The warden should see to it, as is set out above in Recommendation 1.1, before the end of the year.\n"
        );
    }

    #[test]
    fn a_number_that_a_sentence_names_goes_on_with_it() {
        let text = "The clerk read the agenda, which was then adopted with the addition of item\n7.3. It was read once more by the chair, slowly, for those who had come to\nthe hall late and had not heard the clerk read out the items that stood\nupon it.\n";
        assert_eq!(outline(text), text.trim_end().replace('\n', " ") + "\n");
    }

    #[test]
    fn tabs_make_cells_and_blank_leading_ones_keep_their_column() {
        assert_eq!(
            outline("Date\tTitle\tAction\n1/2/18\tHarbour\tClerk to write\n\t\tClerk to call"),
            "[0:0:0 head] Date\n[0:0:1 head] Title\n[0:0:2 head] Action\n[0:1:0] 1/2/18\n[0:1:1] Harbour\n[0:1:2] Clerk to write\n[0:2:2] Clerk to call\n"
        );
    }

    #[test]
    fn a_sentence_broken_by_a_blank_line_is_mended() {
        assert_eq!(
            outline(
                "Major changes in the way the service is delivered have\n\nbeen identified by the review."
            ),
            "Major changes in the way the service is delivered have been identified by the review.\n"
        );
    }
}
