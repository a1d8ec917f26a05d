//! `minuted rules new`: a rule file to begin with, made of words as they stand in a paper.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};

use anyhow::{Context, Result, bail};
use minuted_extract::{RuleSet, key_needed_by};

use super::NewArgs;
use crate::Exit;
use crate::report::printable;

/// Writes the file, unless there is one, and says what to do next.
///
/// # Errors
/// The rule would not load, its file is there, or it cannot be written.
pub(super) fn new(args: &NewArgs) -> Result<Exit> {
    if let Some(key) = key_needed_by(&args.gives) {
        bail!(
            "a rule that gives {} also needs `{key}`: copy a known one, `minuted rules list --gives {}`",
            args.gives,
            args.gives
        );
    }
    let path = args.folder.join(format!("{}.toml", args.id));
    if path.exists() {
        bail!("{}: is there already", path.display());
    }
    let toml = write_rule(args);
    let file = (path.display().to_string(), toml.clone());
    let rules = RuleSet::builtin();
    if let Some(fault) = rules.faults(&[file]).first() {
        bail!("{fault}");
    }
    fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    fs::write(&path, toml).with_context(|| path.display().to_string())?;
    let folder = printable(&args.folder.display().to_string());
    let mut out = io::stdout().lock();
    writeln!(out, "{}", printable(&path.display().to_string()))?;
    writeln!(out, "next: say in it what it is for, then `minuted rules test {folder}`")?;
    Ok(Exit::Done)
}

fn write_rule(args: &NewArgs) -> String {
    let is_opener = args.gives == "opener";
    let mut toml = format!("id = {}\ngives = {}\n", quote(&args.id), quote(&args.gives));
    if is_opener {
        toml.push_str("kind = \"resolution\"\n");
    }
    toml.push_str("at = \"anywhere\"\n");
    let summary = format!("{} as written by those who use it.", args.words.trim());
    writeln!(toml, "summary = {}", quote(&summary)).unwrap_or_default();
    toml.push_str("why = \"Say here who writes so, and what is missed without the rule.\"\n");
    if !args.council.is_empty() {
        let councils: Vec<String> = args.council.iter().map(|council| quote(council)).collect();
        writeln!(toml, "only = {{ councils = [{}] }}", councils.join(", ")).unwrap_or_default();
    }
    writeln!(toml, "needs = [{}]", quote(&args.words.trim().to_lowercase())).unwrap_or_default();
    let after = if is_opener { "${colon}" } else { "" };
    let words = escape(args.words.trim());
    writeln!(toml, "match = '''\\b{words}{after}'''").unwrap_or_default();
    for text in &args.hit {
        writeln!(toml, "\n[[case]]\ntext = {}\ngives = \"\"", quote(text)).unwrap_or_default();
    }
    for text in &args.miss {
        writeln!(toml, "\n[[case]]\ntext = {}", quote(text)).unwrap_or_default();
    }
    toml
}

/// A basic string of TOML.
fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Words as a pattern that means themselves, however they are spaced.
fn escape(words: &str) -> String {
    let escaped = words.split_whitespace().map(regex::escape);
    escaped.collect::<Vec<_>>().join(" ")
}
