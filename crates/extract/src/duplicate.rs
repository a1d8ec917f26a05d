//! The same clause twice in one document: one draft at its final place, the others are mentions.

use std::collections::{BTreeMap, BTreeSet};

use minuted_model::{Document, Draft, Kind, Outcome, Read};

use crate::bag::{ALIKE, Bag};

/// Clauses of fewer words than this are not compared across sections: "That the report be noted" is said of many reports.
const DISTINCT_WORDS: usize = 8;

/// The shape of clauses that were only put: the resolution may turn their verb.
pub(crate) const MOTION: &str = "motion";

/// The shape of rows of a tracker, which never repeat each other.
const ROW: &str = "table_row";

/// Folds repeats, in text order. A clause repeats an earlier one when their words agree but for the verb's form.
pub(crate) fn fold(document: &Document, drafts: Vec<Draft>) -> Vec<Draft> {
    let (mut rows, drafts): (Vec<Draft>, Vec<Draft>) =
        drafts.into_iter().partition(|draft| draft.shape == ROW);
    let mut kept = Kept::default();
    for draft in drafts {
        let bag = Bag::of(&document.join(&draft.text).text);
        let draft = match kept.take_twin(&bag, &draft) {
            Some(earlier) => merge(earlier, draft),
            None => draft,
        };
        kept.keep(bag, draft);
    }
    rows.extend(kept.drafts.into_values().map(|(_, draft)| draft));
    rows.sort_by_key(|draft| draft.text.first().copied());
    rows
}

/// By what a draft is found: a word, and, for those of one section alone, where its heading stands.
type Key = (u64, Option<Option<usize>>);

/// The drafts kept so far, and by which of their words they are found.
#[derive(Default)]
struct Kept {
    drafts: BTreeMap<usize, (Bag, Draft)>,
    /// Numbers of drafts; some are gone.
    by_word: BTreeSet<(Key, usize)>,
    next: usize,
}

impl Kept {
    fn keep(&mut self, bag: Bag, draft: Draft) {
        // What a clause of few words repeats has few words too.
        let short = (bag.len() < 2 * DISTINCT_WORDS).then(|| Some(heading(&draft)));
        for section in [None].into_iter().chain(short) {
            self.by_word.extend(bag.telling().iter().map(|&word| ((word, section), self.next)));
        }
        self.drafts.insert(self.next, (bag, draft));
        self.next += 1;
    }

    /// The first draft that `later` repeats, taken out.
    fn take_twin(&mut self, bag: &Bag, later: &Draft) -> Option<Draft> {
        let section = (bag.len() < DISTINCT_WORDS).then(|| heading(later));
        let is_twin = |at: &usize| {
            let kept = self.drafts.get(at);
            kept.is_some_and(|(known, earlier)| is_same(known, bag, earlier, later))
        };
        let first_with = |&word: &u64| {
            let key = (word, section);
            let with = self.by_word.range((key, 0)..=(key, usize::MAX));
            with.map(|(_, at)| *at).find(is_twin)
        };
        let first = bag.telling().iter().filter_map(first_with).min()?;
        self.drafts.remove(&first).map(|(_, draft)| draft)
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

fn is_same(known: &Bag, words: &Bag, earlier: &Draft, later: &Draft) -> bool {
    let long = words.len() >= DISTINCT_WORDS || earlier.section == later.section;
    let agreed = later.outcome == Outcome::Carried || earlier.outcome == later.outcome;
    let sort = earlier.kind == later.kind || earlier.kind == Kind::Recommendation;
    let enough = if earlier.shape == MOTION { ALIKE } else { 0.92 };
    long && agreed && sort && words.alike(known) >= enough
}
