//! Patterns made looser, so that a small automaton can look for them: what is found is the pattern's own hit unless it counts
//! too far.
//!
//! Rules count (`.{0,240}`). An automaton that counts has a state for each number, and is built anew again and again. A loose
//! pattern counts no letters. It has all ways of the pattern in the same order, and more: if its way is one of the pattern's,
//! it is the one that the pattern takes.

use std::collections::BTreeMap;

use regex_syntax::hir::{
    Capture, Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Repetition,
};

/// A letter that may come more often than this is not counted.
const COUNTED: u32 = 4;
/// A class of more ranges than this is one of Unicode's own.
const RANGES: usize = 16;

/// A pattern made looser.
#[derive(Clone, Debug)]
pub(crate) struct Loose {
    /// Tells where it stands.
    pub(crate) bounds: Hir,
    /// The pattern as it is but for what it counts; a group for each gap, beside its own.
    pub(crate) parts: Hir,
    pub(crate) gaps: Vec<Gap>,
}

/// A part of a pattern that has so many letters at most.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gap {
    /// The number of its group.
    pub(crate) group: usize,
    pub(crate) most: usize,
}

impl Loose {
    /// A pattern made looser.
    pub(crate) fn of(hir: &Hir) -> Self {
        let mut gaps = Vec::new();
        let next = group_names(hir).last_key_value().map_or(0, |(last, _)| *last) + 1;
        let parts = measured(hir, next, &mut gaps);
        Self { bounds: without_groups(&parts), parts, gaps }
    }
}

/// The groups of `hir`, by number.
pub(crate) fn group_names(hir: &Hir) -> BTreeMap<usize, Option<Box<str>>> {
    match hir.kind() {
        HirKind::Capture(group) => {
            let mut groups = group_names(&group.sub);
            groups.extend(usize::try_from(group.index).map(|index| (index, group.name.clone())));
            groups
        }
        HirKind::Repetition(it) => group_names(&it.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().flat_map(group_names).collect()
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => {
            BTreeMap::new()
        }
    }
}

/// `hir` with a group for every letter that is counted, from the number `next` on, and no count. Of what comes again and
/// again only the last is told, so that nothing in it can be measured, and is counted.
fn measured(hir: &Hir, next: usize, gaps: &mut Vec<Gap>) -> Hir {
    match hir.kind() {
        HirKind::Repetition(it) if matches!(it.sub.kind(), HirKind::Class(_)) => {
            let most =
                it.max.filter(|max| *max > COUNTED).and_then(|max| usize::try_from(max).ok());
            let group = next + gaps.len();
            let (Some(most), Ok(index)) = (most, u32::try_from(group)) else { return hir.clone() };
            gaps.push(Gap { group, most });
            let sub = Hir::repetition(Repetition { max: None, ..it.clone() });
            Hir::capture(Capture { index, name: None, sub: Box::new(sub) })
        }
        HirKind::Repetition(it) if it.max == Some(1) => {
            Hir::repetition(Repetition { sub: Box::new(measured(&it.sub, next, gaps)), ..*it })
        }
        HirKind::Capture(group) => {
            let sub = Box::new(measured(&group.sub, next, gaps));
            Hir::capture(Capture { sub, ..group.clone() })
        }
        HirKind::Concat(parts) => {
            Hir::concat(parts.iter().map(|part| measured(part, next, gaps)).collect())
        }
        HirKind::Alternation(parts) => {
            Hir::alternation(parts.iter().map(|part| measured(part, next, gaps)).collect())
        }
        _ => hir.clone(),
    }
}

fn without_groups(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Capture(group) => without_groups(&group.sub),
        _ => with_parts(hir, without_groups),
    }
}

/// The pattern as it stands in papers in Latin letters: of a class that Unicode has for letters of every script those of
/// Latin. Without the long s and the sign for kelvin, which Unicode takes for forms of s and k where case does not count: no
/// paper has them, and each of these letters would be two ways through the pattern.
pub(crate) fn in_latin(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => Hir::class(Class::Unicode(latin(class))),
        _ => with_parts(hir, in_latin),
    }
}

fn latin(class: &ClassUnicode) -> ClassUnicode {
    let mut class = class.clone();
    let has_others = class.ranges().last().is_some_and(|range| range.end() == char::MAX);
    if class.ranges().len() > RANGES && !has_others {
        class.intersect(&ClassUnicode::new([ClassUnicodeRange::new('\0', LATIN_ENDS)]));
    }
    if class.ranges().len() <= 3 {
        let old = ['\u{17f}', '\u{212a}'].map(|c| ClassUnicodeRange::new(c, c));
        class.difference(&ClassUnicode::new(old));
    }
    class
}

/// The last letter of the block Latin Extended-B.
const LATIN_ENDS: char = '\u{24f}';

/// The same pattern with `change` made to its parts.
fn with_parts(hir: &Hir, change: fn(&Hir) -> Hir) -> Hir {
    match hir.kind() {
        HirKind::Repetition(it) => {
            Hir::repetition(Repetition { sub: Box::new(change(&it.sub)), ..*it })
        }
        HirKind::Capture(group) => {
            Hir::capture(Capture { sub: Box::new(change(&group.sub)), ..group.clone() })
        }
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(change).collect()),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(change).collect()),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => hir.clone(),
    }
}
