//! Automatic numbering of DOCX (`numbering.xml`): counters, formats, restarts and overrides, to the label as printed.
//! Standard: ECMA-376 part 1, section 17.9.

use std::collections::{BTreeMap, BTreeSet};

use super::super::xml::Element;
use crate::numbering;

/// Levels of a Word list.
const LEVELS: usize = 9;

#[derive(Clone, Debug, Default)]
struct Level {
    start: i64,
    format: String,
    text: String,
    /// Level (counted from 1) whose number restarts this one; 0 for none.
    restart: Option<usize>,
    /// Whether all numbers in the text print as decimals.
    legal: bool,
}

#[derive(Clone, Debug, Default)]
struct List {
    shape: String,
    starts: BTreeMap<usize, i64>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a package and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbering {
    shapes: BTreeMap<String, BTreeMap<usize, Level>>,
    lists: BTreeMap<String, List>,
    counters: BTreeMap<String, [Option<i64>; LEVELS]>,
    /// Lists whose start overrides were applied.
    started: BTreeSet<(String, usize)>,
}

impl Numbering {
    pub(super) fn read(root: Option<&Element>) -> Self {
        let mut numbering = Self::default();
        let Some(root) = root else { return numbering };
        let (mut shapes, mut lists) = (Vec::new(), Vec::new());
        root.all("abstractNum", &mut shapes);
        root.all("num", &mut lists);
        for shape in shapes {
            if let Some(id) = shape.get("abstractNumId") {
                numbering.shapes.insert(id.to_owned(), levels(shape));
            }
        }
        for list in lists {
            if let (Some(id), Some(shape)) = (list.get("numId"), list.val("abstractNumId")) {
                numbering.lists.insert(id.to_owned(), read_list(list, shape));
            }
        }
        numbering
    }

    /// Counts on a list and gives the label it prints; `None` for a list that is not defined (`0` switches numbering off).
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<String> {
        let list = self.lists.get(id)?.clone();
        let level = level.min(LEVELS - 1);
        let shape = self.shapes.get(&list.shape).cloned().unwrap_or_default();
        let find = |at: usize| list.levels.get(&at).or_else(|| shape.get(&at));
        let own = find(level)?.clone();
        let counters = self.counters.entry(list.shape.clone()).or_default();
        let first = list.starts.get(&level).copied().unwrap_or(own.start);
        let restarted =
            list.starts.contains_key(&level) && self.started.insert((id.to_owned(), level));
        let number = match counters.get(level).copied().flatten() {
            Some(last) if !restarted => last + 1,
            _ => first,
        };
        if let Some(counter) = counters.get_mut(level) {
            *counter = Some(number);
        }
        for below in level + 1..LEVELS {
            let keeps = find(below)
                .and_then(|lower| lower.restart)
                .is_some_and(|restart| restart == 0 || restart < level + 1);
            if let (false, Some(counter)) = (keeps, counters.get_mut(below)) {
                *counter = None;
            }
        }
        let number_of = |at: usize| {
            counters
                .get(at)
                .copied()
                .flatten()
                .or_else(|| find(at).map(|level| level.start))
                .unwrap_or(1)
        };
        Some(print(&own, |at| {
            (number_of(at), find(at).map_or_else(String::new, |level| level.format.clone()))
        }))
    }
}

/// The text of a level with its `%1`..`%9` filled in.
fn print(level: &Level, number: impl Fn(usize) -> (i64, String)) -> String {
    if level.format == "bullet" {
        return "•".to_owned();
    }
    let mut out = String::new();
    let mut characters = level.text.chars();
    while let Some(character) = characters.next() {
        let digit = if character == '%' {
            characters.clone().next().and_then(|next| next.to_digit(10))
        } else {
            None
        };
        match digit.and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1)) {
            Some(at) => {
                characters.next();
                let (value, format) = number(at);
                let format = if level.legal { "decimal" } else { format.as_str() };
                out.push_str(&numbering::print(value, html_kind(format)));
            }
            None => out.push(character),
        }
    }
    out.trim().to_owned()
}

/// Word's name of a number format as HTML's.
fn html_kind(format: &str) -> &'static str {
    match format {
        "lowerLetter" => "a",
        "upperLetter" => "A",
        "lowerRoman" => "i",
        "upperRoman" => "I",
        _ => "1",
    }
}

fn levels(element: &Element) -> BTreeMap<usize, Level> {
    let mut found = Vec::new();
    element.all("lvl", &mut found);
    found
        .into_iter()
        .filter_map(|level| Some((level.get("ilvl")?.parse().ok()?, read_level(level))))
        .collect()
}

fn read_level(level: &Element) -> Level {
    Level {
        start: level.val("start").and_then(|start| start.parse().ok()).unwrap_or(1),
        format: level.val("numFmt").unwrap_or("decimal").to_owned(),
        text: level.val("lvlText").unwrap_or_default().to_owned(),
        restart: level.val("lvlRestart").and_then(|restart| restart.parse().ok()),
        legal: level.child("isLgl").is_some(),
    }
}

fn read_list(list: &Element, shape: &str) -> List {
    let overrides = list.elements().filter(|element| element.name == "lvlOverride");
    let starts = overrides.filter_map(|element| {
        Some((element.get("ilvl")?.parse().ok()?, element.val("startOverride")?.parse().ok()?))
    });
    List { shape: shape.to_owned(), starts: starts.collect(), levels: levels(list) }
}
