//! Portfolios: whose subject a clause is. Titles change every year, so spelling is folded but no list is closed.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::{Addressee, Document, Evidence, Portfolio, PortfolioSource, Span};
use regex::Regex;

use crate::evidence;
use crate::pattern::regex;
use crate::vocabulary;

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:responsible |relevant )?(?:cabinet |executive )?(?:portfolio(?: holder)?|cabinet member|lead member)\s*(?:for\s+(?P<inline>[^:]{3,60}))?:?$",
    )
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
    NAMES.contains_key(&fold(words)).then(|| named(words, PortfolioSource::Section))
}

/// The portfolio that a label and its value at the top of the paper give, with the place.
pub(crate) fn of_document(document: &Document) -> Option<(Portfolio, Evidence)> {
    let top: Vec<_> = document.content().take(TOP).collect();
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
    Portfolio { name: name_of(&words), text: words, source }
}

/// Every name and variant, and the name it stands for.
static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let lists = vocabulary::read(include_str!("../data/portfolios.toml"));
    let pairs = lists.into_iter().flat_map(|(name, variants)| {
        let own = (name.clone(), name.clone());
        variants.into_iter().map(move |variant| (variant, name.clone())).chain([own])
    });
    pairs.collect()
});

/// The name of a portfolio: spelling folded, then the wordings that the gazetteer holds for one subject.
fn name_of(words: &str) -> String {
    let folded = fold(words);
    let folded = folded.strip_prefix("the ").unwrap_or(&folded);
    let folded = folded.strip_suffix(" portfolio").unwrap_or(folded);
    NAMES.get(folded).cloned().unwrap_or_else(|| folded.to_owned())
}

/// Spelling folded: case, ampersands, apostrophes, "Well Being".
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
    fn every_name_is_as_the_table_says() {
        for case in crate::cases::read(include_str!("../cases/portfolios.toml")) {
            assert_eq!([name_of(&case.words)], *case.expected, "{}", case.words);
            let again = name_of(&name_of(&case.words));
            assert_eq!(again, name_of(&case.words), "twice is once");
        }
    }

    #[test]
    fn headings_need_a_known_subject() {
        assert!(from_section("Housing").is_some());
        assert!(from_section("Adult Services").is_some());
        assert!(from_section("Minutes of the last meeting").is_none());
        assert!(from_section("Low Traffic").is_none());
    }

    #[test]
    fn the_gazetteer_is_folded_and_says_each_thing_once() {
        let lists = vocabulary::read(include_str!("../data/portfolios.toml"));
        let mut seen = std::collections::BTreeSet::new();
        for (name, variants) in &lists {
            for words in variants.iter().chain([name]) {
                assert_eq!(&fold(words), words);
                assert!(seen.insert(words.clone()), "{words} stands twice");
            }
        }
    }
}
