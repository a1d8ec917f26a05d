//! Character references left in plain text by whatever saved a web page as one: `&pound;5,000`, `Reed &amp; Sand`, `Clerk&#39;s`.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"&(?:(?P<name>[a-z]{2,6})|#(?P<decimal>[0-9]{2,5})|#x(?P<hex>[0-9A-Fa-f]{2,4}));")
        .expect("a fixed pattern compiles")
});

/// The names that papers hold, with what they stand for (HTML 4, section 24).
const NAMES: [(&str, &str); 16] = [
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("pound", "£"),
    ("quot", "\""),
    ("rdquo", "”"),
    ("rsquo", "’"),
];

/// The text with the references that are known replaced; others stay as they stand.
pub(crate) fn resolve(text: &str) -> Cow<'_, str> {
    REFERENCE.replace_all(text, |groups: &Captures<'_>| {
        let whole = groups.get(0).map_or("", |whole| whole.as_str());
        character(groups).unwrap_or_else(|| whole.to_owned())
    })
}

fn character(groups: &Captures<'_>) -> Option<String> {
    if let Some(name) = groups.name("name") {
        let known = NAMES.iter().find(|(known, _)| *known == name.as_str());
        return known.map(|(_, value)| (*value).to_owned());
    }
    let decimal = groups.name("decimal").and_then(|digits| digits.as_str().parse().ok());
    let hex = || u32::from_str_radix(groups.name("hex")?.as_str(), 16).ok();
    let code = decimal.or_else(hex)?;
    char::from_u32(code).filter(|character| !character.is_control()).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_what_they_stand_for() {
        let text = "&pound;5,000 to Reed &amp; Sand, the Clerk&#39;s &#x201C;plan&#x201d;";
        assert_eq!(resolve(text), "£5,000 to Reed & Sand, the Clerk's “plan”");
        assert_eq!(resolve("R&D; S&unknown; &#1;"), "R&D; S&unknown; &#1;");
    }
}
