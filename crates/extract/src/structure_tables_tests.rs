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
    let found = ["recommendation act [1] Rents should be checked."];
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
            "recommendation act [1] The ford be closed in spate.",
            "recommendation act [2] Count the boats at the pier."
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

#[test]
fn columns_headed_by_questions_are_columns() {
    let plan = |head: [&str; 5]| {
        drafts(&table(&[
            &head,
            &["1", "Safer paths", "Cut back the hedge at the ford", "Ann Ash", "May 2031"],
        ]))
    };
    let asked = ["action act [] Cut back the hedge at the ford"];
    assert_eq!(plan(["No", "What?", "How?", "Who by?", "When?"]), asked);
    assert_eq!(plan(["No", "What", "How", "Who", "By when"]), asked);
    assert_eq!(plan(["No", "Aim", "What we will do", "Lead", "By when"]), asked);
    assert_eq!(plan(["No", "Aim", "Steps", "Responsible officer", "Target date"]), asked);
    assert_eq!(plan(["No", "Objective", "Action?", "Who?", "When?"]), asked);
    assert_eq!(plan(["No", "How", "Planned actions", "Who by?", "Timescale"]), asked);
    assert!(plan(["No", "What?", "How?", "Where?", "When?"]).is_empty());
    assert!(plan(["No", "Question", "What?", "Venue", "When?"]).is_empty());
}

#[test]
fn the_stages_of_a_procedure_are_no_tasks() {
    let policy = table(&[
        &["Stage", "What we will do", "Who is responsible", "When"],
        &["Survey", "Ask neighbours what they think", "Planning team", "Before drafting"],
        &["Draft", "Put the draft in libraries", "Planning team", "Once agreed"],
    ]);
    assert!(drafts(&policy).is_empty());
}

#[test]
fn bullets_of_a_cell_are_clauses_with_a_line_of_the_others_each() {
    let row = |ask: &str, owner: &str, due: &str| {
        let cell = |at: u32, lines: &str| -> String {
            lines.split(" / ").map(|line| format!("[0:1:{at}] {line}\n")).collect()
        };
        let head = "[0:0:0 head] Action\n[0:0:1 head] Owner\n[0:0:2 head] When\n";
        drafts(&format!("{head}{}{}{}", cell(0, ask), cell(1, owner), cell(2, due)))
    };
    assert_eq!(
        row("- {•} Buy a boat / - {•} Paint the pier", "Ann Ash / ditto", "May 2031"),
        ["action act [] Buy a boat", "action act [] Paint the pier"]
    );
    assert_eq!(
        row("That the Council: / - {•} buy a boat / - {•} paint the pier", "Ann Ash", "May 2031"),
        [
            "recommendation act [] That the Council: | buy a boat",
            "recommendation act [] That the Council: | paint the pier"
        ]
    );
    assert!(row("See row 4 above", "Ann Ash", "May 2031").is_empty());
}

#[test]
fn a_list_in_a_cell_may_begin_in_lower_case() {
    let cell = |ask: &str| {
        drafts(&format!(
            "[0:0:0 head] Recommendation\n[0:0:1 head] Lead\n[0:1:0] {ask}\n[0:1:1] Ann Ash\n"
        ))
    };
    assert_eq!(
        cell(
            "- {1.} the fare rise from 75p to 80p; 3. quarter; 2. boats be told; and 3. the report be noted."
        ),
        [
            "recommendation act [1.] the fare rise from 75p to 80p; 3. quarter;",
            "recommendation act [2.] boats be told; and",
            "recommendation note [3.] the report be noted."
        ]
    );
    assert_eq!(
        cell("Minute 12. the fares of 2. class be raised at the pier."),
        ["recommendation act [] Minute 12. the fares of 2. class be raised at the pier."]
    );
}

#[test]
fn what_staff_recommend_is_still_to_be_agreed_and_verdicts_are_none() {
    let report = |asks: [&str; 2]| {
        let rows = table(&[
            &["No.", "Request", "Staff recommendation", "Target"],
            &["1", "Fog horn", asks[0], "June 2031"],
            &["2", "Swings", asks[1], "May 2031"],
        ]);
        drafts(&format!("# Weir City Council Staff Report\n{rows}"))
    };
    assert_eq!(
        report(["Place on the list of works.", "Ask the Parks Board for its view."]),
        [
            "recommendation act draft [] Place on the list of works.",
            "recommendation act draft [] Ask the Parks Board for its view."
        ]
    );
    assert!(report(["Approve", "Refuse with reasons"]).is_empty());
}

#[test]
fn paragraphs_of_a_cell_that_are_tasks_each_are_records_each() {
    let cell = |lines: [&str; 2]| {
        drafts(&format!(
            "[0:0:0 head] Ref\n[0:0:1 head] Recommendation\n[0:0:2 head] Status\n[0:1:0] 1\n[0:1:1] {}\n[0:1:1] {}\n[0:1:2] Open\n",
            lines[0], lines[1]
        ))
    };
    assert_eq!(
        cell(["Fit a lock to the mill gate", "Keep the pier stairs clear at all times"]),
        [
            "recommendation act [] Fit a lock to the mill gate",
            "recommendation act [] Keep the pier stairs clear at all times"
        ]
    );
    assert_eq!(cell(["Fit a lock to the mill gate.", "This was first raised in May."]).len(), 1);
}

/// An outline of a table without a head: its rows of a key and its value.
fn turned(rows: &[(&str, &str)]) -> String {
    let mut outline = String::new();
    for (at, (key, value)) in rows.iter().enumerate() {
        outline.push_str(&format!("[0:{at}:0] {key}\n"));
        if !value.is_empty() {
            outline.push_str(&format!("[0:{at}:1] {value}\n"));
        }
    }
    outline
}

#[test]
fn a_record_on_its_side_is_one_record() {
    let progress = turned(&[
        ("Review:", "Harbour Lights"),
        ("Recommendation 3:", "That the Harbour Master mend the lamp on the mole."),
        ("Responsibility:", "Ann Ash"),
        ("Date:", "May 2031"),
        ("Agreed Action:", "Lamp to be ordered from the works."),
        ("Agreed Success Measure:", "Lamp lit at dusk every day"),
        ("Evidence of Progress (April 2031):", "The crew agreed to the lamp in March."),
        ("Assessment of Progress (April 2031):", "2 (On Track)"),
        ("Recommendation 4:", "That the boats be counted each spring."),
        ("Responsibility:", "Bo Birch"),
        ("Agreed Success Measure:", ""),
        ("Evidence of Progress (April 2031):", "Nine boats."),
    ]);
    assert_eq!(
        drafts(&progress),
        [
            "recommendation act [3] That the Harbour Master mend the lamp on the mole.",
            "action act [] Lamp to be ordered from the works.",
            "recommendation act [4] That the boats be counted each spring."
        ]
    );
    let log = turned(&[
        ("Action", "Count the boats at the pier"),
        ("Owner", "Bo Birch"),
        ("Due date", "May 2031"),
        ("Status", "Open"),
    ]);
    assert_eq!(drafts(&log), ["action act [] Count the boats at the pier"]);
    let answers = turned(&[
        ("Recommendation", "That the fare be cut by a third."),
        ("Executive response", "Rejected"),
        ("Lead officer", "Ann Ash"),
        ("Recommendation", "That the ferry run on Sundays."),
        ("Executive response", "Accepted"),
        ("Lead officer", "Bo Birch"),
    ]);
    assert_eq!(
        drafts(&answers),
        [
            "recommendation act [] That the fare be cut by a third.",
            "recommendation act [] That the ferry run on Sundays."
        ]
    );
}

#[test]
fn keys_and_fronts_are_no_records_on_their_side() {
    let marks = turned(&[("1", "Achieved"), ("2", "On track"), ("3", "Slipped")]);
    assert!(drafts(&marks).is_empty());
    let contact = turned(&[("Name of contact officer:", "Ann Ash"), ("Telephone:", "555 0187")]);
    assert!(drafts(&contact).is_empty());
    let front = turned(&[
        ("Lead officer", "Ann Ash"),
        ("Date", "4 May 2031"),
        ("Recommendation", "That the pier be sold."),
        ("Responsible officer", "Bo Birch"),
    ]);
    assert!(drafts(&front).iter().all(|it| !it.contains("carried") || it.contains("draft")));
    let columns = table(&[
        &["Action", "Owner"],
        &["Buy a rope for the boat", "Ann Ash"],
        &["Paint the pier", "Bo Birch"],
    ]);
    assert_eq!(
        drafts(&columns),
        ["action act [] Buy a rope for the boat", "action act [] Paint the pier"]
    );
}

#[test]
fn what_a_template_prints_is_no_row() {
    let rows = |asks: [&str; 2]| {
        drafts(&table(&[
            &["Ref", "Recommendation", "Lead officer", "Status"],
            &["1", asks[0], "XX/YY", "Complete"],
            &["2", asks[1], "XX/ZZ", "Ongoing"],
        ]))
    };
    assert!(rows(["The recommendation in full…", "That ABC be done by…"]).is_empty());
    assert_eq!(rows(["That XYZ…", "That the Council plant 40 trees."]).len(), 1);
}

#[test]
fn references_end_a_sentence_and_are_no_words_of_it() {
    let rows = |ask: &str| {
        drafts(&table(&[&["Recommendations", "Government response"], &[ask, "Accepted."]]))
    };
    assert_eq!(
        rows(
            "We recommend that the lamp be kept. (Para 15) We also recommend that the crews be asked first. (Paras 16-18)"
        ),
        [
            "recommendation act [] that the lamp be kept.",
            "recommendation act [] that the crews be asked first."
        ]
    );
    assert_eq!(
        rows("The Board should count its boats. (Finding 2, pages 13-17)"),
        ["recommendation act [] The Board should count its boats."]
    );
}
