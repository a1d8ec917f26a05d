//! Which way up a page is read: a landscape table printed on a portrait page is turned before anything else is done.

use super::glyphs::{PageContent, Placed, Raw, Rule};

/// How a page is turned so that most of its text runs from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Turn {
    /// It is read as it is shown.
    #[default]
    None,
    /// Its text runs up the page.
    Clockwise,
    /// Its text runs down the page.
    Anticlockwise,
    /// Its text is upside down.
    Half,
}

impl Turn {
    const ALL: [Self; 4] = [Self::None, Self::Clockwise, Self::Anticlockwise, Self::Half];

    /// The turn that makes a glyph run from left to right; slanted text counts as what it is nearest to.
    fn of(raw: &Raw) -> Self {
        let (across, down) = (raw.end.0 - raw.origin.0, raw.end.1 - raw.origin.1);
        match (across.abs() >= down.abs(), across >= 0.0, down < 0.0) {
            (true, true, _) => Self::None,
            (true, false, _) => Self::Half,
            (false, _, true) => Self::Clockwise,
            (false, _, false) => Self::Anticlockwise,
        }
    }

    /// A place on the page as shown, on the page as read; `size` is width and height as shown.
    fn apply(self, (x, y): (f32, f32), size: (f32, f32)) -> (f32, f32) {
        match self {
            Self::None => (x, y),
            Self::Clockwise => (size.1 - y, x),
            Self::Anticlockwise => (y, size.0 - x),
            Self::Half => (size.0 - x, size.1 - y),
        }
    }

    /// A place on the page as read, on the page as shown; `size` is width and height as read.
    pub(crate) fn undo(self, (x, y): (f32, f32), size: (f32, f32)) -> (f32, f32) {
        match self {
            Self::None => (x, y),
            Self::Clockwise => (y, size.0 - x),
            Self::Anticlockwise => (size.1 - y, x),
            Self::Half => (size.0 - x, size.1 - y),
        }
    }
}

/// Turns a page so that most of its text runs from left to right; what does not is kept apart.
pub(crate) fn upright(mut content: PageContent, raw: &mut Vec<Raw>) -> PageContent {
    let most = |turn: &Turn| raw.iter().filter(|raw| Turn::of(raw) == *turn).count();
    let turn = if raw.iter().all(|raw| Turn::of(raw) == Turn::None) {
        Turn::None
    } else {
        Turn::ALL.into_iter().rev().max_by_key(most).unwrap_or_default()
    };
    let size = (content.width, content.height);
    content.glyphs.reserve(raw.len());
    for raw in raw.drain(..) {
        let own = Turn::of(&raw);
        let level = is_level(&raw);
        let placed = place(raw, own, size);
        if own == turn && level {
            content.glyphs.push(placed);
        } else {
            content.sideways.push(placed);
        }
    }
    if turn != Turn::None {
        content.rules.iter_mut().for_each(|rule| *rule = turn_rule(*rule, turn, size));
        (content.width, content.height) = turned_size(turn, size);
        content.turn = turn;
    }
    content
}

/// Text that rises or falls by more than three in ten is a stamp or watermark, not a line.
fn is_level(raw: &Raw) -> bool {
    let (across, down) = ((raw.end.0 - raw.origin.0).abs(), (raw.end.1 - raw.origin.1).abs());
    across.min(down) <= across.max(down).max(0.01) * 0.3
}

fn turned_size(turn: Turn, size: (f32, f32)) -> (f32, f32) {
    match turn {
        Turn::None | Turn::Half => size,
        Turn::Clockwise | Turn::Anticlockwise => (size.1, size.0),
    }
}

fn place(raw: Raw, turn: Turn, size: (f32, f32)) -> Placed {
    let (origin, end) = (turn.apply(raw.origin, size), turn.apply(raw.end, size));
    Placed {
        text: raw.text,
        x0: origin.0.min(end.0),
        x1: origin.0.max(end.0),
        y: origin.1,
        size: raw.size,
        bold: raw.style.0,
        italic: raw.style.1,
    }
}

fn turn_rule(rule: Rule, turn: Turn, size: (f32, f32)) -> Rule {
    let (a, b) = (turn.apply((rule.x0, rule.y0), size), turn.apply((rule.x1, rule.y1), size));
    Rule { x0: a.0.min(b.0), y0: a.1.min(b.1), x1: a.0.max(b.0), y1: a.1.max(b.1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_turn_is_undone() {
        for turn in Turn::ALL {
            let shown = (30.0, 700.0);
            let read = turn.apply(shown, (595.0, 842.0));
            assert_eq!(turn.undo(read, turned_size(turn, (595.0, 842.0))), shown, "{turn:?}");
        }
    }
}
