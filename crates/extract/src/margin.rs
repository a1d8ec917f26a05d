//! Owners alone in the margin: "JB", "Clerk", "AB / JB" below the paragraph they stood beside, in a paper that heads the margin
//! with Action. What a parser set below a paragraph is not told from other lines otherwise.

use std::sync::LazyLock;

use minuted_model::{Block, BlockKind, Cell, Document, Field, FieldName};
use regex::Regex;

use crate::reading::Unit;

/// The head of the margin, a line of its own or the last of the heads of a line.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?i:(?:minute|item)(?: no\.?)?|minutes|ref|discussion|notes) )?(?i:actions?(?: (?:by|for|owner))?|by whom|owner|lead|responsible) ?:?$")
        .expect("a fixed pattern compiles")
});

/// Initials, offices and titled names, and nothing else: "SH, BE and Clerk". "Action: book titles are awaited" names nobody.
static OWNERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:[A-Z]{2,3}|All|(?:[Tt]he )?(?i:clerk|chair(?:man)?|secretary|treasurer)|(?:Cllrs?|Councillors?|Mrs?|Ms|Dr)\.? [A-Z][\w’'-]*)(?:, ?| ?[/&] ?| and |\.?$))+$")
        .expect("a fixed pattern compiles")
});

/// An office at the end of which an officer's title is known: "Head of Parks", "Democratic Services Officer".
static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Head|Director|Assistant Director|Chief|Deputy) (?:of |[A-Z])[\w&, ’'-]{2,40}$|^(?:[A-Z][\w&’'-]+ ){1,4}(?:Officer|Manager|Clerk|Warden|Engineer|Executive|Director|Secretary|Treasurer)$")
        .expect("a fixed pattern compiles")
});

/// Whether words name owners and nothing else.
pub(crate) fn names_owners(words: &str) -> bool {
    OWNERS.is_match(words)
}

/// Whether words name owners or the office of one, and nothing else.
pub(crate) fn names_office(words: &str) -> bool {
    names_owners(words) || OFFICE.is_match(words)
}

/// Whether a paper has a margin for owners, or a column of them headed Action: "Lead" heads one in an agenda too.
pub(crate) fn is_headed(document: &Document) -> bool {
    let heads = |block: &Block| {
        let words = document.slice(block.span).trim();
        // In minutes laid out by a table the head may stand below what the paper is, beyond the text.
        let column = |cell: Cell| {
            (cell.row == 0 || cell.column > 1) && words.to_lowercase().starts_with("action")
        };
        matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading)
            && block.span.len() <= 20
            && HEAD.is_match(words)
            && block.cell.is_none_or(column)
    };
    document.blocks.iter().any(heads)
}

/// Whether a block names owners and nothing else: a line, though it be printed bold, or a cell beside others.
pub(crate) fn holds_owner(block: &Block, words: &str) -> bool {
    let words = words.trim();
    let beside = block.marker.is_none() && block.cell.is_none_or(|cell| cell.column > 0);
    let lists = ["Present", "Absent", "Attending"].iter().any(|end| words.ends_with(end));
    let office = || block.kind != BlockKind::Heading && OFFICE.is_match(words);
    beside && !lists && words.len() <= 48 && (names_owners(words) || office())
}

/// The owners that a block of the margin names.
pub(crate) fn owner(unit: &Unit<'_>) -> Option<Field> {
    let held = holds_owner(unit.block, unit.words.text());
    held.then(|| Field::new(FieldName::Addressee, "owner_in_margin", vec![unit.block.span]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_and_offices_are_owners() {
        for words in ["JB", "AB / JB", "Clerk", "Cllr Oak and Clerk", "All"] {
            assert!(names_owners(words), "{words}");
        }
        for words in ["Head of Parks", "Democratic Services Officer", "Town Clerk"] {
            assert!(OFFICE.is_match(words), "{words}");
        }
        for words in ["The Clerk spoke", "Officer reports", "Park", "Directors met"] {
            assert!(!names_owners(words) && !OFFICE.is_match(words), "{words}");
        }
    }
}
