//! One recommendation through many papers: which records are the same, answer, track or replace each other.
//! Records come in with all their values and go out with their `links`; nothing else of them is changed.

use std::convert::Infallible;

use minuted_model::{Link, Record};

mod candidates;
mod choose;
mod council;
mod date;
mod history;
mod item;
mod refer;
mod repeats;
mod score;
mod supersede;
mod words;

pub use history::{Step, history};
pub use repeats::{Repeat, Repeats, Same};

/// Gives every record the links to earlier records of the same council; those it had are dropped.
///
/// The links are the same whatever the order of the records.
pub fn link(records: &mut [Record]) {
    // Words are numbered in an order of the records' own, so that ties fall the same way however they come.
    let mut by_id: Vec<usize> = (0..records.len()).collect();
    by_id.sort_by_key(|&at| records.get(at).map(|record| record.id.as_str()));
    let mut linker = Linker::default();
    for record in by_id.iter().filter_map(|&at| records.get(at)) {
        linker.push(record);
    }
    let Ok(()) = linker.each(|at, _, links| {
        let record = by_id.get(at).and_then(|&at| records.get_mut(at));
        record.into_iter().for_each(|record| record.links.clone_from(&links));
        Ok::<_, Infallible>(())
    });
}

/// Links records that are not all at hand at once: of each it keeps its words as numbers, some hundred bytes.
#[derive(Debug, Default)]
pub struct Linker {
    read: item::Reader,
}

impl Linker {
    /// Takes a record. Records are handed in by ascending id; then the links do not depend on where they were kept.
    pub fn push(&mut self, record: &Record) {
        self.read.push(record);
    }

    /// Hands the links of every record to `take`, also where there are none: how many records were taken before it, its
    /// id, and the links to earlier records of the same council, ascending by kind and id. Council goes after council.
    ///
    /// # Errors
    /// Those of `take`.
    pub fn each<E>(
        self,
        take: impl FnMut(usize, &str, Vec<Link>) -> Result<(), E>,
    ) -> Result<(), E> {
        choose::each(&self.read.archive(), take)
    }
}
