//! Word lists kept as data: read from TOML, looked up as whole words.

use std::collections::BTreeMap;

/// Reads a file of lists.
pub(crate) fn read(toml: &str) -> BTreeMap<String, Vec<String>> {
    toml::from_str(toml).expect("the lists that come with the program are read by tests")
}

/// Whether `text` begins with `phrase` as whole words; both lower case.
pub(crate) fn begins(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether `text` holds `phrase` as whole words; both lower case.
pub(crate) fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("");
        let after = text.get(at + phrase.len()..).unwrap_or("");
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}
