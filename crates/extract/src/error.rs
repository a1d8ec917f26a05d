//! Why a rule set could not be loaded.

use std::fmt;

/// A rule that cannot be used, with its file and, where known, its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    file: String,
    message: String,
}

impl RuleError {
    pub(crate) fn new(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), message: message.into() }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file, self.message)
    }
}

impl std::error::Error for RuleError {}
