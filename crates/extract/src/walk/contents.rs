//! A table of contents names the parts of a paper: what its entries would open stands further on.

use minuted_model::BlockKind;

use crate::raw::Gives;
use crate::reading::Reading;
use crate::rules::RuleSet;

/// Words of an entry at most, and how many entries a table of contents is looked through for its title.
const ENTRY_WORDS: usize = 16;
const ENTRIES: usize = 80;

/// Whether the unit at `index` stands in a table of contents: lines without a stop between it and the title, and another below it.
pub(super) fn is_entry(reading: &Reading<'_>, rules: &RuleSet, index: usize) -> bool {
    let line = |at: usize| {
        let unit = reading.units.get(at)?;
        (unit.block.cell.is_none()).then_some(unit)
    };
    let short = |words: &str| {
        let words = words.trim_end();
        words.split_whitespace().nth(ENTRY_WORDS).is_none() && !words.ends_with(['.', ';', ':'])
    };
    let clause = |at: usize| {
        let place = reading.around(at);
        let hits = |unit: &crate::reading::Unit<'_>| {
            rules.hits(Gives::Clause, unit.words, &place)
                || rules.hits(Gives::Bare, unit.words, &place)
        };
        line(at).is_some_and(hits)
    };
    let next = line(index + 1)
        .is_some_and(|next| next.block.kind != BlockKind::Heading && short(next.words.text()));
    if !next || clause(index + 1) {
        return false;
    }
    for at in (index.saturating_sub(ENTRIES)..index).rev() {
        let Some(unit) = line(at) else { return false };
        if is_title(unit.words.text()) {
            return true;
        }
        if unit.block.kind == BlockKind::Heading || !short(unit.words.text()) {
            return false;
        }
    }
    false
}

/// How a table of contents is headed.
fn is_title(words: &str) -> bool {
    const TITLES: [&str; 5] =
        ["contents", "table of contents", "list of contents", "contents page", "in this report"];
    let words = words.trim().trim_end_matches([':', '.', ' ']).to_lowercase();
    TITLES.contains(&words.as_str())
}

#[cfg(test)]
mod tests {
    use crate::structure_tests::drafts;

    #[test]
    fn an_entry_of_the_contents_opens_nothing() {
        assert_eq!(
            drafts(
                "# Report on ferries\n## Contents\nRemit\nSummary of recommendations\nThe lower pier\nAnnexe A\n### Remit\nTo look into ferries and piers."
            ),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_section_below_the_contents_opens() {
        assert_eq!(
            drafts(
                "# Report on ferries\nContents\nRemit\nThe lower pier\nRecommendations\n- {1.} That the pier be mended.\n- {2.} That the lamp be lit."
            ),
            [
                "recommendation act draft [1.] That the pier be mended.",
                "recommendation act draft [2.] That the lamp be lit.",
            ]
        );
    }
}
