//! Addressees: who must act, from the clause's subject, an owner column or the words that ask somebody.
//! Consultees are no owners, and the body that resolves does not address itself.

mod actor;
mod agents;
mod bodies;
mod name;
mod patterns;

pub(crate) use self::actor::{is_bare_title, last_portfolio};

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Addressee, Attendance, Kind, Role};
use regex::Regex;

use self::actor::describe;
use self::name::{whole_name, with_field_behind, with_name_before, with_word_before};
use self::patterns::{
    AGREED_THAT, ASKS, BEHIND, BODY_FIRST, BY_SORT, CALLED, CONSULTED, DASHED, DEPARTMENT, DONE_BY,
    EVERYBODY, IN_FULL, INDIRECT, NAMED, NO_OWNER, NOBODY, OUTSIDE, OWNER_ENDS, SHALL, SHOUTED,
    SUBJECT, TAKES_ON, TASKED, THING, TO_BE_DONE_BY, TOLD, UNDERTOOK, VERB_FIRST,
};
use crate::attendance::People;
use crate::found::Found;
use crate::gaps::PUT;
use crate::pattern::regex;

/// Each of the bodies that [`SHALL`] names.
fn told_what_they_shall(text: &str) -> Vec<Range<usize>> {
    static BETWEEN: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?:, and/or |, and | and/or | and |, |/)(?:the )?"));
    let found = SHALL.captures(text).and_then(|groups| groups.name("who"));
    let Some(who) = found.filter(|who| !NOBODY.is_match(who.as_str())) else { return Vec::new() };
    let mut start = who.start();
    let mut each = Vec::new();
    for between in BETWEEN.find_iter(who.as_str()) {
        each.push(start..who.start() + between.start());
        start = who.start() + between.end();
    }
    each.push(start..who.end());
    each
}

/// Those called by name in a clause whom the paper lists.
fn called(text: &str, people: &People) -> Vec<(Range<usize>, &'static str)> {
    let all = CALLED.iter().flat_map(|pattern| pattern.captures_iter(text));
    let named = all.filter_map(|groups| groups.name("who"));
    // "to elect Tom to fill the seat": who is given an office is not asked.
    static ELECTS: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\b(?:elect|appoint|nominate|co-opt)(?:s|ed)?\b"));
    let listed = named.filter(|who| people.lists(who.as_str()) && !ELECTS.is_match(text));
    listed.map(|who| (who.range(), "listed_present")).collect()
}

/// The clause with its consultees blanked out, byte for byte.
fn without_consultees(text: &str) -> String {
    let mut out = text.to_owned();
    // "the Clerk BE DIRECTED to": the verb in capitals is no part of a title.
    for verb in SHOUTED.find_iter(text) {
        out.replace_range(verb.range(), &verb.as_str().to_ascii_lowercase());
    }
    // "T H A T Cabinet be requested": letter-spaced, byte for byte.
    if out.starts_with("T H A T ") {
        out.replace_range(.."T H A T".len(), "That   ");
    }
    for groups in CONSULTED.captures_iter(text) {
        let (Some(whole), Some(tail)) = (groups.get(0), groups.name("tail")) else { continue };
        out.replace_range(whole.start()..tail.start(), &" ".repeat(tail.start() - whole.start()));
    }
    out
}

/// The addressees of a clause, in text order.
pub(crate) fn find(text: &str, kind: Kind, people: &People) -> Vec<Found<Addressee>> {
    find_known(&without_consultees(text), kind, people)
}

/// Those whom the words of patterns tell, in a clause without its consultees.
fn find_known(text: &str, kind: Kind, people: &People) -> Vec<Found<Addressee>> {
    let dashed = DASHED.captures(text).filter(|_| kind == Kind::Action);
    if let Some(who) = dashed.and_then(|groups| Some(groups.name("who")?.range())) {
        return settle(text, vec![(who, "tasked")], people);
    }
    if let Some(who) = before_colon(text, people).filter(|_| kind == Kind::Action) {
        return settle(text, vec![(who, "listed_present")], people);
    }
    if let Some(all) = everybody(text) {
        return settle(text, vec![all], people);
    }
    let mut ranges = asked(text, kind);
    let tasked = AGREED_THAT.captures_iter(text).filter_map(|groups| groups.name("who"));
    let tasked = tasked.filter(|who| kind != Kind::Resolution || !is_body(who.as_str()));
    let tasked = tasked.filter(|who| !is_thing_of(text.get(who.end()..).unwrap_or("")));
    ranges.extend(tasked.map(|who| (who.range(), "asked_to_act")));
    if kind == Kind::Recommendation || ranges.is_empty() {
        let subject = SUBJECT
            .captures(text)
            .and_then(|groups| Some((groups.name("who")?.range(), "subject")));
        let asked =
            |range: &Range<usize>| is_asked(text, range, kind) && !is_own_body(text, range, kind);
        ranges.extend(subject.filter(|(range, _)| asked(range)));
    }
    if kind != Kind::Recommendation && ranges.is_empty() {
        let behind = BEHIND.captures(text).and_then(|groups| Some(groups.name("who")?.range()));
        let behind = behind.filter(|who| kind == Kind::Action || who.start == 0);
        ranges.extend(behind.map(|range| (range, "tasked")));
    }
    if kind == Kind::Action && ranges.is_empty() {
        let acts = |range: &Range<usize>| !is_passive(text.get(range.end..).unwrap_or(""));
        ranges.extend(task_head(text).filter(acts).map(|range| (range, "tasked")));
    }
    if kind != Kind::Recommendation && ranges.is_empty() {
        ranges.extend(called(text, people));
    }
    settle(text, ranges, people)
}

/// The same; where no other place names anybody, whoever stands where one who must act would.
pub(crate) fn find_any(text: &str, kind: Kind, people: &People) -> Vec<Found<Addressee>> {
    let text = &*without_consultees(text);
    let mut found = find_known(text, kind, people);
    if found.is_empty() {
        found = settle(text, by_place(text, kind, people), people);
    }
    if kind != Kind::Recommendation && !found.is_empty() {
        let end = found.iter().map(|one| one.range.end).max().unwrap_or(0);
        let further = agents::further(text, kind, people).into_iter();
        let further = further.filter(|one| one.start > end && !is_guest(text, one));
        found.extend(settle(text, further.map(|one| (one, "told_by_place")).collect(), people));
    }
    join_partners(text, kind, people, &mut found);
    found
}

/// Those who are asked with somebody known, before or behind: "BT and the Head of Quays to draft", ".. and requests Weir Water to".
fn join_partners(text: &str, kind: Kind, people: &People, found: &mut Vec<Found<Addressee>>) {
    let (Some(start), Some(end)) = (
        found.iter().map(|one| one.range.start).min(),
        found.iter().map(|one| one.range.end).max(),
    ) else {
        return;
    };
    let asked = agents::asked_further(text, people);
    let mut more: Vec<Range<usize>> = asked.into_iter().filter(|one| one.start > end).collect();
    more.extend(agents::partner_behind(text, end, people));
    more.extend(agents::partner(text, &(start..end), people));
    more.retain(|one| !is_own_body(text, one, kind));
    let more = more.into_iter().map(|one| (one, "told_by_place")).collect();
    found.extend(settle(text, more, people));
    found.sort_by_key(|one| one.range.start);
}

/// The offices and bodies at the head of a task, with those named beside them: "Station managers to attend".
pub(crate) fn at_head(text: &str, people: &People) -> Vec<Found<Addressee>> {
    static HEAD: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:The |the )?[A-Z][^.;:,]{2,70}? (?:to|will) [a-z]"));
    let Some(head) = HEAD.find(text) else { return Vec::new() };
    let mut found = find(text, Kind::Action, people);
    found.retain(|one| one.range.start < head.end());
    let is_office = |one: &Found<Addressee>| {
        let few = one.value.text.split_whitespace().count() <= 4;
        one.range.start <= "The ".len()
            && match one.value.role {
                Role::Person => false,
                Role::External => few && !one.value.text.contains(" and "),
                _ => true,
            }
    };
    if found.first().is_some_and(is_office) { found } else { Vec::new() }
}

/// Those whom nothing but their place in the clause and the last word of what they are called tells.
fn by_place(text: &str, kind: Kind, people: &People) -> Vec<(Range<usize>, &'static str)> {
    let mut who = agents::subjects(text, kind, people);
    if who.is_empty() {
        who = agents::objects(text, kind, people);
        let own = |range: &Range<usize>| {
            kind != Kind::Recommendation && text.get(range.clone()).is_some_and(is_own_name)
        };
        who.retain(|range| !own(range));
    }
    if who.is_empty() && kind != Kind::Recommendation {
        who = agents::further(text, kind, people);
        who.retain(|range| agents::was_asked(text, range));
    }
    who.retain(|range| !is_guest(text, range) && !is_asked_for(text, range));
    who.into_iter().map(|range| (range, "told_by_place")).collect()
}

/// Everybody, where a task is for all.
fn everybody(text: &str) -> Option<(Range<usize>, &'static str)> {
    let groups = EVERYBODY.captures(text)?;
    Some((groups.name("who")?.range(), FOR_ALL))
}

/// "Ida: send round the table": who is listed, before a colon or dash and the task.
fn before_colon(text: &str, people: &People) -> Option<Range<usize>> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?P<who>[A-Z][\w’'-]+(?:(?: | and | ?& ?| ?/ ?|, )[A-Z][\w’'-]+){0,4})(?:: | [–-] )[a-z]",
        )
    });
    let who = HEAD.captures(text)?.name("who")?;
    people.lists(who.as_str()).then(|| who.range())
}

/// "that the Weir be fenced", "the Garda report be sent round": what is named is a thing, or part of a thing's name.
fn is_thing_of(after: &str) -> bool {
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
fn is_asked_for(text: &str, range: &Range<usize>) -> bool {
    static THAT: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?i)\b(?:request|ask)(?:s|ed)? that (?:the )?$"));
    THAT.is_match(text.get(..range.start).unwrap_or(""))
        && is_thing_of(text.get(range.end..).unwrap_or(""))
}

/// The words before "to" at the head of a task, where they can name its owner.
fn task_head(text: &str) -> Option<Range<usize>> {
    let who = TASKED.captures(text)?.name("who")?;
    let owner = !NO_OWNER.is_match(who.as_str()) && OWNER_ENDS.is_match(who.as_str().trim());
    owner.then(|| behind_fact(who.as_str()).map_or(who.range(), |at| who.start() + at..who.end()))
}

/// Where the owner begins behind a fact told in brief: "Gate by lock worn through T Ash", "Lamps fine, Mill".
fn behind_fact(who: &str) -> Option<usize> {
    static FACT: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^[A-Z][\w’'-]*(?: [a-z][\w’'-]*){2,9} (?P<name>(?:[A-Z]\.? ){1,2}[A-Z][a-z’'-]+)$|^[A-Z][\w’'-]*(?: [a-z][\w’'-]*){1,8}, (?P<after>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,3})$",
        )
    });
    let groups = FACT.captures(who)?;
    Some(groups.name("name").or(groups.name("after"))?.start())
}

/// Who is asked in the midst of a clause, and by which rule.
fn asked(text: &str, kind: Kind) -> Vec<(Range<usize>, &'static str)> {
    let named = |pattern: &LazyLock<Regex>| Some(pattern.captures(text)?.name("who")?.range());
    let all = INDIRECT.iter().flat_map(|pattern| pattern.captures_iter(text));
    let mut ranges: Vec<Range<usize>> =
        all.filter_map(|groups| Some(whole_name(text, groups.name("who")?.range()))).collect();
    ranges.retain(|range| {
        !is_directed(text, range, kind)
            && !decides(text, range, kind)
            && !is_own_body(text, range, kind)
            && !is_guest(text, range)
            && !is_asked_for(text, range)
    });
    ranges.extend(done_by(text, kind));
    match kind {
        Kind::Recommendation => {
            ranges.extend(named(&NAMED));
            ranges.extend(named(&BODY_FIRST).filter(|_| ranges.is_empty()));
            ranges.extend(named(&BY_SORT).filter(|_| ranges.is_empty()));
            if ranges.is_empty() {
                ranges.extend(told_what_they_shall(text));
            }
        }
        Kind::Action => {
            ranges.extend(named(&DONE_BY));
            // "Digital Team to invite Ann Ash to speak": who is to invite may be known by standing first alone.
            let head = (!ranges.is_empty()).then(|| task_head(text)).flatten();
            let owners: Vec<Range<usize>> = ranges.iter().cloned().chain(head).collect();
            ranges.retain(|range| !is_asked_by_owner(text, range, &owners));
            // "The board will meet, and the Clerk will write": who meets is who speaks.
            if ranges.len() > 1 {
                ranges.retain(|range| !meets(text, range));
            }
        }
        Kind::Resolution => {
            let person = |who: &Range<usize>| {
                text.get(who.clone()).is_some_and(|who| !actor::looks_like_body(who))
            };
            ranges.extend(named(&IN_FULL).filter(person));
            ranges.extend(named(&DEPARTMENT).filter(|_| ranges.is_empty()));
        }
    }
    let asks = kind == Kind::Recommendation && ranges.is_empty();
    let mut outside: Vec<Range<usize>> = named(&OUTSIDE).filter(|_| asks).into_iter().collect();
    if asks && outside.is_empty() {
        outside = bodies::at_head(text);
    }
    let asked = ranges.into_iter().map(|range| (range, "asked_to_act"));
    asked.chain(outside.into_iter().map(|range| (range, NAMED_OUTSIDE))).collect()
}

/// "The Minister should direct the wardens to", "In order that the office may": whom the one who is asked is to ask, and for whose
/// sake.
fn is_directed(text: &str, range: &Range<usize>, kind: Kind) -> bool {
    static DIRECTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\w (?:should|must|shall) (?:[a-z]+ly )?(?:ask|direct|instruct|invite|order|request|require) (?:that )?(?:the )?$",
        )
    });
    let (before, after) = text.split_at_checked(range.start).unwrap_or((text, ""));
    let after = after.get(range.len()..).unwrap_or("");
    kind == Kind::Recommendation && (DIRECTS.is_match(before) || after.starts_with(" may "))
}

/// What stands before what somebody only may do.
static MAY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"\b(?:can|cannot|could|may|might|not|would) $"));

/// By whom something is to be done; what only "may be done by" somebody, and what the body itself does, is left out.
fn done_by(text: &str, kind: Kind) -> Vec<Range<usize>> {
    let own = |who: &str| {
        kind != Kind::Recommendation && is_body(who) && (!who.contains(' ') || is_own_name(who))
    };
    let all = TO_BE_DONE_BY.captures_iter(text).filter_map(|groups| {
        let before = text.get(..groups.get(0)?.start())?;
        groups.name("who").filter(|who| !MAY.is_match(before) && !own(who.as_str()))
    });
    all.map(|who| who.range()).collect()
}

/// "The board will meet with": what a body does as such.
fn meets(text: &str, range: &Range<usize>) -> bool {
    static MEETS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ will (?:also |then )?(?:consider|continue|discuss|hear|hold|look|meet|review|vote)\b",
        )
    });
    is_own_body(text, range, Kind::Resolution)
        && MEETS.is_match(text.get(range.end..).unwrap_or(""))
}

/// The rule that reads a body outside the council off its place in a recommendation alone.
const NAMED_OUTSIDE: &str = "named_outside";

/// "The Board agreed to take the standards": who decides.
fn decides(text: &str, range: &Range<usize>, kind: Kind) -> bool {
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

/// "That the Parish Council will ask again": the body that resolves, named as its own minutes name it.
fn is_own_body(text: &str, range: &Range<usize>, kind: Kind) -> bool {
    const BEFORE: [&str; 4] = ["", "that", "that the", "the"];
    let is = |words: Option<&str>, known: &[&str]| {
        known.iter().any(|known| words.unwrap_or("").trim().eq_ignore_ascii_case(known))
    };
    let after = text.get(range.end..).unwrap_or("").trim().split_once(' ');
    let who = text.get(range.clone()).unwrap_or("");
    let bare = without_article(without_article(who));
    let start = range.end.saturating_sub(bare.len());
    let before = text.get(..start).unwrap_or("").trim_end();
    let joined = [" and that", " and that the", " and", " and the", " that", " that the"];
    let joined = joined.iter().any(|end| before.ends_with(end));
    kind == Kind::Resolution
        && is_own_name(bare)
        && (joined || is(Some(before), &BEFORE))
        && is(after.map(|(verb, _)| verb), &["will", "would", "to", "should", "must", "shall"])
}

/// What minutes call the body whose they are.
pub(crate) fn is_own_name(words: &str) -> bool {
    const OWN: [&str; 7] = [
        "council",
        "parish council",
        "town council",
        "community council",
        "board",
        "panel",
        "committee",
    ];
    OWN.iter().any(|own| words.trim().eq_ignore_ascii_case(own))
}

/// "To invite Cllr Ash to the May meeting", "a meeting with Rose Elm and Cllr Ash to talk": somebody asked to come, not to act.
fn is_guest(text: &str, range: &Range<usize>) -> bool {
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
    TO_PLACE.is_match(after) && INVITED.is_match(before)
        || after.starts_with(" to ") && COMPANY.is_match(before)
}

/// "Cllr Ash will instruct contractors to": whom the owner of the task is to ask is no owner of it.
fn is_asked_by_owner(text: &str, range: &Range<usize>, all: &[Range<usize>]) -> bool {
    static ASKS_ON: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\b(?:will|to|would) (?:instruct|ask|request|invite|direct|urge) (?:that )?(?:the )?$",
        )
    });
    let before = text.get(..range.start).unwrap_or("");
    all.iter().any(|other| other.end <= range.start) && ASKS_ON.is_match(before)
}

/// The addressees that a lead-in names for all its items: "Members are asked to:", "That the Director:".
/// Who "approves" and "notes" what the items say is who decides.
pub(crate) fn find_in_stem(
    stem: &str,
    clause: &str,
    kind: Kind,
    people: &People,
) -> Vec<Found<Addressee>> {
    let pattern = SUBJECT
        .captures(stem)
        .or_else(|| INDIRECT.iter().find_map(|pattern| pattern.captures(stem)))
        .or_else(|| BY_SORT.captures(stem).filter(|_| kind == Kind::Recommendation));
    let pattern = pattern.or_else(|| UNDERTOOK.captures(stem));
    let range =
        pattern.and_then(|groups| groups.name("who").map(|who| (who.range(), "stem_subject")));
    let range = range.or_else(|| Some((agents::of_stem(stem, people)?, "stem_subject")));
    // Who recommends is not who is asked.
    let asked = |range: &Range<usize>| {
        let who = stem.get(range.clone()).unwrap_or("");
        let body = is_body(who) || agents::is_board(who);
        let after = stem.get(range.end..).unwrap_or("");
        let agrees = AGREES.is_match(after);
        let decides = kind == Kind::Resolution && (body || agrees || DECIDES.is_match(clause));
        let is_put = kind == Kind::Recommendation && PUT_TO.is_match(stem);
        !decides && (is_put || !ASKS.is_match(after))
    };
    settle(stem, range.into_iter().filter(|(range, _)| asked(range)).collect(), people)
}

/// "The Cabinet Member agrees that:": who decides what the items say.
static AGREES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^,? (?:has |have |hereby )?(?:agree|approve|decide|determine|resolve)[ds]? ?(?:that|to)? ?[:–-]*$",
    )
});

/// What the one who decides does, in an item below "That the Cabinet Member:".
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:also )?(?:adopts|agrees|appoints|approves|asks|authori[sz]es|awards|confirms|delegates|endorses|grants|instructs|notes|receives|refuses|requests)\b",
    )
});

/// The owners that a column or an action line names.
pub(crate) fn read_owner(text: &str, people: &People) -> Vec<Found<Addressee>> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in split_owners(text, people) {
        let Some(start) = text.get(at..).and_then(|rest| rest.find(piece)) else { continue };
        let range = at + start..at + start + piece.len();
        at = range.end;
        if let Some(value) = owner(piece, people) {
            found.push(Found { value, range, rule: "owner_column" });
        }
    }
    found
}

/// Whether the subject is asked to do something, rather than being the body that decides.
fn is_asked(text: &str, range: &Range<usize>, kind: Kind) -> bool {
    let who = text.get(range.clone()).unwrap_or("");
    let body = is_body(who) || who.split(" and ").any(|who| is_body(without_article(who)));
    match kind {
        Kind::Recommendation => {
            let after = text.get(range.end..).unwrap_or("");
            let first = range.start == 0 || text.starts_with("The ") && range.start == "The ".len();
            let speaks = first && weighs(after);
            recommends_on(text, range) || !asks_others(after) && !requests(after) && !speaks
        }
        Kind::Resolution => !body && !puts(text.get(range.end..).unwrap_or("")),
        Kind::Action => !body && !requests(text.get(range.end..).unwrap_or("")),
    }
}

/// "The committee supports the clauses", "Members raised no objection": what the body that speaks thinks of a matter.
fn weighs(after: &str) -> bool {
    static WEIGHS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ (?:also |further |strongly )?(?:accepts|acknowledges|agrees|believes|commends|concludes|considers|endorses|heard|notes|supports|welcomes|object(?:s|ed)?|(?:had|has|have|raised|made|offered|registered) (?:no |an? )?(?:further |strong )?objections?)\b",
        )
    });
    WEIGHS.is_match(after)
}

/// "That Full Council resolves to:" in what is recommended to it.
static PUT_TO: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)^that [^:]{3,60} (?:resolves?|agrees?)(?: to| that)?\b"));

fn is_body(who: &str) -> bool {
    matches!(actor::role(who), Role::Cabinet | Role::Council | Role::Committee)
}

/// "The Chair requested that": the subject is who gives the task.
fn requests(after: &str) -> bool {
    static REQUESTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^,? (?:(?:also |then )?(?:requested|asked|directed|instructed|ordered)\b|[a-z][^.;]*\band (?:also )?(?:requested|asked) (?:that|for)\b)",
        )
    });
    REQUESTS.is_match(after)
}

/// "The Chairman asked if everyone was content": the subject is who puts it to the meeting.
fn puts(after: &str) -> bool {
    static PUTS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ (?:also |further |then )?(?:asked|proposed|suggested|moved|sought|requested|directed|instructed|ordered)\b",
        )
    });
    PUTS.is_match(after)
}

/// "That Cabinet recommends to Full Council that": the body that is asked is asked to recommend.
fn recommends_on(text: &str, range: &Range<usize>) -> bool {
    text.get(range.end..).is_some_and(|after| after.starts_with(" recommends to "))
}

/// "The Committee calls on the agency to": the subject is who asks.
fn asks_others(after: &str) -> bool {
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
fn is_passive(after: &str) -> bool {
    const OWN: [&str; 8] =
        ["asked", "requested", "instructed", "invited", "responsible", "present", "tasked", "in"];
    let word = after.strip_prefix(" to be ").and_then(|rest| rest.split_whitespace().next());
    word.is_some_and(|word| !OWN.contains(&word))
}

/// Puts ranges in order, drops what lies in another, splits joint owners, and leaves out consultees.
fn settle(
    text: &str,
    mut ranges: Vec<(Range<usize>, &'static str)>,
    people: &People,
) -> Vec<Found<Addressee>> {
    ranges
        .retain(|(range, _)| !text.get(range.clone()).is_some_and(|who| VERB_FIRST.is_match(who)));
    ranges.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    let mut found: Vec<Found<Addressee>> = Vec::new();
    for (range, rule) in ranges {
        let that = text.get(range.clone()).is_some_and(|who| who.starts_with("That "));
        let range = range.start + if that { "That ".len() } else { 0 }..range.end;
        let before = text.get(..range.start).unwrap_or("").to_lowercase();
        let consulted = before.trim_end().ends_with("in consultation with")
            || before.trim_end().ends_with("in consultation with the")
            || before.trim_end().ends_with("working with");
        let range = with_field_behind(text, with_name_before(text, with_word_before(text, range)));
        let who = text.get(range.clone()).unwrap_or("");
        let after = text.get(range.end..).unwrap_or("");
        let council = text
            .get(range.start..)
            .is_some_and(|it| it.to_lowercase().starts_with("mayor and council"));
        // "Mayor and Council approve": one body, which decides.
        let told = is_told(after) || is_paper_of(after) || council;
        let body = is_body(who) || actor::role(who) == Role::External;
        let thing = body && THING.is_match(text.get(range.end..).unwrap_or(""));
        let put = PUT.find_iter(text).any(|put| put.start() < range.start && range.end < put.end());
        if range.start < end || is_one_of_some(&before) || consulted || told || thing || put {
            continue;
        }
        end = range.end;
        let whole = text.get(range.clone()).unwrap_or("");
        // "the IT and Ferries Group": behind an article letters are nobody's initials.
        let lettered = (before.ends_with("the ") || before == "the ")
            && actor::looks_like_body(whole)
            && whole.split(" and ").next().is_some_and(actor::is_initials);
        let pieces = if lettered { vec![whole] } else { split_listed(whole, people) };
        for piece in pieces {
            let offset = whole.find(piece).unwrap_or(0);
            let place = range.start + offset..range.start + offset + piece.len();
            let known = found
                .iter()
                .any(|known| known.value.text.eq_ignore_ascii_case(without_article(piece)));
            let all = (rule == FOR_ALL).then(|| describe(piece, people));
            if let (Some(mut value), false) = (all.or_else(|| owner(piece, people)), known) {
                if rule == NAMED_OUTSIDE && value.role == Role::Person {
                    value.role = Role::External;
                }
                found.push(Found { value, range: place, rule });
            }
        }
    }
    found
}

/// "any two of the Chair, the Clerk and the Treasurer": none of them is asked.
fn is_one_of_some(before: &str) -> bool {
    static ANY: LazyLock<Regex> =
        LazyLock::new(|| regex(r"\bany (?:one|two|three)(?: or more)? of (?:the )?[^.;]*$"));
    ANY.is_match(before)
}

/// The rule that reads a task given to all.
const FOR_ALL: &str = "everybody";

/// Whether somebody is only told or given something, alone or with another: "Mrs Ash and Mr Elm be appointed".
fn is_told(after: &str) -> bool {
    static JOINT: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^(?:,? and |, | & )(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,4}")
    });
    let told = |after: &str| TOLD.is_match(after) && !TAKES_ON.is_match(after);
    let joint = JOINT.find(after).and_then(|joint| after.get(joint.end()..));
    told(after) || joint.is_some_and(told)
}

/// "the Ranger report be sent round": what is called after an office.
fn is_paper_of(after: &str) -> bool {
    static PAPER: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^ (?:appointment|contract|hours|pay|post|reports?|role|salary|statement|training|update|vacancy) (?:to )?(?:be|is|are|was|were)\b",
        )
    });
    PAPER.is_match(after)
}

fn owner(words: &str, people: &People) -> Option<Addressee> {
    let text = without_article(words.trim().trim_matches(|c: char| ",;:.-–/".contains(c)).trim());
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let none = ["n/a", "none", "no", "tbc", "all", "-", "na", "tba"]
        .contains(&text.to_lowercase().as_str());
    let named = OFFICE_HOLDER.captures(text).and_then(|groups| {
        let (title, person) = (groups.name("title")?.as_str(), groups.name("person")?.as_str());
        (actor::role(title) == Role::Officer).then_some((title, person))
    });
    if let Some((title, person)) = named {
        return Some(Addressee { person: Some(person.to_owned()), ..describe(title, people) });
    }
    (letters >= 2 && !none).then(|| describe(text, people))
}

/// "HEAD OF HARBOURS (C DALE)": the office and who holds it.
static OFFICE_HOLDER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^(?P<title>.{3,}?) ?\((?P<person>(?:[A-Z]\. ?|[A-Z] ){1,3}[A-Z][A-Za-zÀ-ÿ’'-]+)\)$")
});

fn without_article(text: &str) -> &str {
    ["the ", "The ", "THE ", "that ", "its ", "our "]
        .iter()
        .find_map(|article| text.strip_prefix(article))
        .unwrap_or(text)
}

/// "X and the Y", "A and B" of persons: two owners; "Finance and Resources" in one title is one,
/// and so is "Leader and Cabinet Member for X" without a second article.
fn split_joint(text: &str) -> Vec<&str> {
    if let Some((first, second)) = text.split_once(" and the ")
        && actor::begins(second)
    {
        return std::iter::once(first).chain(split_joint(second)).collect();
    }
    if actor::is_combined_office(text) {
        return vec![text];
    }
    // "Minister for Ferries and Reed Dairies Ltd": what ends like a firm or a body is no portfolio.
    static FIRM: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?P<office>.+) and (?P<firm>(?:[A-Z][\w’'&.-]* )+(?:Ltd|Limited|plc|PLC|Council|Authority|Agency|Trust|Police)\.?)$",
        )
    });
    if let Some(groups) = FIRM.captures(text)
        && let (Some(office), Some(firm)) = (groups.name("office"), groups.name("firm"))
        && actor::is_whole(office.as_str())
    {
        return vec![office.as_str(), firm.as_str()];
    }
    let pieces: Vec<&str> = text.split(" and ").flat_map(|piece| piece.split(" & ")).collect();
    let title =
        pieces.first().is_some_and(|first| first.contains(" of ") || first.contains(" for "));
    // "Mr Ash and Playing Field Committee".
    let with_person = pieces.first().is_some_and(|first| actor::is_titled(first));
    // "Libraries Innovation and Development Manager" is one title, though its first words could be a name.
    let one_title = actor::is_whole(text) && !with_person;
    let acts = |piece: &&str| {
        actor::is_whole(without_article(piece))
            || actor::is_initials(piece) && !title
            || actor::is_person(piece) && !title && !one_title
            || with_person && actor::looks_like_body(piece)
    };
    if pieces.len() > 1 && pieces.iter().all(acts) {
        return pieces;
    }
    // "Ann and Bill Ash": who is named in full says that the first is a name too.
    let first_name = |piece: &&str| !piece.contains(' ') && actor::is_person(&format!("{piece} A"));
    let person = |piece: &&str| actor::is_person(piece) && actor::role(piece) == Role::Person;
    let full = pieces.iter().skip(1).all(person);
    if pieces.len() > 1 && full && !title && pieces.first().is_some_and(first_name) {
        return pieces;
    }
    // "Secretary/Manager": one office, as societies have it.
    static ONE_OFFICE: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:[A-Z][a-z]+ )?(?:Secretary|Clerk)/(?:Manager|Treasurer)$"));
    if ONE_OFFICE.is_match(text) {
        return vec![text];
    }
    let sides: Vec<&str> = text.split('/').map(str::trim).collect();
    // "Fay/Clerk": beside an office a word in capitals is a name.
    let shared = sides.first().is_some_and(|first| actor::is_titled(first));
    let may_act = |side: &&str| acts(side) || !shared && first_name(side) && side.len() > 2;
    if sides.len() > 1 && sides.iter().all(may_act) && sides.iter().any(acts) {
        return sides;
    }
    let names: Vec<&str> = pieces.iter().flat_map(|piece| piece.split(", ")).collect();
    if names.len() > pieces.len() && names.iter().all(acts) { names } else { vec![text] }
}

/// "Ida and Wyn": names of people whom the paper lists are parted; others as their words allow.
fn split_listed<'t>(text: &'t str, people: &People) -> Vec<&'t str> {
    // "Cllrs Ash and Birch" share their title, and stay one.
    let shared =
        ["Cllrs", "Councillors", "Messrs", "Crs"].iter().any(|title| text.starts_with(title));
    let pieces: Vec<&str> = Attendance::apart(text).collect();
    if !shared && pieces.len() > 1 && pieces.iter().all(|piece| people.lists(piece)) {
        return pieces;
    }
    let joint = split_joint(text);
    match text.split_once(" and the ") {
        // "Department and the Emergency Office": a second article begins a second body.
        Some((first, second))
            if joint.len() == 1
                && !first.contains(" and ")
                && agents::are_two(first, second, people) =>
        {
            vec![first, second]
        }
        _ => joint,
    }
}

/// Owners of a cell stand on lines of their own, or between slashes, semicolons or commas where every piece is a name.
fn split_owners<'t>(text: &'t str, people: &People) -> Vec<&'t str> {
    let pieces: Vec<&str> =
        text.split([';', '/', '\n']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    if pieces.len() > 1 && !text.contains("http") {
        return pieces.into_iter().flat_map(|piece| split_listed(piece, people)).collect();
    }
    let commas: Vec<&str> =
        text.split(',').map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let names = commas.len() > 1
        && commas.iter().all(|piece| actor::is_person(piece) || actor::is_initials(piece));
    if names {
        commas.into_iter().flat_map(|piece| split_listed(piece, people)).collect()
    } else {
        split_listed(text.trim(), people)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{Case, read};

    fn shown(owner: &Addressee) -> String {
        match &owner.portfolio {
            Some(portfolio) => format!("{} ({portfolio})", owner.role),
            None => owner.role.to_string(),
        }
    }

    fn fault(case: &Case, found: &[Found<Addressee>]) -> Option<String> {
        let roles: Vec<String> = found.iter().map(|found| shown(&found.value)).collect();
        let names: Vec<&str> = found.iter().map(|found| found.value.text.as_str()).collect();
        let spans = found.iter().all(|it| {
            case.words.get(it.range.clone()).is_some_and(|words| words.contains(&it.value.text))
        });
        let wrong = roles != case.expected || names != case.marked || !spans;
        wrong.then(|| format!("{} {:?}: {roles:?} {names:?}", case.given, case.words))
    }

    #[test]
    fn every_clause_of_the_table() {
        let wrong: Vec<String> = read(include_str!("../../cases/addressees.toml"))
            .iter()
            .filter_map(|case| {
                let kind = Kind::from_word(&case.given).expect("a kind");
                fault(case, &find_any(&case.words, kind, &People::default()))
            })
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn who_is_listed_is_called_by_any_name() {
        let people = People::named("Tom Ash, Wyn Birch, Daniel Reed");
        let found = |text: &str| -> Vec<String> {
            let found = find(text, Kind::Resolution, &people).into_iter();
            found.map(|found| found.value.text).collect()
        };
        assert_eq!(found("to ask Wyn to price the lock"), ["Wyn"]);
        assert_eq!(found("to have Tom and Daniel price the lock"), ["Tom", "Daniel"]);
        let any = |text: &str| -> Vec<String> {
            let found = find_any(text, Kind::Resolution, &people).into_iter();
            found.map(|found| found.value.text).collect()
        };
        assert_eq!(any("to buy a mower, with Dot and Tom to fill in the form"), ["Dot", "Tom"]);
        assert_eq!(found("The lock is broken, TA will price it."), ["TA"]);
        assert_eq!(found("to ask Mill Farm to price the lock"), [""; 0]);
        assert_eq!(found("Spring will come, and Tom spoke of it."), [""; 0]);
    }

    #[test]
    fn offices_at_the_head_of_a_task_act() {
        let head = |text: &str| -> Vec<String> {
            let found = at_head(text, &People::default()).into_iter();
            found.map(|found| found.value.text).collect()
        };
        assert_eq!(head("Chief Fire Officer to visit every station"), ["Chief Fire Officer"]);
        assert_eq!(head("Ferry Board and MCO to convene a meeting"), ["Ferry Board", "MCO"]);
        for nobody in [
            "Ann Ash to ring the yard",
            "Fit a lock to the gate",
            "AB to ask the Ferry Board to act",
        ] {
            assert_eq!(head(nobody), [""; 0], "{nobody}");
        }
    }

    #[test]
    fn every_cell_of_the_table() {
        let wrong: Vec<String> = read(include_str!("../../cases/owners.toml"))
            .iter()
            .filter_map(|case| fault(case, &read_owner(&case.words, &People::default())))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
