//! Patterns of rules: a loose one (`loose.rs`) tells where a pattern stands, and the pattern itself is asked only where the
//! loose one may be wrong. Where a pattern stands at the start of a text, the first byte says most often that it does not;
//! so does the last at the end.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input, meta};
use regex_syntax::hir::{Hir, Look};

use crate::begins::Begins;
use crate::edges::{Bytes, first_bytes, last_bytes};
use crate::loose::{Gap, Loose, group_names, in_latin};
use crate::tail::{Tail, cut_tail};

/// Memory that a compiled pattern may take, in bytes.
const SIZE: usize = 4 << 20;
/// Memory that the automaton of a pattern may take before it is built anew, in bytes: few take more than a tenth of it, and
/// one that is built anew all the time is slower than none.
const CACHE: usize = 16 << 20;
/// Memory that the parts of a compiled pattern take, in bytes, from which on an automaton that goes backwards, from the end
/// of a hit to its start, has more states than can be kept: it would be built anew on every paper.
const LARGE: usize = 512 << 10;
/// A text of more bytes than this goes to the pattern itself, which stops looking where it stops counting.
const LONG: usize = 4096;

/// A pattern, compiled when it is first asked.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    written: String,
    gate: OnceLock<Gate>,
    /// Tells where it stands if no gap is too long: the loose pattern.
    bounds: OnceLock<Option<Bounds>>,
    /// Tells its groups, and the gaps among them.
    parts: OnceLock<Option<meta::Regex>>,
    /// The pattern itself.
    exact: OnceLock<meta::Regex>,
}

/// The loose pattern, compiled.
#[derive(Clone, Debug)]
struct Bounds {
    regex: meta::Regex,
    /// Whether it is [`LARGE`].
    is_large: bool,
}

/// What a pattern says before it is compiled.
#[derive(Clone, Debug)]
struct Gate {
    /// What a text begins with, where the pattern stands at its start only.
    first: Option<Bytes>,
    /// What a text ends with, where the pattern stands at its end only.
    last: Option<Bytes>,
    /// The most bytes a text may have, where the pattern is all of it.
    longest: Option<usize>,
    /// Whether it asks where the text begins.
    asks_start: bool,
    loose: Loose,
    /// Where that may begin.
    begins: Begins,
    /// The pattern without its tail.
    exact: Hir,
    /// The groups of that, by number.
    groups: BTreeMap<usize, Option<Box<str>>>,
    tail: Tail,
}

impl Gate {
    fn of(written: &str) -> Result<Self, Box<regex_syntax::Error>> {
        let parsed = regex_syntax::Parser::new().parse(written).map_err(Box::new)?;
        let whole = in_latin(&parsed);
        let (exact, tail) = cut_tail(&whole);
        let loose = Loose::of(&exact);
        let asks_start = exact.properties().look_set().contains(Look::Start);
        let (first, last) = (first_bytes(&exact), last_bytes(&exact));
        let properties = exact.properties();
        let is_all = properties.look_set_prefix().contains(Look::Start)
            && properties.look_set_suffix().contains(Look::End);
        let longest = properties.maximum_len().filter(|_| is_all);
        let groups = group_names(&exact);
        let begins = Begins::of(&loose.bounds);
        Ok(Self { first, last, longest, asks_start, loose, begins, exact, groups, tail })
    }

    /// Whether the pattern may stand in a text of these edges and this length.
    fn opens(&self, text: &str) -> bool {
        let shuts = |bytes: &Option<Bytes>, edge| bytes.as_ref().is_some_and(|it| !it.has(edge));
        !shuts(&self.first, text.as_bytes().first())
            && !shuts(&self.last, text.as_bytes().last())
            && self.longest.is_none_or(|longest| text.len() <= longest)
    }
}

/// Where a pattern and its groups stand in a text.
pub(crate) struct Groups<'a> {
    /// `None` where no group is left beside the tail.
    captures: Option<Captures>,
    gate: &'a Gate,
    /// Where the tail ends.
    end: usize,
}

impl Groups<'_> {
    /// Where the group of that name stands.
    pub(crate) fn name(&self, name: &str) -> Option<Range<usize>> {
        let Gate { groups, tail, .. } = self.gate;
        if tail.mark() == Some(name) {
            return Some(self.end..self.end);
        }
        let (group, _) = groups.iter().find(|(_, known)| known.as_deref() == Some(name))?;
        let found = self.captures.as_ref()?.get_group(*group)?;
        Some(found.start..if tail.is_in(*group) { self.end } else { found.end })
    }
}

impl Pattern {
    /// Takes a pattern that is known to compile: see [`Pattern::check`].
    pub(crate) fn new(written: &str) -> Self {
        let written = with_plain_bounds(written);
        let (bounds, parts) = (OnceLock::new(), OnceLock::new());
        Self { written, gate: OnceLock::new(), bounds, parts, exact: OnceLock::new() }
    }

    /// Compiles it; gives the names of its groups.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(crate) fn check(&self) -> Result<Vec<&str>, String> {
        let gate = Gate::of(&self.written).map_err(|error| {
            // The library prints the whole pattern above what is wrong with it.
            let said = error.to_string();
            let last = said.lines().last().unwrap_or("");
            format!("not a pattern: {}", last.strip_prefix("error: ").unwrap_or(last))
        })?;
        let gate = self.gate.get_or_init(|| gate);
        let compiled = compile(&gate.exact, config())
            .ok_or_else(|| format!("not a pattern: compiled it takes more than {SIZE} bytes"))?;
        self.exact.get_or_init(|| compiled);
        let names = gate.groups.values().flatten().map(|name| &**name);
        Ok(names.chain(gate.tail.mark()).collect())
    }

    fn gate(&self) -> &Gate {
        self.gate.get_or_init(|| {
            Gate::of(&self.written).expect("a pattern is checked before it is used")
        })
    }

    fn bounds(&self, text: &str) -> Option<&Bounds> {
        let compiled = || {
            let regex = compile(&self.gate().loose.bounds, config())?;
            Some(Bounds { is_large: regex.memory_usage() >= LARGE, regex })
        };
        if text.len() > LONG { None } else { self.bounds.get_or_init(compiled).as_ref() }
    }

    /// Small, and asked about few words: an automaton would be longer in the making.
    fn parts(&self) -> Option<&meta::Regex> {
        let config = || config().hybrid(false).dfa(false);
        let compiled = || compile(&self.gate().loose.parts, config());
        self.parts.get_or_init(compiled).as_ref()
    }

    fn exact(&self) -> &meta::Regex {
        self.exact.get_or_init(|| {
            compile(&self.gate().exact, config()).expect("a pattern is checked before it is used")
        })
    }

    /// Whether it stands where it stands wherever the text before it is cut off.
    pub(crate) fn floats(&self) -> bool {
        !self.gate().asks_start
    }

    /// Whether any part of it is told apart.
    pub(crate) fn has_groups(&self) -> bool {
        !self.gate().groups.is_empty() || self.gate().tail.mark().is_some()
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        let gate = self.gate();
        match self.bounds(text) {
            Some(bounds) if gate.loose.gaps.is_empty() => {
                gate.opens(text) && bounds.regex.is_match(text)
            }
            _ => self.find(text).is_some(),
        }
    }

    /// The first place in `text` where it stands.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        let gate = self.gate();
        let found = if gate.opens(text) { self.find_core(text)? } else { return None };
        Some(found.start..gate.tail.end_in(text, found.end))
    }

    /// The first place in `text` where all but the tail stands.
    fn find_core(&self, text: &str) -> Option<Range<usize>> {
        if let Some(bounds) = self.bounds(text) {
            let found = self.first_in(bounds, text)?;
            if self.is_certain(text, &found) {
                return Some(found);
            }
        }
        self.exact().find(text).map(|found| found.range())
    }

    /// Where the loose pattern stands first.
    fn first_in(&self, Bounds { regex, is_large }: &Bounds, text: &str) -> Option<Range<usize>> {
        if !is_large {
            return regex.find(text).map(|found| found.range());
        }
        let end = regex.search_half(&Input::new(text))?.offset();
        let here = |at: &usize| Input::new(text).range(*at..end).anchored(Anchored::Yes);
        let mut starts = self.gate().begins.places(text, end);
        let start = starts.find(|at| regex.search_half(&here(at)).is_some())?;
        Some(start..end)
    }

    /// Whether no gap is too long where the loose pattern stands in `text`.
    fn is_certain(&self, text: &str, found: &Range<usize>) -> bool {
        self.gate().loose.gaps.iter().all(|gap| found.len() <= gap.most)
            || self.measured_groups(text, found.clone()).is_some()
    }

    /// The groups of the pattern where the loose one stands in `text` at `found`; `None` where a gap is too long.
    fn measured_groups(&self, text: &str, found: Range<usize>) -> Option<Captures> {
        let parts = self.parts()?;
        let mut groups = parts.create_captures();
        parts.search_captures(&Input::new(text).range(found).anchored(Anchored::Yes), &mut groups);
        let is_short = |gap: &Gap| {
            let letters = groups.get_group(gap.group).and_then(|found| text.get(found.range()));
            letters.is_none_or(|it| it.len() <= gap.most || it.chars().count() <= gap.most)
        };
        (groups.is_match() && self.gate().loose.gaps.iter().all(is_short)).then_some(groups)
    }

    /// Its groups where it stands in `text`, told by [`Pattern::find`].
    pub(crate) fn groups_at(&self, text: &str, found: &Range<usize>) -> Option<Groups<'_>> {
        let (gate, end) = (self.gate(), found.end);
        if gate.groups.is_empty() {
            return Some(Groups { captures: None, gate, end });
        }
        let here = Input::new(text).range(found.start..).anchored(Anchored::Yes);
        let measured = || {
            let core = self.bounds(text)?.regex.search(&here)?;
            self.measured_groups(text, core.range())
        };
        let captures = measured().or_else(|| {
            let mut groups = self.exact().create_captures();
            self.exact().search_captures(&here, &mut groups);
            groups.is_match().then_some(groups)
        })?;
        Some(Groups { captures: Some(captures), gate, end })
    }
}

fn config() -> meta::Config {
    meta::Config::new().nfa_size_limit(Some(SIZE)).hybrid_cache_capacity(CACHE)
}

/// Compiles a pattern, unless it is too large.
fn compile(hir: &Hir, config: meta::Config) -> Option<meta::Regex> {
    meta::Regex::builder().configure(config).build_from_hir(hir).ok()
}

/// `\b` as the bound of a plain English word: the regex engine is many times faster without the tables of Unicode,
/// and no word of a rule ends in a letter beyond ASCII.
fn with_plain_bounds(pattern: &str) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('\\') {
        let escaped = after.chars().next().map_or(0, char::len_utf8);
        let (escaped, after) = after.split_at_checked(escaped).unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(&if escaped == "b" { r"(?-u:\b)".to_owned() } else { format!("\\{escaped}") });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    /// Holds a pattern to what it is without its loose one.
    fn agrees(pattern: &Pattern, text: &str) -> bool {
        let exact = pattern.exact().find(text).map(|it| it.range());
        let told = if pattern.gate().opens(text) { pattern.find_core(text) } else { None };
        assert_eq!(told, exact, "{} on {text:?}", pattern.written);
        assert_eq!(pattern.is_match(text), exact.is_some(), "{} on {text:?}", pattern.written);
        let Some(found) = exact else { return false };
        let mut groups = pattern.exact().create_captures();
        pattern.exact().captures(text, &mut groups);
        if let Some(told) = pattern.groups_at(text, &found).unwrap().captures {
            for group in 1..groups.group_len() {
                let (told, exact) = (told.get_group(group), groups.get_group(group));
                assert_eq!(told, exact, "{} on {text:?}", pattern.written);
            }
        }
        pattern
            .bounds(text)
            .and_then(|bounds| bounds.regex.find(text))
            .is_some_and(|core| pattern.is_certain(text, &core.range()))
    }

    /// Every built-in pattern on the cases of every rule.
    #[test]
    fn rules_hit_what_their_patterns_hit() {
        let rules = RuleSet::builtin();
        let cases = rules.all().iter().flat_map(|rule| &rule.raw.cases).map(|case| &case.text);
        let texts: Vec<String> = cases
            .flat_map(|text| [text.clone(), format!("{text} – é"), text.replacen(' ', " ’", 3)])
            .collect();
        let patterns = rules.all().iter().flat_map(crate::rule::Rule::patterns);
        let certain: usize =
            patterns.map(|pattern| texts.iter().filter(|text| agrees(pattern, text)).count()).sum();
        assert!(certain > 1000, "{certain}");
    }

    /// Every text of up to six letters of four, on patterns that count and on such as know letters beyond ASCII.
    #[test]
    fn a_loose_pattern_takes_the_way_of_the_pattern() {
        let mut texts = vec![String::new()];
        let mut at = 0;
        while let Some(text) = texts.get(at).filter(|text| text.chars().count() < 6) {
            texts.extend(["a", "b", "é", "–"].map(|letter| format!("{text}{letter}")));
            at += 1;
        }
        let mut certain = 0;
        for pattern in [
            "a.{0,5}b",
            "(?P<label>a?)[^b]{2,5}?(?P<text>b|$)",
            "(?:a(?P<label>.{1,5}))?b(?P<text>[aé]{0,5})b",
            "(?:ab{0,5}|b.{3,6})a$",
            r"^(?:b(?:[ab]{0,5}é)?)+(?P<text>\w{1,6})",
            r"(?:\w*b|\w{2,5}–)a",
        ] {
            let pattern = Pattern::new(pattern);
            certain += texts.iter().filter(|text| agrees(&pattern, text)).count();
        }
        assert!(certain > 1000, "{certain}");
    }

    #[test]
    fn letters_are_those_of_latin() {
        let pattern = Pattern::new(r"^\w+ \S$");
        assert!(pattern.is_match("Ngā –") && pattern.is_match("Ŵyn é"));
        assert!(!pattern.is_match("ж –") && !pattern.is_match("’ a") && pattern.is_match("a ж"));
    }

    #[test]
    fn what_comes_again_and_again_is_counted() {
        let gaps = |pattern: &str| Pattern::new(pattern).gate().loose.gaps.len();
        assert_eq!(gaps("(?:a.{0,9})*b"), 0);
        assert_eq!(gaps("(?:[a-z]+ ){0,9}b"), 0);
        assert_eq!(gaps("a.{0,4}b"), 0);
        assert_eq!(gaps("a.{0,5}b.{5,6}"), 2);
    }
}
