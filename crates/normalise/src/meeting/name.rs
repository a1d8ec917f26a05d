//! The names of councils and bodies, told from the words around them by how names are written: capitals joined by
//! "and", "of", "for", ending in what the body is.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::{dates, vocabulary};

/// The word lists of the data file, by name.
static WORDS: LazyLock<BTreeMap<String, Vec<String>>> =
    LazyLock::new(|| vocabulary::read(include_str!("../../data/meetings.toml")));

/// A council or a body, or both, and where they stand in the words they were read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) council: Option<Range<usize>>,
    pub(super) body: Option<Range<usize>>,
}

impl Named {
    fn some(self) -> Option<Named> {
        (self != Named::default()).then_some(self)
    }
}

/// A word and where it stands; `bare` has no punctuation around it.
#[derive(Clone, Debug)]
struct Token<'a> {
    bare: &'a str,
    /// In lower case.
    low: String,
    range: Range<usize>,
    /// Whether a bracket opens before it.
    opens: bool,
    /// Whether punctuation that ends a name comes straight after it.
    ends: bool,
    /// Whether a comma comes straight after it.
    comma: bool,
}

impl Token<'_> {
    fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.low.as_str())
    }

    /// Whether the list of that name has it.
    fn is_in(&self, list: &str) -> bool {
        WORDS.get(list).is_some_and(|words| words.contains(&self.low))
    }

    fn is_capital(&self) -> bool {
        self.bare.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase)
            && !self.has_digit()
    }

    fn has_digit(&self) -> bool {
        self.bare.chars().any(|letter| letter.is_ascii_digit())
    }

    fn is_day_or_month(&self) -> bool {
        dates::is_month(&self.low)
            || (self.low.ends_with("day") && self.low.len() <= 9 && self.low != "day")
    }

    fn is_ornament(&self) -> bool {
        self.is_in("ornaments") || is_ordinal(self)
    }

    /// Capitals only: "SCB".
    fn is_short_name(&self) -> bool {
        (3..=6).contains(&self.bare.len())
            && self.bare.chars().all(|letter| letter.is_ascii_uppercase())
    }

    fn is_joining(&self) -> bool {
        self.is_in("joining")
    }
}

fn tokens(text: &str, from: usize) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let rest = text.get(from..).unwrap_or_default();
    for word in rest.split_whitespace() {
        let start = from + (word.as_ptr().addr() - rest.as_ptr().addr());
        let around = |letter: char| !letter.is_alphanumeric() && letter != '&';
        let bare = word.trim_matches(around);
        let bare = bare.strip_suffix("’s").or(bare.strip_suffix("'s")).unwrap_or(bare);
        let at = start + word.find(bare).unwrap_or(0);
        let after = word.get(at - start + bare.len()..).unwrap_or_default();
        let initial = bare.len() <= 1;
        found.push(Token {
            bare,
            low: bare.to_lowercase(),
            range: at..at + bare.len(),
            opens: text.get(start..at).is_some_and(|before| before.contains('(')),
            ends: bare.is_empty()
                || after.contains([':', ';', ')', '(', '|', '/'])
                || (after.contains('.') && !initial),
            comma: after.starts_with(','),
        });
    }
    found
}

/// The name that begins at `from`, in a sentence that has said that a name comes: "a meeting of the ..".
pub(super) fn in_sentence(text: &str, from: usize) -> Option<Named> {
    let tokens = tokens(text, from);
    parse(name_of_sentence(&tokens)?)
}

/// A name there that does not say what the body is: "Municipal District of Ashfold".
pub(super) fn unsaid_in_sentence(text: &str, from: usize) -> Option<Range<usize>> {
    let tokens = tokens(text, from);
    let name = name_of_sentence(&tokens)?;
    let to = name.iter().position(|token| token.comma).map_or(name.len(), |at| at + 1);
    let name = name.get(..to)?;
    let enough = name.iter().filter(|token| token.is_capital()).count() >= 2
        || name.first().is_some_and(Token::is_short_name);
    let of_electors = name.last().is_some_and(|token| token.is(&["parish"]));
    span(name).filter(|_| enough && !of_electors && !is_of_persons(name))
}

fn name_of_sentence<'a, 'b>(tokens: &'b [Token<'a>]) -> Option<&'b [Token<'a>]> {
    let mut rest = tokens;
    // "the annual meeting of the Parish Council", "a budget planning meeting of ..": what comes after the last "meeting of".
    let meeting_of = |pair: &[Token<'_>]| matches!(pair, [first, then] if first.is(&["meeting"]) && then.is(&["of"]));
    while let Some(at) = rest.get(..10.min(rest.len()))?.windows(2).position(meeting_of) {
        rest = rest.get(at + 2..)?;
    }
    let held = |token: &Token<'_>| token.is(&["held", "on", "at", "as", "to"]);
    let rest = without_ornaments(rest, |token| token.is_ornament() && !held(token))?;
    rest.get(..run(rest))
}

/// What comes after the ornaments. A quality ("open", "annual") is an ornament only of a meeting.
fn without_ornaments<'a, 'b>(
    tokens: &'b [Token<'a>],
    ornament: impl Fn(&Token<'a>) -> bool,
) -> Option<&'b [Token<'a>]> {
    let is_quality = |token: &Token<'_>| token.is_in("qualities");
    let end = tokens.iter().position(|token| !ornament(token) && !is_quality(token))?;
    // "Open Board meeting", but "Open Data User Group 5th meeting".
    let met = tokens.iter().skip(end).take(3).position(|token| token.is(&["meeting"]));
    let met = met.is_some_and(|at| !tokens.iter().skip(end).take(at).any(is_ordinal));
    let own = tokens.get(..end)?.iter().rev().take_while(|token| is_quality(token)).count();
    tokens.get(if met { end } else { end - own }..)
}

fn is_ordinal(token: &Token<'_>) -> bool {
    let last = token.low.rsplit('-').next().unwrap_or_default();
    let known = WORDS.get("ordinals").is_some_and(|words| words.iter().any(|word| word == last));
    known || token.has_digit()
}

/// "Councillors and Officers", "Members": people, not a body.
fn is_of_persons(name: &[Token<'_>]) -> bool {
    name.iter().any(|token| token.is_in("persons"))
        || name
            .windows(2)
            .any(|pair| matches!(pair, [who, of] if who.is_in("offices") && of.is(&["of", "to"])))
}

/// How many tokens the name may take up.
fn run(tokens: &[Token<'_>]) -> usize {
    let mut end = 0;
    for (at, token) in tokens.iter().enumerate().take(16) {
        let next = tokens.get(at + 1);
        let goes_on = token.is_capital() || (token.is_joining() && at > 0);
        let stop = token.opens && at > 0
            || token.is_in("stops")
            || token.is_day_or_month()
            || token.bare.is_empty();
        let in_the =
            token.is(&["in"]) && next.is_none_or(|next| next.is(&["the"]) || !next.is_capital());
        if !goes_on || stop || in_the {
            break;
        }
        end = at + 1;
        if token.ends || (token.comma && next.is_none_or(|next| !next.is_capital())) {
            break;
        }
    }
    let joins = |token: &Token<'_>| token.is_joining();
    while end > 0 && tokens.get(end - 1).is_some_and(joins) {
        end -= 1;
    }
    end
}

fn span(name: &[Token<'_>]) -> Option<Range<usize>> {
    Some(name.first()?.range.start..name.last()?.range.end)
}

/// The names a title line holds. Each of its parts between dashes, colons and dates is a name or says nothing.
pub(super) fn in_line(line: &str) -> Option<Named> {
    let mut found = Named::default();
    for part in parts(line) {
        let Some(words) = line.get(part.clone()) else { continue };
        let Some(named) = in_part(words) else { continue };
        let moved = |range: Range<usize>| part.start + range.start..part.start + range.end;
        found.council = found.council.or(named.council.map(moved));
        found.body = found.body.or(named.body.map(moved));
    }
    found.some()
}

/// The byte ranges between the separators and dates of a line.
fn parts(line: &str) -> Vec<Range<usize>> {
    let mut cuts: Vec<Range<usize>> =
        dates::partial(line, dates::Order::DayFirst).into_iter().map(|(_, range)| range).collect();
    for separator in [" - ", " – ", " — ", " | ", "\t", ": ", "\n", "_", " -- "] {
        cuts.extend(line.match_indices(separator).map(|(at, it)| at..at + it.len()));
    }
    cuts.sort_by_key(|cut| cut.start);
    let mut parts = Vec::new();
    let mut from = 0;
    for cut in cuts {
        if cut.start > from {
            parts.push(from..cut.start);
        }
        from = from.max(cut.end);
    }
    parts.push(from..line.len());
    parts
}

/// One part of a title line, stripped of ornaments, that must be a name to its end.
fn in_part(words: &str) -> Option<Named> {
    let all = tokens(words, 0);
    let plain =
        |token: &Token<'_>| token.bare.is_empty() || token.is_ornament() || token.is_day_or_month();
    let end = all.iter().rposition(|token| !plain(token) && !token.is_in("qualities"))? + 1;
    let begun = without_ornaments(&all, plain)?;
    let start = all.len() - begun.len();
    // What stands before a reference with a digit is the reference's own: "TB (9)1.ii Transparency Board".
    let kept = all.get(start..end)?;
    let after = kept.iter().rposition(Token::has_digit).map_or(0, |at| at + 1);
    let name = kept.get(after..)?;
    let whole = name.len() <= 12
        && name.first().is_some_and(Token::is_capital)
        && name.iter().all(|token| token.is_capital() || token.is_joining());
    if let [short] = name
        && short.is_short_name()
        && all.iter().any(|token| token.is_in("papers"))
    {
        return Some(Named { council: None, body: Some(short.range.clone()) });
    }
    let named = parse(name).filter(|_| whole && !is_of_persons(name))?;
    let last = name.last()?.range.end;
    let to_the_end =
        [&named.council, &named.body].into_iter().flatten().any(|range| range.end == last);
    to_the_end.then_some(named)
}

fn is_body(name: &[Token<'_>], at: usize) -> bool {
    let Some(token) = name.get(at) else { return false };
    let group = token.is(&["group"]);
    let before = at.checked_sub(1).and_then(|at| name.get(at));
    token.is_in("bodies") && (!group || before.is_some_and(|token| token.is_in("groups")))
}

/// Parts a name into its council and its body.
fn parse(name: &[Token<'_>]) -> Option<Named> {
    let name = name.get(name.iter().position(|token| !token.is(&["the", "a", "an"]))?..)?;
    corporate(name).or_else(|| by_council(name)).or_else(|| by_body(name))
}

/// "Township of Ashfold Council", "London Borough of Ashfold": the council, and its meeting where it is said.
fn corporate(name: &[Token<'_>]) -> Option<Named> {
    let of = name.iter().position(|token| token.is(&["of"]))?;
    let sort = name.get(of.checked_sub(1)?)?;
    let borough = sort.is(&["borough"]) && of >= 2;
    let place = name.get(of + 1)?;
    if !(borough || (of == 1 && sort.is_in("corporate"))) || !place.is_capital() {
        return None;
    }
    let council = name.iter().position(|token| token.is(&["council"]));
    let to = council.unwrap_or(name.len());
    if to - of > 5 || name.get(of..to)?.iter().any(|token| token.is_in("bodies")) {
        return None;
    }
    // British councils are called so whole: "City of Ashfold Council".
    let british = sort.is(&["city", "borough", "county"]);
    if british && council.is_some() {
        return by_council(name);
    }
    let council_span = span(name.get(..to)?)?;
    let body = name.get(to..).and_then(|rest| span(rest.get(..1)?));
    (british || council.is_some() || sort.is(&["township", "municipality"]))
        .then_some(Named { council: Some(council_span), body })
}

/// A council called by its name, with a body after it or before it.
fn by_council(name: &[Token<'_>]) -> Option<Named> {
    let at = name.iter().position(|token| token.is(&["council"]))?;
    let before = name.get(..at)?;
    let of_body = before.iter().enumerate().rposition(|(at, _)| is_body(name, at));
    let from = of_body.map_or(0, |at| at + 1);
    let own = before.get(from..)?;
    let own_from = from
        + own
            .iter()
            .position(|token| !token.is(&["the", "of", "a"]) && !token.is_in("qualities"))
            .unwrap_or(0);
    if own.iter().any(|token| token.is_in("offices")) {
        return None;
    }
    let whose =
        name.get(own_from..at)?.iter().any(|token| token.is_capital() && !token.is_in("sorts"));
    let rest = name.get(at + 1..)?;
    let rest_from = rest.iter().position(|token| token.is_capital() && !token.is(&["the"]));
    let rest_to = rest.iter().enumerate().rposition(|(at, _)| is_body(rest, at)).map(|at| at + 1);
    let after = rest_from.zip(rest_to).and_then(|(from, to)| span(rest.get(from..to)?));
    let before_body = of_body.and_then(|at| span(name.get(..=at)?));
    if !whose {
        // "the County Council", "Full Council": the council's own meeting, unless it is only whose committee it is.
        let own = span(name.get(own_from..=at)?);
        return Named { council: None, body: after.or(before_body).or(own) }.some();
    }
    let council = span(name.get(own_from..=at)?);
    Named { council, body: after.or(before_body) }.some()
}

/// A body of some council: everything up to its last noun, and what it is for.
fn by_body(name: &[Token<'_>]) -> Option<Named> {
    let at = name.iter().enumerate().rposition(|(at, _)| is_body(name, at))?;
    let officer = name.get(at + 1).is_some_and(|token| token.is_in("officers"));
    let before = at.checked_sub(1).and_then(|at| name.get(at));
    let chief = before.is_some_and(|token| token.is_in("chiefs"));
    let purpose = name.get(at + 1).is_some_and(|token| token.is(&["for", "of"]));
    let to = if purpose { name.len() } else { at + 1 };
    let body = span(name.get(..to)?).filter(|_| !officer && !chief && !is_of_persons(name))?;
    Some(Named { council: None, body: Some(body) })
}
