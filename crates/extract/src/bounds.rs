//! Sentence bounds of Unicode (UAX 29, rules SB1 to SB998) for the letters English papers are written in, in one quick pass;
//! any other text is handed to `unicode-segmentation`. Abbreviations are not known here.

use memchr::memchr3_iter;
use unicode_segmentation::UnicodeSegmentation;

/// What a character does at the end of a sentence, as UAX 29 has it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Lower,
    Upper,
    Numeric,
    FullStop,
    Terminator,
    Close,
    Space,
    Continue,
    Other,
}

/// The class of a character of plain English text; `None` for all others.
fn class(c: char) -> Option<Class> {
    match ASCII.get(c as usize) {
        Some(class) => *class,
        None => class_of(c),
    }
}

/// The classes of ASCII.
static ASCII: [Option<Class>; 128] = {
    let mut classes = [None; 128];
    let mut at = 0;
    while at < 128 {
        classes[at] = class_of(at as u8 as char);
        at += 1;
    }
    classes
};

const fn class_of(c: char) -> Option<Class> {
    Some(match c {
        'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' | 'ŵ' | 'ŷ' => Class::Lower,
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Ŵ' | 'Ŷ' => Class::Upper,
        '0'..='9' => Class::Numeric,
        '.' => Class::FullStop,
        '!' | '?' => Class::Terminator,
        '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '‘' | '’' | '“' | '”' => {
            Class::Close
        }
        ' ' | '\t' | '\u{a0}' => Class::Space,
        ',' | '-' | ':' | ';' | '–' | '—' => Class::Continue,
        '!'..='~' | '£' | '€' | '•' | '…' | '½' | '°' | '§' | '\u{f0b7}' => Class::Other,
        _ => return None,
    })
}

/// The sentences of `text`, each with the white space after it.
pub(crate) fn bounds(text: &str) -> impl Iterator<Item = &str> {
    let plain = text.is_ascii() || text.chars().all(|c| class(c).is_some());
    let ours = Pieces { rest: if plain { text } else { "" } };
    ours.chain((!plain).then(|| text.split_sentence_bounds()).into_iter().flatten())
}

/// The sentences of a text of known characters that are still to come.
struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let end = first_end(self.rest).unwrap_or(self.rest.len());
        let (piece, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(piece).filter(|piece| !piece.is_empty())
    }
}

/// Where the first sentence of `text` ends, if not with the text.
fn first_end(text: &str) -> Option<usize> {
    memchr3_iter(b'.', b'!', b'?', text.as_bytes()).find_map(|at| {
        let c = char::from(*text.as_bytes().get(at)?);
        let (before, after) = (text.get(..at)?, text.get(at + 1..)?);
        let space = after.trim_start_matches(is(Class::Close)).trim_start_matches(is(Class::Space));
        let next = space.chars().next().and_then(class)?;
        let goes_on = matches!(next, Class::Continue | Class::FullStop | Class::Terminator)
            || c == '.'
                && (space.len() == after.len() && joins(before, next) || begins_small(space));
        (!goes_on).then(|| text.len() - space.len())
    })
}

fn is(wanted: Class) -> impl Fn(char) -> bool {
    move |c| class(c) == Some(wanted)
}

/// "3.5" and "U.K": a full stop inside a word (SB6, SB7).
fn joins(before: &str, next: Class) -> bool {
    let last = before.chars().next_back().and_then(class);
    let letter = matches!(last, Some(Class::Lower | Class::Upper));
    next == Class::Numeric || next == Class::Upper && letter
}

/// Whether the first letter of `text` is small, and no sentence ends before it (SB8).
fn begins_small(text: &str) -> bool {
    let ends = [Class::Lower, Class::Upper, Class::FullStop, Class::Terminator];
    text.chars().filter_map(class).find(|class| ends.contains(class)) == Some(Class::Lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every text of up to seven characters of one or two of each class.
    #[test]
    fn bounds_are_those_of_unicode() {
        let letters = ['a', 'Z', '7', '.', '!', '”', ' ', '–', '£'];
        let mut texts = vec![String::new()];
        for _ in 0..6 {
            let longer = |text: &String| letters.map(|letter| format!("{text}{letter}"));
            texts = texts.iter().flat_map(longer).collect();
            for text in &texts {
                let ours: Vec<&str> = bounds(text).collect();
                assert_eq!(ours, text.split_sentence_bounds().collect::<Vec<_>>(), "{text:?}");
            }
        }
    }

    #[test]
    fn every_known_character_has_its_class() {
        for c in (0..=char::MAX as u32).filter_map(char::from_u32).filter(|c| class(*c).is_some()) {
            for text in
                [format!("A.{c}Bc"), format!("A. {c}b"), format!("a{c} B c"), format!("A.{c} {c}B")]
            {
                let ours: Vec<&str> = bounds(&text).collect();
                assert_eq!(ours, text.split_sentence_bounds().collect::<Vec<_>>(), "{text:?}");
            }
        }
    }

    #[test]
    fn other_characters_are_left_to_the_library() {
        assert!(bounds("Aeth y cŵn. Ŵyn.").eq(["Aeth y cŵn. ", "Ŵyn."]));
    }
}
