//! Tables of a page that explains how a body works: each row names a word and says what it means. "Recommendation | What it
//! means" asks for nothing, though its cells are worded as what is asked for.

use std::sync::LazyLock;

use minuted_model::Document;
use regex::Regex;

use crate::table::{Row, Table};

/// The head of a column that explains the word beside it.
static MEANING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:what (?:it|this|that|they|these|each)(?: \w+)? (?:really )?means?(?: for you)?|meanings?|definitions?|explanations?|in plain (?:english|words)) ?[:?]?$")
        .expect("a fixed pattern compiles")
});

/// Most columns of a table that explains words: one with more says who is to do what.
const COLUMNS: usize = 3;

/// Whether a table explains words, by the heads of its first row.
pub(crate) fn explains(document: &Document, table: &Table<'_>) -> bool {
    let heads = |row: &Row<'_>| {
        let mut columns = row.cells.keys();
        let behind = columns.next().is_some() && row.cells.len() <= COLUMNS;
        behind && columns.any(|column| MEANING.is_match(row.words(document, *column).trim()))
    };
    table.rows.values().next().is_some_and(heads)
}

#[cfg(test)]
mod tests {
    use super::MEANING;

    #[test]
    fn a_column_that_explains_is_told_by_its_head() {
        for head in ["What it means", "What this means for you", "Meaning", "Definition:"] {
            assert!(MEANING.is_match(head), "{head}");
        }
        for head in ["Reason", "Description", "What will be done", "Explanation of delay"] {
            assert!(!MEANING.is_match(head), "{head}");
        }
    }
}
