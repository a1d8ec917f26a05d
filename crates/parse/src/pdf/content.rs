//! The content of a page, operator by operator (ISO 32000-1, annex A): what places text, lines and images is followed,
//! and what only says how they look (colours, patterns, clipping, transparency) is passed over.

use std::collections::BTreeMap;
use std::rc::Rc;

use hayro_font::kurbo::{Affine, Point, Rect, Shape};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::dict::keys::{
    ANNOTS, AP, AS, BBOX, F, FONT, H, HEIGHT, MATRIX, N, RECT, RESOURCES, SUBTYPE, W, WIDTH,
};
use hayro_syntax::object::{self, Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::{Page, Resources};

use super::fonts::{Face, Fonts};
use super::glyphs::Collector;
use super::layers::Layers;
use super::paths::Outline;
use super::writing::Writing;

/// Forms within forms: deeper is a circle.
const DEEPEST: usize = 50;

/// Forms drawn on a page: more is an attack, since each may draw others twice.
const MOST_FORMS: usize = 20_000;

/// Saved states: a page needs some dozens.
const MOST_STATES: usize = 65_535;

/// Bits of an annotation's flags: not to be shown at all, or not on a screen (ISO 32000-1, table 165).
const HIDDEN: u32 = 1 << 1 | 1 << 5;

/// What `q` saves and `Q` restores.
#[derive(Clone)]
struct State<'a> {
    /// From user space to the page as shown.
    ctm: Affine,
    writing: Writing<'a>,
}

/// Reads the content of pages of one document.
pub(crate) struct Reader<'a> {
    fonts: Fonts<'a>,
    layers: Layers,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(layers: Layers) -> Self {
        Self { fonts: Fonts::new(), layers }
    }

    /// Hands what stands on a page to `collector`.
    pub(crate) fn read(&mut self, page: &Page<'a>, collector: &mut Collector) {
        self.layers.reset();
        let mut content = Content {
            reader: self,
            collector,
            state: State {
                ctm: Affine::new(page.initial_transform(true).as_coeffs()),
                writing: Writing::default(),
            },
            saved: Vec::new(),
            unsaved: 0,
            outline: Outline::default(),
            depth: 0,
            forms: 0,
        };
        content.run(page.typed_operations(), page.resources());
        let annotations = page.raw().get::<Array<'_>>(ANNOTS);
        for annotation in annotations.iter().flat_map(Array::iter::<Dict<'_>>) {
            content.annotation(&annotation, page.resources());
        }
    }
}

/// One page while it is read.
struct Content<'r, 'a> {
    reader: &'r mut Reader<'a>,
    collector: &'r mut Collector,
    state: State<'a>,
    saved: Vec<State<'a>>,
    /// Saves beyond [`MOST_STATES`].
    unsaved: usize,
    outline: Outline,
    depth: usize,
    forms: usize,
}

/// Fonts that a stream has named.
type Named<'a> = BTreeMap<Vec<u8>, Option<Rc<Face<'a>>>>;

impl<'a> Content<'_, 'a> {
    /// Follows the operators of a page or form.
    fn run(&mut self, mut operators: TypedIter<'_>, resources: &Resources<'a>) {
        let level = self.saved.len() + self.unsaved;
        let mut named = Named::new();
        self.save();
        while let Some(operator) = operators.next() {
            match operator {
                TypedInstruction::TextFont(font) => {
                    self.state.writing.face = self.named(font.0, resources, &mut named);
                    self.state.writing.size = font.1.as_f32();
                }
                TypedInstruction::SetGraphicsState(name) => {
                    self.set_font_of(resources.get_ext_g_state(name.0));
                }
                TypedInstruction::XObject(name) => {
                    if let Some(stream) = resources.get_x_object(name.0) {
                        self.draw_object(&stream, resources);
                    }
                }
                TypedInstruction::InlineImage(image) => self.draw_image(image.0.dict()),
                TypedInstruction::BeginMarkedContentWithProperties(content) => {
                    self.reader.layers.begin(resources, Some(content.1));
                }
                TypedInstruction::BeginMarkedContent(_) => {
                    self.reader.layers.begin(resources, None);
                }
                TypedInstruction::EndMarkedContent(_) => self.reader.layers.end(),
                other => self.follow(&other),
            }
        }
        self.outline.clear();
        while self.saved.len() + self.unsaved > level {
            self.restore();
        }
    }

    /// Operators that need no resources.
    fn follow(&mut self, operator: &TypedInstruction<'_, '_>) {
        match operator {
            TypedInstruction::SaveState(_) => self.save(),
            TypedInstruction::RestoreState(_) => self.restore(),
            TypedInstruction::Transform(m) => {
                self.state.ctm *= matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
            }
            _ => {
                self.write(operator);
                self.build(operator);
            }
        }
    }

    /// Text operators.
    fn write(&mut self, operator: &TypedInstruction<'_, '_>) {
        let writing = &mut self.state.writing;
        match operator {
            TypedInstruction::BeginText(_) => writing.begin_at(Affine::IDENTITY),
            TypedInstruction::SetTextMatrix(m) => {
                writing.begin_at(matrix([m.0, m.1, m.2, m.3, m.4, m.5]));
            }
            TypedInstruction::NextLine(by) => writing.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                writing.leading = -by.1.as_f32();
                writing.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => writing.next_line_below(),
            TypedInstruction::HorizontalScaling(scaling) => writing.scaling = scaling.0.as_f32(),
            TypedInstruction::TextLeading(leading) => writing.leading = leading.0.as_f32(),
            TypedInstruction::CharacterSpacing(space) => writing.char_space = space.0.as_f32(),
            TypedInstruction::WordSpacing(space) => writing.word_space = space.0.as_f32(),
            TypedInstruction::TextRise(rise) => writing.rise = rise.0.as_f32(),
            TypedInstruction::ShowText(text) => self.show(text.0),
            TypedInstruction::ShowTexts(texts) => self.show_all(texts.0),
            TypedInstruction::NextLineAndShowText(text) => {
                writing.next_line_below();
                self.show(text.0);
            }
            TypedInstruction::ShowTextWithParameters(text) => {
                (writing.word_space, writing.char_space) = (text.0.as_f32(), text.1.as_f32());
                writing.next_line_below();
                self.show(text.2);
            }
            _ => {}
        }
    }

    /// Operators that build and paint paths.
    fn build(&mut self, operator: &TypedInstruction<'_, '_>) {
        let path = &mut self.outline;
        match operator {
            TypedInstruction::MoveTo(to) => path.move_to(point(to.0, to.1)),
            TypedInstruction::LineTo(to) => path.line_to(point(to.0, to.1)),
            TypedInstruction::CubicTo(c) => {
                path.curve_to(Some(point(c.0, c.1)), point(c.2, c.3), point(c.4, c.5));
            }
            TypedInstruction::CubicStartTo(c) => {
                path.curve_to(None, point(c.0, c.1), point(c.2, c.3));
            }
            TypedInstruction::CubicEndTo(c) => {
                let to = point(c.2, c.3);
                path.curve_to(Some(point(c.0, c.1)), to, to);
            }
            TypedInstruction::RectPath(r) => {
                path.rectangle(point(r.0, r.1), r.2.as_f64(), r.3.as_f64());
            }
            TypedInstruction::ClosePath(_) => path.close(),
            TypedInstruction::FillPathEvenOdd(_)
            | TypedInstruction::FillPathNonZero(_)
            | TypedInstruction::FillPathNonZeroCompatibility(_) => self.paint(true, false),
            TypedInstruction::StrokePath(_) => self.paint(false, true),
            TypedInstruction::CloseAndStrokePath(_) => {
                path.close();
                self.paint(false, true);
            }
            TypedInstruction::FillAndStrokeEvenOdd(_)
            | TypedInstruction::FillAndStrokeNonZero(_) => self.paint(true, true),
            TypedInstruction::CloseFillAndStrokeEvenOdd(_)
            | TypedInstruction::CloseFillAndStrokeNonZero(_) => {
                path.close();
                self.paint(true, true);
            }
            TypedInstruction::EndPath(_) => path.clear(),
            _ => {}
        }
    }

    /// Paints and ends the path.
    fn paint(&mut self, fill: bool, stroke: bool) {
        if self.reader.layers.are_shown() {
            if fill {
                self.collector.fill(&self.outline, self.state.ctm);
            }
            if stroke {
                self.collector.stroke(&self.outline, self.state.ctm);
            }
        }
        self.outline.clear();
    }

    fn show_all(&mut self, texts: &Array<'_>) {
        for text in texts.iter::<Object<'_>>() {
            match text {
                Object::Number(by) => self.state.writing.adjust(by.as_f32()),
                Object::String(text) => self.show(&text),
                _ => {}
            }
        }
    }

    fn show(&mut self, text: &object::String<'_>) {
        let face = self.state.writing.face.clone().or_else(|| self.reader.fonts.stand_in());
        let Some(face) = face else { return };
        self.state.writing.face = Some(Rc::clone(&face));
        let bytes = text.as_bytes();
        // What stands in for a font shows what it surely has, and no other letters.
        let shows = self.reader.layers.are_shown() && (!face.stands_in || bytes.is_ascii());
        let mut offset = 0;
        while offset < bytes.len() {
            let (code, length) = face.read_code(bytes, offset);
            let shown = face.shown(code);
            if shows {
                let placement = self.state.ctm * self.state.writing.placement(&shown);
                self.collector.add_glyph(&shown, placement, face.style);
            }
            self.state.writing.step(&shown, code == 32 && length == 1);
            offset += length.max(1);
        }
    }

    fn named(
        &mut self,
        name: &Name<'_>,
        resources: &Resources<'a>,
        named: &mut Named<'a>,
    ) -> Option<Rc<Face<'a>>> {
        if let Some(face) = named.get(name.as_ref()) {
            return face.clone();
        }
        let face = match resources.get_font(name) {
            Some(dict) => self.reader.fonts.face(&dict),
            None => self.reader.fonts.stand_in(),
        };
        named.insert(name.as_ref().to_vec(), face.clone());
        face
    }

    /// A graphics state may hold a font.
    fn set_font_of(&mut self, state: Option<Dict<'a>>) {
        let Some(array) = state.and_then(|state| state.get::<Array<'a>>(FONT)) else { return };
        let mut items = array.flex_iter();
        if let (Some(dict), Some(size)) = (items.next::<Dict<'a>>(), items.next::<Number>()) {
            self.state.writing.face = self.reader.fonts.face(&dict);
            self.state.writing.size = size.as_f32();
        }
    }

    fn draw_object(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) {
        let kind = stream.dict().get::<Name<'_>>(SUBTYPE);
        match kind.as_deref() {
            Some(b"Form") => self.draw_form(stream, resources),
            Some(b"Image") => self.draw_image(stream.dict()),
            _ => {}
        }
    }

    /// Runs the operators of a form, in its own space and with its own resources.
    fn draw_form(&mut self, stream: &Stream<'a>, resources: &Resources<'a>) {
        if self.depth >= DEEPEST || self.forms >= MOST_FORMS {
            return;
        }
        let dict = stream.dict();
        let layered = self.reader.layers.begin_object(dict);
        if self.reader.layers.are_shown()
            && dict.get::<[f32; 4]>(BBOX).is_some()
            && let Ok(decoded) = stream.decoded_data()
        {
            let own = dict.get(RESOURCES).map(Resources::new);
            self.forms += 1;
            self.depth += 1;
            self.outline.clear();
            self.save();
            self.state.ctm *= form_matrix(dict);
            self.run(TypedIter::new(decoded.as_ref()), own.as_ref().unwrap_or(resources));
            self.restore();
            self.depth -= 1;
        }
        if layered {
            self.reader.layers.end();
        }
    }

    /// An image fills the unit square of user space.
    fn draw_image(&mut self, dict: &Dict<'_>) {
        let layered = self.reader.layers.begin_object(dict);
        let has = |short, long| {
            let pixels = dict.get::<u32>(short).or_else(|| dict.get::<u32>(long));
            pixels.is_some_and(|pixels| pixels > 0)
        };
        if self.reader.layers.are_shown() && has(W, WIDTH) && has(H, HEIGHT) {
            let square = Rect::new(0.0, 0.0, 1.0, 1.0);
            self.collector.add_image(self.state.ctm.transform_rect_bbox(square));
        }
        if layered {
            self.reader.layers.end();
        }
    }

    /// Draws the look of an annotation, fitted to its rectangle (ISO 32000-1, 12.5.5).
    fn annotation(&mut self, annotation: &Dict<'a>, resources: &Resources<'a>) {
        let hidden = annotation.get::<u32>(F).unwrap_or(0) & HIDDEN != 0;
        let (Some(look), false) = (look(annotation), hidden) else { return };
        let dict = look.dict();
        let (Some(target), Some(bbox)) =
            (annotation.get::<object::Rect>(RECT), dict.get::<[f32; 4]>(BBOX))
        else {
            return;
        };
        let [x0, y0, x1, y1] = bbox.map(f64::from);
        let from = (form_matrix(dict) * Rect::new(x0, y0, x1, y1).to_path(0.1)).bounding_box();
        let (x, y) =
            ((target.x1 - target.x0) / from.width(), (target.y1 - target.y0) / from.height());
        let fit = [x, 0.0, 0.0, y, target.x0 - x * from.x0, target.y0 - y * from.y0];
        self.save();
        self.state.ctm *= Affine::new(fit);
        self.draw_form(&look, resources);
        self.restore();
    }

    fn save(&mut self) {
        if self.saved.len() < MOST_STATES {
            self.saved.push(self.state.clone());
        } else {
            self.unsaved += 1;
        }
    }

    fn restore(&mut self) {
        if self.unsaved > 0 {
            self.unsaved -= 1;
        } else if let Some(state) = self.saved.pop() {
            self.state = state;
        }
    }
}

fn look<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'_>>(AP)?.get::<Object<'_>>(N)? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => {
            let chosen = annotation.get::<Name<'_>>(AS);
            chosen.and_then(|state| states.get(state)).or_else(|| states.get(b"Off"))
        }
        _ => None,
    }
}

fn form_matrix(dict: &Dict<'_>) -> Affine {
    dict.get::<[f64; 6]>(MATRIX).map_or(Affine::IDENTITY, Affine::new)
}

fn matrix(numbers: [Number; 6]) -> Affine {
    Affine::new(numbers.map(|number| number.as_f64()))
}

fn point(x: Number, y: Number) -> Point {
    Point::new(x.as_f64(), y.as_f64())
}
