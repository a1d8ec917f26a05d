//! Glyphs to words and words to lines. A line keeps its words apart: gaps tell columns and markers later.

use super::glyphs::{PageContent, Placed};

/// Letters that stand together.
#[derive(Clone, Debug, PartialEq)]
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
}

/// Words on one baseline, left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) words: Vec<Word>,
    /// 1-based page.
    pub(crate) page: u32,
}

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

    pub(crate) fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn is_bold(&self) -> bool {
        self.words
            .iter()
            .filter(|word| word.text.chars().any(char::is_alphanumeric))
            .all(|word| word.bold)
    }
}

/// Gap between glyphs, in ems, from which they are two words.
const WORD_GAP: f32 = 0.16;

/// The words of a page, marked struck or underlined where a rule runs through or under them.
pub(crate) fn words(content: &PageContent) -> Vec<Word> {
    let mut glyphs: Vec<&Placed> = content.glyphs.iter().collect();
    let baseline = |glyph: &Placed| (glyph.y * 2.0).round();
    glyphs.sort_by(|a, b| baseline(a).total_cmp(&baseline(b)).then(a.x0.total_cmp(&b.x0)));
    let mut words: Vec<Word> = Vec::new();
    let mut broken = true;
    for glyph in glyphs {
        if glyph.text.trim().is_empty() {
            broken = broken || !is_overdrawn(words.last(), glyph);
            continue;
        }
        match words.last_mut() {
            Some(word) if !broken && joins(word, glyph) => append(word, glyph),
            Some(word) if is_reprint(word, glyph) => {}
            _ => words.push(start(glyph)),
        }
        broken = false;
    }
    for word in &mut words {
        mark(word, content);
    }
    words
}

fn start(glyph: &Placed) -> Word {
    Word {
        text: glyph.text.clone(),
        x0: glyph.x0,
        x1: glyph.x1,
        y: glyph.y,
        size: glyph.size,
        bold: glyph.bold,
        italic: glyph.italic,
        underlined: false,
        struck: false,
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

/// Bold by printing twice a hair apart.
fn is_reprint(word: &Word, glyph: &Placed) -> bool {
    (word.y - glyph.y).abs() < 1.0
        && glyph.x1 <= word.x1 + 0.5
        && glyph.x0 >= word.x0
        && word.text.ends_with(&glyph.text)
}

fn append(word: &mut Word, glyph: &Placed) {
    word.text.push_str(&glyph.text);
    word.x1 = word.x1.max(glyph.x1);
    word.size = word.size.max(glyph.size);
    word.bold = word.bold && glyph.bold;
    word.italic = word.italic && glyph.italic;
}

fn mark(word: &mut Word, content: &PageContent) {
    let across = content
        .rules
        .iter()
        .filter(|rule| rule.is_across() && rule.x0 <= word.x0 + 1.5 && rule.x1 >= word.x1 - 1.5);
    for rule in across {
        let height = (word.y - (rule.y0 + rule.y1) / 2.0) / word.size.max(1.0);
        word.struck |= (0.15..0.45).contains(&height);
        word.underlined |= (-0.25..0.05).contains(&height);
    }
}

/// Words to lines, top to bottom; words of one baseline (superscripts forgiven) are one line.
pub(crate) fn lines(mut words: Vec<Word>, page: u32) -> Vec<Line> {
    words.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut lines: Vec<Line> = Vec::new();
    for word in words {
        let near = |line: &&mut Line| {
            let y = line.words.last().map_or(0.0, |last| last.y);
            (y - word.y).abs() < same_line_within(word.size, line.size())
        };
        match lines.last_mut().filter(near) {
            Some(line) => line.words.push(word),
            None => lines.push(Line { words: vec![word], page }),
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
                if word.size < 0.8 * last.size && word.x0 - last.x1 < WORD_GAP * last.size =>
            {
                last.text.push_str(&word.text);
                last.x1 = word.x1;
            }
            _ => glued.push(word),
        }
    }
    line.words = glued;
}
