//! Actors: titles, bodies and persons as patterns, and what sort of actor one is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use minuted_model::{Addressee, Role};
use regex::Regex;

use crate::attendance::People;
use crate::pattern::regex;
use crate::vocabulary;

static WORDS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| vocabulary::read(include_str!("../../data/actors.toml")));

/// What may follow a member's head word: "for Children, Young People and Families", "- Education", "(Highways)".
const PORTFOLIO: &str = r"(?:(?: (?:with (?:portfolio|special responsibility) )?for| [-–]|,) (?:the )?[A-Z][\w’'&-]*(?:,? (?:(?:and|&|of|the|for|in) )*[A-Z][\w’'&-]*){0,10}| \([A-Z][^)]{2,60}\))?";

const PERSON: &str = r"(?-i:(?:Cllrs|Councillors|Messrs)\.? (?:[A-Z]\.? )?[A-Z][\w’'-]+(?:(?:, | & | and |, and |/)(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?(?:[A-Z]\.? )?[A-Z][\w’'-]+)*|(?:(?:County |District |Borough |Town )?(?:Cllrs?|Councillors?|Alderman|Ald|Mr|Mrs|Ms|Miss|Dr|Rev(?:d)?|Sir|Prof(?:essor)?|PCSO|PC|Cst|Sgt|Insp|Supt|Bailie|Provost)\.?(?: (?:Mr|Mrs|Ms|Miss|Dr))?(?: [A-Z][\w’'-]*\.?){1,3}|Member [A-Z]\.? [A-Z][a-z’'-]+|[A-Z]\.? ?[A-Z]?\.? [A-Z][a-z’'-]+))";

/// Every actor that is sure to be one, without groups, longest sort first.
pub(super) static ACTOR: LazyLock<String> = LazyLock::new(|| {
    let list = |name: &str| {
        WORDS
            .get(name)
            .map(|patterns| patterns.join("|"))
            .unwrap_or_default()
            .replace("[A-Z]", "(?-i:[A-Z])")
    };
    let member = format!(
        r"(?:(?:{leader})(?: of the council)?(?: and |, | & ))?(?:{member}){PORTFOLIO}",
        leader = list("leader"),
        member = list("member")
    );
    let sorts = [
        member.replace("[A-Z]", "(?-i:[A-Z])").replace("(?-i:(?-i:[A-Z]))", "(?-i:[A-Z])"),
        list("officer"),
        list("leader"),
        PERSON.to_owned(),
        list("committee"),
        list("council"),
        list("cabinet"),
    ];
    format!(r"(?i:{})", sorts.join("|"))
});

/// Whoever can be asked: every actor, and those outside the council.
pub(super) static ASKABLE: LazyLock<String> = LazyLock::new(|| {
    let outside = ["minister", "external"]
        .map(|name| WORDS.get(name).map(|patterns| patterns.join("|")).unwrap_or_default());
    let outside = outside.join("|").replace("[A-Z]", "(?-i:[A-Z])");
    format!(r"(?i:{outside})|{}", ACTOR.as_str())
});

/// A portfolio in lower case, for words that are known to be a title and nothing else.
const LOWER: &str =
    r"(?: for)? (?:the )?[a-z][\w’'-]*(?:,? (?:(?:and|&|of|the|for) )*[a-z][\w’'-]*){0,8}";

static ROLES: LazyLock<Vec<(Role, Regex)>> = LazyLock::new(|| {
    let sorts = [
        (Role::External, "minister"),
        (Role::CabinetMember, "member"),
        (Role::CabinetMember, "leader"),
        (Role::Officer, "officer"),
        (Role::Cabinet, "cabinet"),
        (Role::Committee, "committee"),
        (Role::Council, "council"),
        (Role::External, "external"),
    ];
    let compile = |(role, name): (Role, &str)| {
        let patterns = WORDS
            .get(name)
            .map(|patterns| patterns.join("|"))
            .unwrap_or_default()
            .replace("[A-Z]", "(?-i:[A-Z])");
        let leader = WORDS.get("leader").map(|patterns| patterns.join("|")).unwrap_or_default();
        let (office, ending) = if name == "member" {
            let portfolio = PORTFOLIO.replace("[A-Z]", "(?-i:[A-Z])");
            (format!("(?:(?:{leader})(?: and |, | & | / ))?"), format!("(?:{portfolio}|{LOWER})"))
        } else {
            (String::new(), String::new())
        };
        (role, regex(&format!(r"^(?i:(?:the )?{office}(?:{patterns}){ending})$")))
    };
    sorts.into_iter().map(compile).collect()
});

/// A member's title with its portfolio, which is the group `portfolio`.
static FULL_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    let member = WORDS.get("member").map(|patterns| patterns.join("|")).unwrap_or_default();
    let member = member.replace("[A-Z]", "(?-i:[A-Z])");
    let name =
        r"(?-i:[A-Z])[\w’'&-]*(?:,? (?:(?:and|&|of|the|for|in) )*(?-i:[A-Z])[\w’'&-]*){0,10}";
    regex(&format!(r"(?i)\b(?:{member})(?: for| [-–]|,) (?:the )?(?P<portfolio>{name})"))
});

static BARE_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)^(?:(?:cabinet|executive|lead) (?:member|councillor)|(?:cabinet )?portfolio holder)$",
    )
});

/// Whether a title leaves open whose it is: "the Cabinet Member".
pub(crate) fn is_bare_title(words: &str) -> bool {
    BARE_TITLE.is_match(words)
}

/// Where the portfolio of the last full title in `text` stands.
pub(crate) fn last_portfolio(text: &str) -> Option<std::ops::Range<usize>> {
    let groups = FULL_TITLE.captures_iter(text).last()?;
    groups.name("portfolio").map(|portfolio| portfolio.range())
}

static PERSON_ONLY: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"^{PERSON}$")));
static PORTFOLIO_PART: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:member|holder|councillor|lead)s?(?:(?: (?:with (?:portfolio|special responsibility) )?for| [-–]|,) (?:the )?(?P<a>.+)| \((?P<b>[^)]+)\))$|^(?:the )?(?P<c>.+) portfolio holder$",
    )
});

/// What sort of actor these words name.
pub(super) fn role(words: &str) -> Role {
    // "Director: Roads": the field behind a colon says nothing of the sort.
    let words = words.split(": ").next().unwrap_or(words);
    // "Board of Directors": a body, though its last word is an office.
    if words.starts_with("Board of ") {
        return Role::Committee;
    }
    let known = ROLES.iter().find(|(_, pattern)| pattern.is_match(words)).map(|(role, _)| *role);
    // "Secretary/Manager": what its last half is.
    let half =
        || words.rsplit_once('/').filter(|(first, _)| !first.contains(' ')).map(|it| role(it.1));
    known
        .or_else(half)
        .unwrap_or_else(|| if looks_like_body(words) { Role::External } else { Role::Person })
}

/// More than a name or initials: several words of which the last are no surname.
pub(super) fn looks_like_body(words: &str) -> bool {
    let team = [
        "team",
        "group",
        "office",
        "council",
        "department",
        "service",
        "board",
        "trust",
        "committee",
        "house",
        "ltd",
        "fund",
        "ministry",
        "agency",
        "authority",
        "commission",
        "panel",
        "forum",
    ];
    let last = words.split_whitespace().next_back().unwrap_or("").to_lowercase();
    team.contains(&last.as_str())
}

pub(super) fn is_person(words: &str) -> bool {
    // "Senior Nurse": an office, though each word could be a name.
    const RANKS: [&str; 12] = [
        "acting",
        "assistant",
        "associate",
        "chief",
        "deputy",
        "head",
        "interim",
        "lead",
        "principal",
        "senior",
        "strategic",
        "vice",
    ];
    let first = words.split_whitespace().next().unwrap_or("").to_lowercase();
    let name = words.split_whitespace().count() == 2
        && !RANKS.contains(&first.as_str())
        && words.split_whitespace().all(|word| {
            let mut joined = true;
            word.chars().all(|c| {
                let fits = c.is_lowercase() || "’'-".contains(c) || joined && c.is_uppercase();
                joined = "’'-".contains(c);
                fits
            }) && word.starts_with(char::is_uppercase)
        });
    PERSON_ONLY.is_match(words) || is_initials(words) || name
}

/// A person with a title before the name.
pub(super) fn is_titled(words: &str) -> bool {
    PERSON_ONLY.is_match(words)
}

pub(super) fn is_initials(words: &str) -> bool {
    (2..=4).contains(&words.len()) && words.chars().all(|c| c.is_ascii_uppercase())
}

/// Whether these words are an actor and nothing else.
pub(super) fn is_whole(words: &str) -> bool {
    ROLES.iter().any(|(_, pattern)| pattern.is_match(words))
}

static BEGINS: LazyLock<Regex> = LazyLock::new(|| regex(&format!(r"^(?:{})", ACTOR.as_str())));

/// Whether these words begin with an actor.
pub(super) fn begins(words: &str) -> bool {
    BEGINS.is_match(words)
}

static COMBINED: LazyLock<Regex> = LazyLock::new(|| {
    let list = |name: &str| WORDS.get(name).map(|patterns| patterns.join("|")).unwrap_or_default();
    let pattern = format!(
        // Titles of the Police Reform and Social Responsibility Act 2011 and the Policing and Crime Act 2017 among them.
        r"^(?i:(?:the )?(?:(?:{})(?: and |, | & | ?/ ?)(?:{})|(?:deputy )?police(?:,? fire)? and crime (?:commissioner|panel)|fire and rescue (?:service|authority)))",
        list("leader"),
        list("member").replace("[A-Z]", "(?-i:[A-Z])")
    );
    regex(&pattern)
});

/// "Leader of the Council and Cabinet Member for X": one person's two offices.
pub(super) fn is_combined_office(words: &str) -> bool {
    COMBINED.is_match(words)
}

/// The addressee that some words name.
pub(super) fn describe(words: &str, people: &People) -> Addressee {
    let groups = PORTFOLIO_PART.captures(words);
    let portfolio = groups.and_then(|groups| {
        ["a", "b", "c"]
            .iter()
            .find_map(|name| groups.name(name).map(|part| part.as_str().to_owned()))
    });
    let person = people.resolve(words);
    Addressee { text: words.to_owned(), role: role(words), portfolio, person }
}
