//! Lines of names below a clause that appoints them: "to appoint four members, as follows:", a line for each group, a line for each name.

use super::{Opened, leads_in};
use crate::reading::{Reading, Unit};

/// Whether a line is more of such a list. Within a cell every short line may be; elsewhere a title could follow, so it must name
/// somebody by a title, or say who goes where: "Harbour Board – Ann Ash".
pub(crate) fn goes_on_with_names(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    unit: &Unit<'_>,
) -> bool {
    let group = &opened.group;
    let Some(start) = reading.units.get(opened.start) else { return false };
    let plain = unit.block.marker.is_none() && group.entries.iter().all(|it| it.label.is_none());
    let beside = unit.block.cell == start.block.cell;
    let within = beside && unit.block.cell.is_some();
    let words = unit.words.text().trim();
    plain
        && !group.entries.is_empty()
        && beside
        && announces_names(&reading.document.words(&group.lead))
        && is_line(words)
        && (within || names_somebody(words))
}

/// "to appoint the members named, as follows:", "that the following be elected:".
fn announces_names(lead: &str) -> bool {
    const APPOINT: [&str; 6] = ["appoint", "elect", "nominat", "co-opt", "serve on", "represent"];
    let lower = lead.trim_end().to_lowercase();
    leads_in(lead)
        && (lower.contains("as follows") || lower.contains("the following"))
        && APPOINT.iter().any(|verb| lower.contains(verb))
}

/// A short line that is no sentence.
fn is_line(words: &str) -> bool {
    let begins = words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    begins && !words.ends_with(['.', '?', ':']) && words.split_whitespace().count() <= MOST_WORDS
}

/// Whether a line has a person's title in it, or a dash between a body and who goes there.
fn names_somebody(words: &str) -> bool {
    const TITLES: [&str; 10] =
        ["Cllr", "Cllrs", "Councillor", "Councillors", "Mr", "Mrs", "Ms", "Miss", "Dr", "Alderman"];
    let titled = |word: &str| TITLES.contains(&word.trim_end_matches('.'));
    words.split_whitespace().any(titled) || [" – ", " - "].iter().any(|dash| words.contains(dash))
}

/// A line of more words is no list of names.
const MOST_WORDS: usize = 14;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_that_appoints_leads_in_to_names() {
        assert!(announces_names("to appoint four members to the panel, as follows:"));
        assert!(announces_names("that the following be elected to the board –"));
        for lead in ["to make the payments as follows:", "to appoint four members", "elect Ann:"] {
            assert!(!announces_names(lead), "{lead}");
        }
    }

    #[test]
    fn who_goes_where_names_somebody_and_a_title_of_an_item_does_not() {
        for line in ["Cllr Ash", "Harbour Board – Ann Ash", "Mrs. Elm (one vacancy)"] {
            assert!(is_line(line) && names_somebody(line), "{line}");
        }
        for line in ["Any other business", "The Chair thanked Cllr Ash."] {
            assert!(!(is_line(line) && names_somebody(line)), "{line}");
        }
    }
}
