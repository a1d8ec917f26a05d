//! Sets of rules, a bit for each rule of a rule set.

/// As many rules as a set may have.
pub(crate) const MOST: usize = 512;

/// Some rules of a set, by index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Candidates([u64; MOST / 64]);

impl Candidates {
    pub(crate) fn add(&mut self, rule: usize) {
        if let Some(word) = self.0.get_mut(rule / 64) {
            *word |= 1 << (rule % 64);
        }
    }

    pub(crate) fn has(&self, rule: usize) -> bool {
        self.0.get(rule / 64).is_some_and(|word| word & (1 << (rule % 64)) != 0)
    }

    /// Those of both.
    pub(crate) fn or(self, others: &Self) -> Self {
        self.with(others, |one, other| one | other)
    }

    /// Those that are in each.
    pub(crate) fn and(self, others: &Self) -> Self {
        self.with(others, |one, other| one & other)
    }

    /// Those that are not in the other.
    pub(crate) fn without(self, others: &Self) -> Self {
        self.with(others, |one, other| one & !other)
    }

    fn with(mut self, others: &Self, join: impl Fn(u64, u64) -> u64) -> Self {
        self.0.iter_mut().zip(others.0).for_each(|(word, other)| *word = join(*word, other));
        self
    }
}

impl FromIterator<usize> for Candidates {
    fn from_iter<I: IntoIterator<Item = usize>>(rules: I) -> Self {
        let mut all = Self::default();
        rules.into_iter().for_each(|rule| all.add(rule));
        all
    }
}

/// In order of index.
impl Iterator for Candidates {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let (at, word) = self.0.iter_mut().enumerate().find(|(_, word)| **word != 0)?;
        let bit = word.trailing_zeros() as usize;
        *word &= *word - 1;
        Some(at * 64 + bit)
    }
}
