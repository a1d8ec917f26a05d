//! Dates and deadlines, in a clause of a paper.
#![no_main]

libfuzzer_sys::fuzz_target!(|words: &str| minuted_fuzz::read_dates(words));
