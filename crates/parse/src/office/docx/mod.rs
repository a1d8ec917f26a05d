//! DOCX (Word 2007 and later) to blocks.
//!
//! Reads: paragraphs, automatic numbers as printed, headings by style, tables with merged cells and shading, tracked
//! insertions (deletions are left out), bold, italic, underline and strike, headers and footers as furniture, content
//! controls, links, footnotes, title.
//! Ignores: text boxes' places, drawings, fields' instructions, comments.

mod numbering;
mod styles;

use std::collections::BTreeMap;

use minuted_model::{Cell, Diagnostic, Document, MarkKind, Piece};

use self::numbering::Numbering;
use self::styles::Styles;
use super::Package;
use super::xml::{self, Element};
use crate::builder::{self, Paragraph};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Deepest XML read: tables in tables in content controls stay far below it.
const DEEPEST: usize = 256;

/// Reads a DOCX package.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    let mut package = Package::open(bytes, limits)?;
    let main = part(&mut package, "word/document.xml")?.ok_or_else(|| {
        Error::new(ErrorKind::Damaged, "no member word/document.xml, expected a DOCX package")
    })?;
    let numbering = part(&mut package, "word/numbering.xml")?;
    let styles = part(&mut package, "word/styles.xml")?;
    let core = part(&mut package, "docProps/core.xml")?;
    let title = core
        .as_ref()
        .and_then(|core| core.elements().next()?.child("title").map(xml::text_of))
        .filter(|title| !title.is_empty());
    let media_type =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document".to_owned();
    let mut document = Document { media_type, title, ..Document::default() };
    let mut reader = Reader {
        document: &mut document,
        styles: Styles::read(styles.as_ref()),
        numbering: Numbering::read(numbering.as_ref()),
        tables: 0,
    };
    let mut furniture = Vec::new();
    for name in
        package.names("word/header", ".xml").into_iter().chain(package.names("word/footer", ".xml"))
    {
        furniture.extend(part(&mut package, &name)?);
    }
    furniture.iter().for_each(|element| reader.read_body(element, None, true));
    reader.read_body(&main, None, false);
    if let Some(notes) = part(&mut package, "word/footnotes.xml")? {
        reader.read_body(&notes, None, false);
    }
    Ok((document, Vec::new()))
}

fn part(package: &mut Package<'_>, name: &str) -> Result<Option<Element>, Error> {
    package.member(name)?.map(|xml| xml::read(&xml, DEEPEST)).transpose()
}

struct Reader<'a> {
    document: &'a mut Document,
    styles: Styles,
    numbering: Numbering,
    tables: u32,
}

impl Reader<'_> {
    fn read_body(&mut self, element: &Element, cell: Option<Cell>, furniture: bool) {
        for child in element.elements() {
            match child.name.as_str() {
                "p" => self.read_paragraph(child, cell, furniture),
                "tbl" if cell.is_none() && !furniture => self.read_table(child),
                "del" | "moveFrom" | "sectPr" => {}
                _ => self.read_body(child, cell, furniture),
            }
        }
    }

    fn read_paragraph(&mut self, element: &Element, cell: Option<Cell>, furniture: bool) {
        let properties = element.child("pPr");
        let style = properties.and_then(|properties| properties.val("pStyle"));
        let marker = self.marker(properties, style);
        let mut lines = vec![Vec::new()];
        read_runs(element, &[], &mut lines);
        let heading = self.styles.heading(properties, style);
        let mut first = true;
        for pieces in lines {
            let marker = marker.clone().filter(|_| first);
            let (marker, level) = marker.map_or((None, 0), |(marker, level)| (Some(marker), level));
            if pieces.iter().any(|piece| !piece.text.trim().is_empty()) {
                builder::push(
                    self.document,
                    Paragraph {
                        pieces,
                        heading: heading.filter(|_| first),
                        marker,
                        level,
                        cell,
                        furniture,
                    },
                );
                first = false;
            }
        }
    }

    /// The number or bullet that Word prints before a paragraph, with its level.
    fn marker(
        &mut self,
        properties: Option<&Element>,
        style: Option<&str>,
    ) -> Option<(String, u8)> {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let (by_style, style_level) = self.styles.numbering(style);
        let list = own.and_then(|own| own.val("numId")).map(str::to_owned).or(by_style)?;
        let level = own
            .and_then(|own| own.val("ilvl"))
            .and_then(|level| level.parse().ok())
            .or(style_level)
            .unwrap_or(0);
        let marker = self.numbering.next(&list, level)?;
        (!marker.is_empty()).then(|| (marker, u8::try_from(level).unwrap_or(8)))
    }

    fn read_table(&mut self, table: &Element) {
        let number = self.tables;
        self.tables += 1;
        let mut rows = Vec::new();
        table.all("tr", &mut rows);
        // Cells merged downwards: column to the row in which they began.
        let mut merged: BTreeMap<u32, u32> = BTreeMap::new();
        for (row, at) in rows.into_iter().zip(0..) {
            let repeated =
                row.child("trPr").is_some_and(|properties| properties.child("tblHeader").is_some());
            let mut column = 0;
            let mut cells = Vec::new();
            row.all("tc", &mut cells);
            for cell in cells {
                let properties = cell.child("tcPr");
                let columns = properties
                    .and_then(|properties| properties.val("gridSpan"))
                    .and_then(|span| span.parse().ok())
                    .unwrap_or(1)
                    .clamp(1, 100);
                let down = properties.and_then(|properties| properties.child("vMerge"));
                let goes_on =
                    down.is_some_and(|down| down.get("val").unwrap_or("continue") == "continue");
                let began = if goes_on { merged.get(&column).copied().unwrap_or(at) } else { at };
                merged.insert(column, began);
                let place = Cell {
                    table: number,
                    row: began,
                    column,
                    columns,
                    header: repeated || at == 0,
                    shade: shade(properties),
                };
                let before = self.document.blocks.len();
                self.read_body(cell, Some(place), false);
                if self.document.blocks.len() == before && place.shade.is_some() {
                    self.document.shaded.push(place);
                }
                column += columns;
            }
        }
    }
}

/// Background of a cell other than white, from its hex fill.
fn shade(properties: Option<&Element>) -> Option<[u8; 3]> {
    let fill = properties?.child("shd")?.get("fill")?;
    let byte = |at: usize| u8::from_str_radix(fill.get(at..at + 2)?, 16).ok();
    let colour = [byte(0)?, byte(2)?, byte(4)?];
    (colour != [255; 3]).then_some(colour)
}

/// The runs of a paragraph, split at line breaks; tracked deletions are left out.
fn read_runs(element: &Element, marks: &[MarkKind], lines: &mut Vec<Vec<Piece>>) {
    for child in element.elements() {
        match child.name.as_str() {
            "r" => read_run(child, marks, lines),
            "del" | "moveFrom" | "pPr" | "instrText" | "pict" | "drawing" | "object" => {}
            _ => read_runs(child, marks, lines),
        }
    }
}

fn read_run(run: &Element, marks: &[MarkKind], lines: &mut Vec<Vec<Piece>>) {
    let properties = run.child("rPr");
    let on = |name: &str| {
        properties
            .and_then(|properties| properties.child(name))
            .is_some_and(|property| !matches!(property.get("val"), Some("0" | "false" | "none")))
    };
    if on("vanish") {
        return;
    }
    let named = [
        ("b", MarkKind::Bold),
        ("i", MarkKind::Italic),
        ("u", MarkKind::Underlined),
        ("strike", MarkKind::Struck),
        ("dstrike", MarkKind::Struck),
    ];
    let marks: Vec<MarkKind> = marks
        .iter()
        .copied()
        .chain(named.iter().filter(|(name, _)| on(name)).map(|(_, mark)| *mark))
        .collect();
    for child in run.elements() {
        match child.name.as_str() {
            "t" => add(lines, &xml::text_of(child), &marks),
            "tab" | "ptab" => add(lines, " ", &marks),
            "noBreakHyphen" => add(lines, "-", &marks),
            "br" | "cr" => lines.push(Vec::new()),
            "AlternateContent" | "pict" | "drawing" => {}
            _ => {}
        }
    }
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

    /// A package with these members.
    fn package(members: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, xml) in members {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(xml.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn outline(body: &str, numbering: &str) -> String {
        let main = format!("<w:document><w:body>{body}</w:body></w:document>");
        let bytes = package(&[
            ("word/document.xml", &main),
            ("word/numbering.xml", &format!("<w:numbering>{numbering}</w:numbering>")),
        ]);
        read(&bytes, &Limits::default()).unwrap().0.to_outline()
    }

    #[test]
    fn automatic_numbers_are_printed_with_restarts() {
        let numbering = "<w:abstractNum w:abstractNumId='7'><w:lvl w:ilvl='0'><w:start w:val='4'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl><w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='(%2)'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='7'/></w:num>";
        let item = |level: u8, text: &str| {
            format!(
                "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
            )
        };
        let body = [
            item(0, "RESOLVED that"),
            item(1, "one;"),
            item(1, "two."),
            item(0, "Next."),
            item(1, "three."),
        ]
        .concat();
        assert_eq!(
            outline(&body, numbering),
            "- {4.} RESOLVED that\n  - {(a)} one;\n  - {(b)} two.\n- {5.} Next.\n  - {(a)} three.\n"
        );
    }

    #[test]
    fn deletions_are_left_out_insertions_kept_and_strikes_marked() {
        let body = "<w:p><w:r><w:t>The </w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:r><w:rPr><w:strike/></w:rPr><w:t xml:space='preserve'> grey</w:t></w:r><w:r><w:t> &amp; blue plan</w:t></w:r></w:p>";
        assert_eq!(outline(body, ""), "The new‹s› grey‹/s› & blue plan\n");
    }

    #[test]
    fn merged_cells_keep_their_columns() {
        let cell = |inner: &str, text: &str| {
            format!("<w:tc><w:tcPr>{inner}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")
        };
        let rows = [
            format!(
                "<w:tr>{}{}</w:tr>",
                cell("<w:gridSpan w:val='2'/>", "Action"),
                cell("", "Owner")
            ),
            format!(
                "<w:tr>{}{}{}</w:tr>",
                cell("<w:vMerge w:val='restart'/>", "1"),
                cell("", "Write"),
                cell("", "Clerk")
            ),
            format!(
                "<w:tr>{}{}{}</w:tr>",
                cell("<w:vMerge/>", ""),
                cell("", "Call"),
                cell("", "Chair")
            ),
        ];
        assert_eq!(
            outline(&format!("<w:tbl>{}</w:tbl>", rows.concat()), ""),
            "[0:0:0+2 head] Action\n[0:0:2 head] Owner\n[0:1:0] - {1} \n"
                .replace("- {1} \n", "1\n")
                + "[0:1:1] Write\n[0:1:2] Clerk\n[0:2:1] Call\n[0:2:2] Chair\n"
        );
    }
}
