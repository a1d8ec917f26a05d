//! A group still open in the walk, and what belongs to it: the next item, a paragraph, a quotation, a schedule.

use minuted_model::{BlockKind, FieldName, Kind, Span};

use crate::clause::{Group, is_stem};
use crate::label::{Label, Numerals};
use crate::list::Entry;
use crate::raw::Gives;
use crate::reading::{Reading, Unit};
use crate::rule::{Hit, Rule};
use crate::rules::RuleSet;

/// A group still open.
#[derive(Debug)]
pub(crate) struct Opened<'a> {
    pub(crate) group: Group,
    /// Index of the unit it was opened in.
    pub(crate) start: usize,
    /// The opener's own marker and level: its siblings do not belong to it.
    pub(crate) marker: Option<Vec<Label>>,
    /// Level of the heading that opened it.
    pub(crate) heading: Option<u8>,
    /// Whether a block after the opener's own was taken.
    pub(crate) taken: bool,
    /// The section rule that opened it: under a section a paragraph must look like a clause.
    pub(crate) section: Option<&'a Rule>,
    /// Whether a line that only names the movers opened it.
    pub(crate) movers_only: bool,
    /// Up to which unit its last entry quotes.
    pub(crate) quoting: usize,
    /// Up to which unit the lines before its vote stand, once looked for.
    pub(crate) voting: Option<usize>,
    /// Whether a statement that was passed over leads in to a list of its own.
    pub(crate) told: bool,
    /// Whether a bare "RESOLVED" behind other sentences opened it: it closes what stands before it, unless a clause follows.
    pub(crate) closing: bool,
}

/// The unit after the quotation that begins with the unit `index`, where the open group's last entry leads in to it.
pub(crate) fn quote_end(reading: &Reading<'_>, opened: &Opened<'_>, index: usize) -> Option<usize> {
    let words = |unit: &Unit<'_>| reading.document.slice(unit.block.outer());
    let last = opened.group.entries.last().filter(|entry| entry.label.is_some())?;
    let opens = words(reading.units.get(index)?).starts_with(['“', '"']);
    let within = reading.units.iter().enumerate().skip(index).take(QUOTED_BLOCKS);
    let closes = |text: &str| text.trim_end_matches(['.', ';', ',', ' ']).ends_with(['”', '"']);
    let end = within.clone().find(|(_, unit)| closes(words(unit))).map(|(at, _)| at + 1);
    end.filter(|_| opens && leads_in(&reading.document.words(&last.text)))
}

/// The unit that carries on the list of the open group's last entry, where that leads in to lines without labels or a table.
pub(crate) fn schedule_end(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    index: usize,
) -> Option<usize> {
    let labelled = |unit: &Unit<'_>| unit.block.marker.is_some();
    let last = opened.group.entries.last().filter(|entry| !entry.quoted)?;
    let label = reading.label(last.label?);
    let first = reading.units.get(index)?;
    let leads_in = leads_in(&reading.document.words(&last.text));
    if !leads_in || labelled(first) {
        return None;
    }
    if let Some(cell) = first.block.cell {
        let rows = reading.units.iter().enumerate().skip(index);
        let of_table = |unit: &Unit<'_>| unit.block.cell.is_some_and(|it| it.table == cell.table);
        let (end, next) = rows.clone().find(|(_, unit)| !of_table(unit))?;
        let next = reading.label(next.block.marker.filter(|_| next.block.cell.is_none())?);
        let carries_on = next.iter().any(|next| label.iter().any(|last| next.follows(last, false)));
        return carries_on.then_some(end);
    }
    let within = reading.units.iter().enumerate().skip(index).take(SCHEDULE_LINES);
    let short = |unit: &Unit<'_>| unit.words.split_whitespace().count() <= SCHEDULE_WORDS;
    let mut after = within.skip_while(|(_, unit)| !labelled(unit) && short(unit));
    let (end, next) = after.next().filter(|(_, unit)| labelled(unit))?;
    let next = reading.label(next.block.marker?);
    let carries_on = next.iter().any(|next| label.iter().any(|last| next.follows(last, false)));
    carries_on.then_some(end)
}

/// The next item of a numbered list of recommendations behind the paragraphs that explain the last one; `None` where a heading
/// comes before it, or none follows soon.
pub(crate) fn explained_end(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    index: usize,
) -> Option<usize> {
    let asks = opened.section.is_some() && opened.group.kind == Kind::Recommendation;
    let last = opened.group.entries.iter().rev().filter(|_| asks).find_map(|entry| entry.label)?;
    let counts = |label: &Label| matches!(label.numerals, Numerals::Arabic | Numerals::Dotted);
    let label: Vec<Label> = reading.label(last).into_iter().filter(counts).collect();
    let plain =
        |unit: &Unit<'_>| unit.block.marker.is_none() && unit.block.kind == BlockKind::Paragraph;
    let mut within = reading.units.iter().enumerate().skip(index).take(EXPLAINED + 1);
    let (end, next) = within.find(|(_, unit)| !plain(unit))?;
    let marker = next.block.marker.filter(|_| end > index && next.block.cell.is_none())?;
    let next = reading.label(marker);
    next.iter().any(|next| label.iter().any(|last| next.follows(last, false))).then_some(end)
}

/// How many paragraphs may explain a recommendation.
const EXPLAINED: usize = 4;

/// The unit after the one that ends with the vote on the motion of that number, looked for from the unit `index` on; 0 where
/// the next motion, or a heading, comes before it.
fn vote_end(reading: &Reading<'_>, number: Span, index: usize) -> usize {
    let number = reading.document.slice(number);
    let series = number.trim_end_matches(|c: char| c.is_ascii_digit());
    let within = reading.units.iter().enumerate().skip(index).take(VOTE_LINES);
    let own = |unit: &Unit<'_>| {
        unit.block.kind != BlockKind::Heading
            && !unit.words.starts_with(series)
            && !unit.words.starts_with(WHEREAS)
    };
    let mut own = within.take_while(|(_, unit)| own(unit));
    let voted = own.find(|(_, unit)| ends_in_vote(unit.words.text()));
    voted.filter(|_| !series.is_empty()).map_or(0, |(at, _)| at + 1)
}

/// How a recital begins.
const WHEREAS: &str = "WHEREAS";

/// How many lines a motion has before its vote.
const VOTE_LINES: usize = 24;

/// Whether words end by telling how the vote on a motion went: "Carried."
fn ends_in_vote(words: &str) -> bool {
    let last = words.trim_end().trim_end_matches('.').rsplit(' ').next().unwrap_or("");
    ["carried", "defeated", "lost"].iter().any(|vote| last.eq_ignore_ascii_case(vote))
}

/// How many words the title of an item has at most.
const TITLE_WORDS: usize = 8;

/// How many lines a schedule inside a list may have, and how many words each.
const SCHEDULE_LINES: usize = 20;
const SCHEDULE_WORDS: usize = 16;

/// How many blocks a quotation may have.
const QUOTED_BLOCKS: usize = 20;

/// Whether a hit is nothing but the movers of a motion whose words stand elsewhere.
pub(crate) fn tells_movers_only(rule: &Rule, hit: &Hit, words: &str) -> bool {
    let leads_in = words.get(hit.whole.clone()).is_some_and(|hit| hit.trim_end().ends_with(':'));
    let moves = rule.raw.moves && rule.gives() == Gives::Opener;
    moves && hit.text.is_empty() && (hit.whole.start == 0 || !leads_in)
}

/// Whether a moved group has no words of its own but "that", or a stem.
pub(crate) fn is_put_only(reading: &Reading<'_>, rules: &RuleSet, group: &Group) -> bool {
    let words = reading.document.words(&group.lead);
    words.split_whitespace().count() <= 1 || is_stem(reading.scan, rules, &group.lead)
}

/// Whether an item stands in the open group's list, and not beside its opener.
pub(crate) fn item_belongs(
    reading: &Reading<'_>,
    rules: &RuleSet,
    opened: &Opened<'_>,
    index: usize,
) -> bool {
    let Some(unit) = reading.units.get(index) else { return false };
    let readings = reading.marker(unit);
    let beside = opened.marker.as_ref().is_some_and(|own| follows_any(&readings, own));
    if opened.group.entries.is_empty() {
        let opens = readings.is_empty()
            || readings.iter().any(Label::is_first)
            || opened.group.lead.is_empty()
            || is_stem(reading.scan, rules, &opened.group.lead);
        // "9.1" below an unfinished line is the next paragraph of the minutes, unless the line leads in to it.
        let dotted = readings.iter().any(|label| label.numerals == Numerals::Dotted);
        let lead = reading.document.words(&opened.group.lead);
        let opens = opens && (!dotted || lead.is_empty() || leads_in(&lead));
        // "6. Trees" below a bare AGREED is the title of the next item.
        let bare = opened.group.lead.is_empty() && opened.section.is_none();
        let titled = bare && !readings.iter().any(Label::is_first) && is_title(unit);
        let opens = opens && !beside && !titled;
        return opens && (opened.group.lead.is_empty() || leads_on(reading, opened));
    }
    let listed = opened.group.entries.iter().filter_map(|entry| entry.label);
    let continues = listed.clone().any(|label| follows_any(&readings, &reading.label(label)));
    let restarts = opened.section.is_none() && begins_again(reading, opened, unit, &readings);
    // A clause without an opener may be a remark; the list after it is its own only where it leads in to it.
    let nests = opened.group.shape != BARE || last_leads_in(reading, opened);
    // "1. Background" behind a finished clause is the title of the next part of the paper.
    let titled = is_title(unit) && last_is_finished(reading, opened);
    let first = readings.iter().any(Label::is_first) && !titled;
    let belongs = continues || nests && first && !beside;
    if opened.section.is_some()
        && (heads_next(reading, rules, index) || shouts(reading, opened, unit))
    {
        return false;
    }
    let listed = opened.group.entries.iter().any(|entry| entry.label.is_some());
    let over = listed || last_is_finished(reading, opened);
    let is_next_title = over && !belongs && is_title(unit);
    belongs && !restarts || opened.heading.is_some() && !is_next_title
}

/// "5. Play Parks" in a paper without headings: a numbered line of a few words and no stop is the title of what comes next.
fn is_title(unit: &Unit<'_>) -> bool {
    let words = unit.words.text().trim();
    unit.block.marker.is_some()
        && words.split_whitespace().count() <= TITLE_WORDS
        && words.starts_with(char::is_uppercase)
        && !words.ends_with(['.', ';', ':', ',', ')'])
        && !words.split_whitespace().any(|word| ["be", "to", "is", "that", "and;"].contains(&word))
}

/// "3. REPAIR OF THE SUPPLY LINE" behind "2. The Board resolved to ..": the title of the next item of the agenda.
fn shouts(reading: &Reading<'_>, opened: &Opened<'_>, unit: &Unit<'_>) -> bool {
    let small = |words: &str| words.contains(char::is_lowercase);
    let told = |entry: &Entry| small(&reading.document.words(&entry.text));
    let words = unit.words.text();
    let letters = words.chars().filter(|c| c.is_alphabetic()).take(LETTERS_OF_TITLE).count();
    letters == LETTERS_OF_TITLE && !small(words) && opened.group.entries.iter().all(told)
}

/// Fewer letters in capitals are no title: "NOTED".
const LETTERS_OF_TITLE: usize = 8;

/// Whether an item is the title of the next item of the agenda: short, without a stop, and a label such as "Decision:" below it.
fn heads_next(reading: &Reading<'_>, rules: &RuleSet, index: usize) -> bool {
    let Some(unit) = reading.units.get(index) else { return false };
    let words = unit.words.trim_end();
    let short = words.split_whitespace().count() <= 12 && words.ends_with(char::is_alphanumeric);
    let labels = |next: &Unit<'_>| {
        let place = reading.around(index + 1);
        let sorts = [Gives::Boundary, Gives::Section];
        sorts.into_iter().any(|sort| rules.hits(sort, next.words, &place))
    };
    short && reading.units.get(index + 1).is_some_and(labels)
}

/// Whether "1." after a list that ended with "4." at the same indent opens another list: reasons, as a rule.
fn begins_again(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    unit: &Unit<'_>,
    readings: &[Label],
) -> bool {
    let listed = |entry: &Entry| entry.label.map(|label| reading.label(label)).unwrap_or_default();
    let outermost = opened.group.entries.first().map(listed).unwrap_or_default();
    let level = opened.group.entries.first().map_or(0, |entry| entry.level);
    let same = |label: &Label| outermost.iter().any(|first| first.is_first() && label == first);
    opened.group.entries.len() > 1
        && !last_leads_in(reading, opened)
        && unit.block.level <= level
        && readings.iter().any(|label| label.number == 1 && same(label))
}

pub(crate) fn follows_any(next: &[Label], last: &[Label]) -> bool {
    next.iter().any(|next| last.iter().any(|last| next.follows(last, true)))
}

/// Whether words lead in to what comes below them. Reasons are none of the decision's.
pub(crate) fn leads_in(words: &str) -> bool {
    words.trim_end().ends_with([':', '-', '–']) && !leads_to_reasons(words)
}

/// "Councillor Ash moved and Councillor Elm seconded the following motion.": the motion stands below.
pub(crate) fn announces(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches('.').to_lowercase();
    ["the following motion", "the following amendment"].iter().any(|end| words.ends_with(end))
}

/// "to refuse the application for the following reasons:".
fn leads_to_reasons(words: &str) -> bool {
    let words = words.trim_end().trim_end_matches([':', '-', '–', ' ']);
    words.ends_with("following reasons") || words.ends_with("following reason")
}

/// Whether the last entry of the open group leads in to what comes below it.
fn last_leads_in(reading: &Reading<'_>, opened: &Opened<'_>) -> bool {
    let last = opened.group.entries.last();
    last.is_some_and(|last| leads_in(&reading.document.words(&last.text)))
}

/// Whether the last entry of the open group ends as a sentence does.
fn last_is_finished(reading: &Reading<'_>, opened: &Opened<'_>) -> bool {
    let last = opened.group.entries.last();
    last.is_some_and(|last| reading.document.words(&last.text).trim_end().ends_with('.'))
}

/// Whether the lead is unfinished: a colon, a dash, "that", or no stop at all.
fn leads_on(reading: &Reading<'_>, opened: &Opened<'_>) -> bool {
    let lead = reading.document.words(&opened.group.lead);
    let lead = lead.trim_end();
    announces_list(lead)
        || !lead.ends_with(['.', '!', '?', ')', '”', '"'])
            && !leads_to_reasons(lead)
            && !is_voted(lead)
}

/// "to accept the plan with these listed conditions.": a stop that stands for a colon.
fn announces_list(lead: &str) -> bool {
    const LISTED: [&str; 5] = ["conditions.", "amendments.", "changes.", "terms.", "provisos."];
    let mut words = lead.rsplit(' ');
    let listed = words.next().is_some_and(|last| LISTED.contains(&last));
    listed && words.take(2).any(|word| ["these", "following"].contains(&word))
}

/// "to approve the accounts Agreed unanimously": the vote that stands behind a clause says that it is whole.
fn is_voted(words: &str) -> bool {
    const VOTES: [&str; 6] = [
        " Agreed unanimously",
        " Unanimously agreed",
        " Carried unanimously",
        " All in favour",
        " All agreed",
        " Carried",
    ];
    VOTES.iter().any(|vote| words.ends_with(vote))
}

/// Whether the lead-in ends with the "to" of the verbs below it: "That the Committee resolves to:".
pub(crate) fn leads_to_verbs(reading: &Reading<'_>, opened: &Opened<'_>) -> bool {
    let lead = reading.document.words(&opened.group.lead);
    lead.trim_end_matches([':', '-', '–', ' ']).ends_with(" to")
}

/// The shape of clauses whose opener was lost.
pub(crate) const BARE: &str = "bare";

/// Where a paragraph without marker stands in the open group.
pub(crate) enum Place {
    /// It is the clause or lead-in itself.
    Lead,
    /// It carries on the sentence before.
    Continues,
    /// It is a clause beside the one before.
    Beside,
    /// It is an unlabelled item under the lead-in.
    Under,
    /// It is none of the group's.
    Outside,
}

/// Where the paragraph `next` stands.
pub(crate) fn paragraph_place(
    reading: &Reading<'_>,
    opened: &Opened<'_>,
    next: &str,
    is_clause: bool,
) -> Place {
    let group = &opened.group;
    if group.is_empty() {
        return Place::Lead;
    }
    let last = group.entries.last().map_or(&group.lead, |entry| &entry.text);
    let words = reading.document.words(last);
    let words = words.trim_end();
    let unlabelled = group.entries.iter().all(|entry| entry.label.is_none());
    if group.entries.is_empty() && leads_in(words) {
        return Place::Under;
    }
    if is_clause {
        return if group.entries.is_empty() { Place::Beside } else { Place::Under };
    }
    if unlabelled && [";", "; and", "; or"].iter().any(|end| words.ends_with(end)) {
        return if group.entries.is_empty() { Place::Beside } else { Place::Under };
    }
    if unlabelled && group.entries.is_empty() && announces_sums(words) && is_sum(next) {
        return Place::Under;
    }
    if unlabelled && (is_sum(words) && is_sum(next) || begins_sums(group, words) && names_sum(next))
    {
        return Place::Under;
    }
    let unfinished =
        words.ends_with([',', '-', '–']) || UNFINISHED.iter().any(|end| words.ends_with(end));
    let carried_on = words.ends_with(';') && !next.starts_with(char::is_uppercase)
        || words.ends_with(|c: char| c.is_alphanumeric() || c == ':' && !group.entries.is_empty())
            && next.starts_with(char::is_lowercase);
    if unfinished || carried_on { Place::Continues } else { Place::Outside }
}

/// A line of a schedule of payments: "Inspection of the play area £ 54.00", "Clerk, April £240 (cheque 301)".
pub(crate) fn is_sum(line: &str) -> bool {
    // A line may hold several payments.
    let closed = line.ends_with(|c: char| c.is_ascii_digit());
    (closed || is_short(line)) && states_sum(line, &['£', '€', '$'])
}

/// "to approve the following cheques.", "that the following be paid. Agreed unanimously.": a schedule of sums stands below.
pub(crate) fn announces_sums(words: &str) -> bool {
    const PAID: [&str; 9] =
        ["cheque", "payment", "invoice", "account", "bill", "grant", "paid", "sum", "donation"];
    let names = |clause: &str| {
        clause.split_whitespace().any(|word| PAID.iter().any(|it| word.starts_with(it)))
    };
    // "that the payments below be made", "that grants be made as follows:"
    let last =
        words.rsplit(". ").next().unwrap_or(words).trim_end_matches([':', '-', '–', ' ', '.']);
    let below = last.ends_with("as follows") || last.contains("payments below");
    let Some((_, announced)) = words.rsplit_once("the following") else {
        return below && names(last) && last.len() <= ANNOUNCED;
    };
    let (clause, behind) = announced.split_once('.').unwrap_or((announced, ""));
    let told = behind.trim();
    names(clause)
        && clause.len() <= ANNOUNCED
        && (told.is_empty() || is_voted(&format!(" {}", told.trim_end_matches('.'))))
}

/// What is announced is named within so many bytes.
const ANNOUNCED: usize = 60;

/// Whether a line has no more words than one of a schedule.
fn is_short(line: &str) -> bool {
    line.split_whitespace().nth(SCHEDULE_WORDS).is_none()
}

/// Whether a number stands behind one of these signs.
fn states_sum(line: &str, signs: &[char]) -> bool {
    let digit = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    line.split(signs).skip(1).any(digit)
}

/// "to pay :- Mill hire £40 - meetings": a lead-in with the first line of the schedule that it leads in to, or a line below it.
fn begins_sums(group: &Group, words: &str) -> bool {
    let listed = !group.entries.is_empty();
    let behind = words.rsplit_once(":- ").or_else(|| words.rsplit_once(": ")).map(|(_, sum)| sum);
    !group.lead.is_empty() && if listed { names_sum(words) } else { behind.is_some_and(names_sum) }
}

/// A short line with a sum and no stop: "Mill hire £40 - meetings", "Clerk’s expenses £45.99 (paper)".
fn names_sum(line: &str) -> bool {
    states_sum(line, &['£']) && is_short(line) && !line.ends_with('.') && !line.contains(". ")
}

/// Words no sentence ends with.
const UNFINISHED: [&str; 15] = [
    " and",
    " or",
    " that",
    " the",
    " of",
    " to",
    " for",
    " in",
    " by",
    " with",
    " Councillor",
    " Cllr",
    " Cllr.",
    " Mr",
    " Mrs",
];

impl Opened<'_> {
    /// A group opened in the unit `start`, under no heading and after no marker.
    pub(crate) fn new(group: Group, start: usize) -> Self {
        Self {
            group,
            start,
            marker: None,
            heading: None,
            taken: false,
            section: None,
            movers_only: false,
            quoting: 0,
            voting: None,
            told: false,
            closing: false,
        }
    }

    /// Whether all that stands in it is "Moved by A, seconded by B": narrative may follow as well as the motion.
    pub(crate) fn is_line_of_movers(&self) -> bool {
        self.movers_only && self.group.is_empty()
    }

    /// Whether "Proposed by A" after it tells who moved it: it has words, and neither movers nor vote yet; or "Seconded by B"
    /// who seconded what A proposed.
    pub(crate) fn lacks(&self, hit: &Hit) -> bool {
        let told = |name: FieldName| self.group.fields.iter().any(|field| field.name == name);
        let tells_seconder = hit.proposer.is_none() && !told(FieldName::Seconder);
        !self.group.is_empty()
            && !told(FieldName::Note)
            && (tells_seconder || !told(FieldName::Proposer))
    }

    /// Whether a label such as "Actions:" opened it, above tasks.
    pub(crate) fn lists_tasks(&self) -> bool {
        self.group.kind == Kind::Action
            && self.section.is_some_and(|rule| rule.raw.before.is_some())
    }

    /// Whether a line stands between a numbered motion and the vote that ends it: "Read a first, second and third time and
    /// passed. Carried.", a schedule, a sum. The number of the next motion comes behind the vote.
    pub(crate) fn awaits_vote(
        &mut self,
        reading: &Reading<'_>,
        rules: &RuleSet,
        index: usize,
    ) -> bool {
        let plain = self.group.entries.iter().all(|entry| entry.label.is_none());
        if self.group.is_empty() || self.section.is_some() || !plain {
            return false;
        }
        // "That the Council" above "1. Receives the report": a list under its stem.
        let first = || {
            let unit = reading.units.get(index);
            unit.is_some_and(|unit| reading.marker(unit).iter().any(Label::is_first))
        };
        if self.group.entries.is_empty()
            && first()
            && is_stem(reading.scan, rules, &self.group.lead)
        {
            return false;
        }
        let Some(number) = self.group.label else { return false };
        let last = self.group.entries.last().map_or(&self.group.lead, |entry| &entry.text);
        // "..; and further that" is a clause beside the one before.
        if reading.document.words(last).trim_end().ends_with([';', ',']) {
            return false;
        }
        let end = *self.voting.get_or_insert_with(|| {
            let told = self.group.fields.iter().filter(|field| field.name == FieldName::Note);
            let mut told = told.map(|note| reading.document.words(&note.read.spans));
            let voted =
                ends_in_vote(&reading.document.words(last)) || told.any(|note| ends_in_vote(&note));
            if voted { 0 } else { vote_end(reading, number, index) }
        });
        index < end
    }

    pub(crate) fn last_text(&mut self) -> &mut Vec<Span> {
        self.group.entries.last_mut().map_or(&mut self.group.lead, |entry| &mut entry.text)
    }

    /// A clause that turns out to have others beside it is the first of a list.
    pub(crate) fn lead_to_entry(&mut self) {
        if !self.group.lead.is_empty() {
            let text = std::mem::take(&mut self.group.lead);
            let told = std::mem::take(&mut self.group.told);
            self.group.entries.insert(0, Entry { told, ..Entry::new(None, text, 0) });
        }
    }
}
