//! The background colour of an HTML table cell: the `bgcolor` attribute, or `background` in its own style.

use std::sync::LazyLock;

use regex::Regex;
use scraper::ElementRef;

static BACKGROUND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)background(?:-color)?\s*:\s*(?P<colour>#[0-9a-f]{3,6}\b|rgb\([^)]*\)|[a-z]+)")
        .expect("a fixed pattern compiles")
});

/// Names of HTML that trackers use.
const NAMED: [(&str, [u8; 3]); 12] = [
    ("red", [255, 0, 0]),
    ("orange", [255, 165, 0]),
    ("amber", [255, 191, 0]),
    ("yellow", [255, 255, 0]),
    ("green", [0, 128, 0]),
    ("lime", [0, 255, 0]),
    ("lightgreen", [144, 238, 144]),
    ("blue", [0, 0, 255]),
    ("purple", [128, 0, 128]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("black", [0, 0, 0]),
];

/// Red, green and blue; `None` for white and where no colour is given.
pub(crate) fn background(cell: ElementRef<'_>) -> Option<[u8; 3]> {
    let style = cell.value().attr("style").and_then(|style| BACKGROUND.captures(style));
    let written = style.and_then(|groups| groups.name("colour").map(|colour| colour.as_str()));
    let colour = read(written.or_else(|| cell.value().attr("bgcolor"))?.trim())?;
    (colour != [255; 3]).then_some(colour)
}

fn read(written: &str) -> Option<[u8; 3]> {
    let lower = written.to_lowercase();
    if let Some(hex) = lower.strip_prefix('#') {
        return of_hex(hex);
    }
    if let Some(list) = lower.strip_prefix("rgb(") {
        let mut parts = list.trim_end_matches(')').split(',').map(|part| part.trim().parse().ok());
        return Some([parts.next()??, parts.next()??, parts.next()??]);
    }
    let named = NAMED.iter().find(|(name, _)| *name == lower).map(|(_, colour)| *colour);
    named.or_else(|| of_hex(&lower))
}

fn of_hex(hex: &str) -> Option<[u8; 3]> {
    let wide: String = match hex.len() {
        3 => hex.chars().flat_map(|digit| [digit, digit]).collect(),
        6 => hex.to_owned(),
        _ => return None,
    };
    let byte = |at: usize| u8::from_str_radix(wide.get(at..at + 2)?, 16).ok();
    Some([byte(0)?, byte(2)?, byte(4)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_as_pages_write_them() {
        for (written, colour) in [
            ("#00B050", Some([0, 176, 80])),
            ("#f00", Some([255, 0, 0])),
            ("rgb(255, 192, 0)", Some([255, 192, 0])),
            ("Green", Some([0, 128, 0])),
            ("ffc000", Some([255, 192, 0])),
            ("rgb(999, 0, 0)", None),
            ("inherit", None),
        ] {
            assert_eq!(read(written), colour, "{written}");
        }
    }
}
