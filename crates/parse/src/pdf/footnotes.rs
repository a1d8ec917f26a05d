//! Footnotes: small print at the foot of a page that begins with the number raised in the text above.

use super::lines::Line;
use super::words::Word;

/// Size of a footnote beside running text, at most.
const SMALL: f32 = 0.93;

/// Size of a raised number beside its line, at most.
const RAISED: f32 = 0.78;

/// Takes the footnotes off the end of a page's lines, marked as such, and the numbers that refer to them out of the
/// text, as other formats have it.
pub(crate) fn take(lines: &mut Vec<Line>, size: f32) -> Vec<Line> {
    let small = lines.iter().rev().take_while(|line| line.size() < SMALL * size).count();
    let from = lines.len() - small;
    let opens = |line: &Line| number(line).is_some();
    let Some(first) = lines.iter().skip(from).position(opens).map(|at| from + at) else {
        return Vec::new();
    };
    let numbers: Vec<String> = lines.iter().skip(first).filter_map(number).collect();
    let mut notes = lines.split_off(first);
    let mut referred = false;
    for line in lines.iter_mut() {
        referred |= drop_references(line, &numbers);
    }
    if !referred {
        lines.append(&mut notes);
    }
    notes.iter_mut().flat_map(|line| &mut line.words).for_each(|word| word.footnote = true);
    notes
}

/// The number with which a footnote begins, raised or not.
fn number(line: &Line) -> Option<String> {
    let first = line.words.first()?;
    let digits: String = first.text.chars().take_while(char::is_ascii_digit).collect();
    let raised = line.words.get(1).is_some_and(|second| first.size < 0.9 * second.size);
    let alone = digits.len() == first.text.len();
    ((1..=2).contains(&digits.len()) && (raised || alone || first.y < line.words.last()?.y - 1.0))
        .then_some(digits)
}

/// Raised numbers of known footnotes go, and so do those already joined to the word before them.
fn drop_references(line: &mut Line, numbers: &[String]) -> bool {
    let size = line.size();
    let baseline = line
        .words
        .iter()
        .filter(|word| word.size > RAISED * size)
        .map(|word| word.y)
        .fold(0.0, f32::max);
    let is_reference = |word: &Word| {
        word.size < RAISED * size && word.y < baseline - 1.0 && numbers.contains(&word.text)
    };
    let before = line.words.len();
    line.words.retain(|word| !is_reference(word));
    line.words.len() < before
}
