//! Why a rule set could not be loaded.

use std::fmt;
use std::ops::Range;

/// A rule that cannot be used, with its file and, where known, its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    file: String,
    /// 1-based.
    line: Option<usize>,
    message: String,
}

impl RuleError {
    pub(crate) fn new(file: &str, message: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line: None, message: message.into() }
    }

    /// An error at a byte range of the file's text.
    pub(crate) fn at(file: &str, toml: &str, place: &Range<usize>, message: String) -> Self {
        Self { file: file.to_owned(), line: Some(line_at(toml, place.start)), message }
    }

    /// An error of one key: where the key is written, or the whole file where it is not.
    pub(crate) fn of_key(file: &str, toml: &str, key: &str, message: String) -> Self {
        Self { file: file.to_owned(), line: line_of_key(toml, key), message }
    }

    /// An error as the TOML reader tells it.
    pub(crate) fn of_toml(file: &str, toml: &str, error: &toml::de::Error) -> Self {
        let line = error.span().map(|span| line_at(toml, span.start));
        Self { file: file.to_owned(), line, message: error.message().replace('\n', ", ") }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for RuleError {}

fn line_at(toml: &str, offset: usize) -> usize {
    toml.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

/// The line that begins with a key, or with the table of its name.
fn line_of_key(toml: &str, key: &str) -> Option<usize> {
    let names = |line: &str| {
        let line = line.trim_start().trim_start_matches('[');
        let rest = line.strip_prefix(key)?.trim_start();
        rest.starts_with(['=', ']']).then_some(())
    };
    toml.lines().position(|line| names(line).is_some()).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_stands_between_file_and_message() {
        let toml = "id = 'a'\nrole = 'due'\n";
        let error = RuleError::of_key("a.toml", toml, "role", "no".to_owned());
        assert_eq!(error.to_string(), "a.toml:2: no");
        assert_eq!(RuleError::new("a.toml", "no").to_string(), "a.toml: no");
    }
}
