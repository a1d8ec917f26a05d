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
    let runs = found.chunk_by(Clause::counts_on_to).filter(|run| is_list(document, content, run));
    let clauses: Vec<Clause> = runs.flatten().copied().collect();
    for clause in clauses {
        let at = content.get(clause.place);
        let block = at.and_then(|at| document.blocks.get_mut(*at));
        if let (Some(block), Some(length)) = (block, clause.number) {
            split(block, length);
        }
    }
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
    let low = first.starts_with(|c: char| c.is_ascii_lowercase()) && !UNITS.contains(&first);
    let number = block.marker.is_none().then_some(printed.len());
    let verb = clause_verb::begins(rest);
    low.then_some(Clause { place, chapter, value, number, verb })
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
