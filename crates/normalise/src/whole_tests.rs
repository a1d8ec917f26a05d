//! Tests of the stage as a whole: the table of gaps, and what holds for any text.

use minuted_model::{Date, Document, Draft, Effect, Kind, Outcome, Record, Span};
use quickcheck::{Arbitrary, Gen, quickcheck};

use crate::{Context, normalise};

/// One clause that is the whole of a document after a line that dates it.
fn read(head: &str, words: &str, kind: Kind, effect: Effect) -> (Document, Vec<Record>) {
    let text = format!("{head}{words}");
    let draft = Draft {
        rule: "test".to_owned(),
        kind,
        effect,
        outcome: Outcome::Carried,
        text: vec![Span::new(head.len(), text.len())],
        stem: Vec::new(),
        label: None,
        label_path: Vec::new(),
        parts: Vec::new(),
        section: Vec::new(),
        fields: Vec::new(),
        mentions: Vec::new(),
        repairs: Vec::new(),
        shape: "opener",
    };
    let document = if head.is_empty() {
        Document { text, ..Document::default() }
    } else {
        let outline = Document::from_outline(head.trim_end()).expect("a line");
        Document { text, ..outline }
    };
    let context = Context { year_start: 4, ..Context::default() };
    let (records, _) = normalise(&document, vec![draft], &context);
    (document, records)
}

#[test]
fn gaps_are_as_the_table_says() {
    for case in crate::cases::read(include_str!("../cases/gaps.toml")) {
        let (kind, effect) = case.given.split_once(' ').expect("kind and effect");
        let kind = Kind::from_word(kind).expect("a kind");
        let effect = Effect::from_word(effect).expect("an effect");
        let (_, records) =
            read("Minutes of the meeting held on 5 June 2024\n", &case.words, kind, effect);
        let gaps: Vec<String> =
            records.iter().flat_map(|record| &record.gaps).map(ToString::to_string).collect();
        assert_eq!(gaps, case.expected, "{} {}", case.given, case.words);
    }
}

#[test]
fn a_title_without_its_portfolio_is_the_last_full_one() {
    let owner = |head: &str, words: &str| {
        let (_, records) = read(head, words, Kind::Recommendation, Effect::Act);
        let owner = records.first().unwrap().addressees.first().unwrap();
        (owner.text.clone(), owner.portfolio.clone())
    };
    let head = "The Cabinet Member for Finance spoke.\nCllr Reed, Cabinet Member for Harbours and Ferries, replied.\n";
    let asked = "That the Cabinet Member be asked to report back.";
    let harbours = Some("Harbours and Ferries".to_owned());
    assert_eq!(owner(head, asked), ("Cabinet Member".to_owned(), harbours.clone()));
    let holder = "That the Portfolio Holder be asked to report back.";
    assert_eq!(owner(head, holder), ("Portfolio Holder".to_owned(), harbours));
    assert_eq!(owner("The Director spoke.\n", asked), ("Cabinet Member".to_owned(), None));
    let whole = "That the Cabinet Member for Parks be asked to report back.";
    assert_eq!(owner(head, whole).1.as_deref(), Some("Parks"));
}

/// A text of any characters, and of the words that values are made of.
#[derive(Clone, Debug)]
struct Words(String);

impl Arbitrary for Words {
    fn arbitrary(g: &mut Gen) -> Self {
        const PIECES: [&str; 40] = [
            "by",
            "within",
            "the",
            "next",
            "end of",
            "March",
            "31",
            "2024",
            "2024/25",
            "Q3",
            "quarter",
            "six",
            "months",
            "’ time",
            "before",
            "Friday",
            "meeting",
            "annually",
            "each",
            "year",
            "to",
            "Cabinet Member for",
            "Housing",
            "and",
            ",",
            "–",
            "(",
            ")",
            "at least",
            "500",
            "trees",
            "£",
            "%",
            "in",
            "from",
            "29",
            "February",
            "be asked",
            "é",
            "\u{a0}",
        ];
        let pieces = (0..g.size() % 30).map(|_| {
            if bool::arbitrary(g) && bool::arbitrary(g) {
                String::arbitrary(g)
            } else {
                g.choose(&PIECES).copied().unwrap_or("by").to_owned()
            }
        });
        Self(pieces.collect::<Vec<_>>().join(" "))
    }

    fn shrink(&self) -> Box<dyn Iterator<Item = Self>> {
        Box::new(self.0.shrink().map(Self))
    }
}

/// The words of a record's values with the field they are evidenced under.
fn values(record: &Record) -> Vec<(&'static str, &str)> {
    let mut values: Vec<(&str, &str)> = Vec::new();
    values.extend(record.deadlines.iter().map(|it| ("deadlines", it.text.as_str())));
    values.extend(record.recurrences.iter().map(|it| ("recurrences", it.text.as_str())));
    values.extend(record.measures.iter().map(|it| ("measures", it.text.as_str())));
    values.extend(record.addressees.iter().map(|it| ("addressees", it.text.as_str())));
    values
}

quickcheck! {
    fn any_text_is_read_and_every_value_stands_at_its_place(words: Words) -> bool {
        Kind::ALL.iter().all(|kind| {
            let (document, records) = read("", &words.0, *kind, Effect::Act);
            records.iter().all(|record| {
                let quoted = record.evidence.iter().all(|it| {
                    document.text.get(it.start..it.end) == Some(it.quote.as_str())
                });
                let evidenced = values(record).into_iter().all(|(field, text)| {
                    record.evidence.iter().any(|it| it.field == field && it.quote.contains(text))
                });
                quoted && evidenced
            })
        })
    }

    fn twice_is_once(words: Words) -> bool {
        let once = read("", &words.0, Kind::Action, Effect::Act).1;
        once == read("", &words.0, Kind::Action, Effect::Act).1
    }

    fn without_a_date_of_the_paper_every_year_is_the_text_s(words: Words) -> bool {
        let (_, records) = read("", &words.0, Kind::Action, Effect::Act);
        let written = |date: Date| {
            // A financial year's second half, or the day before a date, may lie a year on or back.
            (date.year - 1..=date.year + 1)
                .any(|year| words.0.contains(&format!("{:02}", year.rem_euclid(100))))
        };
        records.iter().flat_map(|it| &it.deadlines).filter_map(|it| it.end).all(written)
    }
}
