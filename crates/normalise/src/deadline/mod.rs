//! Deadlines: by when something is to be done, in a clause or in a column.
//! Dates that only identify something (a meeting held, a plan's name) are none.

mod period;
mod phrase;

pub(crate) use self::period::MissingYear;

use minuted_model::{Date, Deadline};

use crate::found::Found;

/// What deadlines are counted from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct When {
    /// The meeting or the row's date.
    pub(crate) anchor: Option<Date>,
    /// First month of the financial year.
    pub(crate) year_start: u8,
    /// The date of the next meeting, where the paper gives it.
    pub(crate) next_meeting: Option<Date>,
    /// How a column's missing year is found: after the row's own date, or near the paper's.
    pub(crate) missing: MissingYear,
}

/// The deadlines of a clause, in text order.
pub(crate) fn find(text: &str, when: &When) -> Vec<Found<Deadline>> {
    phrase::find(text, when)
}

/// The deadlines of a due column or a heading: the whole cell is one, unless it says that there is none.
pub(crate) fn read_cell(text: &str, when: &When) -> Vec<Found<Deadline>> {
    phrase::read_cell(text, when)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(anchor: &str) -> When {
        When {
            anchor: crate::dates::first(anchor),
            year_start: 4,
            next_meeting: None,
            missing: MissingYear::Nearest,
        }
    }

    fn ends(text: &str, anchor: &str) -> Vec<String> {
        let end = |found: &Found<Deadline>| match found.value.end {
            Some(end) => end.to_string(),
            None => format!("{}:{}", found.value.precision, found.value.text),
        };
        find(text, &when(anchor)).iter().map(end).collect()
    }

    /// Document date, phrase, ends. The first 24 are the product's own list.
    const CASES: &[(&str, &str, &[&str])] = &[
        (
            "2023-05-01",
            "set a clear target by the end of the year 2023-2024 and collect data",
            &["2024-03-31"],
        ),
        ("2023-05-01", "targets are reviewed quarterly", &[]),
        ("2023-05-01", "in plain English by the end of the year 2023-24", &["2024-03-31"]),
        ("2023-05-01", "carry out quarterly reviews", &[]),
        ("2023-05-01", "from the start of the year 2023-24", &["2023-04-01"]),
        ("2023-05-01", "in the borough within the year 2023-24", &["2024-03-31"]),
        ("2023-05-01", "is reviewed annually", &[]),
        ("2024-02-01", "circulated ahead of the meeting", &["event:ahead of the meeting"]),
        ("2018-03-15", "anticipated by summer 2018", &["2018-08-31"]),
        ("2018-03-15", "at the earliest opportunity", &["vague:at the earliest opportunity"]),
        (
            "2018-03-15",
            "in time for the 2020 Mayflower celebrations",
            &["event:in time for the 2020 Mayflower celebrations"],
        ),
        ("2022-03-01", "reviewed in full before the end of 2022", &["2022-12-31"]),
        ("2025-03-01", "with effect from no later than 31 August 2025", &["2025-08-31"]),
        ("2013-03-01", "in six months’ time", &["2013-09-01"]),
        ("2023-05-01", "on a six-monthly basis", &[]),
        (
            "2022-10-07",
            "within two months (i.e. at the next available Cabinet meeting on 7 December 2022)",
            &["2022-12-07"],
        ),
        (
            "2014-01-10",
            "reported to the next meeting of the Committee on 11 March 2014",
            &["2014-03-11"],
        ),
        ("2013-08-01", "bring back a report in December 2013", &["2013-12-31"]),
        ("2016-05-01", "review the arrangements following a period of 12 months", &["2017-05-01"]),
        ("2016-06-01", "reported back to Cabinet by December; and", &["2016-12-31"]),
        ("2014-01-15", "a further update in July 2014", &["2014-07-31"]),
        ("2024-05-01", "report back to Cabinet by Q2 2024/25", &["2024-09-30"]),
        ("2024-06-01", "complete the review during the 2024/25 municipal year", &["2025-05-31"]),
        ("2024-06-01", "by the end of the financial year", &["2025-03-31"]),
        ("2024-06-01", "The plan to be in place by 3 October", &["2024-10-03"]),
        (
            "2024-06-01",
            "officers to report before D-Day celebrations; all papers before 4 July 2024",
            &["2024-07-03"],
        ),
        ("2024-06-01", "to be submitted no later than Friday 28th June", &["2024-06-28"]),
        ("2024-06-01", "report to the next meeting", &["event:to the next meeting"]),
        ("2024-06-01", "circulate to members asap", &["vague:asap"]),
        ("2024-06-01", "within 28 days", &["2024-06-29"]),
        ("2024-11-01", "a report be submitted in March", &["2025-03-31"]),
        ("2024-06-01", "by the end of September", &["2024-09-30"]),
        ("2024-06-01", "by mid-October 2024", &["2024-10-15"]),
        ("2024-06-01", "to a future meeting", &["vague:to a future meeting"]),
        ("2024-06-01", "from 1 April 2025", &["2025-04-01"]),
    ];

    const TRAPS: &[&str] = &[
        "Members may wish to consider the report and the Cabinet may respond.",
        "R1. Challenge and promotion of diversity by ensuring that all Councillors receive diversity training",
        "of the 83 actions, 21 have been completed",
        "The CCTV room operates 24/7 and 1.2 FTE posts",
        "Section 106 monies and Regulation 18 consultation",
        "resolve 95 percent of calls at first contact (currently 62.5)",
        "paragraphs 3.1 to 3.4 of the report",
        "That the March Road scheme be noted",
        "in line with the findings of The Baroness Casey Review.",
        "meetings held with housing associations with more than 1000 units",
        "that the minutes of the meeting held on 3 May 2024 be signed",
        "the Capital Programme 2016/17 be approved",
        "the report dated 4 June 2024 be noted",
        "as agreed by Cabinet on 5 March 2024",
        "the Strategy 2019-2024 be adopted",
        "figures for the year 2023-24 be noted",
        "the decision taken in May 2023",
    ];

    #[test]
    fn every_case_ends_as_written() {
        for (anchor, text, expected) in CASES {
            assert_eq!(ends(text, anchor), *expected, "{anchor}: {text}");
        }
    }

    #[test]
    fn traps_give_nothing() {
        for text in TRAPS {
            assert_eq!(ends(text, "2024-06-01"), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn columns_are_read_whole() {
        let cell =
            |text: &str| -> Vec<String> {
                let found = read_cell(text, &when("2011-09-02"));
                found
                    .iter()
                    .map(|found| {
                        found.value.end.map_or(
                            format!("{}:{}", found.value.precision, found.value.text),
                            |end| end.to_string(),
                        )
                    })
                    .collect()
            };
        assert_eq!(cell("November"), ["2011-11-30"]);
        assert_eq!(cell("July"), ["2011-07-31"]);
        assert_eq!(cell("Apr-2011"), ["2011-04-30"]);
        assert_eq!(cell("23-Mar"), ["2011-03-23"]);
        assert_eq!(cell("As soon as possible"), ["vague:As soon as possible"]);
        assert_eq!(cell("Late Spring 2011"), ["2011-05-31"]);
        for none in ["Ongoing", "N/A", "Completed", "TBC", "-", ""] {
            assert_eq!(cell(none), Vec::<String>::new(), "{none}");
        }
    }
}
