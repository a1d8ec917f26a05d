//! Containers named `.gz`, with the readers of what is in them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minuted_fuzz::open(bytes, "papers.gz"));
