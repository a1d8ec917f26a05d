//! What sort of paper it is, and whether it is final: from its title lines, then the name of its file, then its first lines.

use std::sync::LazyLock;

use minuted_model::{Block, Document, DocumentStatus, DocumentType};
use regex::Regex;
use serde::Deserialize;

use super::{BEGINS, masthead, running, stem_of};
use crate::pattern::regex;
use crate::vocabulary;

/// How many words a title line may have.
const TITLE: usize = 30;

/// From how many words on a line with a full stop is a sentence, not a title.
const SENTENCE: usize = 10;

/// How far the signs that a paper has no title for are looked for, blocks.
const DEEP: usize = 60;

#[derive(Deserialize)]
struct Sorts {
    sort: Vec<Sort>,
}

/// A sort of paper and the titles it goes by.
#[derive(Deserialize)]
struct Sort {
    r#type: String,
    titles: Vec<String>,
}

static SORTS: LazyLock<Vec<(DocumentType, Vec<String>)>> = LazyLock::new(|| {
    let sorts: Sorts = toml::from_str(include_str!("../../data/papers.toml"))
        .expect("the list that comes with the program is read by tests");
    let known = |sort: Sort| {
        let of = DocumentType::from_word(&sort.r#type).expect("a document_type of the contract");
        (of, sort.titles)
    };
    sorts.sort.into_iter().map(known).collect()
});

static DRAFT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^\W*draft\W*(?:minutes|notes?|record)\b|^\W*draft\W*$|\(draft\)|\bdraft\W*v?\d*$|\bdraft\s+minutes\b|\bunconfirmed\b|\bnot\s+yet\s+(?:approved|confirmed)\b|\bsubject\s+to\s+(?:\w+\s+)?(?:approval|confirmation|agreement)\b",
    )
});

static CONFIRMED: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:confirmed|approved|signed)\s+minutes\b|\bminutes\W+(?:confirmed|approved|signed)\b|^\W*(?:confirmed|approved)\W*$",
    )
});

static REPORT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:from|title|report\s+(?:of|by|to|author|title)|purpose\s+of\s+(?:the\s+)?report|responsible\s+head|lead\s+(?:officer|director)|wards?\s+affected)\b\s*[:\t\n]?",
    )
});

/// Reads them; `masthead` is the blocks before the paper's business begins.
pub(super) fn read(
    document: &Document,
    masthead: &[&Block],
    path: &str,
) -> (Option<DocumentType>, Option<DocumentStatus>) {
    let name = stem_of(path).replace(['_', '-'], " ");
    let words = |block: &Block| document.slice(block.span).trim().to_owned();
    let short = |line: &String| {
        let words = line.split_whitespace().take(TITLE + 1).count();
        let title = words <= SENTENCE || !line.ends_with('.') || line.contains("hereby");
        BEGINS.is_match(line) || words <= TITLE && title
    };
    let titles: Vec<String> = masthead.iter().map(|block| words(block)).filter(short).collect();
    let running: Vec<String> = running(document).map(words).filter(short).collect();
    let sort = by_titles(&titles)
        .or_else(|| by_titles(&running))
        .or_else(|| by_titles(std::slice::from_ref(&name)));
    let people_named = || {
        let content = document.content().take(DEEP);
        content.into_iter().any(|block| masthead::names_people(document, block))
    };
    let sort = match sort {
        Some(DocumentType::Agenda) if people_named() => Some(DocumentType::Minutes),
        None if is_report(document) => Some(DocumentType::OfficerReport),
        None if people_named() => Some(DocumentType::Minutes),
        sort => sort,
    };
    let report = sort == Some(DocumentType::OfficerReport);
    let sort = if report && has_minutes(document) { Some(DocumentType::Minutes) } else { sort };
    let says = |pattern: &Regex| {
        titles.iter().chain(&running).chain([&name]).any(|line| pattern.is_match(line))
    };
    let minutes = sort == Some(DocumentType::Minutes);
    let status = if says(&DRAFT) {
        Some(DocumentStatus::Draft)
    } else {
        (minutes && says(&CONFIRMED)).then_some(DocumentStatus::Confirmed)
    };
    (sort, status)
}

/// What the most telling title says.
fn by_titles(lines: &[String]) -> Option<DocumentType> {
    let lines: Vec<String> = lines.iter().map(|line| line.to_lowercase()).collect();
    // A page of a committee system for one item of an agenda says so in a line of its own.
    if lines.iter().any(|line| line == "agenda item") {
        return Some(DocumentType::AgendaItem);
    }
    let is = |titles: &[String]| {
        lines.iter().any(|line| titles.iter().any(|title| vocabulary::holds(line, title)))
    };
    SORTS.iter().find(|(_, titles)| is(titles)).map(|(sort, _)| *sort)
}

/// Whether the first lines are the labels of an officer's report.
fn is_report(document: &Document) -> bool {
    let content = document.content().take(DEEP / 3);
    content.into_iter().any(|block| REPORT.is_match(document.slice(block.span)))
}

/// Whether the page of an item has its minutes below the report it names.
fn has_minutes(document: &Document) -> bool {
    let content = document.content().take(DEEP);
    content.into_iter().any(|block| document.slice(block.span) == "Minutes:")
}
