//! Paths as they are built: lines and boxes that may turn out to be rules.

use hayro_font::kurbo::{BezPath, PathEl, Point, Rect, Shape};

/// How far apart places may lie that count as one.
const NEAR: f64 = 1.0 / 256.0;

/// By how much a line without length is made longer, so that it has a direction.
const DOT: f64 = 0.0001;

/// The path under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    path: BezPath,
    last: Point,
    start: Point,
}

impl Outline {
    pub(crate) fn path(&self) -> &BezPath {
        &self.path
    }

    pub(crate) fn clear(&mut self) {
        self.path.truncate(0);
    }

    pub(crate) fn move_to(&mut self, to: Point) {
        (self.last, self.start) = (to, to);
        self.path.move_to(to);
    }

    pub(crate) fn line_to(&mut self, to: Point) {
        if self.path.elements().is_empty() {
            return;
        }
        let long = if self.last == to { Point::new(to.x + DOT, to.y) } else { to };
        self.last = to;
        self.path.line_to(long);
    }

    /// A curve; without a first control point it leaves from where the path ends.
    pub(crate) fn curve_to(&mut self, first: Option<Point>, second: Point, to: Point) {
        if self.path.elements().is_empty() {
            return;
        }
        let first = first.unwrap_or(self.last);
        self.last = to;
        self.path.curve_to(first, second, to);
    }

    pub(crate) fn rectangle(&mut self, at: Point, width: f64, height: f64) {
        let rect = Rect::new(at.x, at.y, at.x + width, at.y + height);
        self.path.extend(rect.path_elements(0.1));
        (self.last, self.start) = (at, at);
    }

    pub(crate) fn close(&mut self) {
        let last = self.path.elements().last();
        if last.is_some_and(|last| *last != PathEl::ClosePath) {
            self.path.close_path();
            self.last = self.start;
        }
    }

    /// The box around all points, those that pull at curves too.
    pub(crate) fn reach(&self) -> Rect {
        let mut points = self.path.elements().iter().flat_map(points).flatten();
        let Some(first) = points.next() else { return Rect::ZERO };
        points.fold(Rect::from_points(first, first), |reach, point| reach.union_pt(point))
    }

    /// The path as an upright box, if it is one.
    pub(crate) fn as_rectangle(&self) -> Option<Rect> {
        let corners = match *self.path.elements() {
            [
                PathEl::MoveTo(a),
                PathEl::LineTo(b),
                PathEl::LineTo(c),
                PathEl::LineTo(d),
                PathEl::ClosePath,
            ] => [a, b, c, d, a],
            [
                PathEl::MoveTo(a),
                PathEl::LineTo(b),
                PathEl::LineTo(c),
                PathEl::LineTo(d),
                PathEl::LineTo(e),
            ] if is_near(a.x, e.x) && is_near(a.y, e.y) => [a, b, c, d, e],
            _ => return None,
        };
        let sides = corners.iter().zip(corners.iter().skip(1));
        let mut before = None;
        for (from, to) in sides {
            let side = is_upright(*from, *to)?;
            if before.replace(side) == Some(side) {
                return None;
            }
        }
        Some(self.reach())
    }
}

fn points(element: &PathEl) -> [Option<Point>; 3] {
    match *element {
        PathEl::MoveTo(a) | PathEl::LineTo(a) => [Some(a), None, None],
        PathEl::QuadTo(a, b) => [Some(a), Some(b), None],
        PathEl::CurveTo(a, b, c) => [Some(a), Some(b), Some(c)],
        PathEl::ClosePath => [None; 3],
    }
}

/// Whether a side runs up or down rather than across; none if it runs neither way.
fn is_upright(from: Point, to: Point) -> Option<bool> {
    let (same_x, same_y) = (is_near(from.x, to.x), is_near(from.y, to.y));
    (same_x != same_y).then_some(same_x)
}

pub(crate) fn is_near(one: f64, other: f64) -> bool {
    (one - other).abs() <= NEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(points: &[(f64, f64)]) -> Outline {
        let mut outline = Outline::default();
        for (at, point) in points.iter().enumerate() {
            if at == 0 {
                outline.move_to((*point).into());
            } else {
                outline.line_to((*point).into());
            }
        }
        outline
    }

    #[test]
    fn boxes_are_told_from_other_paths() {
        let corners = [(10.0, 10.0), (60.0, 10.0), (60.0, 30.0), (10.0, 30.0)];
        let mut drawn = outline(&corners);
        assert_eq!(drawn.as_rectangle(), None, "open");
        drawn.close();
        assert_eq!(drawn.as_rectangle(), Some(Rect::new(10.0, 10.0, 60.0, 30.0)));
        let mut slanted = outline(&[(10.0, 10.0), (60.0, 20.0), (60.0, 40.0), (10.0, 30.0)]);
        slanted.close();
        assert_eq!(slanted.as_rectangle(), None, "slanted");
    }

    #[test]
    fn a_path_that_nothing_began_stays_empty() {
        let mut drawn = Outline::default();
        drawn.line_to(Point::new(5.0, 5.0));
        drawn.curve_to(None, Point::new(6.0, 6.0), Point::new(7.0, 7.0));
        drawn.close();
        assert!(drawn.path().is_empty());
        assert_eq!(drawn.reach(), Rect::ZERO);
    }
}
