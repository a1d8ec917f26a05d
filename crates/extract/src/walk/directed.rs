//! "To the Harbour Board:" above the items of a list of recommendations: to whom those below it go.

use std::collections::BTreeMap;
use std::ops::Range;

use minuted_model::{BlockKind, Field, FieldName, Kind, Span};

use super::{State, Walker, field};
use crate::clause::is_stem;
use crate::opened::{Opened, leads_in};
use crate::raw::Gives;
use crate::reading::Unit;
use crate::rule::{Rule, Surroundings};
use crate::sentence::trim;

/// The longest name, or row of names, that such a line holds.
const MOST_OF_NAME: usize = 160;

/// Where the names stand in the words of such a line: behind "To", up to the abbreviation that is explained or the colon.
fn named(words: &str, heading: bool) -> Option<Range<usize>> {
    let line = words.trim_end();
    let name = line.strip_prefix("To ").or_else(|| line.strip_prefix("TO "))?;
    let start = line.len() - name.len();
    let closed = name.ends_with(':');
    let name = name.trim_end_matches([':', '-', '–', '—', ' ']);
    let proper = name.strip_prefix("the ").or_else(|| name.strip_prefix("all ")).unwrap_or(name);
    let is_name = proper.starts_with(char::is_uppercase)
        && name.len() <= MOST_OF_NAME
        && !name.contains(['.', ';', ':']);
    let whole = match name.rsplit_once(" (") {
        Some((whole, short)) if short.ends_with(')') => whole,
        _ => name,
    };
    (is_name && (closed || heading)).then_some(start..start + whole.len())
}

/// The names in a row of them: "KRA, the Ministry and the Safety Council".
fn each(words: &str, names: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = names.start;
    let row = words.get(names.clone()).unwrap_or("");
    for (at, parting) in
        PARTINGS.iter().flat_map(|it| row.match_indices(it)).collect::<BTreeMap<_, _>>()
    {
        let at = names.start + at;
        if at >= from {
            found.push(from..at);
            from = at + parting.trim_end_matches("the ").len();
        }
    }
    found.push(from..names.end);
    found
}

/// What parts one name from the next; "and" alone may stand within a name.
const PARTINGS: [&str; 4] = [", and the ", ", and ", ", ", " and the "];

impl<'a> Walker<'a> {
    /// Whom a heading or a line of a list of recommendations names as those who are asked.
    pub(super) fn directed_to(&self, unit: &Unit<'_>, rule: &Rule) -> Vec<Field> {
        let words = unit.words;
        let place = Surroundings::default();
        let heading = unit.block.kind == BlockKind::Heading;
        let Some(names) = named(words.text(), heading) else { return Vec::new() };
        if !self.rules.hits(Gives::Stem, words, &place) {
            return Vec::new();
        }
        let from = unit.block.span.start;
        let text = &self.reading.document.text;
        let at = |it: Range<usize>| trim(text, Span::new(from + it.start, from + it.end));
        each(words.text(), names)
            .into_iter()
            .map(|name| field(FieldName::Addressee, rule, at(name)))
            .collect()
    }

    /// "To the Harbour Board:" below the lead-in to recommendations, or behind those to somebody else, with a list below it.
    pub(super) fn directs(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        let State::Open(opened) = &self.state else { return false };
        let plain = unit.block.marker.is_none() && unit.block.cell.is_none();
        let lists =
            self.reading.units.get(index + 1).is_some_and(|next| {
                next.block.kind == BlockKind::Item && next.block.marker.is_some()
            });
        if opened.group.kind != Kind::Recommendation || !plain || !lists {
            return false;
        }
        let lead = &opened.group.lead;
        let stem = lead.is_empty() || is_stem(self.reading.scan, self.rules, lead);
        let listed = !opened.group.entries.is_empty();
        let words = || self.reading.document.words(lead);
        // Behind a clause of its own nothing is a list of recommendations, unless it leads in to one.
        let open = if lead.is_empty() || stem { true } else { !listed && leads_in(&words()) };
        let rule = self.rules.of_id(&opened.group.rule);
        let (true, Some(rule)) = (open, rule) else { return false };
        let to = self.directed_to(unit, rule);
        let [.., last] = to.as_slice() else { return false };
        let end = last.read.spans.last().map_or(unit.block.span.end, |name| name.end);
        let mut group = opened.group.clone();
        let (heading, section) = (opened.heading, opened.section);
        group.entries.clear();
        group.told.clear();
        group.fields.retain(|it| it.name == FieldName::Opener);
        // One name is the addressee of the items that name nobody, as any stem's is; of a row of them each is.
        let explained = unit.words.trim_end().trim_end_matches(':').ends_with(')');
        let end = if explained { end } else { unit.block.span.end };
        group.lead = vec![Span::new(unit.block.span.start, end)];
        group.fields.extend(if to.len() > 1 { to } else { Vec::new() });
        self.finish(index);
        let opened = Opened { heading, section, ..Opened::new(group, index) };
        self.state = State::Open(Box::new(opened));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{each, named};
    use crate::structure_tests::drafts;

    #[test]
    fn a_line_names_those_who_are_asked() {
        let name = |words: &'static str| named(words, false).and_then(|at| words.get(at));
        assert_eq!(name("To Wherry Gravel Limited (WGL):"), Some("Wherry Gravel Limited"));
        assert_eq!(
            name("To the Harbour Board and the Ferry Office:"),
            Some("the Harbour Board and the Ferry Office")
        );
        for other in ["To note:", "To: All Members", "To the Chair: Mr Burke", "To the Clerk"] {
            assert_eq!(name(other), None, "{other}");
        }
    }

    #[test]
    fn names_in_a_row_are_parted() {
        let words = "To WGL, the Ministry and the Pit and Quarry Office:";
        let names = named(words, false).map(|at| each(words, at)).unwrap_or_default();
        let names: Vec<&str> = names.into_iter().filter_map(|at| words.get(at)).collect();
        assert_eq!(names, ["WGL", "the Ministry", "the Pit and Quarry Office"]);
    }

    #[test]
    fn lists_below_lines_that_say_to_whom_are_recommendations_item_by_item() {
        let below = "To Wherry Gravel Limited:\n- {1.} Keep a log of lorries.\n- {2.} Fence the pit.\nTo the Harbour Board:\n- {3.} Publish the log.";
        let wanted = [
            "recommendation act draft [1.] To Wherry Gravel Limited: | Keep a log of lorries.",
            "recommendation act draft [2.] To Wherry Gravel Limited: | Fence the pit.",
            "recommendation act draft [3.] To the Harbour Board: | Publish the log.",
        ];
        let lead = "# Inquest\nWe, the jury, make the following recommendations:\n";
        assert_eq!(drafts(&format!("{lead}{below}")), wanted);
    }

    #[test]
    fn lines_to_whom_behind_an_opener_open_a_list_each() {
        assert_eq!(
            drafts(
                "# Review\nWe recommend:\nTo the Harbour Board:\n- {•} that it keep the lamp lit.\nTo the Ferry Office:\n- {•} that it print its fares."
            ),
            [
                "recommendation act draft [] To the Harbour Board: | that it keep the lamp lit.",
                "recommendation act draft [] To the Ferry Office: | that it print its fares.",
            ]
        );
    }
}
