//! ODT (OpenDocument text) to blocks.
//!
//! Reads: headings by outline level, paragraphs, lists with numbers as printed, tables with spans and repeats, tracked
//! deletions left out, bold, italic, underline and strike by style, headers and footers as furniture, title.
//! Ignores: frames' places, drawings, indexes' formats.

use std::collections::BTreeMap;

use minuted_model::{Cell, Diagnostic, Document, MarkKind, Piece};

use super::Package;
use super::xml::{self, Element, Node};
use crate::builder::{self, Paragraph};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;
use crate::numbering;

const DEEPEST: usize = 256;

/// Most times a repeated row or cell is taken: spreadsheets repeat empty ones by the thousand.
const MOST_REPEATS: u32 = 50;

/// Reads an ODT package.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    let mut package = Package::open(bytes, limits)?;
    let content = package.member("content.xml")?.ok_or_else(|| {
        Error::new(ErrorKind::Damaged, "no member content.xml, expected an ODT package")
    })?;
    let content = xml::read(&content, DEEPEST)?;
    let styles = package.member("styles.xml")?.map(|xml| xml::read(&xml, DEEPEST)).transpose()?;
    let meta = package.member("meta.xml")?.map(|xml| xml::read(&xml, DEEPEST)).transpose()?;
    let mut titles = Vec::new();
    if let Some(meta) = &meta {
        meta.all("title", &mut titles);
    }
    let title = titles.first().map(|title| xml::text_of(title)).filter(|title| !title.is_empty());
    let mut document = Document {
        media_type: "application/vnd.oasis.opendocument.text".to_owned(),
        title,
        ..Document::default()
    };
    let mut reader = Reader {
        document: &mut document,
        looks: BTreeMap::new(),
        lists: BTreeMap::new(),
        parents: BTreeMap::new(),
        counters: BTreeMap::new(),
        tables: 0,
    };
    for root in styles.iter().chain([&content]) {
        reader.learn(root);
    }
    if let Some(styles) = &styles {
        let mut margins = Vec::new();
        for name in
            ["header", "footer", "header-first", "footer-first", "header-left", "footer-left"]
        {
            styles.all(name, &mut margins);
        }
        margins.into_iter().for_each(|margin| {
            reader.read_body(margin, &Place { furniture: true, ..Place::default() });
        });
    }
    let mut bodies = Vec::new();
    content.all("text", &mut bodies);
    if let Some(body) = bodies.first() {
        reader.read_body(body, &Place::default());
    }
    Ok((document, Vec::new()))
}

/// Where in the paper the reader stands.
#[derive(Clone, Debug, Default)]
struct Place {
    cell: Option<Cell>,
    furniture: bool,
    /// Style name of the list, and its level from 1.
    list: Option<(String, usize)>,
}

/// How one level of a list style numbers.
#[derive(Clone, Debug, Default)]
struct Level {
    /// `None` for bullets.
    format: Option<String>,
    prefix: String,
    suffix: String,
    start: i64,
    shown: usize,
}

struct Reader<'a> {
    document: &'a mut Document,
    /// Marks by text or paragraph style.
    looks: BTreeMap<String, Vec<MarkKind>>,
    /// List styles by name and level.
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    /// Parent and list style of paragraph styles.
    parents: BTreeMap<String, (Option<String>, Option<String>)>,
    counters: BTreeMap<String, BTreeMap<usize, i64>>,
    tables: u32,
}

impl Reader<'_> {
    /// Learns the styles of a file.
    fn learn(&mut self, root: &Element) {
        let (mut styles, mut lists) = (Vec::new(), Vec::new());
        root.all("style", &mut styles);
        root.all("list-style", &mut lists);
        for style in styles {
            let Some(name) = style.get("name") else { continue };
            let own = style.child("text-properties").map(marks).unwrap_or_default();
            self.looks.insert(name.to_owned(), own);
            let parent = style.get("parent-style-name").map(str::to_owned);
            self.parents
                .insert(name.to_owned(), (parent, style.get("list-style-name").map(str::to_owned)));
        }
        for list in lists {
            let levels = list
                .elements()
                .filter_map(|level| Some((level.get("level")?.parse().ok()?, read_level(level))));
            if let Some(name) = list.get("name") {
                self.lists.insert(name.to_owned(), levels.collect());
            }
        }
    }

    fn read_body(&mut self, element: &Element, place: &Place) {
        for child in element.elements() {
            match child.name.as_str() {
                "p" => self.read_paragraph(child, place, None, None),
                "h" => self.read_paragraph(child, place, None, Some(outline_level(child))),
                "list" => self.read_list(child, place),
                "table" if place.cell.is_none() && !place.furniture => self.read_table(child),
                "tracked-changes" | "sequence-decls" | "forms" | "variable-decls" => {}
                _ => self.read_body(child, place),
            }
        }
    }

    fn read_paragraph(
        &mut self,
        element: &Element,
        place: &Place,
        marker: Option<(String, u8)>,
        heading: Option<u8>,
    ) {
        let style = element.get("style-name").unwrap_or_default().to_owned();
        let mut lines = vec![Vec::new()];
        let marks = self.marks_of(&style);
        self.read_spans(element, &marks, &mut lines);
        let mut marker = marker;
        for pieces in lines {
            if pieces.iter().any(|piece: &Piece| !piece.text.trim().is_empty()) {
                let (marker, level) =
                    marker.take().map_or((None, 0), |(marker, level)| (Some(marker), level));
                builder::push(
                    self.document,
                    Paragraph {
                        pieces,
                        heading,
                        marker,
                        level,
                        cell: place.cell,
                        furniture: place.furniture,
                    },
                );
            }
        }
    }

    fn marks_of(&self, style: &str) -> Vec<MarkKind> {
        let mut found = Vec::new();
        let mut next = Some(style.to_owned());
        for _ in 0..10 {
            let Some(name) = next else { break };
            found.extend(
                self.looks
                    .get(&name)
                    .into_iter()
                    .flatten()
                    .copied()
                    .filter(|mark| !matches!(mark, MarkKind::Footnote)),
            );
            next = self.parents.get(&name).and_then(|(parent, _)| parent.clone());
        }
        found.sort();
        found.dedup();
        found
    }

    fn read_spans(&self, element: &Element, marks: &[MarkKind], lines: &mut Vec<Vec<Piece>>) {
        for child in &element.children {
            match child {
                Node::Text(text) => add(lines, text, marks),
                Node::Element(child) => match child.name.as_str() {
                    "s" => add(lines, " ", marks),
                    "tab" => add(lines, " ", marks),
                    "line-break" => lines.push(Vec::new()),
                    "note" | "annotation" | "frame" | "bookmark" => {}
                    "span" => {
                        let style = child.get("style-name").unwrap_or_default();
                        let all: Vec<MarkKind> =
                            marks.iter().copied().chain(self.marks_of(style)).collect();
                        self.read_spans(child, &all, lines);
                    }
                    _ => self.read_spans(child, marks, lines),
                },
            }
        }
    }

    fn read_list(&mut self, list: &Element, place: &Place) {
        let level = place.list.as_ref().map_or(1, |(_, level)| level + 1);
        let style = list
            .get("style-name")
            .map(str::to_owned)
            .or_else(|| place.list.as_ref().map(|(style, _)| style.clone()))
            .unwrap_or_default();
        let goes_on =
            list.get("continue-numbering") == Some("true") || list.get("continue-list").is_some();
        if !goes_on {
            self.counters.entry(style.clone()).or_default().retain(|known, _| *known < level);
        }
        let here = Place { list: Some((style.clone(), level)), ..place.clone() };
        for item in list.elements() {
            let headed = item.name == "list-header";
            let mut marker = None;
            if !headed && item.elements().any(|child| child.name == "p" || child.name == "h") {
                let start = item.get("start-value").and_then(|start| start.parse().ok());
                marker = self.count(&style, level, start);
            }
            for child in item.elements() {
                match child.name.as_str() {
                    "p" => self.read_paragraph(child, &here, marker.take(), None),
                    "h" => {
                        self.read_paragraph(
                            child,
                            &here,
                            marker.take(),
                            Some(outline_level(child)),
                        );
                    }
                    "list" => self.read_list(child, &here),
                    _ => self.read_body(child, &here),
                }
            }
        }
    }

    /// Counts on and gives the label that is printed.
    fn count(&mut self, style: &str, level: usize, start: Option<i64>) -> Option<(String, u8)> {
        let levels = self.lists.get(style)?.clone();
        let own = levels.get(&level)?;
        let counters = self.counters.entry(style.to_owned()).or_default();
        let next = start.or_else(|| counters.get(&level).map(|last| last + 1)).unwrap_or(own.start);
        counters.insert(level, next);
        counters.retain(|known, _| *known <= level);
        let depth = u8::try_from(level - 1).unwrap_or(u8::MAX);
        let Some(format) = own.format.as_deref() else { return Some(("•".to_owned(), depth)) };
        let first = (level + 1).saturating_sub(own.shown.max(1));
        let numbers: Vec<String> = (first..=level)
            .map(|at| {
                let format = if at == level {
                    format
                } else {
                    levels.get(&at).and_then(|level| level.format.as_deref()).unwrap_or("1")
                };
                numbering::print(counters.get(&at).copied().unwrap_or(1), format)
            })
            .collect();
        let label = format!("{}{}{}", own.prefix, numbers.join("."), own.suffix).trim().to_owned();
        (!format.is_empty() && !label.is_empty()).then_some((label, depth))
    }

    fn read_table(&mut self, table: &Element) {
        let number = self.tables;
        self.tables += 1;
        let mut row = 0;
        self.read_rows(table, number, &mut row, false);
    }

    fn read_rows(&mut self, element: &Element, table: u32, row: &mut u32, header: bool) {
        for child in element.elements() {
            match child.name.as_str() {
                "table-header-rows" => self.read_rows(child, table, row, true),
                "table-rows" | "table-row-group" => self.read_rows(child, table, row, header),
                "table-row" => {
                    self.read_row(child, table, *row, header || *row == 0);
                    *row += repeats(child, "number-rows-repeated");
                }
                _ => {}
            }
        }
    }

    fn read_row(&mut self, element: &Element, table: u32, row: u32, header: bool) {
        let mut column = 0;
        for cell in element
            .elements()
            .filter(|cell| cell.name == "table-cell" || cell.name == "covered-table-cell")
        {
            let columns = cell
                .get("number-columns-spanned")
                .and_then(|span| span.parse().ok())
                .unwrap_or(1)
                .clamp(1, 100);
            let place = Cell { table, row, column, columns, header, shade: None };
            self.read_body(cell, &Place { cell: Some(place), ..Place::default() });
            column += repeats(cell, "number-columns-repeated");
        }
    }
}

fn repeats(element: &Element, name: &str) -> u32 {
    element.get(name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, MOST_REPEATS)
}

fn outline_level(heading: &Element) -> u8 {
    heading.get("outline-level").and_then(|level| level.parse().ok()).unwrap_or(1)
}

fn read_level(level: &Element) -> Level {
    let numbered = level.name == "list-level-style-number";
    Level {
        format: numbered.then(|| level.get("num-format").unwrap_or("1").to_owned()),
        prefix: level.get("num-prefix").unwrap_or_default().to_owned(),
        suffix: level.get("num-suffix").unwrap_or_default().to_owned(),
        start: level.get("start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
        shown: level.get("display-levels").and_then(|shown| shown.parse().ok()).unwrap_or(1),
    }
}

fn marks(properties: &Element) -> Vec<MarkKind> {
    let is = |name: &str, wanted: &str| properties.get(name).is_some_and(|value| value == wanted);
    let set = |name: &str| properties.get(name).is_some_and(|value| value != "none");
    let all = [
        (is("font-weight", "bold"), MarkKind::Bold),
        (is("font-style", "italic"), MarkKind::Italic),
        (set("text-underline-style"), MarkKind::Underlined),
        (set("text-line-through-style") || set("text-line-through-type"), MarkKind::Struck),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, mark)| mark).collect()
}

fn add(lines: &mut [Vec<Piece>], text: &str, marks: &[MarkKind]) {
    if let Some(line) = lines.last_mut() {
        line.push(Piece { marks: marks.to_vec(), ..Piece::plain(text) });
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn outline(styles: &str, body: &str) -> String {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let xml = format!(
            "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        zip.write_all(xml.as_bytes()).unwrap();
        read(&zip.finish().unwrap().into_inner(), &Limits::default()).unwrap().0.to_outline()
    }

    #[test]
    fn lists_count_and_struck_spans_are_marked() {
        let styles = "<style:style style:name='T1'><style:text-properties style:text-line-through-style='solid'/></style:style><text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/><text:list-level-style-number text:level='2' style:num-format='a' style:num-prefix='(' style:num-suffix=')'/></text:list-style>";
        let body = "<text:h text:outline-level='2'>Housing</text:h><text:list text:style-name='L1'><text:list-item><text:p>RESOLVED that</text:p><text:list><text:list-item><text:p>the <text:span text:style-name='T1'>old</text:span> plan;</text:p></text:list-item><text:list-item><text:p>it be noted.</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Next.</text:p></text:list-item></text:list>";
        assert_eq!(
            outline(styles, body),
            "## Housing\n- {1.} RESOLVED that\n  - {(a)} the ‹s›old‹/s› plan;\n  - {(b)} it be noted.\n- {2.} Next.\n"
        );
    }

    #[test]
    fn tables_keep_rows_and_columns() {
        let cell =
            |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
        let body = format!(
            "<table:table><table:table-row>{}{}</table:table-row><table:table-row>{}{}</table:table-row></table:table>",
            cell("Action"),
            cell("Status"),
            cell("Write"),
            cell("Done")
        );
        assert_eq!(
            outline("", &body),
            "[0:0:0 head] Action\n[0:0:1 head] Status\n[0:1:0] Write\n[0:1:1] Done\n"
        );
    }
}
