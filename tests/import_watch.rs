//! `import --watch`: what changes is imported, and nothing is done where nothing does.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::import::{Archive, paper};

/// Generous for a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A program at work and the ends of runs it tells. It is killed when this is dropped.
struct Watcher {
    child: Child,
    done: Receiver<Value>,
}

impl Watcher {
    fn start(archive: &Archive) -> Self {
        let args =
            ["import", "papers", "--db", "x.db", "--watch=1", "--progress", "json", "-j", "1"];
        let mut child = archive.command(&args).stderr(Stdio::piped()).spawn().unwrap();
        let told = BufReader::new(child.stderr.take().unwrap());
        let (to_us, done) = channel();
        thread::spawn(move || {
            let events = told.lines().map_while(Result::ok);
            let events =
                events.map(|line| serde_json::from_str::<Value>(&line).expect("JSON Lines"));
            events.filter(|it| it["event"] != "progress").for_each(|it| drop(to_us.send(it)));
        });
        Self { child, done }
    }

    fn next(&self) -> Value {
        self.done.recv_timeout(PATIENCE).expect("a run that ends")
    }

    /// The next run that read or dropped something: files written a moment ago are looked at twice.
    fn next_of(&self, what: &str) -> Value {
        loop {
            let told = self.next();
            if told[what] != 0 {
                return told;
            }
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn what_changes_is_imported_until_it_is_told_to_stop() {
    let archive = Archive::new(3);
    let mut watcher = Watcher::start(&archive);
    assert_eq!(watcher.next()["read"], 3);
    archive.put("late.txt", &paper(7, "the late plan"));
    assert_eq!(watcher.next_of("read")["read"], 1);
    assert!(archive.export("x.db").contains("the late plan of ward 7"), "readers are let in");
    archive.put("late.txt", &paper(7, "the later plan"));
    assert_eq!(watcher.next_of("dropped")["read"], 1);
    fs::remove_file(archive.path("papers/late.txt")).unwrap();
    assert_eq!(watcher.next_of("gone")["gone"], 1);
    // Nothing changes and nothing is told; another import is kept out meanwhile.
    while watcher.done.recv_timeout(Duration::from_secs(4)).is_ok() {}
    let runs = archive.changes("x.db", &0.into());
    assert!(watcher.done.recv_timeout(Duration::from_secs(4)).is_err());
    assert_eq!(archive.changes("x.db", &0.into()), runs);
    let other = archive.run(&["import", "papers", "--db", "x.db"]);
    assert!(String::from_utf8_lossy(&other.stderr).contains("another import is at work"));
    let pid = watcher.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &pid]).status().unwrap().success());
    assert_eq!(watcher.child.wait().unwrap().code(), Some(0));
    archive.import("y.db", &[]);
    let present = archive.run(&["export", "--db", "x.db", "--present"]);
    assert_eq!(String::from_utf8(present.stdout).unwrap(), archive.export("y.db"));
}
