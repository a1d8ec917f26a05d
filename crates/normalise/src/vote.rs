//! Votes: how many for, against and abstaining, and who moved and seconded.

use std::sync::LazyLock;

use minuted_model::Vote;
use regex::Regex;

use crate::pattern::regex;

static COUNTS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        regex(r"(?i)by\s+(\d+)\s+votes?\s+to\s+(\d+)"),
        regex(
            r"(?i)(?:for|in\s+favour)\s*[:\-–]?\s*(\d+)|(\d+)\s+(?:vot(?:es?|ing)\s+)?(?:for|in\s+favour)",
        ),
        regex(
            r"(?i)(?:against|oppos(?:ing|ed))\s*[:\-–]?\s*(\d+)|(\d+)\s+(?:vot(?:es?|ing)\s+)?against",
        ),
        regex(r"(?i)abst\w*\s*[:\-–]?\s*(\d+)|(\d+)\s+abst\w*"),
    ]
});

static MOVERS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:proposed|moved|proposer|mover)\s*(?:by|:|-|–)?\s*(?P<proposer>[^,;.()]{2,50}?)\s*(?:,|;|and)?\s*\b(?:seconded|seconder)\s*(?:by|:|-|–)?\s*(?P<seconder>[^,;()]{2,50}?)(?:[,;.]?\s+(?:and\s+)?(?:it\s+was\s+)?(?:unanimously\s+|all\s+)?(?:agreed|approved|accepted|carried|resolved|in\s+favour)(?:\s+unanimously)?)?\s*[.)]?\s*$",
    )
});

/// "Cllr Birch seconded, all in favour": the seconder alone.
static SECONDER: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^[ ,;–-]*(?:and )?(?:(?P<name>[A-Z][^,;()]{1,40}?) (?:duly )?seconded\b|(?:seconded|SECONDED) (?:by )?(?P<named>[A-Z][^,;()]{1,40}?)(?:[,;.]| and\b|$))",
    )
});

/// Reads a note as a vote; `None` where it is none.
pub(crate) fn read(note: &str) -> Option<Vote> {
    let [pair, yes, no, abstained] = &*COUNTS;
    let number = |pattern: &Regex| -> Option<u32> {
        let groups = pattern.captures(note)?;
        groups.iter().skip(1).flatten().next()?.as_str().parse().ok()
    };
    let both = pair.captures(note).map(|groups| (groups.get(1), groups.get(2)));
    let of = |group: Option<regex::Match<'_>>| group.and_then(|group| group.as_str().parse().ok());
    let (votes_for, against) =
        both.map_or_else(|| (number(yes), number(no)), |(yes, no)| (of(yes), of(no)));
    let movers = MOVERS.captures(note);
    let name = |which: &str| {
        movers
            .as_ref()
            .and_then(|groups| groups.name(which))
            .map(|name| name.as_str().trim().to_owned())
    };
    let second = || seconder(note).filter(|_| movers.is_none());
    let lower = note.to_lowercase();
    let says = votes_for.is_some()
        || movers.is_some()
        || ["carried", "unanim", "in favour", "all agreed"].iter().any(|word| lower.contains(word));
    says.then(|| Vote {
        proposer: name("proposer"),
        seconder: name("seconder").or_else(second),
        votes_for,
        against,
        abstain: number(abstained),
        text: Some(note.trim_start_matches([' ', ',', ';', '–', '-']).to_owned()),
    })
}

/// Who seconded, of a remark that says only that: "; SECONDED by Cllr Birch".
pub(crate) fn seconder(note: &str) -> Option<String> {
    let groups = SECONDER.captures(note)?;
    let name = groups.name("name").or(groups.name("named"))?.as_str();
    // "This was seconded", "the motion was not seconded" name nobody.
    let proper = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    proper.then(|| name.to_owned())
}

/// Two remarks on one vote: the first says how it went, the one behind it the counts where the first has none.
pub(crate) fn counted_behind(first: Vote, behind: Vote) -> Vote {
    let counts = |vote: &Vote| vote.votes_for.or(vote.against).is_some();
    if counts(&first) || !counts(&behind) {
        return first;
    }
    Vote {
        proposer: first.proposer.or(behind.proposer),
        seconder: first.seconder.or(behind.seconder),
        ..behind
    }
}

/// A name without the stop of its sentence: "Councillor Birch." but "Councillor Birch B.".
pub(crate) fn without_stop(name: String) -> String {
    let last = name.trim_end_matches('.').rsplit([' ', '.']).next().unwrap_or_default();
    let initial = last.chars().count() < 3 || last == "Cllr";
    let ended = name.strip_suffix('.').filter(|_| !initial);
    ended.map(str::to_owned).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opposing_is_against() {
        let vote = read("In Favour: 6 Opposing: 1").unwrap();
        assert_eq!((vote.votes_for, vote.against), (Some(6), Some(1)));
    }

    #[test]
    fn the_counts_behind_a_seconder_are_of_the_same_vote() {
        let first = read("Cllr Birch seconded the proposal which was carried.").unwrap();
        let counted = read("(Vote 3 For, 0 Against, 1 Abstention)").unwrap();
        let both = counted_behind(first, counted.clone());
        assert_eq!(both.seconder.as_deref(), Some("Cllr Birch"));
        assert_eq!((both.votes_for, both.abstain), (Some(3), Some(1)));
        let other = read("(Vote 1 For, 2 Against)").unwrap();
        assert_eq!(counted_behind(counted.clone(), other), counted);
    }

    #[test]
    fn votes_in_words_and_figures() {
        let vote = read("by 5 votes to 2").unwrap();
        assert_eq!((vote.votes_for, vote.against), (Some(5), Some(2)));
        let vote = read("For 12, Against 3, Abstentions 1").unwrap();
        assert_eq!((vote.votes_for, vote.against, vote.abstain), (Some(12), Some(3), Some(1)));
        let vote = read("Proposed by Cllr Ash, seconded by Cllr Birch.").unwrap();
        assert_eq!(
            (vote.proposer.as_deref(), vote.seconder.as_deref()),
            (Some("Cllr Ash"), Some("Cllr Birch"))
        );
        assert_eq!(seconder("; SECONDED by Cllr Birch.").as_deref(), Some("Cllr Birch"));
        let vote = read(", Cllr Birch seconded, all in favour.").unwrap();
        assert_eq!(vote.seconder.as_deref(), Some("Cllr Birch"));
        assert_eq!(vote.text.as_deref(), Some("Cllr Birch seconded, all in favour."));
        let vote = read("CARRIED (45 voting in favour, 3 against and 2 abstentions)").unwrap();
        assert_eq!((vote.votes_for, vote.against, vote.abstain), (Some(45), Some(3), Some(2)));
        let vote =
            read("Proposed Cllr Ash, seconded Cllr Birch and unanimously approved.").unwrap();
        assert_eq!(vote.seconder.as_deref(), Some("Cllr Birch"));
        assert_eq!(read("Action: Clerk"), None);
    }

    #[test]
    fn the_stop_of_a_sentence_is_no_part_of_a_name() {
        assert_eq!(without_stop("Councillor Birch.".to_owned()), "Councillor Birch");
        assert_eq!(without_stop("Birch, P.".to_owned()), "Birch, P.");
    }
}
