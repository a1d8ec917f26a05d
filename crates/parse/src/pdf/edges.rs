//! What stands at the edges of lines: numbers that paragraphs hang from, votes set flush right.

use super::blocks::Draft;
use super::lines::Line;

/// How far the text may stand behind the number it hangs from, in ems.
const FROM_NUMBER: f32 = 3.0;

/// How near to each other edges lie that are one, in ems.
const SAME: f32 = 0.8;

/// Whether a line hangs below a paragraph that begins with a number that is no label (`HB/7/1. The Board, ..`, `045-17   Councillor
/// Ash that ..`): it stands at the edge of the text behind the number, or at that of the lines that hang there already.
pub(crate) fn hangs(draft: &Draft, line: &Line) -> bool {
    let Some(first) = draft.lines.first().filter(|_| draft.marker.is_none()) else { return false };
    let [number, text, ..] = first.words.as_slice() else { return false };
    let numbered = number.text.contains(|c: char| c.is_ascii_digit());
    let size = first.size();
    let below = match draft.lines.get(1..) {
        Some([second, ..]) => (line.x0() - second.x0()).abs() < SAME * size,
        _ => line.x0() < text.x0.max(number.x1 + FROM_NUMBER * size) + SAME * size,
    };
    numbered && below && line.x0() > number.x1
}

/// Whether a line ends with the vote on what it says, behind the stop of the sentence: nothing of that paragraph follows.
pub(crate) fn ends_in_vote(line: &Line) -> bool {
    const VOTES: [&str; 5] = ["carried", "defeated", "lost", "passed", "adopted"];
    let mut words = line.words.iter().rev();
    let vote = words.next().map_or("", |word| word.text.trim_end_matches('.'));
    let stopped = words.next().is_some_and(|word| word.text.ends_with(['.', ')', '”', '"']));
    let told = vote.starts_with(char::is_uppercase)
        && VOTES.iter().any(|it| vote.eq_ignore_ascii_case(it));
    told && stopped
}
