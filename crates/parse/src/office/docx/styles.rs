//! Paragraph styles of DOCX: which are headings and which number their paragraphs, along the chain of `basedOn`.

use std::collections::BTreeMap;

use super::super::xml::Element;

/// Longest chain of styles followed.
const LONGEST: usize = 20;

#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    name: String,
    outline: Option<u8>,
    list: Option<String>,
    level: Option<usize>,
}

/// The styles of a package.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    pub(super) fn read(root: Option<&Element>) -> Self {
        let mut elements = Vec::new();
        if let Some(root) = root {
            root.all("style", &mut elements);
        }
        let read = |element: &&Element| {
            let properties = element.child("pPr");
            let numbers = properties.and_then(|properties| properties.child("numPr"));
            let style = Style {
                based_on: element.val("basedOn").map(str::to_owned),
                name: element.val("name").unwrap_or_default().to_lowercase(),
                outline: properties
                    .and_then(|properties| properties.val("outlineLvl")?.parse().ok()),
                list: numbers.and_then(|numbers| numbers.val("numId")).map(str::to_owned),
                level: numbers.and_then(|numbers| numbers.val("ilvl")?.parse().ok()),
            };
            Some((element.get("styleId")?.to_owned(), style))
        };
        Self(elements.iter().filter_map(read).collect())
    }

    /// A style and those it is based on, nearest first.
    fn chain(&self, id: Option<&str>) -> Vec<&Style> {
        let mut chain = Vec::new();
        let mut next = id.and_then(|id| self.0.get(id));
        while let Some(style) = next.filter(|_| chain.len() < LONGEST) {
            chain.push(style);
            next = style.based_on.as_deref().and_then(|id| self.0.get(id));
        }
        chain
    }

    /// The heading level, from 1, that a paragraph's own properties or its style give.
    pub(super) fn heading(&self, properties: Option<&Element>, style: Option<&str>) -> Option<u8> {
        let own =
            properties.and_then(|properties| properties.val("outlineLvl")?.parse::<u8>().ok());
        let chain = self.chain(style);
        let by_style = chain.iter().find_map(|style| style.outline);
        let by_name =
            chain.iter().find_map(|style| style.name.strip_prefix("heading ")?.parse::<u8>().ok());
        let title = chain.iter().any(|style| style.name == "title").then_some(1);
        own.or(by_style)
            .map(|level| level + 1)
            .or(by_name)
            .or(title)
            .filter(|level| (1..=9).contains(level))
    }

    /// The list and level that a style puts its paragraphs in.
    pub(super) fn numbering(&self, style: Option<&str>) -> (Option<String>, Option<usize>) {
        let chain = self.chain(style);
        (
            chain.iter().find_map(|style| style.list.clone()),
            chain.iter().find_map(|style| style.level),
        )
    }
}
