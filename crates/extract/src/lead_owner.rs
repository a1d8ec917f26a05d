//! Who is to do it at the head of an action: "AB – send round the plan", "Fay: ring the farm", "[AB] Write to the county". As in a
//! column of owners the name is no part of what is to be done.

use minuted_model::{Field, Span};

use crate::margin;
use crate::raw::Gives;
use crate::rule::Surroundings;
use crate::rules::RuleSet;
use crate::scan::Scan;
use crate::sentence::trim;

/// An action parted from its owner.
pub(crate) struct LeadOwner {
    /// What is to be done.
    pub(crate) task: Span,
    pub(crate) owner: Field,
    /// The number of the action, where it stands before the owner.
    pub(crate) label: Option<Span>,
}

/// The owner at the head of the action at `span`; `None` where none stands there, or nobody known.
pub(crate) fn part(scan: &Scan<'_>, rules: &RuleSet, span: Span) -> Option<LeadOwner> {
    let words = scan.words(span);
    let (rule, hit) = rules.first(Gives::Owner, words, &Surroundings::default())?;
    // Square brackets and a number before the name say that it is an owner.
    let sure = words.starts_with('[') || hit.label.is_some();
    let owner = hit.owner(rule, span).filter(|owner| sure || is_known(scan, owner))?;
    let at = |from: usize, to: usize| Span::new(span.start + from, span.start + to);
    let task = trim(&scan.document.text, at(hit.whole.end, span.len()));
    let label = hit.label.as_ref().map(|label| at(label.start, label.end));
    (hit.whole.start == 0 && !task.is_empty()).then_some(LeadOwner { task, owner, label })
}

/// Whether an owner is somebody whom the paper lists; an office, or where it lists nobody initials or a name in full.
fn is_known(scan: &Scan<'_>, owner: &Field) -> bool {
    let words = scan.document.words(&owner.read.spans);
    let (words, present) = (words.trim(), &scan.present);
    let capitals = !words.contains(char::is_lowercase);
    let office =
        || margin::names_owners(words) && (!capitals || words == "ALL" || present.is_empty());
    let in_full = || {
        let mut names = words.split_whitespace();
        present.is_empty()
            && (2..=3).contains(&words.split_whitespace().count())
            && names.all(|name| name.starts_with(char::is_uppercase))
    };
    present.has_all(words) || office() || in_full()
}
