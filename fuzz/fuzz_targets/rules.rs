//! The loader of rule files.
#![no_main]

libfuzzer_sys::fuzz_target!(|toml: &str| minuted_fuzz::load_rule(toml));
