//! reStructuredText, as documentation sites keep minutes and reports in: put into Markdown, and read as that.
//!
//! Reads: titles underlined (and overlined) by any sign, `#.` and numbered lists, bullets, emphasis, links by their words.
//! Ignores: directives and comments (`.. image::`) with what is indented below them, tables drawn with signs, roles, footnotes.

use std::fmt::Write as _;

use minuted_model::{Diagnostic, Document};

use crate::encoding;
use crate::error::Error;
use crate::limits::Limits;
use crate::markdown;

/// Reads reStructuredText.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    limits.check_text(bytes.len())?;
    let (document, found) =
        markdown::read(to_markdown(&encoding::decode(bytes)).as_bytes(), limits)?;
    Ok((Document { media_type: "text/x-rst".to_owned(), ..document }, found))
}

/// What has been seen of a paper so far.
#[derive(Default)]
struct Writer {
    out: String,
    /// The signs that underline titles, the outermost first.
    signs: Vec<char>,
    /// The last number given to an item marked `#.`.
    number: u32,
    /// How far a directive is indented whose block is passed over.
    hidden: Option<usize>,
}

fn to_markdown(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut writer = Writer::default();
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        let rest = lines.get(at + 1..).unwrap_or_default();
        at += match (adornment(line), rest) {
            (Some(sign), [title, under, ..])
                if adornment(under) == Some(sign) && is_title(title, under) =>
            {
                writer.title(title, sign);
                3
            }
            (None, [under, ..]) if is_title(line, under) => {
                adornment(under).into_iter().for_each(|sign| writer.title(line, sign));
                2
            }
            _ => {
                writer.line(line);
                1
            }
        };
    }
    writer.out
}

/// The sign that a line of nothing else consists of.
fn adornment(line: &str) -> Option<char> {
    let sign = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= 3 && line.chars().all(|c| c == sign)).then_some(sign)
}

/// Whether a line is the title above `under`.
fn is_title(line: &str, under: &str) -> bool {
    let (words, length) = (line.trim(), under.chars().count());
    let fits =
        words.chars().count() <= length + 2 && line.starts_with(|c: char| !c.is_whitespace());
    !words.is_empty() && fits && adornment(line).is_none() && adornment(under).is_some()
}

impl Writer {
    fn title(&mut self, title: &str, sign: char) {
        let known = self.signs.iter().position(|known| *known == sign);
        let level = known.unwrap_or_else(|| {
            self.signs.push(sign);
            self.signs.len() - 1
        });
        self.number = 0;
        self.hidden = None;
        let _ = write!(self.out, "\n{} {}\n\n", "#".repeat(level.min(5) + 1), plain(title.trim()));
    }

    fn line(&mut self, line: &str) {
        let words = line.trim_start();
        let indent = line.len() - words.len();
        if let Some(hidden) = self.hidden {
            if words.is_empty() || indent > hidden {
                return;
            }
            self.hidden = None;
        }
        if words.starts_with(".. ") || words == ".." {
            self.hidden = Some(indent);
            return;
        }
        let (spaces, text) = line.split_at_checked(indent).unwrap_or(("", words));
        if let Some(item) = text.strip_prefix("#. ") {
            self.number += 1;
            let _ = writeln!(self.out, "{spaces}{}. {}", self.number, plain(item));
            return;
        }
        if indent == 0 && !words.is_empty() {
            self.number = 0;
        }
        let _ = writeln!(self.out, "{spaces}{}", plain(text));
    }
}

/// Words without the signs of links: `` `the plan <https://mill.example>`_ `` is "the plan"; ``` ``literal`` ``` stays.
fn plain(words: &str) -> String {
    let mut out = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('`') {
        let link = after.split_once('`').and_then(|(link, after)| {
            let after = after.strip_prefix("__").or_else(|| after.strip_prefix('_'))?;
            Some((link.split_once(" <").map_or(link, |(words, _)| words), after))
        });
        out.push_str(before);
        let Some((link, after)) = link else {
            out.push('`');
            rest = after;
            continue;
        };
        out.push_str(link);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lists_and_links_are_read_and_directives_are_not() {
        let text = concat!(
            "=====\nMills\n=====\n\n.. image:: mill.png\n   :alt: A mill\n\nPart 2. Recommendations\n-----------------------\n\n",
            "#. The Board shall mend\n   the weir.\n#. See `the plan <https://mill.example>`_ of May.\n\nOthers\n~~~~~~\n\n- **All** to write\n"
        );
        let (document, _) = read(text.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(
            document.to_outline(),
            concat!(
                "# Mills\n## Part 2. Recommendations\n- {1.} The Board shall mend the weir.\n",
                "- {2.} See the plan of May.\n### Others\n- {•} ‹b›All‹/b› to write\n"
            )
        );
        assert_eq!(document.media_type, "text/x-rst");
    }
}
