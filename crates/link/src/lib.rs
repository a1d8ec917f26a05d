//! One recommendation through many papers: which records are the same, answer, track or replace each other.
//! Records come in with all their values and go out with their `links`; nothing else of them is changed.

use minuted_model::Record;

mod candidates;
mod choose;
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
    let archive = item::Archive::new(records);
    let links = choose::links(&archive);
    for (record, found) in records.iter_mut().zip(links) {
        record.links = found;
    }
}
