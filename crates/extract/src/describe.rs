//! Rules as people are told of them: for lists, explanations and the documentation. Nothing is run here.

use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::check::{FITS, GROUPS};
use crate::load::RuleSource;
use crate::raw::{Gives, RawCase, RawRule};
use crate::rule::Rule;
use crate::rules::RuleSet;

/// One rule of a set, as written.
#[derive(Clone, Copy, Debug)]
pub struct RuleInfo<'a> {
    raw: &'a RawRule,
    source: &'a RuleSource,
}

/// A text with what a rule gives on it.
#[derive(Clone, Copy, Debug)]
pub struct CaseInfo<'a>(&'a RawCase);

impl RuleSet {
    /// The rules by sort, in the order in which sorts are declared, and within a sort by name.
    pub fn rules(&self) -> impl Iterator<Item = RuleInfo<'_>> {
        self.all().iter().filter_map(|rule| self.info(rule))
    }

    /// The rule of a name.
    pub fn rule(&self, id: &str) -> Option<RuleInfo<'_>> {
        self.rules().find(|rule| rule.id() == id)
    }

    /// Name, note and pattern of every fragment, in order of name.
    pub fn fragments(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.fragment_table().all()
    }

    fn info<'a>(&'a self, rule: &'a Rule) -> Option<RuleInfo<'a>> {
        Some(RuleInfo { raw: &rule.raw, source: self.sources().get(rule.id())? })
    }
}

impl<'a> RuleInfo<'a> {
    /// Its name.
    pub fn id(self) -> &'a str {
        &self.raw.id
    }

    /// The word for what it gives.
    pub fn gives(self) -> &'static str {
        self.raw.gives.word()
    }

    /// What it does, in one sentence.
    pub fn summary(self) -> &'a str {
        &self.raw.summary
    }

    /// Why it is there.
    pub fn why(self) -> &'a str {
        &self.raw.why
    }

    /// Its file and what that says.
    pub fn source(self) -> &'a RuleSource {
        self.source
    }

    /// Words for the kinds of paper it looks at; none means all.
    pub fn documents(self) -> impl Iterator<Item = &'static str> {
        self.raw.documents.iter().map(|kind| kind.word())
    }

    /// Its own cases.
    pub fn cases(self) -> impl Iterator<Item = CaseInfo<'a>> {
        self.raw.cases.iter().map(CaseInfo)
    }
}

impl<'a> CaseInfo<'a> {
    /// The text.
    pub fn text(self) -> &'a str {
        &self.0.text
    }

    /// The words it gives; `Some("")` where only the hit matters, `None` where nothing must hit.
    pub fn gives(self) -> Option<&'a str> {
        self.0.gives.as_deref()
    }

    /// What stands around it, in words: `under Reasons`, `after Moved by A`.
    pub fn place(self) -> String {
        let case = self.0;
        let around = [
            ("under", &case.under),
            ("after", &case.after),
            ("before", &case.before),
            ("present", &case.present),
        ];
        let said =
            around.iter().filter_map(|(word, text)| Some(format!("{word} “{}”", text.as_ref()?)));
        let document = case.document.map(|kind| format!("in {}", kind.word()));
        said.chain(document).collect::<Vec<_>>().join(", ")
    }
}

/// The sorts that may have a key; none where every sort may.
pub fn sorts_of_key(key: &str) -> Vec<&'static str> {
    let fit = FITS.iter().find(|fit| fit.key == key);
    fit.map_or(Vec::new(), |fit| fit.sorts.iter().map(|sort| sort.word()).collect())
}

/// The key that a sort means nothing without.
pub fn key_needed_by(sort: &str) -> Option<&'static str> {
    let needs = |sort: Gives| FITS.iter().find(|fit| fit.needed_by == Some(sort));
    Gives::all().find(|known| known.word() == sort).and_then(needs).map(|fit| fit.key)
}

/// Named groups of a pattern with what each is read as.
pub fn groups() -> &'static [(&'static str, &'static str)] {
    &GROUPS
}

/// The JSON Schema (2020-12) of a rule file, for editors and for the documentation.
pub fn rule_schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<RawRule>().to_value()
}
