//! Automatic numbering of DOC: list definitions, overrides, and the labels they print.
//! Standard: [MS-DOC] 2.9.131 (LFO), 2.9.132 (LFOData), 2.9.133 (LFOLVL), 2.9.147 (LSTF), 2.9.150 (LVL).

use std::collections::BTreeMap;

use super::bytes::Bytes;
use crate::numbering;

#[derive(Clone, Debug, Default)]
struct Level {
    start: i64,
    /// Number format code: 0 decimal, 1 and 2 roman, 3 and 4 letters, 23 bullet.
    format: u8,
    /// Its text; characters 0 to 8 stand for the numbers of the levels.
    text: Vec<u16>,
}

/// A use of a list, which may begin its levels anew.
#[derive(Clone, Debug, Default)]
struct Override {
    /// The definition.
    id: u32,
    /// Numbers with which levels begin, until each has begun.
    starts: BTreeMap<usize, i64>,
    /// Levels that look otherwise than defined.
    levels: BTreeMap<usize, Level>,
}

/// Lists and how far each has counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    levels: BTreeMap<u32, Vec<Level>>,
    /// The overrides in order; paragraphs name these from 1.
    overrides: Vec<Override>,
    counters: BTreeMap<u32, [Option<i64>; 9]>,
}

impl Lists {
    /// Reads the definitions and overrides; whatever cannot be followed is left out.
    pub(super) fn read(table: Bytes<'_>, definitions: usize, overrides: usize) -> Self {
        let mut lists = Self::default();
        lists.read_definitions(table, definitions);
        lists.read_overrides(table, overrides);
        lists
    }

    fn read_definitions(&mut self, table: Bytes<'_>, at: usize) -> Option<()> {
        let count = usize::from(table.u16(at).filter(|_| at > 0)?);
        let mut level_at = at + 2 + count * 28;
        for index in 0..count {
            let header = at + 2 + index * 28;
            let id = table.u32(header)?;
            let simple = table.u8(header + 26)? & 1 == 1;
            let mut levels = Vec::new();
            for _ in 0..if simple { 1 } else { 9 } {
                let (level, next) = read_level(table, level_at)?;
                levels.push(level);
                level_at = next;
            }
            self.levels.insert(id, levels);
        }
        Some(())
    }

    fn read_overrides(&mut self, table: Bytes<'_>, at: usize) -> Option<()> {
        let count = table.size(at).filter(|_| at > 0)?.min(10_000);
        let mut counts = Vec::new();
        for index in 0..count {
            let header = at + 4 + index * 16;
            self.overrides.push(Override { id: table.u32(header)?, ..Override::default() });
            counts.push(table.u8(header + 12)?);
        }
        let mut data_at = at + 4 + count * 16;
        for (own, levels) in self.overrides.iter_mut().zip(counts) {
            data_at += 4;
            for _ in 0..levels {
                data_at = own.read_level(table, data_at)?;
            }
        }
        Some(())
    }

    /// Counts on in list `list` (from 1) at `level` and gives the label it prints.
    pub(super) fn next(&mut self, list: u16, level: u8) -> Option<String> {
        let used = self.overrides.get_mut(usize::from(list).checked_sub(1)?)?;
        let levels = self.levels.get(&used.id)?;
        let level = usize::from(level).min(levels.len().checked_sub(1)?);
        let begun = used.starts.remove(&level);
        let level_of = |at: usize| used.levels.get(&at).or_else(|| levels.get(at));
        let own = level_of(level)?;
        let counters = self.counters.entry(used.id).or_default();
        let last = counters.get(level).copied().flatten();
        let number = begun.or_else(|| last.map(|last| last + 1)).unwrap_or(own.start);
        *counters.get_mut(level)? = Some(number);
        counters.iter_mut().skip(level + 1).for_each(|counter| *counter = None);
        if own.format == 23 {
            return Some("•".to_owned());
        }
        let number_of = |at: usize| {
            counters
                .get(at)
                .copied()
                .flatten()
                .or_else(|| level_of(at).map(|level| level.start))
                .unwrap_or(1)
        };
        let format_of = |at: usize| level_of(at).map_or(0, |level| level.format);
        let print = |unit: &u16| match usize::from(*unit) {
            at @ 0..=8 => numbering::print(number_of(at), html_kind(format_of(at))),
            _ => char::from_u32(u32::from(*unit)).map(String::from).unwrap_or_default(),
        };
        let label: String = own.text.iter().map(print).collect();
        Some(label.trim().to_owned()).filter(|label| !label.is_empty())
    }
}

impl Override {
    /// Reads what is other about one level, and gives the place after it.
    fn read_level(&mut self, table: Bytes<'_>, at: usize) -> Option<usize> {
        let (start, flags) = (i64::from(table.u32(at)?), table.u32(at + 4)?);
        let number = usize::try_from(flags & 0xf).ok()?;
        let (starts, looks) = (flags & 0x10 != 0, flags & 0x20 != 0);
        let mut next = at + 8;
        let mut start = starts.then_some(start);
        if looks {
            let (level, after) = read_level(table, next)?;
            next = after;
            start = start.map(|_| level.start);
            self.levels.insert(number, level);
        }
        if let Some(start) = start {
            self.starts.insert(number, start);
        }
        Some(next)
    }
}

fn read_level(table: Bytes<'_>, at: usize) -> Option<(Level, usize)> {
    let start = i64::from(table.u32(at)?);
    let format = table.u8(at + 4)?;
    let (characters, paragraph) =
        (usize::from(table.u8(at + 24)?), usize::from(table.u8(at + 25)?));
    let text_at = at + 28 + characters + paragraph;
    let length = usize::from(table.u16(text_at)?);
    let text = (0..length)
        .map(|index| table.u16(text_at + 2 + index * 2))
        .collect::<Option<Vec<u16>>>()?;
    Some((Level { start, format, text }, text_at + 2 + length * 2))
}

fn html_kind(format: u8) -> &'static str {
    match format {
        1 => "I",
        2 => "i",
        3 => "A",
        4 => "a",
        _ => "1",
    }
}
