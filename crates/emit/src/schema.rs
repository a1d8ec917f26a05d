//! The JSON Schema (2020-12) of a record, made from the wire types so that the two cannot part.
//! It is open: fields that later programs add to `minuted/1` are allowed.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::v1;

/// The schema as pretty-printed JSON with a closing newline.
pub fn schema() -> String {
    let mut printed = serde_json::to_string_pretty(&schema_value()).unwrap_or_default();
    printed.push('\n');
    printed
}

/// The schema as a value.
pub(crate) fn schema_value() -> Value {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let Value::Object(mut made) = generator.into_root_schema_for::<v1::Record>().to_value() else {
        return Value::Null;
    };
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), made.shift_remove("$schema").unwrap_or_default());
    schema.insert("$id".to_owned(), "urn:minuted:record:1".into());
    schema.insert("title".to_owned(), "A recommendation record of minuted/1".into());
    made.shift_remove("title");
    schema.extend(made);
    Value::Object(schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_required_and_explained() {
        let schema = schema_value();
        let fields = schema["properties"].as_object().unwrap();
        let required = schema["required"].as_array().unwrap();
        assert_eq!(fields.len(), required.len());
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        for (name, field) in fields {
            assert!(field.get("description").is_some(), "{name} is not explained");
        }
    }

    #[test]
    fn the_vote_has_the_contracts_names() {
        let vote = &schema_value()["$defs"]["Vote"];
        assert!(vote["properties"].get("for").is_some());
        assert!(vote["required"].as_array().unwrap().contains(&"for".into()));
    }
}
