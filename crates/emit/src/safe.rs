//! Text from papers made safe for the formats that would act on it.
//! JSON needs none of this for its meaning; its control and direction characters are only written as escapes.

/// Whether a character steers a terminal or the direction of text instead of being seen.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// Text on one line: white space as spaces, hidden characters shown as U+FFFD.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.push(match c {
            '\n' | '\r' | '\t' => ' ',
            c if is_hidden(c) => '\u{fffd}',
            c => c,
        });
    }
    out
}

/// JSON that shows hidden characters as escapes: the same values, harmless on a terminal.
///
/// Such characters can only stand inside strings; line breaks of pretty printing are kept.
pub fn json_text(json: String) -> String {
    if !json.chars().any(|c| is_hidden(c) && c != '\n') {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) && c != '\n' {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// A CSV cell that no spreadsheet takes for a formula: one that begins like one gets an apostrophe before it.
pub fn csv_cell(text: &str) -> String {
    let text = plain(text);
    let risky =
        text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%']);
    if risky { format!("'{text}") } else { text }
}

/// Words of a Markdown paragraph or table cell, without any mark-up, link or HTML of their own.
pub fn markdown_text(text: &str) -> String {
    let text = plain(text);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' => {
                out.push('\\');
                out.push(c);
            }
            // Colon and at sign would let a bare address become a link.
            ':' => out.push_str("&#58;"),
            '@' => out.push_str("&#64;"),
            c => out.push(c),
        }
    }
    keep_from_listing(out)
}

/// A paragraph that begins `1.` or `-` would become a list.
fn keep_from_listing(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text.chars().nth(digits);
    let numbered = digits > 0 && matches!(after, Some('.' | ')'));
    if numbered {
        let (number, rest) = text.split_at_checked(digits).unwrap_or((&text, ""));
        return format!("{number}\\{rest}");
    }
    if text.starts_with(['-', '+', '=']) { format!("\\{text}") } else { text }
}

/// The value of an iCalendar TEXT property (RFC 5545, section 3.3.11).
pub(crate) fn calendar_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            c if is_hidden(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// A path as a URI reference: bytes outside the unreserved ones of RFC 3986 are escaped.
pub fn to_uri(path: &str) -> String {
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        uri.push_str(&if is_plain { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_shown() {
        assert_eq!(plain("a\u{1b}[2J\u{202e}b\nc"), "a\u{fffd}[2J\u{fffd}b c");
    }

    #[test]
    fn json_keeps_its_meaning() {
        let text = "a\u{1b}[2J\u{9b}\u{202e}b\nc";
        let json = json_text(serde_json::to_string(text).unwrap());
        assert_eq!(json, r#""a\u001b[2J\u009b\u202eb\nc""#);
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn formulas_become_text() {
        for (text, cell) in [
            ("=cmd()", "'=cmd()"),
            (" +1", "' +1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("That 1+1=2", "That 1+1=2"),
            ("\t=1", "' =1"),
        ] {
            assert_eq!(csv_cell(text), cell);
        }
    }

    #[test]
    fn markdown_says_only_words() {
        for (text, expected) in [
            ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
            ("[a](javascript:b)", "\\[a\\](javascript&#58;b)"),
            ("1. not a list", "1\\. not a list"),
            ("- nor this", "\\- nor this"),
            ("a|b", "a\\|b"),
        ] {
            assert_eq!(markdown_text(text), expected);
        }
    }

    #[test]
    fn calendar_values_are_escaped() {
        assert_eq!(calendar_text("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(to_uri("a b/c#1.pdf"), "a%20b/c%231.pdf");
        assert_eq!(to_uri("/x/y.pdf"), "file:///x/y.pdf");
    }
}
