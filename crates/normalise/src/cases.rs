//! The tables of cases under `crates/normalise/cases`, for tests: data that the docs print as well.

use serde::Deserialize;

/// A table: groups of cases under a title.
#[derive(Deserialize)]
struct Table {
    group: Vec<Group>,
}

/// Cases of one form.
#[derive(Deserialize)]
struct Group {
    cases: Vec<[String; 3]>,
}

/// One case: what it is counted from or read as, the words without marks, the marked words, and what must come out.
pub(crate) struct Case {
    pub(crate) given: String,
    pub(crate) words: String,
    pub(crate) marked: Vec<String>,
    pub(crate) expected: Vec<String>,
}

/// Every case of a table.
pub(crate) fn read(toml: &str) -> Vec<Case> {
    let table: Table = toml::from_str(toml).expect("a table of cases");
    let cases = table.group.into_iter().flat_map(|group| group.cases);
    cases.map(|[given, text, expected]| case(given, &text, &expected)).collect()
}

fn case(given: String, text: &str, expected: &str) -> Case {
    let marked =
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned()));
    let expected = expected.split(" + ").filter(|one| !one.is_empty()).map(str::to_owned);
    Case {
        given,
        words: text.replace(['{', '}'], ""),
        marked: marked.collect(),
        expected: expected.collect(),
    }
}
