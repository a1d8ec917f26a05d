//! Who a paper lists as present, in attendance or absent: the names that its minutes then give tasks to as "Tom", "Mr Ash" or "TA".
//!
//! A list begins behind a label ("Present:", "Board members in attendance", "Apologies were received from") and goes on over
//! the blocks below that hold nothing but names and offices.

use std::collections::BTreeSet;

use crate::{Block, BlockKind, Document};

/// The people that a paper lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    people: BTreeSet<Person>,
    /// Every word that may name one of them, small letters.
    words: BTreeSet<String>,
}

/// One of them: what stands before the last name, and that.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Person {
    /// First names or their initials, in order; empty where the list has none.
    first: Vec<String>,
    last: String,
    /// Initials that the list gives beside the name.
    initials: Option<String>,
}

/// Words that say a list of people follows.
const LABELS: [&str; 15] = [
    "present",
    "attendance",
    "attending",
    "attended",
    "attendees",
    "attendee",
    "apologies",
    "absent",
    "absentees",
    "regrets",
    "participants",
    "participating",
    "participation",
    "roll",
    "attendants",
];

/// What may stand beside such a word before the list itself.
const BESIDE: [&str; 53] = [
    "a",
    "also",
    "and",
    "any",
    "apology",
    "are",
    "at",
    "board",
    "by",
    "call",
    "chair",
    "committee",
    "community",
    "council",
    "councillors",
    "cllrs",
    "directors",
    "executive",
    "for",
    "from",
    "governors",
    "group",
    "in",
    "inability",
    "list",
    "meeting",
    "members",
    "non",
    "of",
    "officers",
    "other",
    "others",
    "panel",
    "parish",
    "people",
    "persons",
    "public",
    "quorum",
    "received",
    "sent",
    "staff",
    "the",
    "those",
    "to",
    "town",
    "trustees",
    "via",
    "village",
    "visitors",
    "voting",
    "was",
    "were",
    "with",
];

/// Titles before a name, which are no part of it.
const TITLES: [&str; 68] = [
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

/// The label of a list within a paragraph is no longer than this, bytes, and stands before one of so many sentences.
const LABEL: usize = 40;
const SENTENCES: usize = 4;
/// A block of a list is no longer than this, bytes.
const LINE: usize = 400;
/// No paper lists more people than this: each name of a task is compared with all of them.
const MOST: usize = 500;
/// How many blocks without a name may stand within a list: the heads of its columns, offices.
const GAPS: usize = 3;

impl Attendance {
    /// The people listed in `document`.
    pub fn of(document: &Document) -> Self {
        let mut people = BTreeSet::new();
        let mut gaps = None;
        for block in document.content() {
            let words = document.slice(block.span);
            let listed = if let Some(list) = listed_in(words) {
                gaps = Some(0);
                list
            } else if gaps.is_some() && may_list(block, words) {
                words
            } else {
                gaps = None;
                continue;
            };
            let before = people.len();
            people.extend(people_in(listed).take(MOST.saturating_sub(before)));
            let named = people.len() > before;
            gaps = gaps
                .map(|gaps: usize| if named { 0 } else { gaps + 1 })
                .filter(|gaps| *gaps <= GAPS);
        }
        Self::new(people)
    }

    fn new(people: BTreeSet<Person>) -> Self {
        let words = people.iter().flat_map(|person| {
            let names = person.first.iter().chain([&person.last]).cloned();
            let initials = person.initials.clone().into_iter().chain([person.initials()]);
            names.chain(initials).map(|name| name.to_lowercase())
        });
        let words = words.filter(|word| word.chars().count() > 1).collect();
        Self { people, words }
    }

    /// Takes a comma-separated list of names, for cases of rules.
    pub fn from_names(names: &str) -> Self {
        Self::new(people_in(names).collect())
    }

    /// How many people are listed.
    pub fn len(&self) -> usize {
        self.people.len()
    }

    /// Whether nobody is listed.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Whether a word of `text` may name one of these people: quicker told than whether one does.
    pub fn may_be_in(&self, text: &str) -> bool {
        let apart = |c: char| !(c.is_alphanumeric() || "’'‘-".contains(c));
        let capitals = text.split(apart).filter(|word| word.starts_with(char::is_uppercase));
        !self.words.is_empty()
            && capitals.into_iter().any(|word| self.words.contains(&word.to_lowercase()))
    }

    /// Whether everybody whom `words` name is one of these people: "Tom, Wyn and Mr Ash".
    pub fn has_all(&self, words: &str) -> bool {
        Self::apart(words).all(|name| self.has(name))
    }

    /// The names in `words` that commas, strokes or "and" part.
    pub fn apart(words: &str) -> impl Iterator<Item = &str> {
        let apart = words.split([',', '/', '&']).flat_map(|part| part.split(" and "));
        apart.map(str::trim).filter(|name| !name.is_empty())
    }

    /// Whether `words` name one of these people: in full, by a first name, by a last name or by initials.
    pub fn has(&self, words: &str) -> bool {
        let Some(name) = person_in(words) else { return false };
        self.people.iter().any(|person| person.is_called(&name, words.trim()))
    }
}

impl Person {
    /// Somebody of whom a list tells no more than initials.
    fn of_initials(initials: &str) -> Self {
        Self { first: Vec::new(), last: initials.to_owned(), initials: Some(initials.to_owned()) }
    }

    /// Whether `name`, written as `words`, is this person's.
    fn is_called(&self, name: &Self, words: &str) -> bool {
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

    fn initials(&self) -> String {
        let names = self.first.iter().chain([&self.last]);
        names.filter_map(|name| name.chars().next()).collect()
    }

    /// Whether initials may be this person's: "TP" of Pugh and of Tom Pugh, and not those of a council behind a name.
    fn may_have(&self, initials: &str) -> bool {
        let begins = |name: &String, letter: Option<char>| name.chars().next() == letter;
        let first = self.first.first();
        begins(&self.last, initials.chars().next_back())
            && first.is_none_or(|first| begins(first, initials.chars().next()))
    }
}

/// The list that a block begins or holds; most hold none, and their heads tell.
fn listed_in(words: &str) -> Option<&str> {
    const STEMS: [&str; 12] = [
        "resent", "RESENT", "ttend", "TTEND", "pologi", "POLOGI", "bsent", "BSENT", "egrets",
        "EGRETS", "articipa", "ARTICIPA",
    ];
    let head = words.get(..words.floor_char_boundary(LINE))?;
    let may = STEMS.iter().any(|stem| head.contains(stem)) || head.starts_with(['R', 'r']);
    let own = || behind_label(words).or_else(|| labelled(words));
    let within = || within(words).or_else(|| before_verb(words));
    may.then(|| own().or_else(within)).flatten()
}

/// What stands behind the label of a list; `None` where `words` do not begin with one.
fn behind_label(words: &str) -> Option<&str> {
    let mut rest = behind_number(words.trim_start());
    let mut is_label = false;
    loop {
        let start = rest.find(|c: char| c.is_alphanumeric()).unwrap_or(rest.len());
        let (between, after) = rest.split_at_checked(start)?;
        if is_label && (after.is_empty() || between.contains([':', '.', '–', '-', '|'])) {
            return Some(after);
        }
        let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
        let word = after.get(..end)?.to_lowercase();
        if LABELS.contains(&word.as_str()) {
            is_label = true;
        } else if word.is_empty() || !BESIDE.contains(&word.as_str()) {
            return is_label.then_some(after);
        }
        rest = after.get(end..)?;
    }
}

/// A title without the number typed before it: "1 In Attendance", "24/31 Apologies"; "3 members were present" counts people.
fn behind_number(words: &str) -> &str {
    const COUNTED: [&str; 6] = ["member", "members", "people", "persons", "public", "visitors"];
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || "/.)".contains(c));
    let title = rest.trim_start();
    let first = title.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let numbered = rest.len() < words.len() && title.len() < rest.len();
    let counts = COUNTED.contains(&first.to_lowercase().as_str());
    if numbered && first.starts_with(char::is_uppercase) && !counts { title } else { words }
}

/// What stands behind a label that names the body or counts: "BOD Members present: ..", "4 Members in attendance: ..".
fn labelled(words: &str) -> Option<&str> {
    let (label, list) = words.split_once(':')?;
    let says = |word: &str| LABELS.contains(&word.to_lowercase().as_str());
    let fits = label.len() <= LABEL && label.split_whitespace().count() <= 5;
    (fits && label.split_whitespace().any(says)).then_some(list)
}

/// What stands behind the label of a list in the midst of a paragraph: "We met at six. Those present were: Ann Ash ..".
fn within(words: &str) -> Option<&str> {
    let ends = words.match_indices(". ").take(SENTENCES).filter(|(at, _)| *at < LINE);
    ends.filter_map(|(at, _)| words.get(at + 2..)).find_map(|sentence| {
        let below = || Some((sentence.strip_suffix(':')?, ""));
        let (label, list) = sentence.split_once(": ").or_else(below)?;
        (label.len() <= LABEL && behind_label(label) == Some("")).then_some(list)
    })
}

/// "Ann, Bo and Mr Reed present.": the names before the word, where there are several.
fn before_verb(words: &str) -> Option<&str> {
    const BEHIND: [&str; 4] =
        [" were present", " present", " were in attendance", " in attendance"];
    let list = BEHIND.iter().find_map(|verb| {
        let (list, after) = words.split_once(verb)?;
        (list.len() <= LINE && (after.is_empty() || after.starts_with('.'))).then_some(list)
    });
    list.filter(|list| people_in(list).nth(2).is_some())
}

/// Whether a block below a label may go on with its list: short, with more capitals than other words, and no title of an item.
fn may_list(block: &Block, words: &str) -> bool {
    let numbered = block.marker.is_some() && block.kind == BlockKind::Heading;
    let is_small = |word: &&str| {
        word.starts_with(char::is_lowercase) && !["and", "of", "for", "the"].contains(word)
    };
    let all = words.split_whitespace().count();
    words.len() <= LINE && !numbered && words.split_whitespace().filter(is_small).count() * 3 <= all
}

/// The people named in a list. Initials behind a name are that person's; those alone are people where the list has no names.
fn people_in(list: &str) -> impl Iterator<Item = Person> {
    const BETWEEN: [char; 15] =
        [',', ';', ':', '(', ')', '[', ']', '/', '&', '•', '|', '\n', '\t', '–', '—'];
    let parts = list.split(BETWEEN).flat_map(|part| part.split(" and "));
    let parts = parts.flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" from "));
    let mut people: Vec<Person> = Vec::new();
    let mut alone = Vec::new();
    for part in parts.flat_map(stops_apart) {
        let initials = part.trim().trim_end_matches('.');
        if !is_initials(initials) {
            people.extend(person_in(part));
        } else if let Some(last) = people.last_mut().filter(|last| last.may_have(initials)) {
            last.initials = Some(initials.to_owned());
        } else {
            alone.push(Person::of_initials(initials));
        }
    }
    let listed = alone.len() > people.len() && alone.len() > 2;
    people.into_iter().chain(alone.into_iter().filter(move |_| listed))
}

/// A text parted behind its full stops, those of titles and initials left out.
fn stops_apart(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let all = rest.take()?;
        let ends = |(at, _): &(usize, &str)| {
            let word = all.get(..*at).and_then(|before| before.split_whitespace().next_back());
            word.is_some_and(|word| {
                word.len() > 2 && !TITLES.contains(&word.to_lowercase().as_str())
            })
        };
        let Some((at, _)) = all.match_indices(". ").find(ends) else { return Some(all) };
        rest = all.get(at + 2..);
        all.get(..at)
    })
}

/// The person that `words` name, titles left out, and the office behind the name of somebody with a title; initials are a last
/// name without a first, and behind a name that person's.
fn person_in(words: &str) -> Option<Person> {
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

fn is_initials(words: &str) -> bool {
    (2..=3).contains(&words.len()) && words.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(outline: &str) -> Attendance {
        Attendance::of(&Document::from_outline(outline).unwrap())
    }

    #[test]
    fn names_behind_a_label_are_known_in_every_way_they_are_called() {
        let listed = of(concat!(
            "# Board of Mill Hall\n",
            "Members Present: Tom Ash (Chair), Wyn O’Dell, Cllr J. Birch, Dr Ann Marie Elm; Parish Clerk\n",
            "Apologies were received from Cllrs Fern & Holly-Jones.\n",
            "CM’s Hob, Quill, Rafe and Uma present. Vi spoke for Zed.\n",
            "Also attending: Polly B\n",
            "4 WEIR Members in attendance: Kim, Lou\n",
            "We met at six. Those present were: Gwen Oak and Member Hart.\n",
            "Matters were then discussed with Paul Reed of the county.\n",
            "The meeting began at six. Present at the meeting were:\n",
            "Ira Pool, Director\n",
            "The gate was then looked at by Bea Lock."
        ));
        for name in [
            "Tom",
            "Ash",
            "Tom Ash",
            "Mr Ash",
            "TA",
            "T. Ash",
            "Wyn",
            "Cllr Birch",
            "JB",
            "Dr Elm",
            "Ann",
            "AME",
            "Holly-Jones",
            "Cllr Fern",
            "Gwen",
            "Member Hart",
            "Uma",
            "Polly B",
            "Lou",
            "Ira Pool",
        ] {
            assert!(listed.has(name), "{name} of {listed:?}");
        }
        for name in
            ["Paul", "Reed", "Clerk", "Mill", "Chair", "Matters", "J", "Tom Birch", "AB", "Bea"]
        {
            assert!(!listed.has(name), "{name} of {listed:?}");
        }
    }

    #[test]
    fn initials_beside_a_name_are_that_person_s() {
        let listed = of(concat!(
            "Present D Oak (DO) Chair, Councillors Hill (TH) Lane (KL) Moss (RM), Cllr Ford (WCC)\n",
            "1 In Attendance\n",
            "Ann Ash AA (chair), Bo Birch BB (Treasurer), Cy Reed WCC\n",
            "Mr Peter Stone Director of Works; Ms J P Weir Senior Officer; Sergt Ray Pool.\n",
            "3 Members of the public present\n",
            "Mill Path"
        ));
        for name in
            ["TH", "KL", "RM", "Moss", "AA", "BB", "Ann", "P Stone", "Peter", "Ms Weir", "R Pool"]
        {
            assert!(listed.has(name), "{name} of {listed:?}");
        }
        for name in ["WCC", "Works", "Director", "XH", "T Stone"] {
            assert!(!listed.has(name), "{name} of {listed:?}");
        }
    }

    #[test]
    fn initials_alone_are_people_where_a_list_has_no_names() {
        assert!(["BD", "AG"].iter().all(|name| of("Present: BD, AG, HL").has(name)));
        assert!(!of("Present: Ann Ash, Bo Elm, Cllr Ford, WCC, NFU, RSPB").has("WCC"));
    }

    #[test]
    fn a_word_tells_whether_anybody_may_be_named() {
        let listed = Attendance::from_names("Tom Ash, Wyn O’Dell");
        assert!(listed.may_be_in("so O’Dell will") && listed.may_be_in("(TA)"));
        assert!(!listed.may_be_in("The ash was felled by the county."));
    }

    #[test]
    fn a_list_goes_on_over_lines_and_cells_until_something_else_is_told() {
        let listed = of(concat!(
            "# PRESENT\n",
            "- {•} Ann Ash\n",
            "Chairperson\n",
            "- {•} Bo Birch, Treasurer\n",
            "[0:0:0] Cy Reed\n",
            "[0:0:1] Mill Trust\n",
            "The meeting was opened at seven by Dan Elm.\n",
            "Eve Fern"
        ));
        assert!(["Ann", "Bo", "Cy", "AA"].iter().all(|name| listed.has(name)), "{listed:?}");
        assert!(["Dan", "Eve", "Elm"].iter().all(|name| !listed.has(name)), "{listed:?}");
    }

    #[test]
    fn a_sentence_about_those_present_lists_nobody() {
        let listed = of(
            "Members of the public present asked Ann Ash about the Green.\nPresentation by Bo Birch",
        );
        assert!(listed.is_empty(), "{listed:?}");
    }
}
