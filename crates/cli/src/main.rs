//! The program `minuted`: arguments in, exit code out.
//! Everything it does is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    minuted::main()
}
