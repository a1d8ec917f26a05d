//! Rows of a table with tabs that a cell of several lines broke: `3<tab>(i) Ask the trust`, `(ii) Report<tab>Clerk<tab>May`.

use std::borrow::Cow;

use crate::markers;

/// Fewest tabs of a table's first row.
const TABS: usize = 2;

/// Joins the lines of a broken row; any other text comes back as it is.
pub(crate) fn mend(text: &str) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut rows: Vec<Cow<'_, str>> = Vec::new();
    let mut mended = false;
    // The tabs of a table's first row, which says how many cells a row has, and those of the row at hand.
    let (mut full, mut own) = (0, 0);
    for line in text.lines() {
        let tabs = line.matches('\t').count();
        match rows.last_mut().filter(|_| goes_on(line, tabs, own, full)) {
            Some(row) => {
                let row = row.to_mut();
                row.truncate(row.trim_end_matches('\r').len());
                row.push(' ');
                row.push_str(line.trim_start());
                // An item of a list may begin with a tab, which goes with the space before it.
                own += line.trim_start().matches('\t').count();
                mended = true;
            }
            None => {
                let inside = own >= TABS && full >= TABS;
                full = if inside { full } else { tabs };
                own = tabs;
                rows.push(Cow::Borrowed(line));
            }
        }
    }
    if mended { Cow::Owned(rows.join("\n")) } else { Cow::Borrowed(text) }
}

/// Whether `next`, which has so many `tabs`, is the rest of a row with `own` tabs, fewer than the `full` row: the next item of a
/// cell, or of its sentence.
fn goes_on(next: &str, tabs: usize, own: usize, full: usize) -> bool {
    let fits = full >= TABS && (1..full).contains(&own) && own + tabs <= full;
    fits && (next.starts_with(char::is_lowercase) || markers::split(next).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_several_lines_is_one() {
        assert_eq!(
            mend(
                "Ref\tAction\tOwner\tDue\n1\t(i) Ask the trust\n(ii) Tell the board\n(iii) Report back\tClerk\tMay\n2\tPay\tClerk\tJune"
            ),
            "Ref\tAction\tOwner\tDue\n1\t(i) Ask the trust (ii) Tell the board (iii) Report back\tClerk\tMay\n2\tPay\tClerk\tJune"
        );
    }

    #[test]
    fn short_rows_and_plain_lines_are_left() {
        for text in [
            "Ref\tAction\tOwner\tDue\n1\tPay\n2\tAsk\tClerk",
            "a) Away day\tAB\nthe rest of it\nb) Training\tCD",
            "No tabs\nat all",
        ] {
            assert_eq!(mend(text), text);
        }
    }
}
