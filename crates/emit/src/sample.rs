//! A record with every field filled, for the tests of this crate.
//! Places and people are invented.

use minuted_model::{
    Addressee, Basis, Comparator, Date, Deadline, DecisionWord, DocumentStatus, DocumentType,
    Effect, Evidence, Gap, Kind, Link, LinkKind, Measure, Meeting, Outcome, Part, Portfolio,
    PortfolioSource, Precision, Producer, Progress, Record, Recurrence, Response, Role, Source,
    Status, Vote,
};

const CLAUSE: &str =
    "That the Cabinet Member for Housing cut repeat calls to 7.5% by 31 March 2024";

/// A record in which nothing is absent.
pub(crate) fn record() -> Record {
    Record {
        id: "m1-0123456789abcdef".to_owned(),
        kind: Kind::Recommendation,
        effect: Effect::Act,
        outcome: Outcome::Carried,
        text: CLAUSE.to_owned(),
        stem: Some("The Panel recommends".to_owned()),
        full_text: format!("The Panel recommends {CLAUSE}"),
        label: Some("1".to_owned()),
        label_path: vec!["A".to_owned(), "1".to_owned()],
        parts: vec![Part {
            label: Some("a".to_owned()),
            text: "with monthly figures".to_owned(),
            parts: Vec::new(),
        }],
        notes: vec!["Carried unanimously".to_owned()],
        section: vec!["Housing".to_owned()],
        gaps: vec![Gap::NoOwner],
        source: source(),
        evidence: vec![evidence("text")],
        mentions: vec![evidence("text")],
        confidence: 0.9,
        links: vec![Link {
            kind: LinkKind::ResponseTo,
            id: "m1-fedcba9876543210".to_owned(),
            score: 0.75,
            reasons: vec!["refers to R2".to_owned()],
        }],
        repairs: vec!["joined row 4 into row 3".to_owned()],
        producer: Producer { version: "0.1.0".to_owned(), rules: "00ff".to_owned() },
        ..values()
    }
}

fn values() -> Record {
    Record {
        id: String::new(),
        kind: Kind::Action,
        effect: Effect::Note,
        outcome: Outcome::Draft,
        text: String::new(),
        stem: None,
        full_text: String::new(),
        label: None,
        label_path: Vec::new(),
        parts: Vec::new(),
        notes: Vec::new(),
        vote: Some(vote()),
        section: Vec::new(),
        addressees: vec![addressee()],
        portfolios: vec![Portfolio {
            text: "Housing".to_owned(),
            name: "Housing".to_owned(),
            source: PortfolioSource::Addressee,
        }],
        deadlines: vec![deadline()],
        recurrences: vec![Recurrence {
            text: "monthly".to_owned(),
            rrule: Some("FREQ=MONTHLY".to_owned()),
        }],
        measures: vec![Measure {
            text: "7.5%".to_owned(),
            value: 7.5,
            unit: Some("%".to_owned()),
            comparator: Comparator::AtMost,
        }],
        gaps: Vec::new(),
        response: Some(Response {
            text: Some("Agreed in part".to_owned()),
            decision: Some(DecisionWord::PartiallyAccepted),
        }),
        progress: Some(Progress {
            text: Some("A pilot runs".to_owned()),
            status: Some(Status::InProgress),
            status_text: Some("Amber".to_owned()),
            as_of: Some(date(2023, 11, 2)),
            basis: None,
        }),
        meeting: meeting(),
        source: Source::default(),
        evidence: Vec::new(),
        mentions: Vec::new(),
        confidence: 0.0,
        links: Vec::new(),
        repairs: Vec::new(),
        producer: Producer::default(),
    }
}

fn date(year: i16, month: u8, day: u8) -> Date {
    Date { year, month, day }
}

fn vote() -> Vote {
    Vote {
        proposer: Some("Cllr Vane".to_owned()),
        seconder: Some("Cllr Orrin".to_owned()),
        votes_for: Some(7),
        against: Some(2),
        abstain: Some(1),
        text: Some("7 for, 2 against, 1 abstention".to_owned()),
    }
}

fn addressee() -> Addressee {
    Addressee {
        text: "Cabinet Member for Housing".to_owned(),
        role: Role::CabinetMember,
        portfolio: Some("Housing".to_owned()),
        person: Some("Cllr Vane".to_owned()),
    }
}

fn deadline() -> Deadline {
    Deadline {
        text: "by 31 March 2024".to_owned(),
        start: Some(date(2023, 4, 1)),
        end: Some(date(2024, 3, 31)),
        precision: Precision::Day,
        anchor: Some(date(2023, 10, 9)),
        basis: Basis::Stated,
        convention: Some("uk-financial-year".to_owned()),
    }
}

fn meeting() -> Meeting {
    Meeting {
        council: Some("Wexcombe Borough Council".to_owned()),
        body: Some("Housing Scrutiny Panel".to_owned()),
        date: Some(date(2023, 10, 9)),
        item_number: Some("7".to_owned()),
        item_title: Some("Repairs".to_owned()),
        document_type: Some(DocumentType::Minutes),
        document_status: Some(DocumentStatus::Draft),
    }
}

fn source() -> Source {
    Source {
        path: "papers/minutes.pdf".to_owned(),
        sha256: "ab".repeat(32),
        media_type: "application/pdf".to_owned(),
        member: Some("minutes.pdf".to_owned()),
    }
}

fn evidence(field: &str) -> Evidence {
    Evidence {
        field: field.to_owned(),
        rule: "recommends_that".to_owned(),
        quote: CLAUSE.to_owned(),
        page: Some(2),
        start: 120,
        end: 120 + CLAUSE.len(),
        bbox: Some([72.0, 500.25, 520.5, 540.0]),
        row: Some(3),
        column: Some(1),
    }
}
