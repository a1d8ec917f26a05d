//! One person of a list, and the words that name nobody.

/// One of them: what stands before the last name, and that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Person {
    /// First names or their initials, in order; empty where the list has none.
    pub(super) first: Vec<String>,
    pub(super) last: String,
    /// Initials that the list gives beside the name.
    pub(super) initials: Option<String>,
}

impl Person {
    /// Somebody of whom a list tells no more than initials.
    pub(super) fn of_initials(initials: &str) -> Self {
        Self { first: Vec::new(), last: initials.to_owned(), initials: Some(initials.to_owned()) }
    }

    /// Whether `name`, written as `words`, is this person's.
    pub(super) fn is_called(&self, name: &Self, words: &str) -> bool {
        let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
        match name.first.first() {
            None if is_initials(words) => {
                self.initials() == words || self.initials.as_deref() == Some(words)
            }
            None => {
                same(&self.last, &name.last)
                    || self
                        .first
                        .first()
                        .is_some_and(|first| first.len() > 1 && same(first, &name.last))
            }
            Some(first) => {
                let own = self.first.first();
                let fits = |own: &String| {
                    same(own, first)
                        || (own.len() == 1 || first.len() == 1) && own.get(..1) == first.get(..1)
                };
                same(&self.last, &name.last) && own.is_none_or(fits)
            }
        }
    }

    pub(super) fn initials(&self) -> String {
        let names = self.first.iter().chain([&self.last]);
        names.filter_map(|name| name.chars().next()).collect()
    }

    /// Whether initials may be this person's: "TP" of Pugh and of Tom Pugh, and not those of a council behind a name.
    pub(super) fn may_have(&self, initials: &str) -> bool {
        let begins = |name: &String, letter: Option<char>| name.chars().next() == letter;
        let first = self.first.first();
        begins(&self.last, initials.chars().next_back())
            && first.is_none_or(|first| begins(first, initials.chars().next()))
    }
}

/// Titles before a name, which are no part of it.
pub(super) const TITLES: [&str; 68] = [
    "alderman",
    "borough",
    "canon",
    "captain",
    "chair",
    "chairman",
    "chairperson",
    "chief",
    "clerk",
    "cllr",
    "cllrs",
    "commissioner",
    "commissioners",
    "constable",
    "councillor",
    "councillors",
    "councilman",
    "councilmember",
    "councilwoman",
    "county",
    "cr",
    "crs",
    "dame",
    "deputies",
    "deputy",
    "director",
    "directors",
    "district",
    "dr",
    "father",
    "fr",
    "garda",
    "inspector",
    "lady",
    "lord",
    "mayor",
    "member",
    "members",
    "messrs",
    "miss",
    "mr",
    "mrs",
    "ms",
    "mx",
    "officer",
    "pc",
    "pcso",
    "president",
    "prof",
    "professor",
    "reeve",
    "rev",
    "revd",
    "reverend",
    "secretary",
    "selectman",
    "senator",
    "sergeant",
    "sergt",
    "sgt",
    "sir",
    "superintendent",
    "supervisor",
    "town",
    "treasurer",
    "trustee",
    "trustees",
    "vice",
];

/// Words in capitals that stand in such lists and name nobody.
const NO_NAMES: [&str; 106] = [
    "absence",
    "absent",
    "accounts",
    "acting",
    "action",
    "actions",
    "administrator",
    "agency",
    "agenda",
    "alternate",
    "announcements",
    "any",
    "apologies",
    "approval",
    "arising",
    "assistant",
    "association",
    "attendance",
    "attendees",
    "bank",
    "board",
    "borough",
    "business",
    "call",
    "centre",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "chief",
    "church",
    "city",
    "clerk",
    "commissioner",
    "committee",
    "community",
    "correspondence",
    "council",
    "councillor",
    "councillors",
    "county",
    "date",
    "declaration",
    "declarations",
    "department",
    "deputy",
    "director",
    "district",
    "emerita",
    "emeritus",
    "engineer",
    "executive",
    "finance",
    "governor",
    "group",
    "guest",
    "guests",
    "hall",
    "interest",
    "interests",
    "item",
    "items",
    "libraries",
    "library",
    "limited",
    "ltd",
    "manager",
    "matters",
    "mayor",
    "meeting",
    "member",
    "members",
    "minutes",
    "name",
    "next",
    "nil",
    "none",
    "office",
    "officer",
    "officers",
    "order",
    "other",
    "parish",
    "planning",
    "police",
    "present",
    "president",
    "previous",
    "public",
    "report",
    "reports",
    "role",
    "school",
    "secretary",
    "service",
    "services",
    "society",
    "staff",
    "town",
    "treasurer",
    "trust",
    "trustee",
    "university",
    "vice",
    "village",
    "welcome",
];

/// The person that `words` name, titles left out, and the office behind the name of somebody with a title; initials are a last
/// name without a first, and behind a name that person's.
pub(super) fn person_in(words: &str) -> Option<Person> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let words: Vec<String> =
        words.split(|c: char| c.is_whitespace() || c == '.').map(bare).collect();
    let words: Vec<String> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let is_title = |word: &&String| TITLES.contains(&word.to_lowercase().as_str());
    let titles = words.iter().take_while(is_title).count();
    let name = words.get(titles..)?;
    let name = if titles > 0 { before_office(name) } else { name };
    let (initials, name) = match name.split_last() {
        Some((last, name)) if name.len() > 1 && is_initials(last) => (Some(last.clone()), name),
        _ => (None, name),
    };
    // "Polly B" is told from another Polly by a letter.
    let lettered = name.len() == 2 && name.last().is_some_and(|last| last.chars().count() == 1);
    let name = if lettered { name.get(..1)? } else { name };
    let (last, first) = name.split_last()?;
    let fits = name.len() <= 4 && name.iter().all(|word| is_name(word)) && last.chars().count() > 1;
    let person = || Person { first: first.to_vec(), last: last.clone(), initials: None };
    let person = fits.then(person)?;
    let initials = initials.filter(|initials| person.may_have(initials));
    Some(Person { initials, ..person })
}

/// "Peter Stone" of "Peter Stone Director of Works": the words of a name that an office follows; all of them where none does.
fn before_office(name: &[String]) -> &[String] {
    let letters = name.iter().take_while(|word| word.chars().count() == 1).count();
    let proper = if letters > 0 { letters + 1 } else { 2 };
    let (before, behind) = name.split_at_checked(proper).unwrap_or((name, &[]));
    let office = |word: &String| NO_NAMES.contains(&word.to_lowercase().as_str());
    if behind.iter().any(office) { before } else { name }
}

/// Whether a word may be part of a name: a capital, and not one of those that name offices and items.
fn is_name(word: &str) -> bool {
    let letters = word.chars().all(|c| c.is_alphabetic() || "’'‘-".contains(c));
    word.starts_with(char::is_uppercase)
        && letters
        && !NO_NAMES.contains(&word.to_lowercase().as_str())
}

pub(super) fn is_initials(words: &str) -> bool {
    (2..=3).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_uppercase())
}
