//! Sets of rules, a bit for each rule of a rule set.

use std::ops::Range;

/// As many rules as a set may have.
pub(crate) const MOST: usize = 512;
/// Bits in a word.
const WIDTH: usize = 64;

/// Some rules of a set, by index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Candidates([u64; MOST / WIDTH]);

impl Candidates {
    pub(crate) fn add(&mut self, rule: usize) {
        if let Some(word) = self.0.get_mut(rule / WIDTH) {
            *word |= 1 << (rule % WIDTH);
        }
    }

    /// Adds the others.
    pub(crate) fn unite(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word |= other);
    }

    /// Takes out what is not among the others.
    pub(crate) fn keep(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word &= other);
    }

    /// Takes out the others.
    pub(crate) fn subtract(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word &= !other);
    }

    /// Those of these rules, in order of index.
    pub(crate) fn within(self, rules: &Range<usize>) -> Within {
        Within { all: self, at: rules.start, end: rules.end }
    }
}

impl FromIterator<usize> for Candidates {
    fn from_iter<I: IntoIterator<Item = usize>>(rules: I) -> Self {
        let mut all = Self::default();
        rules.into_iter().for_each(|rule| all.add(rule));
        all
    }
}

/// Some of the rules of a set, in order of index.
pub(crate) struct Within {
    all: Candidates,
    at: usize,
    end: usize,
}

impl Iterator for Within {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.at < self.end {
            let rest = self.all.0.get(self.at / WIDTH)? >> (self.at % WIDTH);
            if rest != 0 {
                let found = self.at + rest.trailing_zeros() as usize;
                self.at = found + 1;
                return Some(found).filter(|found| *found < self.end);
            }
            self.at = (self.at / WIDTH + 1) * WIDTH;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_of_a_range_come_in_order() {
        let all: Candidates = [0, 5, 63, 64, 127, 128, 511].into_iter().collect();
        let within = |start, end| all.within(&(start..end)).collect::<Vec<_>>();
        assert_eq!(within(0, MOST), [0, 5, 63, 64, 127, 128, 511]);
        assert_eq!(within(5, 64), [5, 63]);
        assert_eq!(within(64, 128), [64, 127]);
        assert!(within(65, 127).is_empty());
        assert_eq!(within(511, 512), [511]);
        assert!(within(9, 9).is_empty());
    }
}
