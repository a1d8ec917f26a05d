//! Lists, tables and margins, form by form, as `structure_tests.rs` has them: an outline in, one line a draft out.

use crate::structure_tests::drafts;

#[test]
fn a_second_lead_in_to_bullets_opens_the_list_anew() {
    let asked = "# Recommendations\nWhat we asked the ferry office to do:\n- {•} Write to Mr Reed.\nWhat should change for others:\n- {•} The timetable should be printed each May.\n";
    assert_eq!(
        drafts(asked),
        [
            "recommendation act draft [] Write to Mr Reed.",
            "recommendation act draft [] The timetable should be printed each May."
        ]
    );
    let told = "# Recommendations\n- {•} The timetable should be printed each May.\nThe crew told us that:\n- {•} The pier should be shut on Sundays.\n";
    assert_eq!(
        drafts(told),
        ["recommendation act draft [] The timetable should be printed each May."]
    );
}

#[test]
fn themes_of_the_level_of_their_section_are_in_it() {
    let paper = "# Conclusions and recommendations\n# Piers\n- {1.} We found the piers sound.\n- {2.} The Harbour Office should count its piers.\n# Gulls\n- {3.} Gulls are few. We recommend that gulls be left alone.\n";
    assert_eq!(
        drafts(paper),
        [
            "recommendation act draft [2.] The Harbour Office should count its piers.",
            "recommendation act draft [3.] that gulls be left alone."
        ]
    );
    assert!(
        drafts("# Recommendations\n# Background\n- {1.} The piers should have been counted.\n")
            .is_empty()
    );
}

#[test]
fn a_table_with_a_header_of_its_own_does_not_inherit_one() {
    let first = "[0:0:0 head] Status\n[0:0:1 head] Number\n[0:0:2 head] Recommendations\n[0:1:0] Done\n[0:1:1] 1\n[0:1:2] A. The Pier Office should count its ropes. B. The Mayor should write to the crew.\n";
    let second = "# Appendix\n[1:0:0 head] Recommendation\n[1:0:1 head] Management's description of status\n[1:0:2 head] Auditor's reading\n[1:1:0] ‹b›Ropes‹/b›\n[1:2:0] C. The Pier Office should mend its nets.\n[1:2:1] The nets are being mended.\n[1:2:2] In progress\n";
    assert_eq!(
        drafts(&format!("{first}{second}")),
        [
            "recommendation act [A.] The Pier Office should count its ropes.",
            "recommendation act [B.] The Mayor should write to the crew.",
            "recommendation act [C.] The Pier Office should mend its nets."
        ]
    );
}

#[test]
fn a_forward_plan_decides_nothing() {
    let plan = |head: &str| {
        format!(
            "[0:0:0 head] Item\n[0:0:1 head] {head}\n[0:0:2 head] Decision maker\n[0:1:0] Ferry\n[0:1:1] That Cabinet agree to buy a ferry from May.\n[0:1:2] Cabinet\n"
        )
    };
    assert!(drafts(&plan("Decision required")).is_empty());
    let tracker = "# Work Programme\n[0:0:0 head] Recommendation\n[0:0:1 head] Lead officer\n[0:1:0] To agree what is done about the pier\n[0:1:1] Ann Ash\n";
    assert!(drafts(tracker).is_empty());
}

#[test]
fn a_list_goes_on_behind_its_table() {
    let paper = "# Minutes of the Harbour Board\nRESOLVED That the Harbour Board:\n- {a)} agree to fund each bid as listed below:\n[0:0:0 head] Club\n[0:0:1 head] Decision\n[0:1:0] Rowers\n[0:1:1] Approve $40\n- {b)} note that $12 is left.\n- {c)} request staff to:\n- {i)} write to the clubs\n- {ii)} report in May.\n";
    assert_eq!(
        drafts(paper),
        [
            "resolution act [a)] That the Harbour Board: | agree to fund each bid as listed below:",
            "resolution note [b)] That the Harbour Board: | note that $12 is left.",
            "resolution act [c)] That the Harbour Board: | request staff to: {i) write to the clubs; ii) report in May.}"
        ]
    );
}

#[test]
fn sums_below_an_announced_schedule_are_parts() {
    let paper = "# Minutes of the meeting of Weir Parish Council\nProposed by Cllr Ash and seconded by Cllr Elm that the following be paid. Agreed unanimously.\nClerk, May £40.00\nMill hire £12.50\nThe bank was thanked.";
    assert_eq!(
        drafts(paper),
        ["resolution act [] that the following be paid. { Clerk, May £40.00;  Mill hire £12.50}"]
    );
}

#[test]
fn a_task_stands_between_its_number_and_its_state() {
    let paper = "# Minutes of the meeting of Weir Parish Council\nPresent: Tom Ash, Wyn Birch\nThe hut is dry. 04/05/24-02 Tom Ash to oil the hinge. – Completed\nWyn to price a lamp - not yet done, shop shut\nMap of hydrants – No longer needed.\n";
    assert_eq!(
        drafts(paper),
        ["action act [] Tom Ash to oil the hinge.", "action act [] Wyn to price a lamp"]
    );
    let log = "[0:0:0 head] Ref\n[0:0:1 head] Action\n[0:0:2 head] Owner\n[0:1:0] 04/05/24-02\n[0:1:1] Oil the hinge\n[0:1:2] Tom Ash\n";
    assert_eq!(
        drafts(&format!("{paper}{log}")),
        ["action act [] Wyn to price a lamp", "action act [] Oil the hinge"]
    );
}

#[test]
fn owners_behind_a_stroke_are_owners() {
    let paper = "# Minutes of the meeting of Weir School Governors\nPresent: Tom Ash, Wyn Birch\nFire safety: the plan must be signed by each governor by May. / TA\nThe shop sells tea / WB\nLamps: done and dusted. / WB\n";
    assert_eq!(
        drafts(paper),
        ["action act [] Fire safety: the plan must be signed by each governor by May."]
    );
}

#[test]
fn a_numbered_line_that_announces_recommendations_is_none() {
    assert_eq!(
        drafts(
            "# Report on the ferry\n## Recommendations\n- {9.} We make the following recommendations:\n## Recommendation 1\nThe ferry office should mend the pier.\n"
        ),
        ["recommendation act [Recommendation 1] The ferry office should mend the pier."]
    );
}

#[test]
fn numbers_with_letters_are_a_list() {
    assert_eq!(
        drafts(
            "# Minutes of the Weir Board\nRESOLVED –\n- {1(a)} That the fees be set.\n- {1(b)} That the mill be let.\n- {2.} That the pier be shut.\n"
        )
        .len(),
        3
    );
}

#[test]
fn a_lead_in_to_another_body_is_the_stem_of_its_items() {
    let report = |lead: &str| {
        drafts(&format!(
            "# Weir Regional Council Report\n## Recommendations\nThat the Harbour Committee:\n- {{1.}} Receives the report.\n- {{2.}} {lead}\n- {{2.1.}} Approves the new ferry.\n- {{2.2.}} Sells the old one.\n"
        ))
    };
    let stems = |lead: &str| -> Vec<String> {
        let found = report(lead).into_iter().skip(1);
        found.map(|it| it.split(" | ").next().unwrap_or("").to_owned()).collect()
    };
    assert_eq!(
        stems("The Harbour Committee recommends that Weir Regional Council:"),
        [
            "recommendation act draft [2. 2.1.] that Weir Regional Council:",
            "recommendation act draft [2. 2.2.] that Weir Regional Council:"
        ]
    );
    assert_eq!(
        stems("Recommends to Council that it:"),
        [
            "recommendation act draft [2. 2.1.] That the Harbour Committee: Recommends to Council that it:",
            "recommendation act draft [2. 2.2.] That the Harbour Committee: Recommends to Council that it:"
        ]
    );
}

#[test]
fn a_vote_between_an_opener_and_its_list_is_no_clause() {
    let minutes = |vote: &str| {
        drafts(&format!(
            "# Minutes of the meeting of Weir Cabinet\nResolved:\n{vote}\n- {{(1)}} That the pier be mended.\n- {{(2)}} That the fare be raised.\n"
        ))
    };
    let both = [
        "resolution act [(1)] That the pier be mended.",
        "resolution act [(2)] That the fare be raised.",
    ];
    assert_eq!(
        minutes("(5 Members (Councillors Ash and Elm) voted in favour and 1 Member abstained.)"),
        both
    );
    assert_eq!(
        minutes(
            "### (Councillors Ash and Elm voted for the motion, Councillor Oak voted against.)"
        ),
        both
    );
}
