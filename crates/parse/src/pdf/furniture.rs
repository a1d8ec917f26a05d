//! Running headers, footers and page numbers: lines that repeat at the same place page after page.

use std::collections::{BTreeMap, BTreeSet};

use super::grid::Grid;
use super::lines::Line;

/// Share of the page's height, at top and at bottom, in which furniture is looked for.
const ZONE: f32 = 0.14;

/// Whether each line of each page is furniture.
pub(crate) fn find(pages: &[Vec<Line>], heights: &[f32], grids: &[Vec<Grid>]) -> Vec<Vec<bool>> {
    let mut seen: BTreeMap<(String, i32), u32> = BTreeMap::new();
    for (lines, height) in pages.iter().zip(heights) {
        let mut here: Vec<(String, i32)> =
            lines.iter().filter(|line| in_zone(line, *height)).map(key).collect();
        here.sort();
        here.dedup();
        for key in here {
            *seen.entry(key).or_insert(0) += 1;
        }
    }
    let series = series(pages, heights);
    let enough = u32::try_from(pages.len()).map_or(2, |pages| (pages / 3).clamp(2, 4));
    let verdict = |line: &Line, height: f32| {
        in_zone(line, height)
            && (is_page_number(line)
                || pages.len() > 1
                    && count(&seen, line) >= enough
                    && !series.contains(&key(line).0))
    };
    let pages = pages.iter().zip(heights).zip(grids);
    pages
        .map(|((lines, height), grids)| {
            let found: Vec<bool> = lines.iter().map(|line| verdict(line, *height)).collect();
            spare_tables(lines, found, grids)
        })
        .collect()
}

/// Lines of the text whose number counts on and that happen to open a page: "Motion No. 7", where "Motion No. 5" stands in the
/// middle of another. No two are alike, and each stands in the place of a running head by chance.
fn series(pages: &[Vec<Line>], heights: &[f32]) -> BTreeSet<String> {
    let mut inside: BTreeSet<String> = BTreeSet::new();
    let mut at_edges: BTreeMap<String, (BTreeSet<String>, usize)> = BTreeMap::new();
    for (lines, height) in pages.iter().zip(heights) {
        for line in lines {
            let folded = key(line).0;
            let numbered = folded.contains('#') && folded.contains(char::is_alphabetic);
            if numbered && in_zone(line, *height) {
                let (texts, count) = at_edges.entry(folded).or_default();
                texts.insert(line.text());
                *count += 1;
            } else if numbered {
                inside.insert(folded);
            }
        }
    }
    let counts_on = |(texts, count): &(BTreeSet<String>, usize)| texts.len() == *count;
    at_edges.retain(|folded, seen| inside.contains(folded) && counts_on(seen));
    at_edges.into_keys().collect()
}

/// The header of a table that is printed again on every page is the table's, unless the whole table is furniture.
fn spare_tables(lines: &[Line], mut found: Vec<bool>, grids: &[Grid]) -> Vec<bool> {
    for grid in grids {
        let inside: Vec<usize> = (0..lines.len())
            .filter(|at| {
                let word = lines.get(*at).and_then(|line| line.words.first());
                word.is_some_and(|word| grid.holds(word))
            })
            .collect();
        if inside.iter().any(|at| found.get(*at) == Some(&false)) {
            found
                .iter_mut()
                .enumerate()
                .filter(|(at, _)| inside.contains(at))
                .for_each(|(_, found)| *found = false);
        }
    }
    found
}

/// How often a line stands at its height, give or take a little.
fn count(seen: &BTreeMap<(String, i32), u32>, line: &Line) -> u32 {
    let (words, height) = key(line);
    (-1..=1).filter_map(|shift| seen.get(&(words.clone(), height.saturating_add(shift)))).sum()
}

fn in_zone(line: &Line, height: f32) -> bool {
    line.y() < ZONE * height || line.y() > (1.0 - ZONE) * height
}

/// Words with numbers folded, and the height in steps of eight points.
#[expect(
    clippy::cast_possible_truncation,
    reason = "heights are small, and a lie about one ends at the largest number"
)]
fn key(line: &Line) -> (String, i32) {
    let mut words = String::new();
    for character in line.text().chars() {
        let folded = if character.is_ascii_digit() { '#' } else { character };
        if !(folded == '#' && words.ends_with('#')) {
            words.push(folded);
        }
    }
    (words, (line.y() / 8.0) as i32)
}

/// `7`, `- 7 -`, `Page 7 of 12`, `7 of 12`.
fn is_page_number(line: &Line) -> bool {
    let text = line.text().to_lowercase();
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches("page").trim();
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let number = |text: &str| {
        !text.is_empty() && text.len() <= 4 && text.chars().all(|c| c.is_ascii_digit())
    };
    let of = rest.trim().trim_start_matches("of").trim_start_matches('/').trim();
    number(first) && (rest.is_empty() || number(of))
}

#[cfg(test)]
mod tests {
    use super::super::words::Word;
    use super::*;

    /// Which lines of some pages are furniture; each page is its lines with their heights, of a hundred.
    fn found(pages: &[&[(f32, &str)]]) -> Vec<Vec<bool>> {
        let line = |&(y, text): &(f32, &str)| {
            let word = |text: &str| Word { text: text.to_owned(), y, ..Word::default() };
            Line { words: text.split(' ').map(word).collect(), ..Line::default() }
        };
        let pages: Vec<Vec<Line>> =
            pages.iter().map(|page| page.iter().map(line).collect()).collect();
        let grids: Vec<Vec<Grid>> = pages.iter().map(|_| Vec::new()).collect();
        find(&pages, &vec![100.0; pages.len()], &grids)
    }

    #[test]
    fn a_number_that_counts_on_through_the_text_is_no_running_head() {
        let pages: [&[(f32, &str)]; 3] = [
            &[(5.0, "Ferry Board 1"), (50.0, "Motion No. 1")],
            &[(5.0, "Ferry Board 2"), (9.0, "Motion No. 2"), (60.0, "Motion No. 3")],
            &[(5.0, "Ferry Board 3"), (9.0, "Motion No. 4")],
        ];
        assert_eq!(found(&pages), [vec![true, false], vec![true, false, false], vec![true, false]]);
    }

    #[test]
    fn a_head_that_is_the_same_on_each_page_is_one() {
        let pages: [&[(f32, &str)]; 2] = [
            &[(5.0, "Minutes of 4 May"), (50.0, "Minutes of 3 May")],
            &[(5.0, "Minutes of 4 May"), (50.0, "Text")],
        ];
        assert_eq!(found(&pages), [vec![true, false], vec![true, false]]);
    }
}
