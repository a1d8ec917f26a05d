//! Lines in reading order to headings, paragraphs and items. Tables and furniture were taken out before.

use minuted_model::{BlockKind, MarkKind, NewBlock, Piece};

use super::edges;
use super::frame::Frames;
use super::heading;
use super::lines::Line;
use super::words::Word;
use crate::broken;
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
pub(crate) struct Draft {
    pub(crate) marker: Option<String>,
    /// Left edge of the marker, or of the text where there is none.
    x: f32,
    /// Left edge of the text after the marker.
    text_x: f32,
    pub(crate) lines: Vec<Line>,
}

impl Draft {
    /// Takes the next line. The first of a paragraph may be indented: the others say where its edge is.
    fn take(&mut self, line: Line) {
        if self.marker.is_none() && self.lines.len() == 1 {
            self.x = self.x.min(line.x0());
        }
        self.lines.push(line);
    }
}

/// Builds the blocks of a run of lines. A note in the margin comes after the paragraph it stands beside.
pub(crate) fn blocks(lines: Vec<Line>, measure: Measure, frames: &Frames) -> Vec<NewBlock> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut beside: Vec<Draft> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.aside {
            beside.push(start(line));
            continue;
        }
        match drafts.last_mut().filter(|_| open) {
            Some(last) if carries_on(last, &line, measure) => last.take(line),
            _ => {
                drafts.append(&mut beside);
                drafts.push(start(line));
            }
        }
        open = true;
    }
    drafts.append(&mut beside);
    let styles = heading::styles(&drafts, measure);
    let mut indents: Vec<f32> = Vec::new();
    drafts.into_iter().map(|draft| finish(draft, &styles, &mut indents, measure, frames)).collect()
}

fn start(line: Line) -> Draft {
    let x = line.x0();
    let Some(marker) = line.marker() else {
        let text_x = hanging_label(&line).unwrap_or(x);
        return Draft { marker: None, x, text_x, lines: vec![line] };
    };
    let (words, text_x) = drop_marker(&line, marker.len());
    Draft { marker: Some(marker), x, text_x, lines: vec![Line { words, ..line }] }
}

/// Where the text hangs that a label and a tab precede: `From:    The Director of ..`.
fn hanging_label(line: &Line) -> Option<f32> {
    let at = line.words.iter().position(|word| word.text.ends_with(':'))?;
    let (label, next) = (line.words.get(at)?, line.words.get(at + 1)?);
    (at < 4 && next.x0 - label.x1 > next.size).then_some(next.x0)
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

/// Labels that open a block wherever a line begins with them.
const LABELS: [&str; 10] = [
    "Action:",
    "ACTION:",
    "Actions:",
    "ACTIONS:",
    "Agreed:",
    "AGREED:",
    "Decision:",
    "DECISION:",
    "Resolved:",
    "RESOLVED:",
];

/// Whether a line is more of the block above it.
fn carries_on(draft: &Draft, line: &Line, measure: Measure) -> bool {
    let Some(last) = draft.lines.iter().rev().find(|line| !line.words.is_empty()) else {
        return draft.marker.is_some() && line.marker().is_none();
    };
    let anew =
        starts_anew(line, draft, last, measure) && !is_dash_within(draft, last, line, measure);
    if anew || changes_style(draft, last, line) || edges::ends_in_vote(last) && !begins_low(line) {
        return false;
    }
    let unfinished = !ends_sentence(last);
    let label = line.words.first().map_or("", |word| word.text.as_str());
    if label == "Due:" || !unfinished && LABELS.contains(&label) {
        return false;
    }
    if line.page != last.page || line.y() < last.y() - 2.0 * last.size() {
        return unfinished || begins_low(line);
    }
    let gap = line.y() - last.y();
    let pitch = own_pitch(draft).unwrap_or(measure.pitch).max(last.size() * 1.05);
    let slack = slack(last, line, measure);
    if gap > 1.45 * pitch.max(measure.pitch) {
        return gap < 2.2 * pitch && begins_low(line) && unfinished && slack <= 0.0;
    }
    let size = measure.size;
    let open = broken::is_open(&last.text());
    if gap > 1.18 * pitch && !unfinished && own_pitch(draft).is_some() {
        return false;
    }
    let indented_first = draft.lines.len() == 1 && draft.marker.is_none() && slack <= 0.0;
    let outdent = if indented_first { 5.0 } else { 0.8 };
    let outdented = line.x0() < draft.x.min(draft.text_x) - outdent * size;
    let same_edge = (line.x0() - draft.text_x).abs() < 2.0 * size
        || (line.x0() - draft.x).abs() < outdent * size
        || unfinished && (slack <= 0.5 * size || open) && edges::hangs(draft, line);
    let broke_off = slack > 0.5 * size && !unfinished;
    let on_purpose =
        slack > 2.0 * size && !begins_low(line) && !last.last_word().ends_with(',') && !open;
    !broke_off && !on_purpose && (same_edge || begins_low(line)) && !outdented
}

/// "the Harbour Office" / "– Marine, be received": a dash at the head of a line that goes on with a full line in the midst of its
/// sentence. One below a line that breaks off, or below another such item, begins an item.
fn is_dash_within(draft: &Draft, last: &Line, line: &Line, measure: Measure) -> bool {
    let is_dash = |marker: Option<&str>| marker.is_some_and(|it| ["-", "–", "—"].contains(&it));
    let edge = (line.x0() - draft.text_x).abs().min((line.x0() - draft.x).abs());
    let near = line
        .words
        .first()
        .zip(line.words.get(1))
        .is_some_and(|(dash, next)| next.x0 - dash.x1 < 0.6 * next.size);
    is_dash(line.marker().as_deref())
        && !is_dash(draft.marker.as_deref())
        && !opens_list(last)
        && !ends_sentence(last)
        && line.page == last.page
        && near
        && edge < 0.8 * measure.size
        && slack(last, line, measure) < 0.5 * measure.size
}

/// The distance between the lines of a block that has several on one page.
fn own_pitch(draft: &Draft) -> Option<f32> {
    let mut gaps = draft.lines.windows(2).filter_map(|pair| match pair {
        [above, below] if above.page == below.page => Some(below.y() - above.y()),
        _ => None,
    });
    gaps.find(|gap| *gap > 0.0)
}

/// Room left at the end of a line, in points, once the next line's first word had been set there too. Below nothing,
/// the line broke because it was full.
fn slack(last: &Line, line: &Line, measure: Measure) -> f32 {
    let right = if last.right > 0.0 { last.right } else { measure.right };
    let word = line.words.first().map_or(0.0, Word::width);
    right - last.x1() - word - 0.25 * last.size()
}

/// Whether a line begins with a marker that opens a block; a number in running text ("on page 3. The") does not, save below
/// a line that broke off before its measure was full.
fn starts_anew(line: &Line, draft: &Draft, last: &Line, measure: Measure) -> bool {
    let Some(marker) = line.marker() else { return false };
    if markers::dates(&last.text(), &line.text()) {
        return false;
    }
    let [first, second, ..] = line.words.as_slice() else { return true };
    let glued = first.text.len() > marker.len();
    let hangs = !glued && second.x0 - first.x1 > 0.6 * second.size;
    let left_of_text = line.x0() < draft.text_x - 4.0;
    let styled = line.words.iter().skip(1).all(|word| word.bold || word.underlined)
        && !last.words.iter().all(|word| word.bold || word.underlined);
    if hangs || left_of_text || styled {
        return true;
    }
    let core = marker.trim_end_matches(['.', ')', ':']);
    let numeric = core.chars().all(|c| c.is_ascii_digit() || c == '.');
    if numeric && broken::points_to_number(&last.text()) {
        return false;
    }
    let lowercase = !glued && second.text.starts_with(char::is_lowercase);
    let numbered = numeric && marker.ends_with('.');
    let broke_off = slack(last, line, measure) > 2.0 * measure.size;
    let in_sentence = numbered && !broke_off && !ends_sentence(last);
    !(lowercase && !opens_list(last) || in_sentence)
}

/// Whether a line ends as what comes before a list or inside one does.
fn opens_list(line: &Line) -> bool {
    let text = line.text();
    let text = text.trim_end();
    text.ends_with([':', ';', '.'])
        || text.ends_with(" and")
        || text.ends_with(" or")
        || text.ends_with(" that")
}

fn changes_style(draft: &Draft, last: &Line, line: &Line) -> bool {
    let size = (line.size() - last.size()).abs() > 0.12 * last.size();
    let low = line.first_character().is_some_and(char::is_lowercase);
    let was_bold = draft.lines.iter().all(Line::is_bold);
    size || was_bold && !line.is_bold() && !low
        || !last.is_bold() && line.is_bold() && !begins_low(line) && !bold_runs_on(last)
}

/// "Three quotations came. **RESOLVED: That the one from**" / "**Levels Fencing be accepted.**": what is bold began in the midst of
/// the line and goes on in the next.
fn bold_runs_on(last: &Line) -> bool {
    last.words.last().is_some_and(|word| word.bold) && !ends_sentence(last)
}

fn begins_low(line: &Line) -> bool {
    line.first_character()
        .is_some_and(|c| c.is_lowercase() || c == '(' || c == ',' || c.is_ascii_digit())
}

fn ends_sentence(line: &Line) -> bool {
    line.last_word().ends_with(['.', '!', '?', ':', ';', '”', '"'])
}

fn finish(
    draft: Draft,
    styles: &[heading::Style],
    indents: &mut Vec<f32>,
    measure: Measure,
    frames: &Frames,
) -> NewBlock {
    let style = heading::style(&draft, measure);
    let rank = style.and_then(|style| styles.iter().position(|known| *known == style));
    let (kind, level) = match (rank, &draft.marker) {
        (Some(rank), _) => (BlockKind::Heading, small(rank + 1).min(6)),
        (_, Some(_)) => (BlockKind::Item, indent_level(indents, draft.x)),
        _ => (BlockKind::Paragraph, 0),
    };
    if kind == BlockKind::Heading {
        indents.clear();
    }
    NewBlock { kind, level, marker: draft.marker, cell: None, pieces: pieces(&draft.lines, frames) }
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
pub(crate) fn pieces(lines: &[Line], frames: &Frames) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut glue = true;
    for line in lines.iter().filter(|line| !line.words.is_empty()) {
        for (at, word) in line.words.iter().enumerate() {
            if !glue {
                let page = pieces.last().and_then(|piece| piece.page);
                let last = pieces.last();
                let marks = last.map(|last| shared_marks(last, word)).unwrap_or_default();
                let bbox = last.and_then(|last| last.bbox);
                let confidence = last.and_then(|last| last.confidence);
                pieces.push(Piece { text: " ".to_owned(), marks, page, bbox, confidence });
            }
            let hyphenated = at + 1 == line.words.len() && ends_in_hyphen(&word.text);
            pieces.push(piece(word, line.page, frames));
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

fn piece(word: &Word, page: u32, frames: &Frames) -> Piece {
    Piece {
        text: crate::clean::word(&word.text),
        marks: marks(word),
        page: Some(page),
        bbox: frames.bbox(word, page),
        confidence: word.confidence,
    }
}

fn marks(word: &Word) -> Vec<MarkKind> {
    let all = [
        (word.bold, MarkKind::Bold),
        (word.italic, MarkKind::Italic),
        (word.underlined, MarkKind::Underlined),
        (word.struck, MarkKind::Struck),
        (word.footnote, MarkKind::Footnote),
    ];
    all.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind).collect()
}

fn shared_marks(last: &Piece, word: &Word) -> Vec<MarkKind> {
    marks(word).into_iter().filter(|mark| last.marks.contains(mark)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of ten points with their left edges, one below the other, set to a column of 200 points; `*word` is bold.
    fn texts(lines: &[(f32, &str)]) -> Vec<String> {
        let line = |(row, &(x, text)): (usize, &(f32, &str))| {
            let word = |(at, word): (usize, &str)| {
                let x0 = x + 30.0 * at as f32;
                let (y, size) = (100.0 + 12.0 * row as f32, 10.0);
                let (bold, word) = word.strip_prefix('*').map_or((false, word), |it| (true, it));
                Word { text: word.to_owned(), bold, x0, x1: x0 + 27.0, y, size, ..Word::default() }
            };
            let words = text.split(' ').enumerate().map(word).collect();
            Line { words, page: 1, right: 200.0, ..Line::default() }
        };
        let lines: Vec<Line> = lines.iter().enumerate().map(line).collect();
        let measure = Measure { size: 10.0, pitch: 12.0, right: 200.0 };
        let blocks = blocks(lines, measure, &Frames::new(&[]));
        let text =
            |block: &NewBlock| block.pieces.iter().map(|piece| piece.text.as_str()).collect();
        blocks.iter().map(text).collect()
    }

    #[test]
    fn an_indented_first_line_leaves_its_paragraph_whole() {
        let lines = [
            (30.0, "That the Reeve here- by"),
            (10.0, "record an objection to a New"),
            (10.0, "Licence at the Mill in Elm"),
            (10.0, "Street. "),
            (30.0, "That the Clerk be directed"),
            (10.0, "to send two copies of it."),
        ];
        let whole = texts(&lines);
        assert_eq!(whole.len(), 2, "{whole:?}");
        assert!(whole.iter().all(|text| text.starts_with("That the")), "{whole:?}");
    }

    #[test]
    fn a_bold_run_that_begins_in_a_line_goes_on_in_the_next() {
        let lines =
            [(10.0, "Two came. *RESOLVED: *That *one *from"), (10.0, "*Elm *and *Ash *be *paid.")];
        assert_eq!(texts(&lines).len(), 1, "{:?}", texts(&lines));
        let lines = [(10.0, "The *Clerk went to see it"), (10.0, "*Roof *and *Drains")];
        assert_eq!(texts(&lines).len(), 2, "{:?}", texts(&lines));
    }

    #[test]
    fn a_dash_or_a_year_at_the_head_of_a_line_goes_on_with_it() {
        let lines = [
            (10.0, "That what our Ann Ash, Officer"),
            (10.0, "– Marine, wrote on the second"),
            (10.0, "of May, be read in February"),
            (10.0, "2009."),
            (10.0, "Motion"),
        ];
        assert_eq!(texts(&lines).len(), 2, "{:?}", texts(&lines));
        let lines = [
            (10.0, "Those who were at the pier:"),
            (10.0, "– Ann"),
            (10.0, "– Bo Birch of the ferry inn"),
            (10.0, "– Cy"),
        ];
        assert_eq!(texts(&lines).len(), 4, "{:?}", texts(&lines));
    }

    #[test]
    fn lines_hang_from_a_number_that_is_no_label() {
        let lines = [
            (10.0, "HB/7/1. The Board was told of"),
            (60.0, "Ash who saw to the"),
            (60.0, "Elm and the other five"),
            (60.0, "Boats."),
            (10.0, "HB/7/2. The rest was left."),
        ];
        assert_eq!(texts(&lines).len(), 2, "{:?}", texts(&lines));
        let lines = [(10.0, "Those who came to it today"), (60.0, "Ann Ash and Bo")];
        assert_eq!(texts(&lines).len(), 2, "{:?}", texts(&lines));
    }

    #[test]
    fn a_vote_at_the_edge_ends_its_paragraph() {
        let lines =
            [(10.0, "That the boat be sold. Carried"), (10.0, "Mill roof - no word of it.")];
        assert_eq!(texts(&lines).len(), 2, "{:?}", texts(&lines));
        let lines = [(10.0, "That the boat which was Carried"), (10.0, "Off be sold.")];
        assert_eq!(texts(&lines).len(), 1, "{:?}", texts(&lines));
    }

    #[test]
    fn a_number_that_the_sentence_names_goes_on_with_it() {
        let lines = [(10.0, "with the new item"), (10.0, "7.3. It was read.")];
        assert_eq!(texts(&lines).len(), 1, "{:?}", texts(&lines));
    }

    #[test]
    fn a_label_below_a_line_that_broke_off_opens_an_item() {
        let lines = [
            (10.0, "Requested Steps"),
            (10.0, "1. Review the list of"),
            (10.0, "all boats; and"),
            (10.0, "2. Tell the yards."),
        ];
        assert_eq!(texts(&lines).len(), 3, "{:?}", texts(&lines));
        let lines = [(10.0, "Do so as in paragraph"), (10.0, "1. Of the plan for boats")];
        assert_eq!(texts(&lines).len(), 1, "{:?}", texts(&lines));
        let lines = [(10.0, "as in paragraph"), (10.0, "1. of the plan for boats")];
        assert_eq!(texts(&lines).len(), 1, "{:?}", texts(&lines));
    }
}
