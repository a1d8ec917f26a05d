//! The reader of files named `.rst`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| minuted_fuzz::read(bytes, "paper.rst"));
