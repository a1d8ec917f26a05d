//! CSV and TSV: one table. The separator is the one that parts most lines into the same number of cells.

use csv::ReaderBuilder;
use minuted_model::{Diagnostic, Document};

use super::{Filled, Row, Rows, Sheets};
use crate::encoding;
use crate::error::{Error, ErrorKind};
use crate::limits::Limits;

/// Separators met in exports; the first wins where all are equal.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Records looked at to tell the separator.
const LOOKED_AT: usize = 50;

/// Reads a table.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(Document, Vec<Diagnostic>), Error> {
    limits.check_text(bytes.len())?;
    let text = encoding::decode(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let (separator, text) = separator(text);
    let mut document = Document { media_type: "text/csv".to_owned(), ..Document::default() };
    let mut rows = Rows::new();
    for (record, number) in records(text, separator).zip(0..) {
        let record = record.map_err(|error| {
            let reason = format!("damaged table ({error}), expected rows of cells");
            Error::new(ErrorKind::Damaged, reason)
        })?;
        let cells = record.iter().zip(0..).map(|(cell, at)| (at, Filled::plain(cell)));
        rows.insert(number, cells.collect::<Row>());
    }
    if separator == b'\t' {
        document.media_type = "text/tab-separated-values".to_owned();
    }
    Sheets::new(&mut document).push("", rows);
    Ok((document, Vec::new()))
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = csv::Result<csv::StringRecord>> {
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    reader.into_records()
}

/// The separator, and the text without a first line that only names it (`sep=;`).
fn separator(text: &str) -> (u8, &str) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some((named, rest)) = rest.split_once('\n')
        && let [separator] = named.trim_end_matches('\r').as_bytes()
    {
        return (*separator, rest);
    }
    let score = |separator: u8| {
        let counts: Vec<usize> =
            records(text, separator).take(LOOKED_AT).flatten().map(|record| record.len()).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let alike = counts.iter().filter(|count| **count == most).count();
        if most < 2 { 0 } else { alike * most }
    };
    let scored = SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator));
    (scored.unwrap_or(b','), text)
}
