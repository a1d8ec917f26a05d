//! Containers made here, and what comes out of them.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}

/// `name: words` or `name! reason` for each member, then the reason why the container broke off, if it did.
fn listed(bytes: &[u8], name: &str, limits: &Limits) -> Vec<String> {
    let mut out = Vec::new();
    let kind = container(bytes, name).expect("a container");
    let end = unpack(kind, bytes, name, limits, &mut |member| {
        out.push(match member.content {
            Ok(bytes) => format!("{}: {}", member.name, String::from_utf8_lossy(&bytes).trim()),
            Err(error) => format!("{}! {error}", member.name),
        });
        ControlFlow::Continue(())
    });
    out.extend(end.err().map(|error| format!("! {error}")));
    out
}

fn list(bytes: &[u8], name: &str) -> Vec<String> {
    listed(bytes, name, &Limits::default())
}

#[test]
fn archives_give_their_members_in_order_and_nested_ones_too() {
    let inner = zip(&[("b.txt", b"B"), ("a.txt", b"A")]);
    let bytes = tar(&[("./late/one.txt", b"one"), ("inner.zip", &inner), (".hidden.txt", b"x")]);
    let expected = [
        "late/one.txt: one",
        "inner.zip/b.txt: B",
        "inner.zip/a.txt: A",
        ".hidden.txt! hidden file, passed over",
    ];
    assert_eq!(list(&bytes, "x.tar"), expected);
    assert_eq!(list(&gzip(&bytes), "x.tgz"), expected, "gzip around tar adds no name");
    let outer = zip(&[("papers/late.tar.gz", &gzip(&bytes))]);
    let nested: Vec<String> =
        expected.iter().map(|member| format!("papers/late.tar.gz/{member}")).collect();
    assert_eq!(list(&outer, "x.zip"), nested);
    assert_eq!(list(&gzip(b"Minutes"), "old/minutes.txt.gz"), ["minutes.txt: Minutes"]);
}

#[test]
fn office_packages_and_other_files_are_no_containers() {
    for package in ["[Content_Types].xml", "content.xml", "META-INF/container.xml"] {
        assert!(container(&zip(&[(package, b"<x/>")]), "x.zip").is_none(), "{package}");
    }
    let letter =
        b"From: the Clerk\nTo: all members\nDate: 6 February 2024\n\nPlease note the fees.";
    assert!(container(letter, "letter.txt").is_none());
    assert!(container(&[0; 1024], "x.tar").is_none());
}

#[test]
fn a_damaged_member_costs_no_other() {
    let mut bytes = zip(&[("a.txt", b"one"), ("b.txt", &b"harbour ".repeat(99)), ("c.txt", b"3")]);
    let name = bytes.windows(5).position(|five| five == b"b.txt").unwrap();
    bytes[name + 5] ^= 0xff;
    let found = list(&bytes, "x.zip");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[1].starts_with("b.txt! damaged member ("), "{found:?}");
    assert_eq!((&*found[0], &*found[2]), ("a.txt: one", "c.txt: 3"));
    let cut = tar(&[("a.txt", b"one"), ("b.txt", &[b'x'; 5000])]);
    let found = list(&cut[..2048], "x.tar");
    assert_eq!(found[0], "a.txt: one");
    assert!(found[1].starts_with("b.txt! damaged member ("), "{found:?}");
}

#[test]
fn each_limit_names_itself_and_keeps_what_came_before() {
    let limits = Limits {
        containers: 2,
        members: 4,
        expanded_bytes: 1000,
        container_bytes: 2500,
        ..Limits::default()
    };
    let deep = zip(&[("b.zip", &zip(&[("c.zip", &zip(&[("d.txt", b"x")]))])), ("e.txt", b"E")]);
    assert_eq!(
        listed(&deep, "a.zip", &limits),
        ["b.zip/c.zip! containers nested more than 2 deep (limit `containers`)", "e.txt: E"]
    );
    let many: Vec<(&str, &[u8])> =
        ["1", "2", "3", "4", "5"].iter().map(|it| (*it, it.as_bytes())).collect();
    assert_eq!(
        listed(&zip(&many), "a.zip", &limits),
        ["1: 1", "2: 2", "3: 3", "4: 4", "! more than 4 members (limit `members`)"]
    );
    let bomb = [0_u8; 100_000];
    assert_eq!(
        listed(&zip(&[("bomb", &bomb), ("x", b"X")]), "a.zip", &limits),
        ["bomb! more than 1000 bytes when expanded (limit `expanded_bytes`)", "x: X"]
    );
    let large = [b'x'; 900];
    let members: [(&str, &[u8]); 3] = [("1", &large), ("2", &large), ("3", &large)];
    for bytes in [zip(&members), gzip(&tar(&[("0", b"0"), ("bomb", &bomb)]))] {
        let found = listed(&bytes, "a.zip", &limits);
        let last = found.last().unwrap();
        assert_eq!(
            last,
            "! members of more than 2500 bytes when expanded (limit `container_bytes`)"
        );
        assert!(found.len() > 1, "{found:?}");
    }
}

#[test]
fn a_mail_gives_its_body_and_its_attachments() {
    let mail = "From: clerk@ashfold.example\r\nTo: members@ashfold.example\r\nSubject: Minutes\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n\
        --x\r\nContent-Type: text/plain; charset=\"iso-8859-1\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        A fee of =A35 was agreed.\r\n\
        --x\r\nContent-Type: text/plain; name=\"minutes.txt\"\r\nContent-Disposition: attachment; filename=\"minutes.txt\"\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nUkVTT0xWRUQ=\r\n\
        --x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"minutes.txt\"\r\n\r\nagain\r\n\
        --x\r\nContent-Type: message/rfc822\r\n\r\n\
        From: chair@ashfold.example\r\nMessage-ID: <1@ashfold.example>\r\nSubject: Re\r\n\r\nThat is right.\r\n\
        --x--\r\n";
    assert_eq!(
        list(mail.as_bytes(), "letter"),
        [
            "body.txt: A fee of £5 was agreed.",
            "minutes.txt: RESOLVED",
            "2/minutes.txt: again",
            "attachment-3.eml/body.txt: That is right."
        ]
    );
}

#[test]
fn a_taker_that_has_enough_is_asked_no_more() {
    let bytes = zip(&[("a", b"A"), ("b", b"B")]);
    let mut seen = 0;
    let kind = container(&bytes, "").unwrap();
    let end = unpack(kind, &bytes, "", &Limits::default(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!((end, seen), (Ok(()), 1));
}
