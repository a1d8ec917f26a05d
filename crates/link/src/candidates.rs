//! Which pairs of records are worth comparing: those of one council that share two of their rarest words.
//! Each record meets a bounded number of others for each such pair of words, so that the work grows with the records.

use crate::item::{Archive, Item};

/// How many of its rarest words a record is found by, two at a time.
const RAREST: usize = 6;

/// How many earlier records of a block each one is compared with.
const WINDOW: usize = 24;

/// For each record the earlier ones to compare it with, by place; ascending in time.
pub(crate) fn candidates(archive: &Archive<'_>) -> Vec<Vec<usize>> {
    let mut keys: Vec<(Key, usize, usize)> = Vec::new();
    for (at, item) in archive.items.iter().enumerate() {
        keys.extend(keys_of(archive, item).map(|key| (key, item.rank, at)));
    }
    keys.sort_unstable();
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); archive.items.len()];
    for block in keys.chunk_by(|one, other| one.0 == other.0) {
        for (place, &(_, _, at)) in block.iter().enumerate() {
            let from = place.saturating_sub(WINDOW);
            let earlier = block.get(from..place).unwrap_or_default();
            if let Some(list) = found.get_mut(at) {
                list.extend(earlier.iter().map(|&(_, _, other)| other));
            }
        }
    }
    for list in &mut found {
        list.sort_unstable_by_key(|&at| archive.items.get(at).map(|item| item.rank));
        list.dedup();
    }
    found
}

/// A council and two words.
type Key = (u32, u32, u32);

fn keys_of(archive: &Archive<'_>, item: &Item) -> impl Iterator<Item = Key> + use<> {
    let council = item.council.filter(|_| item.tells);
    let mut rare: Vec<u32> = item.words.clone();
    rare.sort_by(|one, other| {
        archive.weight(*other).total_cmp(&archive.weight(*one)).then(one.cmp(other))
    });
    rare.truncate(RAREST);
    rare.sort_unstable();
    let pairs: Vec<(u32, u32)> = rare
        .iter()
        .enumerate()
        .flat_map(|(at, &one)| rare.iter().skip(at + 1).map(move |&other| (one, other)))
        .collect();
    council.into_iter().flat_map(move |council| {
        pairs.clone().into_iter().map(move |(one, other)| (council, one, other))
    })
}
