//! Each PDF of `fixtures/tables` is read back as the table it was drawn from, over its page breaks.

use std::collections::BTreeMap;
use std::path::Path;

use minuted::Pipeline;
use minuted_model::{Block, Document};

use crate::support::{files_below, relative, root};

/// Rows of cells, and for each cell what stands in it.
type Rows = Vec<Vec<String>>;

#[test]
fn tables_over_page_breaks_come_back_as_they_were_drawn() {
    let mut papers = files_below(&root().join("fixtures/tables"));
    papers.retain(|path| path.extension().is_some_and(|extension| extension == "pdf"));
    assert_eq!(papers.len(), 12);
    for path in papers {
        let drawn = std::fs::read_to_string(path.with_extension("json")).unwrap();
        let drawn: Rows = serde_json::from_str(&drawn).unwrap();
        let document = read(&path);
        assert!(document.pages > 1, "{}: one page", relative(&path));
        let found = tables(&document, drawn[0].len());
        assert_eq!(found.len(), 1, "{}: {} tables", relative(&path), found.len());
        for (at, (found, drawn)) in found[0].iter().zip(&flat(&drawn)).enumerate() {
            assert_eq!(found, drawn, "{}: row {at}", relative(&path));
        }
        assert_eq!(found[0].len(), drawn.len(), "{}", relative(&path));
    }
}

fn read(path: &Path) -> Document {
    let bytes = std::fs::read(path).unwrap();
    Pipeline::builtin().parse(&bytes, &relative(path)).expect("a table of ours can be read")
}

/// Every table of a document, each as wide as the one that was drawn.
fn tables(document: &Document, width: usize) -> Vec<Rows> {
    let mut cells: BTreeMap<(u32, u32), Vec<String>> = BTreeMap::new();
    for block in document.blocks.iter().filter(|block| block.is_content()) {
        let Some(cell) = block.cell else { continue };
        let row = cells.entry((cell.table, cell.row)).or_insert_with(|| vec![String::new(); width]);
        let into = &mut row[cell.column as usize];
        *into = format!("{into} {}", words(document, block)).trim().to_owned();
    }
    let mut tables: BTreeMap<u32, Rows> = BTreeMap::new();
    for ((table, _), row) in cells {
        tables.entry(table).or_default().push(row);
    }
    tables.into_values().collect()
}

fn words(document: &Document, block: &Block) -> String {
    document.slice(block.outer()).to_owned()
}

/// A cell of several paragraphs reads as one text.
fn flat(drawn: &Rows) -> Rows {
    drawn.iter().map(|row| row.iter().map(|cell| cell.replace('\n', " ")).collect()).collect()
}
