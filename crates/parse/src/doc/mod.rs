//! DOC (Word 97 to 2003) to blocks, from the piece table up.
//!
//! Reads: text, headings 1 to 9, automatic numbers as printed, tables with rows and cells, bold, italic, underline and
//! strike; deleted and hidden text is left out, fields give their results.
//! Ignores: headers and footers, footnotes, text boxes, numbers that come from styles, merged cells' spans.

mod bytes;
mod lists;
mod properties;
mod text;

use std::io::{Cursor, Read};

use minuted_model::{Cell, Diagnostic, Document, MarkKind, Piece};

use self::bytes::Bytes;
use self::lists::Lists;
use self::properties::{Paragraph as Properties, Runs};
use crate::builder::{self, Paragraph};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Whether a compound file holds a Word document.
pub(crate) fn is_it(bytes: &[u8]) -> bool {
    const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.starts_with(&MAGIC)
        && cfb::CompoundFile::open(Cursor::new(bytes))
            .is_ok_and(|file| file.exists("/WordDocument"))
}

/// Reads a DOC file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    let damaged = |what: &str| {
        Error::new(
            ErrorKind::Damaged,
            format!("damaged Word file ({what}), expected a Word 97 to 2003 document"),
        )
    };
    let stream =
        stream(bytes, "/WordDocument", limits).ok_or_else(|| damaged("no stream WordDocument"))?;
    let file = Bytes(&stream);
    let flags = file.u16(10).ok_or_else(|| damaged("no header"))?;
    if flags & 0x0100 != 0 {
        return Err(Error::new(
            ErrorKind::Encrypted,
            "encrypted Word file, expected one that opens without a password",
        ));
    }
    let name = if flags & 0x0200 == 0 { "/0Table" } else { "/1Table" };
    let table = self::stream(bytes, name, limits).ok_or_else(|| damaged("no table stream"))?;
    let mut document =
        Document { media_type: "application/msword".to_owned(), ..Document::default() };
    build(&mut document, file, Bytes(&table))
        .ok_or_else(|| damaged("its tables point outside it"))?;
    Ok((document, Vec::new()))
}

fn stream(bytes: &[u8], name: &str, limits: &Limits) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let mut content = Vec::new();
    file.open_stream(name).ok()?.take(limits.expanded_bytes).read_to_end(&mut content).ok()?;
    Some(content)
}

/// Offsets in the file information block of the places used here ([MS-DOC] 2.5.6).
const CCP_TEXT: usize = 0x4c;
const CHARACTER_BINS: usize = 0xfa;
const PARAGRAPH_BINS: usize = 0x102;
const PIECES: usize = 0x1a2;
const LIST_DEFINITIONS: usize = 0x2e2;
const LIST_OVERRIDES: usize = 0x2ea;

fn build(document: &mut Document, file: Bytes<'_>, table: Bytes<'_>) -> Option<()> {
    let part = |at: usize| table.slice(file.size(at)?, file.size(at + 4)?);
    let text = text::read(file, part(PIECES)?, file.size(CCP_TEXT)?)?;
    let present =
        |at: usize| file.size(at + 4).filter(|length| *length > 0).and(file.size(at)).unwrap_or(0);
    let mut reader = Reader {
        document,
        paragraphs: properties::paragraphs(file, part(PARAGRAPH_BINS)?),
        characters: properties::characters(file, part(CHARACTER_BINS)?),
        lists: Lists::read(table, present(LIST_DEFINITIONS), present(LIST_OVERRIDES)),
        lines: vec![Vec::new()],
        fields: Vec::new(),
        place: Place::default(),
    };
    for (character, at) in text {
        reader.take(character, at);
    }
    reader.end_paragraph(Properties::default());
    Some(())
}

/// Where in its tables the reader stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    table: u32,
    row: u32,
    column: u32,
    inside: bool,
}

struct Reader<'a> {
    document: &'a mut Document,
    paragraphs: Runs<Properties>,
    characters: Runs<(Vec<MarkKind>, bool)>,
    lists: Lists,
    /// The paragraph so far, split at line breaks.
    lines: Vec<Vec<Piece>>,
    /// Fields that are open, and whether each shows its result already.
    fields: Vec<bool>,
    place: Place,
}

impl Reader<'_> {
    fn take(&mut self, character: char, at: u32) {
        match character {
            '\u{13}' => self.fields.push(false),
            '\u{14}' => {
                if let Some(shown) = self.fields.last_mut() {
                    *shown = true;
                }
            }
            '\u{15}' => {
                self.fields.pop();
            }
            '\r' | '\u{7}' | '\u{c}' => {
                let properties = self.paragraphs.at(at).copied().unwrap_or_default();
                self.end(character, properties);
            }
            '\u{b}' => self.lines.push(Vec::new()),
            _ if self.fields.iter().all(|shown| *shown) => self.add(character, at),
            _ => {}
        }
    }

    fn add(&mut self, character: char, at: u32) {
        let character = match character {
            '\u{1e}' => '-',
            '\t' => ' ',
            '\u{1f}' => return,
            c if c.is_control() => return,
            c => c,
        };
        let (marks, gone) = self.characters.at(at).cloned().unwrap_or_default();
        if gone {
            return;
        }
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some(last) if last.marks == marks => last.text.push(character),
            _ => line.push(Piece { marks, ..Piece::plain(character) }),
        }
    }

    fn end(&mut self, character: char, properties: Properties) {
        if properties.in_table && !self.place.inside {
            self.place = Place { table: self.place.table, inside: true, ..Place::default() };
        } else if !properties.in_table && self.place.inside {
            self.place.inside = false;
            self.place.table += 1;
        }
        self.end_paragraph(properties);
        if character == '\u{7}' && properties.row_end {
            self.place.row += 1;
            self.place.column = 0;
        } else if character == '\u{7}' {
            self.place.column += 1;
        }
    }

    fn end_paragraph(&mut self, properties: Properties) {
        let lines = std::mem::replace(&mut self.lines, vec![Vec::new()]);
        let inked = |line: &Vec<Piece>| line.iter().any(|piece| !piece.text.trim().is_empty());
        if !lines.iter().any(inked) {
            return;
        }
        let Place { table, row, column, inside } = self.place;
        let cell = inside.then_some(Cell {
            table,
            row,
            column,
            columns: 1,
            header: row == 0,
            shade: None,
        });
        let heading = u8::try_from(properties.style).ok().filter(|level| (1..=9).contains(level));
        let listed = (properties.list > 0 && properties.list < 0x7ff).then_some(properties.list);
        let mut marker = listed.and_then(|list| self.lists.next(list, properties.level));
        for pieces in lines.into_iter().filter(inked) {
            let paragraph = Paragraph {
                pieces,
                heading,
                marker: marker.take(),
                level: properties.level,
                cell,
                furniture: false,
            };
            builder::push(self.document, paragraph);
        }
    }
}
