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

    /// Takes out the others.
    pub(crate) fn subtract(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word &= !other);
    }

    /// Those of these rules, in order of index.
    pub(crate) fn within(self, rules: &Range<usize>) -> impl Iterator<Item = usize> + use<> {
        let Range { start, end } = *rules;
        let below = |index: usize, at: usize| match index.saturating_sub(at * WIDTH) {
            bits @ 0..WIDTH => (1 << bits) - 1,
            _ => u64::MAX,
        };
        (start / WIDTH..end.div_ceil(WIDTH)).flat_map(move |at| {
            let word = self.0.get(at).copied().unwrap_or(0);
            Bits(word & below(end, at) & !below(start, at)).map(move |bit| at * WIDTH + bit)
        })
    }
}

impl FromIterator<usize> for Candidates {
    fn from_iter<I: IntoIterator<Item = usize>>(rules: I) -> Self {
        let mut all = Self::default();
        rules.into_iter().for_each(|rule| all.add(rule));
        all
    }
}

/// The places of the bits of a word, from the lowest up.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = (self.0 != 0).then(|| self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(bit)
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
