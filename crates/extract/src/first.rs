//! With which bytes a text must begin for a pattern to stand at its start.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A set of bytes.
#[derive(Clone, Debug)]
pub(crate) struct Bytes([bool; 256]);

impl Bytes {
    /// Whether `text` begins with one of them.
    pub(crate) fn begin(&self, text: &str) -> bool {
        let first = text.as_bytes().first();
        first.and_then(|byte| self.0.get(usize::from(*byte))).copied().unwrap_or(false)
    }

    fn add(&mut self, bytes: impl IntoIterator<Item = u8>) {
        for byte in bytes {
            if let Some(place) = self.0.get_mut(usize::from(byte)) {
                *place = true;
            }
        }
    }
}

/// The bytes with which every text begins in which `hir` stands; `None` where it can stand elsewhere than at the start, or
/// in a text without words.
pub(crate) fn first_bytes(hir: &Hir) -> Option<Bytes> {
    let HirKind::Concat(parts) = hir.kind() else { return None };
    let (start, rest) = parts.split_first()?;
    let mut bytes = Bytes([false; 256]);
    let anchored = matches!(start.kind(), HirKind::Look(Look::Start));
    (anchored && !all_may_be_empty(rest, &mut bytes)).then_some(bytes)
}

/// Adds the bytes with which `hir` may begin; whether it may also be empty.
fn may_be_empty(hir: &Hir, bytes: &mut Bytes) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => true,
        HirKind::Literal(literal) => {
            bytes.add(literal.0.first().copied());
            literal.0.is_empty()
        }
        HirKind::Class(class) => {
            add_class(class, bytes);
            false
        }
        HirKind::Repetition(it) => may_be_empty(&it.sub, bytes) || it.min == 0,
        HirKind::Capture(group) => may_be_empty(&group.sub, bytes),
        HirKind::Concat(parts) => all_may_be_empty(parts, bytes),
        HirKind::Alternation(parts) => {
            parts.iter().fold(false, |empty, part| may_be_empty(part, bytes) | empty)
        }
    }
}

fn all_may_be_empty(parts: &[Hir], bytes: &mut Bytes) -> bool {
    parts.iter().all(|part| may_be_empty(part, bytes))
}

fn add_class(class: &Class, bytes: &mut Bytes) {
    match class {
        Class::Bytes(class) => {
            class.ranges().iter().for_each(|range| bytes.add(range.start()..=range.end()));
        }
        Class::Unicode(class) => {
            for range in class.ranges() {
                let low = |c: char| u8::try_from(c).ok().filter(u8::is_ascii);
                match (low(range.start()), low(range.end())) {
                    (Some(start), Some(end)) => bytes.add(start..=end),
                    (start, _) => bytes.add(start.unwrap_or(0x80)..=0xff),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begins(pattern: &str, text: &str) -> Option<bool> {
        let hir = regex_syntax::Parser::new().parse(pattern).unwrap();
        Some(first_bytes(&hir)?.begin(text))
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
            assert_eq!(begins(pattern, text), expected, "{pattern} on {text}");
        }
    }
}
