//! One document's way through: bytes to document to drafts to records.
//! A panic anywhere on the way becomes a failure of that document and of no other.

use std::cell::RefCell;
use std::fmt;
use std::panic::{self, AssertUnwindSafe};
use std::sync::OnceLock;

use minuted_extract::{Explanation, RuleSet};
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
    /// The rules; those of the program are made when the first paper needs them.
    rules: OnceLock<RuleSet>,
    pub(crate) limits: Limits,
    /// Whether pages without a text to trust are read by OCR.
    ocr: bool,
    /// Month in which financial years begin, 1 to 12.
    year_start: u8,
}

/// Where a document comes from; a path alone is a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// Path of the file, or of the container around it.
    pub path: &'a str,
    /// Name inside the container.
    pub member: Option<&'a str>,
}

impl<'a> Origin<'a> {
    /// The name that hints at the format.
    fn name(self) -> &'a str {
        self.member.unwrap_or(self.path)
    }
}

impl<'a> From<&'a str> for Origin<'a> {
    fn from(path: &'a str) -> Self {
        Self { path, member: None }
    }
}

impl<'a> From<&'a String> for Origin<'a> {
    fn from(path: &'a String) -> Self {
        path.as_str().into()
    }
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
    /// The process that read it met a limit or died.
    Limit,
}

impl Stage {
    /// Its word, for programs.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Sniff => "sniff",
            Self::Parse => "parse",
            Self::Panic => "panic",
            Self::Limit => "limit",
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
        Self {
            rules: OnceLock::new(),
            limits: Limits::default(),
            ocr: false,
            year_start: YEAR_START,
        }
    }

    /// A pipeline with these rules.
    pub fn with_rules(rules: RuleSet) -> Self {
        Self { rules: OnceLock::from(rules), ..Self::builtin() }
    }

    /// The same, with or without OCR of pages that need it, where the program for it is installed.
    #[must_use]
    pub fn with_ocr(self, ocr: bool) -> Self {
        Self { ocr, ..self }
    }

    /// The rules it reads with.
    pub(crate) fn rules(&self) -> &RuleSet {
        self.rules.get_or_init(RuleSet::builtin)
    }

    /// The same, with financial years that begin in another month, 1 to 12.
    #[must_use]
    pub fn with_year_start(self, month: u8) -> Self {
        Self { year_start: month, ..self }
    }

    /// SHA-256 of the rules, lower-case hex.
    pub(crate) fn rules_hash(&self) -> &str {
        self.rules().hash()
    }

    /// Reads the records of one document. Its origin goes into the records and hints at the format.
    ///
    /// # Errors
    /// The bytes cannot be read as any format known here, or the program panicked on them.
    pub fn run<'a>(&self, bytes: &[u8], origin: impl Into<Origin<'a>>) -> Result<Output, Failure> {
        let origin = origin.into();
        catch(|| {
            let (document, mut diagnostics) = self.read(bytes, origin)?;
            let of_parsing = diagnostics.len();
            let context = self.context(bytes, origin, &document);
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
        let (drafts, mut diagnostics) = minuted_extract::extract(document, self.rules());
        let (records, more) = minuted_normalise::normalise(document, drafts, context);
        diagnostics.extend(more);
        (records, diagnostics)
    }

    /// Reads a document and stops there.
    ///
    /// # Errors
    /// As [`Pipeline::run`].
    pub fn parse<'a>(
        &self,
        bytes: &[u8],
        origin: impl Into<Origin<'a>>,
    ) -> Result<Document, Failure> {
        let origin = origin.into();
        catch(|| Ok(self.read(bytes, origin)?.0))
    }

    /// Reads a document and finds its drafts.
    ///
    /// # Errors
    /// As [`Pipeline::run`].
    pub fn extract<'a>(
        &self,
        bytes: &[u8],
        origin: impl Into<Origin<'a>>,
    ) -> Result<(Document, Vec<Draft>), Failure> {
        let origin = origin.into();
        catch(|| self.draft(bytes, origin).map(|(document, drafts, _)| (document, drafts)))
    }

    /// Reads the records of one document, and tells what became of every block of it.
    ///
    /// # Errors
    /// As [`Pipeline::run`].
    pub(crate) fn explain(
        &self,
        bytes: &[u8],
        path: &str,
    ) -> Result<(Output, Explanation), Failure> {
        let output = self.run(bytes, path)?;
        let explanation = catch(|| Ok(minuted_extract::explain(&output.document, self.rules())))?;
        Ok((output, explanation))
    }

    fn draft(
        &self,
        bytes: &[u8],
        origin: Origin<'_>,
    ) -> Result<(Document, Vec<Draft>, Vec<Diagnostic>), Failure> {
        let (document, mut diagnostics) = self.read(bytes, origin)?;
        let (drafts, more) = minuted_extract::extract(&document, self.rules());
        diagnostics.extend(more);
        Ok((document, drafts, diagnostics))
    }

    fn read(
        &self,
        bytes: &[u8],
        origin: Origin<'_>,
    ) -> Result<(Document, Vec<Diagnostic>), Failure> {
        let read = minuted_parse::parse(bytes, origin.name(), &self.limits).map_err(to_failure)?;
        if !self.ocr || read.1.iter().all(|doubt| doubt.code != "needs_ocr") {
            return Ok(read);
        }
        let words = ocr::read_pages(bytes, &read.1);
        if words.is_empty() {
            return Ok(read);
        }
        minuted_parse::parse_pdf_with_ocr(bytes, &self.limits, &words).map_err(to_failure)
    }

    fn context(&self, bytes: &[u8], origin: Origin<'_>, document: &Document) -> Context {
        self.context_of(Source {
            path: origin.path.to_owned(),
            sha256: hex(&Sha256::digest(bytes)),
            media_type: document.media_type.clone(),
            member: origin.member.map(str::to_owned),
        })
    }

    fn context_of(&self, source: Source) -> Context {
        Context {
            source,
            producer: Producer {
                version: env!("CARGO_PKG_VERSION").to_owned(),
                rules: self.rules_hash().to_owned(),
            },
            year_start: self.year_start,
        }
    }
}

pub(crate) fn to_failure(error: minuted_parse::Error) -> Failure {
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

pub(crate) fn catch<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
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
