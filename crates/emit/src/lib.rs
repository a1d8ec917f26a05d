//! Records to bytes: the wire types of `minuted/1` and the formats other systems read.
//! Nothing here decides what a record says; nothing here opens a file.

mod convert;
mod json;
pub mod v1;
mod word;

pub use json::{Array, ReadError, read_lines, write_line};
pub use word::{Day, Word, WordList, read_day};
