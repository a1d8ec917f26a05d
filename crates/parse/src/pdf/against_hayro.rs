//! Our reading of operators against that of `hayro-interpret`, which draws pages: on pages made of random operators
//! both must place the same glyphs, rules and images.

use hayro::hayro_interpret::font::{Glyph, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro_font::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_syntax::Pdf;

use super::content::Reader;
use super::glyphs::Collector;
use super::layers::Layers;

const RULE_WIDTH: f64 = 3.0;

/// What is compared, rounded to hundredths of a point.
#[derive(Debug, Default, PartialEq)]
struct Seen {
    glyphs: Vec<(String, [i64; 5])>,
    rules: Vec<[i64; 4]>,
    image: i64,
}

fn round<const N: usize>(values: [f64; N]) -> [i64; N] {
    // In single precision first, as places are held.
    values.map(|value| (f64::from(value as f32) * 100.0).round() as i64)
}

/// The device that gathered pages before operators were followed here.
#[derive(Default)]
struct Oracle {
    seen: Seen,
    size: (f64, f64),
}

impl Oracle {
    fn rule(&mut self, bounds: Rect) {
        if bounds.width().min(bounds.height()) <= RULE_WIDTH
            && bounds.width().max(bounds.height()) >= 4.0
        {
            self.seen.rules.push(round([bounds.x0, bounds.y0, bounds.x1, bounds.y1]));
        }
    }

    fn stroke(&mut self, from: Point, to: Point) {
        if (from.x - to.x).abs().min((from.y - to.y).abs()) < 0.5 {
            self.rule(Rect::from_points(from, to));
        }
    }

    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        let origin = transform * Point::ZERO;
        let (width, height) = self.size;
        if !(-2.0..=width + 2.0).contains(&origin.x) || !(-2.0..=height + 2.0).contains(&origin.y) {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(character)) => character.to_string(),
            Some(BfString::String(text)) => text,
            None => return,
        };
        let Glyph::Outline(outline) = glyph else { return };
        let end = transform * Point::new(outline.advance_width().unwrap_or(500.0).into(), 0.0);
        let up = (transform * Point::new(0.0, 1000.0) - origin).hypot();
        self.seen.glyphs.push((text, round([origin.x, origin.y, end.x, end.y, up])));
    }
}

impl<'a> Device<'a> for Oracle {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let placed = props.transform * path;
        let bounds = placed.bounding_box();
        if bounds.width().min(bounds.height()) <= RULE_WIDTH {
            return self.rule(bounds);
        }
        if matches!(mode, DrawMode::Fill(_)) {
            return;
        }
        let mut at: Option<Point> = None;
        for element in placed.elements() {
            if let (Some(from), Some(to)) = (at, element.end_point()) {
                self.stroke(from, to);
            }
            at = element.end_point().or(at);
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        let b = props.transform.transform_rect_bbox(*rect);
        if b.width().min(b.height()) <= RULE_WIDTH {
            self.rule(b);
        } else if !matches!(mode, DrawMode::Fill(_)) {
            self.rule(Rect::new(b.x0, b.y0, b.x1, b.y0));
            self.rule(Rect::new(b.x0, b.y1, b.x1, b.y1));
            self.rule(Rect::new(b.x0, b.y0, b.x0, b.y1));
            self.rule(Rect::new(b.x1, b.y0, b.x1, b.y1));
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let shown = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let [share] = round([shown.area() / (self.size.0 * self.size.1)]);
        self.seen.image = self.seen.image.max(share);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn theirs(bytes: &[u8]) -> Seen {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let page = &pdf.pages()[0];
    let (width, height) = page.render_dimensions();
    let size = (f64::from(width), f64::from(height));
    let mut oracle = Oracle { size, ..Oracle::default() };
    let mut context = Context::new(
        Affine::new(page.initial_transform(true).as_coeffs()),
        Rect::new(0.0, 0.0, size.0, size.1),
        &InterpreterCache::new(),
        pdf.xref(),
        InterpreterSettings::default(),
    );
    interpret_page(page, &mut context, &mut oracle);
    oracle.seen
}

fn ours(bytes: &[u8]) -> Seen {
    let pdf = Pdf::new(bytes.to_vec()).unwrap();
    let page = &pdf.pages()[0];
    let mut collector = Collector::default();
    collector.begin(page.render_dimensions());
    Reader::new(Layers::new(pdf.xref())).read(page, &mut collector);
    let glyph = |raw: &super::glyphs::Raw| {
        let places = [raw.origin.0, raw.origin.1, raw.end.0, raw.end.1, raw.size];
        (raw.text.to_string(), round(places.map(f64::from)))
    };
    let rule =
        |rule: &super::glyphs::Rule| round([rule.x0, rule.y0, rule.x1, rule.y1].map(f64::from));
    Seen {
        glyphs: collector.raw.iter().map(glyph).collect(),
        rules: collector.content.rules.iter().map(rule).collect(),
        image: round([f64::from(collector.content.image_share)])[0],
    }
}

/// Operators, some of them unbalanced or senseless.
const OPERATORS: &[&str] = &[
    "q",
    "q",
    "Q",
    "Q",
    "BT",
    "ET",
    "1 0 0 1 5 -4 cm",
    ".9 .1 -.1 .9 0 3 cm",
    "/F 12 Tf",
    "/G 9 Tf",
    "/H 10 Tf",
    "/Missing 8 Tf",
    "/S gs",
    "2 Tc",
    "5 Tw",
    "80 Tz",
    "14 TL",
    "4 Ts",
    "3 Tr",
    "0 Tr",
    "40 300 Td",
    "10 -12 TD",
    "1 .2 0 1 60 200 Tm",
    "T*",
    "(Resolved that) Tj",
    "[(Ap) -120 (proved) 300 (x)] TJ",
    "/F 11 Tf (next line) '",
    "/F 10 Tf 1 2 (spaced out) \"",
    "10 20 m",
    "200 20 l",
    "200 22 l",
    "200 90 l",
    "200 90 l",
    "10 90 l",
    "h",
    "30 40 120 1 re",
    "30 60 80 50 re",
    "5 5 60 70 90 10 c",
    "60 70 90 10 v",
    "60 70 90 10 y",
    "S",
    "s",
    "f",
    "f*",
    "B",
    "b*",
    "n",
    "W n",
    "1 0 0 rg",
    ".2 g",
    "/X Do",
    "/Y Do",
    "/I Do",
    "q 150 0 0 90 10 10 cm /I Do Q",
    "/Nothing Do",
    "/OC /Off BDC",
    "/OC /On BDC",
    "/P <</MCID 3>> BDC",
    "/Span BMC",
    "EMC",
    "EMC",
    "EMC",
    "BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI",
    "(no operands) Td",
    "7 unknown",
];

/// A page with fonts, forms, an image, layers and an annotation.
fn page(content: &str) -> Vec<u8> {
    let stream = |dict: &str, data: &str| {
        format!("<<{dict}/Length {}>>\nstream\n{data}\nendstream", data.len())
    };
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 90 90]";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[11 0 R 12 0 R]/D<</OFF[12 0 R]>>>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Rotate 90/Contents 4 0 R/Annots[10 0 R]\
         /Resources<</Font<</F 5 0 R/G 6 0 R/H<</Type/Font/Subtype/Nonsense>>>>\
         /XObject<</X 7 0 R/Y 8 0 R/I 9 0 R>>/ExtGState<</S<</Font[6 0 R 7]>>>>\
         /Properties<</On 11 0 R/Off 12 0 R>>>>>>"
            .to_owned(),
        stream("", content),
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Bold/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/Font/Subtype/TrueType/BaseFont/Courier/FirstChar 97/LastChar 99/Widths[300 700 900]>>"
            .to_owned(),
        stream(
            &format!("{form}/Matrix[1 0 0 1 20 30]/Resources<</Font<</F 6 0 R>>/XObject<</Z 8 0 R>>>>"),
            "Q BT /F 10 Tf (abc in a form) Tj ET 0 0 70 1 re f /Z Do q q",
        ),
        stream(&format!("{form}/OC 12 0 R"), "BT /F 8 Tf (hidden) Tj ET"),
        stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "a"),
        "<</Type/Annot/Subtype/Stamp/Rect[100 100 180 160]/AP<</N<</Off 7 0 R/Yes 8 0 R>>>>>>".to_owned(),
        "<</Type/OCG/Name(shown)>>".to_owned(),
        "<</Type/OCG/Name(hidden)>>".to_owned(),
    ];
    let mut pdf = "%PDF-1.7\n".to_owned();
    for (at, object) in objects.iter().enumerate() {
        pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", at + 1));
    }
    pdf.push_str("trailer\n<</Root 1 0 R>>\n");
    pdf.into_bytes()
}

#[test]
fn random_pages_are_read_as_hayro_draws_them() {
    let mut state = 20_261_126_u64;
    let mut next = |below: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    let (mut glyphs, mut rules, mut images) = (0, 0, 0);
    for _ in 0..400 {
        let operators: Vec<&str> =
            (0..10 + next(60)).map(|_| OPERATORS[next(OPERATORS.len())]).collect();
        let content = operators.join("\n");
        let bytes = page(&content);
        let (ours, theirs) = (ours(&bytes), theirs(&bytes));
        assert_eq!(ours, theirs, "{content}");
        glyphs += ours.glyphs.len();
        rules += ours.rules.len();
        images += i64::from(ours.image > 0);
    }
    assert!(glyphs > 10_000 && rules > 100 && images > 10, "{glyphs} {rules} {images}");
}
