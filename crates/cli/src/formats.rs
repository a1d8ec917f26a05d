//! `minuted formats`: what is read, by which signs each format is known, and how much one file may ask of the machine.

use std::io::{self, Write};

use anyhow::Result;
use minuted_parse::{CONTAINERS, FORMATS, LIMITS, Limits};

use crate::Exit;

/// Prints the list.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn formats() -> Result<Exit> {
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "Documents, told by their bytes first and by their names where these do not tell:\n"
    )?;
    for format in FORMATS {
        let endings = endings(format.extensions);
        writeln!(out, "{:9} {} ({endings})", format.name, format.title)?;
        writeln!(out, "{:9} by {}; {}", "", format.recognised_by, format.media_type)?;
    }
    writeln!(out, "\nContainers, each of whose members is a document of its own:\n")?;
    for container in CONTAINERS {
        let endings = endings(container.extensions);
        writeln!(out, "{:9} {} ({endings})", container.name, container.title)?;
        writeln!(out, "{:9} by {}", "", container.recognised_by)?;
    }
    writeln!(out, "\nLimits; what breaks one is an error that names it:\n")?;
    let limits = Limits::default();
    for (name, what) in LIMITS {
        let most = limits.value(name).unwrap_or_default();
        writeln!(out, "{name:15} {most:>11} {what}")?;
    }
    Ok(Exit::Done)
}

fn endings(endings: &[&str]) -> String {
    let dotted: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    dotted.join(" ")
}
