//! Code pages of RTF fonts, and the characters that have words of their own.

use encoding_rs::{self as pages, Encoding};

/// The encoding of a code page; Windows-1252 for those that no paper here is written in.
pub(super) fn of_code_page(number: i32) -> &'static Encoding {
    match number {
        65001 => pages::UTF_8,
        932 => pages::SHIFT_JIS,
        936 => pages::GBK,
        949 => pages::EUC_KR,
        950 => pages::BIG5,
        874 => pages::WINDOWS_874,
        866 => pages::IBM866,
        10000 => pages::MACINTOSH,
        1250 => pages::WINDOWS_1250,
        1251 => pages::WINDOWS_1251,
        1253 => pages::WINDOWS_1253,
        1254 => pages::WINDOWS_1254,
        1255 => pages::WINDOWS_1255,
        1256 => pages::WINDOWS_1256,
        1257 => pages::WINDOWS_1257,
        1258 => pages::WINDOWS_1258,
        _ => pages::WINDOWS_1252,
    }
}

/// The code page that the number after `\fcharset` means; `None` for the one of the file.
pub(super) fn of_charset(number: i32) -> Option<i32> {
    Some(match number {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

/// `\fcharset` of fonts whose bytes are pictures, not letters: Symbol, Wingdings.
pub(super) const SYMBOLS: i32 = 2;

/// A byte of a symbol font, where Word puts it in Unicode.
pub(super) fn of_symbol(byte: u8) -> char {
    char::from_u32(0xf000 + u32::from(byte)).unwrap_or('•')
}

/// The character that a word stands for.
pub(super) fn of_word(name: &str) -> Option<char> {
    Some(match name {
        "tab" | "emspace" | "enspace" | "qmspace" => ' ',
        "emdash" => '—',
        "endash" => '–',
        "bullet" => '•',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        _ => return None,
    })
}

/// The character that a symbol stands for.
pub(super) fn of_escape(symbol: u8) -> Option<char> {
    Some(match symbol {
        b'~' => '\u{a0}',
        b'_' => '-',
        b'\\' | b'{' | b'}' => char::from(symbol),
        _ => return None,
    })
}
