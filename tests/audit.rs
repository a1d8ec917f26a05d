//! The audit of `fixtures/audit/records.jsonl` is the truth that a person wrote beside it, finding by finding.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::support::root;

#[test]
fn the_audit_finds_the_truth_and_nothing_else() {
    let truth = std::fs::read_to_string(root().join("fixtures/audit/truth.json")).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let audit = audit(&["--as-of", truth["as_of"].as_str().unwrap(), "--response-clock"]);
    assert_eq!(audit["records"], truth["records"]);
    let expected: BTreeMap<String, Vec<String>> =
        serde_json::from_value(truth["findings"].clone()).unwrap();
    assert_eq!(findings(&audit), expected);
}

#[test]
fn without_a_day_nothing_is_overdue() {
    let found = findings(&audit(&[]));
    assert!(!found.is_empty());
    assert!(found.values().flatten().all(|check| check != "overdue" && check != "late_response"));
}

#[test]
fn sums_agree_with_the_list() {
    let audit = audit(&["--as-of", "2024-08-01"]);
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for check in findings(&audit).into_values().flatten() {
        *sums.entry(check).or_default() += 1;
    }
    let told: BTreeMap<String, u64> = serde_json::from_value(audit["checks"].clone()).unwrap();
    assert_eq!(told, sums);
    for grouping in ["council", "body", "year", "kind"] {
        let groups = audit["groups"][grouping].as_object().unwrap().values();
        let records: u64 = groups.map(|group| group["records"].as_u64().unwrap()).sum();
        assert_eq!(Some(records), audit["records"].as_u64(), "{grouping}");
    }
}

fn audit(more: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_minuted"))
        .args(["audit", "fixtures/audit/records.jsonl", "--format", "json"])
        .args(more)
        .current_dir(root())
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).expect("the audit as JSON")
}

/// Label of each record with its checks.
fn findings(audit: &Value) -> BTreeMap<String, Vec<String>> {
    let findings = audit["findings"].as_array().unwrap().iter();
    let of = |finding: &Value| {
        let checks = finding["checks"].as_array().unwrap().iter();
        let checks = checks.map(|it| it["check"].as_str().unwrap().to_owned()).collect();
        (finding["label"].as_str().unwrap().to_owned(), checks)
    };
    findings.map(of).collect()
}
