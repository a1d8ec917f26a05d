//! The number and the title of the item that a clause stands under, as minutes print them.

use std::sync::LazyLock;

use minuted_model::{Document, Span};
use regex::Regex;

use crate::clause_text;
use crate::pattern::regex;

/// A number typed before a title: `24/31`, `TC102/21 –`, `2307.05`. Times (`10.30`) and dates are none.
static TYPED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?P<number>(?:[A-Z][A-Za-z]{0,3}[ /.-]?)?[0-9]{1,5}/[0-9]{1,4}(?:-[0-9]{2})?|[A-Z]{1,4}[/.][0-9]{1,4}(?:/[0-9]{1,4})?|[0-9]{3,5}\.[0-9]{1,4})[.:]? +(?:[–-] +)?",
    )
});

/// An item of minutes.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// As records have it.
    pub(crate) number: String,
    /// Where it is printed.
    pub(crate) printed: Span,
    pub(crate) title: Span,
}

/// The item whose heading or title stands at `heading`; `None` where it has no number.
pub(crate) fn numbered(document: &Document, heading: Span) -> Option<Item> {
    let block = document.block_at(heading.start)?;
    let (printed, title) = match block.marker {
        Some(marker) => (marker, heading),
        None => {
            let typed = TYPED.captures(document.slice(block.span))?;
            let number = typed.name("number").filter(|number| !is_year(number.as_str()))?;
            let start = block.span.start;
            let title = heading.start.max(start + typed.get(0)?.end());
            (Span::new(start, start + number.end()), Span::new(title, heading.end))
        }
    };
    let number = clause_text::label(document.slice(printed))?;
    let is_one = block.marker.is_none() || number.starts_with(|first: char| first.is_ascii_digit());
    (is_one && title.start < title.end).then(|| Item {
        number,
        printed,
        title: clause_text::title(document, title),
    })
}

/// Whether it is a financial year: `2024/25`.
fn is_year(number: &str) -> bool {
    let (first, second) = number.split_once('/').unwrap_or_default();
    let next = first.parse::<u32>().map(|first| (first + 1) % 100);
    first.len() == 4
        && second.len() == 2
        && next.ok().is_some_and(|next| second.parse() == Ok(next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_items_are_told_from_other_figures() {
        let item = |line: &str| {
            let document = Document::from_outline(&format!("# {line}\n")).unwrap();
            let heading = document.blocks.first().unwrap().span;
            let item = numbered(&document, heading)?;
            Some((item.number, document.slice(item.title).to_owned()))
        };
        for (line, number, title) in [
            ("{5.} Fees –", "5", "Fees"),
            ("{ITEM - 6} Fees", "6", "Fees"),
            ("TC102/21 – Fees", "TC102/21", "Fees"),
            ("24/31 To set the fees", "24/31", "To set the fees"),
            ("2307.05 Fees", "2307.05", "Fees"),
            ("PL.12 FEES", "PL.12", "FEES"),
            ("C/20/101 To set the fees", "C/20/101", "To set the fees"),
        ] {
            assert_eq!(item(line), Some((number.to_owned(), title.to_owned())), "{line}");
        }
        for line in ["Fees", "{(a)} Fees", "10.30 Coffee", "12/05/2023 Mill Lane", "2024/25 Fees"] {
            assert_eq!(item(line), None, "{line}");
        }
    }
}
