//! Every test of the workspace as a whole, in one binary; a crate's own tests are beside its code.
#![allow(
    clippy::disallowed_methods,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "tests meet the file system and tell what they find"
)]

mod apart;
mod arrows;
mod audit;
mod broken;
mod cli;
mod containers;
mod fixtures;
mod forms;
mod grid;
mod import;
mod import_parts;
mod import_rules;
mod import_watch;
mod linking;
mod linking_db;
mod ocr;
mod properties;
mod rules;
mod score;
mod support;
mod tables;
mod tidy;
mod trackers;
mod twins;
mod values;
