//! Lines of formula between the parts of an item: movers, votes, owners and labels. Their capitals or shortness make them look like titles, and they are none.

use std::sync::LazyLock;

use regex::Regex;

static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:",
        // "It was", "AND AGREED", "CARRIED", "Resolved unanimously".
        r"(?:(?:it|and it) (?:was|is)|and)(?: (?:then|duly|unanimously))*(?: (?:resolved|agreed|moved|proposed|carried))?(?: that)?",
        r"|no action|(?:(?:the )?motion (?:was )?)?(?:unanimously )?(?:agreed|resolved|carried|lost|defeated|unanimous)(?: unanimously| nem\.? ?con\.?)?",
        // "Proposed by Councillor Ash", "Seconded: Cr Birch", "On the motion of Councillors Ash and Birch", "Councillors Ash / Birch".
        r"|(?:moved|proposed|seconded|proposer|seconder|mover)(?: by\b|:| cr\b| cllr\b| councillor\b).*",
        r"|on the (?:motion|proposal|proposition) of\b.*",
        r"|(?:councillors?|cllrs?|crs?|aldermen) [^/]{2,40} ?/ ?[^/]{2,40}",
        // "ACTION BY: Head of Roads", "Effective from: 3 May 2023".
        r"|(?:action(?:ed)?(?: (?:by|required))?|officer to action|effective from|decision (?:maker|published|date)|made at meeting|date(?: of (?:meeting|decision))?|wards? affected|(?:lead|contact) officer|report author|publication date|decided at meeting|decision status|is [a-z -]{3,30}\?|venue|contact|time) ?: ?\S.*",
        // "Members of the public: 4", "Mill Hall hire £25.00": what was counted or paid.
        r"|members of the public ?[.:–-]? ?[0-9]+|.*[a-z].* £ ?[0-9][0-9,]*\.[0-9]{2}",
        // "After consideration, the committee", "The Committee", "Members": what they did stands below.
        r"|(?:(?:after|following|having|on|upon)\b.*,? )?(?:the )?(?:(?:sub-?)?committee|council|cabinet|board|panel|executive|commission|members)(?: then)?",
        r")$"
    ))
    .expect("a fixed pattern compiles")
});

/// "Clerk to contact the contractor", "RO agreed to ask": a short task.
static TASK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?:The |the )?(?:(?:Parish |Town |Deputy |Assistant )?[Cc]lerk|[Cc]hair(?:man|person)?|Secretary|Treasurer|Councillors|Members|(?:Cllrs?|Councillors?|Mr|Mrs|Ms|Dr)\.? [A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?|[A-Z]{2,3}|All(?: (?:members|councillors|trustees|directors|governors|partners|staff|officers|teams|services|present))?)(?:(?:,| ?&| ?/| and) ?(?:[A-Z]{2,3}|[Cc]lerk|(?:Cllr\.? )?[A-Z][\w’'-]+))*",
        r" (?:(?:is |are |still |also )?to|will(?: also)?|(?:agreed|undertook|volunteered) to|asked to|was asked to)",
        r" (?:also )?(?:advise|amend|approach|arrange|ask|attend|book|bring|buy|chase|check|circulate|clear|collect|compile|complete|confirm|consult|contact|create|deliver|develop|discuss|draft|ensure|explore|finalise|give|identify|install|liaise|list|measure|mend|order|paint|phone|print|publish|replace|ring|set|share|sign|sort|source|take|talk|telephone|thank|walk|work|email|find|follow|forward|get|inform|inspect|investigate|invite|look|make|meet|monitor|notify|obtain|order|organise|pay|place|prepare|progress|provide|purchase|put|raise|remind|remove|repair|reply|report|request|research|respond|review|send|speak|submit|update|visit|write)\b",
        r")"
    ))
    .expect("a fixed pattern compiles")
});

/// "Action SH, BE", "ACTION Clerk", "SH / BE": whose the task in the line above is.
static OWNER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:ACTIONS?|Actions?) (?:[A-Z]{2,3}|All|Clerk|Chair)(?:(?:, ?| ?[/&] ?| and )(?:[A-Z]{2,3}|Clerk|Chair))*\.?$|^[A-Z]{2,3}(?:(?: ?/ ?|, ?)[A-Z]{2,3})+$|^[A-Z][\w’-]+/[A-Z][\w’-]+ ?: [A-Z]{2,5} ?[0-9]{1,4}/[0-9]{2,4}$")
        .expect("a fixed pattern compiles")
});

/// Words no title ends with.
const UNFINISHED: [&str; 9] =
    [" and", " was", " that", " the", " to", " by", " of", " for", " with"];

/// Whether a line is such a formula, or breaks off in the middle of a sentence: "Seconded by Councillor Birch and".
pub(crate) fn is_formula(line: &str) -> bool {
    let line = line.trim();
    let bare = line.trim_end_matches([' ', ':', '–', '—', '-']);
    let low = line.contains(char::is_lowercase);
    let decides = ["AGREED", "RESOLVED", "RECOMMENDED"].iter().any(|verb| line.contains(verb));
    let decides = low && decides || UNFINISHED.iter().any(|end| line.ends_with(end));
    decides
        || FORMULA.is_match(line)
        || bare.len() < line.len() && FORMULA.is_match(bare)
        || TASK.is_match(line)
        || names_owner(line)
        || ends_with_sum(line)
}

/// "Foyle Pipe Band £250": what was given to whom; "expenditure over £500" is a title.
fn ends_with_sum(line: &str) -> bool {
    const AMONG: [&str; 9] = ["over", "of", "to", "under", "above", "than", "for", "at", "about"];
    let Some((before, sum)) = line.rsplit_once(['£', '€']) else { return false };
    let counts = |c: char| c.is_ascii_digit() || ",. ".contains(c);
    let last = before.split_whitespace().next_back().unwrap_or("");
    !sum.trim().is_empty()
        && sum.chars().all(counts)
        && before.contains(char::is_lowercase)
        && !AMONG.contains(&last)
}

/// Whether a line only names the owner of what stands above it, which is then no title.
pub(crate) fn names_owner(line: &str) -> bool {
    OWNER.is_match(line.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_told_from_titles() {
        for line in [
            "It was",
            "AND AGREED",
            "CARRIED",
            "Seconded by Councillor Birch and",
            "Councillors Ash / Birch",
            "On the motion of Councillors Ash and Birch",
            "ACTION BY: Head of Roads",
            "Effective from: 23/04/2024",
            "After consideration, the committee",
            "Members",
            "Unanimously AGREED to recommend approval",
            "Clerk to contact the contractor",
            "RO agreed to ask the school",
            "Cllr Ash will inspect the drain",
            "Action SH, BE",
            "ACTION CB",
            "AB / JB",
            "Foyle Pipe Band £250",
            "AB / JB to meet the contractor",
            "All trustees to complete the form by May",
            "Ash/Elm: SRD 751/13",
            "DEFEATED",
            "RESOLVED –",
        ] {
            assert!(is_formula(line), "{line}");
        }
        for line in [
            "Harbour Committee",
            "Proposed closure of the pier",
            "Moved library",
            "Action plan",
            "Date of next meeting",
            "Members’ allowances",
            "Resolved matters",
            "Councillors’ questions",
            "Clerk to the Council",
            "ACTION PLAN",
            "IT AND HR",
            "Chair’s report",
            "All welcome to attend",
            "All reports to committees",
            "Expenditure over £500",
        ] {
            assert!(!is_formula(line), "{line}");
        }
    }
}
