//! The words of a clause: labels without their stops, stem and item read as one, white space collapsed.

use minuted_model::{Document, DraftPart, Part, Span};

/// The words at some spans, white space collapsed.
pub(crate) fn words(document: &Document, spans: &[Span]) -> String {
    document.join(spans).text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A label as records have it: `(a)` is `a`, `R1:` is `R1`, `Recommendation 3:` is `3`, `ITEM - 6` is `6`.
pub(crate) fn label(printed: &str) -> Option<String> {
    let core = printed.trim().trim_matches(|c: char| !c.is_alphanumeric());
    // "1(a)": the bracket is the label's own.
    if core.contains('(') && core.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(format!("{core})"));
    }
    let names = ["Recommendation", "RECOMMENDATION", "ITEM", "Item"];
    let core = names.iter().find_map(|name| core.strip_prefix(name)).unwrap_or(core);
    let core = core.trim_start_matches(|c: char| !c.is_alphanumeric());
    // "Recommendation No. 3:", "Recommendation number 3".
    let numbers = ["No", "NO", "no", "Number", "NUMBER", "number"];
    let behind = |name: &&str| core.strip_prefix(*name)?.find(|c: char| c.is_ascii_digit());
    let at = numbers.iter().find_map(|name| Some(name.len() + behind(name)?)).unwrap_or(0);
    let core = core.get(at..).unwrap_or(core);
    (!core.is_empty()).then(|| core.to_owned())
}

/// Where the words of a title stand without the colon or dash that leads to what follows: "RENTS –".
pub(crate) fn title(document: &Document, heading: Span) -> Span {
    let leads = |c: char| c.is_whitespace() || ":-–—".contains(c);
    let words = document.slice(heading).trim_end_matches(leads);
    Span::new(heading.start, heading.start + words.len())
}

/// A stem and the item that completes it as one clause: the colon between them goes, and a second "that".
pub(crate) fn full(stem: &str, text: &str) -> String {
    if stem.is_empty() {
        return text.to_owned();
    }
    let lead = stem.trim_end_matches(|c: char| c.is_whitespace() || ":;,-–—".contains(c));
    let that = lead == "that" || lead.ends_with(" that");
    let again = text.strip_prefix("That ").or(text.strip_prefix("that "));
    let text = again.filter(|_| that).unwrap_or(text);
    format!("{lead} {text}")
}

/// Parts as records have them.
pub(crate) fn parts(document: &Document, parts: &[DraftPart]) -> Vec<Part> {
    let one = |part: &DraftPart| Part {
        label: part.label.and_then(|span| label(document.slice(span))),
        text: words(document, &part.text),
        parts: self::parts(document, &part.parts),
    };
    parts.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lose_brackets_stops_and_bullets() {
        for (printed, core) in [
            ("(a)", Some("a")),
            ("R1:", Some("R1")),
            ("2.1", Some("2.1")),
            ("1(a)", Some("1(a)")),
            ("1.a", Some("1.a")),
            ("Recommendation 3:", Some("3")),
            ("Recommendation No. 3:", Some("3")),
            ("RECOMMENDATION #5a", Some("5a")),
            ("•", None),
        ] {
            assert_eq!(label(printed).as_deref(), core);
        }
    }

    #[test]
    fn a_stem_and_its_item_read_as_one() {
        assert_eq!(full("That Cabinet:", "notes the report;"), "That Cabinet notes the report;");
    }
}
