//! The people of a paper: those it lists as present, and initials it declares, `A. Verney (AV)`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::{Attendance, Document};
use regex::Regex;

use crate::pattern::regex;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?P<name>(?:[A-Z][\w’'.-]*\s+){1,4}?[A-Z][\w’'-]+)\s*[(\[](?P<initials>[A-Z]{2,4})[)\]]",
    )
});

/// How far into a paper attendance is looked for, bytes.
const TOP: usize = 6_000;

/// Who is listed, and initials with whose they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    declared: BTreeMap<String, String>,
    listed: Attendance,
}

impl People {
    /// Reads the list and the declared initials of a paper; two persons with the same ones are nobody.
    pub(crate) fn of(document: &Document) -> Self {
        let text = &document.text;
        let top = text.get(..text.floor_char_boundary(TOP)).unwrap_or("");
        let mut people: BTreeMap<String, String> = BTreeMap::new();
        let mut twice = Vec::new();
        for groups in DECLARED.captures_iter(top) {
            let (Some(name), Some(initials)) = (groups.name("name"), groups.name("initials"))
            else {
                continue;
            };
            let fits =
                name.as_str().split_whitespace().next_back().and_then(|last| last.chars().next())
                    == initials.as_str().chars().next_back();
            let known = people.insert(initials.as_str().to_owned(), name.as_str().to_owned());
            if !fits || known.is_some_and(|known| known != name.as_str()) {
                twice.push(initials.as_str().to_owned());
            }
        }
        twice.iter().for_each(|initials| {
            people.remove(initials);
        });
        Self { declared: people, listed: Attendance::of(document) }
    }

    /// The person whose initials these are.
    pub(crate) fn resolve(&self, words: &str) -> Option<String> {
        self.declared.get(words).cloned()
    }

    /// Whether everybody whom `words` name is listed as present or absent.
    pub(crate) fn lists(&self, words: &str) -> bool {
        self.listed.has_all(words)
    }

    /// Takes names between commas, for tests.
    #[cfg(test)]
    pub(crate) fn named(names: &str) -> Self {
        Self { listed: Attendance::from_names(names), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_initials_resolve_and_doubled_ones_do_not() {
        let text = "Present: Alan Verney (AV), Joan Ash (JA), James Abbot (JA)".to_owned();
        let people = People::of(&Document { text, ..Document::default() });
        assert_eq!(people.resolve("AV").as_deref(), Some("Alan Verney"));
        assert_eq!(people.resolve("JA"), None);
    }
}
