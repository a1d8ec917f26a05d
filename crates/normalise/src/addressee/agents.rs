//! Whoever a clause gives something to do, known by where they stand and by the last word of what they are called: the subject of
//! the clause, the object of asking, "by" and "for" somebody. Asked where no pattern of `patterns.rs` knows anybody.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::Kind;
use regex::Regex;

use super::actor;
use super::settle::without_article;
use super::signal::{LONGEST, Signal, base, is_of, signal, words_of};
use crate::attendance::People;
use crate::pattern::regex;

/// The subject that begins at the byte `from` and is told or asked to do something.
pub(super) fn subject(text: &str, from: usize, people: &People) -> Option<Range<usize>> {
    let words = words_of(text, from);
    let mut last = 0;
    for at in 1..words.len().min(LONGEST) {
        let before = words.get(at - 1)?;
        if before.stop.is_some_and(|stop| stop != ',') {
            return None;
        }
        match signal(&words, at) {
            Some(Signal::Other) => return None,
            Some(Signal::Acts) => {
                last = at;
                break;
            }
            None => {}
        }
    }
    let (first, last) = (words.first()?, words.get(last.checked_sub(1)?)?);
    let is_small = text.get(first.range.clone())?.starts_with(char::is_lowercase);
    // "Approve the plan", "direct the Council to": a verb begins it, no name.
    if is_of("verbs", &first.small) || is_small && base(&first.small).is_some() {
        return None;
    }
    let range = without_helper(text, behind_article(text, first.range.start..last.range.end));
    let who = text.get(range.clone())?;
    let next = words.iter().find(|word| word.range.start > range.end)?;
    let is_told = ["will", "would", "should"].contains(&next.small.as_str());
    (names_agents(who, people) || is_told && is_first_name(who)).then_some(range)
}

/// "that Sandy would": a word that is nothing but a name beside what its bearer is to do; no month, day or season.
pub(super) fn is_first_name(who: &str) -> bool {
    static NAME: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^[A-Z][a-z]{2,}(?:[’'-][A-Z]?[a-z]+)?$"));
    let small = who.to_lowercase();
    NAME.is_match(who)
        && !is_of("no_names", &small)
        && !is_of("strangers", &small)
        && base(&small).is_none()
}

/// "The government, through its agency": a phrase without those by whose help it is to act.
fn without_helper(text: &str, range: Range<usize>) -> Range<usize> {
    static HELPER: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r", (?:acting|along|as|following|having|in|led|on|supported|through|together|via|with|working)\b",
        )
    });
    let phrase = text.get(range.clone()).unwrap_or("");
    HELPER.find(phrase).map_or(range.clone(), |helper| range.start..range.start + helper.start())
}

/// A phrase without the article before it.
pub(super) fn behind_article(text: &str, range: Range<usize>) -> Range<usize> {
    let phrase = text.get(range.clone()).unwrap_or("");
    let bare = without_article(phrase);
    range.end - bare.len()..range.end
}

/// Whether a phrase names somebody who can act, or several.
pub(super) fn names_agents(phrase: &str, people: &People) -> bool {
    if names_agent(phrase, people) {
        return true;
    }
    let pieces = phrase
        .split(" and ")
        .flat_map(|piece| piece.split(" & "))
        .flat_map(|piece| piece.split(", "));
    let mut pieces = pieces.map(|piece| without_article(piece.trim())).peekable();
    pieces.peek().is_some() && pieces.all(|piece| names_agent(piece, people))
}

/// Whether two phrases each name somebody.
pub(super) fn are_two(first: &str, second: &str, people: &People) -> bool {
    names_agent(first, people) && names_agent(second, people)
}

fn names_agent(phrase: &str, people: &People) -> bool {
    let small = phrase.to_lowercase();
    let words: Vec<&str> = small.split_whitespace().collect();
    let is_told =
        |word: &&str| word.ends_with("ed") && phrase.contains(*word) && !is_of("titles", word);
    if is_body_by_capital(phrase, phrase.len()) {
        return true;
    }
    if words.is_empty() || words.iter().any(|word| is_of("strangers", word) || is_told(word)) {
        return false;
    }
    if people.lists(phrase) || actor::is_titled(phrase) || actor::is_initials(phrase) {
        return true;
    }
    // "Head of Roads", "Director - Technical Services", "Commission for Water": the word before what they have to do with.
    let head = small.split([',', ':']).next().unwrap_or("");
    let head = [" of ", " for ", " – ", " - ", " ("]
        .iter()
        .fold(head, |head, mark| head.split(mark).next().unwrap_or(head));
    let last = head.split_whitespace().next_back().unwrap_or("");
    // "Secretary/Manager"
    let last = last.rsplit('/').next().unwrap_or(last);
    if is_body_by_capital(phrase, head.len()) && words.len() <= LONGEST {
        return true;
    }
    let shared = words.iter().filter(|word| ["and", "&"].contains(word)).count();
    is_of("agents", last) && words.len() <= LONGEST && shared <= 3
}

/// "Weir Water", "Ash Vale DC", "GM – Quays", "An Post": names that nothing but their capitals tell from words.
fn is_body_by_capital(phrase: &str, head: usize) -> bool {
    static IRISH: LazyLock<Regex> =
        LazyLock::new(|| regex(r"^An [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?$"));
    let head = phrase.get(..head).unwrap_or(phrase);
    let last = head.split_whitespace().next_back().unwrap_or("");
    let capital = |word: &str| word.starts_with(char::is_uppercase) || ["&", "and"].contains(&word);
    let is_named = head.split_whitespace().all(capital);
    let known = is_of("capitals", &last.to_lowercase());
    let lettered = head == last && head.len() < phrase.len() && actor::is_initials(head);
    IRISH.is_match(phrase) || is_named && (known || lettered)
}

/// Where a clause may begin in `text`: at its head, behind what is said before its subject, and behind a verb of asking.
fn beginnings(text: &str) -> Vec<usize> {
    static HEAD: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^[“‘']?(?i:(?:(?:to|that|and|for|further|also|it is|be it)\b[, ]+)*(?:(?:recommends?|recommended|requests?|requested|asks|asked|agree[ds]?|resolve[ds]?|demands?|demanded|propose[ds]?|directs|directed) (?:that|to request that) )?)",
        )
    });
    static FRONTED: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?i:after|as|before|by|during|following|from|given|having|in|on|once|prior|pursuant|starting|subject|to|until|when|where|whilst|while|with|within)\b[^.;:]*?, ",
        )
    });
    static LATER: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i:(?:,|;) (?:and )?(?:further )?that |\band (?:further )?that |\b(?:and|to) have |\b(?:requests?|requested|asks|asked|demands?|demanded|directs|directed|proposed|recommends?|recommended) that )",
        )
    });
    let head = HEAD.find(text).map_or(0, |head| head.end());
    let mut all = vec![head];
    for mut rest in [0, head] {
        let fronted =
            |rest: usize| FRONTED.find(text.get(rest..)?).map(|fronted| rest + fronted.end());
        while let Some(behind) = fronted(rest).filter(|_| all.len() < 4) {
            all.push(behind);
            rest = behind;
        }
    }
    all.extend(LATER.find_iter(text).map(|later| later.end()));
    all
}

/// Those whom a clause of this kind tells or asks to act as its subject.
pub(super) fn subjects(text: &str, kind: Kind, people: &People) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for from in beginnings(text) {
        let subject = subject(text, from, people).filter(|range| !decides(text, range, kind));
        found.extend(subject.filter(|range| found.iter().all(|known| known.end <= range.start)));
    }
    if found.is_empty() && kind == Kind::Recommendation {
        found.extend(in_the_midst(text, people));
    }
    found
}

/// "In its response to this report the Government should": a subject behind words that no comma parts from it.
fn in_the_midst(text: &str, people: &People) -> Option<Range<usize>> {
    static SHOULD: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^(?:In|By|As|At|For|From|On|To|With|Within) [^.;:,]{3,90}? the (?P<who>[\w’'&-]+(?: [\w’'&-]+){0,4}) (?:should|must|shall) (?:[ac-z]|b[^e])",
        )
    });
    let who = SHOULD.captures(text)?.name("who")?;
    names_agents(who.as_str(), people).then(|| who.range())
}

/// Whether the subject of a clause is who speaks in it or meets, and does there what meetings do.
pub(super) fn decides(text: &str, range: &Range<usize>, kind: Kind) -> bool {
    let who = text.get(range.clone()).unwrap_or("");
    let after = text.get(range.end..).unwrap_or("");
    if kind == Kind::Recommendation {
        let first = text.get(..range.start).is_some_and(|before| before.len() <= "The ".len());
        return first && super::weighs(after)
            || super::asks_others(after)
            || super::requests(after);
    }
    static ASKING: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)\b(?:ask|demand|direct|recommend|request|urge)(?:s|ed)? that (?:the )?$")
    });
    if ASKING.is_match(text.get(..range.start).unwrap_or("")) {
        return false;
    }
    let later = text.get(..range.start).is_some_and(|before| before.len() > "and that the ".len());
    if later && super::further::is_other_body(text, range) {
        return false;
    }
    let rest = words_of(text, range.end);
    let verb = rest.iter().find_map(|word| base(&word.small));
    let does = verb.is_some_and(|verb| is_of("decisions", verb));
    if sits(who) || does {
        return does || who.contains(" of ");
    }
    if super::puts(after) || super::is_body(who) && !is_part(who) || is_board(who) {
        return true;
    }
    let is_told = [" should ", " to ", " must ", " shall ", " be "]
        .iter()
        .any(|verb| after.starts_with(verb));
    let many = who.len() > 3 && actor::is_initials(who);
    many && !is_told || lettered(who)
}

/// "EPC": the letters of a council.
fn lettered(who: &str) -> bool {
    let ends = ["PC", "TC", "CC", "DC", "BC", "MBC"];
    actor::is_initials(who) && ends.iter().any(|end| who.ends_with(end))
}

/// "The working group": a body that another gives its work.
fn is_part(who: &str) -> bool {
    let who = who.to_lowercase();
    ["group", "party", "team", "force", "sub-committee"].iter().any(|end| who.ends_with(end))
}

/// The last word of a name, before what it is of.
fn head_of(who: &str) -> String {
    let who = who.to_lowercase();
    let head = who.split(" of ").next().unwrap_or("");
    head.split_whitespace().next_back().unwrap_or("").to_owned()
}

/// A body that meets and decides.
pub(super) fn is_board(who: &str) -> bool {
    is_of("boards", &head_of(who))
}

/// Those who sit on a body.
fn sits(who: &str) -> bool {
    is_of("sitters", &head_of(who))
}

/// Those who are asked as the object of a verb, by whom or for whom something is to be done, and to whom a matter is referred.
pub(super) fn objects(text: &str, kind: Kind, people: &People) -> Vec<Range<usize>> {
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\b(?:(?:ask|request|instruct|direct|invite|mandate|empower|urge|authori[sz]e|remind|encourage|call on|call upon|appeal to)(?:s|e?d|ing)?|calls? (?:up)?on|to be (?:done|led|taken forward) by|and for|referred (?:back )?to|refer (?:(?:this|it|the) )?(?:\w+ ){0,2}?(?:back )?to|recommends? to|and have|to have|remitted to|left (?:to|with)) (?P<who>[^.;:,]{2,90}?)(?: (?:to|that|come|a|an|the|for)\b|[.;,]|$)",
        )
    });
    static UNTIL: LazyLock<Regex> =
        LazyLock::new(|| regex(r"\b(?:gives?|allows?) (?P<who>[^.;:,]{2,60}?) until\b"));
    static BY: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\b(?P<be>be|is|are|and) (?:[a-z]+ly )?(?P<verb>[a-z]+(?:ed|t|wn|en|ut|de|ad|ld))(?: (?:up|out|off|in|down|on|over|back))?(?: (?:early|again|once|[a-z]+ly))?(?: (?:to|in|with|at|on|for) (?:the |its |their )?[\w’'-]+(?: [\w’'-]+){0,2}?)?(?: [a-z]+ly)? by (?:an? )?(?P<who>[^.;:,]{2,60}?)(?: (?:by|on|before|at|in|to|for|and|no|with|once|each|every|within|from|as)\b| \(|[.;,]|$)",
        )
    });
    let is_sure = |groups: &regex::Captures<'_>| {
        let before = groups.get(0).and_then(|whole| text.get(..whole.start())).unwrap_or("");
        let is_up = groups.get(0).is_some_and(|whole| whole.as_str().contains(" up "));
        let is_done =
            is_up || groups.name("verb").is_none_or(|verb| !is_of("decided", verb.as_str()));
        let is_clause = groups.name("who").is_some_and(|who| who.as_str().starts_with("that "));
        // "that the notes would be sent out by the school": what was agreed, where elsewhere "would" only supposes.
        let agreed = text.starts_with("that ") && before.ends_with("would ");
        let may = super::MAY.is_match(before) && !agreed;
        is_done && !is_clause && !may && is_asked_of(groups, before)
    };
    let all = ASKS
        .captures_iter(text)
        .chain(UNTIL.captures_iter(text))
        .chain(BY.captures_iter(text))
        .filter(is_sure);
    let who =
        all.filter_map(|groups| groups.name("who")).map(|who| behind_article(text, who.range()));
    let names = |who: &str| {
        names_agents(who, people)
            || kind == Kind::Action && (is_first_name(who) || actor::is_person(who))
    };
    let mut found: Vec<Range<usize>> =
        who.filter(|range| text.get(range.clone()).is_some_and(names)).collect();
    found.extend(had_done(text));
    found.sort_by_key(|range| range.start);
    found
}

/// "to have Roth order two loads": a name before a verb in its base form.
fn had_done(text: &str) -> Option<Range<usize>> {
    static HAVE: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\b(?:to|and) have (?P<who>(?P<office>(?:(?:Town|Township|City|Deputy) )?(?:Clerk|Treasurer|Mayor|Supervisor|Chief|Secretary|Chairman|Superintendent) )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?) (?P<verb>[a-z]+) ",
        )
    });
    let groups = HAVE.captures(text)?;
    let (who, verb) = (groups.name("who")?, groups.name("verb")?.as_str());
    let name = groups.name("office").map_or("", |office| office.as_str());
    let name = who.as_str().strip_prefix(name).unwrap_or("");
    let named = is_first_name(name) || actor::is_person(name);
    (named && base(verb) == Some(verb)).then(|| who.range())
}

/// "be mended by", "be bought and put up by": what is to be done. "which is run by" tells of a thing.
fn is_asked_of(groups: &regex::Captures<'_>, before: &str) -> bool {
    static TOLD: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"(?i)(?:\b(?:which|who|it|this|what|there|as|where|when|if),? |^)$")
    });
    match groups.name("be").map_or("be", |be| be.as_str()) {
        "and" => before.contains("be ") && !before.contains("which "),
        "is" | "are" => !TOLD.is_match(before),
        _ => true,
    }
}

/// Whom a lead-in leaves as the one its items are for: "In order to save power, the service should:", "That the Council:".
pub(super) fn of_stem(stem: &str, people: &People) -> Option<Range<usize>> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i),?(?: (?:should|shall|must|will|to|needs? to|ought to|(?:is|are)(?: jointly| therefore| hereby)? (?:recommended|asked|requested|urged|invited|advised|encouraged|ordered|directed|required) to)(?: (?:now|also|immediately))?(?: do the following| take the following (?:steps|actions))?)? ?(?::[–-]?|[–-])?$",
        )
    });
    let end = END.find(stem)?.start();
    beginnings(stem).into_iter().rev().find_map(|from| {
        let range = without_apposition(stem, behind_article(stem, from..end.max(from)));
        names_agents(stem.get(range.clone())?, people).then_some(range)
    })
}

/// "Reed Lines GmbH, managers of the vessel,": a name without what it is beside.
fn without_apposition(text: &str, range: Range<usize>) -> Range<usize> {
    static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
        regex(r", (?:the )?(?:agents?|builders?|managers?|operators?|owners?) of the\b")
    });
    let phrase = text.get(range.clone()).unwrap_or("");
    BESIDE.find(phrase).map_or(range.clone(), |beside| range.start..range.start + beside.start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_ends_before_its_verb() {
        let people = People::default();
        let found = |text: &str| {
            subject(text, 0, &people).and_then(|range| text.get(range).map(str::to_owned))
        };
        assert_eq!(
            found("the lock keepers’ working group look at the gate").as_deref(),
            Some("lock keepers’ working group")
        );
        assert_eq!(
            found("The Weir Office and the Ferry Trust review the tolls").as_deref(),
            Some("Weir Office and the Ferry Trust")
        );
        assert_eq!(
            found("The government, through its agency, should act").as_deref(),
            Some("government")
        );
        // Nouns that could be verbs, what is done to somebody, what is told of them, and verbs at the head.
        for nobody in [
            "The harbour office report be noted",
            "the crew should be paid",
            "the operator has a boat",
            "Approve the board rules to come",
            "the service plan to be sent",
            "a fee should be paid",
            "The clerk was late",
            "invite the owner to tea",
        ] {
            assert_eq!(found(nobody), None, "{nobody}");
        }
    }

    #[test]
    fn a_lead_in_ends_with_those_whom_its_items_are_for() {
        let people = People::default();
        let found = |stem: &str| {
            of_stem(stem, &people).and_then(|range| stem.get(range).map(str::to_owned))
        };
        assert_eq!(found("To save power, the service should:").as_deref(), Some("service"));
        assert_eq!(
            found("That the harbour authority should now:").as_deref(),
            Some("harbour authority")
        );
        assert_eq!(found("the district should do the following:").as_deref(), Some("district"));
        assert_eq!(found("That:"), None);
        assert_eq!(found("The following were agreed:"), None);
    }
}
