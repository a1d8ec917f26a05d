//! Portfolios: whose subject a clause is. Titles change every year, so spelling is folded but no list is closed.

use std::sync::LazyLock;

use minuted_model::{Addressee, Document, Evidence, Portfolio, PortfolioSource, Span};
use regex::Regex;

use crate::evidence;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:responsible |relevant )?(?:cabinet |executive )?(?:portfolio(?: holder)?|cabinet member|lead member)\s*(?:for\s+(?P<inline>[^:]{3,60}))?:?$").expect("a fixed pattern compiles")
});

/// How many blocks from the top may name the portfolio of the whole paper.
const TOP: usize = 30;

/// A portfolio column's words.
pub(crate) fn from_column(words: &str) -> Portfolio {
    named(words, PortfolioSource::Column)
}

/// The portfolio in an addressee's title.
pub(crate) fn from_addressee(addressee: &Addressee) -> Option<Portfolio> {
    addressee.portfolio.as_deref().map(|words| named(words, PortfolioSource::Addressee))
}

/// A theme heading that is the whole of a known subject: "Housing", "Community Safety".
pub(crate) fn from_section(words: &str) -> Option<Portfolio> {
    let folded = fold(words);
    SUBJECTS
        .iter()
        .any(|subject| *subject == folded)
        .then(|| named(words, PortfolioSource::Section))
}

/// The portfolio that a label and its value at the top of the paper give, with the place.
pub(crate) fn of_document(document: &Document) -> Option<(Portfolio, Evidence)> {
    let top: Vec<_> = document.blocks.iter().filter(|block| block.is_content()).take(TOP).collect();
    top.windows(2).find_map(|pair| {
        let [label, value] = pair else { return None };
        let groups = LABEL.captures(document.slice(label.span).trim())?;
        let span = groups.name("inline").map_or(value.span, |inline| {
            Span::new(label.span.start + inline.start(), label.span.start + inline.end())
        });
        let words = document.slice(span).trim();
        let is_person =
            ["Cllr", "Councillor", "Mr", "Mrs", "Ms"].iter().any(|title| words.starts_with(title));
        (!words.is_empty() && !is_person && words.len() < 90).then(|| {
            let evidence = evidence::at(document, "portfolios", "portfolio_label", &[span]);
            Some((named(words, PortfolioSource::Document), evidence.into_iter().next()?))
        })?
    })
}

fn named(words: &str, source: PortfolioSource) -> Portfolio {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Portfolio { name: fold(&words), text: words, source }
}

/// Subjects that make a heading a portfolio, folded.
const SUBJECTS: &[&str] = &[
    "housing",
    "community safety",
    "education",
    "environment",
    "finance",
    "resources",
    "finance and resources",
    "adult social care",
    "children and young people",
    "childrens services",
    "highways",
    "highways and transport",
    "transport",
    "planning",
    "leisure",
    "culture and leisure",
    "public health",
    "regeneration",
    "health and wellbeing",
    "waste",
    "parks",
    "economy",
    "climate change",
    "communities",
    "council homes",
];

/// Spelling variants folded: case, ampersands, apostrophes, "Well Being".
fn fold(words: &str) -> String {
    let lower = words
        .to_lowercase()
        .replace('&', " and ")
        .replace(['’', '\''], "")
        .replace("well-being", "wellbeing")
        .replace("well being", "wellbeing");
    let clean: String = lower.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_folds_and_headings_need_a_known_subject() {
        assert_eq!(from_column("Health & Well-Being").name, "health and wellbeing");
        assert_eq!(from_column("Children’s Services").name, "childrens services");
        assert!(from_section("Housing").is_some());
        assert!(from_section("Minutes of the last meeting").is_none());
    }
}
