//! Confidence: the share of records read like this one that were right on gold.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Shares by rule and by structure; `shape.` before a structure, nothing before a rule.
static SHARES: LazyLock<BTreeMap<String, f64>> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/confidence.toml"))
        .expect("the shares that come with the program are read by tests")
});

/// The share for a rule, else for its structure, else one half.
pub(crate) fn of(rule: &str, shape: &str) -> f64 {
    let by_rule = SHARES.get(rule);
    by_rule.or_else(|| SHARES.get(&format!("shape_{shape}"))).copied().unwrap_or(0.5)
}

#[cfg(test)]
mod tests {
    #[test]
    fn shares_are_shares() {
        assert!(super::SHARES.values().all(|share| (0.0..=1.0).contains(share)));
    }
}
