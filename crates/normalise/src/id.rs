//! Record ids: the same clause in the same bytes has the same id on every machine, whatever the path, order or rules.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// Gives ids to the records of one document, in order.
#[derive(Debug)]
pub(crate) struct Ids<'a> {
    /// SHA-256 of the document's bytes, hex.
    document: &'a str,
    member: &'a str,
    /// How often each clause was seen: a second identical one is told by its ordinal.
    seen: BTreeMap<String, u32>,
}

impl<'a> Ids<'a> {
    pub(crate) fn new(document: &'a str, member: Option<&'a str>) -> Self {
        Self { document, member: member.unwrap_or(""), seen: BTreeMap::new() }
    }

    /// The id of a clause with its labels: 128 bits of SHA-256 as hex.
    pub(crate) fn next(&mut self, full_text: &str, labels: &[String]) -> String {
        let words: Vec<String> = full_text.split_whitespace().map(str::to_lowercase).collect();
        let clause = format!("{}\u{1f}{}", words.join(" "), labels.join("\u{1f}"));
        let ordinal = self.seen.entry(clause.clone()).or_insert(0);
        *ordinal += 1;
        let whole = [self.document, self.member, &clause, &ordinal.to_string()].join("\u{1e}");
        let digest = Sha256::digest(whole.as_bytes());
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identical_clauses_differ_by_ordinal_and_case_does_not_count() {
        let mut ids = Ids::new("abc", None);
        let (first, second) =
            (ids.next("That it be noted", &[]), ids.next("that it be  noted", &[]));
        assert_ne!(first, second);
        assert_eq!(first, Ids::new("abc", None).next("That it be noted", &[]));
        assert_ne!(first, Ids::new("abd", None).next("That it be noted", &[]));
    }
}
