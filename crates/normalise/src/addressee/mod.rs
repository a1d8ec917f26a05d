//! Addressees: who must act, from the clause's subject, an owner column or the words that ask somebody.
//! Consultees are no owners, and the body that resolves does not address itself.

mod actor;
mod agents;
mod bodies;
mod further;
mod name;
mod owners;
mod patterns;
mod settle;
mod signal;
mod stem;
mod told;
mod welsh;

pub(crate) use self::actor::{is_bare_title, last_portfolio};
pub(crate) use self::owners::read_owner;
pub(crate) use self::stem::{asks, find_in_stem};

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::{Addressee, Kind, Role};
use regex::Regex;

use self::name::whole_name;
use self::patterns::{
    AGREED_THAT, BEHIND, BODY_FIRST, BY_SORT, CALLED, CONSULTED, DASHED, DEPARTMENT, DONE_BY,
    EVERYBODY, IN_FULL, INDIRECT, NAMED, NO_OWNER, NOBODY, OUTSIDE, OWNER_ENDS, SHALL, SHOUTED,
    SUBJECT, TASKED, TO_BE_DONE_BY,
};
use self::settle::{FOR_ALL, settle, without_article};
use self::told::{
    asks_others, decides, is_asked_by_owner, is_asked_for, is_directed, is_guest, is_passive,
    is_thing_of, meets, puts, recommends_on, requests, weighs,
};
use self::welsh::WELSH;
use crate::attendance::People;
use crate::found::Found;
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
        let further = further::further(text, kind, people).into_iter();
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
    let asked = further::asked_further(text, people);
    let mut more: Vec<Range<usize>> = asked.into_iter().filter(|one| one.start > end).collect();
    more.extend(further::partner_behind(text, end, people));
    more.extend(further::partner(text, &(start..end), people));
    more.retain(|one| !is_own_body(text, one, kind) && !is_guest(text, one));
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

/// "To agree that the Head of Ferries would print the table": of whom it was agreed, or asked, that they do something.
pub(crate) fn agreed_of(text: &str, people: &People) -> Vec<Found<Addressee>> {
    static AGREED_OF: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^(?:[Tt]o )?(?i:agree|ask|request)(?:s|d|ed)? that (?:the )?"));
    let Some(said) = AGREED_OF.find(text) else { return Vec::new() };
    let who = agents::subject(text, said.end(), people);
    settle(text, who.map(|who| (who, "told_by_place")).into_iter().collect(), people)
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
        who = further::further(text, kind, people);
        who.retain(|range| further::was_asked(text, range));
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

/// Whether a clause names offices as Welsh does: "Y Clerc", "y Cyng. Bedw".
fn is_welsh(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "Clerc",
        "Cyng",
        "adeirydd",
        "Trysorydd",
        "Weithredwr",
        "Swyddog",
        "Rheolwr",
        "Pennaeth",
        "Cyfarwyddwr",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// Who is asked in the midst of a clause, and by which rule.
fn asked(text: &str, kind: Kind) -> Vec<(Range<usize>, &'static str)> {
    let named = |pattern: &LazyLock<Regex>| Some(pattern.captures(text)?.name("who")?.range());
    let patterns = INDIRECT.iter().chain(WELSH.iter().filter(|_| is_welsh(text)));
    let all = patterns.flat_map(|pattern| pattern.captures_iter(text));
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

/// The rule that reads a body outside the council off its place in a recommendation alone.
const NAMED_OUTSIDE: &str = "named_outside";

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

/// "That the Cabinet Member for Health approves the following": one member decides as a body would.
static SETTLES: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^,? (?:has |hereby |formally )?(?:adopt|agree|approve|authori[sz]e|endorse|refuse)[sd]\b",
    )
});

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
        Kind::Resolution => {
            let after = text.get(range.end..).unwrap_or("");
            !body && !puts(after) && !SETTLES.is_match(after)
        }
        Kind::Action => !body && !requests(text.get(range.end..).unwrap_or("")),
    }
}

fn is_body(who: &str) -> bool {
    matches!(actor::role(who), Role::Cabinet | Role::Council | Role::Committee)
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
