//! Which form of council writing is shown by which fixture: `docs/forms.md` is written from `fixtures/forms.toml` and the
//! fixtures' own `forms`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use serde::Deserialize;

use crate::support::{expect_file, folders_in, root};

/// `fixtures/forms.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    section: BTreeMap<String, Section>,
    also: BTreeMap<String, Vec<String>>,
    /// Rows that no fixture shows yet.
    open: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    title: String,
    rows: Vec<String>,
}

/// What a fixture's `about.toml` says of forms, and what is still read wrongly in it.
#[derive(Deserialize)]
struct About {
    #[serde(default)]
    forms: Vec<String>,
    #[serde(default)]
    known_wrong: Vec<String>,
}

/// A fixture that shows a row.
struct Shown {
    path: String,
    well_read: bool,
}

#[test]
fn every_form_has_a_fixture_and_the_matrix_is_fresh() {
    let forms: Forms =
        toml::from_str(&fs::read_to_string(root().join("fixtures/forms.toml")).unwrap()).unwrap();
    let shown = shown(&forms);
    let rows: BTreeSet<String> = rows(&forms).map(|(row, _)| row).collect();
    let unknown: Vec<&String> = shown.keys().filter(|row| !rows.contains(*row)).collect();
    assert!(unknown.is_empty(), "fixtures name rows that are none: {unknown:?}");
    let well_read = |row: &String| {
        shown.get(row).is_some_and(|fixtures| fixtures.iter().any(|fixture| fixture.well_read))
    };
    let open: Vec<&String> = rows.iter().filter(|row| !well_read(row)).collect();
    let known: BTreeSet<&String> = forms.open.iter().collect();
    let (open, known) = (open.into_iter().collect::<BTreeSet<_>>(), known);
    assert_eq!(
        open, known,
        "rows without a fixture that is read well, as found and as `open` says"
    );
    expect_file(&root().join("docs/forms.md"), &matrix(&forms, &shown));
}

/// The rows in order, each with its section's title.
fn rows(forms: &Forms) -> impl Iterator<Item = (String, &str)> {
    forms.section.iter().flat_map(|(number, section)| {
        let rows = (1..=section.rows.len()).map(move |row| format!("{number}.{row}"));
        rows.zip(section.rows.iter().map(String::as_str))
    })
}

fn shown(forms: &Forms) -> BTreeMap<String, Vec<Shown>> {
    let mut shown: BTreeMap<String, Vec<Shown>> = BTreeMap::new();
    for folder in folders_in(&root().join("fixtures/minutes")) {
        let about = fs::read_to_string(folder.join("about.toml")).unwrap();
        let about: About = toml::from_str(&about).unwrap();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        for row in about.forms {
            let path = format!("minutes/{name}");
            let fixture = Shown { path, well_read: about.known_wrong.is_empty() };
            shown.entry(row).or_default().push(fixture);
        }
    }
    for (row, papers) in &forms.also {
        for path in papers {
            assert!(root().join("fixtures").join(path).exists(), "{path} is not there");
            let fixture = Shown { path: path.clone(), well_read: true };
            shown.entry(row.clone()).or_default().push(fixture);
        }
    }
    shown
}

fn matrix(forms: &Forms, shown: &BTreeMap<String, Vec<Shown>>) -> String {
    let mut out = String::from(
        "# Forms\n\nThe forms in which councils write what they recommend and decide, and the fixtures that show that each is read. \
         Written by `tests/forms.rs` from `fixtures/forms.toml` and the fixtures' own `about.toml`; a fixture in brackets is still \
         read wrongly in part, as its `known_wrong` says.\n",
    );
    let mut sections: Vec<(&String, &Section)> = forms.section.iter().collect();
    sections.sort_by_key(|(number, _)| number.parse::<u32>().unwrap_or(0));
    for (number, section) in sections {
        writeln!(
            out,
            "\n## {number}. {}\n\n| row | form | fixtures |\n|---|---|---|",
            section.title
        )
        .unwrap();
        for (index, label) in section.rows.iter().enumerate() {
            let row = format!("{number}.{}", index + 1);
            let fixtures = shown.get(&row).map_or(&[][..], Vec::as_slice);
            let fixtures: Vec<String> = fixtures.iter().map(name).collect();
            let fixtures =
                if fixtures.is_empty() { "none yet".to_owned() } else { fixtures.join(", ") };
            writeln!(out, "| {row} | {label} | {fixtures} |").unwrap();
        }
    }
    let (all, open) = (rows(forms).count(), forms.open.len());
    writeln!(
        out,
        "\n{} of {all} rows have a fixture that is read as a person reads it.",
        all - open
    )
    .unwrap();
    out
}

fn name(fixture: &Shown) -> String {
    if fixture.well_read { fixture.path.clone() } else { format!("({})", fixture.path) }
}
