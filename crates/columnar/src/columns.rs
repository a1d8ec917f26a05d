//! The columns, made from the JSON Schema of a record so that the two cannot part.
//! Only what that schema uses is understood; anything else becomes text.

use std::sync::Arc;

use arrow_schema::{DataType, Field, Fields, Schema};
use serde_json::Value;

/// The columns of a record of `minuted/1`.
pub(crate) fn schema() -> Schema {
    let root: Value = serde_json::from_str(&minuted_emit::schema())
        .expect("the schema was printed from a JSON value");
    let reader = Reader { root: &root };
    Schema::new(reader.fields(&root))
}

struct Reader<'a> {
    root: &'a Value,
}

impl Reader<'_> {
    fn fields(&self, object: &Value) -> Fields {
        let properties = object["properties"].as_object();
        let fields = properties.into_iter().flatten();
        // Every column may be null: files of two versions then read as one table.
        fields.map(|(name, schema)| Field::new(name, self.data_type(schema), true)).collect()
    }

    fn data_type(&self, schema: &Value) -> DataType {
        if let Some(defined) = self.defined(schema) {
            return self.data_type(defined);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            let known = choices.iter().find(|choice| choice["type"] != "null");
            return known.map_or(DataType::Utf8, |known| self.data_type(known));
        }
        match (name_of(&schema["type"]), schema["format"].as_str()) {
            ("string", Some("date")) => DataType::Date32,
            ("integer", _) => DataType::Int64,
            ("number", _) => DataType::Float64,
            ("array", _) if self.is_endless(&schema["items"]) => DataType::Utf8,
            ("array", _) => DataType::List(Arc::new(Field::new_list_field(
                self.data_type(&schema["items"]),
                true,
            ))),
            ("object", _) => DataType::Struct(self.fields(schema)),
            _ => DataType::Utf8,
        }
    }

    /// What a reference stands for.
    fn defined(&self, schema: &Value) -> Option<&Value> {
        let name = schema["$ref"].as_str()?.strip_prefix("#/$defs/")?;
        Some(&self.root["$defs"][name])
    }

    /// Whether a definition holds a list of itself: Parquet has no columns for that.
    fn is_endless(&self, schema: &Value) -> bool {
        let properties = self.defined(schema).and_then(|inner| inner["properties"].as_object());
        let mut fields = properties.into_iter().flatten();
        fields.any(|(_, field)| field["items"]["$ref"] == schema["$ref"])
    }
}

/// `"string"` of `["string", "null"]`.
fn name_of(kind: &Value) -> &str {
    let named = kind.as_array().into_iter().flatten().chain([kind]).filter_map(Value::as_str);
    named.into_iter().find(|name| *name != "null").unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_types_of_the_contract() {
        let schema = schema();
        let of = |name: &str| schema.field_with_name(name).unwrap().data_type().clone();
        assert_eq!(of("id"), DataType::Utf8);
        assert_eq!(of("confidence"), DataType::Float64);
        assert_eq!(of("parts"), DataType::Utf8);
        let DataType::Struct(meeting) = of("meeting") else { panic!("meeting is no object") };
        assert_eq!(meeting.find("date").unwrap().1.data_type(), &DataType::Date32);
        let DataType::List(deadline) = of("deadlines") else { panic!("deadlines are no list") };
        let DataType::Struct(deadline) = deadline.data_type() else {
            panic!("a deadline is no object")
        };
        assert_eq!(deadline.find("end").unwrap().1.data_type(), &DataType::Date32);
        assert_eq!(deadline.find("text").unwrap().1.data_type(), &DataType::Utf8);
    }
}
