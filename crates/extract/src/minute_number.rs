//! Numbers of minutes typed before the title of an item: `24/31`, `2307.05`, `C048/23`, `FC 12/2023-24`, `TC102/21 –`.

use std::sync::LazyLock;

use regex::Regex;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[A-Z][A-Za-z]{0,3}[ /.-]?)?[0-9]{2,5}[/.][0-9]{1,4}(?:[/.][0-9]{1,4})?(?:-[0-9]{2})?[.:]? +(?:[–-] +)?[A-Z0-9]",
    )
    .expect("a fixed pattern compiles")
});

/// Whether a line begins with the number of a minute. Dates of three parts (`12/05/2023`) are none.
pub(crate) fn begins(words: &str) -> bool {
    len(words) > 0
}

/// How many bytes the number of a minute at the start of a line has, the space and the dash after it among them; 0 where none
/// is there.
pub(crate) fn len(words: &str) -> usize {
    if !may_begin(words) {
        return 0;
    }
    let slashes = words.split(' ').next().unwrap_or("").matches(['/', '.']).count();
    let number = NUMBER.find(words).filter(|_| slashes < 3 && !is_date(words));
    number.map_or(0, |number| number.end() - 1)
}

/// Whether a figure and a stroke or a stop stand where a number of the pattern has them: quicker told than by the pattern.
fn may_begin(words: &str) -> bool {
    const AS_FAR_AS: usize = 11;
    let bytes = words.as_bytes();
    let head = bytes.get(..AS_FAR_AS).unwrap_or(bytes);
    let first = head.first().is_some_and(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    let parts = |pair: &[u8]| matches!(pair, [b'0'..=b'9', b'/' | b'.']);
    first && head.windows(2).any(parts)
}

fn is_date(words: &str) -> bool {
    let first = words.split(' ').next().unwrap_or("");
    let mut parts = first.split(['/', '.']);
    let small = |part: Option<&str>, most: u32| {
        part.and_then(|part| part.parse().ok()).is_some_and(|number: u32| number <= most)
    };
    small(parts.next(), 31) && small(parts.next(), 12) && parts.next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minute_numbers_are_told_from_dates_and_sums() {
        for line in [
            "24/31 To approve the minutes",
            "2307.05 Co-option",
            "C048/23 1. APOLOGIES",
            "TC102/21 – Fees",
        ] {
            assert!(begins(line), "{line}");
        }
        for line in ["12/05/2023 Mill Road", "12.50 pounds", "The 24/31 count", "3 Ash Lane"] {
            assert!(!begins(line), "{line}");
        }
    }
}
