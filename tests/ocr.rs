//! A scanned page is told as such, and read where `tesseract` is installed.

use std::process::Command;

use minuted::Pipeline;
use minuted_parse::{PageImage, page_image};

use crate::support::root;

#[test]
fn a_scanned_page_is_told_and_read_where_tesseract_is() {
    let table = std::fs::read(root().join("fixtures/tables/split_row.pdf")).unwrap();
    let scan = as_scan(&page_image(&table, 1).unwrap());
    let told = Pipeline::builtin().run(&scan, "scan.pdf").unwrap();
    let doubts: Vec<_> = told.diagnostics.iter().map(|doubt| (doubt.code, doubt.page)).collect();
    assert!(doubts.contains(&("needs_ocr", Some(1))), "{doubts:?}");
    if Command::new("tesseract").arg("--version").output().is_err() {
        return eprintln!("skipped: tesseract is not there (apt-get install tesseract-ocr)");
    }
    let read = Pipeline::builtin().with_ocr(true).run(&scan, "scan.pdf").unwrap();
    assert!(read.document.text.contains("Recommendations tracker"), "{}", read.document.text);
    assert!(read.document.text.contains("Harrowmere"), "{}", read.document.text);
    let sure = read.document.blocks.iter().flat_map(|block| &block.places);
    assert!(sure.filter_map(|place| place.confidence).count() > 20, "confidences are kept");
    assert!(read.diagnostics.iter().all(|doubt| doubt.code != "needs_ocr"));
    let archive = as_zip("scan.pdf", &scan);
    let members = Pipeline::builtin().with_ocr(true).run_all(&archive, "archive.zip");
    let doubts: Vec<_> =
        members.iter().map(|it| &it.outcome.as_ref().unwrap().diagnostics).collect();
    assert_eq!(doubts, [&read.diagnostics], "a scan in an archive is read as it is outside");
}

fn as_zip(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, bytes).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A PDF of one A4 page that is nothing but a picture.
fn as_scan(image: &PageImage) -> Vec<u8> {
    let draw = b"595 0 0 842 0 0 cm /I Do";
    let picture = format!(
        "<</Type/XObject/Subtype/Image/Width {}/Height {}/ColorSpace/DeviceGray/BitsPerComponent 8/Length {}>>",
        image.width,
        image.height,
        image.grey.len()
    );
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>";
    let objects: [(String, &[u8]); 5] = [
        ("<</Type/Catalog/Pages 2 0 R>>".to_owned(), b""),
        ("<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(), b""),
        (page.to_owned(), b""),
        (format!("<</Length {}>>", draw.len()), draw),
        (picture, &image.grey),
    ];
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut table = String::from("xref\n0 6\n0000000000 65535 f \n");
    for (number, (dictionary, stream)) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.extend(format!("{number} 0 obj\n{dictionary}\n").bytes());
        if !stream.is_empty() {
            pdf.extend(b"stream\n");
            pdf.extend(stream);
            pdf.extend(b"\nendstream\n");
        }
        pdf.extend(b"endobj\n");
    }
    let start = pdf.len();
    pdf.extend(
        format!("{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    pdf
}
