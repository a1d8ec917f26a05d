//! Named pieces of patterns: `${body}` in a rule stands for the fragment `body` of `fragments.toml`.
//! Fragments may use fragments that stand before them in the alphabet-free order of use; loops are an error.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A fragment as written.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFragment {
    pattern: String,
    #[expect(dead_code, reason = "read by people and by the documentation")]
    note: String,
}

/// Fragments by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fragments(BTreeMap<String, String>);

impl Fragments {
    /// Reads a fragments file.
    pub(crate) fn read(toml: &str) -> Result<Self, String> {
        let raw: BTreeMap<String, RawFragment> =
            toml::from_str(toml).map_err(|error| error.to_string())?;
        Ok(Self(raw.into_iter().map(|(name, fragment)| (name, fragment.pattern)).collect()))
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
            out.push_str(&format!("(?:{})", self.expand_to(fragment, depth + 1)?));
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
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
        let fragments =
            Fragments::read("[a]\npattern = 'x|y'\nnote = ''\n[b]\npattern = '${a}z'\nnote = ''")
                .unwrap();
        assert_eq!(fragments.expand("^${b}$").unwrap(), "^(?:(?:x|y)z)$");
        assert_eq!(fragments.expand("${c}").unwrap_err(), "no fragment `c`, expected one of: a, b");
    }
}
