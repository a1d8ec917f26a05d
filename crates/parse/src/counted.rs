//! Items numbered without a stop, `480 REVENUE MONITORING` and `7  Matters arising`, by numbers that count on from one to the
//! next; also `ITEM - 6 FEES`. A number alone proves nothing ("22 Mill Lane", "2024 Budget"); two headings that count on do, and
//! so does a paragraph below that is numbered by it (`7.1`).

use minuted_model::{Block, BlockKind, Document, Span};

use crate::markers::MONTHS;

/// How many numbers may be left out between two items: such as have no title of their own.
const LEFT_OUT: u32 = 2;

/// A title has no more words than this.
const WORDS: usize = 16;
/// And one that nothing but its number shows no more than this.
const FEW_WORDS: usize = 7;
/// So many of those prove each other.
const LINES: usize = 3;

/// A number that may be an item's.
#[derive(Clone, Copy, Debug)]
struct Number {
    /// The index of the block.
    block: usize,
    value: u32,
    /// How many bytes of its words are the number, and how many stand before the title.
    length: usize,
    title: usize,
    /// Whether the word "item" stands before it.
    named: bool,
    heading: bool,
    /// Whether the paragraph below is numbered by it.
    parent: bool,
    /// Whether a few words without a stop are all of its title.
    short: bool,
}

impl Number {
    fn counts_on_to(&self, next: &Self) -> bool {
        let near = (self.value + 1..=self.value + 1 + LEFT_OUT).contains(&next.value);
        near || self.named && next.named && self.value < next.value
    }
}

/// Makes the numbers of items among the blocks `content`, by index, their markers.
pub(crate) fn mark(document: &mut Document, content: &[usize]) {
    let mut run: Vec<Number> = Vec::new();
    for (place, &at) in content.iter().enumerate() {
        let below = content.get(place + 1).copied();
        let Some(number) = number(document, at, below) else { continue };
        if run.last().is_some_and(|last| last.counts_on_to(&number)) {
            run.push(number);
        } else if number.parent || number.heading || run.len() < 2 {
            close(document, &run);
            run = vec![number];
        }
    }
    close(document, &run);
}

/// Marks the items of a run, if it is one: headings, items with paragraphs of their own, or lines one after the other.
fn close(document: &mut Document, run: &[Number]) {
    let headings = run.iter().filter(|number| number.heading).count();
    let next = |pair: &[Number]| {
        let [one, other] = pair else { return false };
        // Lines with nothing between them are houses of a street as well.
        one.value + 1 == other.value && one.block + 1 < other.block
    };
    let lines = run.len() >= LINES && run.windows(2).all(next) && run.iter().all(|it| it.short);
    if headings < 2 && !lines && !run.iter().any(|number| number.parent) {
        return;
    }
    for number in run {
        document.blocks.get_mut(number.block).into_iter().for_each(|block| split(block, number));
    }
}

/// The number before the words of a title without a marker, above the block `below`.
fn number(document: &Document, at: usize, below: Option<usize>) -> Option<Number> {
    let block = document.blocks.get(at)?;
    let heading = block.kind == BlockKind::Heading;
    let line = heading || block.kind == BlockKind::Paragraph;
    if !line || block.marker.is_some() || block.cell.is_some() {
        return None;
    }
    let words = document.slice(block.span);
    let named = heading && words.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("item"));
    let lead = |c: char| c == ' ' || "-–:.".contains(c);
    let after = if named { words.get(4..)?.trim_start_matches(lead) } else { words };
    let behind = after.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = after.get(..after.len() - behind.len())?;
    let value = digits.parse().ok().filter(|_| digits.len() <= 4)?;
    let title = if named { behind.trim_start_matches(lead) } else { behind.trim_start() };
    let dated = MONTHS.iter().any(|month| title.starts_with(month));
    let titled = title.len() < behind.len() && title.starts_with(char::is_uppercase) && !dated;
    let short = title.split_whitespace().take(WORDS + 1).count() <= WORDS;
    let [length, title] = [behind, title].map(|rest| words.len() - rest.len());
    let below = below.and_then(|below| document.blocks.get(below)?.marker);
    let parent = below.and_then(|marker| document.slice(marker).split_once('.'));
    let parent = parent.is_some_and(|(item, _)| item == digits);
    let few = words.split_whitespace().take(FEW_WORDS + 2).count() <= FEW_WORDS + 1;
    let number = Number {
        block: at,
        value,
        length,
        title,
        named,
        heading,
        parent,
        short: few && words.ends_with(char::is_alphanumeric),
    };
    (titled && short).then_some(number)
}

fn split(block: &mut Block, number: &Number) {
    let start = block.span.start;
    if !number.heading {
        block.kind = BlockKind::Item;
    }
    block.marker = Some(Span::new(start, start + number.length));
    block.span = Span::new(start + number.title, block.span.end);
}

#[cfg(test)]
mod tests {
    use crate::{Limits, parse};

    fn outline(text: &str) -> String {
        parse(text.as_bytes(), "x.txt", &Limits::default()).unwrap().0.to_outline()
    }

    #[test]
    fn numbers_that_count_on_are_markers() {
        assert_eq!(
            outline("480     RENTS –\n\nNone.\n\n481 FEES\n\nNone.\n\n484 DATES\n\n495 OTHERS\n"),
            "## {480} RENTS –\nNone.\n## {481} FEES\nNone.\n## {484} DATES\n## 495 OTHERS\n"
        );
    }

    #[test]
    fn what_is_called_an_item_is_one() {
        assert_eq!(
            outline("ITEM - 1 FEES\n\nNone.\n\nITEM - 6    DATES\n\nNone.\n\nITEM 9 AND LAST\n"),
            "### {ITEM - 1} FEES\nNone.\n### {ITEM - 6} DATES\nNone.\n### {ITEM 9} AND LAST\n"
        );
    }

    #[test]
    fn a_paragraph_numbered_by_it_proves_an_item() {
        assert_eq!(
            outline(
                "1   Present\n\nMr Ash, Ms Elm.\n\n2   Apologies:\n\n20 People came.\n\n3   Fees.\n\n3.1   The fee is set.\n"
            ),
            "- {1} Present\nMr Ash, Ms Elm.\n- {2} Apologies:\n20 People came.\n- {3} Fees.\n- {3.1} The fee is set.\n"
        );
        let text = "3 Mill Lane\n4 Mill Lane\n5 Mill Lane\n";
        assert_eq!(outline(text), text);
        assert_eq!(
            outline(
                "16 Urgent items\n\nThere were none.\n\n17 Pier\n\nIt is sound.\n\n18 Crews\n\nNone.\n"
            ),
            "- {16} Urgent items\nThere were none.\n- {17} Pier\nIt is sound.\n- {18} Crews\nNone.\n"
        );
    }

    #[test]
    fn years_houses_and_dates_are_none() {
        let text = "## 2024 BUDGET\n## 22 MILL LANE\n## 30 MPH LIMITS\n### 14 March 2024\n### 15 March 2024\n";
        assert_eq!(outline(text), text);
    }
}
