//! Clauses numbered without a stop, that begin with a small letter: `1 approve the plan; and`, `2.2 hold a meeting`. A number alone
//! proves nothing ("1.5 metres of kerb"); that they count on, and begin with verbs or stand below a line that leads in to them, does.

use minuted_model::{Block, BlockKind, Document, Span};

use crate::clause_verb;

/// What is measured and counted, behind a number.
const UNITS: [&str; 22] = [
    "acres",
    "am",
    "by",
    "feet",
    "ft",
    "hectares",
    "hours",
    "in",
    "is",
    "kilometres",
    "km",
    "litres",
    "m",
    "metre",
    "metres",
    "miles",
    "million",
    "mm",
    "of",
    "per",
    "pm",
    "times",
];

/// A block that may be such a clause, or is an item numbered so.
#[derive(Clone, Copy, Debug)]
struct Clause {
    /// Its place among the blocks of the text.
    place: usize,
    /// The number before its point, and its own.
    chapter: Option<u32>,
    value: u32,
    /// How many bytes of its words are the number; none where it is marked already.
    number: Option<usize>,
    /// Whether it begins with a verb.
    verb: bool,
    /// Whether it begins with a capital, or with what is measured and counted: only an opener above shows that it is a clause.
    led: bool,
}

impl Clause {
    fn counts_on_to(&self, next: &Self) -> bool {
        self.place + 1 == next.place && self.chapter == next.chapter && self.value + 1 == next.value
    }
}

/// Makes the numbers of such clauses among the blocks `content`, by index, their markers.
pub(crate) fn mark(document: &mut Document, content: &[usize]) {
    let clause = |(place, &at): (usize, &usize)| clause(document, at, place);
    let found: Vec<Clause> = content.iter().enumerate().filter_map(clause).collect();
    let plain: Vec<Clause> = found.iter().filter(|clause| !clause.led).copied().collect();
    let runs = plain.chunk_by(Clause::counts_on_to).filter(|run| is_list(document, content, run));
    let clauses: Vec<Clause> = runs.flatten().copied().collect();
    for clause in clauses.into_iter().chain(below_openers(document, content, &found)) {
        let at = content.get(clause.place);
        let block = at.and_then(|at| document.blocks.get_mut(*at));
        if let (Some(block), Some(length)) = (block, clause.number) {
            split(block, length);
        }
    }
}

/// The clauses that count up from 1 below a bare opener, with nothing between them but items that are labelled otherwise.
fn below_openers(document: &Document, content: &[usize], found: &[Clause]) -> Vec<Clause> {
    let block = |place: usize| content.get(place).and_then(|at| document.blocks.get(*at));
    let between = |from: usize, to: usize| {
        (from + 1..to).all(|place| block(place).is_some_and(|it| it.kind == BlockKind::Item))
    };
    let next = |last: &Clause, next: &Clause| {
        last.chapter == next.chapter
            && last.value + 1 == next.value
            && between(last.place, next.place)
    };
    let opened = |run: &&[Clause]| {
        let first = run.first().filter(|first| first.chapter.is_none() && first.value == 1);
        let above = first.and_then(|first| first.place.checked_sub(1)).and_then(block);
        run.len() > 1 && above.is_some_and(|above| is_opener(document.slice(above.span)))
    };
    found.chunk_by(next).filter(opened).flatten().copied().collect()
}

/// "Decision:", "The Cabinet RESOLVED that:", "Recommendations –": a line that ends in an opener and leads in to its clauses.
fn is_opener(line: &str) -> bool {
    const OPENERS: [&str; 9] = [
        "decision",
        "decisions",
        "resolved",
        "agreed",
        "recommended",
        "recommendation",
        "recommendations",
        "resolution",
        "resolutions",
    ];
    let line = line.trim_end();
    let words = line.trim_end_matches([':', '–', '-', ' ']);
    let that = ["that", "to"].iter().find_map(|end| words.strip_suffix(end));
    let leads = words.len() < line.len() || that.is_some();
    let words = that.unwrap_or(words).trim_end();
    let last = words.rsplit(char::is_whitespace).next().unwrap_or("");
    leads && OPENERS.iter().any(|opener| last.eq_ignore_ascii_case(opener))
}

/// Whether clauses that count on are the items of a list: they begin with verbs, or a line above leads in to them.
fn is_list(document: &Document, content: &[usize], run: &[Clause]) -> bool {
    let Some(first) = run.first().filter(|_| run.len() > 1) else { return false };
    let above = first.place.checked_sub(1).and_then(|above| content.get(above));
    let above = above.and_then(|above| document.blocks.get(*above));
    let led = above.is_some_and(|above| document.slice(above.span).trim_end().ends_with(':'));
    let verbs = run.iter().filter(|clause| clause.verb).count();
    let whole = first.chapter.is_none();
    // Plain numbers are those of houses and of footnotes, too.
    if whole { first.value == 1 && verbs == run.len() } else { verbs > 0 || led }
}

/// The clause at the head of a block, or the item it is.
fn clause(document: &Document, at: usize, place: usize) -> Option<Clause> {
    let block = document.blocks.get(at)?;
    let line = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
    if !line || block.cell.is_some() {
        return None;
    }
    let words = document.slice(block.span);
    let (printed, rest) = match block.marker {
        Some(marker) => (document.slice(marker), words),
        None => words.split_once(char::is_whitespace)?,
    };
    let rest = rest.trim_start();
    let (chapter, value) = number(printed)?;
    let first = rest.split_whitespace().next()?;
    let low = first.starts_with(|c: char| c.is_ascii_lowercase());
    let led = !low || UNITS.contains(&first);
    let number = block.marker.is_none().then_some(printed.len());
    let verb = clause_verb::begins(rest);
    let words = low || first.starts_with(|c: char| c.is_uppercase());
    words.then_some(Clause { place, chapter, value, number, verb, led })
}

/// `3` and `2.1` as numbers.
fn number(printed: &str) -> Option<(Option<u32>, u32)> {
    let part = |part: &str| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse().ok()).flatten()
    };
    match printed.split_once('.') {
        Some((chapter, value)) => Some((Some(part(chapter)?), part(value)?)),
        None => Some((None, part(printed)?)),
    }
}

fn split(block: &mut Block, length: usize) {
    if block.marker.is_some() {
        return;
    }
    let start = block.span.start;
    block.kind = BlockKind::Item;
    block.marker = Some(Span::new(start, start + length));
    block.span = Span::new(start + length + 1, block.span.end);
}

#[cfg(test)]
mod tests {
    use crate::{Limits, parse};

    fn outline(text: &str) -> String {
        parse(text.as_bytes(), "x.txt", &Limits::default()).unwrap().0.to_outline()
    }

    #[test]
    fn clauses_that_count_on_are_items() {
        assert_eq!(
            outline("RESOLVED to:\n\n1 approve the plan; and\n\n2 note the fees.\n"),
            "RESOLVED to:\n- {1} approve the plan; and\n- {2} note the fees.\n"
        );
        assert_eq!(
            outline(
                "Members are asked to:\n\n2.1 hold a day at the mill; and\n\n2.2 tell the press.\n"
            ),
            "Members are asked to:\n- {2.1} hold a day at the mill; and\n- {2.2} tell the press.\n"
        );
    }

    #[test]
    fn below_an_opener_any_words_may_be_clauses() {
        assert_eq!(
            outline(
                "Decision:\n1 wardens may shut the gate; and\n\n2 wardens may fine a boat unless:\na) its owner pays; or\nb) it is sold.\n\n3 in all other cases the Clerk decides.\n"
            ),
            "Decision:\n- {1} wardens may shut the gate; and\n- {2} wardens may fine a boat unless:\n- {a)} its owner pays; or\n- {b)} it is sold.\n- {3} in all other cases the Clerk decides.\n"
        );
        assert_eq!(
            outline("The Board RESOLVED:\n\n1 That the gate be shut.\n\n2 That it be lit.\n"),
            "The Board RESOLVED:\n- {1} That the gate be shut.\n- {2} That it be lit.\n"
        );
        assert!(
            !outline("Present:\n\n1 warden of the pier\n\n2 wardens of the mill\n").contains('{')
        );
    }

    #[test]
    fn what_is_counted_or_stands_alone_is_none() {
        for text in [
            "Widths:\n\n1.5 metres of verge\n\n1.6 metres of path\n",
            "He walked there.\n\n3.1 officers of the mill\n\n3.2 wardens of the pier\n",
            "There were:\n\n1 boat at the pier\n\n2 boats at the mill\n",
            "It was resolved to:\n\n1 approve the plan.\n",
        ] {
            assert!(!outline(text).contains('{'), "{text}");
        }
    }
}
