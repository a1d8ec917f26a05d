//! Tables, form by form, as `structure_tests.rs` has them: an outline in, one line a draft out.

use crate::structure_tests::drafts;

/// An outline of a table: its head and its rows.
fn table(rows: &[&[&str]]) -> String {
    let mut outline = String::new();
    for (at, row) in rows.iter().enumerate() {
        let head = if at == 0 { " head" } else { "" };
        for (column, words) in row.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            outline.push_str(&format!("[0:{at}:{column}{head}] {words}\n"));
        }
    }
    outline
}

#[test]
fn a_header_is_known_with_what_tells_more_of_it() {
    let rows = |progress| {
        drafts(&table(&[
            &["No.", "Recommendation (2019/20)", progress],
            &["1", "Rents should be checked.", "Done in May."],
        ]))
    };
    let found = ["recommendation act [] Rents should be checked."];
    assert_eq!(rows("Position at this visit"), found);
    assert_eq!(rows("Status as at 31 March 2021"), found);
    assert!(rows("Budget (£)").is_empty());
}

#[test]
fn a_table_that_numbers_recommendations_is_a_list_of_them() {
    let list = |asks: [&str; 2]| {
        drafts(&table(&[&["Ref", "Recommendation"], &["1", asks[0]], &["2", asks[1]]]))
    };
    assert_eq!(
        list(["The ford be closed in spate.", "Count the boats at the pier."]),
        [
            "recommendation act [] The ford be closed in spate.",
            "recommendation act [] Count the boats at the pier."
        ]
    );
    assert!(list(["Approve", "Refuse"]).is_empty());
}

#[test]
fn a_column_of_what_was_said_is_no_answer() {
    let minutes = |head| {
        let rows = table(&[
            &["Item", "Heading", head, "Action"],
            &["1", "Forms", "Clerk to chase the two forms.", "Lyn"],
        ]);
        drafts(&format!(
            "# Minutes of the meeting of Weir School Governors\nPresent: Lyn Ash\n{rows}"
        ))
    };
    assert_eq!(
        minutes("Discussion / Question / Response"),
        ["action act [] Clerk to chase the two forms."]
    );
}

#[test]
fn the_name_of_a_column_closes_nothing_and_is_no_part() {
    let rows = table(&[&["Payee", "Purpose", "Amount"], &["M Reed", "Wages", "£612.40"]]);
    let paper = format!(
        "# Minutes of the meeting of Weir Parish Council\nRESOLVED – The following payments were approved:\n{rows}RESOLVED – A shed be bought.\n"
    );
    assert_eq!(
        drafts(&paper),
        [
            "resolution act [] The following payments were approved:",
            "resolution act [] A shed be bought."
        ]
    );
    let paper = format!(
        "# Minutes of the meeting of Weir Parish Council\n{rows}That the letter from the bank be noted.\n"
    );
    assert_eq!(drafts(&paper), ["resolution note [] That the letter from the bank be noted."]);
}

#[test]
fn two_tasks_of_a_cell_are_two() {
    let log = table(&[
        &["Ref", "Action", "Owner"],
        &[
            "1",
            "Ann to price the ramp. Heads of the offices to be asked what they need.",
            "Ann Ash",
        ],
        &["2", "Bo to count the boats. This is to be done by May.", "Bo Birch"],
    ]);
    assert_eq!(
        drafts(&log),
        [
            "action act [] Ann to price the ramp.",
            "action act [] Heads of the offices to be asked what they need.",
            "action act [] Bo to count the boats. This is to be done by May."
        ]
    );
}

#[test]
fn a_vote_ends_its_motion() {
    let paper = "# Minutes of the meeting of Weir Board\nMotion No. 4\nMoved by Ash, Seconded by Elm\nIt is recommended that Report No. 6 be received.\nCarried.\n- {b)} Report No. 7, on fees.\nMotion No. 5\nMoved by Ash, Seconded by Elm\nIt is recommended that Report No. 7 be adopted.\nCarried.\n";
    let found = drafts(paper);
    assert!(found.iter().all(|draft| !draft.contains("on fees")), "{found:?}");
}
