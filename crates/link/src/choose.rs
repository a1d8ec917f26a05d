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

/// The links of every record, in the order of the records; each list ascends by kind and id.
pub(crate) fn links(archive: &Archive<'_>) -> Vec<Vec<Link>> {
    let candidates = candidates(archive);
    let register = Register::of(archive);
    let mut all: Vec<Vec<Link>> = Vec::with_capacity(archive.items.len());
    for (item, earlier) in archive.items.iter().zip(candidates) {
        let replaced = supersede::replaced(archive, &register, item, &earlier);
        let answered = register.answered(archive, item);
        let mut found: Vec<Link> = Vec::new();
        let others: Vec<usize> = earlier
            .into_iter()
            .filter(|at| replaced.as_ref().is_none_or(|link| link.0 != *at))
            .collect();
        if let Some((kind, at, score)) = best(archive, item, &others) {
            found.extend(to_link(archive, kind, at, score));
        }
        found.extend(
            replaced.and_then(|(at, score)| to_link(archive, LinkKind::Supersedes, at, score)),
        );
        found.extend(
            answered
                .into_iter()
                .filter_map(|(at, score)| to_link(archive, LinkKind::ResponseTo, at, score)),
        );
        found.sort_by(|one, other| (one.kind, &one.id).cmp(&(other.kind, &other.id)));
        found.dedup_by(|one, other| (one.kind, &one.id) == (other.kind, &other.id));
        all.push(found);
    }
    all
}

fn to_link(archive: &Archive<'_>, kind: LinkKind, at: usize, score: Score) -> Option<Link> {
    let id = archive.record(at)?.id.clone();
    Some(Link { kind, id, score: score.value, reasons: score.reasons })
}

/// The likeliest earlier record; of those as likely, the one that is agreed rather than tracked, then the latest.
fn best(archive: &Archive<'_>, item: &Item, earlier: &[usize]) -> Option<(LinkKind, usize, Score)> {
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
    let one_meeting = days == 0 && (earlier.body == later.body || earlier.body.is_empty());
    let agreed = earlier.part == Part::Drafted && days <= AGREED_WITHIN;
    let taken_up =
        earlier.kind == Kind::Recommendation && earlier.body != later.body && days <= AGREED_WITHIN;
    one_meeting || agreed || taken_up
}
