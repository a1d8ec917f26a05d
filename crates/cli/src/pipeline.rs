//! One document's way through: bytes to document to drafts to records.
//! A panic anywhere on the way becomes a failure of that document and of no other.

use std::cell::RefCell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe};

use minuted_extract::RuleSet;
use minuted_model::{Diagnostic, Document, Draft, Producer, Record, Source};
use minuted_normalise::Context;
use minuted_parse::{ErrorKind, Limits};
use sha2::{Digest, Sha256};

use crate::ocr;

/// Month in which a council's financial year begins in the United Kingdom.
const YEAR_START: u8 = 4;

/// What every document of a run is read with.
#[derive(Clone, Debug)]
pub struct Pipeline {
    rules: RuleSet,
    /// Hash of the rules, which every record names.
    rules_hash: String,
    limits: Limits,
    /// Whether pages without a text to trust are read by OCR.
    ocr: bool,
}

/// What came of one document.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The document as read.
    pub document: Document,
    /// Its records, in text order.
    pub records: Vec<Record>,
    /// What is doubtful about them; what parsing said comes first.
    pub diagnostics: Vec<Diagnostic>,
    /// How many of the diagnostics are of parsing.
    pub of_parsing: usize,
    /// Where it was read.
    pub source: Source,
}

/// Where a document failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The bytes could not be had.
    Read,
    /// The bytes are of no format that is read here.
    Sniff,
    /// The bytes could not be read as their format.
    Parse,
    /// The program itself failed: a bug.
    Panic,
}

impl Stage {
    /// Its word, for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Sniff => "sniff",
            Self::Parse => "parse",
            Self::Panic => "panic",
        }
    }
}

/// A document that could not be read, and why.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Where.
    pub stage: Stage,
    /// Why, lower case, no full stop.
    pub reason: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl Pipeline {
    /// A pipeline with the rules and limits that come with the program.
    pub fn builtin() -> Self {
        Self::with_rules(RuleSet::builtin())
    }

    /// A pipeline with these rules.
    pub fn with_rules(rules: RuleSet) -> Self {
        Self { rules_hash: rules.hash().to_owned(), rules, limits: Limits::default(), ocr: false }
    }

    /// The same, with or without OCR of pages that need it, where the program for it is installed.
    #[must_use]
    pub fn with_ocr(self, ocr: bool) -> Self {
        Self { ocr, ..self }
    }

    /// SHA-256 of the rules, lower-case hex.
    pub(crate) fn rules_hash(&self) -> &str {
        &self.rules_hash
    }

    /// Reads the records of one document. `path` goes into the records and hints at the format.
    ///
    /// # Errors
    /// The bytes cannot be read as any format known here, or the program panicked on them.
    pub fn run(&self, bytes: &[u8], path: &str) -> Result<Output, Failure> {
        catch(|| {
            let (document, mut diagnostics) = self.read(bytes, path)?;
            let of_parsing = diagnostics.len();
            let context = self.context(bytes, path, &document);
            let (records, more) = self.understand(&document, &context);
            diagnostics.extend(more);
            Ok(Output { document, records, diagnostics, of_parsing, source: context.source })
        })
    }

    /// Reads the records of a document that was parsed before. Its source goes into the records.
    ///
    /// # Errors
    /// The program panicked on it.
    pub fn run_again(&self, document: Document, source: Source) -> Result<Output, Failure> {
        catch(|| {
            let context = self.context_of(source);
            let (records, diagnostics) = self.understand(&document, &context);
            Ok(Output { document, records, diagnostics, of_parsing: 0, source: context.source })
        })
    }

    fn understand(&self, document: &Document, context: &Context) -> (Vec<Record>, Vec<Diagnostic>) {
        let (drafts, mut diagnostics) = minuted_extract::extract(document, &self.rules);
        let (records, more) = minuted_normalise::normalise(document, drafts, context);
        diagnostics.extend(more);
        (records, diagnostics)
    }

    /// Reads a document and stops there.
    ///
    /// # Errors
    /// As [`Pipeline::run`].
    pub fn parse(&self, bytes: &[u8], path: &str) -> Result<Document, Failure> {
        catch(|| Ok(self.read(bytes, path)?.0))
    }

    /// Reads a document and finds its drafts.
    ///
    /// # Errors
    /// As [`Pipeline::run`].
    pub fn extract(&self, bytes: &[u8], path: &str) -> Result<(Document, Vec<Draft>), Failure> {
        catch(|| self.draft(bytes, path).map(|(document, drafts, _)| (document, drafts)))
    }

    fn draft(
        &self,
        bytes: &[u8],
        path: &str,
    ) -> Result<(Document, Vec<Draft>, Vec<Diagnostic>), Failure> {
        let (document, mut diagnostics) = self.read(bytes, path)?;
        let (drafts, more) = minuted_extract::extract(&document, &self.rules);
        diagnostics.extend(more);
        Ok((document, drafts, diagnostics))
    }

    fn read(&self, bytes: &[u8], path: &str) -> Result<(Document, Vec<Diagnostic>), Failure> {
        let read = minuted_parse::parse(bytes, path, &self.limits).map_err(to_failure)?;
        if !self.ocr || read.1.iter().all(|doubt| doubt.code != "needs_ocr") {
            return Ok(read);
        }
        let words = ocr::read_pages(bytes, &read.1);
        if words.is_empty() {
            return Ok(read);
        }
        minuted_parse::parse_pdf_with_ocr(bytes, &self.limits, &words).map_err(to_failure)
    }

    fn context(&self, bytes: &[u8], path: &str, document: &Document) -> Context {
        self.context_of(Source {
            path: path.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
            media_type: document.media_type.clone(),
            member: None,
        })
    }

    fn context_of(&self, source: Source) -> Context {
        Context {
            source,
            producer: Producer {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                rules: self.rules_hash.clone(),
            },
            year_start: YEAR_START,
        }
    }
}

fn to_failure(error: minuted_parse::Error) -> Failure {
    let unknown = error.kind() == ErrorKind::Unknown;
    let stage = if unknown { Stage::Sniff } else { Stage::Parse };
    Failure { stage, reason: error.to_string() }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

thread_local! {
    static PANIC_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics off the terminal; the failure tells them. For the program, not for tests.
pub(crate) fn keep_panics_quiet() {
    panic::set_hook(Box::new(|info| {
        PANIC_PLACE.with_borrow_mut(|place| *place = Some(info.to_string()));
    }));
}

fn catch<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let place = PANIC_PLACE.with_borrow_mut(Option::take);
        let place = place.unwrap_or_else(|| "place not known".to_owned());
        let reason = format!("a bug in minuted, please report it: {}", place.replace('\n', " "));
        Err(Failure { stage: Stage::Panic, reason })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure() {
        let failure = catch::<()>(|| panic!("deliberate, for the test")).unwrap_err();
        assert_eq!(failure.stage, Stage::Panic);
    }

    #[test]
    fn hex_has_two_digits_a_byte() {
        assert_eq!(hex(&[0, 10, 255]), "000aff");
    }
}
