//! A record's JSON made to fit its columns: text without hidden characters, what nests without end as JSON text.

use arrow_schema::{DataType, Fields};
use minuted_emit::{json_text, plain};
use serde_json::Value;

/// Fits an object to its fields. What the columns do not know is left, for the decoder to refuse.
pub(crate) fn fit(row: &mut Value, fields: &Fields) {
    let Some(object) = row.as_object_mut() else { return };
    for (name, value) in object {
        if let Some((_, field)) = fields.find(name) {
            fit_value(value, field.data_type());
        }
    }
}

fn fit_value(value: &mut Value, column: &DataType) {
    match (&mut *value, column) {
        (Value::String(text), _) => *text = plain(text),
        (Value::Array(items), DataType::List(item)) => {
            items.iter_mut().for_each(|inner| fit_value(inner, item.data_type()));
        }
        (Value::Object(_), DataType::Struct(fields)) => fit(value, fields),
        (Value::Array(_) | Value::Object(_), DataType::Utf8) => {
            *value = Value::String(json_text(value.to_string()));
        }
        _ => {}
    }
}
