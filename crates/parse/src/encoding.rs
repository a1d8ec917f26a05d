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

/// Bytes looked at to tell UTF-16 without a byte order mark.
const LOOKED_AT: usize = 4096;

/// Decodes text of unknown encoding.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let text = match Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| wide(bytes))
    {
        Some(encoding) => encoding.decode(bytes).0.into_owned(),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => mixed(bytes).unwrap_or_else(|| guess(bytes)),
        },
    };
    mend(text)
}

/// UTF-16 without a byte order mark: Latin text in it has a zero in every second byte, and no other text has any.
pub(crate) fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|it| **it == 0).count();
    let pairs = head.len() / 2;
    let (first, second) = (zeros(0), zeros(1));
    let is_wide = |many: usize, few: usize| pairs > 0 && many * 2 > pairs && few * 20 <= pairs;
    match (is_wide(second, first), is_wide(first, second)) {
        (true, _) => Some(encoding_rs::UTF_16LE),
        (_, true) => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Text put together from files in UTF-8 and in Windows-1252: the one where it is valid, the other where it is not.
/// `None` where hardly anything is UTF-8, which is how a text in one old code page looks.
fn mixed(bytes: &[u8]) -> Option<String> {
    let (mut valid, mut invalid) = (0, 0);
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += chunk.invalid().len();
        text.push_str(chunk.valid());
        let (rest, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        text.push_str(&rest);
    }
    (valid * 4 >= invalid && valid > 0).then_some(text)
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

    #[test]
    fn utf_16_is_told_with_and_without_a_mark() {
        let text = "RESOLVED – that the fee be £5.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for bytes in [&little, &big] {
            assert_eq!(decode(bytes), text);
        }
        assert_eq!(decode(&[&[0xfe, 0xff], &*big].concat()), text);
        assert_eq!(wide(b"plain text"), None);
        assert_eq!(wide(&[0; 100]), None);
    }

    #[test]
    fn a_text_put_together_from_two_encodings_is_read_in_both() {
        let first = "Marlhaven’s fee of £5\n".as_bytes();
        let both = [first, b"Eddlecombe\x92s fee of \xa36 \x96 agreed\n", first].concat();
        assert_eq!(
            decode(&both),
            "Marlhaven’s fee of £5\nEddlecombe’s fee of £6 – agreed\nMarlhaven’s fee of £5\n"
        );
        assert_eq!(decode(b"caf\xe9 \x93Le Ch\xe2teau\x94, \xa36"), "café “Le Château”, £6");
    }
}
