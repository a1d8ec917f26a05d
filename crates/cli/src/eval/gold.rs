//! Gold files: what a person read in a paper, as JSON. Only what is scored is read.
//! Held-out papers hold hashes of their words instead of the words.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;

/// One paper's gold.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Gold {
    /// The paper, below the folder given as `--docs`.
    pub(crate) file: Option<String>,
    /// Its records.
    #[serde(default, alias = "recommendations")]
    pub(crate) records: Vec<GoldRecord>,
    /// Clauses that may be read or left: neither hit nor false.
    #[serde(default)]
    pub(crate) doubtful: Vec<Doubtful>,
}

/// One clause of the gold.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct GoldRecord {
    /// Words, with parts; absent where hashed.
    #[serde(default)]
    pub(crate) text: String,
    /// Hashes of the words.
    pub(crate) tok: Option<Vec<u32>>,
    pub(crate) stem: Option<String>,
    pub(crate) stem_tok: Option<Vec<u32>>,
    pub(crate) kind: Option<String>,
    pub(crate) effect: Option<String>,
    #[serde(default)]
    pub(crate) noting_only: bool,
    pub(crate) outcome: Option<String>,
    pub(crate) label: Option<String>,
    pub(crate) page: Option<u32>,
    #[serde(default)]
    pub(crate) addressees: Vec<String>,
    #[serde(default)]
    pub(crate) deadlines: Vec<GoldDeadline>,
    #[serde(default)]
    pub(crate) recurrences: Vec<serde_json::Value>,
    pub(crate) gaps: Option<Vec<String>>,
}

/// One deadline of the gold.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct GoldDeadline {
    #[serde(default)]
    pub(crate) text: String,
    pub(crate) end: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) recurrence: Option<serde_json::Value>,
}

/// A clause that may be read or left.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Doubtful {
    #[serde(default)]
    pub(crate) text: String,
    pub(crate) tok: Option<Vec<u32>>,
}

impl GoldDeadline {
    /// The last day that meets it.
    pub(crate) fn day(&self) -> Option<&str> {
        self.end.as_deref().or(self.date.as_deref())
    }
}

impl GoldRecord {
    /// `act`, `note` or `procedural`.
    pub(crate) fn effect(&self) -> &str {
        let stated = self.effect.as_deref().filter(|effect| !effect.is_empty());
        stated.unwrap_or(if self.noting_only { "note" } else { "act" })
    }

    /// Whether it is left out of the figures.
    pub(crate) fn is_ignored(&self) -> bool {
        self.effect() == "procedural"
            || matches!(self.outcome.as_deref(), Some("lost" | "withdrawn" | "superseded"))
    }
}

/// Reads one gold file.
///
/// # Errors
/// It cannot be read or is not gold.
pub(crate) fn read(path: &Path) -> Result<Gold> {
    let text = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{}: not a gold file", path.display()))
}
