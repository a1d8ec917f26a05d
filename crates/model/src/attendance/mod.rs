//! Who a paper lists as present, in attendance or absent: the names that its minutes then give tasks to as "Tom", "Mr Ash" or "TA".
//!
//! A list begins behind a label ("Present:", "Board members in attendance", "Apologies were received from") and goes on over
//! the blocks below that hold nothing but names and offices.

mod list;
mod person;

use std::collections::BTreeSet;

use crate::Document;

use list::{listed_in, may_list, people_in};
use person::{Person, person_in};

/// The people that a paper lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    people: BTreeSet<Person>,
    /// Every word that may name one of them, small letters.
    words: BTreeSet<String>,
}

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
