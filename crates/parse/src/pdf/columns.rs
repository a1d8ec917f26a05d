//! Lines to reading order: columns of text one after the other, notes in the margin after the paragraph they stand
//! beside, and columns that are a table without rules given as one. Ruled tables and furniture were taken out before.

use super::lines::Line;
use super::table::{Cell, Row, Table};
use super::words::Word;

/// A gap between words, in ems, from which they stand in two columns or have a tab between them.
const GUTTER: f32 = 1.5;

/// How far apart, in points, the beginnings of the lines of a column may lie.
const SAME_START: f32 = 4.0;

/// Fewest lines that make a column of text.
const COLUMN_LINES: usize = 6;

/// Fewest lines that make a table without rules.
const TABLE_LINES: usize = 3;

/// A stretch of a page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stretch {
    Flow(Vec<Line>),
    Table(Table),
}

/// Some consecutive lines with a gutter through them: words left of `x` on one side, words from `x` on the other.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Band {
    x: f32,
    first: usize,
    /// One past the last line.
    end: usize,
    /// How many of its lines have words on both sides.
    members: usize,
}

/// Puts the lines of a page, or of a part of it, into reading order.
pub(crate) fn arrange(lines: Vec<Line>) -> Vec<Stretch> {
    let mut lines = margin_apart(lines);
    let bands = bands(&lines);
    let mut out: Vec<Stretch> = Vec::new();
    let mut flow: Vec<Line> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let here: Vec<Band> = bands.iter().filter(|band| band.first == at).copied().collect();
        let read = widest(&here).and_then(|end| {
            let part = lines.get(at..end)?;
            let strong = edges(&bands, at, end, 2);
            let read = columns_of_text(part, &strong)
                .or_else(|| as_table(part, &edges(&bands, at, end, 10)));
            Some((end, read?))
        });
        match read {
            Some((end, stretch)) => {
                out.push(Stretch::Flow(with_right(std::mem::take(&mut flow))));
                out.push(stretch);
                at = end;
            }
            None => {
                flow.extend(lines.get_mut(at).map(std::mem::take));
                at += 1;
            }
        }
    }
    out.push(Stretch::Flow(with_right(flow)));
    out.retain(|stretch| *stretch != Stretch::Flow(Vec::new()));
    out
}

fn widest(bands: &[Band]) -> Option<usize> {
    bands.iter().map(|band| band.end).max()
}

/// The gutters through these lines from left to right, without those that part fewer than one in `share` of the lines
/// that the best of them parts.
fn edges(bands: &[Band], first: usize, end: usize, share: usize) -> Vec<f32> {
    let here = || bands.iter().filter(|band| band.first < end && band.end > first);
    let most = here().map(|band| band.members).max().unwrap_or(0);
    let mut edges: Vec<f32> =
        here().filter(|band| share * band.members >= most).map(|band| band.x).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|next, last| *next - *last < 3.0 * SAME_START);
    edges
}

/// Lines know the right edge of their column from the longest of them.
pub(crate) fn with_right(mut lines: Vec<Line>) -> Vec<Line> {
    let mut rights: Vec<f32> =
        lines.iter().filter(|line| line.words.len() > 3).map(Line::x1).collect();
    rights.sort_by(f32::total_cmp);
    let right = rights.get(rights.len().saturating_sub(1 + rights.len() / 20)).copied();
    if let Some(right) = right.filter(|_| rights.len() >= 4) {
        lines.iter_mut().for_each(|line| line.right = right);
    }
    lines
}

/// The words of a line in stretches parted by gutters; a marker or number belongs to the words after it.
fn segments(line: &Line) -> Vec<&[Word]> {
    let marker = line.marker().map_or(0, |marker| marker.len());
    let mut read = 0;
    let together = |last: &Word, word: &Word| {
        read += last.text.len();
        word.x0 - last.x1 <= GUTTER * last.size.max(word.size) || read <= marker
    };
    line.words.chunk_by(together).collect()
}

fn start(segment: &[Word]) -> f32 {
    segment.first().map_or(0.0, |word| word.x0)
}

fn end(segment: &[Word]) -> f32 {
    segment.iter().map(|word| word.x1).fold(0.0, f32::max)
}

/// Gutters: places where several lines near one another begin anew after a gap, and that no line between them crosses.
fn bands(lines: &[Line]) -> Vec<Band> {
    let split: Vec<Vec<&[Word]>> = lines.iter().map(segments).collect();
    let mut starts: Vec<f32> =
        split.iter().flat_map(|line| line.iter().skip(1).map(|segment| start(segment))).collect();
    starts.sort_by(f32::total_cmp);
    starts.dedup_by(|next, last| *next - *last < SAME_START);
    starts.into_iter().flat_map(|x| bands_at(&split, x)).collect()
}

fn bands_at(lines: &[Vec<&[Word]>], x: f32) -> Vec<Band> {
    let begins = |segment: &&[Word]| (-1.0..SAME_START).contains(&(start(segment) - x));
    let is_member = |line: &Vec<&[Word]>| line.iter().skip(1).any(begins);
    let is_right = |line: &Vec<&[Word]>| line.first().is_some_and(begins);
    let crosses = |line: &Vec<&[Word]>| {
        line.iter().any(|segment| start(segment) < x - 1.0 && end(segment) > x - 2.0)
    };
    let mut bands: Vec<Band> = Vec::new();
    let mut open: Option<Band> = None;
    for (at, line) in lines.iter().enumerate() {
        if crosses(line) {
            bands.extend(open.take());
        } else if is_member(line) {
            let band = open.get_or_insert(Band { x, first: at, end: at + 1, members: 0 });
            band.end = at + 1;
            band.members += 1;
        } else if let Some(band) = open.as_mut().filter(|_| is_right(line)) {
            band.end = at + 1;
        }
    }
    bands.extend(open);
    bands.retain(|band| band.members >= 2);
    bands
}

/// Reads the lines of a band as columns of text, one after the other; `None` where they are none.
fn columns_of_text(lines: &[Line], gutters: &[f32]) -> Option<Stretch> {
    let columns = split_at(lines, gutters);
    are_text(&columns, lines).then(|| {
        let columns =
            columns.into_iter().map(|column| with_right(column.into_iter().flatten().collect()));
        Stretch::Flow(columns.flatten().collect())
    })
}

/// Reads the lines of a band as a table without rules; `None` where they are none.
fn as_table(lines: &[Line], gutters: &[f32]) -> Option<Stretch> {
    let columns = split_at(lines, gutters);
    if columns.iter().any(|column| column.iter().all(Option::is_none)) {
        return None;
    }
    let both = (0..lines.len())
        .filter(|at| {
            columns.iter().filter(|column| column.get(*at).is_some_and(Option::is_some)).count() > 1
        })
        .count();
    let labelled = columns.first().is_some_and(|column| {
        let labels: Vec<&Line> = column.iter().flatten().collect();
        labels.len() > 1
            && labels.iter().all(|line| line.last_word().ends_with(':') || line.is_bold())
    });
    (both >= TABLE_LINES || labelled).then(|| Stretch::Table(unruled(lines, gutters, &columns)))
}

/// For each column, what each line has in it.
fn split_at(lines: &[Line], gutters: &[f32]) -> Vec<Vec<Option<Line>>> {
    let mut columns: Vec<Vec<Option<Line>>> = vec![vec![None; lines.len()]; gutters.len() + 1];
    for (at, line) in lines.iter().enumerate() {
        for words in segments(line).into_iter().flat_map(|segment| cut(segment, gutters)) {
            let column = gutters.partition_point(|x| *x - SAME_START < start(words));
            let Some(place) = columns.get_mut(column).and_then(|column| column.get_mut(at)) else {
                continue;
            };
            place.get_or_insert_with(|| line.without_words()).words.extend_from_slice(words);
        }
    }
    columns
}

/// Cuts a stretch of words where one begins at a gutter, however near the word before it ends.
fn cut<'w>(segment: &'w [Word], gutters: &[f32]) -> Vec<&'w [Word]> {
    let at_gutter = |last: &Word, word: &Word| {
        gutters.iter().any(|x| (-1.0..SAME_START).contains(&(word.x0 - x)) && last.x1 < *x)
    };
    segment.chunk_by(|last, word| !at_gutter(last, word)).collect()
}

/// Columns of text are wide, long and full of words, and their paragraphs do not begin side by side.
fn are_text(columns: &[Vec<Option<Line>>], lines: &[Line]) -> bool {
    let left = lines.iter().map(Line::x0).fold(f32::INFINITY, f32::min);
    let width = lines.iter().map(Line::x1).fold(0.0, f32::max) - left;
    columns.len() < 4
        && columns.iter().all(|column| {
            let parts: Vec<&Line> = column.iter().flatten().collect();
            let words: usize = parts.iter().map(|line| line.words.len()).sum();
            let mean: f32 =
                parts.iter().map(|line| line.x1() - line.x0()).sum::<f32>() / count(parts.len());
            parts.len() >= COLUMN_LINES && words >= 3 * parts.len() && mean > 0.2 * width
        })
        && !begin_together(columns)
}

#[expect(clippy::cast_precision_loss, reason = "counts of lines are small")]
fn count(number: usize) -> f32 {
    number.max(1) as f32
}

/// Whether the paragraphs of all columns begin on the same lines: then the columns are those of a table.
fn begin_together(columns: &[Vec<Option<Line>>]) -> bool {
    let begins = |column: &Vec<Option<Line>>| {
        let mut last: Option<f32> = None;
        let mut pitch = f32::INFINITY;
        let mut found: Vec<usize> = Vec::new();
        for (at, line) in column.iter().enumerate() {
            let Some(line) = line else { continue };
            let gap = last.map(|last| line.y() - last);
            if gap.is_some_and(|gap| gap > 1.3 * pitch.min(1.6 * line.size())) {
                found.push(at);
            }
            pitch = gap.map_or(pitch, |gap| pitch.min(gap));
            last = Some(line.y());
        }
        found
    };
    let all: Vec<Vec<usize>> = columns.iter().map(begins).collect();
    let Some((first, rest)) = all.split_first() else { return false };
    let shared = first.iter().filter(|at| rest.iter().all(|other| other.contains(at))).count();
    let most = all.iter().map(Vec::len).max().unwrap_or(0);
    shared > 0 && 2 * shared >= most
}

/// A table without rules: a row begins where its first column does, or after a gap.
fn unruled(lines: &[Line], gutters: &[f32], columns: &[Vec<Option<Line>>]) -> Table {
    let left = lines.iter().map(Line::x0).fold(f32::INFINITY, f32::min);
    let right = lines.iter().map(Line::x1).fold(0.0, f32::max);
    let edges: Vec<f32> =
        [left].into_iter().chain(gutters.iter().copied()).chain([right]).collect();
    let rights: Vec<f32> = columns
        .iter()
        .map(|column| column.iter().flatten().map(Line::x1).fold(0.0, f32::max))
        .collect();
    let pitch = lines
        .windows(2)
        .map(|pair| gap(pair.first(), pair.last()))
        .filter(|gap| *gap > 1.0)
        .fold(f32::INFINITY, f32::min);
    let mut rows: Vec<Row> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let above = at.checked_sub(1).and_then(|above| lines.get(above));
        let parts: Vec<Option<&Line>> =
            columns.iter().map(|column| column.get(at).and_then(Option::as_ref)).collect();
        let anew = rows
            .last()
            .is_none_or(|row| begins_row(row, &parts, gap(above, Some(line)), pitch, &rights));
        if anew {
            rows.push(Row::new());
        }
        let Some(row) = rows.last_mut() else { continue };
        for (column, part) in parts.into_iter().enumerate() {
            let Some(part) = part else { continue };
            let right = rights.get(column).copied().unwrap_or(0.0);
            let cell = row.entry(column).or_insert(Cell { columns: 1, lines: Vec::new() });
            cell.lines.push(Line { right, ..part.clone() });
        }
    }
    Table { edges, rows }
}

fn gap(above: Option<&Line>, below: Option<&Line>) -> f32 {
    below.zip(above).map_or(0.0, |(below, above)| below.y() - above.y())
}

/// Whether a line opens a row of a table without rules.
fn begins_row(row: &Row, parts: &[Option<&Line>], gap: f32, pitch: f32, rights: &[f32]) -> bool {
    let Some(first) = parts.first().copied().flatten() else { return false };
    let label = row.get(&0).and_then(|cell| cell.lines.last());
    if gap > 1.3 * pitch || label.is_none_or(|label| label.y() + 1.3 * pitch < first.y()) {
        return true;
    }
    let wraps = |column: &usize, part: &Line| {
        let right = rights.get(*column).copied().unwrap_or(0.0);
        let above = row.get(column).and_then(|cell| cell.lines.last());
        let next = part.words.first().map_or(0.0, Word::width);
        above.is_some_and(|above| above.x1() + next + 0.3 * above.size() > right)
    };
    let low = |part: &Line| part.first_character().is_some_and(char::is_lowercase);
    let inner = || parts.iter().enumerate().filter_map(|(at, part)| Some((at, (*part)?)));
    let closed = label.is_some_and(|label| label.last_word().ends_with(':'));
    let same_row = low(first)
        || inner()
            .skip(1)
            .any(|(at, part)| low(part) || !closed && wraps(&at, part) && part.words.len() > 2);
    !same_row
}

/// Sets notes in the right margin apart, such as the initials of who has to act: short words that stand beyond the
/// right edge of the text.
fn margin_apart(lines: Vec<Line>) -> Vec<Line> {
    let Some(x) = margin(&lines) else { return lines };
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        let (text, notes): (Vec<_>, Vec<_>) =
            segments(&line).into_iter().partition(|segment| start(segment) < x - 1.0);
        for (segments, aside) in [(text, false), (notes, true)] {
            let words = segments.concat();
            if !words.is_empty() {
                out.push(Line { words, aside, ..line.without_words() });
            }
        }
    }
    out
}

/// The left edge of the right margin, where notes stand in it.
fn margin(lines: &[Line]) -> Option<f32> {
    let left = lines.iter().map(Line::x0).fold(f32::INFINITY, f32::min);
    let width = lines.iter().map(Line::x1).fold(0.0, f32::max) - left;
    let is_note = |segment: &&&[Word]| {
        let letters: usize = segment.iter().map(|word| word.text.len()).sum();
        start(segment) > left + 0.75 * width && segment.len() <= 3 && letters <= 24
    };
    let split: Vec<Vec<&[Word]>> = lines.iter().map(segments).collect();
    let x = split
        .iter()
        .filter_map(|line| line.last().filter(|segment| is_note(segment)))
        .map(|segment| start(segment))
        .reduce(f32::min)?;
    let bodies: Vec<f32> = split
        .iter()
        .filter_map(|line| line.iter().rfind(|segment| start(segment) < x - 1.0))
        .map(|segment| end(segment))
        .collect();
    let full = bodies.iter().filter(|right| (x - 0.2 * width..x - 3.0).contains(*right)).count();
    let over = bodies.iter().filter(|right| **right > x - 3.0).count();
    (full >= 5 && 4 * full >= bodies.len() && 20 * over <= bodies.len()).then_some(x)
}
