//! Patterns that come with the program, compiled for the letters British papers are written in.

use regex::Regex;

/// Letters, digits and the underscore: those of ASCII and the accented ones of Latin, Welsh among them.
const WORD: &str = "0-9A-Za-z_À-ž";
const DIGIT: &str = "0-9";

/// Compiles a pattern that is part of the program.
///
/// `\w` and `\d` stand for letters and digits of Latin script and `\b` for the bound of an ASCII word: the tables of
/// Unicode behind them are so large that compiling them, many times over, was most of what a short run took.
///
/// # Panics
/// It is no pattern; a test compiles each.
pub(crate) fn regex(written: &str) -> Regex {
    Regex::new(&plain(written)).expect("a pattern of the program compiles")
}

fn plain(written: &str) -> String {
    let mut out = String::new();
    let mut in_class = false;
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '[' => in_class = true,
            ']' => in_class = false,
            '\\' => {
                out.push_str(&escaped(letters.next().unwrap_or('\\'), in_class));
                continue;
            }
            _ => {}
        }
        out.push(letter);
    }
    out
}

fn escaped(letter: char, in_class: bool) -> String {
    match (letter, in_class) {
        ('w', true) => WORD.to_owned(),
        ('d', true) => DIGIT.to_owned(),
        ('w', false) => format!("[{WORD}]"),
        ('d', false) => format!("[{DIGIT}]"),
        ('W', false) => format!("[^{WORD}]"),
        ('D', false) => format!("[^{DIGIT}]"),
        ('b', false) => r"(?-u:\b)".to_owned(),
        _ => format!("\\{letter}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_latin_letters() {
        assert_eq!(
            plain(r"\b[\w’-]+\\w\]\W\d"),
            format!(r"(?-u:\b)[{WORD}’-]+\\w\][^{WORD}][0-9]")
        );
        assert!(regex(r"^\w+ \d$").is_match("Tŷ 4"));
        assert!(!regex(r"^\d$").is_match("٣"));
    }
}
