//! The fonts of a document, and what each of their codes shows. A code is looked up once a document, however often it
//! is shown: a fifth of the time a paper took went into finding the same letters again.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use hayro_font::hayro_cmap::{BfString, load_embedded};
use hayro_font::kurbo::Vec2;
use hayro_font::{
    CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn, GlyphId, StandardFont,
};
use hayro_syntax::object::Dict;
use smol_str::SmolStr;

/// Advance, in thousandths of an em, of a glyph whose font does not say.
const ADVANCE: f32 = 500.0;

/// How many codes are looked up by place: all of one byte, and the first of fonts that have more.
const SHORT: usize = 256;

/// What a code of a font shows, in thousandths of an em.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// Its characters, where they can be told.
    pub(crate) text: Option<SmolStr>,
    /// Width of the glyph.
    pub(crate) advance: f64,
    /// By how much the glyph is widened to the width that the PDF gives.
    pub(crate) stretch: f64,
    /// From the place of writing to the origin of the glyph.
    pub(crate) displacement: Vec2,
    /// From the place of writing to the next one.
    pub(crate) step: Vec2,
}

/// A font with what is known of its codes.
pub(crate) struct Face<'a> {
    font: Font<'a>,
    /// Whether it is shown in the place of a font that is missing or broken.
    pub(crate) stands_in: bool,
    /// Whether it is written across, not down.
    pub(crate) across: bool,
    /// Bold and italic.
    pub(crate) style: (bool, bool),
    /// Codes below [`SHORT`].
    short: RefCell<Vec<Option<Rc<Shown>>>>,
    /// The others.
    long: RefCell<BTreeMap<u32, Rc<Shown>>>,
}

impl<'a> Face<'a> {
    fn new(font: Font<'a>, stands_in: bool) -> Self {
        let (across, style) = (font.is_horizontal(), style(&font));
        let short = RefCell::new(vec![None; SHORT]);
        Self { font, stands_in, across, style, short, long: RefCell::default() }
    }

    /// The code that begins at `offset`, and how many bytes it takes.
    pub(crate) fn read_code(&self, bytes: &[u8], offset: usize) -> (u32, usize) {
        self.font.read_code(bytes, offset)
    }

    /// What a code shows.
    pub(crate) fn shown(&self, code: u32) -> Rc<Shown> {
        let look_up = || Rc::new(look_up(&self.font, code));
        let at = usize::try_from(code).unwrap_or(usize::MAX);
        match self.short.borrow_mut().get_mut(at) {
            Some(known) => Rc::clone(known.get_or_insert_with(look_up)),
            None => Rc::clone(self.long.borrow_mut().entry(code).or_insert_with(look_up)),
        }
    }
}

fn look_up(font: &Font<'_>, code: u32) -> Shown {
    let id = font.map_code(code);
    let (text, advance) = match font.glyph(id, code) {
        FontGlyph::Outline(glyph) => (glyph.as_unicode(), glyph.advance_width()),
        FontGlyph::Type3(glyph) => (glyph.as_unicode(), Some(glyph.advance_width())),
    };
    Shown {
        text: text.and_then(characters),
        advance: f64::from(advance.unwrap_or(ADVANCE)),
        stretch: font.glyph_stretch(id, code),
        displacement: font.origin_displacement(code),
        step: font.code_advance(code),
    }
}

fn characters(text: BfString) -> Option<SmolStr> {
    let text = match text {
        BfString::Char(character) => SmolStr::new_inline(character.encode_utf8(&mut [0; 4])),
        BfString::String(text) => SmolStr::from(text),
    };
    (!text.is_empty() && !text.starts_with('\0')).then_some(text)
}

/// Whether a font is bold and italic, as its weight or name says.
fn style(font: &Font<'_>) -> (bool, bool) {
    let FontGlyph::Outline(glyph) = font.glyph(GlyphId::NOTDEF, 0) else { return (false, false) };
    let Some(data) = glyph.font_data() else { return (false, false) };
    let name = data.postscript_name.unwrap_or_default().to_lowercase();
    let bold = data.weight.is_some_and(|weight| weight >= 600)
        || ["bold", "black", "heavy", "semibold"].iter().any(|word| name.contains(word));
    (bold, data.is_italic || name.contains("italic") || name.contains("oblique"))
}

/// The fonts of a document, each read once.
pub(crate) struct Fonts<'a> {
    cache: FontCache<'a>,
    resolver: FontResolverFn,
    cmaps: CMapResolverFn,
    /// By the bytes of their dictionaries.
    faces: BTreeMap<&'a [u8], Option<Rc<Face<'a>>>>,
    stand_in: Option<Rc<Face<'a>>>,
}

impl<'a> Fonts<'a> {
    pub(crate) fn new() -> Self {
        let resolver: FontResolverFn = Arc::new(|query| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(query) => Some(query.pick_standard_font().get_font_data()),
        });
        Self {
            cache: FontCache::new(),
            resolver,
            cmaps: Arc::new(load_embedded),
            faces: BTreeMap::new(),
            stand_in: None,
        }
    }

    /// The font of a dictionary, or what stands in for one that cannot be read.
    pub(crate) fn face(&mut self, dict: &Dict<'a>) -> Option<Rc<Face<'a>>> {
        let read = || {
            let font = self.cache.font(dict, &self.resolver, &self.cmaps)?;
            Some(Rc::new(Face::new(font, false)))
        };
        let face = self.faces.entry(dict.data()).or_insert_with(read).clone();
        face.or_else(|| self.stand_in())
    }

    /// Helvetica, as other programs take it.
    pub(crate) fn stand_in(&mut self) -> Option<Rc<Face<'a>>> {
        if self.stand_in.is_none() {
            let font = self.cache.standard_font(StandardFont::Helvetica, &self.resolver)?;
            self.stand_in = Some(Rc::new(Face::new(font, true)));
        }
        self.stand_in.clone()
    }
}
