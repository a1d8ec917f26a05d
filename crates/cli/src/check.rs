//! `minuted schema` and `minuted validate`: what a record must look like, and whether it does.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use minuted_emit::{Validator, schema as record_schema};

use crate::Exit;
use crate::args::ValidateArgs;
use crate::report::{count, printable};

/// Prints the schema.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn schema() -> Result<Exit> {
    io::stdout().lock().write_all(record_schema().as_bytes())?;
    Ok(Exit::Done)
}

/// Checks each line of a file and tells every fault as `FILE:LINE: POINTER: what`.
///
/// # Errors
/// The file cannot be read.
pub(crate) fn validate(args: &ValidateArgs) -> Result<Exit> {
    let validator = Validator::new().map_err(|error| anyhow!(error))?;
    let name = printable(&args.file.to_string_lossy());
    let (mut records, mut faulty) = (0, 0);
    for (index, line) in open_lines(&args.file)?.lines().enumerate() {
        let line = line.with_context(|| format!("{name}:{}", index + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        records += 1;
        let faults = validator.check(&line);
        faulty += usize::from(!faults.is_empty());
        for fault in faults {
            eprintln!("{name}:{}: {}", index + 1, printable(&fault.to_string()));
        }
    }
    eprintln!("minuted: {} checked, {faulty} faulty", count(records, "record"));
    Ok(if faulty == 0 { Exit::Done } else { Exit::Found })
}

/// A file, or standard input for `-`, read by lines.
///
/// # Errors
/// The file cannot be opened.
pub(crate) fn open_lines(path: &Path) -> Result<Box<dyn BufRead>> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    Ok(Box::new(BufReader::new(file)))
}
