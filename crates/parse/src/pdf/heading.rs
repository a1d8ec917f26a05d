//! Which blocks are headings, by their look: bold, capital, large or underlined words, few of them, that no full stop
//! ends. What a heading says is not looked at.

use super::blocks::{Draft, Measure};
use super::lines::Line;
use super::words::Word;

/// Most words of a heading.
const MOST_WORDS: usize = 24;

/// Style of a heading: size in half points, capitals, bold, underlined; larger is further out.
pub(crate) type Style = (i32, bool, bool, bool);

/// The heading styles of a document, outermost first.
pub(crate) fn styles(drafts: &[Draft], measure: Measure) -> Vec<Style> {
    let mut styles: Vec<Style> = drafts.iter().filter_map(|draft| style(draft, measure)).collect();
    styles.sort_by(|a, b| b.cmp(a));
    styles.dedup();
    styles
}

/// The style of a draft that looks like a heading.
pub(crate) fn style(draft: &Draft, measure: Measure) -> Option<Style> {
    let words: Vec<&Word> = draft.lines.iter().flat_map(|line| &line.words).collect();
    let aside = draft.lines.iter().any(|line| line.aside);
    if aside || !(1..=MOST_WORDS).contains(&words.len()) {
        return None;
    }
    let text = draft.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ");
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals =
        letters >= 4 && text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let size = draft.lines.iter().map(Line::size).fold(0.0, f32::max);
    let bold = draft.lines.iter().all(Line::is_bold);
    let underlined =
        words.iter().all(|word| word.underlined || !word.text.chars().any(char::is_alphanumeric));
    let large = size > 1.12 * measure.size;
    let closed = text.trim_end().ends_with(['.', ';', ',']);
    let begins_low = text.trim_start().starts_with(char::is_lowercase);
    let struck = words.iter().all(|word| word.struck);
    let item = draft.marker.as_deref().is_some_and(is_list_marker);
    (letters >= 2
        && !closed
        && !begins_low
        && !struck
        && !item
        && (bold || capitals || large || underlined))
        .then(|| (half_points(size), capitals, bold, underlined))
}

/// Bullets and small letters number the items of a list, never headings.
fn is_list_marker(marker: &str) -> bool {
    let core = marker.trim_matches(|c: char| !c.is_alphanumeric());
    core.is_empty() || core == "o" || core.chars().all(|c| c.is_ascii_lowercase())
}

#[expect(clippy::cast_possible_truncation, reason = "font sizes are small")]
fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}
