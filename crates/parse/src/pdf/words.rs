//! Glyphs to words, with what rules drawn through or under them say. Lines come later.

use super::glyphs::{Placed, Rule};

/// Letters that stand together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) x0: f32,
    pub(crate) x1: f32,
    /// Baseline from the top.
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) italic: bool,
    pub(crate) underlined: bool,
    pub(crate) struck: bool,
    /// Part of a footnote.
    pub(crate) footnote: bool,
    /// OCR confidence, 0 to 1.
    pub(crate) confidence: Option<f32>,
}

impl Word {
    pub(crate) fn width(&self) -> f32 {
        self.x1 - self.x0
    }
}

/// Gap between glyphs, in ems, from which they are two words.
pub(crate) const WORD_GAP: f32 = 0.16;

/// Bytes of nearly every word.
const USUAL_LENGTH: usize = 16;

/// How far apart, in ems, the same letter is one letter made bold by printing it again: no letter is so narrow.
const REPRINT: f32 = 0.1;

/// How far, in points, the rule under or through words may begin before them.
const OVERHANG_BEFORE: f32 = 4.0;

/// How far, in ems, it may run on after them: spaces are underlined too.
const OVERHANG_AFTER: f32 = 1.6;

/// Words marked struck or underlined where a rule runs through or under them.
pub(crate) fn marked(mut words: Vec<Word>, rules: &[Rule]) -> Vec<Word> {
    for rule in rules.iter().filter(|rule| rule.is_across()) {
        mark(&mut words, rule);
    }
    words
}

/// Glyphs joined to words, in order of baseline and left edge.
pub(crate) fn joined(glyphs: &[Placed]) -> Vec<Word> {
    let mut glyphs: Vec<(f32, &Placed)> =
        glyphs.iter().map(|glyph| ((glyph.y * 2.0).round(), glyph)).collect();
    glyphs.sort_by(|(one, a), (other, b)| one.total_cmp(other).then(a.x0.total_cmp(&b.x0)));
    let mut words: Vec<Word> = Vec::new();
    let mut broken = true;
    let mut last: Option<&Placed> = None;
    for (_, glyph) in glyphs {
        if glyph.is_blank() {
            broken = broken || !is_overdrawn(words.last(), glyph);
            continue;
        }
        if last.replace(glyph).is_some_and(|last| is_printed_again(last, glyph)) {
            continue;
        }
        match words.last_mut() {
            Some(word) if !broken && joins(word, glyph) => append(word, glyph),
            Some(word) if is_reprint(word, glyph) => {}
            _ => words.push(start(glyph)),
        }
        broken = false;
    }
    words
}

fn start(glyph: &Placed) -> Word {
    let mut text = String::with_capacity(USUAL_LENGTH);
    text.push_str(&glyph.text);
    Word {
        text,
        x0: glyph.x0,
        x1: glyph.x1,
        y: glyph.y,
        size: glyph.size,
        bold: glyph.bold,
        italic: glyph.italic,
        ..Word::default()
    }
}

fn joins(word: &Word, glyph: &Placed) -> bool {
    let gap = glyph.x0 - word.x1;
    let size = word.size.max(glyph.size).max(1.0);
    (word.y - glyph.y).abs() < 0.35 * size && gap < WORD_GAP * size && gap > -0.5 * size
}

/// A space that other ink overlaps splits nothing: some programs draw trailing spaces over the next cell.
fn is_overdrawn(word: Option<&Word>, space: &Placed) -> bool {
    word.is_some_and(|word| (word.y - space.y).abs() < 1.0 && space.x1 <= word.x1 + 0.1)
}

/// Bold by printing the same letter two or three times a hair apart. The threshold is poppler's.
fn is_printed_again(last: &Placed, glyph: &Placed) -> bool {
    let size = glyph.size.max(1.0);
    last.text == glyph.text
        && (last.y - glyph.y).abs() < 0.2 * size
        && glyph.x0 - last.x0 < REPRINT * size
}

/// A letter drawn once more over a word that it ends.
fn is_reprint(word: &Word, glyph: &Placed) -> bool {
    (word.y - glyph.y).abs() < 1.0
        && glyph.x1 <= word.x1 + 0.5
        && glyph.x0 >= word.x0
        && word.text.ends_with(glyph.text.as_str())
}

fn append(word: &mut Word, glyph: &Placed) {
    word.text.push_str(&glyph.text);
    word.x1 = word.x1.max(glyph.x1);
    word.size = word.size.max(glyph.size);
    word.bold = word.bold && glyph.bold;
    word.italic = word.italic && glyph.italic;
}

/// Marks the words that a rule strikes out or underlines. A rule that runs on past them is an edge of a table or a
/// place to sign, and marks nothing.
fn mark(words: &mut [Word], rule: &Rule) {
    let height = |word: &Word| (word.y - (rule.y0 + rule.y1) / 2.0) / word.size.max(1.0);
    let covered = |word: &Word| {
        (-0.25..0.45).contains(&height(word))
            && rule.x0 <= word.x0 + 0.25 * word.size
            && rule.x1 >= word.x1 - 0.25 * word.size
    };
    let on_it = || words.iter().filter(|word| covered(word));
    let left = on_it().map(|word| word.x0).fold(f32::INFINITY, f32::min);
    let (right, size) = on_it()
        .fold((0.0_f32, 1.0_f32), |(right, size), word| (right.max(word.x1), size.max(word.size)));
    if rule.x0 < left - OVERHANG_BEFORE || rule.x1 > right + OVERHANG_AFTER * size {
        return;
    }
    for word in words.iter_mut().filter(|word| covered(word)) {
        let height = height(word);
        word.struck |= (0.15..0.45).contains(&height);
        word.underlined |= (-0.25..0.05).contains(&height);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters of ten points set one after the other, each printed at every one of `prints` points to its right.
    fn printed(text: &str, prints: &[f32]) -> Vec<String> {
        let mut x0 = 100.0;
        let mut glyphs = Vec::new();
        for letter in text.chars() {
            let width = if "ilrt".contains(letter) { 2.5 } else { 6.0 };
            glyphs.extend(prints.iter().map(|print| Placed {
                text: letter.to_string().into(),
                x0: x0 + print,
                x1: x0 + print + width,
                y: 50.0,
                size: 10.0,
                bold: false,
                italic: false,
            }));
            x0 += width;
        }
        joined(&glyphs).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn bold_by_printing_letters_again_a_hair_apart_is_one_word() {
        assert_eq!(printed("Millbrook", &[0.0, 0.4, 0.8]), ["Millbrook"]);
        assert_eq!(printed("Parish", &[0.0, 0.3]), ["Parish"]);
    }

    #[test]
    fn letters_that_are_double_stay_double() {
        assert_eq!(printed("Millbrook", &[0.0]), ["Millbrook"]);
        assert_eq!(printed("11", &[0.0]), ["11"]);
    }
}
