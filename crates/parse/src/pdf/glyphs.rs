//! Page content to placed glyphs, ruled lines and images, in points from the upper left of the page as it is shown.
//! Words, lines and meaning come later.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::Pdf;
use hayro_syntax::page::Page;
use smol_str::SmolStr;

use super::turn::{self, Turn};
use super::words::Word;

/// A page with more glyphs than this is cut off: no council page has a tenth of it.
const MOST_GLYPHS: usize = 200_000;

/// A path thinner than this many points is a ruled line.
const RULE_WIDTH: f64 = 3.0;

/// One glyph on a page.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) text: SmolStr,
    /// Left edge of its advance.
    pub(crate) x0: f32,
    /// Right edge of its advance.
    pub(crate) x1: f32,
    /// Baseline, downwards from the top.
    pub(crate) y: f32,
    /// Font size as shown, in points.
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
}

/// A ruled line or thin bar: x0 <= x1, y0 <= y1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    pub(crate) x0: f32,
    pub(crate) y0: f32,
    pub(crate) x1: f32,
    pub(crate) y1: f32,
}

impl Rule {
    /// Whether it runs across rather than down.
    pub(crate) fn is_across(&self) -> bool {
        self.x1 - self.x0 >= self.y1 - self.y0
    }
}

/// What stands on a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct PageContent {
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) glyphs: Vec<Placed>,
    /// Glyphs set across the direction in which the page is read, such as titles up the side of a table.
    pub(crate) sideways: Vec<Placed>,
    /// How the page was turned to be read.
    pub(crate) turn: Turn,
    pub(crate) rules: Vec<Rule>,
    /// Share of the page covered by its largest image.
    pub(crate) image_share: f32,
    /// Words that OCR read in the place of the page's own.
    pub(crate) ocr: Option<Vec<Word>>,
    /// Glyphs whose character could not be told.
    pub(crate) unknown: usize,
}

/// Reads one page.
pub(crate) fn read_page<'a>(
    pdf: &'a Pdf,
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
) -> PageContent {
    let (width, height) = page.render_dimensions();
    let transform = page.initial_transform(true).to_kurbo();
    let bbox = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context =
        Context::new(transform, bbox, cache, pdf.xref(), InterpreterSettings::default());
    let content = PageContent { width, height, ..PageContent::default() };
    let mut collector = Collector { content, raw: Vec::new() };
    interpret_page(page, &mut context, &mut collector);
    turn::upright(collector.content, collector.raw)
}

/// One glyph as it is drawn, in whatever direction.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    pub(crate) text: SmolStr,
    pub(crate) origin: (f32, f32),
    pub(crate) end: (f32, f32),
    pub(crate) size: f32,
    /// Bold and italic.
    pub(crate) style: (bool, bool),
}

struct Collector {
    content: PageContent,
    raw: Vec<Raw>,
}

impl Collector {
    fn add_glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, style: (bool, bool)) {
        let origin = transform * Point::ZERO;
        if !self.is_on_page(origin) || self.raw.len() >= MOST_GLYPHS {
            return;
        }
        let Some(text) = unicode(glyph) else {
            self.content.unknown += 1;
            return;
        };
        let end = transform * Point::new(advance(glyph), 0.0);
        let up = transform * Point::new(0.0, 1000.0) - origin;
        self.raw.push(Raw {
            text,
            origin: (single(origin.x), single(origin.y)),
            end: (single(end.x), single(end.y)),
            size: single(up.hypot()),
            style,
        });
    }

    /// What lies outside the page's crop box is not shown.
    fn is_on_page(&self, at: Point) -> bool {
        let (width, height) = (f64::from(self.content.width), f64::from(self.content.height));
        (-2.0..=width + 2.0).contains(&at.x) && (-2.0..=height + 2.0).contains(&at.y)
    }

    fn add_rule(&mut self, bounds: Rect) {
        let thin = bounds.width().min(bounds.height()) <= RULE_WIDTH;
        let long = bounds.width().max(bounds.height()) >= 4.0;
        if thin && long && self.content.rules.len() < MOST_GLYPHS {
            let (x0, y0, x1, y1) = (bounds.x0, bounds.y0, bounds.x1, bounds.y1);
            self.content.rules.push(Rule {
                x0: single(x0),
                y0: single(y0),
                x1: single(x1),
                y1: single(y1),
            });
        }
    }

    /// One stroke of a path: a rule where it runs straight across or down.
    fn add_stroke(&mut self, from: Point, to: Point) {
        let slant = (from.x - to.x).abs().min((from.y - to.y).abs());
        if slant < 0.5 {
            self.add_rule(Rect::from_points(from, to));
        }
    }

    /// A box drawn as one path is four rules.
    fn add_box(&mut self, bounds: Rect) {
        self.add_rule(Rect::new(bounds.x0, bounds.y0, bounds.x1, bounds.y0));
        self.add_rule(Rect::new(bounds.x0, bounds.y1, bounds.x1, bounds.y1));
        self.add_rule(Rect::new(bounds.x0, bounds.y0, bounds.x0, bounds.y1));
        self.add_rule(Rect::new(bounds.x1, bounds.y0, bounds.x1, bounds.y1));
    }
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let stroked = matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..));
        let mut at: Option<Point> = None;
        let placed = props.transform * path;
        let bounds = placed.bounding_box();
        if bounds.width().min(bounds.height()) <= RULE_WIDTH {
            return self.add_rule(bounds);
        }
        if !stroked {
            return;
        }
        for element in placed.elements().iter().take(2_000) {
            let end = element.end_point();
            if let (Some(from), Some(to)) = (at, end) {
                self.add_stroke(from, to);
            }
            at = end.or(at);
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        let bounds = props.transform.transform_rect_bbox(*rect);
        if bounds.width().min(bounds.height()) <= RULE_WIDTH {
            self.add_rule(bounds);
        } else if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.add_box(bounds);
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let style = run.glyphs().first().map_or((false, false), |glyph| style(glyph));
        for glyph in run.glyphs() {
            self.add_glyph(glyph, props.transform * glyph.transform(), style);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let shown = props.transform.transform_rect_bbox(Rect::new(
            0.0,
            0.0,
            f64::from(image.width()),
            f64::from(image.height()),
        ));
        let page = f64::from(self.content.width * self.content.height).max(1.0);
        self.content.image_share = self.content.image_share.max(single(shown.area() / page));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn unicode(glyph: &Glyph<'_>) -> Option<SmolStr> {
    let text = match glyph.as_unicode()? {
        BfString::Char(character) => SmolStr::new_inline(character.encode_utf8(&mut [0; 4])),
        BfString::String(text) => SmolStr::from(text),
    };
    (!text.is_empty() && !text.starts_with('\0')).then_some(text)
}

/// Advance in thousandths of an em.
fn advance(glyph: &Glyph<'_>) -> f64 {
    let advance = match glyph {
        Glyph::Outline(outline) => outline.advance_width(),
        Glyph::Type3(type3) => type3.advance_width(),
    };
    f64::from(advance.unwrap_or(500.0))
}

/// Whether the font of a glyph is bold and italic, as its weight or name says.
fn style(glyph: &Glyph<'_>) -> (bool, bool) {
    let Glyph::Outline(outline) = glyph else { return (false, false) };
    let Some(font) = outline.font_data() else { return (false, false) };
    let name = font.postscript_name.unwrap_or_default().to_lowercase();
    let bold = font.weight.is_some_and(|weight| weight >= 600)
        || ["bold", "black", "heavy", "semibold"].iter().any(|word| name.contains(word));
    (bold, font.is_italic || name.contains("italic") || name.contains("oblique"))
}

/// Page coordinates fit a single: a page is at most some ten thousand points wide.
#[expect(clippy::cast_possible_truncation, reason = "page coordinates are small")]
fn single(value: f64) -> f32 {
    value as f32
}
