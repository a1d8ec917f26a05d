//! Numbers as lists print them: decimal, letters, roman. Which format asks for which is the reader's business.

/// Prints a number; `kind` is `1`, `a`, `A`, `i` or `I`, as HTML names them.
pub(crate) fn print(number: i64, kind: &str) -> String {
    let Ok(positive) = u32::try_from(number) else { return number.to_string() };
    match kind {
        "a" => letters(positive),
        "A" => letters(positive).to_uppercase(),
        "i" => roman(positive),
        "I" => roman(positive).to_uppercase(),
        _ => number.to_string(),
    }
}

/// 1 is `a`, 26 `z`, 27 `aa`, as spreadsheets and HTML count.
fn letters(number: u32) -> String {
    let mut rest = number;
    let mut out = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        out.push(char::from(b'a' + digit));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}

fn roman(number: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number == 0 || number > 4000 {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            out.push_str(numeral);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::print;

    #[test]
    fn letters_and_romans_count_on() {
        assert_eq!(
            [print(27, "a"), print(4, "i"), print(14, "I"), print(3, "1"), print(0, "i")],
            ["aa", "iv", "XIV", "3", "0"]
        );
    }
}
