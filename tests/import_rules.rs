//! An import with other rules: what is exported is what reading everything again gives, with as little done as that needs.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use minuted::Pipeline;
use minuted_extract::{RuleSet, extract};
use serde_json::Value;

use crate::import::{Archive, by_id, follow, lines, paper, paper_name};
use crate::support::{papers, relative, root};

/// A rule of an invented council that hits nothing in the papers of [`Archive::new`].
const ORDAINED: &str = include_str!("../benches/ordained.toml");

/// An archive with fixtures of every format, copies in containers, a broken file and two papers that ordain.
fn mixed() -> Archive {
    let archive = Archive::new(6);
    for name in ["minutes", "twins", "broken"] {
        let link = archive.path("papers").join(name);
        copy_folder(&root().join("fixtures").join(name), &link);
    }
    archive.put("ordains.txt", "Minutes of the Parks Panel\n\nOrdained: Clerk to obtain quotes\n");
    archive
        .put("mail.eml", "MIME-Version: 1.0\nContent-Type: text/plain\n\nOrdained: Clerk to mow\n");
    archive.put("tells.txt", "It was ordained long ago.\n\nRESOLVED that the Clerk write.\n");
    // The hash of rules in a clause is a clause's.
    let hash = RuleSet::builtin().hash().to_owned();
    let producer = format!(r#""producer":{{"version":"0.1.0","rules":"{hash}"}}"#);
    archive.put("sly.txt", &format!("RESOLVED that the Clerk publish {producer} by 1 May 2024.\n"));
    archive
}

/// Copies a folder with all it holds.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn number(told: &Value, what: &str) -> u64 {
    told[what].as_u64().unwrap_or_else(|| panic!("no {what} in {told}"))
}

#[test]
fn a_changed_rule_set_gives_what_reading_everything_again_gives() {
    let archive = mixed();
    let altered = ORDAINED.replace("Ordained: ?(?P", "(?:Ordained|It was ordained)[: ]*(?P");
    let altered = altered.replace("It was ordained that quotes be obtained", "He was ordained");
    let retold = ORDAINED.replace("an invented council", "another invented council");
    let common = ORDAINED.replace("\"ordained\"]", "\"ordained\", \"the\"]");
    let sets: [(&str, Option<&str>, u64); 6] = [
        ("added", Some(ORDAINED), 4),
        ("altered", Some(&altered), 4),
        ("told otherwise", Some(&retold), 4),
        ("the same, told otherwise", Some(ORDAINED), 0),
        ("needs a common word", Some(&common), u64::MAX),
        ("dropped", None, u64::MAX),
    ];
    let mut last = archive.import("x.db", &[]);
    let mut had = archive.export("x.db");
    for (what, rule, most) in sets {
        fs::write(archive.path("ordained.toml"), rule.unwrap_or_default()).unwrap();
        let more: &[&str] = if rule.is_some() { &["--rules", "ordained.toml"] } else { &[] };
        let told = archive.import("x.db", more);
        let (again, untouched) =
            (number(&told, "extracted_again"), number(&told, "untouched_by_new_rules"));
        assert!(again <= most, "{what}: {told}");
        assert!(untouched > 0, "{what}: {told}");
        // A mail's failure elsewhere would be known by reading it only; here nothing is read but broken files.
        assert_eq!(number(&told, "read"), 0, "{what}: {told}");
        let has = archive.export("x.db");
        let forced = [more, &["--force"]].concat();
        let fresh = format!("{}.db", what.replace(' ', "-"));
        archive.import(&fresh, &forced);
        assert!(has == archive.export(&fresh), "{what}: not what reading everything again gives");
        let followed = follow(&had, &archive.changes("x.db", &last["run"]));
        assert!(followed == by_id(&has), "{what}: whoever follows the changes has something else");
        let clauses = archive.run(&["audit", "--db", "x.db"]);
        assert_eq!(clauses.stdout, archive.run(&["audit", "--db", &fresh]).stdout, "{what}");
        // Forced over the same database it is no other: what is as it was is not written again.
        let again = archive.import("x.db", &forced);
        assert!(archive.export("x.db") == has, "{what}");
        assert_eq!(archive.changes("x.db", &told["run"]).len(), 0, "{what}");
        (last, had) = (again, has);
    }
}

#[test]
fn another_financial_year_runs_over_what_was_read_before() {
    let archive = Archive::new(3);
    let clause = "RESOLVED that the Clerk report by the end of the third quarter of 2024/25.";
    archive.put(
        "quarter.txt",
        &format!("Minutes of the Parks Panel held on 3 May 2024\n\n{clause}\n"),
    );
    let ends = |text: &str| -> Vec<Value> {
        let all = lines(text).into_iter().filter(|it| it["source"]["path"] == "papers/quarter.txt");
        all.map(|record| record["deadlines"][0]["end"].clone()).collect()
    };
    let mut last = archive.import("x.db", &[]);
    let mut had = archive.export("x.db");
    assert_eq!(ends(&had), ["2024-12-31"]);
    for (more, end) in [(&["--year-start", "7"][..], "2025-03-31"), (&[][..], "2024-12-31")] {
        let told = archive.import("x.db", more);
        assert_eq!((number(&told, "read"), number(&told, "extracted_again")), (0, 4), "{told}");
        let has = archive.export("x.db");
        assert_eq!(ends(&has), [end]);
        assert_eq!(follow(&had, &archive.changes("x.db", &last["run"])), by_id(&has));
        let fresh = format!("{end}.db");
        archive.import(&fresh, more);
        assert!(has == archive.export(&fresh), "not what a fresh import gives");
        // Rules that make no difference do not move it on where the year is another too.
        assert_eq!(number(&archive.import("x.db", more), "extracted_again"), 0);
        last = archive.import("x.db", more);
        had = has;
    }
    fs::write(archive.path("ordained.toml"), ORDAINED).unwrap();
    let both = ["--rules", "ordained.toml", "--year-start", "7"];
    let told = archive.import("x.db", &both);
    assert_eq!(number(&told, "untouched_by_new_rules"), 0, "{told}");
    archive.import("both.db", &both);
    assert!(archive.export("x.db") == archive.export("both.db"));
}

#[test]
fn other_rules_run_over_what_was_read_before() {
    let archive = Archive::new(4);
    // Old enough that size and time tell whether a file is as it was.
    let long_ago = SystemTime::now() - Duration::from_secs(3600);
    let date = |number: usize| {
        let path = archive.path("papers").join(paper_name(number));
        fs::File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    };
    (0..4).for_each(date);
    let first = archive.import("x.db", &[]);
    let before = archive.export("x.db");
    // Whoever reads a file now finds something else.
    for number in 0..4 {
        let path = archive.path("papers").join(paper_name(number));
        fs::write(&path, vec![b'x'; paper(number, "the plan").len()]).unwrap();
        date(number);
    }
    let rule = ORDAINED.replace("\"ordained\"]", "\"ordained\", \"ward 2\"]");
    fs::write(archive.path("ordained.toml"), rule).unwrap();
    let second = archive.import("x.db", &["--rules", "ordained.toml"]);
    // `ward` stands in all of them and `2` in each date; only `ordained` in none.
    assert_eq!((&second["read"], &second["extracted_again"]), (&0.into(), &4.into()), "{second}");
    let after = archive.export("x.db");
    let told =
        |text: &str| -> Vec<Value> { lines(text).iter().map(|it| it["text"].clone()).collect() };
    assert_eq!(told(&after), told(&before));
    assert_ne!(lines(&after)[0]["producer"]["rules"], lines(&before)[0]["producer"]["rules"]);
    assert_eq!(follow(&before, &archive.changes("x.db", &first["run"])), by_id(&after));
}

/// What the shortcut rests on, tried on every paper with every rule of the program: a rule that says of a paper that it
/// cannot touch it is missed by nobody when it is left out.
#[test]
fn rules_whose_words_are_not_in_a_paper_make_no_difference_to_it() {
    let rules = RuleSet::builtin();
    let pipeline = Pipeline::builtin();
    let mut left_out = 0;
    for path in papers() {
        let bytes = fs::read(&path).unwrap();
        let Ok(document) = pipeline.parse(&bytes, &relative(&path)) else { continue };
        let packed = minuted_store::expand(&minuted_store::pack(&document).unwrap(), 1 << 30);
        let (fewer, count) = rules.without_untouching(&packed.unwrap());
        left_out += count;
        assert!(extract(&document, &fewer) == extract(&document, &rules), "{}", relative(&path));
    }
    assert!(left_out > 1000, "only {left_out} rules were left out in all");
}
