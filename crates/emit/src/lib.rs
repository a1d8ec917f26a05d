//! Records to bytes: the wire types of `minuted/1` and the formats other systems read.
//! Nothing here decides what a record says; nothing here opens a file.

mod convert;
mod formats;
mod json;
mod safe;
#[cfg(test)]
mod sample;
mod schema;
pub mod v1;
mod validate;
mod word;

pub use formats::{FORMATS, Format, FormatRow, Layout, Writer, data_package};
pub use json::{ReadError, read_lines, write_line, write_pretty};
pub use safe::{csv_cell, json_text, markdown_text, plain, to_uri};
pub use schema::schema;
pub use validate::{Fault, Validator};
pub use word::{Day, Word, WordList, read_day};
