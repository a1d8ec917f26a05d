//! Lists that hold conclusions as well as recommendations: which of their items ask for something, and from which sentence on.

use minuted_model::{Document, Span};

use crate::list::Entry;
use crate::sentence::sentences;

/// Whether an item of such a list asks for something; what it only found before that is left out of it.
pub(crate) fn keep(document: &Document, entry: &mut Entry) -> bool {
    let words = document.words(&entry.text);
    if words.starts_with("that ") || words.starts_with("to ") {
        return true;
    }
    let all = entry.text.iter().flat_map(|&span| sentences(&document.text, span));
    let all: Vec<Span> = all.collect();
    let Some(first) = all.iter().position(|it| asks(document.slice(*it))) else { return false };
    if let (Some(sentence), [text]) = (all.get(first).filter(|_| first > 0), &mut *entry.text)
        && stands_alone(document.slice(*sentence))
    {
        text.start = sentence.start;
    }
    true
}

/// Whether a sentence that asks needs none of those before it to be understood: "The Department should ..", not "It should ..".
fn stands_alone(sentence: &str) -> bool {
    const LEANS: [&str; 10] =
        ["It ", "They ", "This ", "That ", "These ", "Those ", "He ", "She ", "Such ", "There "];
    !LEANS.iter().any(|word| sentence.starts_with(word))
}

/// Whether words ask for something; a conclusion only finds.
pub(crate) fn asks(words: &str) -> bool {
    const ASKS: [&str; 24] = [
        "should",
        "must",
        "urge",
        "call on",
        "calls on",
        "call upon",
        "ask",
        "request",
        "invite",
        "propose",
        "need to",
        "needs to",
        "ought",
        "advise",
        "encourage",
        "suggest",
        "expect",
        "seek",
        "consider",
        "would be helpful if",
        "is essential that",
        "is vital that",
        "is imperative that",
        "is crucial that",
    ];
    let lower = words.to_lowercase();
    lower.starts_with("that ")
        || lower.starts_with("to ")
        || ASKS.iter().any(|ask| lower.contains(ask))
        || recommends(&lower)
}

/// Whether words in small letters recommend, and do not only tell of what was recommended: "Our predecessors recommended in 1999
/// that ..", "We see no reason to depart from that recommendation."
fn recommends(words: &str) -> bool {
    const POINTS: [&str; 6] = ["that", "this", "the", "these", "those", "predecessors’"];
    let own = |(at, _): (usize, &str)| {
        let (before, from) = words.split_at(at);
        let before = before.trim_end().rsplit(' ').next().unwrap_or("");
        let named = from.starts_with("recommendation") && POINTS.contains(&before);
        let asks_again = from.starts_with("recommendation that ");
        let year = from.strip_prefix("recommended in ").and_then(|rest| rest.chars().next());
        let earlier = year.is_some_and(|first| first.is_ascii_digit())
            || before == "predecessors" && from.starts_with("recommended");
        let denied = ["not", "cannot"].contains(&before);
        (!named || asks_again) && !earlier && !denied
    };
    words.match_indices("recommend").any(own)
}

#[cfg(test)]
mod tests {
    use crate::structure_tests::drafts;

    fn concluded(items: &[&str]) -> Vec<String> {
        let mut outline = "# Committee report\n## Conclusions and recommendations\n".to_owned();
        for (at, item) in items.iter().enumerate() {
            outline.push_str(&format!("- {{{}.}} {item}\n", at + 1));
        }
        drafts(&outline)
    }

    #[test]
    fn what_is_urged_called_for_or_found_wanting_among_conclusions_is_asked() {
        assert_eq!(
            concluded(&[
                "We welcome the new pier. (Paragraph 4)",
                "We urge the Wherry Company to print its fares.",
                "The sheds leak. We therefore call on the Harbour Office to mend them.",
                "The counts differ. The Harbour Office should count again.",
                "It would be helpful if the Harbour Office could say who counts.",
                "It is essential that the counts are printed.",
                "It was essential to the crew.",
            ]),
            [
                "recommendation act draft [2.] We urge the Wherry Company to print its fares.",
                "recommendation act draft [3.] We therefore call on the Harbour Office to mend them.",
                "recommendation act draft [4.] The Harbour Office should count again.",
                "recommendation act draft [5.] It would be helpful if the Harbour Office could say who counts.",
                "recommendation act draft [6.] It is essential that the counts are printed.",
            ]
        );
    }

    #[test]
    fn what_leans_on_the_sentence_before_it_keeps_it() {
        assert_eq!(
            concluded(&["We saw the shed.", "The shed leaks. It should be mended by May."]),
            ["recommendation act draft [2.] The shed leaks. It should be mended by May."]
        );
    }

    #[test]
    fn what_was_recommended_before_is_told_and_not_asked() {
        assert_eq!(
            concluded(&[
                "Our predecessors recommended in 1987 that a pilot be named. We see no reason to depart from that recommendation.",
                "We intend to come back to the pier. We trust that the Minister will read this.",
                "We repeat our recommendation that a pilot be named.",
                "The Committee does not recommend that tolls be cut.",
            ]),
            ["recommendation act draft [3.] We repeat our recommendation that a pilot be named."]
        );
    }
}
