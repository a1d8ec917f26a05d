//! RTF as a stream of tokens (Microsoft's Rich Text Format specification 1.9.1). What a word means is said elsewhere.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\name` with its number, if it has one.
    Word(&'a str, Option<i32>),
    /// `\` and one character that is no letter.
    Symbol(u8),
    /// One byte of text in the code page of the font, typed or as `\'xx`.
    Byte(u8),
}

/// Reads tokens until the bytes end. Nothing here fails: what is no RTF is text.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// The tokens of a file.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn advance(&mut self, by: usize) {
        self.rest = self.rest.get(by..).unwrap_or_default();
    }

    fn escaped(&mut self) -> Option<Token<'a>> {
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.symbol();
        }
        let name = self.rest.get(..letters).unwrap_or_default();
        self.advance(letters);
        let sign = usize::from(self.rest.first() == Some(&b'-'));
        let digits = self.rest.iter().skip(sign).take_while(|byte| byte.is_ascii_digit()).count();
        let number = if digits == 0 { None } else { self.rest.get(..sign + digits) };
        let number = number.and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
        self.advance(if digits == 0 { 0 } else { sign + digits });
        if self.rest.first() == Some(&b' ') {
            self.advance(1);
        }
        let name = std::str::from_utf8(name).unwrap_or_default();
        if name == "bin" {
            self.advance(number.and_then(|length| usize::try_from(length).ok()).unwrap_or(0));
        }
        Some(Token::Word(name, number))
    }

    fn symbol(&mut self) -> Option<Token<'a>> {
        let symbol = *self.rest.first()?;
        self.advance(1);
        if symbol != b'\'' {
            return Some(Token::Symbol(symbol));
        }
        let hex = self.rest.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.and_then(|two| u8::from_str_radix(two, 16).ok());
        self.advance(if byte.is_some() { 2 } else { 0 });
        Some(Token::Byte(byte.unwrap_or(b'?')))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.rest.first()?;
            self.advance(1);
            match byte {
                b'{' => return Some(Token::Open),
                b'}' => return Some(Token::Close),
                b'\\' => return self.escaped(),
                b'\r' | b'\n' | 0 => {}
                byte => return Some(Token::Byte(byte)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_bytes_and_binary_data() {
        let tokens: Vec<Token<'_>> =
            Tokens::new(b"{\\b0 a\\'e9\\u-3913?\\~\\pict\\bin3 }}}\\par\r\n}").collect();
        use Token::{Byte, Close, Open, Symbol, Word};
        assert_eq!(
            tokens,
            [
                Open,
                Word("b", Some(0)),
                Byte(b'a'),
                Byte(0xe9),
                Word("u", Some(-3913)),
                Byte(b'?'),
                Symbol(b'~'),
                Word("pict", None),
                Word("bin", Some(3)),
                Word("par", None),
                Close
            ]
        );
    }
}
