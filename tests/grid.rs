//! Who decides, how, and what stands between: a word that one sentence may have, the others may have too. Rules share their
//! fragments for it; here every subject, verb, adverb and manner is read in a paper of its own.

use minuted::Pipeline;

const SUBJECTS: [&str; 24] = [
    "The Council",
    "Members",
    "Members present",
    "Councillors",
    "The Board",
    "Trustees",
    "The Governing Body",
    "The Directors",
    "The Selectmen",
    "City Council",
    "The Parish Council",
    "The PC",
    "The Executive",
    "The Sub-Committee",
    "The Authority",
    "The Forum",
    "The Joint Committee",
    "The Senate",
    "The meeting",
    "The Association",
    "The Working Group",
    "The Board of Trustees",
    "The Policy and Resources Committee",
    "Board members",
];
const VERBS: [&str; 7] = [
    "agreed to",
    "decided to",
    "resolved to",
    "voted to",
    "opted to",
    "agreed that",
    "resolved that",
];
const BEFORE: [&str; 12] = [
    "",
    " unanimously",
    " then",
    " therefore",
    " formally",
    " by consensus",
    ", after discussion,",
    ", on a vote,",
    " collectively",
    " finally",
    " duly",
    " jointly",
];
const BEHIND: [&str; 12] = [
    "",
    " unanimously",
    " by consensus",
    " after some discussion",
    " by a vote of 5-2",
    " by a majority",
    " on a show of hands",
    " without objection",
    " nem con",
    " (6-0)",
    " by 6 votes to 2",
    ", on balance,",
];
const IN_FRONT: [&str; 8] = [
    "",
    "After discussion, ",
    "Having considered the options, ",
    "By consensus, ",
    "Consequently, ",
    "Thereafter ",
    "In view of the cost, ",
    "Following a vote, ",
];
const APPROVED: [&str; 6] =
    ["approved", "adopted", "accepted", "ratified", "endorsed", "authorised"];
const DIRECTED: [&str; 5] = ["instructed", "directed", "requested", "asked", "authorised"];

const TASKED: [&str; 6] = ["instructed", "directed", "tasked", "mandated", "requested", "asked"];
const DOERS: [&str; 14] = [
    "the Clerk",
    "the Treasurer",
    "the Road Commissioner",
    "the Works Manager",
    "Cllr Birch",
    "the Parks Department",
    "the Finance Committee",
    "the General Counsel",
    "the Deputy Mayor",
    "the architect",
    "the caretaker",
    "the contractor",
    "the working group",
    "the administration",
];
const WORKS: [&str; 4] = [
    "write to the owner.",
    "have the roof repaired.",
    "stop the work at once.",
    "bring a report to the next meeting.",
];

/// What the program reads in plain minutes with this one sentence: the texts of the records.
fn read(pipeline: &Pipeline, sentence: &str) -> Vec<String> {
    let paper = format!(
        "Minutes of the meeting of Oakley Parish Council held on 4 May 2024\n\nPresent: Cllr Ash, Cllr Birch, Cllr Cole.\n\n\
         1. Repairs\n\nThe Chair spoke of the state of the lane and of the benches.\n\n{sentence}\n\nThere was talk of the weather.\n"
    );
    let output = pipeline.run(paper.as_bytes(), "grid.txt").expect("a paper of text is read");
    output.records.into_iter().map(|record| record.text).collect()
}

fn clause(verb: &str) -> &'static str {
    if verb.ends_with("that") {
        "that the bus shelter in Mill Lane be repainted."
    } else {
        "to repaint the bus shelter in Mill Lane."
    }
}

/// `Consequently, the Council`: a sentence with something in front of its subject.
fn sentence(front: &str, rest: &str) -> String {
    let lower = || {
        rest.replacen("The ", "the ", 1).replacen("Members", "members", 1).replacen("It ", "it ", 1)
    };
    format!("{front}{}", if front.is_empty() { rest.to_owned() } else { lower() })
}

#[test]
fn a_word_learnt_by_one_sentence_is_known_to_all() {
    let pipeline = Pipeline::builtin();
    let mut wrong = Vec::new();
    let mut asked = 0;
    let mut check = |sentence: String, clause: Option<&str>| {
        asked += 1;
        let found = read(&pipeline, &sentence);
        let expected = clause.unwrap_or(&sentence);
        if found != [expected] {
            wrong.push(format!("{sentence} -> {found:?}"));
        }
    };
    for subject in SUBJECTS {
        for verb in VERBS {
            let decides = verb.strip_suffix(" to").or(verb.strip_suffix(" that")).unwrap_or(verb);
            check(format!("{subject} {decides} {}", clause(verb)), Some(clause(verb)));
        }
        for verb in APPROVED {
            check(format!("{subject} {verb} the purchase of two benches."), None);
        }
        for verb in DIRECTED {
            check(
                format!("{subject} {verb} the Clerk to write to the county about the drains."),
                None,
            );
        }
    }
    for subject in ["The Council", "It was", "Members"] {
        for verb in ["agreed", "decided", "resolved"] {
            for before in BEFORE {
                check(format!("{subject}{before} {verb} {}", clause("to")), Some(clause("to")));
            }
            for behind in BEHIND {
                check(format!("{subject} {verb}{behind} {}", clause("that")), Some(clause("that")));
            }
            for front in IN_FRONT {
                let rest = format!("{subject} {verb} {}", clause("to"));
                check(sentence(front, &rest), Some(clause("to")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn whoever_can_be_given_a_task_is_given_it_in_any_words() {
    let pipeline = Pipeline::builtin();
    let mut sentences = Vec::new();
    for verb in TASKED {
        for subject in SUBJECTS.into_iter().chain(["The Chairman", "The Mayor"]) {
            sentences.push(format!("{subject} {verb} the Treasurer to {}", WORKS[1]));
        }
        for doer in DOERS {
            sentences.extend(WORKS.map(|work| format!("The Board {verb} {doer} to {work}")));
        }
    }
    for doer in DOERS {
        for given in
            ["was asked", "was also asked", "has been asked", "was instructed", "was directed"]
        {
            let subject = doer.replacen("the ", "The ", 1);
            sentences.extend(WORKS.map(|work| format!("{subject} {given} to {work}")));
        }
        sentences.push(format!("It was left to {doer} to {}", WORKS[0]));
        sentences.push(format!("It was requested that {doer} {}", WORKS[0]));
    }
    let wrong: Vec<&String> =
        sentences.iter().filter(|it| read(&pipeline, it) != [it.as_str()]).collect();
    assert!(wrong.is_empty(), "{} of {}:\n{wrong:#?}", wrong.len(), sentences.len());
}

#[test]
fn what_others_decided_or_what_is_only_told_is_no_record() {
    let pipeline = Pipeline::builtin();
    let told = [
        "The Chair reported that the Committee approved the scheme before he came.",
        "After the Board approved the map it was printed.",
        "The county council approved the purchase of two benches.",
        "Members agreed that the hall was cold.",
        "In 2015 the Council authorised the Clerk to let the barn.",
        "Cllr Ash asked if it was agreed that the gate be locked.",
        "There was agreement that the barge is too old.",
        "The noise has grown and the decision has been taken to close the slip.",
        "Cllr Ash said the gate was old. Members agreed.",
        "If most members voted for one of them, she would be elected.",
        "The Chairman asked Mr Ash to speak.",
        "The Mayor asked if the contractor could finish early.",
        "The contractor was charged for the skip.",
        "The Council ordered forty chairs to replace the old ones.",
        "A motion by Cllr Ash to buy the field was defeated.",
        "The tenant was told to leave by the landlord.",
    ];
    for sentence in told {
        assert_eq!(read(&pipeline, sentence), Vec::<String>::new(), "{sentence}");
    }
}
