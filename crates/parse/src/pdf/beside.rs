//! Minutes laid out by a table whose last column says who is to act: each owner stands beside the paragraph it is for.
//! Owners in the margin of a page without rules are `columns.rs`'s subject.

use super::lines::Line;
use super::table::{Cell, Row};

/// Fewest lines of text beside a column of owners.
const TEXT_LINES: usize = 4;

/// Sets the owners in the last cell of a row among the lines of the cell before it, as notes in the margin: each comes
/// after the paragraph it stands beside. A cell that holds anything but owners, or stands beside a few lines, is left.
pub(crate) fn set_in_text(row: &mut Row) {
    let Some((&column, last)) = row.last_key_value() else { return };
    let Some(text) = row.range(..column).next_back().map(|(_, text)| text) else { return };
    let few = 3 * last.lines.len() <= text.lines.len() && text.lines.len() >= TEXT_LINES;
    if !few || !holds_owners(last) {
        return;
    }
    let owners = row.remove(&column).map(|cell| cell.lines).unwrap_or_default();
    if let Some((_, text)) = row.range_mut(..column).next_back() {
        let right = text.lines.first().map_or(0.0, |line| line.right);
        let places = places(&owners);
        let owners = owners.into_iter().map(|owner| Line { aside: true, right, ..owner });
        let lines = std::mem::take(&mut text.lines).into_iter();
        let mut all: Vec<(f32, Line)> = lines.map(|line| (line.y(), line)).collect();
        all.extend(places.into_iter().zip(owners));
        all.sort_by(|one, other| one.1.page.cmp(&other.1.page).then(one.0.total_cmp(&other.0)));
        text.lines = all.into_iter().map(|(_, line)| line).collect();
    }
}

/// How far down its page each owner belongs: behind the line of a paragraph that it stands beside. "AB/" above "CD" stands
/// where that does.
fn places(owners: &[Line]) -> Vec<f32> {
    let mut places: Vec<f32> = Vec::with_capacity(owners.len());
    let mut below: Option<(&Line, f32)> = None;
    for owner in owners.iter().rev() {
        let joined = below.filter(|(next, _)| {
            let near = next.page == owner.page && next.y() - owner.y() < 1.8 * owner.size();
            near && owner.last_word().ends_with('/')
        });
        let place = joined.map_or(owner.y() + 0.5 * owner.size(), |(_, place)| place);
        places.push(place);
        below = Some((owner, place));
    }
    places.reverse();
    places
}

/// Whether a cell holds initials, with words such as "Agenda" between them, and nothing else.
fn holds_owners(cell: &Cell) -> bool {
    let short = |line: &Line| line.words.len() <= 3 && line.text().len() <= 16;
    let named = cell.lines.iter().filter(|line| are_initials(&line.text())).count();
    cell.lines.iter().all(short) && 2 * named >= cell.lines.len() && named > 0
}

/// `AB`, `AB/CD`, `AB/`, `AB & CD`.
fn are_initials(text: &str) -> bool {
    let parts = text.split(['/', ' ', '&', ',', '+']).filter(|part| !part.is_empty());
    let initials =
        |part: &str| (2..=4).contains(&part.len()) && part.chars().all(|c| c.is_ascii_uppercase());
    parts.clone().count() > 0 && parts.into_iter().all(initials)
}

#[cfg(test)]
mod tests {
    use super::super::words::Word;
    use super::*;

    fn line(y: f32, text: &str) -> Line {
        let word = |(at, word): (usize, &str)| {
            let x0 = 30.0 * f32::from(u8::try_from(at).unwrap_or(0));
            Word { text: word.to_owned(), x0, x1: x0 + 27.0, y, size: 10.0, ..Word::default() }
        };
        Line { words: text.split(' ').enumerate().map(word).collect(), page: 1, ..Line::default() }
    }

    fn row(owners: &[(f32, &str)]) -> Row {
        let text = (0_u8..12).map(|at| line(100.0 + 12.0 * f32::from(at), "The lamps were lit."));
        let owners = owners.iter().map(|(y, text)| line(*y, text));
        let cell = |lines: Vec<Line>| Cell { columns: 1, lines };
        Row::from([(1, cell(text.collect())), (2, cell(owners.collect()))])
    }

    #[test]
    fn owners_come_behind_the_line_they_stand_beside() {
        let mut read = row(&[(123.5, "AB"), (172.0, "AB/CD")]);
        set_in_text(&mut read);
        let lines = &read[&1].lines;
        let owners: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].aside).collect();
        assert_eq!((read.len(), owners), (1, vec![3, 8]));
    }

    #[test]
    fn a_column_of_words_is_left() {
        let mut read = row(&[(124.0, "Ongoing"), (172.0, "Done")]);
        set_in_text(&mut read);
        assert_eq!(read.len(), 2);
    }
}
