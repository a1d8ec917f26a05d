//! Patterns of rules: a quick, looser one lets through what the exact one is asked about.
//!
//! Rules count (`.{0,240}`) and know every letter of Unicode. An automaton that counts has a state for each number, and the
//! tables of Unicode are large: both are built anew again and again. The sieve counts nothing and takes any byte
//! beyond ASCII for any letter beyond ASCII; it lets through all that the exact pattern hits, and little else. Where a
//! pattern stands at the start of a text, the first byte says most often that it does not; so does the last at the end.

use std::ops::Range;
use std::sync::OnceLock;

use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input, meta};
use regex_syntax::hir::{
    Capture, Class, ClassBytes, ClassBytesRange, ClassUnicode, ClassUnicodeRange, Hir, HirKind,
    Look, Repetition,
};

use crate::edges::{Bytes, first_bytes, last_bytes};
use crate::tail::{Tail, cut_tail};

/// Memory that a compiled pattern may take, in bytes.
const SIZE: usize = 4 << 20;
/// Memory that the automaton of a pattern may take before it is built anew, in bytes: few take more than a tenth of it, and
/// one that is built anew all the time is slower than none.
const CACHE: usize = 16 << 20;
/// A part that may come more often than this is not counted by the sieve.
const COUNTED: u32 = 4;
/// A class of more letters beyond ASCII than this is not told apart by the sieve.
const BEYOND: u32 = 8;

/// A text of more bytes than this goes to the exact pattern at once, which stops looking where it stops counting.
const LONG: usize = 4096;

/// A pattern, compiled when it is first asked.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    written: String,
    gate: OnceLock<Gate>,
    sieve: OnceLock<Option<meta::Regex>>,
    exact: OnceLock<meta::Regex>,
    /// The exact pattern for texts of ASCII alone: most are, and it is several times smaller.
    ascii: OnceLock<meta::Regex>,
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
    /// The sieve, where it is not the pattern itself.
    loose: Option<Hir>,
    /// The pattern without its tail.
    exact: Hir,
    tail: Tail,
}

impl Gate {
    fn of(written: &str) -> Result<Self, Box<regex_syntax::Error>> {
        let parsed = regex_syntax::Parser::new().parse(written).map_err(Box::new)?;
        let whole = without_old_letters(&parsed);
        let (exact, tail) = cut_tail(&whole);
        let loose = Some(loosened(&exact)).filter(|loose| *loose != without_groups(&exact));
        let asks_start = exact.properties().look_set().contains(Look::Start);
        let (first, last) = (first_bytes(&exact), last_bytes(&exact));
        let properties = exact.properties();
        let is_all = properties.look_set_prefix().contains(Look::Start)
            && properties.look_set_suffix().contains(Look::End);
        let longest = properties.maximum_len().filter(|_| is_all);
        Ok(Self { first, last, longest, asks_start, loose, exact, tail })
    }
}

/// Where a pattern and its groups stand in a text.
pub(crate) struct Groups<'a> {
    /// `None` where no group is left beside the tail.
    captures: Option<Captures>,
    tail: &'a Tail,
    /// Where the tail ends.
    end: usize,
}

impl Groups<'_> {
    /// Where the group of that name stands.
    pub(crate) fn name(&self, name: &str) -> Option<Range<usize>> {
        if self.tail.mark() == Some(name) {
            return Some(self.end..self.end);
        }
        let captures = self.captures.as_ref()?;
        let group = captures.group_info().to_index(captures.pattern()?, name)?;
        let found = captures.get_group(group)?;
        Some(found.start..if self.tail.is_in(group) { self.end } else { found.end })
    }
}

impl Pattern {
    /// Takes a pattern that is known to compile: see [`Pattern::check`].
    pub(crate) fn new(written: &str) -> Self {
        let written = with_plain_bounds(written);
        let (gate, sieve) = (OnceLock::new(), OnceLock::new());
        Self { written, gate, sieve, exact: OnceLock::new(), ascii: OnceLock::new() }
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
        let compiled = compile(&gate.exact)
            .ok_or_else(|| format!("not a pattern: compiled it takes more than {SIZE} bytes"))?;
        let info = self.exact.get_or_init(|| compiled).group_info();
        Ok(info.all_names().filter_map(|(_, _, name)| name).chain(gate.tail.mark()).collect())
    }

    fn gate(&self) -> &Gate {
        self.gate.get_or_init(|| {
            Gate::of(&self.written).expect("a pattern is checked before it is used")
        })
    }

    /// The exact pattern, for `text`.
    fn exact(&self, text: &str) -> &meta::Regex {
        let gate = self.gate();
        let compiled = |hir: &Hir| compile(hir).expect("a pattern is checked before it is used");
        if text.is_ascii() {
            self.ascii.get_or_init(|| compiled(&ascii_alone(&gate.exact)))
        } else {
            self.exact.get_or_init(|| compiled(&gate.exact))
        }
    }

    /// Whether it stands where it stands wherever the text before it is cut off.
    pub(crate) fn floats(&self) -> bool {
        !self.gate().asks_start
    }

    /// Whether the exact pattern is worth asking.
    fn lets_through(&self, text: &str) -> bool {
        let gate = self.gate();
        let shuts = |bytes: &Option<Bytes>, edge| bytes.as_ref().is_some_and(|it| !it.has(edge));
        if shuts(&gate.first, text.as_bytes().first())
            || shuts(&gate.last, text.as_bytes().last())
            || gate.longest.is_some_and(|longest| text.len() > longest)
        {
            return false;
        }
        let sieve = || self.sieve.get_or_init(|| gate.loose.as_ref().and_then(sieve)).as_ref();
        text.len() > LONG || sieve().is_none_or(|sieve| sieve.is_match(text))
    }

    /// Whether any part of it is told apart.
    pub(crate) fn has_groups(&self) -> bool {
        self.has_inner_groups() || self.gate().tail.mark().is_some()
    }

    fn has_inner_groups(&self) -> bool {
        self.gate().exact.properties().explicit_captures_len() > 0
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.lets_through(text) && self.exact(text).is_match(text)
    }

    /// The first place in `text` where it stands.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        let found = self.lets_through(text).then(|| self.exact(text).find(text)).flatten()?;
        Some(found.start()..self.gate().tail.end_in(text, found.end()))
    }

    /// Its groups where it stands in `text`, told by [`Pattern::find`].
    pub(crate) fn groups_at(&self, text: &str, found: &Range<usize>) -> Option<Groups<'_>> {
        let (tail, end) = (&self.gate().tail, found.end);
        if !self.has_inner_groups() {
            return Some(Groups { captures: None, tail, end });
        }
        let exact = self.exact(text);
        let mut captures = exact.create_captures();
        let here = Input::new(text).range(found.start..).anchored(Anchored::Yes);
        exact.search_captures(&here, &mut captures);
        captures.is_match().then_some(Groups { captures: Some(captures), tail, end })
    }
}

/// Compiles a pattern, unless it is too large.
fn compile(hir: &Hir) -> Option<meta::Regex> {
    let config = meta::Config::new().nfa_size_limit(Some(SIZE)).hybrid_cache_capacity(CACHE);
    meta::Regex::builder().configure(config).build_from_hir(hir).ok()
}

/// Compiles a sieve; what could not be compiled lets everything through.
fn sieve(loose: &Hir) -> Option<meta::Regex> {
    let config = meta::Config::new().utf8_empty(false).hybrid_cache_capacity(CACHE);
    meta::Regex::builder().configure(config).build_from_hir(loose).ok()
}

/// The pattern that stands wherever `hir` does, without counts and tables.
fn loosened(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Repetition(it) if it.max.is_some_and(|max| max > COUNTED) => {
            let sub = Box::new(loosened(&it.sub));
            Hir::repetition(Repetition { min: it.min.min(1), max: None, sub, ..*it })
        }
        HirKind::Class(Class::Unicode(class)) if beyond_ascii(class) > BEYOND => any_beyond(class),
        HirKind::Capture(group) => loosened(&group.sub),
        _ => with_parts(hir, loosened),
    }
}

fn without_groups(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Capture(group) => without_groups(&group.sub),
        _ => with_parts(hir, without_groups),
    }
}

/// Without the long s and the sign for kelvin, which Unicode takes for forms of s and k where case does not count: no paper
/// has them, and each of these letters would be two ways through the pattern.
fn without_old_letters(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) if class.ranges().len() <= 3 => {
            let mut class = class.clone();
            let old = ['\u{17f}', '\u{212a}'].map(|c| ClassUnicodeRange::new(c, c));
            class.difference(&ClassUnicode::new(old));
            Hir::class(Class::Unicode(class))
        }
        _ => with_parts(hir, without_old_letters),
    }
}

/// The pattern as it stands in texts of ASCII: of every class the letters within it.
fn ascii_alone(hir: &Hir) -> Hir {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            let mut class = class.clone();
            class.intersect(&ClassUnicode::new([ClassUnicodeRange::new('\0', '\x7f')]));
            Hir::class(Class::Unicode(class))
        }
        HirKind::Literal(literal) if !literal.0.is_ascii() => Hir::fail(),
        _ => with_parts(hir, ascii_alone),
    }
}

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

/// How many letters of `class` are beyond ASCII.
fn beyond_ascii(class: &ClassUnicode) -> u32 {
    let beyond = class.ranges().iter().filter(|range| !range.end().is_ascii());
    beyond.map(|range| 1 + u32::from(range.end()) - u32::from(range.start()).max(0x80)).sum()
}

/// The letters of `class` within ASCII, or bytes of any letters beyond.
fn any_beyond(class: &ClassUnicode) -> Hir {
    let ascii = class.ranges().iter().filter_map(|range| {
        let start = u8::try_from(range.start()).ok().filter(u8::is_ascii)?;
        let end = u8::try_from(range.end()).map_or(0x7f, |end| end.min(0x7f));
        Some(ClassBytesRange::new(start, end))
    });
    let ascii = Hir::class(Class::Bytes(ClassBytes::new(ascii)));
    let beyond = ClassBytes::new([ClassBytesRange::new(0x80, 0xff)]);
    let beyond = Repetition {
        min: 1,
        max: None,
        greedy: true,
        sub: Box::new(Hir::class(Class::Bytes(beyond))),
    };
    Hir::alternation(vec![ascii, Hir::repetition(beyond)])
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

    /// Every built-in pattern on the cases of every rule.
    #[test]
    fn the_sieve_lets_through_what_the_pattern_hits() {
        let rules = RuleSet::builtin();
        let texts: Vec<&str> = rules
            .all()
            .iter()
            .flat_map(|rule| &rule.raw.cases)
            .map(|case| case.text.as_str())
            .collect();
        let (mut hits, mut passed, mut tried) = (0, 0, 0);
        for pattern in rules.all().iter().flat_map(crate::rule::Rule::patterns) {
            for text in &texts {
                let gate = pattern.gate();
                let exact = pattern.exact.get_or_init(|| compile(&gate.exact).unwrap());
                let (is_hit, passes) = (exact.is_match(text), pattern.lets_through(text));
                assert_eq!(pattern.exact(text).find(text), exact.find(text), "{}", pattern.written);
                assert!(passes || !is_hit, "{} on {text:?}", pattern.written);
                tried += 1;
                hits += u32::from(is_hit);
                passed += u32::from(passes && pattern.sieve.get().is_some_and(Option::is_some));
            }
        }
        assert!(hits > 1000 && passed * 10 < tried, "{hits} {passed} {tried}");
    }

    #[test]
    fn counts_and_letters_beyond_ascii_are_loosened() {
        let pattern = Pattern::new(r"^The .{0,9} (?i:clerk|straße)\b [^.;]{2,3}$");
        assert!(pattern.lets_through("The old and worn out clerk éé"));
        assert!(!pattern.is_match("The old and worn out clerk éé"));
        assert!(pattern.is_match("The old CLERK éé"));
        assert!(!pattern.lets_through("The old clerks éé"));
        let plain = Pattern::new("^RESOLVED ");
        assert!(plain.is_match("RESOLVED that") && plain.sieve.get().is_some_and(Option::is_none));
    }
}
