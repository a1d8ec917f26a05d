//! Rules as a whole: the documentation is fresh, its tutorial is true, and who fires where is known.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use minuted::Pipeline;
use minuted_extract::{CaseInfo, Firing, Paper, RuleInfo, RuleSet};
use minuted_extract::{groups, key_needed_by, rule_schema, sorts_of_key};
use serde_json::Value;

use crate::support::{expect_file, files_below, root};

/// What stands between the part of `docs/rules.md` that is written by hand and the part that is not.
const GENERATED: &str = "<!-- Everything below is written by tests/rules.rs from the rule types and the rule files. -->\n";

#[test]
fn the_documentation_of_rules_is_fresh_and_its_tutorial_true() {
    let path = root().join("docs/rules.md");
    let written = fs::read_to_string(&path).unwrap();
    let (by_hand, _) = written.split_once(GENERATED).expect("the line that parts docs/rules.md");
    let by_hand = crate::cli::rerun(by_hand);
    expect_file(&path, &format!("{by_hand}{GENERATED}\n{}", reference()));
}

#[test]
fn the_schema_of_rules_is_fresh() {
    let schema = serde_json::to_string_pretty(&rule_schema()).unwrap() + "\n";
    expect_file(&root().join("docs/rule.v1.json"), &schema);
}

#[test]
fn who_fires_where_is_known_and_nobody_never() {
    let rules = RuleSet::builtin();
    let papers = papers(&rules);
    assert!(papers.len() > 60, "only {} papers", papers.len());
    let on_cases = rules.firings_on_cases();
    let mut told = String::from(
        "# Who fires where\n\nWritten by `tests/rules.rs`: each rule on the cases of the others of its sort, and on the fixtures, \
         as if nothing stood before a text.\n\n",
    );
    let mut silent = Vec::new();
    for rule in rules.rules() {
        writeln!(told, "* `{}` ({})", rule.id(), rule.gives()).unwrap();
        let others = on_cases.iter().filter(|firing| firing.rule == rule.id());
        let others: Vec<String> = others.map(tell_firing).collect();
        if !others.is_empty() {
            writeln!(told, "  * cases of {}", others.join(", ")).unwrap();
        }
        let hit = |paper: &&(String, Paper)| {
            rules.tries_of(rule.id(), std::slice::from_ref(&paper.1)).hits > 0
        };
        let hit: Vec<&str> = papers.iter().filter(hit).map(|(name, _)| name.as_str()).collect();
        match hit.is_empty() {
            true => silent.push(rule.id()),
            false => writeln!(told, "  * {}: {}", hit.len(), hit.join(", ")).unwrap(),
        }
    }
    expect_file(&root().join("tests/rules/fires.md"), &told);
    assert!(silent.is_empty(), "no fixture for {silent:?}");
}

fn tell_firing(firing: &Firing) -> String {
    format!("`{}` {} of {}", firing.on, firing.hits, firing.cases)
}

/// Every fixture that can be read, by the folder or file below `fixtures`.
fn papers(rules: &RuleSet) -> Vec<(String, Paper)> {
    let folders =
        ["minutes", "twins/bus-review", "tables"].map(|it| root().join("fixtures").join(it));
    let files = folders.iter().flat_map(|folder| files_below(folder));
    let is_paper = |path: &PathBuf| {
        let extension = path.extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| !["json", "toml"].contains(&extension))
    };
    let pipeline = Pipeline::builtin();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).unwrap();
        let document = pipeline.parse(&bytes, &*path.to_string_lossy()).ok()?;
        Some((name(&path), rules.paper(&document)))
    };
    files.filter(is_paper).filter_map(read).collect()
}

/// `bare-that` of `fixtures/minutes/bare-that/source.txt`, `minutes.pdf` of a twin.
fn name(path: &Path) -> String {
    let is_source = path.file_stem().is_some_and(|stem| stem == "source");
    let named = if is_source { path.parent().unwrap_or(path) } else { path };
    named.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

/// Keys, words, fragments and every rule, as Markdown.
fn reference() -> String {
    let schema = rule_schema();
    let rules = RuleSet::builtin();
    let mut out = String::from("## Keys\n\nA key that is not in this list is an error.\n\n");
    out.push_str("| key | for rules that give | says |\n|---|---|---|\n");
    key_rows(&mut out, &schema, &schema, "");
    for (name, title) in [("RawOnly", "only."), ("RawCase", "case.")] {
        key_rows(&mut out, &schema, &schema["$defs"][name], title);
    }
    out.push_str("\n## Named groups\n\n| group | is read as |\n|---|---|\n");
    for (group, meaning) in groups() {
        writeln!(out, "| `(?P<{group}>..)` | {meaning} |").unwrap();
    }
    for (name, key) in [
        ("Gives", "gives"),
        ("At", "at"),
        ("Reach", "reach"),
        ("DocumentKind", "documents` and `document"),
        ("ColumnRole", "role"),
        ("RawKind", "kind"),
        ("RawEffect", "effect"),
        ("RawOutcome", "outcome"),
    ] {
        writeln!(out, "\n## Words of `{key}`\n\n| word | means |\n|---|---|").unwrap();
        for word in schema["$defs"][name]["oneOf"].as_array().expect("the words of a list") {
            let (word, means) = (text(&word["const"]), text(&word["description"]));
            let needs = key_needed_by(word).filter(|_| key == "gives");
            let needs = needs.map_or(String::new(), |key| format!(" Needs `{key}`."));
            writeln!(out, "| `{word}` | {}{needs} |", one_line(means)).unwrap();
        }
    }
    out.push_str("\n## Fragments\n\n| name | is |\n|---|---|\n");
    for (name, note, _) in rules.fragments() {
        writeln!(out, "| `${{{name}}}` | {note} |").unwrap();
    }
    let mut sort = "";
    for rule in rules.rules() {
        if rule.gives() != sort {
            sort = rule.gives();
            writeln!(out, "\n## Rules that give {sort}").unwrap();
        }
        describe(&mut out, rule);
    }
    out
}

fn key_rows(out: &mut String, schema: &Value, of: &Value, prefix: &str) {
    let required: Vec<&str> = of["required"].as_array().into_iter().flatten().map(text).collect();
    for (key, said) in of["properties"].as_object().expect("the keys of a table") {
        let said = said["description"].as_str().or_else(|| {
            let name = said["$ref"].as_str()?.rsplit('/').next()?;
            schema["$defs"][name]["description"].as_str()
        });
        let sorts = sorts_of_key(key);
        let sorts = match (sorts.is_empty() || !prefix.is_empty(), required.contains(&key.as_str()))
        {
            (true, true) => "all, and none without".to_owned(),
            (true, false) => "all".to_owned(),
            (false, _) => sorts.join(", "),
        };
        let said = one_line(said.expect("every key is explained"));
        writeln!(out, "| `{prefix}{key}` | {sorts} | {said} |").unwrap();
    }
}

fn describe(out: &mut String, rule: RuleInfo<'_>) {
    writeln!(out, "\n### {}\n\n{} {}\n", rule.id(), rule.summary(), rule.why()).unwrap();
    let documents: Vec<&str> = rule.documents().collect();
    if !documents.is_empty() {
        writeln!(out, "Looks at: {}.\n", documents.join(", ")).unwrap();
    }
    for case in rule.cases() {
        writeln!(out, "* {}", describe_case(case)).unwrap();
    }
}

fn describe_case(case: CaseInfo<'_>) -> String {
    let place = case.place();
    let place = if place.is_empty() { place } else { format!(" {place}") };
    let text = code(case.text());
    match case.gives() {
        None => format!("not {text}{place}"),
        Some(gives) if gives.is_empty() || gives == case.text() => format!("{text}{place}"),
        Some(gives) => format!("{text}{place} gives {}", code(gives)),
    }
}

/// Words in backticks, on one line.
fn code(words: &str) -> String {
    let words = one_line(words);
    if words.contains('`') { format!("`` {words} ``") } else { format!("`{words}`") }
}

fn one_line(text: &str) -> String {
    text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}
