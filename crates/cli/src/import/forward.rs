//! New rules over what was read with earlier ones: papers to which they make no difference are not gone through again.

use anyhow::Result;
use minuted_extract::RuleSet;
use minuted_store::{Run, Store};

use super::interrupt;
use super::tell::Teller;

/// Moves on to the rules of this run whatever was read with others and has no word of a rule that is new, altered or gone.
///
/// # Errors
/// Those of the store.
pub(crate) fn forward(
    store: &mut Store,
    run: &Run,
    rules: &RuleSet,
    teller: &mut Teller,
) -> Result<()> {
    for (hash, written) in store.earlier_rules(run)? {
        let change = rules.change_from(&written);
        let mut after = String::new();
        while !change.is_everywhere() && !interrupt::asked() {
            let page = store.forward(run, &hash, &after, |words| change.may_touch(words))?;
            let Some(page) = page else { break };
            teller.moved(page.moved);
            after = page.last;
        }
    }
    Ok(())
}
