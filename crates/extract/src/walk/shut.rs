//! Where nothing is operative: below "Reasons for decision:" and its like, up to the next item of the minutes.

use super::{State, Walker};
use crate::label::Label;
use crate::raw::Gives;
use crate::reading::Unit;

impl<'a> Walker<'a> {
    /// A lead-in such as "Reasons for decision:" in a paragraph of its own.
    pub(super) fn closes(&mut self, index: usize, unit: &Unit<'_>) -> bool {
        if !self.rules.hits(Gives::NotOperative, unit.words, &self.reading.around(index))
            || heads_column(unit)
        {
            return false;
        }
        self.finish(index);
        self.out.titles.tell(self.reading, index);
        self.state = State::Closed(u8::MAX, self.reading.marker(unit));
        true
    }

    /// "3." or "3.1" after a closed "2. Declarations" is the next item of the minutes, and so is what has a minute number.
    pub(super) fn reopens(&mut self, unit: &Unit<'_>) {
        let State::Closed(_, last) = &self.state else { return };
        let counts = |label: &Label| label.number > 1;
        let is_next = |next: &Label, last: &Label| {
            counts(next) && next.follows(last, true)
                || next.item().zip(last.item()).is_some_and(|(next, last)| next == last + 1)
        };
        let marker = self.reading.marker(unit);
        if marker.iter().any(|next| last.iter().any(|last| is_next(next, last))) || unit.number > 0
        {
            self.state = State::Idle;
        }
    }
}

/// "Payee | Purpose | Amount": the name of a column opens no section. One of reasons or options says so of all that it holds.
fn heads_column(unit: &Unit<'_>) -> bool {
    let words = unit.words.to_lowercase();
    let reasons = ["reason", "option", "alternative"].iter().any(|it| words.contains(it));
    !reasons && unit.block.cell.is_some_and(|cell| cell.row == 0 && cell.column > 0)
}
