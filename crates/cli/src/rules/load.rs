//! Rule sets from folders: `--rules PATH` adds the rules of a folder or a file, or puts them in place of those of the same name.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use minuted_extract::RuleSet;

use crate::pipeline::Pipeline;

/// The word that means the rules of the program alone.
pub(super) const BUILTIN: &str = "builtin";

/// Rules beside those that come with the program.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct RulesArgs {
    /// Add the rules of a folder or file, or put them in place of those of the same id; may be given more than once
    #[arg(long = "rules", value_name = "PATH")]
    pub(crate) rule_paths: Vec<PathBuf>,
}

impl RulesArgs {
    /// The rule set: a later path puts rules in place of an earlier one's.
    ///
    /// # Errors
    /// A path cannot be read or holds a file that is no rule.
    pub(crate) fn rule_set(&self) -> Result<RuleSet> {
        load(&self.rule_paths)
    }

    /// A pipeline with these rules.
    ///
    /// # Errors
    /// As [`RulesArgs::rule_set`].
    pub(crate) fn pipeline(&self) -> Result<Pipeline> {
        if self.rule_paths.is_empty() {
            return Ok(Pipeline::builtin());
        }
        Ok(Pipeline::with_rules(self.rule_set()?))
    }
}

/// The rules of the program with those of `paths` added.
///
/// # Errors
/// A path cannot be read or holds a file that is no rule.
pub(super) fn load(paths: &[PathBuf]) -> Result<RuleSet> {
    let mut files: Vec<(String, String)> = Vec::new();
    for path in paths {
        let more = read(path)?;
        // Of two paths that give the same rule the later counts.
        files.retain(|(file, _)| more.iter().all(|(other, _)| stem(file) != stem(other)));
        files.extend(more);
    }
    RuleSet::with(&files).map_err(|error| anyhow!("{error}"))
}

/// The set that one path means: the program's own for `builtin`, else that with the path's rules added.
///
/// # Errors
/// As [`load`].
pub(super) fn load_named(path: &Path) -> Result<RuleSet> {
    if path.as_os_str() == BUILTIN {
        return load(&[]);
    }
    load(&[path.to_owned()])
}

/// The rule files of a folder, sorted by name, or one file: names and texts.
///
/// # Errors
/// The path cannot be read, or holds no `*.toml`.
pub(super) fn read(path: &Path) -> Result<Vec<(String, String)>> {
    let shown = || path.display().to_string();
    let mut files: Vec<PathBuf> = if path.is_dir() {
        let entries = fs::read_dir(path).with_context(shown)?;
        entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>().with_context(shown)?
    } else {
        vec![path.to_owned()]
    };
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    if files.is_empty() {
        bail!("{}: no rule file, expected a *.toml or a folder of them", path.display());
    }
    let text = |file: &PathBuf| {
        let name = file.display().to_string();
        let text = fs::read_to_string(file).with_context(|| name.clone())?;
        Ok((name, text))
    };
    files.iter().map(text).collect()
}

fn stem(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}
