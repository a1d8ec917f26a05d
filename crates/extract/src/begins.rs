//! Where in a text a pattern may begin: told by single bytes, before the pattern is asked.

use regex_syntax::hir::{Hir, Look};

use crate::edges::{Bytes, begin_bytes};

/// What is known of the places where a pattern may begin.
#[derive(Clone, Debug)]
pub(crate) struct Begins {
    /// At the start of the text only.
    at_start: bool,
    /// Only where a word begins or ends.
    at_bound: bool,
    /// With one of these bytes only.
    bytes: Option<Bytes>,
}

impl Begins {
    /// What the pattern itself says of them.
    pub(crate) fn of(hir: &Hir) -> Self {
        let looks = hir.properties().look_set_prefix();
        let at_bound = looks.contains(Look::WordAscii);
        Self { at_start: looks.contains(Look::Start), at_bound, bytes: begin_bytes(hir) }
    }

    /// The bytes in `text`, up to the byte `end`, where the pattern may begin.
    pub(crate) fn places<'t>(&'t self, text: &'t str, end: usize) -> impl Iterator<Item = usize> {
        let all = 0..=if self.at_start { 0 } else { end };
        all.filter(move |at| text.is_char_boundary(*at) && self.may_be(text.as_bytes(), *at))
    }

    fn may_be(&self, text: &[u8], at: usize) -> bool {
        let here = text.get(at);
        let before = at.checked_sub(1).and_then(|before| text.get(before));
        let is_word =
            |byte: Option<&u8>| byte.is_some_and(|it| it.is_ascii_alphanumeric() || *it == b'_');
        self.bytes.as_ref().is_none_or(|bytes| bytes.has(here))
            && (!self.at_bound || is_word(before) != is_word(here))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_begins_where_its_first_letters_stand() {
        let places = |pattern: &str, text: &str| -> Vec<usize> {
            let hir = regex_syntax::Parser::new().parse(pattern).unwrap();
            Begins::of(&hir).places(text, text.len()).collect()
        };
        assert_eq!(places(r"(?-u:\b)(?:it|all) ", "it fits, all"), [0, 9]);
        assert_eq!(places("i", "it fits, all"), [0, 4]);
        assert_eq!(places("^i?", "it fits"), [0]);
        assert_eq!(places("[é–]", "né –"), [1, 4]);
        assert_eq!(places("x?", "né"), [0, 1, 3]);
    }
}
