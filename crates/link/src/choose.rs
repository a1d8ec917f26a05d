//! Which link each record gets: its likeliest earlier record for the part it plays, or none.

use minuted_model::{Kind, Link, LinkKind};

use crate::candidates::candidates;
use crate::date::day_number;
use crate::item::{Archive, Item, Part};
use crate::refer::Register;
use crate::score::{Score, score};
use crate::supersede;

/// Below this two records are not taken for one recommendation.
const LIKELY: f64 = 0.66;

/// Scores this near are equal: the later of the two is then the nearer.
const NEAR: f64 = 0.05;

/// Days from a recommendation to the meeting that agrees or repeats it.
const AGREED_WITHIN: i32 = 200;

/// Days from a recommendation to its answer, and to the last tracker that has it.
const ANSWERED_WITHIN: i32 = 550;
const TRACKED_WITHIN: i32 = 6 * 366;

/// Hands on the links of every record, council after council: its place, its id, and the links, ascending by kind and id.
pub(crate) fn each<E>(
    archive: &Archive,
    mut take: impl FnMut(usize, &str, Vec<Link>) -> Result<(), E>,
) -> Result<(), E> {
    let register = Register::of(archive);
    for group in archive.by_council() {
        for (&at, earlier) in group.iter().zip(candidates(archive, &group)) {
            if let Some(item) = archive.items.get(at) {
                take(at, &item.id, links(archive, &register, item, earlier))?;
            }
        }
    }
    Ok(())
}

fn links(archive: &Archive, register: &Register, item: &Item, earlier: Vec<usize>) -> Vec<Link> {
    let replaced = supersede::replaced(archive, register, item, &earlier);
    let answered = register.answered(archive, item);
    let others: Vec<usize> = earlier
        .into_iter()
        .filter(|at| replaced.as_ref().is_none_or(|link| link.0 != *at))
        .collect();
    let mut found: Vec<Link> = Vec::new();
    if let Some((kind, at, score)) = best(archive, item, &others) {
        found.extend(to_link(archive, kind, at, score));
    }
    let replaced =
        replaced.and_then(|(at, score)| to_link(archive, LinkKind::Supersedes, at, score));
    found.extend(replaced);
    let answers = answered.into_iter();
    found.extend(
        answers.filter_map(|(at, score)| to_link(archive, LinkKind::ResponseTo, at, score)),
    );
    found.sort_by(|one, other| (one.kind, &one.id).cmp(&(other.kind, &other.id)));
    found.dedup_by(|one, other| (one.kind, &one.id) == (other.kind, &other.id));
    found
}

fn to_link(archive: &Archive, kind: LinkKind, at: usize, score: Score) -> Option<Link> {
    let id = archive.items.get(at)?.id.to_string();
    Some(Link { kind, id, score: score.value, reasons: score.reasons })
}

/// The likeliest earlier record; of those as likely, the one that is agreed rather than tracked, then the latest.
fn best(archive: &Archive, item: &Item, earlier: &[usize]) -> Option<(LinkKind, usize, Score)> {
    let mut likely: Vec<(LinkKind, usize, &Item, Score)> = Vec::new();
    for &at in earlier {
        let Some(other) = archive.items.get(at) else { continue };
        let Some(kind) = relation(other, item) else { continue };
        let score = score(archive, other, item);
        if score.value >= LIKELY {
            likely.push((kind, at, other, score));
        }
    }
    let origin = likely.iter().any(|(_, _, other, _)| other.part != Part::Tracked);
    likely.retain(|(_, _, other, _)| !origin || other.part != Part::Tracked);
    let top = likely.iter().map(|(_, _, _, score)| score.value).fold(0.0, f64::max);
    likely.retain(|(_, _, _, score)| score.value >= top - NEAR);
    let key = |other: &Item| (other.part == Part::Stated, other.rank);
    likely
        .into_iter()
        .max_by_key(|(_, _, other, _)| key(other))
        .map(|(kind, at, _, score)| (kind, at, score))
}

/// What `later` can be to `earlier`, by the parts they play and the days between them.
fn relation(earlier: &Item, later: &Item) -> Option<LinkKind> {
    if earlier.document == later.document {
        return None;
    }
    let days = earlier.date.zip(later.date).map(|(a, b)| day_number(b) - day_number(a));
    let within = |most: i32| days.is_none_or(|days| days <= most);
    match later.part {
        Part::Tracked if within(TRACKED_WITHIN) => Some(LinkKind::ProgressOf),
        Part::Answered if earlier.part != Part::Tracked && within(ANSWERED_WITHIN) => {
            let again = earlier.part == Part::Answered;
            Some(if again { LinkKind::SameAs } else { LinkKind::ResponseTo })
        }
        Part::Drafted | Part::Stated if is_same(earlier, later, days) => Some(LinkKind::SameAs),
        _ => None,
    }
}

/// The same meeting twice, a draft agreed later, or a recommendation that another body takes up soon.
fn is_same(earlier: &Item, later: &Item, days: Option<i32>) -> bool {
    if matches!(earlier.part, Part::Tracked | Part::Answered) {
        return false;
    }
    let Some(days) = days else { return false };
    let one_meeting = days == 0 && (earlier.body == later.body || earlier.body == 0);
    let agreed = earlier.part == Part::Drafted && days <= AGREED_WITHIN;
    let taken_up =
        earlier.kind == Kind::Recommendation && earlier.body != later.body && days <= AGREED_WITHIN;
    one_meeting || agreed || taken_up
}
