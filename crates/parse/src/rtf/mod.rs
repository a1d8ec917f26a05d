//! RTF to blocks.
//!
//! Reads: text in the code page of its font and in Unicode, numbers of lists as printed, headings by style or outline level,
//! tables with cells merged across and down, bold, italic, underline and strike, headers and footers as furniture, title;
//! hidden text and tracked deletions are left out, fields give their results.
//! Ignores: footnotes, comments, pictures, text boxes, cell colours, tables inside cells but for their text.

mod characters;
mod state;
mod table;
mod tokens;

use std::collections::BTreeMap;

use minuted_model::{Diagnostic, Document, Piece};

use self::state::{Destination, Look, State};
use self::table::Table;
use self::tokens::{Token, Tokens};
use crate::builder::{self, Paragraph};
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Deepest group read: Word's own nest a dozen deep.
const DEEPEST: usize = 512;

/// Groups whose text is no part of the paper, beside those marked `\*`.
const NOWHERE: [&str; 14] = [
    "colortbl",
    "pict",
    "footnote",
    "annotation",
    "xe",
    "tc",
    "fldinst",
    "nonesttables",
    "do",
    "listtable",
    "revtbl",
    "objdata",
    "nonshppict",
    "upr",
];

/// Whether bytes are RTF.
pub(crate) fn is_it(bytes: &[u8]) -> bool {
    let start = bytes.iter().take(64).position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
    bytes.get(start..).is_some_and(|bytes| bytes.starts_with(b"{\\rtf"))
}

/// Reads an RTF file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    limits.check_text(bytes.len())?;
    let mut document = Document { media_type: "application/rtf".to_owned(), ..Document::default() };
    let mut reader = Reader {
        document: &mut document,
        state: State { fallbacks: 1, ..State::default() },
        outer: Vec::new(),
        bytes: Vec::new(),
        lines: vec![Vec::new()],
        set_aside: Vec::new(),
        marker: String::new(),
        title: String::new(),
        high: None,
        skip: 0,
        starred: false,
        code_page: 1252,
        fonts: BTreeMap::new(),
        font: 0,
        styles: BTreeMap::new(),
        style: (0, None, String::new()),
        table: Table::default(),
        tables: 0,
    };
    for token in Tokens::new(bytes) {
        reader.take(token)?;
    }
    reader.finish();
    let title = reader.title.trim().to_owned();
    document.title = (!title.is_empty()).then_some(title);
    Ok((document, Vec::new()))
}

struct Reader<'a> {
    document: &'a mut Document,
    state: State,
    /// The states of the groups around, outermost first.
    outer: Vec<State>,
    /// Bytes of text not decoded yet: one character may be several.
    bytes: Vec<u8>,
    /// The paragraph so far, split at line breaks.
    lines: Vec<Vec<Piece>>,
    /// Paragraphs of the paper that wait for a header or footer to end, with the depth of its group.
    set_aside: Vec<(usize, Vec<Vec<Piece>>, String)>,
    marker: String,
    title: String,
    /// The first half of a character outside the basic plane.
    high: Option<u16>,
    /// Fallback characters still to be passed over.
    skip: usize,
    /// Whether `\*` was just read.
    starred: bool,
    code_page: i32,
    /// Character set of each font.
    fonts: BTreeMap<i32, i32>,
    /// The font being defined.
    font: i32,
    /// Heading level, from 1, of each style that has one.
    styles: BTreeMap<i32, u8>,
    /// The style being defined: number, outline level, name.
    style: (i32, Option<i32>, String),
    table: Table,
    tables: u32,
}

impl Reader<'_> {
    fn take(&mut self, token: Token<'_>) -> Result<(), Error> {
        match token {
            Token::Byte(byte) => self.take_byte(byte),
            Token::Open => return self.open(),
            Token::Close => self.close(),
            Token::Symbol(symbol) => self.take_symbol(symbol),
            Token::Word(name, number) => self.take_word(name, number),
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), Error> {
        self.decode();
        self.skip = 0;
        if self.outer.len() >= DEEPEST {
            return Err(Error::new(
                ErrorKind::Limit,
                format!("groups nested more than {DEEPEST} deep (limit `nesting`)"),
            ));
        }
        self.outer.push(self.state);
        Ok(())
    }

    fn close(&mut self) {
        self.decode();
        self.skip = 0;
        if self.state.destination == Destination::Styles {
            self.end_style();
        }
        let depth = self.outer.len();
        if self.set_aside.last().is_some_and(|(at, ..)| *at == depth) {
            self.end_paragraph();
            if let Some((_, lines, marker)) = self.set_aside.pop() {
                (self.lines, self.marker) = (lines, marker);
            }
        }
        if let Some(state) = self.outer.pop() {
            self.state = state;
        }
    }

    fn take_byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
        } else if self.state.destination != Destination::Nowhere {
            self.bytes.push(byte);
        }
    }

    fn take_symbol(&mut self, symbol: u8) {
        match symbol {
            b'*' => self.starred = true,
            b'\r' | b'\n' => self.take_word("par", None),
            _ if self.skip > 0 => self.skip -= 1,
            _ => {
                if let Some(character) = characters::of_escape(symbol) {
                    self.decode();
                    self.add(character);
                }
            }
        }
    }

    fn take_word(&mut self, name: &str, number: Option<i32>) {
        self.decode();
        let starred = std::mem::take(&mut self.starred);
        if name == "u" {
            self.take_unicode(number.unwrap_or(0));
            return;
        }
        if self.skip > 0 && characters::of_word(name).is_some() {
            self.skip -= 1;
            return;
        }
        if self.turn(name, starred) || self.state.destination == Destination::Nowhere {
            return;
        }
        if self.learn(name, number) {
            return;
        }
        if let Some(character) = characters::of_word(name) {
            return self.add(character);
        }
        match name {
            "par" | "sect" => self.end_paragraph(),
            "line" | "softline" => self.lines.push(Vec::new()),
            "cell" => {
                self.end_paragraph_in(true);
                self.table.end_cell();
            }
            "row" => self.table.end_row(),
            "nestcell" => self.end_paragraph_in(true),
            _ if self.table.define(name, number) => {}
            _ => {
                self.state.look.set(name, number);
                self.state.paragraph.set(name, number);
            }
        }
    }

    /// Turns a group's text to where its first word says; `false` for words that say nothing of the kind.
    fn turn(&mut self, name: &str, starred: bool) -> bool {
        let here = self.state.destination;
        let next = match name {
            // The same text twice, `{\upr{in bytes}{\*\ud{in Unicode}}}`: the second counts.
            "ud" if starred => Destination::Body,
            _ if here == Destination::Nowhere => return false,
            "listtext" | "pntext" => {
                self.marker.clear();
                Destination::Marker
            }
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr"
            | "footerf" => {
                let lines = std::mem::replace(&mut self.lines, vec![Vec::new()]);
                self.set_aside.push((self.outer.len(), lines, std::mem::take(&mut self.marker)));
                Destination::Margin
            }
            "fonttbl" => Destination::Fonts,
            "stylesheet" => Destination::Styles,
            "info" => Destination::Info,
            "title" if here == Destination::Info => Destination::Title,
            _ if here == Destination::Info => Destination::Nowhere,
            _ if NOWHERE.contains(&name) => Destination::Nowhere,
            _ if starred && here != Destination::Styles => Destination::Nowhere,
            _ => return false,
        };
        let inside = matches!(here, Destination::Margin) && next == Destination::Margin;
        if !inside {
            self.state.destination = next;
        }
        true
    }

    /// Takes words that define code pages, fonts and styles.
    fn learn(&mut self, name: &str, number: Option<i32>) -> bool {
        let value = number.unwrap_or(0);
        let here = self.state.destination;
        match (name, here) {
            ("ansicpg", _) => self.code_page = value,
            ("mac", _) => self.code_page = 10000,
            ("uc", _) => self.state.fallbacks = usize::try_from(value).unwrap_or(0),
            ("f", Destination::Fonts) => self.font = value,
            ("fcharset", Destination::Fonts) => {
                self.fonts.insert(self.font, value);
            }
            ("s", Destination::Styles) => self.style.0 = value,
            ("outlinelevel", Destination::Styles) => self.style.1 = number,
            _ => return false,
        }
        true
    }

    fn take_unicode(&mut self, number: i32) {
        self.skip = self.state.fallbacks;
        // Numbers above 32767 are written as negative ones.
        let unit = u16::try_from(number.rem_euclid(65_536)).unwrap_or(0);
        let units = self.high.take().into_iter().chain([unit]);
        for character in char::decode_utf16(units) {
            match character {
                Ok(character) => self.add(character),
                Err(half) if half.unpaired_surrogate() == unit => self.high = Some(unit),
                Err(_) => {}
            }
        }
    }

    /// Decodes the bytes so far in the code page of their font.
    fn decode(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let font = self.state.look.font;
        let charset = self.fonts.get(&font).copied();
        if charset == Some(characters::SYMBOLS) {
            bytes.into_iter().for_each(|byte| self.add(characters::of_symbol(byte)));
            return;
        }
        let page = charset.and_then(characters::of_charset).unwrap_or(self.code_page);
        let (text, _) = characters::of_code_page(page).decode_without_bom_handling(&bytes);
        let text = text.into_owned();
        text.chars().for_each(|character| self.add(character));
    }

    fn add(&mut self, character: char) {
        let State { destination, look, .. } = self.state;
        match destination {
            Destination::Body | Destination::Margin if !look.gone => self.write(character, look),
            Destination::Marker => self.marker.push(character),
            Destination::Title => self.title.push(character),
            Destination::Styles => self.style.2.push(character),
            _ => {}
        }
    }

    fn write(&mut self, character: char, look: Look) {
        let marks = look.marks();
        let Some(line) = self.lines.last_mut() else { return };
        match line.last_mut() {
            Some(last) if last.marks == marks => last.text.push(character),
            _ => line.push(Piece { marks, ..Piece::plain(character) }),
        }
    }

    /// Keeps the heading level of the style that was defined, if it has one.
    fn end_style(&mut self) {
        let (number, outline, name) = std::mem::take(&mut self.style);
        let name = name.trim().trim_end_matches(';').to_lowercase();
        let by_name = name.strip_prefix("heading ").and_then(|level| level.parse::<i32>().ok());
        let title = (name == "title").then_some(1);
        let outline = outline.filter(|level| (0..9).contains(level)).map(|level| level + 1);
        let level = outline.or(by_name).or(title).and_then(|level| u8::try_from(level).ok());
        if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
            self.styles.insert(number, level);
        }
    }

    fn end_paragraph(&mut self) {
        let in_table = self.state.paragraph.in_table;
        self.end_paragraph_in(in_table);
    }

    fn end_paragraph_in(&mut self, in_table: bool) {
        let state = self.state;
        let furniture = state.destination == Destination::Margin;
        if !in_table && !furniture {
            self.end_table();
        }
        let lines = std::mem::replace(&mut self.lines, vec![Vec::new()]);
        let printed = std::mem::take(&mut self.marker).trim().to_owned();
        let bullet = !printed.contains(char::is_alphanumeric);
        let marker = if bullet { "•" } else { &printed };
        let mut marker = (!printed.is_empty()).then(|| marker.to_owned());
        let outline = state.paragraph.outline.filter(|level| (0..9).contains(level));
        let outline = outline.and_then(|level| u8::try_from(level + 1).ok());
        let heading = outline.or_else(|| self.styles.get(&state.paragraph.style).copied());
        let inked = |line: &Vec<Piece>| line.iter().any(|piece| !piece.text.trim().is_empty());
        for pieces in lines.into_iter().filter(inked) {
            let paragraph = Paragraph {
                pieces,
                heading,
                marker: marker.take(),
                level: state.paragraph.level,
                cell: None,
                furniture,
            };
            if in_table && !furniture {
                self.table.add(paragraph);
            } else {
                builder::push(self.document, paragraph);
            }
        }
    }

    fn end_table(&mut self) {
        if !self.table.is_empty() {
            self.table.flush(self.document, self.tables);
            self.tables += 1;
        }
    }

    fn finish(&mut self) {
        self.decode();
        self.end_paragraph();
        self.end_table();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(rtf: &str) -> String {
        read(rtf.as_bytes(), &Limits::default()).unwrap().0.to_outline()
    }

    #[test]
    fn code_pages_unicode_and_what_is_no_text() {
        let rtf = r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}{\colortbl;\red0\green0\blue0;}{\info{\author A. Clerk}{\title Minutes}}{\*\generator Word}\pard\f0 A fee of \'a35 \endash  the Council\'92s{\pict\wmetafile8 0102}. {\f1 \'e8}{\v hidden}{\deleted old}{\field{\*\fldinst PAGE}{\fldrslt 7}}{\footnote not here}\par \u321?\u243\'f3d\u-10179?\u-8704?\par}";
        let (document, _) = read(rtf.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(document.to_outline(), "A fee of £5 – the Council’s. č7\nŁód😀\n");
        assert_eq!(document.title.as_deref(), Some("Minutes"));
    }

    #[test]
    fn numbers_headings_strikes_and_margins() {
        let rtf = r"{\rtf1{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}}{\header\pard Page of Marlhaven\par}\pard\s1 Housing\par\pard{\listtext\pard\plain 1.\tab}\ilvl0 RESOLVED that\par{\listtext (a)\tab}\ilvl1 the {\strike old} plan;\line\par{\listtext\f3 \'b7\tab}\ilvl1 a point\par}";
        assert_eq!(
            outline(rtf),
            "~ Page of Marlhaven\n# Housing\n- {1.} RESOLVED that\n  - {(a)} the ‹s›old‹/s› plan;\n  - {•} a point\n"
        );
    }

    #[test]
    fn tables_have_the_columns_of_their_edges() {
        let rtf = r"{\rtf1\trowd\trhdr\cellx3000\cellx5000\pard\intbl Action\cell Owner\cell\row\trowd\clvmgf\cellx1000\cellx3000\cellx5000 1\cell Write\par twice\cell Clerk\cell\row\trowd\clvmrg\cellx1000\cellx3000\cellx5000\cell Call\cell Chair\cell\row\pard After.\par}";
        assert_eq!(
            outline(rtf),
            "[0:0:0+2 head] Action\n[0:0:2 head] Owner\n[0:1:0] 1\n[0:1:1] Write\n[0:1:1] twice\n[0:1:2] Clerk\n[0:2:1] Call\n[0:2:2] Chair\nAfter.\n"
        );
    }

    #[test]
    fn groups_without_end_are_a_limit_and_cut_off_files_are_read() {
        assert!(read(&b"{\\rtf1 x".repeat(600), &Limits::default()).is_err());
        assert_eq!(outline(r"{\rtf1{\b Agreed that the plan"), "### ‹b›Agreed that the plan‹/b›\n");
    }
}
