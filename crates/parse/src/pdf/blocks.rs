//! Lines in reading order to headings, paragraphs and items. Tables and furniture were taken out before.

use minuted_model::{BBox, BlockKind, MarkKind, NewBlock, Piece};

use super::lines::{Line, Word};
use crate::markers;

/// What the lines of a document have in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measure {
    /// Font size of running text, points.
    pub(crate) size: f32,
    /// Distance between baselines of running text, points.
    pub(crate) pitch: f32,
    /// Right edge of running text, points.
    pub(crate) right: f32,
}

/// A block being put together.
#[derive(Clone, Debug)]
struct Draft {
    marker: Option<String>,
    /// Left edge of the marker, or of the text where there is none.
    x: f32,
    /// Left edge of the text after the marker.
    text_x: f32,
    lines: Vec<Line>,
}

/// Builds the blocks of a run of lines.
pub(crate) fn blocks(
    lines: &[Line],
    measure: Measure,
    height: impl Fn(u32) -> f32,
) -> Vec<NewBlock> {
    let mut drafts: Vec<Draft> = Vec::new();
    for line in lines {
        match drafts.last_mut() {
            Some(last) if carries_on(last, line, measure) => last.lines.push(line.clone()),
            _ => drafts.push(start(line)),
        }
    }
    let styles = heading_styles(&drafts, measure);
    let mut indents: Vec<f32> = Vec::new();
    drafts.into_iter().map(|draft| finish(draft, &styles, &mut indents, measure, &height)).collect()
}

fn start(line: &Line) -> Draft {
    let text = line.text();
    let Some((marker, rest)) = markers::split(&text) else {
        return Draft { marker: None, x: line.x0(), text_x: line.x0(), lines: vec![line.clone()] };
    };
    let (words, text_x) = drop_marker(line, marker.len());
    let line_after = Line { words, page: line.page };
    let text_x = if rest.is_empty() { line.x1() } else { text_x };
    Draft { marker: Some(marker.to_owned()), x: line.x0(), text_x, lines: vec![line_after] }
}

/// The words after the first `bytes` bytes of the line's text, and where they begin.
fn drop_marker(line: &Line, bytes: usize) -> (Vec<Word>, f32) {
    let mut left = bytes;
    let mut words = Vec::new();
    for word in &line.words {
        if left == 0 {
            words.push(word.clone());
        } else if word.text.len() <= left {
            left -= word.text.len();
        } else {
            let rest = word.text.get(left..).unwrap_or("").to_owned();
            words.push(Word { text: rest, ..word.clone() });
            left = 0;
        }
    }
    let x = words.first().map_or(line.x1(), |word| word.x0);
    (words, x)
}

/// Whether a line is more of the block above it.
fn carries_on(draft: &Draft, line: &Line, measure: Measure) -> bool {
    let Some(last) = draft.lines.iter().rev().find(|line| !line.words.is_empty()) else {
        return draft.marker.is_some() && markers::split(&line.text()).is_none();
    };
    if starts_anew(line, draft) || changes_style(last, line) {
        return false;
    }
    let unfinished = !ends_sentence(&last.text());
    if line.page != last.page {
        return unfinished || begins_low(line);
    }
    let gap = line.y() - last.y();
    let pitch = measure.pitch.max(last.size() * 1.05);
    if gap > 1.45 * pitch {
        return gap < 2.2 * pitch && begins_low(line) && unfinished && fills(last, measure);
    }
    let outdented = line.x0() < draft.x.min(draft.text_x) - 0.8 * measure.size;
    let same_edge = (line.x0() - draft.text_x).abs() < 2.0 * measure.size
        || (line.x0() - draft.x).abs() < 0.8 * measure.size;
    let broke_off = !fills(last, measure) && !unfinished;
    let short_title = !fills(last, measure) && !begins_low(line) && unfinished && is_short(last);
    !broke_off && !short_title && (same_edge || begins_low(line)) && !outdented
}

/// Whether a line begins with a marker that opens a block; a number in running text ("on page 3. The") does not.
fn starts_anew(line: &Line, draft: &Draft) -> bool {
    let text = line.text();
    let Some((marker, rest)) = markers::split(&text) else { return false };
    let hangs = line.words.get(1).is_some_and(|word| {
        word.x0 - line.words.first().map_or(0.0, |first| first.x1) > 0.6 * word.size
    });
    let left_of_text = line.x0() < draft.text_x - 4.0;
    let lowercase = rest.starts_with(char::is_lowercase);
    let numeric =
        marker.trim_end_matches(['.', ')', ':']).chars().all(|c| c.is_ascii_digit() || c == '.');
    hangs
        || left_of_text
        || rest.is_empty()
        || !(lowercase
            || numeric
                && marker.ends_with('.')
                && draft.marker.is_none()
                && !ends_sentence(&draft_text(draft)))
}

fn draft_text(draft: &Draft) -> String {
    draft.lines.last().map(Line::text).unwrap_or_default()
}

fn changes_style(last: &Line, line: &Line) -> bool {
    let size = (line.size() - last.size()).abs() > 0.12 * last.size();
    size || (last.is_bold() && !line.is_bold() && !begins_low(line))
        || (!last.is_bold() && line.is_bold() && !begins_low(line))
}

/// Whether a line reaches near the right edge, so that its end means nothing.
fn fills(line: &Line, measure: Measure) -> bool {
    line.x1() > measure.right - 9.0 * measure.size
}

fn is_short(line: &Line) -> bool {
    line.words.len() <= 6
}

fn begins_low(line: &Line) -> bool {
    line.text()
        .chars()
        .next()
        .is_some_and(|c| c.is_lowercase() || c == '(' || c == ',' || c.is_ascii_digit())
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':', ';', '”', '"'])
}

/// Style of a heading: size in half points, capitals, bold, underlined; larger is further out.
type Style = (i32, bool, bool, bool);

fn heading_style(draft: &Draft, measure: Measure) -> Option<Style> {
    let words: Vec<&Word> = draft.lines.iter().flat_map(|line| &line.words).collect();
    let text = draft.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ");
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals =
        letters >= 4 && text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let size = draft.lines.iter().map(Line::size).fold(0.0, f32::max);
    let bold = draft.lines.iter().all(Line::is_bold);
    let underlined =
        words.iter().all(|word| word.underlined || !word.text.chars().any(char::is_alphanumeric));
    let large = size > 1.12 * measure.size;
    let short = (1..=24).contains(&words.len()) && !text.trim_end().ends_with(['.', ';', ',']);
    (letters >= 2 && short && (bold || capitals || large || underlined))
        .then(|| (half_points(size), capitals, bold, underlined))
}

#[expect(clippy::cast_possible_truncation, reason = "font sizes are small")]
fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

/// The heading styles of a document, outermost first.
fn heading_styles(drafts: &[Draft], measure: Measure) -> Vec<Style> {
    let mut styles: Vec<Style> =
        drafts.iter().filter_map(|draft| heading_style(draft, measure)).collect();
    styles.sort_by(|a, b| b.cmp(a));
    styles.dedup();
    styles
}

fn finish(
    draft: Draft,
    styles: &[Style],
    indents: &mut Vec<f32>,
    measure: Measure,
    height: &impl Fn(u32) -> f32,
) -> NewBlock {
    let style = heading_style(&draft, measure);
    let rank = style.and_then(|style| styles.iter().position(|known| *known == style));
    let (kind, level) = match (rank, &draft.marker) {
        (Some(rank), _) if !is_bullet(draft.marker.as_deref()) => {
            (BlockKind::Heading, small(rank + 1).min(6))
        }
        (_, Some(_)) => (BlockKind::Item, indent_level(indents, draft.x)),
        _ => (BlockKind::Paragraph, 0),
    };
    if kind == BlockKind::Heading {
        indents.clear();
    }
    NewBlock { kind, level, marker: draft.marker, cell: None, pieces: pieces(&draft.lines, height) }
}

fn is_bullet(marker: Option<&str>) -> bool {
    marker.is_some_and(|marker| !marker.chars().any(char::is_alphanumeric) || marker == "o")
}

/// The level of a marker from the left edges of those before it.
fn indent_level(indents: &mut Vec<f32>, x: f32) -> u8 {
    while indents.last().is_some_and(|last| *last > x + 3.0) {
        indents.pop();
    }
    if indents.last().is_none_or(|last| x - *last > 3.0) {
        indents.push(x);
    }
    small(indents.len().saturating_sub(1))
}

fn small(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// The words of some lines as pieces, a space between words, none after a hyphen at a line's end.
pub(crate) fn pieces(lines: &[Line], height: &impl Fn(u32) -> f32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut glue = true;
    for line in lines.iter().filter(|line| !line.words.is_empty()) {
        for (at, word) in line.words.iter().enumerate() {
            if !glue {
                let page = pieces.last().and_then(|piece| piece.page);
                let (marks, bbox) = pieces
                    .last()
                    .map(|last| (shared_marks(last, word), last.bbox))
                    .unwrap_or_default();
                pieces.push(Piece { text: " ".to_owned(), marks, page, bbox, confidence: None });
            }
            let hyphenated = at + 1 == line.words.len() && ends_in_hyphen(&word.text);
            pieces.push(piece(word, line.page, height(line.page)));
            glue = hyphenated;
        }
    }
    pieces
}

/// A word broken at its own hyphen: `co-` and `operation` are `co-operation`.
fn ends_in_hyphen(word: &str) -> bool {
    let before = word.strip_suffix(['-', '\u{2010}', '\u{ad}']);
    before.and_then(|before| before.chars().last()).is_some_and(char::is_alphabetic)
}

fn piece(word: &Word, page: u32, height: f32) -> Piece {
    let bbox = BBox {
        x0: word.x0,
        y0: height - word.y - 0.2 * word.size,
        x1: word.x1,
        y1: height - word.y + 0.8 * word.size,
    };
    Piece {
        text: crate::clean::word(&word.text),
        marks: marks(word),
        page: Some(page),
        bbox: Some(bbox),
        confidence: None,
    }
}

fn marks(word: &Word) -> Vec<MarkKind> {
    let all = [
        (word.bold, MarkKind::Bold),
        (word.italic, MarkKind::Italic),
        (word.underlined, MarkKind::Underlined),
        (word.struck, MarkKind::Struck),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind).collect()
}

fn shared_marks(last: &Piece, word: &Word) -> Vec<MarkKind> {
    marks(word).into_iter().filter(|mark| last.marks.contains(mark)).collect()
}
