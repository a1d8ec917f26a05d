//! Patterns that count, read without counting: what may come so often at most (`[^.;]{0,160}`) is looked for as if it might
//! come any number of times, and measured where it stands.
//!
//! An automaton that counts has a state for each number, and is built anew for every text. Counting takes ways away from a
//! pattern and puts the others in no other order, so that a way which is short enough is the one that the pattern takes.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input, meta};
use regex_syntax::hir::{Capture, Hir, HirKind, Repetition};

/// Memory that a compiled pattern may take, in bytes.
pub(crate) const SIZE: usize = 4 << 20;
/// Memory that the automaton of a pattern may take before it is built anew, in bytes: few take more than a tenth of it, and
/// one that is built anew all the time is slower than none.
pub(crate) const CACHE: usize = 16 << 20;
/// A part that may come more often than this is looked for without its count.
pub(crate) const COUNTED: u32 = 4;
/// In a text of more bytes than this everything is counted, since what counts stops looking where it stops counting.
pub(crate) const LONG: usize = 4096;

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    hir: Hir,
    measured: OnceLock<Option<Measured>>,
    exact: OnceLock<meta::Regex>,
}

impl Compiled {
    /// Takes a pattern; nothing is compiled before it is asked.
    pub(crate) fn new(hir: Hir) -> Self {
        Self { hir, measured: OnceLock::new(), exact: OnceLock::new() }
    }

    /// The pattern as it is; `None` where it is too large.
    pub(crate) fn try_exact(&self) -> Option<&meta::Regex> {
        if self.exact.get().is_none() {
            let exact = meta::Regex::builder().configure(config()).build_from_hir(&self.hir);
            let _ = self.exact.set(exact.ok()?);
        }
        self.exact.get()
    }

    fn exact(&self) -> &meta::Regex {
        self.try_exact().expect("a pattern is checked before it is used")
    }

    fn measured(&self, text: &str) -> Option<&Measured> {
        let measured = || self.measured.get_or_init(|| Measured::of(&self.hir)).as_ref();
        if text.len() > LONG { None } else { measured() }
    }

    /// Whether it stands in `text`.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match self.measured(text) {
            Some(_) => self.find(text).is_some(),
            None => self.exact().is_match(text),
        }
    }

    /// The first place in `text` where it stands.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        if let Some(measured) = self.measured(text) {
            let found = measured.find(text)?;
            if measured.is_short(text, &found) {
                return Some(found);
            }
        }
        self.exact().find(text).map(|found| found.range())
    }

    /// Its groups where it stands in `text` at `start`; they have no names: see [`group_names`].
    pub(crate) fn groups_at(&self, text: &str, start: usize) -> Option<Captures> {
        let measured = self.measured(text).and_then(|it| it.groups_at(text, start));
        measured.or_else(|| {
            let mut groups = self.exact().create_captures();
            let here = Input::new(text).range(start..).anchored(Anchored::Yes);
            self.exact().search_captures(&here, &mut groups);
            groups.is_match().then_some(groups)
        })
    }
}

fn config() -> meta::Config {
    meta::Config::new().nfa_size_limit(Some(SIZE)).hybrid_cache_capacity(CACHE)
}

/// A pattern whose counted letters are looked for without their count.
#[derive(Clone, Debug)]
struct Measured {
    /// Tells where it stands.
    bounds: meta::Regex,
    /// Tells where its groups stand, the gaps among them, within those bounds.
    parts: meta::Regex,
    gaps: Vec<Gap>,
}

/// A part that may have so many letters at most.
#[derive(Clone, Copy, Debug)]
struct Gap {
    /// The number of its group.
    group: usize,
    most: usize,
}

impl Measured {
    /// The pattern of `hir`; `None` where it counts nothing that can be measured.
    fn of(hir: &Hir) -> Option<Self> {
        let mut gaps = Vec::new();
        let next = group_names(hir).last_key_value().map_or(0, |(last, _)| *last) + 1;
        let measured = measure(hir, next, &mut gaps);
        if gaps.is_empty() {
            return None;
        }
        let build =
            |config| meta::Regex::builder().configure(config).build_from_hir(&measured).ok();
        let parts = build(config().hybrid(false).dfa(false))?;
        Some(Self { bounds: build(config())?, parts, gaps })
    }

    /// Where the pattern stands first in `text`, with nothing measured.
    fn find(&self, text: &str) -> Option<Range<usize>> {
        self.bounds.find(text).map(|found| found.range())
    }

    /// Whether no gap of the pattern is too long where it stands in `text`, as told by [`Measured::find`].
    fn is_short(&self, text: &str, found: &Range<usize>) -> bool {
        let shortest = self.gaps.iter().map(|gap| gap.most).min().unwrap_or(0);
        found.len() <= shortest || self.groups_within(text, found.clone()).is_some()
    }

    /// The groups of the pattern where it stands in `text` at `start`; `None` where a gap is too long.
    fn groups_at(&self, text: &str, start: usize) -> Option<Captures> {
        let here = Input::new(text).range(start..).anchored(Anchored::Yes);
        let found = self.bounds.search(&here)?;
        self.groups_within(text, found.range())
    }

    /// The groups of the pattern where it stands in `text`, as told by [`Measured::find`]; `None` where a gap is too long.
    fn groups_within(&self, text: &str, found: Range<usize>) -> Option<Captures> {
        let within = Input::new(text).range(found).anchored(Anchored::Yes);
        let mut groups = self.parts.create_captures();
        self.parts.search_captures(&within, &mut groups);
        let is_short = |gap: &Gap| {
            let found = groups.get_group(gap.group);
            let letters = found.and_then(|found| text.get(found.range()));
            letters.is_none_or(|letters| {
                letters.len() <= gap.most || letters.chars().count() <= gap.most
            })
        };
        (groups.is_match() && self.gaps.iter().all(is_short)).then_some(groups)
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

/// `hir` with a group for every letter that is counted, from the number `next` on. Of what comes again and again only the
/// last is told, so that nothing in it can be measured.
fn measure(hir: &Hir, next: usize, gaps: &mut Vec<Gap>) -> Hir {
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
            Hir::repetition(Repetition { sub: Box::new(measure(&it.sub, next, gaps)), ..*it })
        }
        HirKind::Capture(group) => {
            let sub = Box::new(measure(&group.sub, next, gaps));
            Hir::capture(Capture { sub, ..group.clone() })
        }
        HirKind::Concat(parts) => {
            Hir::concat(parts.iter().map(|part| measure(part, next, gaps)).collect())
        }
        HirKind::Alternation(parts) => {
            Hir::alternation(parts.iter().map(|part| measure(part, next, gaps)).collect())
        }
        _ => hir.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(pattern: &str) -> Compiled {
        Compiled::new(regex_syntax::Parser::new().parse(pattern).unwrap())
    }

    /// Every text of up to seven letters of three.
    #[test]
    fn a_measured_pattern_takes_what_the_pattern_takes() {
        let mut texts = vec![String::new()];
        let mut at = 0;
        while let Some(text) = texts.get(at).filter(|text| text.chars().count() < 7) {
            let longer: Vec<String> =
                ["a", "b", "é"].map(|letter| format!("{text}{letter}")).into();
            texts.extend(longer);
            at += 1;
        }
        let mut measured = 0;
        for pattern in [
            "a.{0,5}b",
            "(?P<x>a?)[^b]{2,5}?(?P<y>b|$)",
            "(?:a(?P<x>.{1,5}))?b(?P<y>[aé]{0,5})b",
            "(?:ab{0,5}|b.{3,6})a$",
            "^(?:b(?:[ab]{0,5}é)?)+(?P<x>[ab]{1,6})",
        ] {
            let pattern = compiled(pattern);
            assert!(pattern.measured("").is_some());
            for text in &texts {
                let exact = pattern.exact();
                let expected = exact.find(text).map(|it| it.range());
                assert_eq!(pattern.find(text), expected, "{:?} on {text}", pattern.hir);
                assert_eq!(pattern.is_match(text), expected.is_some());
                let Some(found) = expected else { continue };
                let mut groups = exact.create_captures();
                exact.captures(text.as_str(), &mut groups);
                let told = pattern.groups_at(text, found.start).unwrap();
                for group in 1..groups.group_len() {
                    assert_eq!(
                        told.get_group(group),
                        groups.get_group(group),
                        "{:?} on {text}",
                        pattern.hir
                    );
                }
                let loose = pattern.measured(text).and_then(|it| it.find(text));
                let quick =
                    loose.and_then(|found| pattern.measured(text)?.groups_within(text, found));
                measured += u32::from(quick.is_some());
            }
        }
        assert!(measured > 1000, "{measured}");
    }

    #[test]
    fn what_comes_again_and_again_is_counted() {
        assert!(compiled("(?:a.{0,9})*b").measured("").is_none());
        assert!(compiled("(?:[a-z]+ ){0,9}b").measured("").is_none());
        assert!(compiled("a.{0,4}b").measured("").is_none());
        assert!(compiled("a.{0,5}b").measured(&"a".repeat(LONG + 1)).is_none());
    }
}
