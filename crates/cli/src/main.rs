//! The program `minuted`: parse arguments, plan, run, exit code.

fn main() {}
