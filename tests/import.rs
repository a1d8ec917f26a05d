//! Archives in a database: nothing read twice, nothing lost, and the same whatever happened on the way.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::support::root;

/// An archive in a folder of its own, with a database beside it.
pub(crate) struct Archive {
    pub(crate) folder: tempfile::TempDir,
}

impl Archive {
    /// `papers` minutes of invented panels, each with one clause of its own.
    pub(crate) fn new(papers: usize) -> Self {
        let archive = Self { folder: tempfile::tempdir().unwrap() };
        (0..papers).for_each(|number| archive.put(&paper_name(number), &paper(number, "the plan")));
        archive
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn put(&self, name: &str, text: &str) {
        let path = self.path("papers").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_minuted"));
        command.args(args).current_dir(self.folder.path());
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// Imports `papers` into `db`; gives what it says at the end.
    pub(crate) fn import(&self, db: &str, more: &[&str]) -> Value {
        let args =
            [&["import", "papers", "--db", db, "--progress", "json", "-j", "2"], more].concat();
        last_event(&self.run(&args))
    }

    pub(crate) fn export(&self, db: &str) -> String {
        let output = self.run(&["export", "--db", db]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn changes(&self, db: &str, since: &Value) -> Vec<Value> {
        let output = self.run(&["changes", "--db", db, "--since", &since.to_string()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

pub(crate) fn paper_name(number: usize) -> String {
    format!("{}/minutes-{number}.txt", ["north", "south", "west"][number % 3])
}

pub(crate) fn paper(number: usize, what: &str) -> String {
    format!(
        "Minutes of the Parks Panel held on {} February 2024\n\n\
         RESOLVED that the Clerk publish {what} of ward {number} by 31 July 2024.\n",
        number % 28 + 1
    )
}

/// What an import told at its end.
pub(crate) fn last_event(output: &Output) -> Value {
    let told = String::from_utf8_lossy(&output.stderr);
    let last = told.lines().last().unwrap_or_else(|| panic!("nothing was told: {}", output.status));
    serde_json::from_str(last).unwrap_or_else(|_| panic!("{told}"))
}

pub(crate) fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What another system has after it followed the feed.
pub(crate) fn follow(had: &str, changes: &[Value]) -> Vec<Value> {
    let mut has: std::collections::BTreeMap<String, Value> =
        lines(had).into_iter().map(|record| (record["id"].to_string(), record)).collect();
    for change in changes {
        let id = change["id"].to_string();
        let known = has.contains_key(&id);
        match change["op"].as_str().unwrap() {
            "insert" => assert!(!known, "{id} is inserted twice"),
            _ => assert!(known, "{id} is not there"),
        }
        match &change["record"] {
            Value::Null => has.remove(&id),
            record => has.insert(id, record.clone()),
        };
    }
    has.into_values().collect()
}

pub(crate) fn by_id(text: &str) -> Vec<Value> {
    follow("", &lines(text).into_iter().map(|record| {
        serde_json::json!({ "op": "insert", "id": record["id"], "record": record })
    }).collect::<Vec<_>>())
}

#[test]
fn an_export_is_what_extract_writes() {
    let archive = Archive { folder: tempfile::tempdir().unwrap() };
    for name in ["minutes", "twins", "broken"] {
        std::os::unix::fs::symlink(root().join("fixtures").join(name), archive.path(name)).unwrap();
    }
    let papers = ["minutes", "twins", "broken"];
    let imported = archive.run(&[&["import", "--db", "x.db"][..], &papers].concat());
    assert_eq!(imported.status.code(), Some(3), "{}", String::from_utf8_lossy(&imported.stderr));
    for format in ["jsonl", "csv", "ics"] {
        let extracted = archive
            .run(&[&["extract", "--keep-duplicates", "--format", format][..], &papers].concat());
        let exported = archive.run(&["export", "--db", "x.db", "--format", format]);
        // Extract goes through the folders as they are named, export by path.
        let sorted = |output: &Output| {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert!(sorted(&exported).len() > 20);
        assert_eq!(sorted(&exported), sorted(&extracted), "{format}");
    }
}

#[test]
fn what_is_unchanged_is_not_read_again() {
    let archive = Archive::new(6);
    archive.put("copy.txt", &paper(3, "the plan"));
    let first = archive.import("x.db", &[]);
    assert_eq!(
        (&first["read"], &first["files"], &first["contents"]),
        (&6.into(), &7.into(), &6.into())
    );
    let export = archive.export("x.db");
    assert_eq!(export.lines().count(), 6);
    let second = archive.import("x.db", &[]);
    assert_eq!((&second["read"], &second["failed"]), (&0.into(), &0.into()));
    assert_eq!(archive.export("x.db"), export);
    assert_eq!(archive.changes("x.db", &first["run"]), Vec::<Value>::new());
    let forced = archive.import("x.db", &["--force"]);
    assert_eq!(forced["read"], 6);
    assert_eq!(archive.export("x.db"), export);
    assert_eq!(archive.changes("x.db", &first["run"]), Vec::<Value>::new());
}

#[test]
fn renamed_changed_and_deleted_files_are_followed() {
    let archive = Archive::new(6);
    let first = archive.import("x.db", &[]);
    let before = archive.export("x.db");
    let papers = archive.path("papers");
    fs::rename(papers.join("north/minutes-0.txt"), papers.join("renamed.txt")).unwrap();
    archive.put("south/minutes-1.txt", &paper(1, "another plan"));
    fs::remove_file(papers.join("west/minutes-2.txt")).unwrap();
    let second = archive.import("x.db", &[]);
    assert_eq!((&second["read"], &second["extracted_again"]), (&1.into(), &1.into()), "{second}");
    assert_eq!((&second["gone"], &second["dropped"]), (&1.into(), &1.into()), "{second}");
    let after = archive.export("x.db");
    let find = |text: &str, word: &str| {
        lines(text).into_iter().find(|it| it["text"].to_string().contains(word))
    };
    let renamed = find(&after, "ward 0").unwrap();
    assert_eq!(renamed["source"]["path"], "papers/renamed.txt");
    assert_eq!(renamed["id"], find(&before, "ward 0").unwrap()["id"]);
    assert_ne!(find(&after, "ward 1").unwrap()["id"], find(&before, "ward 1").unwrap()["id"]);
    assert!(find(&after, "ward 2").is_some(), "a deleted paper's records are kept");
    let present = archive.run(&["export", "--db", "x.db", "--present"]);
    assert!(find(&String::from_utf8(present.stdout).unwrap(), "ward 2").is_none());
    assert_eq!(follow(&before, &archive.changes("x.db", &first["run"])), by_id(&after));

    let third = archive.import("x.db", &["--prune"]);
    assert_eq!((&third["gone"], &third["dropped"]), (&0.into(), &1.into()), "{third}");
    let pruned = archive.export("x.db");
    assert!(find(&pruned, "ward 2").is_none());
    assert_eq!(follow(&after, &archive.changes("x.db", &second["run"])), by_id(&pruned));
    assert_eq!(follow("", &archive.changes("x.db", &0.into())), by_id(&pruned));
    // A database that saw only the end of it all says the same.
    archive.import("fresh.db", &[]);
    assert_eq!(archive.export("fresh.db"), pruned);
}

#[test]
fn a_foreign_database_and_a_second_import_are_refused() {
    let archive = Archive::new(1);
    fs::write(archive.path("x.db"), "no database, but notes that somebody wants to keep for ever")
        .unwrap();
    let output = archive.run(&["import", "papers", "--db", "x.db"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no database of minuted"));
    let lock = fs::File::create(archive.path("y.db-lock")).unwrap();
    lock.lock().unwrap();
    let output = archive.run(&["import", "papers", "--db", "y.db"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("another import is at work"));
    assert!(!archive.path("y.db").exists());
}

#[test]
fn an_archive_that_is_not_there_loses_nothing() {
    let archive = Archive::new(3);
    archive.import("x.db", &[]);
    let before = archive.export("x.db");
    fs::rename(archive.path("papers"), archive.path("elsewhere")).unwrap();
    let output = archive.run(&["import", "papers", "--db", "x.db", "--prune"]);
    assert_eq!(output.status.code(), Some(4), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(archive.export("x.db"), before);
}

#[test]
fn hostile_files_fail_alone_with_their_reason() {
    let archive = Archive::new(3);
    let papers = archive.path("papers");
    archive.put("deep.html", &"<ul><li>".repeat(10_000));
    archive.put("garbage.pdf", "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 1 0 R >> endobj");
    let many: String = (0..2_000)
        .map(|number| {
            format!(
                "RESOLVED that the Clerk write to bank {number}.

"
            )
        })
        .collect();
    archive.put("many.txt", &many);
    archive.put("truncated.docx", "PK\u{3}\u{4} and no more");
    fs::File::create(papers.join("huge.txt")).unwrap().set_len(1 << 30).unwrap();
    let limits = ["--memory", "600", "--max-output", "1"];
    let told = archive.import("x.db", &limits);
    let failures = archive.run(&["failures", "--db", "x.db", "--json"]);
    assert_eq!(failures.status.code(), Some(1));
    let failures = lines(&String::from_utf8(failures.stdout).unwrap());
    let found: Vec<(&str, &str)> = failures
        .iter()
        .map(|it| {
            (
                it["path"].as_str().unwrap().trim_start_matches("papers/"),
                it["stage"].as_str().unwrap(),
            )
        })
        .collect();
    let expected = [
        ("garbage.pdf", "parse"),
        ("huge.txt", "memory"),
        ("many.txt", "output"),
        ("truncated.docx", "parse"),
    ];
    assert_eq!(found, expected, "{failures:#?}");
    assert_eq!((&told["read"], &told["failed"]), (&4.into(), &4.into()), "{told}");
    assert_eq!(archive.export("x.db").lines().count(), 3);
    // What fails by its nature is not tried again unasked.
    let again = archive.import("x.db", &limits);
    assert_eq!((&again["failed"], &again["failures"]), (&0.into(), &4.into()), "{again}");
    // Lists nested ten thousand deep are flattened, not refused. Without the tight limit on output one more can be read.
    let asked = archive.import("x.db", &["--only-failed", "--memory", "600"]);
    assert_eq!((&asked["read"], &asked["failures"]), (&1.into(), &3.into()), "{asked}");
}

#[test]
fn a_file_that_takes_too_long_is_let_go() {
    let archive = Archive::new(0);
    let slow = "RESOLVED that the Clerk (i) write to x; and (ii) call y; and ".repeat(400_000);
    archive.put("slow.txt", &slow);
    let told = archive.import("x.db", &["--timeout", "1"]);
    assert_eq!((&told["failed"], &told["failures"]), (&1.into(), &1.into()), "{told}");
    let failures = archive.run(&["failures", "--db", "x.db"]);
    let told = String::from_utf8(failures.stdout).unwrap();
    assert_eq!(
        told,
        "papers/slow.txt: time: not done after 1 s (limit `timeout`)
"
    );
}

/// A generator of moments: the same on every run (xorshift).
pub(crate) struct Moments(pub(crate) u64);

impl Moments {
    pub(crate) fn next(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

#[test]
fn killed_at_any_moment_it_goes_on() {
    const KILLS: usize = 24;
    let archive = Archive::new(40);
    archive.put("broken.pdf", "%PDF-1.4 and nothing of the sort");
    let undisturbed = archive.import("calm.db", &[]);
    let expected = archive.export("calm.db");
    assert_eq!((&undisturbed["read"], expected.lines().count()), (&40.into(), 40));
    let mut moments = Moments(0x5eed);
    for kill in 0..KILLS {
        let db = format!("{}.db", kill / 4);
        let args = ["import", "papers", "--db", &db, "-q", "-j", "2"];
        let mut child = archive.command(&args).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(moments.next(900)));
        // Every other time it is a worker that dies.
        let workers = children_of(child.id());
        match workers.first().filter(|_| kill % 2 == 1) {
            Some(worker) => kill_now(*worker),
            None => child.kill().unwrap(),
        }
        if kill % 2 == 0 {
            child.wait().unwrap();
        } else {
            thread::sleep(Duration::from_millis(moments.next(200)));
            child.kill().unwrap();
            child.wait().unwrap();
        }
        if kill % 4 == 3 {
            let last = archive.import(&db, &[]);
            assert_eq!(last["failures"], 1, "{last}");
            assert_eq!(archive.export(&db), expected, "after kill {kill}");
        }
    }
}

pub(crate) fn kill_now(process: u32) {
    Command::new("kill").args(["-9", &process.to_string()]).stderr(Stdio::null()).status().unwrap();
}

/// The processes whose parent is `process`.
pub(crate) fn children_of(process: u32) -> Vec<u32> {
    let entries = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let numbers = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let parent = |number: &u32| {
        let stat =
            fs::read_to_string(Path::new("/proc").join(number.to_string()).join("stat")).ok()?;
        let (_, after) = stat.rsplit_once(')')?;
        after.split_whitespace().nth(1)?.parse::<u32>().ok()
    };
    numbers.filter(|number| parent(number) == Some(process)).collect()
}
