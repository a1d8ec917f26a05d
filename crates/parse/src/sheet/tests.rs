//! Sheets made here, and the tables they are read as.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{Limits, parse};

fn package(members: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn outline(bytes: &[u8], name: &str) -> String {
    parse(bytes, name, &Limits::default()).unwrap().0.to_outline()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn workbook(sheets: &[(&str, &str, &str)]) -> Vec<u8> {
    let numbered = || sheets.iter().zip(1..);
    let list: String = numbered()
        .map(|((name, state, _), at)| {
            format!("<sheet name='{name}' sheetId='{at}' {state} r:id='r{at}'/>")
        })
        .collect();
    let links: String = numbered()
        .map(|(_, at)| format!("<Relationship Id='r{at}' Type='{LINKS}/worksheet' Target='worksheets/sheet{at}.xml'/>"))
        .collect();
    let book =
        format!("<workbook xmlns='{MAIN}' xmlns:r='{LINKS}'><sheets>{list}</sheets></workbook>");
    let links = format!(
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{links}<Relationship Id='s' Type='{LINKS}/styles' Target='styles.xml'/></Relationships>"
    );
    let styles = format!(
        "<styleSheet xmlns='{MAIN}'><fonts count='2'><font/><font><strike/></font></fonts><fills count='1'><fill/></fills><borders count='1'><border/></borders><cellXfs count='4'><xf numFmtId='0' fontId='0'/><xf numFmtId='14' fontId='0' applyNumberFormat='1'/><xf numFmtId='9' fontId='0' applyNumberFormat='1'/><xf numFmtId='0' fontId='1' applyFont='1'/></cellXfs></styleSheet>"
    );
    let mut members = vec![
        (
            "[Content_Types].xml".to_owned(),
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
                .to_owned(),
        ),
        (
            "_rels/.rels".to_owned(),
            format!(
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='{LINKS}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
            ),
        ),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), links),
        ("xl/styles.xml".to_owned(), styles),
    ];
    for ((.., body), at) in numbered() {
        members.push((
            format!("xl/worksheets/sheet{at}.xml"),
            format!("<worksheet xmlns='{MAIN}'>{body}</worksheet>"),
        ));
    }
    let borrowed: Vec<(&str, &str)> =
        members.iter().map(|(name, text)| (&**name, &**text)).collect();
    package(&borrowed)
}

fn text(place: &str, style: u8, text: &str) -> String {
    format!("<c r='{place}' s='{style}' t='inlineStr'><is><t>{text}</t></is></c>")
}

#[test]
fn every_sheet_shown_is_a_table_with_its_title_and_headers() {
    let log = format!(
        "<sheetData><row r='1'>{}</row><row r='3'>{}{}{}</row><row r='4'>{}{}{}</row><row r='5'>{}<c r='B5' s='1'><v>45328</v></c><c r='C5' s='2'><v>0.86</v></c></row><row r='900000'>{}{}</row></sheetData><mergeCells><mergeCell ref='B3:C3'/></mergeCells>",
        text("A1", 0, "Action log of the Parks Panel"),
        text("A3", 0, "Action"),
        text("B3", 0, "Progress"),
        "<c r='C3'/>",
        text("A4", 0, ""),
        text("B4", 0, "Due"),
        text("C4", 0, "Target"),
        text("A5", 0, "1. Write&#10;2. Call"),
        text("A900000", 3, "Old task"),
        text("XFD900000", 0, "far"),
    );
    let second = format!(
        "<sheetData><row r='1'>{}{}</row></sheetData>",
        text("A1", 0, "Name"),
        text("B1", 0, "Role")
    );
    let bytes = workbook(&[
        ("Actions 2024", "", &log),
        ("Lists", "state='hidden'", &second),
        ("Sheet3", "", &second),
    ]);
    assert_eq!(
        outline(&bytes, "log"),
        "## Actions 2024\nAction log of the Parks Panel\n[0:0:0 head] Action\n[0:0:1+2 head] Progress\n[0:1:1 head] Due\n[0:1:2 head] Target\n[0:2:0] - {1.} Write\n[0:2:0] - {2.} Call\n[0:2:1] 2024-02-06\n[0:2:2] 86%\n[0:3:0] ‹s›Old task‹/s›\n[0:3:16383] far\n[1:0:0 head] Name\n[1:0:1 head] Role\n"
    );
}

#[test]
fn ods_dates_are_dates_and_repeated_cells_keep_their_columns() {
    let p = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name='Log'><table:table-row>{}{}{}</table:table-row><table:table-row table:number-rows-repeated='1000000'><table:table-cell table:number-columns-repeated='16384'/></table:table-row><table:table-row>{}<table:table-cell table:number-columns-repeated='1'/><table:table-cell office:date-value='2024-02-06T00:00:00'><text:p>6 Feb</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        p("Action"),
        p("Owner"),
        p("Due"),
        p("Write")
    );
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", &content),
    ]);
    assert_eq!(
        outline(&bytes, "x.ods"),
        "## Log\n[0:0:0 head] Action\n[0:0:1 head] Owner\n[0:0:2 head] Due\n[0:1:0] Write\n[0:1:2] 2024-02-06\n"
    );
}

#[test]
fn csv_is_read_whatever_its_separator_and_encoding() {
    let expected = "[0:0:0 head] Action\n[0:0:1 head] Cost\n[0:1:0] Write, then call\n[0:1:0] again\n[0:1:1] £5\n";
    let comma = "Action,Cost\r\n\"Write, then call\nagain\",£5\r\n";
    let semicolon = "sep=;\r\nAction;Cost\r\n\"Write, then call\nagain\";£5\r\n";
    let tab = "Action\tCost\n\"Write, then call\nagain\"\t£5\n";
    let latin: Vec<u8> = comma.chars().map(|c| c as u8).collect();
    let wide: Vec<u8> =
        [0xfeff].into_iter().chain(semicolon.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for (bytes, name) in [
        (comma.as_bytes(), "x.csv"),
        (semicolon.as_bytes(), "x.csv"),
        (tab.as_bytes(), "x.tsv"),
        (&latin, "x.csv"),
        (&wide, "x.csv"),
    ] {
        assert_eq!(outline(bytes, name), expected);
    }
}
