//! Plain text, in every shape that saved council pages come in.
//!
//! Reads: hard-wrapped lines, lines of non-breaking spaces as breaks, sentences broken by blank lines, tables with tabs or
//! bars (one row a line, or one cell a line), tables one cell a paragraph, labels alone on their line, Markdown and HTML emphasis left in the text, export tags as furniture.
//! Ignores: underlining by rows of dashes.

mod grid;
mod sorts;

use minuted_model::{Diagnostic, Document, MarkKind, Piece};

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
use crate::markers;
use crate::stacked;
use crate::unwrap;

use grid::{push_table, table_rows};
use sorts::{begins_clause, begins_labelled, is_title, left_open};

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
    let Some(width) = wrapped else {
        let broken = !marked && !ended && breaks_name(last, line.words);
        return broken || markers::dates(&last.text, line.words);
    };
    let filled = last.last_line * 10 >= width * 7;
    // A page may have columns of several widths: the paragraph's own lines tell its.
    let narrow = last.longest >= NARROWEST_COLUMN && last.last_line * 10 >= last.longest * 7;
    let opens = begins_clause(line.words);
    let runs_on = low || narrow || last.clause && !opens || left_open(&last.text);
    let opens = opens || opens_line(line.words);
    !marked && (filled && !(ended && opens) || runs_on && !ended)
}

/// "3.1 To move the" / "crew of four from the pier office at Marches" / "Harbour to the mill": a clause that was broken before, at full
/// lines, in the midst of a name. Of a line that begins another sentence the second word is no small one, or it has a label.
fn breaks_name(last: &Gathered, next: &str) -> bool {
    let full = last.last_line >= BROKEN_AT && last.last_line * 10 >= last.longest * 7;
    let mut words = next.split(' ');
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    let low = second.starts_with(char::is_lowercase);
    let begins = first.ends_with(',') && low || ["to", "of", "in", "for", "at"].contains(&second);
    let item = markers::split(&last.text)
        .is_some_and(|(_, rest)| begins_clause(rest) || rest.starts_with("To "));
    item && last.longest > 0 && full && begins && !next.contains(": ")
}

/// A shorter line of an item that was broken was not broken because it was full.
const BROKEN_AT: usize = 40;

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

/// From so many columns further in on a line hangs below the one before.
const HANGING: usize = 4;

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
    fn a_name_broken_in_an_item_goes_on() {
        assert_eq!(
            outline(
                "RESOLVED:\n3.1 To move the\ncrew of four from the old pier office at Marches\nHarbour to the mill.\nLead officer: Tom Ash\n"
            ),
            "RESOLVED:\n- {3.1} To move the crew of four from the old pier office at Marches Harbour to the mill.\nLead officer: Tom Ash\n"
        );
        assert_eq!(
            outline(
                "3.1 To move the\ncrew of four from the old pier office at Marches\nMembers thanked them.\n"
            ),
            "- {3.1} To move the crew of four from the old pier office at Marches\nMembers thanked them.\n"
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
