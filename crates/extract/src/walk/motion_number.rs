//! The number of a motion or resolution, which councils overseas print beside its movers: before them (`17-022 Moved by A`),
//! behind them (`Seconded by B 2018/202`) or in the heading above (`MOTION NO. 17-022 POLICIES`). It is the resolution's own and
//! so its label (contract 3); the number of an item of the agenda is none.

use std::sync::LazyLock;

use minuted_model::Span;
use regex::Regex;

use crate::reading::Reading;

/// A number of two parts or more, or one with the R of resolutions.
const NUMBER: &str = r"(?:[A-Z]{1,3}[ -]?)?[0-9]{2,4}(?:[-/] ?R?[0-9]{1,4}){1,2}|R[0-9]{2,5}";

/// The number of the motion whose movers begin at the byte `at` of the block at `index`.
pub(super) fn beside(
    reading: &Reading<'_>,
    index: usize,
    at: usize,
    heading: Option<Span>,
) -> Option<Span> {
    let unit = reading.units.get(index)?;
    let block = unit.block.span;
    let from = unit.block.marker.map_or(block.start, |marker| marker.start.min(block.start));
    before(reading, Span::new(from, at.max(from)))
        .or_else(|| before(reading, cell_before(reading, index)?))
        .or_else(|| behind(reading, block))
        .or_else(|| above(reading, heading?))
}

/// The cell to the left of a motion, where numbers are set in a column of their own.
fn cell_before(reading: &Reading<'_>, index: usize) -> Option<Span> {
    let place = |index: usize| reading.units.get(index)?.block.cell;
    let last = index.checked_sub(1)?;
    let (cell, left) = (place(index)?, place(last)?);
    let beside = (cell.table, cell.row) == (left.table, left.row) && left.column < cell.column;
    reading.units.get(last).filter(|_| beside).map(|unit| unit.block.span)
}

/// `043-17 Councillor Ash that`: the number and nothing else. `17.41 Moved by`: in papers of 2017.
fn before(reading: &Reading<'_>, span: Span) -> Option<Span> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:(?i:(?:motion|resolution|res\.?)(?: (?:no\.?|number))?:?) ?#? ?)?(?:(?P<number>{NUMBER})|(?P<dotted>(?P<year>[0-9]{{2}})\.[0-9]{{2,3}}))[.:)]?\s*$"
        ))
    });
    let document = reading.document;
    let groups = BEFORE.captures(document.slice(span))?;
    let printed = |year: regex::Match<'_>| document.text.contains(&format!("20{}", year.as_str()));
    if groups.name("year").is_some_and(|year| !printed(year)) {
        return None;
    }
    groups.name("number").or(groups.name("dotted")).map(|number| within(span, number))
}

/// `Moved Councillor Ash Seconded Councillor Elm 2018/202`.
fn behind(reading: &Reading<'_>, block: Span) -> Option<Span> {
    static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r#"^(?i:(?:it was )?(?:moved|proposed))\b[^“"]{3,90}?\b(?i:seconded)\b[^“".;]{3,60}? (?P<number>(?:19|20)[0-9]{2}/ ?[0-9]{1,4})\s*(?:[“"]|$)"#,
        )
    });
    let groups = BEHIND.captures(reading.document.slice(block))?;
    groups.name("number").map(|number| within(block, number))
}

/// `MOTION NO. 17-022 POLICIES:`, `2014-03-R042 ACCOUNTS PAYABLE`.
fn above(reading: &Reading<'_>, heading: Span) -> Option<Span> {
    static ABOVE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(
            r"^(?:(?i:motion|resolution)(?i: no\.?| number)? ?#? ?:?(?P<number>{NUMBER})\b|(?P<lone>(?:19|20)[0-9]{{2}}-(?:[0-9]{{2}}-)?R[0-9]{{1,4}}|R[0-9]{{2,4}}-[0-9]{{1,4}})\b)"
        ))
    });
    let groups = ABOVE.captures(reading.document.slice(heading))?;
    groups.name("number").or(groups.name("lone")).map(|number| within(heading, number))
}

/// Where the number found in the words of a span stands.
fn within(span: Span, number: regex::Match<'_>) -> Span {
    Span::new(span.start + number.start(), span.start + number.end())
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a fixed pattern compiles")
}

#[cfg(test)]
mod tests {
    use crate::structure_tests::drafts;

    const HEAD: &str =
        "# Minutes of the Regular Council Meeting of the Village of Elm, 3 May 2017\n";

    fn told(outline: &str) -> Vec<String> {
        drafts(&format!("{HEAD}{outline}"))
    }

    #[test]
    fn a_motion_has_the_number_beside_its_movers() {
        for (outline, label) in [
            (
                "- {17.41} Moved by Ann Ash\nSeconded by Bo Birch\nThat the boat be sold.\nCarried\n",
                "17.41",
            ),
            (
                "Moved Councillor Ash Seconded Councillor Birch 2017/ 202\n“that the boat be sold.”\nCARRIED\n",
                "2017/ 202",
            ),
            (
                "# 2017-05-R042 BOATS\nIt is moved by Councillor Ash, seconded by Councillor Birch and resolved to sell the boat.\nCARRIED\n",
                "2017-05-R042",
            ),
            ("[0:0:0] 043-17\n[0:0:1] Councillor Ash that the boat be sold. Carried\n", "043-17"),
        ] {
            let found = told(outline);
            assert!(
                found.iter().any(|line| line.contains(&format!("[{label}]"))),
                "{outline}: {found:?}"
            );
        }
    }

    #[test]
    fn the_number_of_an_item_is_none() {
        for outline in [
            "- {5.2} Moved by Ann Ash\nSeconded by Bo Birch\nThat the boat be sold.\nCarried\n",
            "# 5 BOATS\nIt was moved by Councillor Ash, seconded by Councillor Birch and resolved to sell the boat.\nCARRIED\n",
        ] {
            let found = told(outline);
            assert!(
                !found.is_empty() && found.iter().all(|line| line.contains("[]")),
                "{outline}: {found:?}"
            );
        }
    }
}
