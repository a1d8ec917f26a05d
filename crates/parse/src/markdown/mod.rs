//! Markdown (CommonMark with tables and strike-through), and papers that a converter turned into it.
//!
//! Reads: headings, paragraphs, lists with their printed numbers, tables, emphasis, strike-through; typed labels in the text.
//! Blocks of HTML are read as HTML: pages of site generators hold whole tables of it. Ignores: images, most tags within a line,
//! footnote definitions' places.

mod source;
mod typed;

use minuted_model::{Cell, Diagnostic, Document, MarkKind, Piece};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::builder::{self, Paragraph};
use crate::encoding;
use crate::error::Error;
use crate::html;
use crate::limits::Limits;
use crate::lines;
use crate::pages;
use crate::text;
use crate::unwrap;

use source::{close_bold, narrow_markers, without_front};
use typed::{begins_action, is_label};

/// Reads Markdown.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    limits.check_text(bytes.len())?;
    let text = encoding::decode(bytes);
    let (title, text) = without_front(&text);
    let text = pages::unpage(text);
    let text = unwrap::undouble(&text);
    let text = close_bold(&text);
    let text = &*narrow_markers(&text);
    let media_type = "text/markdown".to_owned();
    let typed_lines = lines::are_typed(text);
    let mut document = Document { media_type, title, ..Document::default() };
    let mut reader = Reader {
        document: &mut document,
        current: Paragraph::default(),
        marks: Vec::new(),
        lists: Vec::new(),
        table: Table::default(),
        broken: false,
        typed_lines,
        label: None,
        html: String::new(),
        in_code: false,
        typed: String::new(),
    };
    for (event, place) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        if matches!(event, Event::Start(Tag::Item)) {
            reader.counts_to(printed_number(text.get(place).unwrap_or_default()));
        }
        reader.read(event);
    }
    reader.end_html();
    reader.flush();
    Ok((document, Vec::new()))
}

const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS);

#[derive(Clone, Debug, Default)]
struct Table {
    number: u32,
    row: u32,
    column: u32,
    inside: bool,
    header: bool,
}

struct Reader<'a> {
    document: &'a mut Document,
    current: Paragraph,
    marks: Vec<MarkKind>,
    /// The next number of each open list; `None` for bullets.
    lists: Vec<Option<u64>>,
    table: Table,
    /// Whether a line ended just before.
    broken: bool,
    /// Whether the lines of a paragraph are lines that its author set.
    typed_lines: bool,
    /// How many pieces stand before the bold words at the beginning of a line.
    label: Option<usize>,
    /// The blocks of HTML since the last other block.
    html: String,
    /// Whether lines stand as they were typed, and those lines.
    in_code: bool,
    typed: String,
}

impl Reader<'_> {
    fn read(&mut self, event: Event<'_>) {
        let of_html = matches!(
            event,
            Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::End(TagEnd::HtmlBlock)
        );
        if !of_html {
            self.end_html();
        }
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code => self.typed.push_str(&text),
            Event::Text(text) | Event::Code(text) => self.add(&text),
            Event::SoftBreak => {
                self.add(" ");
                self.broken = true;
            }
            // "a)  " alone on its line is the label of the line below.
            Event::HardBreak if is_label(&self.current.text()) => self.add(" "),
            Event::HardBreak | Event::Rule => self.flush(),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => self.add_html(&html),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.flush(),
            Tag::Heading { level, .. } => {
                self.flush();
                self.current.heading = Some(to_level(*level));
            }
            Tag::List(start) => {
                self.flush();
                self.lists.push(*start);
            }
            Tag::Item => self.start_item(),
            Tag::CodeBlock(_) => {
                self.flush();
                self.in_code = true;
            }
            Tag::Strong => {
                self.label = self.broken.then_some(self.current.pieces.len());
                self.marks.push(MarkKind::Bold);
            }
            Tag::Emphasis => self.marks.push(MarkKind::Italic),
            Tag::Strikethrough => self.marks.push(MarkKind::Struck),
            Tag::Table(_) => {
                self.flush();
                self.table = Table { number: self.table.number, inside: true, ..Table::default() };
            }
            Tag::TableHead => self.table.header = true,
            Tag::TableCell => self.start_cell(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.flush(),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.end_typed();
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Strong => {
                self.marks.pop();
                self.part_label();
            }
            TagEnd::Emphasis | TagEnd::Strikethrough => {
                self.marks.pop();
            }
            TagEnd::TableCell => {
                self.flush();
                self.table.column += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.table.header = false;
                self.table.row += 1;
                self.table.column = 0;
            }
            TagEnd::Table => {
                self.table.inside = false;
                self.table.number += 1;
            }
            _ => {}
        }
    }

    /// "6. Ferry" behind "2. the gate be shut": for CommonMark one list, whose items it counts; the paper has its own number. Items
    /// that are all typed "1." are counted.
    fn counts_to(&mut self, printed: Option<u64>) {
        if let (Some(Some(next)), Some(printed)) = (self.lists.last_mut(), printed) {
            *next = printed.max(*next);
        }
    }

    fn start_item(&mut self) {
        self.flush();
        let marker = match self.lists.last_mut() {
            Some(Some(next)) => {
                *next += 1;
                format!("{}.", *next - 1)
            }
            _ => "•".to_owned(),
        };
        self.current.marker = Some(marker);
        self.current.level = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
    }

    fn start_cell(&mut self) {
        let Table { number, row, column, header, .. } = self.table;
        self.current.cell =
            Some(Cell { table: number, row, column, columns: 1, header, shade: None });
    }

    fn add(&mut self, text: &str) {
        if std::mem::take(&mut self.broken)
            && (self.begins_item(text)
                || self.begins_line(text)
                || begins_action(text)
                || self.is_below_title(text)
                || self.is_below_capitals(text))
        {
            self.flush();
            self.label = None;
        }
        self.current.pieces.push(Piece { marks: self.marks.clone(), ..Piece::plain(text) });
    }

    /// Reads the lines that were set as they were typed, as a text of their own: whole minutes are pasted so.
    fn end_typed(&mut self) {
        self.flush();
        let typed = std::mem::take(&mut self.typed);
        self.table.number = text::read_into(self.document, &typed, self.table.number);
    }

    /// Reads the blocks of HTML that have just ended.
    fn end_html(&mut self) {
        let html = std::mem::take(&mut self.html);
        if !html.is_empty() {
            self.table.number = html::read_into(self.document, &html, self.table.number);
        }
    }

    /// Of HTML within a line only bold words, underlining and breaks mean something here.
    fn add_html(&mut self, html: &str) {
        match html.trim().to_lowercase().as_str() {
            "<b>" | "<strong>" => self.marks.push(MarkKind::Bold),
            "</b>" | "</strong>" => {
                if let Some(at) = self.marks.iter().rposition(|mark| *mark == MarkKind::Bold) {
                    self.marks.remove(at);
                }
            }
            "<u>" => self.marks.push(MarkKind::Underlined),
            "</u>" => self.marks.retain(|mark| *mark != MarkKind::Underlined),
            "<br>" | "<br/>" | "<br />" => {
                let cell = self.current.cell;
                self.flush();
                self.current.cell = cell;
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.current);
        if paragraph.text().trim().is_empty() {
            self.current.marker = paragraph.marker;
            self.current.level = paragraph.level;
            return;
        }
        builder::push(self.document, paragraph);
    }
}

/// The number that an item is printed with: `6.`, `6)`.
fn printed_number(item: &str) -> Option<u64> {
    let behind = item.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = item.trim_start().strip_suffix(behind)?;
    digits.parse().ok().filter(|_| behind.starts_with(['.', ')']))
}

fn to_level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(markdown: &str) -> String {
        read(markdown.as_bytes(), &Limits::default()).unwrap().0.to_outline()
    }

    #[test]
    fn front_matter_gives_the_title_and_is_no_text() {
        let title = |text: &str| read(text.as_bytes(), &Limits::default()).unwrap().0.title;
        let yaml = "---\r\ntitle: \"Minutes of 4 May\"\r\ndate: 2022\r\n---\r\nAnn to write.\n";
        assert_eq!(title(yaml).as_deref(), Some("Minutes of 4 May"));
        assert_eq!(outline(yaml), "Ann to write.\n");
        let toml = "+++\ntags = []\ntitle = 'Minutes of 4 May'\n+++\nAnn to write.";
        assert_eq!(title(toml).as_deref(), Some("Minutes of 4 May"));
        assert_eq!(outline(toml), "Ann to write.\n");
        assert_eq!(title("---\ntitle:\n---\n# May"), None);
        assert_eq!(outline("---\n\ntitle: May"), "title: May\n");
    }

    #[test]
    fn boxes_are_no_words_and_typed_lines_are_lines() {
        assert_eq!(
            outline("- [ ] Ann to write\n- [x] Bo to ring\n"),
            "- {•} Ann to write\n- {•} Bo to ring\n"
        );
        assert_eq!(
            outline("```\nMotion: That it be so\n\n  Carried.\n```\n"),
            "Motion: That it be so\nCarried.\n"
        );
    }

    #[test]
    fn items_keep_the_numbers_they_are_printed_with() {
        assert_eq!(
            outline("Agreed that:\n\n1. the gate be shut\n\n2. it be lit\n\n6. Ferry\n\nNone.\n"),
            "Agreed that:\n- {1.} the gate be shut\n- {2.} it be lit\n- {6.} Ferry\nNone.\n"
        );
        assert_eq!(outline("1. one\n1. two\n1. three\n"), "- {1.} one\n- {2.} two\n- {3.} three\n");
    }

    #[test]
    fn dashes_before_capitals_are_bullets() {
        assert_eq!(
            outline("**Pier** – Boards were mended.\n–  Ann to ring the yard\n–  Bo to paint it\n"),
            "‹b›Pier‹/b› – Boards were mended.\n- {–} Ann to ring the yard\n- {–} Bo to paint it\n"
        );
        let text = "The pier was mended by the yard\n– at no cost – and the boats\n– Ash and Elm – came home.\n";
        assert_eq!(outline(text), text.trim_end().replace('\n', " ") + "\n");
    }

    #[test]
    fn a_line_in_capitals_is_the_title_of_those_below() {
        assert_eq!(
            outline("RECOMMENDED ACTION\nApprove the lease of the mill.\n\nRESOLVED\nTHAT\n"),
            "## RECOMMENDED ACTION\nApprove the lease of the mill.\n## RESOLVED THAT\n"
        );
    }

    #[test]
    fn bold_that_ends_in_a_blank_is_bold() {
        assert_eq!(
            outline("**Action: Ann to write. ** by May\n\n2 ** 3\n\n**Bo** **Cy**\n"),
            "‹b›Action: Ann to write.‹/b› by May\n2 ** 3\n### ‹b›Bo‹/b› ‹b›Cy‹/b›\n"
        );
        assert_eq!(
            outline("**Purpose: **Ann **to** write\n"),
            "‹b›Purpose:‹/b› Ann ‹b›to‹/b› write\n"
        );
    }

    #[test]
    fn a_label_alone_on_its_line_is_the_next_line_s() {
        assert_eq!(
            outline(
                "That steps be taken:\n\na)     \n  the fees be set; and,\nii)    \n  the hall be let.\n"
            ),
            "That steps be taken:\n- {a)} the fees be set; and,\n- {ii)} the hall be let.\n"
        );
        assert_eq!(outline("a) one  \nb\n"), "- {a)} one\nb\n");
    }

    #[test]
    fn numbers_far_from_their_words_are_numbers() {
        assert_eq!(
            outline("Agreed:\n\n1.     That the path be swept.\n\n2.      That it be lit.\n"),
            "Agreed:\n- {1.} That the path be swept.\n- {2.} That it be lit.\n"
        );
        assert_eq!(outline("    1.     typed\n\nAnn      Ash\n"), "- {1.} typed\nAnn Ash\n");
    }

    #[test]
    fn blocks_of_html_are_read() {
        assert_eq!(
            outline(
                "# Minutes\n\n<div><p>Ann to <b>write</b>.</p>\n<p>Bo agreed.</p></div>\n\nText <b>in</b> line.\n\n<!-- none -->\n\n| A |\n|---|\n| b |\n\n<table><tr><td>Write to Bo</td>\n\n<td>Ann</td></tr><tr><td>Ring</td><td>Bo</td></tr></table>\n"
            ),
            "# Minutes\nAnn to ‹b›write‹/b›.\nBo agreed.\nText ‹b›in‹/b› line.\n[0:0:0 head] A\n[0:1:0] b\n[1:0:0 head] Write to Bo\n[1:0:1 head] Ann\n[1:1:0] Ring\n[1:1:1] Bo\n"
        );
    }

    #[test]
    fn lines_with_labels_are_paragraphs() {
        assert_eq!(
            outline("**Date:** 8 May\n**Present:** Ann Ash,\n**all** day\n"),
            "‹b›Date:‹/b› 8 May\n‹b›Present:‹/b› Ann Ash, ‹b›all‹/b› day\n"
        );
        assert_eq!(
            outline("**Fees of**\nthe hall\n\n**Fees**\nAnn to write.\n"),
            "‹b›Fees of‹/b› the hall\n### ‹b›Fees‹/b›\nAnn to write.\n"
        );
    }

    #[test]
    fn lists_tables_and_typed_labels() {
        assert_eq!(
            outline(
                "# Minutes\n\n**RESOLVED** that\n\n3. the plan\n   - in part\n4. ~~the fees~~\n\n(a) typed\n\n| Action | Owner |\n|---|---|\n| Write | Clerk |\n"
            ),
            "# Minutes\n‹b›RESOLVED‹/b› that\n- {3.} the plan\n  - {•} in part\n- {4.} ‹s›the fees‹/s›\n- {(a)} typed\n[0:0:0 head] Action\n[0:0:1 head] Owner\n[0:1:0] Write\n[0:1:1] Clerk\n"
        );
    }
}
