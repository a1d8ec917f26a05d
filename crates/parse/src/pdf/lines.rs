//! Words to lines. A line keeps its words apart: gaps tell columns and markers later.

use super::words::{WORD_GAP, Word};
use crate::markers;

/// Words on one baseline, left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) words: Vec<Word>,
    /// 1-based page.
    pub(crate) page: u32,
    /// Right edge of the column or cell in which the line stands, in points; 0 where it is not known.
    pub(crate) right: f32,
    /// Whether it is a note in the margin, beside the text.
    pub(crate) aside: bool,
}

/// Gap after a bare number or letter, in ems, from which the words after it hang from it; justified words stand closer.
const HANG: f32 = 1.0;

impl Line {
    pub(crate) fn x0(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.x0)
    }

    pub(crate) fn x1(&self) -> f32 {
        self.words.iter().map(|word| word.x1).fold(0.0, f32::max)
    }

    pub(crate) fn y(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.y)
    }

    /// The largest font size on the line.
    pub(crate) fn size(&self) -> f32 {
        self.words.iter().map(|word| word.size).fold(0.0, f32::max)
    }

    /// The same line before it has words.
    pub(crate) fn without_words(&self) -> Self {
        Self { words: Vec::new(), ..*self }
    }

    pub(crate) fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Its first character.
    pub(crate) fn first_character(&self) -> Option<char> {
        self.words.first()?.text.chars().next()
    }

    /// Its last word.
    pub(crate) fn last_word(&self) -> &str {
        self.words.last().map_or("", |word| word.text.trim_end())
    }

    pub(crate) fn is_bold(&self) -> bool {
        self.words
            .iter()
            .filter(|word| word.text.chars().any(char::is_alphanumeric))
            .all(|word| word.bold)
    }

    /// The list marker or paragraph number the line begins with. Where a wide gap follows it, a bare number
    /// (`12   Apologies`) is one too, and so is a letter (`A.   Agree to ..`) that could otherwise be an initial.
    pub(crate) fn marker(&self) -> Option<String> {
        if markers::may_begin(&self.words.first()?.text) {
            let text = self.text();
            if is_amount(&text) {
                return None;
            }
            if let Some((marker, _)) = markers::split(&text) {
                return Some(marker.to_owned());
            }
        }
        let [first, second, ..] = self.words.as_slice() else { return None };
        let hangs = second.x0 - first.x1 > HANG * second.size;
        let opens = second.text.starts_with(|c: char| c.is_uppercase() || c == '‘' || c == '“');
        (hangs && opens && (is_number(&first.text) || is_letter(&first.text)))
            .then(|| first.text.clone())
    }
}

/// `100.00`, alone in its cell, is money and no paragraph.
fn is_amount(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(whole, part)| digits(whole) && digits(part) && part.len() == 2)
}

/// A number that is no year.
fn is_number(text: &str) -> bool {
    let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    (1..=4).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit()) && !year
}

fn is_letter(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| c.is_ascii_uppercase()) && characters.as_str() == "."
}

/// Words to lines, top to bottom; words of one baseline (superscripts forgiven) are one line.
pub(crate) fn lines(mut words: Vec<Word>, page: u32) -> Vec<Line> {
    words.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut lines: Vec<Line> = Vec::new();
    let mut largest: f32 = 0.0;
    for word in words {
        let near = |line: &&mut Line| {
            let y = line.words.last().map_or(0.0, |last| last.y);
            (y - word.y).abs() < same_line_within(word.size, largest)
        };
        if let Some(line) = lines.last_mut().filter(near) {
            largest = largest.max(word.size);
            line.words.push(word);
        } else {
            largest = word.size.max(0.0);
            lines.push(Line { words: vec![word], page, ..Line::default() });
        }
    }
    for line in &mut lines {
        line.words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        glue_superscripts(line);
    }
    lines
}

/// How far apart baselines of one line may lie, in points: a raised `th` is smaller than its line.
fn same_line_within(one: f32, other: f32) -> f32 {
    let (small, large) = (one.min(other).max(1.0), one.max(other));
    if small < 0.8 * large { 0.55 * large } else { 0.4 * small }
}

/// `25` and a raised `th` are one word.
fn glue_superscripts(line: &mut Line) {
    let mut glued: Vec<Word> = Vec::new();
    for word in line.words.drain(..) {
        match glued.last_mut() {
            Some(last)
                if word.size < 0.8 * last.size
                    && word.x0 - last.x1 < WORD_GAP * last.size
                    && !is_reference(last, &word) =>
            {
                last.text.push_str(&word.text);
                last.x1 = word.x1;
            }
            _ => glued.push(word),
        }
    }
    line.words = glued;
}

/// A raised number after a word refers to a footnote; after `m` or `CO` it belongs to it.
fn is_reference(last: &Word, raised: &Word) -> bool {
    raised.text.chars().all(|c| c.is_ascii_digit()) && last.text.len() > 2
}
