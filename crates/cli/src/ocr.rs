//! OCR by the `tesseract` program, page by page, where it is installed. The words it reads go back to `parse`, which
//! alone knows what a page is; nothing is read of a page that has a text of its own.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use minuted_model::Diagnostic;
use minuted_parse::{OCR_DPI, OcrWord, PageImage, page_image};

/// The program that reads pictures.
const PROGRAM: &str = "tesseract";

/// How it is installed on Debian and its kin.
pub(crate) const INSTALL: &str = "apt-get install tesseract-ocr";

/// Longest time one page may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Most pages of one paper that are read, so that a box of scans cannot hold a run for a day.
const MOST_PAGES: usize = 200;

/// Version of the installed program, such as `tesseract 5.3.0`; `None` where there is none.
pub(crate) fn version() -> Option<String> {
    let output = Command::new(PROGRAM).arg("--version").output().ok()?;
    let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    String::from_utf8_lossy(&said).lines().next().map(str::to_owned)
}

/// The words of the pages that `doubts` say need OCR. A page that cannot be read is left out, and so stays doubtful.
pub(crate) fn read_pages(bytes: &[u8], doubts: &[Diagnostic]) -> BTreeMap<u32, Vec<OcrWord>> {
    let pages =
        doubts.iter().filter(|doubt| doubt.code == "needs_ocr").filter_map(|doubt| doubt.page);
    let mut read = BTreeMap::new();
    for page in pages.take(MOST_PAGES) {
        let Ok(image) = page_image(bytes, page) else { continue };
        match read_image(&image) {
            Ok(words) if !words.is_empty() => {
                read.insert(page, words);
            }
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            Err(_) => {}
        }
    }
    read
}

/// Runs the program over one picture, on one thread: its words do not depend on the machine then.
fn read_image(image: &PageImage) -> io::Result<Vec<OcrWord>> {
    let mut child = Command::new(PROGRAM)
        .args(["stdin", "stdout", "--dpi", &OCR_DPI.to_string(), "-l", "eng", "tsv"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let output = thread::scope(|scope| {
        // A program that stops reading closes its end; what it wrote tells the rest.
        scope.spawn(move || stdin.map(|mut stdin| write_picture(&mut stdin, image)));
        let reader = scope.spawn(move || {
            let mut output = String::new();
            stdout.map(|mut stdout| stdout.read_to_string(&mut output));
            output
        });
        let in_time = wait(&mut child)?;
        let output = reader.join().unwrap_or_default();
        in_time.then_some(output).ok_or(io::ErrorKind::TimedOut.into())
    });
    output.map(|table: String| read_table(&table))
}

/// The picture as a portable grey map.
fn write_picture(out: &mut impl Write, image: &PageImage) -> io::Result<()> {
    write!(out, "P5\n{} {}\n255\n", image.width, image.height)?;
    out.write_all(&image.grey)
}

/// Waits for the program; `false` if it failed or took too long, and then it is ended.
fn wait(child: &mut Child) -> io::Result<bool> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok(false);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

/// The words of a `tsv` table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
fn read_table(table: &str) -> Vec<OcrWord> {
    let mut words: Vec<OcrWord> = Vec::new();
    let mut line = 0;
    for row in table.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        match cells.as_slice() {
            ["4", ..] => line += 1,
            ["5", _, _, _, _, _, left, top, width, height, confidence, text]
                if !text.trim().is_empty() =>
            {
                words.extend(word([left, top, width, height], confidence, text, line));
            }
            _ => {}
        }
    }
    words
}

fn word(bbox: [&&str; 4], confidence: &str, text: &str, line: u32) -> Option<OcrWord> {
    let [left, top, width, height] = bbox.map(|number| number.parse::<u32>().ok());
    let (left, top) = (left?, top?);
    let confidence: f32 = confidence.parse().ok()?;
    Some(OcrWord {
        text: text.trim().to_owned(),
        bbox: [left, top, left + width?, top + height?],
        line,
        confidence: (confidence / 100.0).clamp(0.0, 1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_words_is_read_line_by_line() {
        let table = "level\tpage_num\n4\t1\t1\t1\t1\t0\t100\t200\t300\t40\t-1\t\n\
            5\t1\t1\t1\t1\t1\t100\t200\t90\t40\t96.5\tThe\n5\t1\t1\t1\t1\t2\t200\t200\t90\t40\t3\t \n\
            4\t1\t1\t1\t2\t0\t100\t260\t300\t40\t-1\t\n5\t1\t1\t1\t2\t1\t100\t260\t80\t30\t50\tClerk\n";
        let read: Vec<(String, [u32; 4], u32)> =
            read_table(table).into_iter().map(|word| (word.text, word.bbox, word.line)).collect();
        assert_eq!(
            read,
            [
                ("The".to_owned(), [100, 200, 190, 240], 1),
                ("Clerk".to_owned(), [100, 260, 180, 290], 2)
            ]
        );
    }
}
