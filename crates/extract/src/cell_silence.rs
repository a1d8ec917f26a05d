//! Cells in the column of asks that ask nothing: they say that there is nothing to do, or look to another row.

use std::sync::LazyLock;

use regex::Regex;

/// Openings of cells that find nothing to recommend.
const OPENINGS: [&str; 4] =
    ["no recommendation", "no further recommendation", "no action required", "no actions arising"];

/// Whole cells: "N/A – see 4", "See action 1 above", "Complete. No further action needed", "Direction needed".
static NOTHING: LazyLock<Regex> = LazyLock::new(|| {
    const NO_ACTION: &str = r"(?:there (?:is|are) )?no (?:further |new |other |specific )?actions?(?: (?:is|are))?(?: (?:needed|required|proposed|necessary|arising|identified|planned|to take))?(?: at (?:this|present|the)(?: (?:time|stage|moment))?)?";
    const ROW: &str = r"(?:the )?(?:(?:previous|other|next|same) )?(?:[a-z]{1,6} )?(?:actions?|recommendations?|recs?|items?|rows?|points?|no|number|refs?|para(?:graph)?)?\.? ?[a-z]{0,4}[ .-]?[0-9]{1,3}(?:\.[0-9]{1,3}){0,2}[a-z]?(?:,? (?:and|&) [0-9.]{1,6})?(?: (?:above|below))?";
    Regex::new(&format!(
        concat!(
            r"(?i)^(?:[^a-z0-9]*",
            r"|(?:n/?a|not applicable|none|nil|ditto)(?:\W+(?:please )?(?:see|as per|refer to|covered by|as|same as|complete|closed|no) .{{1,60}})?",
            r"|(?:please )?(?:see|refer to|as|as per|same as|covered (?:by|in|under)|addressed (?:by|in|under)) (?:above|below|{row})",
            r"|(?:completed?|done|closed|actioned|resolved|achieved|finished)\W+{no}",
            r"|[\w’' ]{{1,40}}(?::|\W+[–-]) {no}",
            r"|(?:council |committee |board |cabinet )?(?:direction|guidance|decision|discussion) (?:is )?(?:needed|required|requested|sought|awaited)",
            r")[.;]?$"
        ),
        no = NO_ACTION,
        row = ROW
    ))
    .expect("a fixed pattern compiles")
});

/// What a template prints where a recommendation will stand: "That ABC be done by…", "The recommendation in full…", "XYZ".
static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:[^.;:]{0,80}(?-u:\b)(?:ABC|XYZ|XXX?|YYY?|xxxx*|xyz)(?-u:\b)[^.;:]{0,40}(?:…|\.\.\.)",
        r"|(?i:that )?(?:ABC|XYZ|XX+|xx+|xyz)(?: be done| is done)?(?: by)?\.?",
        r"|(?i:(?:the |insert |enter |add |type )?(?:text|title|wording|summary|description|details?|full text|recommendations?|actions?|decision)(?: (?:of|for) (?:the )?(?:recommendations?|actions?|decision))?(?: (?:in full|here|goes here|as agreed))?) ?(?:…|\.\.\.))$"
    ))
    .expect("a fixed pattern compiles")
});

/// A longer cell than this asks for something.
const LONGEST: usize = 120;

/// Whether the words of a cell ask for nothing.
pub(crate) fn asks_nothing(words: &str) -> bool {
    let words = words.trim();
    let lower = words.to_lowercase();
    OPENINGS.iter().any(|none| lower.starts_with(none))
        || words.len() <= LONGEST && (NOTHING.is_match(words) || TEMPLATE.is_match(words))
}

/// Whether a cell says no more than that it is as the one above.
pub(crate) fn is_ditto(words: &str) -> bool {
    const DITTO: [&str; 7] = ["ditto", "do", "- do -", "\"", "”", "″", "\" \""];
    let words = words.trim().trim_end_matches('.').to_lowercase();
    DITTO.contains(&words.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_prints_asks_nothing() {
        for words in [
            "The recommendation in full…",
            "That ABC be done by…",
            "That XYZ...",
            "XX",
            "Text of the recommendation…",
            "That XX be done",
        ] {
            assert!(asks_nothing(words), "{words}");
        }
        for words in [
            "That the Council plant 40 trees.",
            "That ABC Ferries be asked for its fares.",
            "Clerk to write to the owner…",
            "Ask the XX Club to mend the fence",
            "The recommendation in full was sent",
        ] {
            assert!(!asks_nothing(words), "{words}");
        }
    }

    #[test]
    fn a_cell_that_looks_elsewhere_or_has_ended_asks_nothing() {
        for words in [
            "N/A",
            "N/A – see row 4",
            "None - as per item 2",
            "See action 1 above",
            "As action 12.",
            "Refer to ROAD 6",
            "Complete. No further action needed.",
            "Ferry slip: no further action proposed",
            "Decision required",
            "–",
            "No action required at present",
        ] {
            assert!(asks_nothing(words), "{words}");
        }
        for words in [
            "See that the drain is cleared",
            "See 3 tenants about the hedge",
            "None of the signs to be moved",
            "Complete the survey of the weir",
            "No further action be taken on the hedge",
            "Refer to the Parks Commission",
            "Note: no action may be taken before May",
            "Done well: no thanks needed",
        ] {
            assert!(!asks_nothing(words), "{words}");
        }
    }
}
