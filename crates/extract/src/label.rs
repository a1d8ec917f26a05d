//! Labels: which family `(a)`, `2.1` or `R3` belongs to, and which comes after which.
//! Where a label ends and its words begin was settled by the reader.

/// How a label counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Numerals {
    /// `1`
    Arabic,
    /// `a`
    Lower,
    /// `A`
    Upper,
    /// `iv`
    LowerRoman,
    /// `IV`
    UpperRoman,
    /// `2.1`: counts in its last part
    Dotted,
    /// `•`, `-`
    Bullet,
    /// Nothing that counts.
    Other,
}

/// A label taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// Everything that is not the counter: `R`, `Recommendation `, `2.`, and the brackets.
    pub(crate) frame: String,
    /// How it counts.
    pub(crate) numerals: Numerals,
    /// Its number, from 1; 0 for bullets.
    pub(crate) number: u32,
}

impl Label {
    /// Every way to read a printed label, the likelier first: `i` is roman one or the ninth letter.
    pub(crate) fn readings(printed: &str) -> Vec<Self> {
        let printed = printed.trim();
        let core: String = printed.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
        if core.is_empty() {
            return vec![Self { frame: printed.to_owned(), numerals: Numerals::Bullet, number: 0 }];
        }
        let frame = brackets(printed);
        let counter_start = core.rfind(|c: char| !c.is_ascii_digit()).map_or(0, |at| at + 1);
        let (before, digits) = core.split_at_checked(counter_start).unwrap_or(("", &core));
        if let Ok(number) = digits.parse() {
            let numerals = if before.ends_with('.') { Numerals::Dotted } else { Numerals::Arabic };
            return vec![Self { frame: format!("{before}{frame}"), numerals, number }];
        }
        let (head, core) = compound(&core);
        let frame = head.map_or(frame.clone(), |head| format!("{head}:{frame}"));
        let mut readings = Vec::new();
        if let Some(number) = roman(&core.to_ascii_lowercase()) {
            let numerals = if is_lower(core) { Numerals::LowerRoman } else { Numerals::UpperRoman };
            readings.push(Self { frame: frame.clone(), numerals, number });
        }
        if let Some(number) = letter(core) {
            let numerals = if is_lower(core) { Numerals::Lower } else { Numerals::Upper };
            readings.push(Self { frame: frame.clone(), numerals, number });
        }
        if readings.is_empty() {
            let bullet = core == "o";
            let numerals = if bullet { Numerals::Bullet } else { Numerals::Other };
            readings.push(Self { frame, numerals, number: 0 });
        }
        readings.sort_by_key(|reading| reading.number != 1);
        readings
    }

    /// Whether this label can open a list.
    pub(crate) fn is_first(&self) -> bool {
        self.number <= 1
    }

    /// Whether this label carries on a list whose last label was `last`; gaps and repeats of printed lists are forgiven
    /// only where `loosely`.
    pub(crate) fn follows(&self, last: &Self, loosely: bool) -> bool {
        if self.family() != last.family() {
            if self.head().or(last.head()).is_some() {
                return loosely && self.follows_head(last);
            }
            return loosely && self.number == last.number + 1 && self.differs_by_bracket(last);
        }
        match self.numerals {
            Numerals::Bullet => true,
            Numerals::Other => false,
            _ if loosely => self.number >= last.number && self.number <= last.number + 3,
            _ => self.number == last.number + 1,
        }
    }

    /// `1` of `1(b)` and `1.b`.
    fn head(&self) -> Option<u32> {
        self.frame.split_once(':')?.0.parse().ok()
    }

    /// `2.` and `2(a)` after `1(c)`, `2(a)` after `1.`: numbers of one list, some with letters below them.
    fn follows_head(&self, last: &Self) -> bool {
        let before = last.head().or_else(|| last.item().filter(|_| last.is_plain()));
        match (before, self.head()) {
            (Some(before), Some(head)) => head == before + 1 && self.number == 1,
            (Some(before), None) => self.is_plain() && self.number == before + 1,
            _ => false,
        }
    }

    fn is_plain(&self) -> bool {
        self.numerals == Numerals::Arabic && self.item().is_some()
    }

    /// The number of the item that a plain or dotted number stands in: 3 of `3.`, `3.0` and `3.2.1`.
    pub(crate) fn item(&self) -> Option<u32> {
        match self.numerals {
            Numerals::Arabic if self.frame.chars().all(|c| !c.is_alphanumeric()) => {
                Some(self.number)
            }
            Numerals::Dotted => self.frame.split('.').next()?.parse().ok(),
            _ => None,
        }
    }

    /// `4.2.1` after `4.1.2`: a number of as many parts, under the next title.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        let parts = |label: &Self| label.frame.split('.').count();
        let dotted = [self, other].iter().all(|label| label.numerals == Numerals::Dotted);
        dotted && parts(self) == parts(other) && parts(self) > 2
    }

    /// Whether only the opening bracket tells the families apart: `(A)`, then `B)`.
    fn differs_by_bracket(&self, other: &Self) -> bool {
        let unopened = |label: &Self| label.frame.replace('(', "");
        self.numerals != Numerals::Arabic
            && self.family().1 == other.family().1
            && unopened(self) == unopened(other)
    }

    /// Labels of one family count in one list. Upper and lower case are one: `A)` is followed by `b)` in real papers.
    fn family(&self) -> (&str, Numerals) {
        let numerals = match self.numerals {
            Numerals::Upper => Numerals::Lower,
            Numerals::UpperRoman => Numerals::LowerRoman,
            other => other,
        };
        (&self.frame, numerals)
    }
}

/// The label as records have it: without brackets, stops and bullets.
pub(crate) fn printed_core(printed: &str) -> &str {
    printed.trim().trim_matches(|c: char| !c.is_alphanumeric())
}

/// The number before the letter of `1(a`, `1.a` and `1a`, and that letter.
fn compound(core: &str) -> (Option<&str>, &str) {
    let rest = core.trim_start_matches(|c: char| c.is_ascii_digit());
    let head = core.strip_suffix(rest).filter(|head| !head.is_empty());
    let letters = rest.strip_prefix(['(', '.']).unwrap_or(rest);
    let counts = letters.len() <= 4 && letters.bytes().all(|b| b.is_ascii_alphabetic());
    match head {
        Some(head) if counts => (Some(head), letters),
        _ => (None, core),
    }
}

fn is_lower(core: &str) -> bool {
    core.chars().all(|c| c.is_ascii_lowercase())
}

fn brackets(printed: &str) -> String {
    printed.chars().filter(|c| "().:-".contains(*c)).filter(|c| *c == '(' || *c == ')').collect()
}

fn letter(core: &str) -> Option<u32> {
    let mut chars = core.chars();
    let first = chars.next().filter(char::is_ascii_alphabetic)?;
    chars.next().is_none().then(|| u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1)
}

fn roman(core: &str) -> Option<u32> {
    const NUMERALS: [&str; 30] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv",
        "xv", "xvi", "xvii", "xviii", "xix", "xx", "xxi", "xxii", "xxiii", "xxiv", "xxv", "xxvi",
        "xxvii", "xxviii", "xxix", "xxx",
    ];
    let at = NUMERALS.iter().position(|numeral| *numeral == core)?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i_is_roman_after_nothing_and_a_letter_after_h() {
        let readings = Label::readings("(i)");
        assert_eq!(
            readings.first().map(|label| (label.numerals, label.number)),
            Some((Numerals::LowerRoman, 1))
        );
        let h = &Label::readings("(h)")[0];
        assert!(readings.iter().any(|label| label.follows(h, false)));
    }

    #[test]
    fn a_number_with_a_letter_counts_by_its_letter() {
        let follows = |next: &str, last: &str| {
            Label::readings(next)
                .iter()
                .any(|next| Label::readings(last).iter().any(|last| next.follows(last, true)))
        };
        for (next, last) in
            [("1(b)", "1(a)"), ("1.b", "1.a"), ("1b)", "1a)"), ("2.", "1(c)"), ("2(a)", "1(b)")]
        {
            assert!(follows(next, last), "{next} after {last}");
        }
        for (next, last) in [("2(b)", "1(a)"), ("3.", "1(c)"), ("1.b", "1(a)")] {
            assert!(!follows(next, last), "{next} after {last}");
        }
    }

    #[test]
    fn frames_keep_families_apart() {
        let follows = |next: &str, last: &str| {
            Label::readings(next)
                .iter()
                .any(|next| Label::readings(last).iter().any(|last| next.follows(last, false)))
        };
        assert!(
            follows("2)", "1)")
                && follows("b)", "A)")
                && follows("2.2", "2.1")
                && follows("R3", "R2")
        );
        assert!(
            !follows("(2)", "1)")
                && !follows("3.1", "2.1")
                && !follows("4", "2")
                && !follows("b)", "1)")
        );
    }
}
