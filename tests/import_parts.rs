//! Containers in an import: all of what was read of one or nothing, whatever breaks off, and a bad member keeps the others.

use std::fs;
use std::io::{Cursor, Write};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import::{Archive, Moments, children_of, kill_now, lines, paper};

/// Members of the container: as many as keep a worker busy for a while.
const MEMBERS: usize = 150;

fn zip(members: impl Iterator<Item = (String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn member(number: usize) -> (String, Vec<u8>) {
    let talk = "The members heard that the path was muddy and the bins were full. ".repeat(200);
    (format!("{number}.txt"), format!("{}\n{talk}\n", paper(number, "the plan")).into_bytes())
}

fn with_container() -> Archive {
    let archive = Archive::new(2);
    fs::write(archive.path("papers/all.zip"), zip((0..MEMBERS).map(member))).unwrap();
    archive
}

#[test]
fn a_container_broken_off_leaves_nothing_half_written_and_is_read_again() {
    let archive = with_container();
    archive.import("calm.db", &[]);
    let expected = archive.export("calm.db");
    assert_eq!(expected.lines().count(), 2 + MEMBERS);
    let mut moments = Moments(0xc0de);
    let mut broken_off = 0;
    for kill in 0..8 {
        let db = format!("{}.db", kill / 2);
        let args = ["import", "papers", "--db", &db, "-q", "-j", "1"];
        let mut child = archive.command(&args).stderr(Stdio::null()).spawn().unwrap();
        // Three killed workers in a row make a failure of the file, which the next run tries again.
        for _ in 0..if kill % 2 == 0 { 3 } else { 1 } {
            broken_off += usize::from(kill_worker(child.id(), moments.next(400)));
        }
        if kill % 2 == 1 {
            child.kill().unwrap();
        }
        child.wait().unwrap();
        let export = archive.run(&["export", "--db", &db]);
        let count = String::from_utf8(export.stdout).unwrap().matches("all.zip").count();
        assert!([0, MEMBERS].contains(&count), "{count} of {MEMBERS} after kill {kill}");
        if kill % 2 == 1 {
            let last = archive.import(&db, &[]);
            assert_eq!(last["failures"], 0, "{last}");
            assert_eq!(archive.export(&db), expected, "after kill {kill}");
            let documents = archive.run(&["changes", "--db", &db, "--since", "0"]);
            assert_eq!(String::from_utf8(documents.stdout).unwrap().lines().count(), 2 + MEMBERS);
        }
    }
    assert!(broken_off > 4, "only {broken_off} workers were there to be killed");
}

/// Waits for a worker of the program, lets it work a while and kills it.
fn kill_worker(program: u32, milliseconds: u64) -> bool {
    for _ in 0..500 {
        if let Some(worker) = children_of(program).first() {
            thread::sleep(Duration::from_millis(300 + milliseconds));
            kill_now(*worker);
            return true;
        }
        thread::sleep(Duration::from_millis(10));
    }
    false
}

#[test]
fn a_bad_member_fails_alone() {
    let archive = Archive::new(1);
    let bad = ("bad.pdf".to_owned(), b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj".to_vec());
    let members = [member(3), bad, member(5)];
    fs::write(archive.path("papers/mixed.zip"), zip(members.into_iter())).unwrap();
    let whole = fs::read(archive.path("papers/mixed.zip")).unwrap();
    fs::write(archive.path("papers/cut.zip"), &whole[..whole.len() / 2]).unwrap();
    let told = archive.import("x.db", &[]);
    let failures = archive.run(&["failures", "--db", "x.db", "--json"]);
    let failures = lines(&String::from_utf8(failures.stdout).unwrap());
    let of = |path: &str| {
        let rows = failures.iter().filter(|it| it["path"] == format!("papers/{path}"));
        rows.map(|it| it["member"].as_str().unwrap_or("").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(of("mixed.zip"), ["bad.pdf"], "{failures:#?}");
    assert_eq!(of("cut.zip").len(), 1, "{failures:#?}");
    let export = archive.export("x.db");
    assert_eq!(export.matches("mixed.zip").count(), 2, "{told}");
    for number in [3, 5] {
        assert!(export.contains(&format!("ward {number} ")), "{export}");
    }
    // The others stay as they are when it is tried again, and when the archive gets another member.
    archive.import("x.db", &["--only-failed"]);
    assert_eq!(archive.export("x.db"), export);
    fs::write(archive.path("papers/mixed.zip"), zip([member(3), member(5), member(6)].into_iter()))
        .unwrap();
    archive.import("x.db", &[]);
    let after = archive.export("x.db");
    archive.import("y.db", &[]);
    assert_eq!(after, archive.export("y.db"));
    assert_eq!(after.matches("mixed.zip").count(), 3);
}
