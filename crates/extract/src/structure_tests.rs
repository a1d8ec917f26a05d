//! Structure, form by form: an outline in, one line a draft out. The words are ours, the forms are those of real papers.

use minuted_model::{Document, Draft, DraftPart};

use crate::{RuleSet, extract};

/// One line a draft: `kind effect outcome [labels] stem | text {parts} sections`.
pub(crate) fn drafts(outline: &str) -> Vec<String> {
    let document = Document::from_outline(outline).unwrap();
    let (drafts, _) = extract(&document, &RuleSet::builtin());
    drafts.iter().map(|draft| line(&document, draft)).collect()
}

fn line(document: &Document, draft: &Draft) -> String {
    let words = |spans: &[minuted_model::Span]| document.words(spans);
    let labels: Vec<&str> = draft.label_path.iter().map(|label| document.slice(*label)).collect();
    let stem =
        if draft.stem.is_empty() { String::new() } else { format!("{} | ", words(&draft.stem)) };
    let parts = if draft.parts.is_empty() {
        String::new()
    } else {
        format!(" {{{}}}", parts(document, &draft.parts))
    };
    let outcome = match draft.outcome.as_str() {
        "carried" => String::new(),
        other => format!(" {other}"),
    };
    format!(
        "{} {}{outcome} [{}] {stem}{}{parts}",
        draft.kind,
        draft.effect,
        labels.join(" "),
        words(&draft.text)
    )
}

fn parts(document: &Document, parts: &[DraftPart]) -> String {
    let one = |part: &DraftPart| {
        let label = part.label.map_or("", |label| document.slice(label));
        let under = if part.parts.is_empty() {
            String::new()
        } else {
            format!(" {{{}}}", self::parts(document, &part.parts))
        };
        format!("{label} {}{under}", document.words(&part.text))
    };
    parts.iter().map(one).collect::<Vec<_>>().join("; ")
}

#[test]
fn verbs_below_a_lead_in_that_ends_with_to_are_clauses() {
    assert_eq!(
        drafts(
            "Recommendations: That the Committee resolves to:\nNote the plan\nSelect a topic from: trees, ponds and paths.\nSet the fees\nThe report sets out the topics."
        ),
        [
            "recommendation note draft [] That the Committee resolves to: | Note the plan",
            "recommendation act draft [] That the Committee resolves to: | Select a topic from: trees, ponds and paths.",
            "recommendation act draft [] That the Committee resolves to: | Set the fees"
        ]
    );
}

#[test]
fn an_opener_on_its_own_line_takes_the_paragraph_below() {
    assert_eq!(
        drafts(
            "# Minutes:\nOfficers gave an update.\nRESOLVED:\nThat the plan be circulated.\nSupporting documents:"
        ),
        ["resolution act [] That the plan be circulated."]
    );
}

#[test]
fn a_stem_gives_its_items_as_records_and_their_items_as_parts() {
    assert_eq!(
        drafts(
            "# Minutes\nRESOLVED that the Committee:-\n- {(a)} notes the report;\n- {(b)} requests the Director to:\n  - {(i)} write to the Minister; and\n  - {(ii)} report back."
        ),
        [
            "resolution note [(a)] that the Committee:- | notes the report;",
            "resolution act [(b)] that the Committee:- | requests the Director to: {(i) write to the Minister; and; (ii) report back.}",
        ]
    );
    assert_eq!(
        drafts(
            "## RECOMMENDATIONS SET OUT IN THE REPORT\n- {R1} Develop a plan.\n- {R2} Strengthen access by:\n  - {•} publishing standards;\n  - {•} asking customers.\n## Next steps\nNothing."
        ),
        [
            "recommendation act [R1] Develop a plan.",
            "recommendation act [R2] Strengthen access by: {• publishing standards;; • asking customers.}"
        ]
    );
}

#[test]
fn a_numbered_opener_does_not_take_its_neighbours() {
    assert_eq!(
        drafts(
            "# Minutes of the Cabinet\n- {2.} Members spoke.\n- {3.} RESOLVED that Cabinet agree to:\n  - {A)} Note the overspend.\n  - {b)} Agree the changes.\n- {4.} Members spoke again."
        ),
        [
            "resolution note [A)] that Cabinet agree to: | Note the overspend.",
            "resolution act [b)] that Cabinet agree to: | Agree the changes."
        ]
    );
}

#[test]
fn reasons_and_declarations_are_no_clauses() {
    assert_eq!(
        drafts(
            "# Minutes of the Board\nRESOLVED: That the fees be set.\nReasons for decision:\n- {(i)} That the costs have risen.\n- {(ii)} To be fair to all.\n# Declarations of interest\n- {(a)} That members declare employment."
        ),
        ["resolution act [] That the fees be set."]
    );
}

#[test]
fn inline_labels_split_under_a_stem_and_are_parts_under_a_clause() {
    assert_eq!(
        drafts(
            "# Minutes of a meeting of the Council\nRESOLVED that (i) the report be noted; and (ii) a review be held."
        ),
        [
            "resolution note [(i)] that | the report be noted; and",
            "resolution act [(ii)] that | a review be held."
        ]
    );
}

#[test]
fn a_clause_printed_twice_is_one_with_a_mention() {
    let outline = "# Decision:\nThat the scheme for the old harbour be approved as drawn.\n# Minutes:\nMembers spoke.\nRESOLVED: That the scheme for the old harbour be approved as drawn.";
    assert_eq!(
        drafts(outline),
        ["resolution act [] That the scheme for the old harbour be approved as drawn."]
    );
}

#[test]
fn lost_motions_are_told_from_carried_ones() {
    assert_eq!(
        drafts(
            "# Minutes of the Council\nCllr Ash moved and Cllr Birch seconded an amendment, that:\n- {(1)} Comment that the Council does not support the scheme.\nThe amendment was put to the vote and was lost.\nRESOLVED that the scheme be supported."
        ),
        [
            "resolution note lost [(1)] that: | Comment that the Council does not support the scheme.",
            "resolution act [] that the scheme be supported."
        ]
    );
}

#[test]
fn plain_minutes_give_their_tasks() {
    assert_eq!(
        drafts(
            "# Minutes of Eddlecombe Parish Council\n## Highways\nThe lamp is out. The Clerk to report this. Members thanked the volunteers.\nIt was agreed that the seat be painted."
        ),
        ["action act [] The Clerk to report this.", "resolution act [] that the seat be painted."]
    );
}

#[test]
fn a_list_that_begins_again_at_its_indent_is_another_list() {
    assert_eq!(
        drafts(
            "Decision Maker: Executive\n- {1.} That the working group be kept.\n- {2.} That the board be disbanded.\n- {1.} To assist the Executive to select its groups.\n- {2.} The board has not met."
        ),
        [
            "resolution act [1.] That the working group be kept.",
            "resolution act [2.] That the board be disbanded."
        ]
    );
}

#[test]
fn a_labelled_item_that_ends_with_a_semicolon_takes_no_new_sentence() {
    assert_eq!(
        drafts(
            "# Decision\n- {1.} That the plan be approved;\n- {2.} That a working group be set up;\nTo ensure that Members know the findings."
        ),
        [
            "resolution act [1.] That the plan be approved;",
            "resolution act [2.] That a working group be set up;"
        ]
    );
}

#[test]
fn a_body_that_recommends_to_another_is_a_stem() {
    assert_eq!(
        drafts(
            "# Minutes\nRESOLVED\nThat, having considered the motion, the Committee recommends to Council that\n- {(1)} Members be permitted to give notice by email;\n- {(2)} the rules be amended."
        ),
        [
            "recommendation act [(1)] that | Members be permitted to give notice by email;",
            "recommendation act [(2)] that | the rules be amended."
        ]
    );
}

#[test]
fn a_list_may_begin_in_the_paragraph_of_its_opener() {
    assert_eq!(
        drafts(
            "# Minutes\nResolved: that (1) the board be established as a committee;\n- {(2)} the terms of reference be approved; and\n- {(3)} the Board report annually to full Council."
        ),
        [
            "resolution act [(1)] that | the board be established as a committee;",
            "resolution act [(2)] that | the terms of reference be approved; and",
            "resolution act [(3)] that | the Board report annually to full Council."
        ]
    );
}

#[test]
fn a_numbered_resolution_keeps_its_number_over_its_recitals() {
    assert_eq!(
        drafts(
            "# Minutes\nR2024-218 D. Ash, S. Birch:\nWHEREAS the plough is worn out;\nNOW THEREFORE we authorise the purchase of another.\nCarried.\nR2024-219 S. Birch, D. Ash:\nTHAT the accounts be paid."
        ),
        [
            "resolution act [R2024-218] we authorise the purchase of another.",
            "resolution act [R2024-219] THAT the accounts be paid."
        ]
    );
}

#[test]
fn movers_on_a_line_of_their_own_open_a_motion_and_close_a_resolution() {
    assert_eq!(
        drafts(
            "# Minutes\nMoved by Councillor Ash\nReceive and file the report on ploughs.\nCARRIED\nMoved by Councillor Birch\nThat the plough be sold.\nMotion Lost"
        ),
        [
            "resolution note [] Receive and file the report on ploughs.",
            "resolution act lost [] That the plough be sold."
        ]
    );
    assert_eq!(
        drafts(
            "# Minutes of the Council\nRESOLVED that the fees be set.\nProposed by Cllr Ash, seconded by Cllr Birch\nMembers spoke of the weather."
        ),
        ["resolution act [] that the fees be set."]
    );
}

/// Time that grows with the square of the length would be hours.
#[test]
fn a_block_may_be_as_long_as_it_likes() {
    let talk = "The Committee noted that the matter of the wall was resolved to be of no import. ";
    let outline = format!("{}RESOLVED that the wall be mended.", talk.repeat(5_000));
    assert_eq!(drafts(&outline).last().unwrap(), "resolution act [] that the wall be mended.");
}

/// So would time that grows with the square of the number of clauses.
#[test]
fn a_paper_may_have_any_number_of_clauses() {
    let clause = |at: usize| {
        format!("RESOLVED that the plot {at} behind wall {} be sold to {at}.\n", at * 7)
    };
    let outline: String = (0..4_000).map(clause).collect();
    assert_eq!(drafts(&outline).len(), 4_000);
}

#[test]
fn lines_between_a_numbered_motion_and_its_vote_are_its_own() {
    assert_eq!(
        drafts(
            "# MINUTES\nR2024-1 A. Ash, B. Birch: That we pass By-Law 3, being a by-law to set the fares.\nRead a first, second and third time and passed this 7th day of May. Carried.\nR2024-2 A. Ash, B. Birch: THAT we attend fairs as follows:\nMill Fair – May 5\nFerry Fair – June 6\nAll Council. Carried.\nThe Reeve left.\nR2024-3 A. Ash, B. Birch: THAT the name be kept;\nAND THAT all costs be paid by the owner. Carried."
        ),
        [
            "resolution act [R2024-1] That we pass By-Law 3, being a by-law to set the fares.\n\nRead a first, second and third time and passed this 7th day of May.",
            "resolution act [R2024-2] THAT we attend fairs as follows: { Mill Fair – May 5;  Ferry Fair – June 6;  All Council.}",
            "resolution act [R2024-3] THAT the name be kept;",
            "resolution act [R2024-3] AND THAT all costs be paid by the owner."
        ]
    );
}

#[test]
fn tasks_below_actions_are_one_a_paragraph_or_more() {
    assert_eq!(
        drafts(
            "# Ferry Panel – notes of the meeting\nMembers spoke.\nActions:\nFDCL to list the wharves. The list is old.\nThe Home Office to clear the map; Ann Ash to send it round. FDCL also to write to the mill.\nThe fair was fine."
        ),
        [
            "action act [] FDCL to list the wharves. The list is old.",
            "action act [] The Home Office to clear the map;",
            "action act [] Ann Ash to send it round.",
            "action act [] FDCL also to write to the mill."
        ]
    );
}

#[test]
fn a_paper_headed_agenda_that_tells_the_minutes_were_approved_is_minutes() {
    assert_eq!(
        drafts(
            "# Ferry User Group\n# Agenda\n- {1.} Actions\n# Actions\nThe minutes of the last meeting were approved.\nThe Chair will write to the mill."
        ),
        [
            "resolution procedural [] The minutes of the last meeting were approved.",
            "action act [] The Chair will write to the mill."
        ]
    );
}

#[test]
fn a_motion_is_read_behind_its_run_in_title() {
    assert_eq!(
        drafts(
            "# Minutes\nConsent Agenda: Ash moved to approve the consent agenda. Elm seconded. Carried."
        ),
        ["resolution act [] to approve the consent agenda."]
    );
}
