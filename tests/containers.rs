//! Archives and e-mails: every member is a document of its own, with the records it has outside, and fails on its own.

use std::fs;
use std::io::{Cursor, Write};
use std::process::Command;

use minuted::{Pipeline, Reading};
use minuted_model::Record;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::root;

fn twin(name: &str) -> Vec<u8> {
    fs::read(root().join("fixtures/twins/bus-review").join(name)).unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes.len() as u64);
    header.set_cksum();
    let mut tar = tar::Builder::new(Vec::new());
    tar.append_data(&mut header, name, bytes).unwrap();
    tar.into_inner().unwrap()
}

/// An archive with papers, a paper in an archive of its own, a damaged paper, and a picture.
pub(crate) fn archive() -> Vec<u8> {
    zip(&[
        ("panel/minutes.pdf", &twin("minutes.pdf")),
        ("inner.tar", &tar("minutes.docx", &twin("minutes.docx"))),
        ("cut.pdf", &fs::read(root().join("fixtures/broken/garbage.pdf")).unwrap()),
        ("arms.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("minutes.txt", &twin("minutes.txt")),
    ])
}

fn records(reading: &Reading) -> &[Record] {
    &reading.outcome.as_ref().expect("a member that is read").records
}

#[test]
fn members_have_the_records_they_have_outside() {
    let readings = Pipeline::builtin().run_all(&archive(), "old/archive.zip");
    let members: Vec<&str> = readings.iter().filter_map(|it| it.member.as_deref()).collect();
    let expected =
        ["panel/minutes.pdf", "inner.tar/minutes.docx", "cut.pdf", "arms.png", "minutes.txt"];
    assert_eq!(members, expected);
    for (at, name) in [(0, "minutes.pdf"), (1, "minutes.docx"), (4, "minutes.txt")] {
        let inside = records(&readings[at]);
        let outside = Pipeline::builtin().run(&twin(name), name).unwrap().records;
        assert_eq!(inside.len(), outside.len(), "{name}");
        for (inside, outside) in inside.iter().zip(&outside) {
            assert_eq!((&inside.text, &inside.label), (&outside.text, &outside.label));
            assert_eq!(inside.source.path, "old/archive.zip");
            assert_eq!(inside.source.member.as_deref(), Some(members[at]));
            assert_eq!(inside.source.sha256, outside.source.sha256);
            assert_eq!(inside.source.media_type, outside.source.media_type);
        }
    }
    let moved = Pipeline::builtin().run_all(&archive(), "new.zip");
    let ids = |readings: &[Reading]| -> Vec<String> {
        let read = readings.iter().filter_map(|it| it.outcome.as_ref().ok());
        read.flat_map(|output| &output.records).map(|record| record.id.clone()).collect()
    };
    assert_eq!(ids(&readings), ids(&moved), "ids do not depend on the path");
}

#[test]
fn the_program_tells_each_member_that_failed_and_reads_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.zip"), archive()).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_minuted"))
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, out, told) = run(&["extract", "."]);
    assert_eq!(code, Some(3), "{told}");
    assert_eq!(out.lines().count(), 12);
    assert!(out.contains(r#""path":"./a.zip""#) && out.contains(r#""member":"minutes.txt""#));
    assert!(told.contains("minuted: ./a.zip: cut.pdf: damaged PDF"), "{told}");
    assert!(told.contains("passed over 1 file that it does not read: .png 1"), "{told}");
    let (_, text, _) = run(&["text", "a.zip", "--member", "inner.tar/minutes.docx"]);
    assert!(text.contains("the bus review be approved"), "{text}");
    let (code, _, told) = run(&["text", "a.zip"]);
    assert_eq!(code, Some(4));
    assert!(told.contains("expected --member with one of: panel/minutes.pdf, "), "{told}");
    let (_, dumped, _) = run(&["dump", "a.zip", "--member", "minutes.txt", "--after", "parse"]);
    assert!(dumped.contains("{(a)}"), "{dumped}");
    let (code, _, told) = run(&["text", "a.zip", "--member", "none.pdf"]);
    assert_eq!(code, Some(4));
    assert!(told.contains("no member none.pdf, expected one of: "), "{told}");
}

#[test]
fn a_mail_is_read_with_what_hangs_on_it() {
    let mail = "From: clerk@ashfold.example\nTo: members@ashfold.example\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\n\
        Minutes of the Parks Panel held on 6 February 2024\n\n\
        RESOLVED that the Clerk publish the plan by 31 July 2024.\n\n--x\n\
        Content-Type: text/html; name=page.html\nContent-Disposition: attachment; filename=page.html\n\n";
    let mail = [mail.as_bytes(), &twin("minutes.html"), b"\n--x--\n"].concat();
    let readings = Pipeline::builtin().run_all(&mail, "letter.eml");
    let counts: Vec<(Option<&str>, usize)> =
        readings.iter().map(|it| (it.member.as_deref(), records(it).len())).collect();
    assert_eq!(counts, [(Some("body.txt"), 1), (Some("page.html"), 4)]);
}
