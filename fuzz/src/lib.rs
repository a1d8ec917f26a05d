//! What the fuzz targets do with their bytes. An error is a right answer; a panic, a hang or much memory is none.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use minuted_extract::{RuleSet, extract};
use minuted_model::{Document, Producer, Source};
use minuted_normalise::{Context, normalise};
use minuted_parse::{Limits, container, parse, unpack};

/// The rules of the program, compiled once.
static RULES: LazyLock<RuleSet> = LazyLock::new(RuleSet::builtin);

/// Tighter than the program's, so that a fuzzer's limit on memory finds what breaks them.
fn limits() -> Limits {
    Limits {
        pages: 100,
        expanded_bytes: 32 << 20,
        container_bytes: 64 << 20,
        members: 500,
        ..Limits::default()
    }
}

/// Reads the bytes as a paper of this name and checks that every span of it is one.
pub fn read(bytes: &[u8], name: &str) {
    if let Ok((document, _)) = parse(bytes, name, &limits()) {
        check(&document);
    }
}

/// Opens the bytes as a container of this name and reads each member.
pub fn open(bytes: &[u8], name: &str) {
    let limits = limits();
    let Some(kind) = container(bytes, name) else { return };
    // A container that is damaged, or a limit: the right answer.
    let _ = unpack(kind, bytes, name, &limits, &mut |member| {
        if let Ok(bytes) = member.content {
            read(&bytes, &member.name);
        }
        ControlFlow::Continue(())
    });
}

/// Loads a rule beside those of the program.
pub fn load_rule(toml: &str) {
    let id = toml.lines().find_map(|line| line.strip_prefix("id = \"")?.split_once('"'));
    let file = format!("{}.toml", id.map_or("rule", |(id, _)| id));
    let _ = RULES.faults(&[(file, toml.to_owned())]);
}

/// Reads a clause whose deadline is the words, and one for a meeting held on them.
pub fn read_dates(words: &str) {
    let paper = format!(
        "Minutes of the Parks Panel held on {words}\n\nRESOLVED that the Clerk publish the plan by {words}.\n\n\
         RESOLVED that the Clerk report within {words} and every {words} thereafter.\n"
    );
    let Ok((document, _)) = parse(paper.as_bytes(), "minutes.txt", &limits()) else { return };
    check(&document);
    let (drafts, _) = extract(&document, &RULES);
    let source = Source { path: "minutes.txt".to_owned(), ..Source::default() };
    let context = Context { source, producer: Producer::default(), year_start: 4 };
    normalise(&document, drafts, &context);
}

/// The contract of a document: spans lie in its text, on character boundaries.
fn check(document: &Document) {
    let text = &document.text;
    for block in &document.blocks {
        let spans = [Some(block.span), block.marker];
        for span in spans.into_iter().flatten() {
            assert!(text.get(span.start..span.end).is_some(), "{span:?} in {} bytes", text.len());
        }
    }
    for mark in &document.marks {
        assert!(text.get(mark.span.start..mark.span.end).is_some(), "{:?}", mark.span);
    }
}
