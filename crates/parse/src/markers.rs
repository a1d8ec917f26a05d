//! List markers and paragraph numbers typed at the start of a line: `1.` `(a)` `iv)` `2.1` `R3` `•`.
//! Which list a marker belongs to is not decided here.

use std::sync::LazyLock;

use regex::Regex;

use crate::clause_verb;

/// Bullets as fonts, Word and typewriters print them; Wingdings glyphs come as private-use characters.
const BULLETS: &str = "•·▪●◦○■□➢➤►‣∙⇪❖❑➔▶✓✔*–—\u{f0b7}\u{f0a7}\u{f0d8}\u{f076}\u{f02d}";

/// A marker's first stop, bracket or `R` is among so many bytes.
const LONGEST: usize = 11;

static MARKER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:",
        r"\((?:[0-9]{1,3}|[a-zA-Z]{1,2}|[ivxIVX]{1,5})\)[.:]?", // (1) (a) (iv)
        r"|[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}[.):]?",              // 2.1 2.1.3
        r"|[0-9]{1,2}(?:\((?:[a-hA-H]|[ivx]{1,4})\)[.:]?|\.[a-h][.):]?)", // 1(a) 2(iv) 1.a
        r"|[0-9]{1,2}[a-h][.)]",                                // 2a.
        r"|[0-9]{1,4}[.):]",                                    // 1. 1) 123.
        r"|(?:[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})[.):]",            // a) iv. A:
        r"|R[0-9]{1,2}[.:)]?",                                  // R1; R515 is a road
        r"|(?:Section|SECTION) [0-9]{1,2}\.",                   // Section 2.
        r")"
    ))
    .expect("a fixed pattern compiles")
});

/// The months of dates whose parts stand apart.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Splits a line into its marker and the words after it. `None` where the line begins with no marker.
///
/// Initials (`A. Smith`), dates (`12.5.19`), times, money and years are no markers.
pub(crate) fn split(line: &str) -> Option<(&str, &str)> {
    let line = line.trim_start();
    bullet(line).or_else(|| label(line))
}

/// Whether a line that begins with this word may begin with a marker; [`split`] tells whether it does.
pub(crate) fn may_begin(word: &str) -> bool {
    let word = word.trim_start();
    word.starts_with(is_bullet)
        || word.starts_with('§')
        || word.bytes().take(LONGEST).any(ends_label)
}

/// Whether a line that begins like a label goes on with the date that the line before leaves open: "held in May," and "2015. It",
/// "Wednesday, November" and "14, 2007 be adopted".
pub(crate) fn dates(last: &str, next: &str) -> bool {
    let last = last.trim_end().trim_end_matches(',');
    let is_day = |day: &str| day.len() <= 2 && day.bytes().all(|b| b.is_ascii_digit());
    let next = next.trim_start();
    let next = next.split_once(", ").filter(|(day, _)| is_day(day)).map_or(next, |(_, year)| year);
    let year = next.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()));
    year.is_some_and(|year| year.starts_with("19") || year.starts_with("20"))
        && MONTHS.iter().any(|month| last.ends_with(month))
}

fn is_bullet(character: char) -> bool {
    BULLETS.contains(character) || "-o".contains(character)
}

fn ends_label(byte: u8) -> bool {
    matches!(byte, b'.' | b')' | b':' | b'R')
}

fn bullet(line: &str) -> Option<(&str, &str)> {
    let first = line.chars().next()?;
    let (marker, rest) = line.split_at_checked(first.len_utf8())?;
    let spaced =
        rest.starts_with(char::is_whitespace) || rest.is_empty() && !"-o–—".contains(first);
    let glued = "•·▪●➢\u{f0b7}".contains(first) && !rest.is_empty();
    // "§   Lamps": a bullet of Word that lost its font; "§ 137" is a section.
    let section = first == '§' && rest.trim_start().starts_with(char::is_uppercase);
    ((is_bullet(first) || section) && (spaced || glued)).then(|| (marker, rest.trim_start()))
}

fn label(line: &str) -> Option<(&str, &str)> {
    if !line.bytes().take(LONGEST).any(ends_label) {
        return None;
    }
    let (marker, after) = line.split_at_checked(MARKER.find(line)?.end())?;
    let rest = after.trim_start();
    let spaced = rest.is_empty() || rest.len() < after.len();
    (!rest.contains('\n') && is_marker(marker, rest, spaced)).then_some((marker, rest))
}

fn is_marker(marker: &str, rest: &str, spaced: bool) -> bool {
    let core = marker.trim_matches(|c: char| !c.is_alphanumeric());
    if is_compound(core) {
        return spaced && begins_item(rest);
    }
    let closed = marker.ends_with([')', '.', ':']);
    let next = rest.chars().next();
    if !spaced {
        // Glued: `(b)Agree`, `10.Some`, `R1:That`, but not `12.5.19`, `8.00pm`, `a.m.`
        let digits = core.chars().all(|c| c.is_ascii_digit());
        // `3.2.That authority be given`: a number of several levels, where a clause begins.
        let dotted =
            marker.ends_with('.') && ["That ", "To "].iter().any(|it| rest.starts_with(it));
        return closed
            && next.is_some_and(char::is_uppercase)
            && (marker.starts_with('(')
                || digits
                || dotted
                || core.starts_with('R')
                || marker.ends_with([')', ':']));
    }
    let lone_capital = core.len() == 1
        && core.starts_with(|c: char| c.is_ascii_uppercase())
        && marker == format!("{core}.");
    if lone_capital {
        let doubled = rest.strip_prefix(marker).is_some_and(|rest| {
            rest.split_whitespace().count() > 3 && !looks_like_name(rest.trim_start())
        });
        return doubled || !looks_like_name(rest);
    }
    // "Section 4. That": of a resolution; not "under\nSection 4. of the Act".
    if core.starts_with('S') && core.len() > 4 {
        return next.is_some_and(char::is_uppercase);
    }
    let looks_like_year = core.len() == 4
        && (core.starts_with("19") || core.starts_with("20"))
        && marker.ends_with([')', ':']);
    let money_or_time = next.is_some_and(|c| c == '%')
        || rest.starts_with("pm")
        || rest.starts_with("am")
        || rest.starts_with("p.m")
        || rest.starts_with("a.m");
    // "35.3.1 the hours remain" has a label: what is measured has one point, and a date ends with its year.
    let listed = core.matches('.').count() > 1
        && core.rsplit('.').next().is_some_and(|last| last.len() == 1);
    let bare_number = !closed && core.contains('.') && !listed;
    let measured =
        bare_number && next.is_some_and(char::is_lowercase) && !clause_verb::begins(rest);
    !looks_like_year && !money_or_time && !measured
}

/// `1(a`, `2.b`: a number and the letter below it, with a bracket or a point between them.
fn is_compound(core: &str) -> bool {
    let letters = core.trim_start_matches(|c: char| c.is_ascii_digit());
    letters.len() < core.len()
        && letters.starts_with(['(', '.'])
        && letters.get(1..).is_some_and(|it| it.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Whether words begin the item of a list: "1(a) That", "1(b) note the"; not "of the Act", "was withdrawn", behind a number that the
/// sentence names.
fn begins_item(rest: &str) -> bool {
    let articles = ["the ", "a ", "an ", "that ", "officers "];
    rest.is_empty()
        || rest.starts_with(char::is_uppercase)
        || clause_verb::begins(rest)
        || articles.iter().any(|article| rest.starts_with(article))
}

/// Verbs that begin an item, where they could be surnames: `A. Agree to ..`, `B. Note and ..`.
const VERBS: [&str; 30] = [
    "Accept",
    "Adopt",
    "Agree",
    "Amend",
    "Appoint",
    "Approve",
    "Arrange",
    "Ask",
    "Authorise",
    "Commit",
    "Confirm",
    "Consider",
    "Continue",
    "Delegate",
    "Endorse",
    "Ensure",
    "Express",
    "Instruct",
    "Invite",
    "Note",
    "Receive",
    "Recommend",
    "Refer",
    "Reject",
    "Request",
    "Require",
    "Resolve",
    "Review",
    "Support",
    "Undertake",
];

/// What people do who stand in minutes by an initial and a last name.
const PEOPLE_DO: [&str; 18] = [
    "will",
    "would",
    "moved",
    "seconded",
    "made",
    "said",
    "stated",
    "reported",
    "asked",
    "proposed",
    "suggested",
    "explained",
    "informed",
    "advised",
    "thanked",
    "offered",
    "volunteered",
    "agreed",
];

/// Bodies, offices and matters that do as people do, and stand behind no initial.
const NO_NAMES: [&str; 26] = [
    "motion",
    "resolution",
    "report",
    "council",
    "committee",
    "board",
    "cabinet",
    "panel",
    "group",
    "members",
    "councillors",
    "trustees",
    "governors",
    "directors",
    "officers",
    "staff",
    "residents",
    "chair",
    "chairman",
    "clerk",
    "mayor",
    "they",
    "she",
    "he",
    "it",
    "we",
];

/// Words that begin a clause and name nobody, whatever capital follows: `B. That Council appoint ..`, `C. The Clerk to write`.
const BEGINS_CLAUSE: [&str; 11] =
    ["That", "The", "This", "These", "Those", "To", "All", "Any", "Each", "Every", "If"];

/// Whether a word is one of what people do, in small letters or in capitals.
fn is_deed(word: &str) -> bool {
    let told = word.trim_end_matches(',');
    let even = told.bytes().all(|b| b.is_ascii_lowercase())
        || told.bytes().all(|b| b.is_ascii_uppercase());
    even && PEOPLE_DO.iter().any(|deed| told.eq_ignore_ascii_case(deed))
}

/// `A. Smith`, `J. K. Rowe (Chair)`: an initial, a capitalised word and little else; `L. ELM MOVED`.
fn looks_like_name(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    let first = words.next().unwrap_or("");
    let second = words.next();
    let body = NO_NAMES.iter().any(|it| first.eq_ignore_ascii_case(it));
    let deed = second.is_some_and(is_deed) && !body;
    let shouted = |c: char| c.is_uppercase() || "'’-,.".contains(c);
    if deed && first.chars().all(shouted) {
        return true;
    }
    let surname = first.starts_with(char::is_uppercase)
        && first.chars().skip(1).all(|c| c.is_lowercase() || "'’-,.".contains(c));
    // "C. Payments to be made", "A. Authorization to sign": what ends so is a thing.
    let thing = ["ation", "ations", "ctions", "ssions", "yments", "eements", "ements"];
    let begins = BEGINS_CLAUSE.contains(&first) || VERBS.contains(&first) && second.is_some();
    surname
        && !begins
        && !thing.iter().any(|end| first.ends_with(end))
        && second.is_none_or(|word| {
            word.starts_with(char::is_uppercase)
                || word.starts_with(['(', '-', '–'])
                || ["and", "to"].contains(&word)
                || deed
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_family_is_a_marker() {
        for (line, marker, rest) in [
            ("1. That x", "1.", "That x"),
            ("1)  That x", "1)", "That x"),
            ("(iv) to note", "(iv)", "to note"),
            ("2.1 Members", "2.1", "Members"),
            ("R1 Develop", "R1", "Develop"),
            ("6.1 to approve the fees", "6.1", "to approve the fees"),
            ("2.1 approve the fees; and", "2.1", "approve the fees; and"),
            ("2.2\tdelegate the rest", "2.2", "delegate the rest"),
            ("R1:That", "R1:", "That"),
            ("(b)Agree", "(b)", "Agree"),
            ("10.Some", "10.", "Some"),
            ("3.2.That the sum be paid", "3.2.", "That the sum be paid"),
            ("• a point", "•", "a point"),
            ("- a point", "-", "a point"),
            ("o a point", "o", "a point"),
            ("§  A point", "§", "A point"),
            ("2a. The Committee recommends", "2a.", "The Committee recommends"),
            ("A: That", "A:", "That"),
            ("1(a) That the fees be set", "1(a)", "That the fees be set"),
            ("2(iv) approve the lease", "2(iv)", "approve the lease"),
            ("1.b the gate be mended", "1.b", "the gate be mended"),
            ("3.c. To let the mill", "3.c.", "To let the mill"),
            ("35.3.1 the hours remain", "35.3.1", "the hours remain"),
            ("(a)", "(a)", ""),
            ("123. Minutes", "123.", "Minutes"),
            ("C. Payments to be made", "C.", "Payments to be made"),
            ("A. That the plan be agreed", "A.", "That the plan be agreed"),
            ("B. That Council appoint Ann Elm", "B.", "That Council appoint Ann Elm"),
            ("C. The Clerk to write", "C.", "The Clerk to write"),
            ("A. Agree to let the mill", "A.", "Agree to let the mill"),
            ("Section 12. That the", "Section 12.", "That the"),
            ("I. I. To receive the report", "I.", "I. To receive the report"),
            ("B. Motion made by Ms Elm", "B.", "Motion made by Ms Elm"),
            ("C. BOARD MOVED TO CLOSE", "C.", "BOARD MOVED TO CLOSE"),
            ("D. Members agreed to wait", "D.", "Members agreed to wait"),
        ] {
            assert_eq!(split(line), Some((marker, rest)), "{line}");
        }
    }

    #[test]
    fn a_year_behind_its_month_is_no_label() {
        assert!(dates("the report dated 8th July,", "2015. The Members"));
        assert!(!dates("the report was noted.", "2015. Apologies"));
    }

    #[test]
    fn initials_dates_times_and_amounts_are_none() {
        for line in [
            "A. Smith",
            "J. Marsh (Chair)",
            "T. Theron Ash",
            "D. Marsh moved to close the gate",
            "D. MARSH MOVED TO CLOSE THE GATE",
            "12.5.19 was the date",
            "3.2.Then he left",
            "8.00pm in the hall",
            "2019: a year",
            "3.5 per cent",
            "1.5 to two metres",
            "2.1 million people",
            "1.5 support staff were hired",
            "a word",
            "That x",
            "-5 degrees",
            "§ 137 of the Act",
            "old",
            "R2018-026 THAT",
            "Section 34 in the plan",
            "Section 4. of the Act",
            "1(a) of the Act",
            "9(b) was withdrawn",
            "6(b) below the last",
            "1.b of the plan",
        ] {
            assert_eq!(split(line), None, "{line}");
        }
    }
}
