//! A look over the walk's shoulder: where it stands after each block, and which drafts were taken back.
//! Reading papers uses the observer `()`, which the compiler takes out; `minuted explain` uses a real one.

use minuted_model::Draft;

/// Where the walk stands after a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// In narrative.
    Idle,
    /// Where nothing is operative.
    Closed,
    /// Under an opener.
    Open {
        /// The rule that opened the group.
        rule: String,
        /// Index of the unit it was opened in.
        start: usize,
        /// How many pieces it has: it grows with every block it takes.
        size: usize,
    },
}

/// Is told what the stages of `extract` do.
pub(crate) trait Observer {
    /// Whether it listens at all: what is only made for it is not made otherwise.
    const LISTENS: bool;

    /// The walk has passed the unit `index`.
    fn stepped(&mut self, index: usize, standing: Standing);

    /// A draft was none after all.
    fn vetoed(&mut self, draft: &Draft);
}

impl Observer for () {
    const LISTENS: bool = false;

    fn stepped(&mut self, _: usize, _: Standing) {}

    fn vetoed(&mut self, _: &Draft) {}
}

/// Keeps all it is told.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    /// By unit.
    pub(crate) steps: Vec<Standing>,
    pub(crate) vetoed: Vec<Draft>,
}

impl Observer for Trace {
    const LISTENS: bool = true;

    fn stepped(&mut self, _: usize, standing: Standing) {
        self.steps.push(standing);
    }

    fn vetoed(&mut self, draft: &Draft) {
        self.vetoed.push(draft.clone());
    }
}
