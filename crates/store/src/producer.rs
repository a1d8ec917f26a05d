//! How the JSON of a record names what made it. Within a value of JSON every quote stands behind a backslash, so that this is
//! found in no clause, whatever a paper says.

/// What opens the name.
const OPENS: &str = r#""producer":{"#;

/// The whole of it, as a record has it.
pub(crate) fn named(version: &str, rules: &str) -> String {
    format!(r#"{OPENS}"version":"{version}","rules":"{rules}"}}"#)
}

/// A record's JSON before and after it.
pub(crate) fn around(line: &str) -> Option<(&str, &str)> {
    let (before, producer) = line.split_once(OPENS)?;
    let (_, after) = producer.split_once('}')?;
    Some((before, after))
}
