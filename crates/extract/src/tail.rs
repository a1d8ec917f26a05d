//! The tail of a pattern: what of it takes all that is left of a line, and the empty group that marks its end; neither need
//! be looked for.
//!
//! `(?P<text>that .*)` stands where `that ` does and reaches to the end of the line. Without its tail a pattern looks at the
//! words of an opener, and not at those of the clause.

use regex_syntax::hir::{Capture, Dot, Hir, HirKind, Look, Repetition};

/// What was cut off the end of a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tail {
    /// Whether anything was.
    is_cut: bool,
    /// The groups whose end it was, by number.
    groups: Vec<usize>,
    /// The empty group that stood at the end, by name.
    mark: Option<Box<str>>,
}

impl Tail {
    /// Whether the tail was a part of that group.
    pub(crate) fn is_in(&self, group: usize) -> bool {
        self.groups.contains(&group)
    }

    /// The name of the empty group that stood at the end.
    pub(crate) fn mark(&self) -> Option<&str> {
        self.mark.as_deref()
    }

    /// Where a match in `text` ends of which all but the tail ends at the byte `end`.
    pub(crate) fn end_in(&self, text: &str, end: usize) -> usize {
        let rest = text.get(end..).unwrap_or("");
        if self.is_cut { rest.find('\n').map_or(text.len(), |line| end + line) } else { end }
    }
}

/// The pattern without its tail, and the tail. A pattern has one only if it ends with all that is left, or at the end of
/// the text, whichever of its ways is taken.
pub(crate) fn cut_tail(hir: &Hir) -> (Hir, Tail) {
    let mut tail = Tail::default();
    if let Some((short, mark)) = cut_mark(hir) {
        return (short, Tail { mark: Some(mark), ..tail });
    }
    match cut(hir, &mut tail) {
        Some(short) if tail.is_cut => (short, tail),
        _ => (hir.clone(), Tail::default()),
    }
}

/// The pattern without the empty group at its end, and the group's name.
fn cut_mark(hir: &Hir) -> Option<(Hir, Box<str>)> {
    let HirKind::Concat(parts) = hir.kind() else { return None };
    let (last, before) = parts.split_last()?;
    let HirKind::Capture(group) = last.kind() else { return None };
    let mark = group.name.clone().filter(|_| *group.sub.kind() == HirKind::Empty)?;
    Some((Hir::concat(before.to_vec()), mark))
}

fn cut(hir: &Hir, tail: &mut Tail) -> Option<Hir> {
    match hir.kind() {
        HirKind::Look(Look::End) => Some(hir.clone()),
        HirKind::Repetition(it) if takes_all(it) => {
            tail.is_cut = true;
            Some(Hir::empty())
        }
        HirKind::Capture(group) => {
            let sub = Box::new(cut(&group.sub, tail)?);
            tail.groups.push(usize::try_from(group.index).ok()?);
            Some(Hir::capture(Capture { sub, ..group.clone() }))
        }
        HirKind::Concat(parts) => {
            let (last, before) = parts.split_last()?;
            let last = cut(last, tail)?;
            Some(Hir::concat(before.iter().cloned().chain([last]).collect()))
        }
        HirKind::Alternation(ways) => {
            let ways: Option<Vec<Hir>> = ways.iter().map(|way| cut(way, tail)).collect();
            ways.map(Hir::alternation)
        }
        _ => None,
    }
}

/// `.*`
fn takes_all(it: &Repetition) -> bool {
    it.min == 0 && it.max.is_none() && it.greedy && *it.sub == Hir::dot(Dot::AnyCharExceptLF)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_that_ends_with_all_that_is_left_has_a_tail() {
        let parse = |pattern: &str| regex_syntax::Parser::new().parse(pattern).unwrap();
        for (pattern, short, groups) in [
            ("a (?P<text>that .*)", "a (?P<text>that )", vec![1]),
            ("a(?P<to>b) (?P<text>(?:that|to).*|$)", "a(?P<to>b) (?P<text>that|to|$)", vec![2]),
            (
                "a (?:(?P<text>that .*)|(?P<t2>to .*))",
                "a (?:(?P<text>that )|(?P<t2>to ))",
                vec![1, 2],
            ),
        ] {
            let (cut, tail) = cut_tail(&parse(pattern));
            assert_eq!((cut, &tail.groups), (parse(short), &groups), "{pattern}");
            assert_eq!(tail.end_in("ab cd\nef", 2), 5);
        }
        for whole in
            ["a.*b", "a .{0,9}", "a .*?", "(?s)a .*", "a$", "(?:a .*|b)", "a .*$", "(?:a.*)+"]
        {
            let (cut, tail) = cut_tail(&parse(whole));
            assert_eq!((cut, tail.end_in("ab cd", 2)), (parse(whole), 2), "{whole}");
        }
    }
}
