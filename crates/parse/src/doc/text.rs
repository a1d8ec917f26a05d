//! The characters of a DOC file in order, each with its place in the stream: the piece table.
//! Standard: [MS-DOC] 2.8.35 (PlcPcd).

use super::bytes::Bytes;

/// A character and the byte offset in the stream at which it stands.
pub(super) type Placed = (char, u32);

/// Reads the main text: the first `count` characters that the piece table lists.
pub(super) fn read(stream: Bytes<'_>, clx: Bytes<'_>, count: usize) -> Option<Vec<Placed>> {
    let pieces = piece_table(clx)?;
    let entries = pieces.len().checked_sub(4)? / 12;
    let mut text = Vec::new();
    for entry in 0..entries {
        let (start, end) = (pieces.size(entry * 4)?, pieces.size(entry * 4 + 4)?);
        let raw = pieces.u32((entries + 1) * 4 + entry * 8 + 2)?;
        let narrow = raw & 0x4000_0000 != 0;
        let offset = if narrow { (raw & 0x3fff_ffff) / 2 } else { raw };
        for index in 0..u32::try_from(end.checked_sub(start)?).ok()? {
            if text.len() >= count {
                return Some(text);
            }
            let at = offset.checked_add(if narrow { index } else { index.checked_mul(2)? })?;
            let place = usize::try_from(at).ok()?;
            let character = if narrow {
                stream.u8(place).map(windows_1252)
            } else {
                stream.u16(place).map(utf16)
            };
            let Some(character) = character else { return Some(text) };
            text.push((character, at));
        }
    }
    Some(text)
}

/// The piece table stands behind any number of property lists.
fn piece_table(clx: Bytes<'_>) -> Option<Bytes<'_>> {
    let mut at = 0;
    while clx.u8(at)? == 1 {
        at += 3 + usize::from(clx.u16(at + 1)?);
    }
    (clx.u8(at)? == 2).then(|| clx.slice(at + 5, clx.size(at + 1)?))?
}

fn windows_1252(byte: u8) -> char {
    let (text, _) =
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
    text.chars().next().unwrap_or(' ')
}

/// Surrogates stand alone here and say nothing a council paper needs.
fn utf16(unit: u16) -> char {
    char::from_u32(u32::from(unit)).unwrap_or(' ')
}
