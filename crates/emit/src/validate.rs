//! Lines of JSON checked against the schema of `minuted/1`.
//! Only the shape is checked here; whether a record is true to its paper is not.

use std::fmt;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use crate::schema::schema_value;

/// A compiled schema.
#[derive(Debug)]
pub struct Validator {
    schema: jsonschema::Validator,
}

/// One way in which a line is not a record of `minuted/1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// JSON pointer into the line; empty for the whole of it.
    pub pointer: String,
    /// What is there and what was expected.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() { "/" } else { &self.pointer };
        write!(f, "{pointer}: {}", self.message)
    }
}

impl Validator {
    /// A validator for the records this program writes.
    ///
    /// # Errors
    /// The schema is not one: a bug, since it is made here.
    pub fn new() -> Result<Self, String> {
        let schema = jsonschema::options().should_validate_formats(true).build(&schema_value());
        schema.map(|schema| Self { schema }).map_err(|error| error.to_string())
    }

    /// Every fault of one line; none if it is a record.
    pub fn check(&self, line: &str) -> Vec<Fault> {
        match serde_json::from_str::<Value>(line) {
            Ok(value) => self.check_value(&value),
            Err(error) => {
                vec![Fault { pointer: String::new(), message: format!("not JSON: {error}") }]
            }
        }
    }

    fn check_value(&self, value: &Value) -> Vec<Fault> {
        self.schema.iter_errors(value).flat_map(|error| faults_of(&error)).collect()
    }
}

/// A choice (a vote or null, say) is told by the branch that came furthest, not as "none of the choices".
fn faults_of(error: &ValidationError<'_>) -> Vec<Fault> {
    let here = depth(error);
    if let ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } =
        error.kind()
    {
        let reach = |branch: &Vec<ValidationError<'_>>| branch.iter().map(depth).max().unwrap_or(0);
        let furthest = context.iter().max_by_key(|branch| reach(branch));
        if let Some(branch) = furthest.filter(|branch| reach(branch) > here) {
            return branch.iter().flat_map(faults_of).collect();
        }
    }
    vec![Fault {
        pointer: error.instance_path().to_string(),
        message: error.masked_with("the value").to_string(),
    }]
}

fn depth(error: &ValidationError<'_>) -> usize {
    error.instance_path().as_str().matches('/').count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::write_line;
    use crate::sample;

    fn line() -> String {
        let mut line = Vec::new();
        write_line(&mut line, sample::record()).unwrap();
        String::from_utf8(line).unwrap()
    }

    #[test]
    fn what_is_written_is_valid() {
        assert_eq!(Validator::new().unwrap().check(&line()), []);
    }

    #[test]
    fn faults_name_their_place() {
        let validator = Validator::new().unwrap();
        for (from, to, pointer) in [
            ("\"minuted/1\"", "\"minuted/2\"", "/schema"),
            ("\"act\"", "\"acts\"", "/effect"),
            ("\"2024-03-31\"", "\"31 March\"", "/deadlines/0/end"),
            ("\"for\":7", "\"for\":\"7\"", "/vote/for"),
            ("\"confidence\":0.9", "\"confidence\":9", "/confidence"),
            ("\"stem\":", "\"stemm\":", ""),
        ] {
            let broken = line().replacen(from, to, 1);
            assert_ne!(broken, line(), "{from} is not in the sample");
            let faults = validator.check(&broken);
            let pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
            assert!(pointers.contains(&pointer), "{from}: {faults:?}");
        }
        assert!(validator.check("{").first().unwrap().message.starts_with("not JSON"));
    }
}
