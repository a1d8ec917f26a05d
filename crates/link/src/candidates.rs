//! Which pairs of records are worth comparing: those of one council that share two of their rarest words.
//! Each record meets a bounded number of others for each such pair of words, so that the work grows with the records.

use crate::item::{Archive, Item};

/// How many of its rarest words a record is found by, two at a time.
const RAREST: usize = 6;

/// How many earlier records of a block each one is compared with.
const WINDOW: usize = 24;

/// For each of the items of one council the earlier ones to compare it with, by place; ascending in time.
pub(crate) fn candidates(archive: &Archive, group: &[usize]) -> Vec<Vec<usize>> {
    let mut keys: Vec<(Key, usize, usize)> = Vec::new();
    for (place, item) in group.iter().filter_map(|&at| archive.items.get(at)).enumerate() {
        keys.extend(keys_of(archive, item).map(|key| (key, item.rank, place)));
    }
    keys.sort_unstable();
    // Ranks, until all are known.
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); group.len()];
    for block in keys.chunk_by(|one, other| one.0 == other.0) {
        for (at, &(_, _, place)) in block.iter().enumerate() {
            let earlier = block.get(at.saturating_sub(WINDOW)..at).unwrap_or_default();
            if let Some(list) = found.get_mut(place) {
                list.extend(earlier.iter().map(|&(_, rank, _)| rank));
            }
        }
    }
    for list in &mut found {
        list.sort_unstable();
        list.dedup();
        list.iter_mut().for_each(|rank| *rank = archive.order.get(*rank).copied().unwrap_or(0));
        list.shrink_to_fit();
    }
    found
}

/// Two words.
type Key = (u32, u32);

fn keys_of(archive: &Archive, item: &Item) -> impl Iterator<Item = Key> + use<> {
    let looked_at = item.tells && item.council.is_some();
    let mut rare: Vec<u32> = if looked_at { item.words.to_vec() } else { Vec::new() };
    rare.sort_by(|one, other| {
        archive.weight(*other).total_cmp(&archive.weight(*one)).then(one.cmp(other))
    });
    rare.truncate(RAREST);
    rare.sort_unstable();
    let pair = |at: usize| {
        let one = rare.get(at).copied();
        let others = rare.iter().skip(at + 1).copied();
        others.filter_map(move |other| Some((one?, other))).collect::<Vec<Key>>()
    };
    (0..rare.len()).flat_map(pair).collect::<Vec<Key>>().into_iter()
}
