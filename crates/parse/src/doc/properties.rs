//! Paragraph and character properties: formatted disk pages and the single property modifiers in them.
//! Standard: [MS-DOC] 2.6 (sprms), 2.9.33 (ChpxFkp), 2.9.175 (PapxFkp).

use minuted_model::MarkKind;

use super::bytes::Bytes;

/// Bytes of a formatted disk page.
const PAGE: usize = 512;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    /// Index of its style; 1 to 9 are the headings.
    pub(super) style: u16,
    pub(super) in_table: bool,
    /// Whether it ends a table row.
    pub(super) row_end: bool,
    /// Its list, from 1, and level in it.
    pub(super) list: u16,
    pub(super) level: u8,
}

/// Properties of a stretch of the stream.
#[derive(Clone, Debug)]
pub(super) struct Run<T> {
    start: u32,
    end: u32,
    value: T,
}

/// Runs in order of their start.
#[derive(Clone, Debug)]
pub(super) struct Runs<T>(Vec<Run<T>>);

impl<T> Runs<T> {
    /// The properties at an offset of the stream.
    pub(super) fn at(&self, offset: u32) -> Option<&T> {
        let next = self.0.partition_point(|run| run.start <= offset);
        let run = self.0.get(next.checked_sub(1)?)?;
        (offset < run.end).then_some(&run.value)
    }
}

/// Paragraph properties, from the table of pages `bins`.
pub(super) fn paragraphs(stream: Bytes<'_>, bins: Bytes<'_>) -> Runs<Paragraph> {
    read(stream, bins, 13, |page, at| {
        let offset = usize::from(page.u8(at)?) * 2;
        let half = usize::from(page.u8(offset)?);
        let (from, length) = if half == 0 {
            (offset + 2, usize::from(page.u8(offset + 1)?) * 2)
        } else {
            (offset + 1, half * 2 - 1)
        };
        let content = page.slice(from, length)?;
        let mut paragraph = Paragraph { style: content.u16(0)?, ..Paragraph::default() };
        modifiers(content, 2, |name, operand| match name {
            0x2416 => paragraph.in_table = operand.u8(0) == Some(1),
            0x2417 => paragraph.row_end = operand.u8(0) == Some(1),
            0x260a => paragraph.level = operand.u8(0).unwrap_or(0),
            0x460b => paragraph.list = operand.u16(0).unwrap_or(0),
            _ => {}
        });
        Some(paragraph)
    })
}

/// Character properties: the marks, and whether the character is deleted or hidden.
pub(super) fn characters(stream: Bytes<'_>, bins: Bytes<'_>) -> Runs<(Vec<MarkKind>, bool)> {
    read(stream, bins, 1, |page, at| {
        let offset = usize::from(page.u8(at)?) * 2;
        let mut marks = Vec::new();
        let mut gone = false;
        if offset > 0 {
            let content = page.slice(offset + 1, usize::from(page.u8(offset)?))?;
            modifiers(content, 0, |name, operand| {
                let on = matches!(operand.u8(0), Some(1 | 0x81));
                match name {
                    0x0835 if on => marks.push(MarkKind::Bold),
                    0x0836 if on => marks.push(MarkKind::Italic),
                    0x0837 | 0x2a53 if on => marks.push(MarkKind::Struck),
                    0x2a3e if operand.u8(0).is_some_and(|kind| kind > 0) => {
                        marks.push(MarkKind::Underlined);
                    }
                    0x0800 | 0x083c if on => gone = true,
                    _ => {}
                }
            });
        }
        Some((marks, gone))
    })
}

/// Reads every page that `bins` lists; `width` is the size of an entry behind the page's offsets.
fn read<T>(
    stream: Bytes<'_>,
    bins: Bytes<'_>,
    width: usize,
    entry: impl Fn(Bytes<'_>, usize) -> Option<T>,
) -> Runs<T> {
    let pages = bins.len().saturating_sub(4) / 8;
    let mut runs = Vec::new();
    for index in 0..pages {
        let number = bins.size((pages + 1) * 4 + index * 4).unwrap_or(0) & 0x003f_ffff;
        let Some(page) = number.checked_mul(PAGE).and_then(|at| stream.slice(at, PAGE)) else {
            continue;
        };
        let count = usize::from(page.u8(PAGE - 1).unwrap_or(0));
        for run in 0..count {
            let (start, end) = (page.u32(run * 4), page.u32(run * 4 + 4));
            let value = entry(page, (count + 1) * 4 + run * width);
            if let (Some(start), Some(end), Some(value)) = (start, end, value) {
                runs.push(Run { start, end, value });
            }
        }
    }
    runs.sort_by_key(|run| run.start);
    Runs(runs)
}

/// Calls `each` with every modifier and its operand.
pub(super) fn modifiers(list: Bytes<'_>, from: usize, mut each: impl FnMut(u16, Bytes<'_>)) {
    let mut at = from;
    while let Some(name) = list.u16(at) {
        at += 2;
        let length = match name >> 13 {
            0 | 1 => Some(1),
            2 | 4 | 5 => Some(2),
            3 => Some(4),
            7 => Some(3),
            _ if name == 0xd608 => list.u16(at).map(|length| usize::from(length) + 1),
            _ => list.u8(at).map(|length| usize::from(length) + 1),
        };
        let Some(operand) = length.and_then(|length| list.slice(at, length)) else { return };
        each(name, operand);
        at += operand.len();
    }
}
