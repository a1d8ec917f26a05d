//! Replacement: a clause that says it takes the place of an earlier one, and which one that is.

use std::sync::LazyLock;

use minuted_model::{Date, Record};
use regex::Regex;

use crate::date::{dates, day_number};
use crate::item::{Archive, Item, Part};
use crate::refer::Register;
use crate::score::{Score, overlap};
use crate::words::shared;

/// Words that say so.
static CUE: LazyLock<Regex> = LazyLock::new(|| {
    let act = "(?:resolution|recommendation|decision|minute|action)s?";
    let pattern = format!(
        r"(?i)\b(?:supersed\w+|rescind\w*|revok\w+|(?:replac\w+|in (?:place|substitution) (?:of|for)|instead of) (?:\w+ ){{0,3}}{act}|{act}(?: \S+){{0,10}} (?:be|is|are|was|were) replaced)\b"
    );
    Regex::new(&pattern).expect("a fixed pattern compiles")
});

/// Days for which a replacement may look back.
const LOOK_BACK: i32 = 10 * 366;

/// Words in common, as a share of the replaced clause's weight, where the date is named and where it is not.
const WITH_DATE: f64 = 0.2;
const WITHOUT_DATE: f64 = 0.45;

/// What a clause says that it replaces.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    /// The words that say so.
    cue: String,
    /// The days it names.
    named: Vec<Date>,
}

impl Claim {
    /// Reads a clause and its notes; `None` where it replaces nothing.
    pub(crate) fn of(record: &Record) -> Option<Self> {
        let said = format!("{} {}", record.full_text, record.notes.join(" "));
        let cue = CUE.find(&said)?.as_str().to_lowercase();
        Some(Self { cue, named: dates(&said) })
    }
}

/// The earlier record that `item` says it replaces.
pub(crate) fn replaced(
    archive: &Archive,
    register: &Register,
    item: &Item,
    candidates: &[usize],
) -> Option<(usize, Score)> {
    let Claim { cue, named } = item.claim.as_deref()?;
    let (council, date) = (item.council?, item.date?);
    let mut places: Vec<usize> = candidates.to_vec();
    if !named.is_empty() {
        let reports = register.between(council, day_number(date) - LOOK_BACK, date);
        let on_that_day = reports.iter().filter(|report| named.contains(&report.date));
        places = on_that_day.flat_map(|report| report.recommendations.iter().copied()).collect();
    }
    let least = if named.is_empty() { WITHOUT_DATE } else { WITH_DATE };
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for at in places {
        let Some(other) = archive.items.get(at).filter(|other| other.document != item.document)
        else {
            continue;
        };
        let fits = matches!(other.part, Part::Stated | Part::Drafted) && other.date < item.date;
        let share = held(archive, other, item);
        if fits && share >= least && overlap(archive, &other.words, &item.words) > 0.0 {
            found.push((share, other.rank, at));
        }
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let (share, _, at) = found.pop()?;
    let mut reasons = vec![format!("says `{cue}`")];
    if !named.is_empty() {
        reasons.push("names the day".to_owned());
    }
    reasons.push(format!("holds {:.0}% of its words", share * 100.0));
    let value = 1.0 - (1.0 - share) * if named.is_empty() { 0.6 } else { 0.3 };
    Some((at, Score { value: (value * 1000.0).round() / 1000.0, reasons }))
}

/// How much of the earlier clause's weight the later one holds.
fn held(archive: &Archive, earlier: &Item, later: &Item) -> f64 {
    let weigh = |words: &[u32]| -> f64 { words.iter().map(|word| archive.weight(*word)).sum() };
    let both: Vec<u32> = shared(&earlier.words, &later.words).collect();
    let all = weigh(&earlier.words);
    if all > 0.0 { weigh(&both) / all } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacements_say_so() {
        for (text, is) in [
            ("That this supersedes the recommendation of 12 May 2020", true),
            ("That the resolution of 3 June 2019 be rescinded", true),
            ("That, in place of the recommendation of 1 May 2019, fees rise", true),
            ("That the recommendation of 4 May on oak windows be replaced", true),
            ("That the windows be replaced by oak", false),
            ("That the old boiler be replaced", false),
            ("That replacement trees be planted", false),
        ] {
            assert_eq!(CUE.is_match(text), is, "{text}");
        }
    }
}
