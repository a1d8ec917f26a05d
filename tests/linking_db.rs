//! Links in a database: what linking its export gives, kept while papers are read again, and told by `changes`.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::import::{Archive, Moments, by_id, follow, lines};
use crate::import_rules::copy_folder;
use crate::support::{files_below, root};

/// An archive of the papers of `fixtures/archive`, in a folder `all` or in several.
fn archive() -> Archive {
    let archive = Archive { folder: tempfile::tempdir().unwrap() };
    fs::create_dir_all(archive.path("papers")).unwrap();
    for path in files_below(&root().join("fixtures/archive")) {
        let name = path.file_name().unwrap();
        if !name.to_string_lossy().ends_with(".json") {
            fs::copy(&path, archive.path("papers").join(name)).unwrap();
        }
    }
    archive
}

/// Links a database; gives the run.
fn link(archive: &Archive, db: &str) -> Value {
    let output = archive.run(&["link", "--db", db]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    let run = told.strip_prefix("minuted: run ").and_then(|rest| rest.split_once(':')).unwrap().0;
    serde_json::from_str(run).unwrap()
}

/// What `minuted link` makes of the export.
fn linked(archive: &Archive, db: &str) -> String {
    fs::write(archive.path("export.jsonl"), archive.export(db)).unwrap();
    String::from_utf8(archive.run(&["link", "export.jsonl"]).stdout).unwrap()
}

fn with_links(text: &str) -> usize {
    lines(text).iter().filter(|record| record["links"] != Value::Array(Vec::new())).count()
}

#[test]
fn links_in_a_database_are_those_of_its_export() {
    let archive = archive();
    let first = archive.import("x.db", &[])["run"].clone();
    let (before, expected) = (archive.export("x.db"), linked(&archive, "x.db"));
    assert!(with_links(&before) == 0 && with_links(&expected) > 300);
    let run = link(&archive, "x.db");
    assert!(archive.export("x.db") == expected, "other links than those of the export");
    let changes = archive.changes("x.db", &first);
    assert!(changes.iter().all(|change| change["op"] == "update"));
    assert_eq!(changes.len(), with_links(&expected));
    assert_eq!(follow(&before, &changes), by_id(&expected));
    let again = link(&archive, "x.db");
    assert!(archive.export("x.db") == expected);
    assert_eq!(archive.changes("x.db", &run).len(), 0, "nothing was changed by {again}");
    // An export as a database has them with their reasons, to be exported once more.
    assert!(archive.run(&["export", "--db", "x.db", "-o", "copy.sqlite"]).status.success());
    assert_eq!(by_id(&archive.export("copy.sqlite")), by_id(&expected));
}

#[test]
fn links_stay_while_papers_are_read_again_and_go_with_what_they_lead_to() {
    let archive = archive();
    archive.import("x.db", &[]);
    link(&archive, "x.db");
    let before = archive.export("x.db");
    let links = |text: &str| -> Vec<(Value, Value)> {
        lines(text).iter().map(|it| (it["id"].clone(), it["links"].clone())).collect()
    };
    let last = archive.import("x.db", &["--force"])["run"].clone();
    assert!(archive.export("x.db") == before);
    // Rules that touch every paper: the records are written anew and name the new rules.
    let common =
        include_str!("../benches/ordained.toml").replace("\"ordained\"]", "\"ordained\", \"the\"]");
    fs::write(archive.path("ordained.toml"), common).unwrap();
    let told = archive.import("x.db", &["--rules", "ordained.toml"]);
    assert!(told["extracted_again"].as_u64().unwrap() > 50, "{told}");
    let after = archive.export("x.db");
    assert!(after != before && links(&after) == links(&before));
    assert_eq!(follow(&before, &archive.changes("x.db", &last)), by_id(&after));
    // A copy in another container is another place of the same records.
    let eml = "MIME-Version: 1.0\nContent-Type: text/plain\n\n";
    archive.put("a.eml", &format!("{eml}The Clerk to mow the green.\n"));
    let report = fs::read(archive.path("papers/h-2020-08-05-minutes-final.docx")).unwrap();
    let mut zip = zip::ZipWriter::new(fs::File::create(archive.path("papers/a.zip")).unwrap());
    zip.start_file("final.docx", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, &report).unwrap();
    zip.finish().unwrap();
    let last = archive.import("x.db", &["--rules", "ordained.toml"])["run"].clone();
    let copied = archive.export("x.db");
    assert_eq!(follow(&after, &archive.changes("x.db", &told["run"])), by_id(&copied));
    assert!(with_links(&copied) >= with_links(&after), "a copy has no links");
    // What is no more is led to by nobody.
    for name in ["papers/h-2020-08-05-minutes-final.docx", "papers/a.zip"] {
        fs::remove_file(archive.path(name)).unwrap();
    }
    let dropped = archive.import("x.db", &["--rules", "ordained.toml", "--prune"]);
    assert_eq!(dropped["dropped"], 2, "{dropped}");
    let fewer = archive.export("x.db");
    let ids: Vec<Value> = lines(&fewer).iter().map(|record| record["id"].clone()).collect();
    let targets = lines(&fewer).into_iter().flat_map(|it| it["links"].as_array().unwrap().clone());
    assert!(targets.into_iter().all(|link| ids.contains(&link["id"])), "a link leads nowhere");
    assert!(with_links(&fewer) < with_links(&before) - 3);
    assert_eq!(follow(&copied, &archive.changes("x.db", &last)), by_id(&fewer));
    // And once more linked it is what a fresh database has.
    link(&archive, "x.db");
    archive.import("fresh.db", &["--rules", "ordained.toml"]);
    link(&archive, "fresh.db");
    assert!(archive.export("x.db") == archive.export("fresh.db"));
}

#[test]
fn what_comes_twice_is_left_out_of_an_export_as_extract_leaves_it_out() {
    let archive = Archive { folder: tempfile::tempdir().unwrap() };
    let copied =
        |name: &str| copy_folder(&root().join("fixtures").join(name), &archive.path("papers"));
    copied("twins/bus-review");
    for (name, clauses) in [("annex.txt", 9), ("pack.txt", 20)] {
        let clause = |n| {
            format!(
                "RESOLVED that the Clerk publish report {n} on bridge {n} of the ward by 3 May 2025.\n\n"
            )
        };
        let clauses: String = (0..clauses).map(clause).collect();
        archive.put(name, &format!("Minutes of the Parks Panel held on 3 May 2024\n\n{clauses}"));
    }
    archive.import("x.db", &[]);
    let once = ["export", "--db", "x.db", "--no-duplicates"];
    let early = archive.run(&once);
    assert_eq!(early.status.code(), Some(2), "what comes twice is not known yet");
    link(&archive, "x.db");
    let ids = |bytes: Vec<u8>| -> Vec<Value> {
        lines(&String::from_utf8(bytes).unwrap()).into_iter().map(|it| it["id"].clone()).collect()
    };
    let kept = ids(archive.run(&once).stdout);
    assert_eq!(kept, ids(archive.run(&["extract", "-q", "papers"]).stdout));
    let all = ids(archive.export("x.db").into_bytes());
    assert_eq!((kept.len(), all.len()), (4 + 20, 4 * 5 + 9 + 20));
    link(&archive, "x.db");
    assert_eq!(ids(archive.run(&once).stdout), kept);
    // Where the paper that was given is no more, the other one's records are.
    fs::remove_file(archive.path("papers/annex.txt")).unwrap();
    fs::remove_file(archive.path("papers/minutes.docx")).unwrap();
    archive.import("x.db", &["--prune"]);
    let output = archive.run(&once);
    assert!(String::from_utf8_lossy(&output.stderr).contains("changed since run 3"));
    assert_eq!(ids(output.stdout).len(), 4 * 4 + 20, "a clause is given by no paper");
    link(&archive, "x.db");
    assert_eq!(
        ids(archive.run(&once).stdout),
        ids(archive.run(&["extract", "-q", "papers"]).stdout)
    );
}

#[test]
fn a_history_is_that_of_the_linked_records() {
    let archive = archive();
    archive.import("x.db", &[]);
    let expected = linked(&archive, "x.db");
    let all = lines(&expected);
    let id = all.iter().find(|it| it["links"][0]["type"] == "progress_of").unwrap()["id"].clone();
    let id = id.as_str().unwrap();
    let output = archive.run(&["history", id, "--db", "x.db"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("minuted link --db x.db"));
    link(&archive, "x.db");
    fs::write(archive.path("linked.jsonl"), &expected).unwrap();
    let of_file = archive.run(&["history", id, "linked.jsonl"]).stdout;
    assert!(String::from_utf8_lossy(&of_file).lines().count() > 6);
    let of_db = archive.run(&["history", &id[..12], "--db", "x.db"]);
    assert_eq!(of_db.stdout, of_file);
    assert!(of_db.stderr.is_empty());
    assert_eq!(archive.run(&["history", "000000", "--db", "x.db"]).status.code(), Some(1));
    archive.put("new.txt", "Minutes of the Parks Panel\n\nRESOLVED that the Clerk write.\n");
    archive.import("x.db", &[]);
    let newer = archive.run(&["history", id, "--db", "x.db"]);
    assert!(String::from_utf8_lossy(&newer.stderr).contains("changed since run 2"));
    assert_eq!(newer.stdout, of_file);
}

#[test]
fn linking_that_is_killed_changed_all_or_nothing() {
    let archive = archive();
    let first = archive.import("x.db", &[])["run"].clone();
    let (before, expected) = (archive.export("x.db"), linked(&archive, "x.db"));
    let mut moments = Moments(11);
    for kill in 0..6 {
        let mut command = archive.command(&["link", "--db", "x.db"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(moments.next(400)));
        // It may be done already.
        let _ = child.kill();
        child.wait().unwrap();
        let now = archive.export("x.db");
        let has = archive.changes("x.db", &first).len();
        let all = now == expected && has == with_links(&expected);
        assert!(all || now == before && has == 0, "after kill {kill}: neither all nor nothing");
    }
    link(&archive, "x.db");
    assert!(archive.export("x.db") == expected);
    // Where there is no database none is made.
    assert_eq!(archive.run(&["link", "--db", "none.db"]).status.code(), Some(2));
    assert!(!archive.path("none.db").exists());
}
