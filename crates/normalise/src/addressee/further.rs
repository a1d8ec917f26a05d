//! Those who are asked beside others or further on in a clause: partners, second tasks, second requests.

use std::ops::Range;
use std::sync::LazyLock;

use minuted_model::Kind;
use regex::Regex;

use super::actor;
use super::agents::{behind_article, decides, is_board, is_first_name, names_agents, subject};
use super::signal::{base, is_of, words_of};
use crate::attendance::People;
use crate::pattern::regex;

/// Those who are given something further on in a clause: ".. and for the Clerk to ask round", ", and Ida will tell the yard".
pub(super) fn further(text: &str, kind: Kind, people: &People) -> Vec<Range<usize>> {
    static BEGINS: LazyLock<Regex> =
        LazyLock::new(|| regex(r"(?:, and|;)(?: for)? | and for | and (?:the )?"));
    static GIVEN: LazyLock<Regex> = LazyLock::new(|| {
        regex(r"^ (?:(?:to|will|would) |(?:was|were) (?:asked|requested|instructed|directed) to )")
    });
    static THAT: LazyLock<Regex> = LazyLock::new(|| regex(r" and that (?:the )?"));
    static COMPANY: LazyLock<Regex> = LazyLock::new(|| regex(r"\b(?:between|both|with)\b[^.;]*$"));
    let begins = BEGINS.find_iter(text).filter_map(|begins| {
        let range = subject(text, begins.end(), people)?;
        // "to the school and the clerk to report": a bare "and" joins two that are written to as well.
        let bare =
            begins.as_str().trim_start().starts_with("and ") && !begins.as_str().contains("for");
        let company = COMPANY.is_match(text.get(..begins.start())?);
        let named = is_sure_name(text.get(range.clone())?, people) && !company;
        let sure = !bare || named || was_asked(text, &range);
        sure.then_some(range)
    });
    let is_given = |range: &Range<usize>| {
        GIVEN.is_match(text.get(range.end..).unwrap_or("")) && !decides(text, range, kind)
    };
    let told = THAT.find_iter(text).filter_map(|that| {
        let range = subject(text, that.end(), people)?;
        is_other_body(text, &range).then_some(range)
    });
    begins.filter(is_given).chain(told).collect()
}

/// Whether a subject was asked to act, and does not act of its own.
pub(super) fn was_asked(text: &str, range: &Range<usize>) -> bool {
    let after = text.get(range.end..).unwrap_or("");
    after.starts_with(" was ") || after.starts_with(" were ")
}

/// Somebody the paper lists, a person with a title, or initials.
fn is_sure_name(who: &str, people: &People) -> bool {
    people.lists(who) || actor::is_titled(who) || actor::is_initials(who)
}

/// "and that the Roads committee look again": a body with a name of its own that is given work, and decides nothing.
pub(super) fn is_other_body(text: &str, range: &Range<usize>) -> bool {
    let who = text.get(range.clone()).unwrap_or("");
    let named = who.starts_with(char::is_uppercase) && who.contains(' ') && is_board(who);
    let rest = words_of(text, range.end);
    let verb = rest.iter().find_map(|word| base(&word.small));
    named && !super::is_own_name(who) && verb.is_some_and(|verb| !is_of("decisions", verb))
}

/// Those who are asked further on, where somebody was before: ".. and requests the Ferry Office to publish".
pub(super) fn asked_further(text: &str, people: &People) -> Vec<Range<usize>> {
    static ASKS: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"\b(?i:and|and in doing so|and also|and further|and to) (?:asks?|calls? (?:up)?on|directs?|instructs?|invites?|requests?|requires?|urges?) (?:that )?(?P<who>[^.;:,]{2,80}?) to [a-z]",
        )
    });
    let found = ASKS.captures_iter(text).filter_map(|groups| groups.name("who"));
    let found = found.map(|who| behind_article(text, who.range()));
    found.filter(|who| text.get(who.clone()).is_some_and(|who| names_agents(who, people))).collect()
}

/// ", together with the Ferry Officer, should": who is asked with the one before.
pub(super) fn partner_behind(text: &str, end: usize, people: &People) -> Option<Range<usize>> {
    static WITH: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"^, (?:together|along|jointly) with (?P<who>[^.;:,]{2,70}?),? (?:should|must|shall|will|to|be) ",
        )
    });
    let who = WITH.captures(text.get(end..)?)?.name("who")?;
    let who = behind_article(text, end + who.start()..end + who.end());
    names_agents(text.get(who.clone())?, people).then_some(who)
}

/// Who stands before the one known to be asked, and is asked with them: "BT and the Head of Quays to draft".
pub(super) fn partner(text: &str, range: &Range<usize>, people: &People) -> Option<Range<usize>> {
    static PARTNER: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?:^|[;.] )(?i:(?:(?:that|agree[ds]?|to|resolve[ds]?|demands?|asks?|requests?|urges?|this council|calls on|calls upon) )*)(?P<who>[^.;:]{2,70}?),? and (?:[Tt]he )?$",
        )
    });
    static WITH: LazyLock<Regex> =
        LazyLock::new(|| regex(r"\bwith (?:the )?(?P<who>[^.;:,]{2,40}?),? and (?:the )?$"));
    let before = text.get(..range.start)?;
    let to_act = text.get(range.end..).is_some_and(|after| after.starts_with(" to "));
    let with = WITH.captures(before).filter(|_| to_act);
    let who = with.or_else(|| PARTNER.captures(before))?.name("who")?;
    let who = behind_article(text, who.range());
    let name = text.get(who.clone())?;
    let known = text.get(range.clone()).is_some_and(is_first_name);
    (names_agents(name, people) && !is_board(name) || known && is_first_name(name)).then_some(who)
}
