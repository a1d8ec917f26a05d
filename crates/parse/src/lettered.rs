//! Lists lettered with a bare capital: `A Subject to ..`, `B Officers be ..`, one a paragraph.
//! A letter alone proves nothing ("A review was held"); two or more paragraphs that count up from A do.

use minuted_model::{Block, BlockKind, Document, Span};

/// Of the blocks `content`, by index, turns neighbouring paragraphs that begin `A `, `B `, .. into items with that letter for their marker.
pub(crate) fn mark(document: &mut Document, content: &[usize]) {
    let mut at = 0;
    while at < content.len() {
        let run = run_at(document, content.get(at..).unwrap_or_default());
        if run >= 2 {
            for index in content.iter().skip(at).take(run) {
                document.blocks.get_mut(*index).into_iter().for_each(split_letter);
            }
        }
        at += run.max(1);
    }
}

/// How many of the blocks, from the first on, count up from A.
fn run_at(document: &Document, blocks: &[usize]) -> usize {
    let lettered = |&(index, letter): &(&usize, char)| {
        document.blocks.get(*index).is_some_and(|block| begins_with(document, block, letter))
    };
    blocks.iter().zip('A'..='Z').take_while(lettered).count()
}

/// Whether a paragraph of running text begins with the letter, a space and a capitalised word.
fn begins_with(document: &Document, block: &Block, letter: char) -> bool {
    let is_text = block.kind == BlockKind::Paragraph && block.cell.is_none();
    let rest = document.slice(block.span).strip_prefix(letter);
    let rest = rest.and_then(|rest| rest.strip_prefix(' '));
    is_text && rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

fn split_letter(block: &mut Block) {
    let start = block.span.start;
    block.kind = BlockKind::Item;
    block.marker = Some(Span::new(start, start + 1));
    block.span = Span::new(start + 2, block.span.end);
}

#[cfg(test)]
mod tests {
    use crate::{Limits, parse};

    fn outline(text: &str) -> String {
        parse(text.as_bytes(), "x.txt", &Limits::default()).unwrap().0.to_outline()
    }

    #[test]
    fn paragraphs_that_count_up_from_a_are_a_list() {
        assert_eq!(
            outline(
                "RESOLVED that:\n\nA Officers draw up a plan.\n\nB The fees be set.\n\nAll agreed."
            ),
            "RESOLVED that:\n- {A} Officers draw up a plan.\n- {B} The fees be set.\nAll agreed.\n"
        );
    }

    #[test]
    fn a_lone_article_is_no_label() {
        let text = "A Review was held.\nCouncillors spoke.\nB Company marched past.\n";
        assert_eq!(outline(text), text);
    }
}
