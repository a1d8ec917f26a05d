//! `extract` with limits on time and memory: the same records, and whatever meets a limit fails alone with its name.

use std::fs;
use std::process::Output;

use crate::containers;
use crate::import::{Archive, lines};
use crate::import_rules::copy_folder;
use crate::support::root;

fn told(output: &Output) -> Vec<String> {
    let mut lines: Vec<String> =
        String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn limits_that_nothing_meets_change_nothing() {
    let archive = Archive::new(2);
    for name in ["twins", "broken"] {
        copy_folder(&root().join("fixtures").join(name), &archive.path("papers").join(name));
    }
    fs::write(archive.path("papers/archive.zip"), containers::archive()).unwrap();
    fs::write(archive.path("papers/picture.png"), b"\x89PNG\r\n\x1a\n\0\0").unwrap();
    let plain = archive.run(&["extract", "papers", "--year-start", "7"]);
    let limited =
        ["extract", "papers", "--year-start", "7", "--timeout", "500", "--memory", "4000"];
    let apart = archive.run(&limited);
    assert!(lines(&String::from_utf8_lossy(&plain.stdout)).len() > 20);
    assert!(plain.stdout == apart.stdout, "other records");
    assert_eq!(told(&plain), told(&apart));
    assert_eq!(plain.status.code(), apart.status.code());
}

#[test]
fn what_meets_a_limit_fails_alone() {
    let archive = Archive::new(2);
    let slow = "RESOLVED that the Clerk (i) write to x; and (ii) call y; and ".repeat(400_000);
    archive.put("slow.txt", &slow);
    let huge = archive.path("papers/huge.txt");
    fs::File::create(huge).unwrap().set_len(1 << 30).unwrap();
    let output = archive.run(&["extract", "papers", "--timeout", "3", "--memory", "600"]);
    assert_eq!(lines(&String::from_utf8_lossy(&output.stdout)).len(), 2);
    let expected = [
        "minuted: papers/huge.txt: longer than a worker's memory (limit `memory`)",
        "minuted: papers/slow.txt: not done after 3 s (limit `timeout`)",
    ];
    assert_eq!(told(&output), expected);
    assert_eq!(output.status.code(), Some(3));
    let input = archive.run(&["extract", "-", "--timeout", "3"]);
    assert_eq!(input.status.code(), Some(2));
}
