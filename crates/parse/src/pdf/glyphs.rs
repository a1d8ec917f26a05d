//! Page content to placed glyphs, ruled lines and images, in points from the upper left of the page as it is shown.
//! Words, lines and meaning come later.

use hayro_font::kurbo::{Affine, BezPath, ParamCurveExtrema, Point, Rect, Vec2};
use smol_str::SmolStr;

use super::fonts::Shown;
use super::paths::{Outline, is_near};
use super::turn::{self, Turn};
use super::words::Word;

/// A page with more glyphs than this is cut off: no council page has a tenth of it.
const MOST_GLYPHS: usize = 200_000;

/// A path thinner than this many points is a ruled line.
const RULE_WIDTH: f64 = 3.0;

/// Strokes of one path beyond these are drawing, not ruling.
const MOST_STROKES: usize = 2_000;

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

impl Placed {
    /// Whether it is white space.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
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

/// Gathers what a page shows, page after page in the same memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collector {
    pub(crate) content: PageContent,
    pub(crate) raw: Vec<Raw>,
}

impl Collector {
    /// Begins a page of that size, as it is shown.
    pub(crate) fn begin(&mut self, (width, height): (f32, f32)) {
        self.content = PageContent { width, height, ..PageContent::default() };
        self.raw.clear();
    }

    /// The page, turned so that it is read from left to right.
    pub(crate) fn finish(&mut self) -> PageContent {
        turn::upright(std::mem::take(&mut self.content), &mut self.raw)
    }

    /// A glyph, with the way from thousandths of an em to the page.
    pub(crate) fn add_glyph(&mut self, glyph: &Shown, placement: Affine, style: (bool, bool)) {
        let origin = placement.translation().to_point();
        if !self.is_on_page(origin) || self.raw.len() >= MOST_GLYPHS {
            return;
        }
        let Some(text) = &glyph.text else {
            self.content.unknown += 1;
            return;
        };
        let end = placement * Point::new(glyph.advance, 0.0);
        let up = placement * Point::new(0.0, 1000.0) - origin;
        self.raw.push(Raw {
            text: text.clone(),
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

    /// An image, with the part of the page that it covers.
    pub(crate) fn add_image(&mut self, shown: Rect) {
        let page = f64::from(self.content.width * self.content.height).max(1.0);
        self.content.image_share = self.content.image_share.max(single(shown.area() / page));
    }

    /// A filled path is a rule where it is thin.
    pub(crate) fn fill(&mut self, outline: &Outline, ctm: Affine) {
        let reach = outline.reach();
        let [a, b, c, d, ..] = ctm.as_coeffs();
        let flat = |length: f64, along: Vec2| is_near(length * along.length(), 0.0);
        if flat(reach.width(), Vec2::new(a, b)) || flat(reach.height(), Vec2::new(c, d)) {
            let (from, to) = (Point::new(reach.x0, reach.y0), Point::new(reach.x1, reach.y1));
            self.add_stroke(ctm * from, ctm * to);
        } else {
            self.add_thin(match outline.as_rectangle() {
                Some(rectangle) => ctm.transform_rect_bbox(rectangle),
                None => bounds(outline.path(), ctm),
            });
        }
    }

    /// Of a stroked path every straight stroke is a rule, and all of it where it is thin.
    pub(crate) fn stroke(&mut self, outline: &Outline, ctm: Affine) {
        if let Some(rectangle) = outline.as_rectangle() {
            let bounds = ctm.transform_rect_bbox(rectangle);
            if !self.add_thin(bounds) {
                self.add_box(bounds);
            }
        } else if !self.add_thin(bounds(outline.path(), ctm)) {
            let mut at: Option<Point> = None;
            for element in outline.path().elements().iter().take(MOST_STROKES) {
                let end = element.end_point().map(|end| ctm * end);
                if let (Some(from), Some(to)) = (at, end) {
                    self.add_stroke(from, to);
                }
                at = end.or(at);
            }
        }
    }

    /// Whether a path is thin, and so a rule.
    fn add_thin(&mut self, bounds: Rect) -> bool {
        let thin = bounds.width().min(bounds.height()) <= RULE_WIDTH;
        if thin {
            self.add_rule(bounds);
        }
        thin
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

/// The box around a path as it is shown.
fn bounds(path: &BezPath, ctm: Affine) -> Rect {
    let bounds = path.segments().map(|segment| (ctm * segment).bounding_box());
    bounds.reduce(|all, one| all.union(one)).unwrap_or_default()
}

/// Page coordinates fit a single: a page is at most some ten thousand points wide.
#[expect(clippy::cast_possible_truncation, reason = "page coordinates are small")]
fn single(value: f64) -> f32 {
    value as f32
}
