//! With which bytes a text must begin or end for a pattern to stand at its start or end.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A set of bytes.
#[derive(Clone, Debug)]
pub(crate) struct Bytes([bool; 256]);

impl Bytes {
    /// Whether `byte` is one of them.
    pub(crate) fn has(&self, byte: Option<&u8>) -> bool {
        byte.and_then(|byte| self.0.get(usize::from(*byte))).copied().unwrap_or(false)
    }

    fn add(&mut self, bytes: impl IntoIterator<Item = u8>) {
        for byte in bytes {
            if let Some(place) = self.0.get_mut(usize::from(byte)) {
                *place = true;
            }
        }
    }
}

/// An end of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    First,
    Last,
}

/// The bytes with which every text begins in which `hir` stands; `None` where it can stand elsewhere than at the start, or
/// in a text without words.
pub(crate) fn first_bytes(hir: &Hir) -> Option<Bytes> {
    bytes_at(Edge::First, hir, Look::Start)
}

/// The bytes with which whatever `hir` stands for begins, wherever that is; `None` where it may be empty.
pub(crate) fn begin_bytes(hir: &Hir) -> Option<Bytes> {
    let mut bytes = Bytes([false; 256]);
    (!Edge::First.may_be_empty(hir, &mut bytes)).then_some(bytes)
}

/// The bytes with which every text ends in which `hir` stands; `None` where it can stand elsewhere than at the end, or in a
/// text without words.
pub(crate) fn last_bytes(hir: &Hir) -> Option<Bytes> {
    bytes_at(Edge::Last, hir, Look::End)
}

fn bytes_at(edge: Edge, hir: &Hir, anchor: Look) -> Option<Bytes> {
    let HirKind::Concat(parts) = hir.kind() else { return None };
    let (outermost, rest) = match edge {
        Edge::First => parts.split_first()?,
        Edge::Last => parts.split_last()?,
    };
    let mut bytes = Bytes([false; 256]);
    let anchored = matches!(outermost.kind(), HirKind::Look(look) if *look == anchor);
    (anchored && !edge.all_may_be_empty(rest, &mut bytes)).then_some(bytes)
}

impl Edge {
    /// Adds the bytes that `hir` may have at this end; whether it may also be empty.
    fn may_be_empty(self, hir: &Hir, bytes: &mut Bytes) -> bool {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => true,
            HirKind::Literal(literal) => {
                let byte = match self {
                    Self::First => literal.0.first(),
                    Self::Last => literal.0.last(),
                };
                bytes.add(byte.copied());
                literal.0.is_empty()
            }
            HirKind::Class(class) => {
                self.add_class(class, bytes);
                false
            }
            HirKind::Repetition(it) => self.may_be_empty(&it.sub, bytes) || it.min == 0,
            HirKind::Capture(group) => self.may_be_empty(&group.sub, bytes),
            HirKind::Concat(parts) => self.all_may_be_empty(parts, bytes),
            HirKind::Alternation(parts) => {
                parts.iter().fold(false, |empty, part| self.may_be_empty(part, bytes) | empty)
            }
        }
    }

    fn all_may_be_empty(self, parts: &[Hir], bytes: &mut Bytes) -> bool {
        match self {
            Self::First => parts.iter().all(|part| self.may_be_empty(part, bytes)),
            Self::Last => parts.iter().rev().all(|part| self.may_be_empty(part, bytes)),
        }
    }

    fn add_class(self, class: &Class, bytes: &mut Bytes) {
        match class {
            Class::Bytes(class) => {
                class.ranges().iter().for_each(|range| bytes.add(range.start()..=range.end()));
            }
            Class::Unicode(class) => {
                for range in class.ranges() {
                    let low = |c: char| u8::try_from(c).ok().filter(u8::is_ascii);
                    match (low(range.start()), low(range.end())) {
                        (Some(start), Some(end)) => bytes.add(start..=end),
                        (start, _) => {
                            bytes.add(start.unwrap_or(0x80)..=0x7f);
                            bytes.add(self.beyond_ascii());
                        }
                    }
                }
            }
        }
    }

    /// The bytes that a letter beyond ASCII may have at this end, in UTF-8.
    fn beyond_ascii(self) -> std::ops::RangeInclusive<u8> {
        match self {
            Self::First => 0xc2..=0xf4,
            Self::Last => 0x80..=0xbf,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(pattern: &str) -> Hir {
        regex_syntax::Parser::new().parse(pattern).unwrap()
    }

    #[test]
    fn a_text_begins_as_its_pattern_does() {
        for (pattern, text, expected) in [
            ("^(?:The |(?i:that) )x", "Tx", Some(true)),
            ("^(?:The |(?i:that) )x", "a", Some(false)),
            (r"^(?:[“(]? ?)?(?:£[0-9]|no)", "“", Some(true)),
            (r"^(?:[“(]? ?)?(?:£[0-9]|no)", "5", Some(false)),
            ("^[^.;]", "é", Some(true)),
            ("^[^.;]", ";", Some(false)),
            (r"^(?-u:\b)x{2,3}", "x", Some(true)),
            (r"^(?-u:\b)x{2,3}", "", Some(false)),
            ("^x?", "y", None),
            ("x", "y", None),
        ] {
            let begins = first_bytes(&parse(pattern)).map(|it| it.has(text.as_bytes().first()));
            assert_eq!(begins, expected, "{pattern} on {text}");
        }
    }

    #[test]
    fn what_stands_anywhere_begins_as_its_pattern_does() {
        let begins = |pattern: &str, byte: u8| {
            begin_bytes(&parse(pattern)).map(|bytes| bytes.has(Some(&byte)))
        };
        assert_eq!(begins(r"(?-u:\b)(?:it|(?i:we)) ", b'W'), Some(true));
        assert_eq!(begins(r"(?-u:\b)(?:it|(?i:we)) ", b'I'), Some(false));
        assert_eq!(begins("(?:, )?[^a]", "é".as_bytes()[0]), Some(true));
        assert_eq!(begins("(?:, )?a?", b'a'), None);
    }

    #[test]
    fn a_text_ends_as_its_pattern_does() {
        for (pattern, text, expected) in [
            ("x(?: The| (?i:that))$", "xThE", Some(false)),
            ("x(?: The| (?i:that))$", "xthaT", Some(true)),
            ("^x(?:ab)? ?[:–]*$", "x–", Some(true)),
            ("^x(?:ab)? ?[:–]*$", "xab", Some(true)),
            ("^x(?:ab)? ?[:–]*$", "x.", Some(false)),
            ("[^.;]$", "é", Some(true)),
            ("[^.;]$", ".", Some(false)),
            ("a|b$", "b", None),
            ("x?$", "y", None),
        ] {
            let ends = last_bytes(&parse(pattern)).map(|it| it.has(text.as_bytes().last()));
            assert_eq!(ends, expected, "{pattern} on {text}");
        }
    }
}
