//! The same clause twice in one document: one draft at its final place, the others are mentions.

use minuted_model::{Document, Draft, FieldName, Kind, Outcome, Read};

use crate::bag::{ALIKE, Bag};
use crate::minute_number;

/// Clauses of fewer words than this are not compared across sections: "That the report be noted" is said of many reports.
const DISTINCT_WORDS: usize = 8;

/// Words of a resolution that only points at what stands before it: "to pay", "not to donate".
const POINTING_WORDS: usize = 3;

/// A paper may say one thing thousands of times, each a decision of its own: a clause is compared with so many of those that
/// share a word with it, the first ones.
const COMPARED: usize = 200;

/// The shape of clauses that were only put: the resolution may turn their verb.
pub(crate) const MOTION: &str = "motion";

/// The shape of clauses that a sentence of narrative is by itself.
pub(crate) const NARRATIVE: &str = "narrative";

/// The shape of rows of a tracker, which never repeat each other.
const ROW: &str = "table_row";

/// Folds repeats, in text order. A clause repeats an earlier one when their words agree but for the verb's form, and one
/// names all that the other does.
pub(crate) fn fold(document: &Document, drafts: Vec<Draft>) -> Vec<Draft> {
    let (mut rows, drafts): (Vec<Draft>, Vec<Draft>) =
        drafts.into_iter().partition(|draft| draft.shape == ROW);
    let bags: Vec<Bag> = drafts.iter().map(|draft| Bag::of(&document.words(&draft.text))).collect();
    let items: Vec<Option<String>> = drafts.iter().map(|draft| item(document, draft)).collect();
    let points: Vec<bool> = drafts.iter().map(|draft| points(document, draft)).collect();
    let pointing = drafts.iter().zip(&points).map(|(draft, points)| points.then_some(draft));
    let parts: Vec<String> =
        pointing.map(|draft| draft.map_or(String::new(), |it| listed(document, it))).collect();
    let index = Index::of(&drafts, &bags);
    let mut kept: Vec<Option<Draft>> = Vec::with_capacity(drafts.len());
    for (draft, bag) in drafts.into_iter().zip(&bags) {
        let is_twin = |earlier: usize| {
            let known = bags.get(earlier).zip(kept.get(earlier).and_then(Option::as_ref));
            let apart = || {
                of_two_items(items.get(earlier), items.get(kept.len()))
                    || points.get(earlier) == Some(&true) && points.get(kept.len()) == Some(&true)
            };
            let lists = [parts.get(earlier), parts.get(kept.len())];
            let lists_other = match lists {
                [Some(one), Some(other)] => !one.is_empty() && !other.is_empty() && one != other,
                _ => false,
            };
            let twin = |(known, earlier): (&Bag, &Draft)| {
                !(earlier.rule == draft.rule && apart()) && is_same(known, bag, earlier, &draft)
            };
            !lists_other && known.is_some_and(twin)
        };
        let earlier = index.first_before(kept.len(), &draft, bag, is_twin);
        let earlier = earlier.and_then(|at| kept.get_mut(at)?.take());
        kept.push(Some(match earlier {
            Some(earlier) => merge(earlier, draft),
            None => draft,
        }));
    }
    rows.extend(kept.into_iter().flatten());
    rows.sort_by_key(|draft| draft.text.first().copied());
    rows
}

/// By what a draft is found: a word, and, for those of one section alone, where its heading stands.
type Key = (u64, Option<Option<usize>>);

/// By which of their words drafts are found: keys and numbers of drafts, in order.
struct Index(Vec<(Key, usize)>);

impl Index {
    fn of(drafts: &[Draft], bags: &[Bag]) -> Self {
        let mut all = Vec::new();
        for (at, (draft, bag)) in drafts.iter().zip(bags).enumerate() {
            // What a clause of few words repeats has few words too.
            let short = (bag.len() < 2 * DISTINCT_WORDS).then(|| Some(heading(draft)));
            for section in [None].into_iter().chain(short) {
                all.extend(bag.telling().iter().map(|&word| ((word, section), at)));
            }
        }
        all.sort_unstable();
        Self(all)
    }

    /// The first draft before `at`, which is `draft`, that is its twin.
    fn first_before(
        &self,
        at: usize,
        draft: &Draft,
        bag: &Bag,
        is_twin: impl Fn(usize) -> bool,
    ) -> Option<usize> {
        let section = (bag.len() < DISTINCT_WORDS).then(|| heading(draft));
        let first_with = |&word: &u64| {
            let key = (word, section);
            let from = self.0.partition_point(|known| *known < (key, 0));
            let with = self.0.get(from..)?.iter().take_while(|known| **known < (key, at));
            with.map(|(_, earlier)| *earlier).take(COMPARED).find(|earlier| is_twin(*earlier))
        };
        bag.telling().iter().filter_map(first_with).min()
    }
}

/// Where the nearest heading above a draft stands.
fn heading(draft: &Draft) -> Option<usize> {
    draft.section.last().map(|span| span.start)
}

/// The later place is the final one; what the earlier alone has is kept.
fn merge(earlier: Draft, mut later: Draft) -> Draft {
    later.mentions.extend(earlier.mentions);
    later.mentions.push(Read { rule: earlier.rule, spans: earlier.text });
    if later.label.is_none() {
        later.label = earlier.label;
        later.label_path = earlier.label_path;
    }
    later
}

fn was_resolved(draft: &Draft) -> bool {
    draft.kind == Kind::Resolution && draft.outcome == Outcome::Carried
}

/// Whether a sentence of narrative tells it.
fn is_told(draft: &Draft) -> bool {
    draft.shape == NARRATIVE
}

/// Two resolutions with movers of their own, or two sentences of one form ("The report was noted."): formulas of items
/// that were decided one after the other, not one printed twice.
fn decided_twice(earlier: &Draft, later: &Draft) -> bool {
    let moved = |draft: &Draft| {
        let movers = [FieldName::Proposer, FieldName::Seconder];
        movers.iter().all(|name| draft.fields.iter().any(|field| field.name == *name))
    };
    let decided = |draft: &Draft| was_resolved(draft) && (moved(draft) || is_told(draft));
    earlier.rule == later.rule && decided(earlier) && decided(later)
}

/// "To refer this motion to the panel", "to allocate the following:", "to pay": a decision that only its own place explains.
fn points(document: &Document, draft: &Draft) -> bool {
    if !was_resolved(draft) || draft.label.is_some() {
        return false;
    }
    let words = document.words(&draft.text);
    let infinitive = words.starts_with("to ") || words.starts_with("not to ");
    if infinitive && words.split_whitespace().count() <= POINTING_WORDS {
        return true;
    }
    ["this ", "these ", "the following"].iter().any(|word| words.contains(word))
}

/// What is listed under a decision that only points to its list: two schedules are two decisions.
fn listed(document: &Document, draft: &Draft) -> String {
    let words = draft.parts.iter().map(|part| document.words(&part.text).trim().to_lowercase());
    words.collect::<Vec<_>>().join("\n")
}

/// The words of the numbered heading that a resolution or a task stands under; a heading that sums up the
/// tasks of the others is none.
fn item(document: &Document, draft: &Draft) -> Option<String> {
    let told = was_resolved(draft) || draft.kind == Kind::Action;
    let title = *draft.section.last().filter(|_| told)?;
    let block = document.block_at(title.start)?;
    let numbered = block.marker.is_some() || minute_number::begins(document.slice(block.span));
    let words = document.slice(title).trim().to_lowercase();
    let sums_up = ["action", "summary", "tasks"].iter().any(|sum| words.contains(sum));
    (numbered && !sums_up).then_some(words)
}

/// Two clauses under numbered headings of different words: two items, however alike what was said of them.
fn of_two_items(earlier: Option<&Option<String>>, later: Option<&Option<String>>) -> bool {
    let items = earlier.and_then(Option::as_ref).zip(later.and_then(Option::as_ref));
    items.is_some_and(|(earlier, later)| earlier != later)
}

/// Two short sentences of one form ("Clerk to report to the county."): each is about what its own paragraph tells.
fn told_of_two(words: &Bag, earlier: &Draft, later: &Draft) -> bool {
    words.len() < DISTINCT_WORDS && earlier.rule == later.rule && is_told(earlier) && is_told(later)
}

/// Two resolutions by one opener: "to accept contractor A as recommended" and "to accept supplier A as recommended" are two.
fn resolved_alike(earlier: &Draft, later: &Draft) -> bool {
    earlier.rule == later.rule && was_resolved(earlier) && was_resolved(later)
}

fn is_same(known: &Bag, words: &Bag, earlier: &Draft, later: &Draft) -> bool {
    if decided_twice(earlier, later) || told_of_two(words, earlier, later) {
        return false;
    }
    let long = words.len() >= DISTINCT_WORDS || earlier.section == later.section;
    let agreed = later.outcome == Outcome::Carried || earlier.outcome == later.outcome;
    let sort = earlier.kind == later.kind || earlier.kind == Kind::Recommendation;
    let enough = match earlier.shape {
        MOTION => ALIKE,
        _ if resolved_alike(earlier, later) => 1.0,
        _ => 0.92,
    };
    long && agreed && sort && words.names_the_same(known) && words.alike(known) >= enough
}
