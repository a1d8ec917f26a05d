//! Bytes to text: UTF-8, UTF-16 and the Windows code pages, and the damage that mirrors do.

use chardetng::EncodingDetector;
use encoding_rs::Encoding;

/// Sequences that a page read in the wrong code page holds, and what was meant.
const MOJIBAKE: &[(&str, &str)] = &[
    ("Ìý", "\u{a0}"),
    ("â€™", "’"),
    ("â€˜", "‘"),
    ("â€œ", "“"),
    ("â€\u{9d}", "”"),
    ("â€“", "–"),
    ("â€”", "—"),
    ("â€¢", "•"),
    ("Â£", "£"),
    ("Â·", "·"),
    ("Â\u{a0}", "\u{a0}"),
    ("â€¦", "…"),
];

/// Decodes text of unknown encoding.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes).0.into_owned(),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => guess(bytes),
        },
    };
    mend(text)
}

fn guess(bytes: &[u8]) -> String {
    let mut detector = EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"uk"), chardetng::Utf8Detection::Allow);
    encoding.decode(bytes).0.into_owned()
}

fn mend(mut text: String) -> String {
    for (wrong, right) in MOJIBAKE {
        if text.contains(wrong) {
            text = text.replace(wrong, right);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_and_mirrors_give_the_same_words() {
        assert_eq!(decode(b"Marlhaven\x92s fees \xa35"), "Marlhaven’s fees £5");
        assert_eq!(decode("Marlhavenâ€™s fees Â£5".as_bytes()), "Marlhaven’s fees £5");
        assert_eq!(decode(&[0xff, 0xfe, b'O', 0, b'K', 0]), "OK");
    }
}
