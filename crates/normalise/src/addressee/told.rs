//! Of whom a clause only tells something: who speaks in it, is invited, told or chosen, and whose papers it means. None of them is
//! given anything to do.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Kind, Role};
use regex::Regex;

use super::patterns::{TAKES_ON, TOLD};
use super::{actor, is_body, is_own_body};
use crate::pattern::regex;

/// "that the Weir be fenced", "the Garda report be sent round": what is named is a thing, or part of a thing's name.
pub(super) fn is_thing_of(after: &str) -> bool {
    static THING_OF: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^ (?:[a-z]+ ){1,2}(?:be|is|are|was|were) [a-z]|^ (?:be|is|are|was|were) [a-z]")
    });
    static ASKED: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ (?:should |shall |must |would )?(?:be|is|are|was|were) (?:and (?:is|are) )?(?:hereby |also )?(?:asked|requested|invited|instructed|authori[sz]ed|recommended|encouraged|tasked|charged|urged|directed|mandated|empowered|called upon|given|granted|allowed|to)\b",
        )
    });
    THING_OF.is_match(after) && !ASKED.is_match(after)
}

/// Whether a thing is what was asked for: "requested that the Weir be fenced".
pub(super) fn is_asked_for(text: &str, range: &Range<usize>) -> bool {
    static THAT: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\b(?:request|ask)(?:s|ed)? that (?:the )?$"));
    THAT.is_match(text.get(..range.start).unwrap_or(""))
        && is_thing_of(text.get(range.end..).unwrap_or(""))
}

/// "The Minister should direct the wardens to", "In order that the office may": whom the one who is asked is to ask, and for whose
/// sake.
pub(super) fn is_directed(text: &str, range: &Range<usize>, kind: Kind) -> bool {
    static DIRECTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\w (?:should|must|shall) (?:[a-z]+ly )?(?:ask|direct|instruct|invite|order|request|require) (?:that )?(?:the )?$",
        )
    });
    let (before, after) = text.split_at_checked(range.start).unwrap_or((text, ""));
    let after = after.get(range.len()..).unwrap_or("");
    kind == Kind::Recommendation && (DIRECTS.is_match(before) || after.starts_with(" may "))
}

/// "The board will meet with": what a body does as such.
pub(super) fn meets(text: &str, range: &Range<usize>) -> bool {
    static MEETS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ will (?:also |then )?(?:consider|continue|discuss|hear|hold|look|meet|review|vote)\b",
        )
    });
    is_own_body(text, range, Kind::Resolution)
        && MEETS.is_match(text.get(range.end..).unwrap_or(""))
}

/// "The Board agreed to take the standards": who decides.
pub(super) fn decides(text: &str, range: &Range<usize>, kind: Kind) -> bool {
    let verbs = ["agreed ", "agrees ", "resolved ", "decided "];
    let says = |after: &str| {
        let after = after.trim_start().to_lowercase();
        verbs.iter().any(|verb| after.starts_with(verb))
    };
    kind == Kind::Resolution
        && is_body(text.get(range.clone()).unwrap_or(""))
        && text.get(..range.start).is_some_and(|before| before.len() <= "The ".len())
        && text.get(range.end..).is_some_and(says)
}

/// "To invite Cllr Ash to the May meeting", "a meeting with Rose Elm and Cllr Ash to talk": somebody asked to come, not to act.
pub(super) fn is_guest(text: &str, range: &Range<usize>) -> bool {
    static INVITED: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\binvit(?:e|es|ed|ing) (?:the )?$"));
    static COMPANY: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"\b(?:with|between) (?:the )?(?:[A-Z][\w.’'-]* ){1,4}and (?:the )?$")
    });
    static TO_PLACE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)^ to (?:the|an?|our|its|their|this|next)\b"));
    static TO_COME: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^ (?:should )?be invited to (?:address|attend|come|give|join|speak)\b")
    });
    static INVITED_TO: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^ (?:should )?be invited to (?:the|an?|our|its|their|this|next)\b")
    });
    let (before, after) = text.split_at_checked(range.start).unwrap_or((text, ""));
    let (who, after) = after.split_at_checked(range.len()).unwrap_or((after, ""));
    if INVITED_TO.is_match(after) || actor::role(who) == Role::Person && TO_COME.is_match(after) {
        return true;
    }
    // "the Clerk be directed to tell the board and to invite its chair to attend": beside a task somebody is only asked in.
    static INVITED_TOO: LazyLock<Regex> =
        LazyLock::new(|| regex(r"\band (?:to )?invite (?:the |its )?$"));
    static TO_BE_THERE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^ to (?:address|attend|come|join|speak)\b"));
    TO_PLACE.is_match(after) && INVITED.is_match(before)
        || TO_BE_THERE.is_match(after) && INVITED_TOO.is_match(before)
        || after.starts_with(" to ") && COMPANY.is_match(before)
}

/// "Cllr Ash will instruct contractors to": whom the owner of the task is to ask is no owner of it.
pub(super) fn is_asked_by_owner(text: &str, range: &Range<usize>, all: &[Range<usize>]) -> bool {
    static ASKS_ON: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\b(?:will|to|would) (?:instruct|ask|request|invite|direct|urge) (?:that )?(?:the )?$",
        )
    });
    let before = text.get(..range.start).unwrap_or("");
    all.iter().any(|other| other.end <= range.start) && ASKS_ON.is_match(before)
}

/// "The committee supports the clauses", "Members raised no objection": what the body that speaks thinks of a matter.
pub(super) fn weighs(after: &str) -> bool {
    static WEIGHS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ (?:also |further |strongly )?(?:accepts|acknowledges|agrees|believes|commends|concludes|considers|endorses|heard|notes|supports|welcomes|object(?:s|ed)?|(?:had|has|have|raised|made|offered|registered) (?:no |an? )?(?:further |strong )?objections?)\b",
        )
    });
    WEIGHS.is_match(after)
}

/// "The Chair requested that": the subject is who gives the task.
pub(super) fn requests(after: &str) -> bool {
    static REQUESTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^,? (?:(?:also |then )?(?:requested|asked|directed|instructed|ordered)\b|[a-z][^.;]*\band (?:also )?(?:requested|asked) (?:that|for)\b)",
        )
    });
    REQUESTS.is_match(after)
}

/// "The Chairman asked if everyone was content": the subject is who puts it to the meeting.
pub(super) fn puts(after: &str) -> bool {
    static PUTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ (?:also |further |then )?(?:asked|proposed|suggested|moved|sought|requested|directed|instructed|ordered)\b",
        )
    });
    PUTS.is_match(after)
}

/// "That Cabinet recommends to Full Council that": the body that is asked is asked to recommend.
pub(super) fn recommends_on(text: &str, range: &Range<usize>) -> bool {
    text.get(range.end..).is_some_and(|after| after.starts_with(" recommends to "))
}

/// "The Committee calls on the agency to": the subject is who asks.
pub(super) fn asks_others(after: &str) -> bool {
    const ASKS: [&str; 8] = [
        "urges ",
        "calls on ",
        "calls upon ",
        "recommends ",
        "invites ",
        "asks ",
        "requests ",
        "expects ",
    ];
    const ADVERBS: [&str; 5] = ["further", "also", "therefore", "strongly", "again"];
    let mut after = after.trim_start();
    while let Some(rest) = ADVERBS.iter().find_map(|adverb| after.strip_prefix(adverb)) {
        after = rest.trim_start();
    }
    ASKS.iter().any(|verb| after.starts_with(verb))
}

/// "Quotes to be obtained": what is to be done to something names nobody.
pub(super) fn is_passive(after: &str) -> bool {
    const OWN: [&str; 8] =
        ["asked", "requested", "instructed", "invited", "responsible", "present", "tasked", "in"];
    let word = after.strip_prefix(" to be ").and_then(|rest| rest.split_whitespace().next());
    word.is_some_and(|word| !OWN.contains(&word))
}

/// "any two of the Chair, the Clerk and the Treasurer": none of them is asked.
pub(super) fn is_one_of_some(before: &str) -> bool {
    static ANY: LazyLock<Regex> =
        LazyLock::new(|| regex(r"\bany (?:one|two|three)(?: or more)? of (?:the )?[^.;]*$"));
    ANY.is_match(before)
}

/// Whether somebody is only told or given something, alone or with another: "Mrs Ash and Mr Elm be appointed".
pub(super) fn is_told(after: &str) -> bool {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^(?:,? and |, | & )(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}")
    });
    let told = |after: &str| TOLD.is_match(after) && !TAKES_ON.is_match(after);
    let joint = JOINT.find(after).and_then(|joint| after.get(joint.end()..));
    told(after) || joint.is_some_and(told)
}

/// "the Ranger report be sent round": what is called after an office.
pub(super) fn is_paper_of(after: &str) -> bool {
    static PAPER: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ (?:appointment|contract|hours|pay|post|reports?|role|salary|statement|training|update|vacancy) (?:to )?(?:be|is|are|was|were)\b|^ (?:reports?|minutes|recommendations|papers) (?:from|of|on) [^.;]* be \w+ed\b",
        )
    });
    PAPER.is_match(after)
}
