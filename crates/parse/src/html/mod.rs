//! HTML by the browser's own algorithm (html5ever under scraper).
//!
//! Reads: headings, paragraphs, lists with the numbers a browser prints, Word's own list marks, line breaks, data tables with
//! spans, bold, italic, underline and strike, title and canonical address; navigation and the like as furniture.
//! Ignores: scripts, styles, forms, images, what a style sheet hides or numbers.

mod tables;

use minuted_model::{Cell, Diagnostic, Document, MarkKind, Piece};
use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};

use crate::builder::{self, Paragraph};
use crate::encoding;
use crate::error::Error;
use crate::limits::Limits;
use crate::markers;

use tables::is_data_table;

/// Elements that end a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "body",
    "html",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "address",
    "fieldset",
    "figure",
    "figcaption",
    "hr",
    "center",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tbody",
    "thead",
    "tfoot",
    "tr",
    "td",
    "th",
    "caption",
    "header",
    "footer",
    "nav",
    "aside",
];

/// Elements that are not part of the paper.
const SKIPPED: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "select", "option", "button",
    "iframe", "input",
];

/// Elements around a paper, and words of class or id that say the same.
const FURNITURE: &[&str] = &["nav", "header", "footer", "aside"];
const FURNITURE_NAMES: &[&str] = &[
    "cookie",
    "breadcrumb",
    "sidebar",
    "navbar",
    "navigation",
    "site-header",
    "site-footer",
    "skip-link",
    "menu",
    "pagination",
];

/// Deepest element read; below it a hostile page repeats itself.
const DEEPEST: u32 = 400;

/// Reads a page.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    limits.check_text(bytes.len())?;
    let page = Html::parse_document(&encoding::decode(bytes));
    let first = |selector: &str| {
        Selector::parse(selector).ok().and_then(|selector| page.select(&selector).next())
    };
    let title = first("title").map(|element| {
        element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let address = first("link[rel=canonical]")
        .and_then(|element| element.value().attr("href").map(str::to_owned));
    let mut document = Document {
        media_type: "text/html".to_owned(),
        title: title.filter(|title| !title.is_empty()),
        address,
        ..Document::default()
    };
    fill(&mut document, &page, 0);
    Ok((document, Vec::new()))
}

/// Reads a piece of HTML that stands in another format, behind what `document` holds; tables are numbered from `tables` on.
/// Gives the number of the next table.
pub(crate) fn read_into(document: &mut Document, html: &str, tables: u32) -> u32 {
    fill(document, &Html::parse_fragment(html), tables)
}

fn fill(document: &mut Document, page: &Html, tables: u32) -> u32 {
    let mut reader = Reader { document, current: Paragraph::default(), tables, lists: Vec::new() };
    reader.read(page.root_element(), &Style::default());
    reader.flush();
    reader.tables
}

/// What elements above say of the text inside.
#[derive(Clone, Debug, Default)]
struct Style {
    marks: Vec<MarkKind>,
    heading: Option<u8>,
    cell: Option<Cell>,
    furniture: bool,
    depth: u32,
    preformatted: bool,
}

/// A list being read: its next number, and how it counts.
#[derive(Clone, Debug)]
struct List {
    next: Option<i64>,
    kind: String,
}

struct Reader<'a> {
    document: &'a mut Document,
    current: Paragraph,
    tables: u32,
    lists: Vec<List>,
}

impl Reader<'_> {
    fn read(&mut self, element: ElementRef<'_>, style: &Style) {
        let name = element.value().name();
        if SKIPPED.contains(&name) || style.depth > DEEPEST || is_hidden(element.value()) {
            return;
        }
        let style = &restyle(element.value(), style);
        match name {
            "br" => self.end_line(style),
            "table" => match tables::numbered(element) {
                Some(rows) => self.read_numbered(rows, style),
                None if is_data_table(element) => self.read_table(element, style),
                None => self.read_block(element, style),
            },
            "ol" | "ul" => self.read_list(element, style),
            "li" => self.read_item(element, style),
            _ if BLOCKS.contains(&name) => self.read_block(element, style),
            "span" if is_word_marker(element.value()) => self.take_word_marker(element),
            _ => self.read_children(element, style),
        }
    }

    fn read_block(&mut self, element: ElementRef<'_>, style: &Style) {
        self.flush();
        self.read_children(element, style);
        self.flush();
    }

    fn read_children(&mut self, element: ElementRef<'_>, style: &Style) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.add_text(text, style),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.read(element, style);
                    }
                }
                _ => {}
            }
        }
    }

    fn add_text(&mut self, text: &str, style: &Style) {
        self.dress(style);
        let mut lines = text.split('\n');
        if let (true, Some(first)) = (style.preformatted, lines.next()) {
            self.add_piece(first, style);
            for line in lines {
                self.flush();
                self.dress(style);
                self.add_piece(line, style);
            }
        } else {
            self.add_piece(text, style);
        }
    }

    fn add_piece(&mut self, text: &str, style: &Style) {
        self.current.pieces.push(Piece { marks: style.marks.clone(), ..Piece::plain(text) });
    }

    /// What the paragraph is, as the elements above say; the first text in it decides.
    fn dress(&mut self, style: &Style) {
        if self.current.pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            self.current.heading = style.heading;
            self.current.cell = style.cell;
            self.current.furniture = style.furniture;
            if self.current.marker.is_none() {
                self.current.level =
                    u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
            }
        }
    }

    /// A line break ends a paragraph unless the line so far is a lone marker or goes on in small letters.
    fn end_line(&mut self, style: &Style) {
        let text = self.current.text();
        let lone = markers::split(text.trim()).is_some_and(|(_, rest)| rest.is_empty());
        if lone || style.heading.is_some() {
            self.add_piece(" ", style);
        } else {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.current);
        if !paragraph.text().trim().is_empty() {
            builder::push(self.document, paragraph);
        } else if paragraph.marker.is_some() {
            self.current.marker = paragraph.marker;
        }
    }

    fn read_list(&mut self, element: ElementRef<'_>, style: &Style) {
        self.flush();
        let ordered = element.value().name() == "ol";
        let number = |name: &str| {
            element.value().attr(name).and_then(|value| value.trim().parse::<i64>().ok())
        };
        let next = ordered.then(|| number("start").unwrap_or(1));
        let kind = element.value().attr("type").unwrap_or("1").to_owned();
        self.lists.push(List { next, kind });
        self.read_children(element, style);
        self.flush();
        self.lists.pop();
    }

    fn read_item(&mut self, element: ElementRef<'_>, style: &Style) {
        self.flush();
        self.current.marker = self.lists.last_mut().map(|list| next_marker(list, element.value()));
        self.current.level = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let typed = element
            .text()
            .find(|text| !text.trim().is_empty())
            .and_then(|text| markers::split(text.trim()));
        if typed.is_some_and(|(marker, _)| marker.chars().any(char::is_alphanumeric)) {
            self.current.marker = None;
        }
        self.read_children(element, style);
        self.flush();
        self.current.marker = None;
    }

    /// Word writes the number it prints into a span of its own.
    fn take_word_marker(&mut self, element: ElementRef<'_>) {
        let marker = element.text().collect::<String>().replace('\u{a0}', " ").trim().to_owned();
        if !marker.is_empty() && self.current.text().trim().is_empty() {
            self.current.marker = Some(marker);
        }
    }
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or("").replace(' ', "").to_lowercase();
    style.contains("display:none") || element.attr("hidden").is_some()
}

fn is_word_marker(element: &Element) -> bool {
    element
        .attr("style")
        .is_some_and(|style| style.to_lowercase().replace(' ', "").contains("mso-list:ignore"))
}

fn restyle(element: &Element, above: &Style) -> Style {
    let mut style = Style { depth: above.depth + 1, ..above.clone() };
    let css = element.attr("style").unwrap_or("").replace(' ', "").to_lowercase();
    let mark = match element.name() {
        "b" | "strong" => Some(MarkKind::Bold),
        "i" | "em" => Some(MarkKind::Italic),
        "u" | "ins" => Some(MarkKind::Underlined),
        "s" | "strike" | "del" => Some(MarkKind::Struck),
        _ => None,
    };
    let by_css = [
        ("font-weight:bold", MarkKind::Bold),
        ("font-weight:700", MarkKind::Bold),
        ("line-through", MarkKind::Struck),
        ("text-decoration:underline", MarkKind::Underlined),
        ("font-style:italic", MarkKind::Italic),
    ];
    style.marks.extend(mark);
    style.marks.extend(by_css.iter().filter(|(rule, _)| css.contains(rule)).map(|(_, mark)| *mark));
    if let Some(level) = element
        .name()
        .strip_prefix('h')
        .and_then(|level| level.parse().ok())
        .filter(|level| (1..=6).contains(level))
    {
        style.heading = Some(level);
    }
    style.preformatted |= element.name() == "pre";
    let named = |name: &str| {
        element.attr(name).is_some_and(|value| {
            FURNITURE_NAMES.iter().any(|word| value.to_lowercase().contains(word))
        })
    };
    style.furniture |= FURNITURE.contains(&element.name())
        || element.name() != "body" && element.name() != "html" && (named("class") || named("id"));
    style
}

/// The marker a browser prints before an item.
fn next_marker(list: &mut List, item: &Element) -> String {
    let Some(next) = list.next else { return "•".to_owned() };
    let value = item.attr("value").and_then(|value| value.trim().parse().ok()).unwrap_or(next);
    list.next = Some(value + 1);
    format!("{}.", crate::numbering::print(value, &list.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(html: &str) -> String {
        read(html.as_bytes(), &Limits::default()).unwrap().0.to_outline()
    }

    #[test]
    fn lists_print_their_numbers_and_site_furniture_is_set_apart() {
        assert_eq!(
            outline(
                "<nav><a>Home page of the council</a></nav><h2>Housing</h2><p>Members spoke.<br>RESOLVED that:</p><ol type=a start=2><li>the plan be agreed;<ul><li>in part</li></ul></li><li>it be noted.</li></ol>"
            ),
            "~ Home page of the council\n## Housing\nMembers spoke.\nRESOLVED that:\n- {b.} the plan be agreed;\n  - {•} in part\n- {c.} it be noted.\n"
        );
    }

    #[test]
    fn data_tables_keep_their_grid_and_layout_tables_are_no_tables() {
        assert_eq!(
            outline(
                "<table><tr><th>Action<th>Owner</tr><tr><td rowspan=2>Write<td>Clerk</tr><tr><td>Chair</tr></table><table><tr><td><p>One column</p></td></tr></table>"
            ),
            "[0:0:0 head] Action\n[0:0:1 head] Owner\n[0:1:0] Write\n[0:1:1] Clerk\n[0:2:1] Chair\nOne column\n"
        );
    }

    #[test]
    fn word_marks_and_strikes_survive() {
        assert_eq!(
            outline(
                "<p><span style='mso-list:Ignore'>(a)&nbsp;</span>the <s>old</s> plan</p><p>2.1&nbsp; That it be agreed</p>"
            ),
            "- {(a)} the ‹s›old‹/s› plan\n- {2.1} That it be agreed\n"
        );
    }
}
