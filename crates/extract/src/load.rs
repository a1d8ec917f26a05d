//! Where a rule set comes from: the rules that come with the program, and those a user adds or puts in their place.

use std::collections::BTreeMap;

use crate::error::RuleError;
use crate::fragment::Fragments;
use crate::rule::Rule;
use crate::rules::RuleSet;

const BUILTIN: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
/// The file that holds fragments and no rule, in a set's folder.
const FRAGMENTS: &str = "fragments.toml";
const BUILTIN_FRAGMENTS: &str = include_str!("../fragments.toml");

/// A rule file of a set: where it came from and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSource {
    /// The file, as it was named; for a built-in rule its file name alone.
    pub file: String,
    /// The rule as written.
    pub toml: String,
    /// Whether it came with the program.
    pub builtin: bool,
}

impl RuleSet {
    /// The rules that come with the program.
    pub fn builtin() -> Self {
        Self::with(&[]).expect("the built-in rules are loaded by a test")
    }

    /// The built-in rules with `files` (name and TOML text) added; one whose `id` is known takes its place.
    /// A file named `fragments.toml` adds fragments in the same way.
    ///
    /// # Errors
    /// A file that is not a rule: unknown keys, keys that mean nothing for its sort, cases missing on one side,
    /// a bad pattern, an unknown fragment; or two of `files` with the same `id`.
    pub fn with(files: &[(String, String)]) -> Result<Self, RuleError> {
        let mut fragments = Fragments::default();
        fragments.add(FRAGMENTS, BUILTIN_FRAGMENTS)?;
        let mut sources = BTreeMap::new();
        let mut raws = BTreeMap::new();
        let builtin = BUILTIN.iter().map(|&(file, toml)| (file, toml, true));
        let added = files.iter().map(|(file, toml)| (file.as_str(), toml.as_str(), false));
        let mut fragment_files = String::from(BUILTIN_FRAGMENTS);
        for (file, toml, builtin) in builtin.chain(added) {
            if is_fragments(file) {
                fragments.add(file, toml)?;
                fragment_files.push_str(toml);
                continue;
            }
            let raw = Rule::read(file, toml)?;
            let source = RuleSource { file: file.to_owned(), toml: toml.to_owned(), builtin };
            let id = raw.id.clone();
            let before = sources.insert(id.clone(), source);
            if let Some(before) = before.filter(|before| !builtin && !before.builtin) {
                let message = format!("`{id}` is in {} already", before.file);
                return Err(RuleError::of_key(file, toml, "id", message));
            }
            raws.insert(id, raw);
        }
        let mut rules = Vec::new();
        for (id, raw) in raws {
            let Some(RuleSource { file, toml, builtin }) = sources.get(&id) else { continue };
            let rule = Rule::new(file, toml, raw, &fragments)?;
            // Built-in fragments can be replaced too; else a built-in rule was checked by a test.
            if !builtin || files.iter().any(|(file, _)| is_fragments(file)) {
                rule.check(file, toml)?;
            }
            rules.push(rule);
        }
        Self::new(rules, sources, fragments, &fragment_files)
    }

    /// What is wrong with each of `files` (name and TOML text) by itself; fragments of this set and of `files` are known.
    pub fn faults(&self, files: &[(String, String)]) -> Vec<RuleError> {
        let mut fragments = self.fragment_table().clone();
        let mut faults = Vec::new();
        let (shared, rules): (Vec<_>, Vec<_>) =
            files.iter().partition(|(file, _)| is_fragments(file));
        for (file, toml) in shared {
            faults.extend(fragments.add(file, toml).err());
        }
        let fault = |file: &str, toml: &str| {
            Rule::new(file, toml, Rule::read(file, toml)?, &fragments)?.check(file, toml)
        };
        faults.extend(rules.iter().filter_map(|(file, toml)| fault(file, toml).err()));
        faults
    }
}

fn is_fragments(file: &str) -> bool {
    file.rsplit(['/', '\\']).next() == Some(FRAGMENTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str =
        "id = 'mine'\ngives = 'opener'\nsummary = 's'\nwhy = 'w'\nneeds = ['ho']\nmatch = 'HO:'\n";
    const CASES: &str = "[[case]]\ntext = 'HO: x'\ngives = ' x'\n[[case]]\ntext = 'x'\n";

    fn load(toml: &str) -> Result<RuleSet, String> {
        RuleSet::with(&[("x/mine.toml".to_owned(), toml.to_owned())])
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_rules_of_the_program_have_no_fault() {
        let files: Vec<_> =
            BUILTIN.iter().map(|&(file, toml)| (file.to_owned(), toml.to_owned())).collect();
        assert_eq!(RuleSet::builtin().faults(&files), []);
    }

    #[test]
    fn a_rule_is_added_and_the_hash_says_so() {
        let rules = load(&format!("{RULE}{CASES}")).unwrap();
        assert_eq!(rules.run_cases(), []);
        assert_ne!(rules.hash(), RuleSet::builtin().hash());
        assert_eq!(rules.sources().len(), RuleSet::builtin().sources().len() + 1);
    }

    #[test]
    fn a_rule_of_a_known_name_takes_its_place() {
        let toml = format!("{RULE}{CASES}").replace("'mine'", "'resolved'");
        let rules = RuleSet::with(&[("resolved.toml".to_owned(), toml)]).unwrap();
        assert_eq!(rules.sources().len(), RuleSet::builtin().sources().len());
        assert!(!rules.sources()["resolved"].builtin);
    }

    #[test]
    fn faults_are_told_with_file_line_and_what_is_expected() {
        let told = |toml: &str| load(toml).unwrap_err();
        let unknown = told(&format!("{RULE}opner = 1\n{CASES}"));
        assert!(
            unknown.starts_with("x/mine.toml:7: unknown field `opner`, expected one of `id`"),
            "{unknown}"
        );
        assert_eq!(
            told(RULE),
            "x/mine.toml: `mine` has no [[case]] that hits (`text` and `gives`)"
        );
        let role = told(&format!("{RULE}role = 'due'\n{CASES}"));
        assert!(
            role.starts_with("x/mine.toml:7: `role` means nothing for a rule that gives opener"),
            "{role}"
        );
        let pattern = told(&format!("{RULE}{CASES}").replace("'HO:'", "'(HO:'"));
        assert_eq!(pattern, "x/mine.toml:6: not a pattern: unclosed group");
        let group = told(&format!("{RULE}{CASES}").replace("'HO:'", "'(?P<txt>HO:)'"));
        assert!(
            group.starts_with("x/mine.toml:6: no group `txt`, expected one of: text"),
            "{group}"
        );
        let fragment = told(&format!("{RULE}{CASES}").replace("'HO:'", "'${bdoy}'"));
        assert!(fragment.starts_with("x/mine.toml:6: no fragment `bdoy`"), "{fragment}");
        let name = told(&format!("{RULE}{CASES}").replace("'mine'", "'yours'"));
        assert!(name.starts_with("x/mine.toml:1: `yours` is not the name of its file"), "{name}");
        let only = told(&format!("{RULE}only = {{ councils = [] }}\n{CASES}"));
        assert!(only.starts_with("x/mine.toml:7: `only` limits nothing"), "{only}");
    }

    #[test]
    fn two_added_rules_of_one_name_are_a_fault() {
        let file = |folder: &str| (format!("{folder}/mine.toml"), format!("{RULE}{CASES}"));
        let error = RuleSet::with(&[file("a"), file("b")]).unwrap_err().to_string();
        assert_eq!(error, "b/mine.toml:1: `mine` is in a/mine.toml already");
    }

    #[test]
    fn added_fragments_serve_added_rules() {
        let fragment = "[horn]\npattern = 'HO'\nnote = 'n'\n".to_owned();
        let rule = format!("{RULE}{CASES}").replace("'HO:'", "'${horn}:'");
        let files = [("a/fragments.toml".to_owned(), fragment), ("a/mine.toml".to_owned(), rule)];
        assert_eq!(RuleSet::with(&files).unwrap().run_cases(), []);
    }
}
