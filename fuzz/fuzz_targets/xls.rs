//! The reader of files named `.xls`. The library under it panics on some broken ones, which the reader takes for damage:
//! only a panic that nobody catches ends the run.
#![no_main]

libfuzzer_sys::fuzz_target!(init: std::panic::set_hook(Box::new(|_| ())), |bytes: &[u8]| {
    minuted_fuzz::read(bytes, "paper.xls")
});
