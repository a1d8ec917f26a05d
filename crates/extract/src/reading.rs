//! A document as the walk reads it: its content blocks in order, each with the headings above it, and what sort of paper it is.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::LazyLock;

use minuted_model::{Block, BlockKind, Document, Field, MarkKind, Span};
use regex::Regex;

use crate::label::Label;
use crate::margin;
use crate::minute_number;
use crate::raw::{DocumentKind, Gives};
use crate::rule::{Rule, Surroundings};
use crate::rules::RuleSet;
use crate::scan::{Scan, Words};
use crate::sentence::sentences;

/// How many blocks from the top may say what sort of paper it is.
const TOP: usize = 60;

/// How many blocks from the top may name the body whose minutes they are.
const MASTHEAD: usize = 6;

/// How many headings in a row are looked past.
const THEMES: usize = 4;

/// One content block.
#[derive(Clone, Debug)]
pub(crate) struct Unit<'a> {
    pub(crate) block: &'a Block,
    /// Its words without the marker.
    pub(crate) words: Words<'a>,
    /// How many bytes of the words are the number of a minute: see [`minute_number::len`].
    pub(crate) number: usize,
    above: Rc<Above>,
    sentences: OnceCell<Vec<Span>>,
}

/// The headings above a block.
#[derive(Debug, Default)]
struct Above {
    /// Outermost first, with their levels.
    headings: Vec<(u8, Span)>,
    /// Joined by ` > `.
    words: String,
    /// Those that are titles: a label such as Decision stands between the title of an item and its words, and names neither.
    titles: Vec<(u8, Span)>,
}

/// What a label says that is set as a heading in minutes: "Council resolution", "Resolution GB/2016/19", "Officer recommendation".
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:at the meeting|agenda item|items|decision details|issue - meetings|(?:(?:the )?(?:council|committee|board|officers?[’']?s?|officer[’']s|staff|panel|executive|cabinet)(?:[’']s)? )?(?:decisions?(?: (?:taken|made))?|resolutions?|resolved|agreed|recommended|recommendation|determination)(?: (?:number|no\.?|num))? ?#?:?(?: ?[A-Z0-9]{1,8}(?:[/-][A-Z0-9]{1,8})*)? ?[:–—-]*)$")
        .expect("a fixed pattern compiles")
});

impl<'a> Unit<'a> {
    fn new(block: &'a Block, words: Words<'a>, above: Rc<Above>) -> Self {
        let number = minute_number::len(words.text());
        Self { block, words, number, above, sentences: OnceCell::new() }
    }

    /// Its words, the marker among them.
    pub(crate) fn outer_words(&self, reading: &'a Reading<'a>) -> Words<'a> {
        let outer = self.block.outer();
        if outer == self.block.span { self.words } else { reading.words(outer) }
    }

    /// Whether it stands under the very titles that another does.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.above, &other.above) || self.above.titles == other.above.titles
    }

    /// Titles above it, outermost first.
    pub(crate) fn section(&self) -> Vec<Span> {
        self.above.titles.iter().map(|(_, span)| *span).collect()
    }
}

impl Above {
    /// What stands above the blocks under a heading, which may be a label and no title.
    fn under(&self, document: &Document, block: &Block, is_label: bool) -> Self {
        let below = |known: &[(u8, Span)]| -> Vec<(u8, Span)> {
            let above = known.iter().copied().filter(|(level, _)| *level < block.level);
            above.chain([(block.level, block.span)]).collect()
        };
        let titles = if is_label { self.titles.clone() } else { below(&self.titles) };
        Self::new(document, below(&self.headings), titles)
    }

    /// What stands above a heading itself: a sibling before it does not, unless it is a label, and the sibling a title.
    fn at(&self, document: &Document, block: &Block, is_label: bool) -> Self {
        let above = |known: &[(u8, Span)]| -> Vec<(u8, Span)> {
            known.iter().copied().filter(|(level, _)| *level < block.level).collect()
        };
        let titles = if is_label { self.titles.clone() } else { above(&self.titles) };
        Self::new(document, above(&self.headings), titles)
    }

    fn new(document: &Document, headings: Vec<(u8, Span)>, titles: Vec<(u8, Span)>) -> Self {
        let words: Vec<&str> = headings.iter().map(|&(_, span)| document.slice(span)).collect();
        Self { words: words.join(" > "), headings, titles }
    }
}

/// A document ready to be walked.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub(crate) document: &'a Document,
    pub(crate) kind: DocumentKind,
    /// Content blocks outside the tables in `left_out`.
    pub(crate) units: Vec<Unit<'a>>,
    pub(crate) scan: &'a Scan<'a>,
    /// Whether owners stand in the margin.
    margin: bool,
}

impl<'a> Reading<'a> {
    /// Reads the blocks; those of the tables `left_out` (trackers) and struck text are passed over.
    pub(crate) fn new(
        document: &'a Document,
        kind: DocumentKind,
        scan: &'a Scan<'a>,
        left_out: &BTreeSet<u32>,
    ) -> Self {
        let mut units: Vec<Unit<'a>> = Vec::new();
        let mut above = Rc::new(Above::default());
        let margin = margin::is_headed(document);
        let labels = matches!(
            kind,
            DocumentKind::Minutes | DocumentKind::PlainMinutes | DocumentKind::AgendaItem
        );
        let strikes = document.marks.iter().any(|mark| mark.kind == MarkKind::Struck);
        for block in &document.blocks {
            let in_tracker = block.cell.is_some_and(|cell| left_out.contains(&cell.table));
            if !block.is_content() || in_tracker || strikes && is_struck(document, block) {
                continue;
            }
            let words = scan.words(block.span);
            let heads = block.kind == BlockKind::Heading
                && !is_clause_in_capitals(words.text())
                && !DUE.is_match(words.text());
            if heads && !(margin && margin::holds_owner(block, words.text())) {
                let is_label = labels && LABEL.is_match(words.text().trim());
                let own = Rc::new(above.at(document, block, is_label));
                units.push(Unit::new(block, words, own));
                above = Rc::new(above.under(document, block, is_label));
            } else {
                units.push(Unit::new(block, words, Rc::clone(&above)));
            }
        }
        Self { document, kind, units, scan, margin }
    }

    /// The words at a span, for rules to look at.
    pub(crate) fn words(&self, span: Span) -> Words<'_> {
        self.scan.words(span)
    }

    /// The sentences of a unit.
    pub(crate) fn sentences<'u>(&self, unit: &'u Unit<'_>) -> &'u [Span] {
        unit.sentences.get_or_init(|| sentences(&self.document.text, unit.block.span))
    }

    /// The owners in the margin that a unit names, where the paper has such a margin.
    pub(crate) fn owner_in_margin(&self, unit: &Unit<'_>) -> Option<Field> {
        self.margin.then(|| margin::owner(unit)).flatten()
    }

    /// The unit that follows; below a heading the first that is no heading of a theme under it.
    fn below(&self, index: usize) -> Option<&Unit<'a>> {
        let level =
            |unit: &Unit<'_>| (unit.block.kind == BlockKind::Heading).then_some(unit.block.level);
        let above = self.units.get(index).and_then(level);
        let themes = |unit: &&Unit<'_>| above.is_some_and(|above| level(unit) > Some(above));
        let rest = self.units.get(index + 1..)?;
        rest.iter().take(THEMES).find(|unit| !themes(unit)).or(rest.first())
    }

    /// What stands around a unit.
    pub(crate) fn around(&self, index: usize) -> Surroundings<'_> {
        let before = index.checked_sub(1).and_then(|index| self.units.get(index));
        Surroundings {
            document: self.kind,
            headings: self.units.get(index).map_or("", |unit| &unit.above.words),
            before: before.map_or("", |unit| unit.words.text()),
            next: self.below(index).map_or("", |unit| unit.words.text()),
            present: Some(&self.scan.present),
        }
    }
}

impl Reading<'_> {
    /// What the label printed at `span` may be.
    pub(crate) fn label(&self, span: Span) -> Vec<Label> {
        Label::readings(self.document.slice(span))
    }

    /// What a unit's marker may be; empty where it has none.
    pub(crate) fn marker(&self, unit: &Unit<'_>) -> Vec<Label> {
        unit.block.marker.map(|marker| self.label(marker)).unwrap_or_default()
    }
}

/// "THAT THE CLERK OBTAIN QUOTES": a clause in capitals looks like a heading and is none.
pub(crate) fn is_clause_in_capitals(words: &str) -> bool {
    words.starts_with("THAT ")
}

fn is_struck(document: &Document, block: &Block) -> bool {
    document.is_wholly(block.span, MarkKind::Struck)
}

/// The first line from the top that says what the paper is decides, but for the page of an item that names the report it took
/// ("Report by the Chief Executive", and below it "Minutes:") and for papers that go on to tell a meeting; minutes without
/// strong openers are plain, and so is the page of an item that opens no clause at all.
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
        None if tells_decisions(scan, DECISIONS) => DocumentKind::PlainMinutes,
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
                || !has_strong_openers(document, rules, scan) =>
        {
            DocumentKind::PlainMinutes
        }
        kind => kind,
    }
}

/// A line that says by when what stands above it is due: no title of what follows.
static DUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?i:due(?: date)?|deadline) ?: ?[^ ]").expect("a fixed pattern compiles")
});

/// What only minutes tell: that those of the meeting before were approved.
static APPROVED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:The |the )?(?:[a-z]+ (?:and|or) )?(?i:minutes)(?-u:\b)[^.;:]{0,80} (?:was|were) (?:\w+ )?(?:approved|agreed|confirmed|accepted|adopted|signed)(?-u:\b)")
        .expect("a fixed pattern compiles")
});

/// Whether a paper that is headed Agenda, or that prints the agenda on top, goes on to tell the meeting.
fn tells_minutes(document: &Document) -> bool {
    let mut content = document.blocks.iter().filter(|block| block.is_content());
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
    let content = document.blocks.iter().filter(|block| block.is_content());
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
    let content = document.blocks.iter().filter(|block| block.is_content());
    let decided =
        content.clone().filter(|block| DECIDED.is_match(document.slice(block.span))).count();
    decided >= wanted && content.count() <= decided * OF_BLOCKS
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

/// Whether a paper decides by openers such as RESOLVED; in a long one a single one may be a slip of its clerk.
fn has_strong_openers(document: &Document, rules: &RuleSet, scan: &Scan<'_>) -> bool {
    let place = Surroundings { document: DocumentKind::Minutes, ..Surroundings::default() };
    let content = document.blocks.iter().filter(|block| block.is_content());
    let wanted = if content.clone().nth(LONG).is_some() { 2 } else { 1 };
    let strong = content.filter(|block| {
        let words = scan.words(block.span);
        let may = rules.for_text(Gives::Opener, words).any(|rule| rule.raw.strong);
        let opener = || rules.first_rule(Gives::Opener, words, &place);
        may && opener().is_some_and(|rule| rule.raw.strong)
    });
    strong.take(wanted).count() == wanted
}

/// From so many blocks on minutes have more than one opener if they decide by openers.
const LONG: usize = 30;

/// Whether the page of an item, or another paper, opens any clause, or has one whose opener was lost.
fn has_clauses(document: &Document, rules: &RuleSet, scan: &Scan<'_>, kind: DocumentKind) -> bool {
    let place = Surroundings { document: kind, ..Surroundings::default() };
    let sorts = [Gives::Opener, Gives::Section, Gives::Bare];
    let content = document.blocks.iter().filter(|block| block.is_content());
    content
        .map(|block| scan.words(block.span))
        .any(|words| sorts.into_iter().any(|sort| rules.first_rule(sort, words, &place).is_some()))
}
