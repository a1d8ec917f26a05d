//! Named pieces of patterns: `${body}` in a rule stands for the fragment `body` of `fragments.toml`.
//! Fragments may use fragments that stand before them in the alphabet-free order of use; loops are an error.

use std::collections::BTreeMap;

use regex_syntax::hir::literal::Extractor;
use serde::Deserialize;

use crate::error::RuleError;

/// As many words as a needed word with a fragment in it may stand for.
const MOST_WORDS: usize = 1000;

/// A fragment as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFragment {
    pattern: String,
    note: String,
}

/// Fragments by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fragments(BTreeMap<String, RawFragment>);

impl Fragments {
    /// Adds those of a fragments file; one whose name is known takes its place.
    pub(crate) fn add(&mut self, file: &str, toml: &str) -> Result<(), RuleError> {
        let raw: BTreeMap<String, RawFragment> =
            toml::from_str(toml).map_err(|error| RuleError::of_toml(file, toml, &error))?;
        self.0.extend(raw);
        Ok(())
    }

    /// Name, note and pattern of each, in order of name.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0.iter().map(|(name, raw)| (name.as_str(), raw.note.as_str(), raw.pattern.as_str()))
    }

    /// The pattern with every `${name}` replaced by its fragment in a group.
    pub(crate) fn expand(&self, pattern: &str) -> Result<String, String> {
        self.expand_to(pattern, 0)
    }

    fn expand_to(&self, pattern: &str, depth: u8) -> Result<String, String> {
        if depth > 8 {
            return Err("fragments that stand for each other without end".to_owned());
        }
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once("${") {
            let (name, after) = after.split_once('}').ok_or("a `${` without its `}`")?;
            let fragment = self.0.get(name).ok_or_else(|| self.unknown(name))?;
            out.push_str(before);
            out.push_str(&format!("(?:{})", self.expand_to(&fragment.pattern, depth + 1)?));
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// Every word that `word` stands for: `to ${task_verb}` is as many as that fragment has ways.
    ///
    /// # Errors
    /// Where a fragment is unknown, or is no plain list of words.
    pub(crate) fn words(&self, word: &str) -> Result<Vec<String>, String> {
        if !word.contains("${") {
            return Ok(vec![word.to_owned()]);
        }
        // In which case a word is written is told by the needed word itself, and its end is not asked.
        let plain = self.expand(word)?.replace("(?i:", "(?:").replace(r"\b", "");
        let parsed = regex_syntax::parse(&plain).map_err(|error| error.to_string())?;
        let ways = Extractor::new().limit_total(MOST_WORDS).extract(&parsed);
        let known = ways.literals().filter(|_| ways.is_exact()).map(|ways| {
            ways.iter().map(|way| String::from_utf8_lossy(way.as_bytes()).into_owned()).collect()
        });
        known.ok_or_else(|| format!("`{word}` stands for no plain list of words"))
    }

    fn unknown(&self, name: &str) -> String {
        let known: Vec<&str> = self.0.keys().map(String::as_str).collect();
        format!("no fragment `{name}`, expected one of: {}", known.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_nest_and_unknown_ones_name_the_known() {
        let mut fragments = Fragments::default();
        let toml = "[a]\npattern = 'x|y'\nnote = ''\n[b]\npattern = '${a}z'\nnote = ''";
        fragments.add("fragments.toml", toml).unwrap();
        assert_eq!(fragments.expand("^${b}$").unwrap(), "^(?:(?:x|y)z)$");
        assert_eq!(fragments.words("to ${b}").unwrap(), ["to xz", "to yz"]);
        assert_eq!(fragments.words("a|b.").unwrap(), ["a|b."]);
        fragments
            .add(
                "mine.toml",
                "[d]\npattern = '(?i:co-?opt|ask)\\b'\nnote = ''\n[e]\npattern = 'x.*'\nnote = ''",
            )
            .unwrap();
        assert_eq!(fragments.words("${d} ").unwrap(), ["co-opt ", "coopt ", "ask "]);
        assert!(fragments.words("${e}").unwrap_err().contains("no plain list"));
        assert_eq!(
            fragments.expand("${c}").unwrap_err(),
            "no fragment `c`, expected one of: a, b, d, e"
        );
    }
}
