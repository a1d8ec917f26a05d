//! Records to bytes: the wire types of `minuted/1` and the formats other systems read.
//! Nothing here decides what a record says; nothing here opens a file.

mod convert;
mod json;
#[cfg(test)]
mod sample;
mod schema;
pub mod v1;
mod validate;
mod word;

pub use json::{Array, ReadError, read_lines, write_line};
pub use schema::schema;
pub use validate::{Fault, Validator};
pub use word::{Day, Word, WordList, read_day};
