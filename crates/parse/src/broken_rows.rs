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
    let mut full = 0;
    for line in text.lines() {
        let tabs = tabs_of(line);
        match rows.last_mut().filter(|last| goes_on(last, line, full)) {
            Some(last) => {
                *last =
                    Cow::Owned(format!("{} {}", last.trim_end_matches('\r'), line.trim_start()));
                mended = true;
            }
            None => {
                // The first row of a table says how many cells a row has.
                let inside = rows.last().is_some_and(|last| tabs_of(last) >= TABS) && full >= TABS;
                full = if inside { full } else { tabs };
                rows.push(Cow::Borrowed(line));
            }
        }
    }
    if mended { Cow::Owned(rows.join("\n")) } else { Cow::Borrowed(text) }
}

fn tabs_of(line: &str) -> usize {
    line.matches('\t').count()
}

/// Whether `next` is the rest of a row that has fewer cells than the first: the next item of a cell, or of its sentence.
fn goes_on(row: &str, next: &str, full: usize) -> bool {
    let (tabs, more) = (tabs_of(row), tabs_of(next));
    let fits = full >= TABS && (1..full).contains(&tabs) && tabs + more <= full;
    let begins = next.starts_with(char::is_lowercase) || markers::split(next).is_some();
    fits && begins
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
