//! Who is to do it and by when at the end of an answer: "Agreed. Clerk, 31 August 2021"; "Ann Ash, May 2022" in a column of owners.
//! Tables that have a column for each need none of it.

use std::sync::LazyLock;

use minuted_model::{Document, Field, FieldName, Span};
use regex::Regex;

/// One or two who act, and a date, behind a sentence or alone.
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|[.;:] |^(?:Agreed|Accepted|Yes|Partly agreed|Partially (?:agreed|accepted)), )",
        r"(?P<owner>(?:[A-Z][\w’'&-]*)(?: (?:of |and |for |the )?[A-Z][\w’'&-]*){0,5})",
        r"(?:,|/| [–-]|,? by)? ?(?P<due>(?:(?:the )?end (?:of )?)?(?:[0-9]{1,2}(?:st|nd|rd|th)? )?",
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December)",
        r",? (?:19|20)[0-9]{2})\.?$"
    ))
    .expect("a fixed pattern compiles")
});

/// Whom a cell names at its end, and by when.
pub(crate) fn read(document: &Document, cell: &[Span], rule: &str) -> Option<[Field; 2]> {
    let &last = cell.last()?;
    let words = document.slice(last);
    let groups = TAIL.captures(words.trim_end())?;
    let at = |name| {
        let found = groups.name(name)?;
        Some(vec![Span::new(last.start + found.start(), last.start + found.end())])
    };
    let owner = Field::new(FieldName::Addressee, rule, at("owner")?);
    Some([owner, Field::new(FieldName::Deadline, rule, at("due")?)])
}

#[cfg(test)]
mod tests {
    use super::TAIL;

    #[test]
    fn who_and_when_end_an_answer() {
        for (words, owner, due) in [
            ("Agreed. Clerk, 31 August 2021", "Clerk", "31 August 2021"),
            ("Agreed, both. Deputy Clerk, October 2021.", "Deputy Clerk", "October 2021"),
            ("Accepted, Head of Parks, end of May 2022", "Head of Parks", "end of May 2022"),
            ("Ann Ash by 3rd May 2022", "Ann Ash", "3rd May 2022"),
        ] {
            let groups = TAIL.captures(words).unwrap();
            assert_eq!((&groups["owner"], &groups["due"]), (owner, due), "{words}");
        }
    }

    #[test]
    fn other_answers_name_nobody() {
        for words in [
            "Agreed. Clerk to bring a draft to the May meeting.",
            "Agreed in May 2021",
            "Done. The lease ended on 3 May 2021",
            "31 August 2021",
        ] {
            assert!(!TAIL.is_match(words), "{words}");
        }
    }
}
