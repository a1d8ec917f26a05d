//! What sort of paper a document is: what its top says, how it tells a meeting, and by which words it decides.

use std::sync::LazyLock;

use minuted_model::{Block, Document};
use regex::Regex;

use crate::raw::{DocumentKind, Gives};
use crate::rule::{Rule, Surroundings};
use crate::rules::RuleSet;
use crate::scan::{Scan, Words};

/// How many blocks from the top may say what sort of paper it is.
const TOP: usize = 60;

/// How many blocks from the top may name the body whose minutes they are.
const MASTHEAD: usize = 6;

/// The first line from the top that says what the paper is decides, but for the page of an item that names the report it took
/// ("Report by the Chief Executive", and below it "Minutes:") and for papers that go on to tell a meeting; minutes that do not
/// decide by strong openers are plain, and so is the page of an item that opens no clause at all.
pub(crate) fn document_kind(document: &Document, rules: &RuleSet, scan: &Scan<'_>) -> DocumentKind {
    let title = document.title.as_deref().map(Words::from).into_iter();
    let top = document.blocks.iter().take(TOP).map(|block| scan.words(block.span));
    let place = Surroundings::default();
    let mut said = title.chain(top).filter_map(|words| {
        let kind = rules.first_rule(Gives::Document, words, &place)?.document()?;
        Some((kind, words.text().trim_end().ends_with(':')))
    });
    let kind = match said.next() {
        Some((DocumentKind::Report, _)) if said.any(|it| it == (DocumentKind::Minutes, true)) => {
            DocumentKind::Minutes
        }
        Some((DocumentKind::AgendaItem, _)) if reports(document) && !met(scan) => {
            DocumentKind::Report
        }
        Some((DocumentKind::AgendaItem | DocumentKind::PlainMinutes, _))
            if is_headed_agenda(scan) && !met(scan) =>
        {
            DocumentKind::Agenda
        }
        Some((DocumentKind::Agenda, _)) if tells_minutes(document) => DocumentKind::Minutes,
        Some((DocumentKind::Agenda | DocumentKind::Report, _)) | None if met(scan) => {
            DocumentKind::Minutes
        }
        Some((DocumentKind::Decision, _))
            if tells_decisions(scan, TITLED)
                && !has_clauses(document, rules, scan, DocumentKind::Decision) =>
        {
            DocumentKind::PlainMinutes
        }
        None if tells_decisions(scan, DECISIONS) || answers_agenda(document) => {
            DocumentKind::PlainMinutes
        }
        first => first.map_or(DocumentKind::default(), |(kind, _)| kind),
    };
    match kind {
        // The page of an item may hold whole minutes that decide by nothing but sentences.
        DocumentKind::AgendaItem
            if !has_clauses(document, rules, scan, DocumentKind::AgendaItem) =>
        {
            DocumentKind::PlainMinutes
        }
        DocumentKind::Minutes
            if is_of_plain_body(document, rules, scan)
                || !decides_by_openers(document, rules, scan) =>
        {
            DocumentKind::PlainMinutes
        }
        kind => kind,
    }
}

/// "REPORT TO THE HARBOUR COMMITTEE": the front of a paper that is put to a body.
static PUT_TO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^report (?:to|for):? (?:the )?[a-z].{2,100}(?-u:\b)(?:committee|panel|board|council|cabinet|executive|commission|forum|group|authority|members)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// The label of what became of an item, alone on its line.
static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:minutes|decisions?|resolved|agreed|resolution) ?:?$")
        .expect("a fixed pattern compiles")
});

/// How many blocks from the top are the front of a report.
const FRONT: usize = 12;

/// Whether a paper headed Agenda Item is the report that was put under it, and not the page of the item with its minutes.
fn reports(document: &Document) -> bool {
    let mut front = document.blocks.iter().take(FRONT);
    let mut content = document.content();
    front.any(|block| PUT_TO.is_match(document.slice(block.span)))
        && !content.any(|block| TOLD.is_match(document.slice(block.span).trim()))
}

/// The heading of a page that holds an agenda, and the minutes once there are any.
static HEADED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:agenda(?: and (?:draft )?minutes)?)$").expect("a fixed pattern compiles")
});

/// What was decided, anywhere in a block.
static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?-u:\b)(?:(?i:resolved)|AGREED|DECISION|NOTED)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// Whether a page is headed Agenda and nothing in it tells what became of an item: what it recommends is still to be agreed, whatever
/// the body.
fn is_headed_agenda(scan: &Scan<'_>) -> bool {
    let document = scan.document;
    let front = || document.content().take(FRONT).map(|block| document.slice(block.span).trim());
    let told = [&*TOLD, &*DECIDES, &*AGREED];
    let tells = |words: &str| told.iter().any(|pattern| pattern.is_match(words.trim()));
    scan.present.len() < 2
        && front().any(|words| HEADED.is_match(words))
        && !tells_minutes(document)
        && !document.content().any(|block| tells(document.slice(block.span)))
}

/// What only minutes tell: that those of the meeting before were approved.
static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:The |the )?(?:[a-z]+ (?:and|or) )?(?i:minutes)(?-u:\b)[^.;:]{0,80} (?:was|were) (?:\w+ )?(?:approved|agreed|confirmed|accepted|adopted|signed)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// Whether a paper that is headed Agenda, or that prints the agenda on top, goes on to tell the meeting.
fn tells_minutes(document: &Document) -> bool {
    let mut content = document.content();
    content.any(|block| APPROVED.is_match(document.slice(block.span)))
}

/// How a meeting that was held began and ended, and what it voted.
static MET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?-u:\b)(?:called (?:the )?(?:[a-z]+ ){0,3}(?:meeting )?to order|(?:meeting|council|board|session) (?:was )?(?:adjourned|closed|ended)(?: the meeting)?)(?-u:\b).{0,40}[0-9]",
        r"|^(?:draft |approved )?(?:minutes|meeting notes):?$|^\W*(?:the )?meeting (?:was )?(?:opened|started|began|commenced|finished|ended|closed|adjourned)(?-u:\b).{0,30}[0-9]",
        r"|(?-u:\b)(?:motion|vote|resolution) (?:was |were )?(?:unanimously )?(?:carried|passed|approved|defeated|failed)(?-u:\b)",
        r"|(?-u:\b)(?:approved|carried|accepted|agreed|passed|rejected) unanimously|unanimously (?:approved|carried|accepted|agreed|passed)(?-u:\b)|approved by unanimous"
    ))
    .expect("a fixed pattern compiles")
});

/// Most pages and bytes of a paper that may tell a meeting without saying that it does: a pack of papers holds earlier minutes.
const PACK: (u32, usize) = (12, 100_000);

fn is_pack(document: &Document) -> bool {
    document.pages > PACK.0 || document.text.len() > PACK.1
}

/// What a meeting that was held agreed.
static AGREED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)(?:it was|we|all|members|participants|attendees|board|committee|council|group|trustees) (?:also |unanimously |all )?(?:agreed|decided|resolved) (?:that|to)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// Whether a paper that does not say that it is minutes tells how a meeting went, and lists who was there or tells what they agreed.
fn met(scan: &Scan<'_>) -> bool {
    let document = scan.document;
    let content = document.content();
    let tells =
        |pattern: &Regex| content.clone().any(|block| pattern.is_match(document.slice(block.span)));
    let votes = || content.clone().filter(|block| VOTED.is_match(document.slice(block.span)));
    let voted = || votes().take(VOTES).count() == VOTES;
    !is_pack(document) && tells(&MET) && (scan.present.len() >= 2 || tells(&AGREED) || voted())
}

/// How a block begins that tells what a body decided: "Cabinet approved ..", "Having heard the Clerk, the Board has agreed ..".
static DECIDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:(?:Having|After|Following|On|At) [^.;:]{3,120}, )?(?:The |the )?(?:[A-Z][\w’'-]* ){0,3}",
        r"(?i:cabinet|council|board|committee|commission|assembly|executive|trustees|directors|governors|commissioners)",
        r"(?: (?:has|have|also|further|unanimously|formally|then|today)){0,2} ",
        r"(?:approved|agreed|decided|resolved|adopted|accepted|endorsed|ratified|noted|authori[sz]ed|granted|confirmed|rejected|deferred|directed|appointed|sanctioned|mandated|gave (?:its |formal )?(?:approval|consent)|took (?:the|a) decision)(?-u:\b)"
    ))
    .expect("a fixed pattern compiles")
});

/// How many blocks that begin so say that a paper tells what was decided, how many of one headed Decisions, and of how many blocks one is such at least.
const DECISIONS: usize = 3;
const TITLED: usize = 2;
const OF_BLOCKS: usize = 8;

/// Whether a paper that does not say what it is tells decisions, block by block: what a cabinet gives to the press.
fn tells_decisions(scan: &Scan<'_>, wanted: usize) -> bool {
    let document = scan.document;
    if is_pack(document) {
        return false;
    }
    let content = document.content();
    let decided =
        content.clone().filter(|block| DECIDED.is_match(document.slice(block.span))).count();
    decided >= wanted && content.count() <= decided * OF_BLOCKS
}

/// An item of an agenda with what was decided of it behind a dash: "4. Decide on the fee - We decided to keep it".
static ANSWERED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[A-Z][^.:;]{3,120} [-–—] (?i:we |it was |all )?(?i:agreed|decided|resolved)(?-u:\b)",
    )
    .expect("a fixed pattern compiles")
});

/// How many items of an agenda that are answered so make it the notes of a meeting.
const ANSWERS: usize = 3;

/// Whether a paper that does not say what it is prints an agenda with its answers.
fn answers_agenda(document: &Document) -> bool {
    let items = document.content().filter(|block| block.marker.is_some());
    let answered = items.filter(|block| ANSWERED.is_match(document.slice(block.span)));
    answered.take(ANSWERS).count() == ANSWERS
}

/// How many motions that were seconded and voted on say that a meeting was held.
const VOTES: usize = 3;

/// A motion that was seconded, and what became of it.
static VOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?-u:\b)second(?:ed|s)?(?-u:\b)(?s:.{0,200}?)(?-u:\b)(?:carried|passed|failed|defeated|all in favou?r|all (?:voted|agreed)|approved|unanimous(?:ly)?)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// "Minutes November 2022" above "Minutes of the meeting of Mill Parish Council": the body is told below the title.
fn is_of_plain_body(document: &Document, rules: &RuleSet, scan: &Scan<'_>) -> bool {
    let place = Surroundings::default();
    let says = |block: &Block| {
        let rule = rules.first_rule(Gives::Document, scan.words(block.span), &place);
        rule.and_then(Rule::document) == Some(DocumentKind::PlainMinutes)
    };
    document.blocks.iter().take(MASTHEAD).any(says)
}

/// Whether a paper decides by openers such as RESOLVED; in a long one a single one may be a slip of its clerk,
/// and where more motions are told in sentences, each with its vote, the openers only print the resolutions that were read out.
fn decides_by_openers(document: &Document, rules: &RuleSet, scan: &Scan<'_>) -> bool {
    let place = Surroundings { document: DocumentKind::Minutes, ..Surroundings::default() };
    let content = || document.content();
    let strong = |block: &Block| {
        let words = scan.words(block.span);
        let may = rules.for_text(Gives::Opener, words).any(|rule| rule.raw.strong);
        let opener = || rules.first_rule(Gives::Opener, words, &place);
        may && opener().is_some_and(|rule| rule.raw.strong)
    };
    let put = |words: &str| words.contains("econd") && PUT.is_match(words);
    let told = content().filter(|block| put(document.slice(block.span))).count();
    let least = if content().nth(LONG).is_some() { 2 } else { 1 };
    let wanted = if told >= VOTES { told + 1 } else { least };
    content().filter(|block| strong(block)).take(wanted).count() == wanted
}

/// A motion told in a sentence with what became of it: who made it, that it was seconded, that it was carried.
static PUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[^:]{0,200}?(?-u:\b)(?:made (?:a|the) motion|moved|motion (?:was )?(?:made )?by)(?-u:\b)(?s:.{0,400}?)(?-u:\b)[Ss]econd(?:ed|s)?(?-u:\b)(?s:.{0,160}?)(?-u:\b)(?i:carried|passed|failed|defeated|all in favou?r|all (?:voted|agreed)|unanimous(?:ly)?)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// From so many blocks on minutes have more than one opener if they decide by openers.
const LONG: usize = 30;

/// Whether the page of an item, or another paper, opens any clause, or has one whose opener was lost.
fn has_clauses(document: &Document, rules: &RuleSet, scan: &Scan<'_>, kind: DocumentKind) -> bool {
    let place = Surroundings { document: kind, ..Surroundings::default() };
    let sorts = [Gives::Opener, Gives::Section, Gives::Bare];
    let content = document.content();
    content
        .map(|block| scan.words(block.span))
        .any(|words| sorts.into_iter().any(|sort| rules.first_rule(sort, words, &place).is_some()))
}
