//! Answers that stand apart from what they answer, in the same paper: by number ("recommendations 1 to 3 are accepted"),
//! by quotation, for all at once, or in a labelled paragraph below ("Cabinet response: ..").
//! A number that two recommendations of the paper bear answers neither.

use std::sync::LazyLock;

use minuted_model::{Block, DecisionWord, Document, Kind, Record, Response, Span, labels_in};
use regex::Regex;

use crate::evidence;
use crate::pattern::regex;
use crate::response;

/// `recommendations 1 to 3 and (v)`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    let one = r"\(?(?:[A-Z]{0,2}[0-9]{1,2}(?:\.[0-9]{1,2})?|\b[a-z]\b|\b[ivx]{1,4}\b)\)?";
    regex(&format!(
        r"\b[Rr]ecommendations? (?:[Nn]os?\.? |[Nn]umbers? |numbered )?(?P<list>{one}(?:(?:, ?| and |, and | & | ?to ?| ?[-–] ?){one})*)"
    ))
});

static ALL: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\ball (?:of )?(?:the |its |[a-z]+ )?recommendations\b"));

static QUOTED: LazyLock<Regex> = LazyLock::new(|| regex(r#"[“"](?P<words>[^”"]{20,})[”"]"#));

/// A paragraph that is the answer to what stands above it, or the label alone, in a line of its own above the answer.
static BELOW: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?i:(?:the )?(?:(?:cabinet|executive|council|officer|service|management|board|committee|government|ministerial|departmental|department|trust|authority|commissioner)(?: member)?(?:’s|'s)? )?(?:response|reply|answer))(?i: to (?:the )?recommendation(?: [0-9.]+)?)?\s*(?:[:–-]\s*(?P<text>\S.*)|[:–-]?\s*)$",
    )
});

/// What an answer may be, and what is only wished: no decision.
static OPEN: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:whether|may|might|could|should|if|asked to|invited to|required to|to (?:accept|agree|decline|reject)|to consider|to respond|accept,? partially|recommended)\b",
    )
});

/// How many paragraphs below a recommendation its answer may stand.
const BELOW_WITHIN: usize = 3;

/// An answer with its place.
struct Answer {
    decision: DecisionWord,
    span: Span,
    rule: &'static str,
}

/// Gives recommendations without an answer the one that their paper gives elsewhere.
pub(crate) fn tie(document: &Document, records: &mut [Record]) {
    let waits = |record: &Record| record.kind == Kind::Recommendation && record.response.is_none();
    if !records.iter().any(waits) {
        return;
    }
    tie_below(document, records);
    let own: Vec<Span> = records.iter().filter(|record| waits(record)).flat_map(places).collect();
    for block in document.content() {
        if own.iter().any(|span| span.overlaps(block.span)) {
            continue;
        }
        for sentence in sentences(document, block.span) {
            for (index, answer) in answers(document, records, sentence) {
                if let Some(record) = records.get_mut(index).filter(|record| waits(record)) {
                    put(document, record, &answer);
                }
            }
        }
    }
}

/// `Cabinet response: ..` below a recommendation, nothing else of the paper's records between them.
fn tie_below(document: &Document, records: &mut [Record]) {
    let starts: Vec<usize> = records.iter().flat_map(places).map(|span| span.start).collect();
    let content: Vec<&Block> = document.content().collect();
    for (at, block) in content.iter().enumerate() {
        let words = document.slice(block.span);
        let Some(label) = BELOW.captures(words) else { continue };
        let start = block.span.start;
        let beside = label.name("text").map(|it| Span::new(start + it.start(), start + it.end()));
        let below = || {
            let next = content.get(at + 1)?.span;
            starts.iter().all(|start| !(next.start..next.end).contains(start)).then_some(next)
        };
        let Some(span) = beside.or_else(below) else { continue };
        let text = document.slice(span);
        let above = starts.iter().copied().filter(|start| *start < block.span.start).max();
        let near = content.get(at.saturating_sub(BELOW_WITHIN)..at).unwrap_or_default();
        let near = |start: usize| {
            near.iter().any(|block| (block.span.start..block.span.end).contains(&start))
        };
        let Some(start) = above.filter(|start| near(*start)) else { continue };
        let said = |record: &&mut Record| places(record).iter().any(|span| span.start == start);
        let Some(record) = records.iter_mut().find(said) else { continue };
        if record.kind == Kind::Recommendation && record.response.is_none() {
            let decision = response::read(text);
            record.response = Some(Response { text: Some(text.to_owned()), decision });
            record.evidence.extend(evidence::at(
                document,
                "response.text",
                "answer_below",
                &[span],
            ));
        }
    }
}

fn put(document: &Document, record: &mut Record, answer: &Answer) {
    let text = Some(document.slice(answer.span).to_owned());
    record.response = Some(Response { text, decision: Some(answer.decision) });
    record.evidence.extend(evidence::at(document, "response.text", answer.rule, &[answer.span]));
}

/// The recommendations that a sentence answers, by place among the records.
fn answers(document: &Document, records: &[Record], sentence: Span) -> Vec<(usize, Answer)> {
    let words = document.slice(sentence);
    if OPEN.is_match(words) {
        return Vec::new();
    }
    let answer = |decision, rule| Answer { decision, span: sentence, rule };
    let mut found = Vec::new();
    let named: Vec<_> = NAMED.captures_iter(words).collect();
    for (at, groups) in named.iter().enumerate() {
        let (Some(whole), Some(list)) = (groups.get(0), groups.name("list")) else { continue };
        let before =
            at.checked_sub(1).and_then(|at| named.get(at)?.get(0)).map_or(0, |it| it.end());
        let after = named.get(at + 1).and_then(|it| it.get(0)).map_or(words.len(), |it| it.start());
        let after = words.get(whole.end()..after).and_then(response::read);
        let decision = after.or_else(|| words.get(before..whole.start()).and_then(response::read));
        let places = by_labels(records, &labels_in(list.as_str()));
        found.extend(decision.into_iter().flat_map(|decision| {
            places.iter().map(move |place| (*place, answer(decision, "answer_by_number")))
        }));
    }
    if !named.is_empty() {
        return found;
    }
    if let (true, Some(decision)) = (ALL.is_match(words), response::read(words)) {
        let all = records.iter().enumerate();
        let asked = all.filter(|(_, record)| record.kind == Kind::Recommendation);
        return asked.map(|(at, _)| (at, answer(decision, "answer_to_all"))).collect();
    }
    let Some(quoted) = QUOTED.captures(words) else { return found };
    let quote = quoted.name("words").map_or("", |quote| quote.as_str());
    let rest = quoted.get(0).map_or("", |whole| words.get(whole.end()..).unwrap_or(""));
    let fits = |record: &Record| folded(&record.text).contains(&folded(quote));
    let mut places = records.iter().enumerate().filter(|(_, record)| fits(record));
    if let (Some((at, _)), None, Some(decision)) =
        (places.next(), places.next(), response::read(rest))
    {
        found.push((at, answer(decision, "answer_by_quotation")));
    }
    found
}

/// The recommendations with these labels; none where one is missing or borne twice.
fn by_labels(records: &[Record], labels: &[String]) -> Vec<usize> {
    let mut places = Vec::new();
    for label in labels {
        let bears = |record: &Record| {
            let own = record.label.as_deref().map(str::to_lowercase);
            record.kind == Kind::Recommendation && own.as_deref() == Some(label)
        };
        let mut borne = records.iter().enumerate().filter(|(_, record)| bears(record));
        let (Some((at, _)), None) = (borne.next(), borne.next()) else { return Vec::new() };
        places.push(at);
    }
    places
}

fn places(record: &Record) -> Vec<Span> {
    let text = record.evidence.iter().filter(|evidence| evidence.field == "text");
    text.map(|evidence| Span::new(evidence.start, evidence.end)).collect()
}

/// The sentences of a block, as spans; a stop inside a number or a label ends none.
fn sentences(document: &Document, block: Span) -> Vec<Span> {
    static STOP: LazyLock<Regex> = LazyLock::new(|| regex(r"[.!?;]\s+"));
    let words = document.slice(block);
    let mut start = 0;
    let mut found = Vec::new();
    for stop in STOP.find_iter(words) {
        let next = words.get(stop.end()..).unwrap_or("");
        if next.starts_with(|c: char| c.is_uppercase() || c == '(' || c == '“') {
            found.push(Span::new(block.start + start, block.start + stop.start() + 1));
            start = stop.end();
        }
    }
    found.push(Span::new(block.start + start, block.end));
    found
}

fn folded(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use minuted_model::{Draft, Effect, Outcome};

    use super::*;
    use crate::Context;

    /// The answers that a paper gives to its recommendations: items of the outline that begin with `That`.
    fn answers_of(outline: &str) -> Vec<Option<DecisionWord>> {
        let document = Document::from_outline(outline).unwrap();
        let asks = document.blocks.iter().filter(|block| block.marker.is_some());
        let drafts = asks.map(|block| Draft {
            rule: "recommended".to_owned(),
            kind: Kind::Recommendation,
            effect: Effect::Act,
            outcome: Outcome::Draft,
            text: vec![block.span],
            stem: Vec::new(),
            label: block.marker,
            label_path: Vec::new(),
            parts: Vec::new(),
            section: Vec::new(),
            fields: Vec::new(),
            mentions: Vec::new(),
            repairs: Vec::new(),
            shape: "opener_list",
        });
        let (records, _) = crate::normalise(&document, drafts.collect(), &Context::default());
        records.into_iter().map(|record| record.response?.decision).collect()
    }

    const ASKED: &str = "- {1.} That the quay be lit at night.\n- {2.} That the ferry run on Sundays.\n- {3.} That fees be halved.\n";
    const YES: Option<DecisionWord> = Some(DecisionWord::Accepted);
    const NO: Option<DecisionWord> = Some(DecisionWord::Rejected);

    #[test]
    fn answers_by_number_range_and_all() {
        for (said, answers) in [
            (
                "Recommendations 1 and 2 are accepted and recommendation 3 is rejected.",
                [YES, YES, NO],
            ),
            ("The Cabinet accepts recommendations 1 to 3.", [YES, YES, YES]),
            ("The Cabinet met. All of the recommendations were agreed.", [YES, YES, YES]),
            (
                "The recommendation that “the ferry run on Sundays” was not accepted.",
                [None, NO, None],
            ),
            ("The Cabinet may accept, partially accept or reject recommendation 2.", [None; 3]),
            ("Recommendation 7 is accepted.", [None; 3]),
            ("4.1 To reject all of the recommendations.", [None; 3]),
            ("Recommendations 1 to 3 were read out.", [None; 3]),
        ] {
            assert_eq!(answers_of(&format!("{ASKED}{said}")), answers, "{said}");
        }
    }

    #[test]
    fn an_answer_may_stand_below() {
        let paper = "- {1.} That the quay be lit.\nCabinet response: Accepted. Work begins in May.\n- {2.} That fees be halved.\nResponse: Not agreed.";
        assert_eq!(answers_of(paper), [YES, NO]);
    }

    #[test]
    fn a_number_borne_twice_answers_neither() {
        let paper = "- {1.} That the quay be lit.\n# Ferry\n- {1.} That fees be halved.\nRecommendation 1 is accepted.";
        assert_eq!(answers_of(paper), [None, None]);
    }
}
