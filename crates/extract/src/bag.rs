//! Bags of words that can be compared without comparing each with every other.

use std::collections::BTreeMap;

/// Two bags are alike from this share of their words on, at least: see [`Bag::alike`].
pub(crate) const ALIKE: f64 = 0.8;

/// The words of a clause, the rarest first, each as often as it stands there.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bag(Vec<usize>);

impl Bag {
    /// The bags of some texts, endings of verbs cut so that "note" is "notes" and "noted"; "that" is no word.
    pub(crate) fn of_texts(texts: &[String]) -> Vec<Self> {
        let mut numbers = BTreeMap::new();
        let bags: Vec<Vec<(usize, u32)>> =
            texts.iter().map(|text| counted(text, &mut numbers)).collect();
        let mut often: BTreeMap<(usize, u32), u32> = BTreeMap::new();
        bags.iter().flatten().for_each(|word| *often.entry(*word).or_insert(0) += 1);
        let mut order: Vec<((usize, u32), u32)> = often.into_iter().collect();
        order.sort_by_key(|&(_, often)| often);
        let ranks: BTreeMap<(usize, u32), usize> =
            order.into_iter().enumerate().map(|(rank, (word, _))| (word, rank)).collect();
        let ranked = |bag: &Vec<(usize, u32)>| {
            let mut ranked: Vec<usize> =
                bag.iter().filter_map(|word| ranks.get(word).copied()).collect();
            ranked.sort_unstable();
            Self(ranked)
        };
        bags.iter().map(ranked).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The share of words that both have, of all that they have: 1 for the same words (Dice's coefficient).
    pub(crate) fn alike(&self, other: &Self) -> f64 {
        let (mut ours, mut theirs) = (self.0.as_slice(), other.0.as_slice());
        let mut shared = 0_u32;
        while let ([one, our_rest @ ..], [two, their_rest @ ..]) = (ours, theirs) {
            shared += u32::from(one == two);
            if one <= two {
                ours = our_rest;
            }
            if two <= one {
                theirs = their_rest;
            }
        }
        let all = u32::try_from(self.len() + other.len()).unwrap_or(u32::MAX);
        f64::from(2 * shared) / f64::from(all.max(1))
    }

    /// Rare words of which any bag that is [`ALIKE`] has one among its own: two bags that share that much share two
    /// thirds of each, so that the rarest word they share stands in the first third of both.
    pub(crate) fn rare(&self) -> &[usize] {
        let sure = (2 * self.len()).div_ceil(3);
        self.0.get(..(self.len() + 1).saturating_sub(sure)).unwrap_or(&self.0)
    }
}

/// The words of a text by number, each with how often it stood before.
fn counted(text: &str, numbers: &mut BTreeMap<String, usize>) -> Vec<(usize, u32)> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut before: BTreeMap<usize, u32> = BTreeMap::new();
    let mut counted = Vec::new();
    for word in words.filter(|word| !word.is_empty() && *word != "that").map(stem) {
        let next = numbers.len();
        let number = numbers.get(word).copied().unwrap_or(next);
        if number == next {
            numbers.insert(word.to_owned(), next);
        }
        let before = before.entry(number).or_insert(0);
        counted.push((number, *before));
        *before += 1;
    }
    counted
}

fn stem(word: &str) -> &str {
    let cut = ["ing", "ed", "es", "s", "e", "d"].iter().find_map(|end| word.strip_suffix(end));
    cut.filter(|stem| stem.len() >= 3).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bags(texts: &[&str]) -> Vec<Bag> {
        let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
        Bag::of_texts(&texts)
    }

    #[test]
    fn forms_of_a_verb_and_the_order_of_words_do_not_count() {
        let [one, two, three] = &bags(&[
            "That the Council notes the noted plan",
            "noting the plan, the council note",
            "the wall",
        ])[..] else {
            panic!("three bags")
        };
        assert_eq!(one.alike(two), 1.0);
        assert_eq!((two.len(), three.alike(two)), (6, 0.25));
    }

    /// Bags of up to nine words of three, and all pairs of them.
    #[test]
    fn bags_that_are_alike_share_a_rare_word() {
        let mut texts = vec![String::new()];
        for at in 0..512_usize {
            let words = (0..9).map(|bit| ["ox", "elk", "ram"].into_iter().nth((at >> bit) % 3));
            let words: Vec<&str> = words.flatten().take(at % 9 + 1).collect();
            texts.push(words.join(" "));
        }
        let bags = Bag::of_texts(&texts);
        for (one, two) in bags.iter().flat_map(|one| bags.iter().map(move |two| (one, two))) {
            let shares = one.rare().iter().any(|word| two.rare().contains(word));
            assert!(one.alike(two) < ALIKE || shares, "{one:?} {two:?}");
        }
    }
}
