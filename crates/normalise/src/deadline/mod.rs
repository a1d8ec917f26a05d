//! Deadlines: by when something is to be done, in a clause or in a column.
//! Dates that only identify something (a meeting held, a plan's name) are none.

mod calendar;
mod cell;
mod feast;
mod judge;
mod meetings;
mod period;
mod phrase;
mod relative;
mod short;
mod undated;
mod year;

pub(crate) use self::period::MissingYear;

use minuted_model::{Date, Deadline};

use crate::dates::Order;
use crate::found::Found;

/// What deadlines are counted from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When<'a> {
    /// The meeting or the row's date.
    pub(crate) anchor: Option<Date>,
    /// First month of the financial year.
    pub(crate) year_start: u8,
    /// The date of the next meeting, where the paper gives it.
    pub(crate) next_meeting: Option<Date>,
    /// The body that met: "the next Cabinet" is its own next meeting only in the Cabinet's papers.
    pub(crate) body: Option<&'a str>,
    /// How a missing year is found: after the meeting or the row's own date, or near the date of an action log,
    /// whose rows keep dates gone by.
    pub(crate) missing: MissingYear,
    /// How the paper writes dates in numbers.
    pub(crate) order: Order,
}

/// The deadlines of a clause, in text order.
pub(crate) fn find(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    phrase::find(text, when)
}

/// The deadlines of a due column or a heading: the whole cell is one, unless it says that there is none.
pub(crate) fn read_cell(text: &str, when: &When<'_>) -> Vec<Found<Deadline>> {
    cell::read(text, when)
}

/// The deadline that a heading sets for all items under it; most headings set none.
pub(crate) fn read_heading(text: &str, when: &When<'_>) -> Option<Found<Deadline>> {
    cell::read_heading(text, when)
}

#[cfg(test)]
mod tests;
