//! Rules as written: the TOML shape, with every key a rule may have. Nothing is compiled here.

use serde::Deserialize;

/// One rule file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawRule {
    /// Snake-case name, the same as the file's stem.
    pub(crate) id: String,
    /// What a hit gives.
    pub(crate) gives: Gives,
    /// What it does, in one sentence.
    pub(crate) summary: String,
    /// Why councils write so, and what would go wrong without the rule.
    pub(crate) why: String,
    /// Where in a text the pattern must stand.
    #[serde(default)]
    pub(crate) at: At,
    /// The pattern; `${name}` stands for a fragment.
    #[serde(rename = "match")]
    pub(crate) pattern: String,
    /// Guards: a hit is none when one of these is found in the same text.
    #[serde(default)]
    pub(crate) unless: Vec<String>,
    /// Guards on the headings above.
    #[serde(default)]
    pub(crate) not_under: Option<String>,
    /// The headings above must match.
    #[serde(default)]
    pub(crate) under: Option<String>,
    /// The nearest content before (and not a heading) must match.
    #[serde(default)]
    pub(crate) after: Option<String>,
    /// Kinds of document it looks at; empty means all.
    #[serde(default)]
    pub(crate) documents: Vec<DocumentKind>,
    /// Words of which one must be in the text (any case) for the pattern to be tried at all.
    #[serde(default)]
    pub(crate) needs: Vec<String>,
    /// For openers, sentences and kinds: what sort of clause.
    #[serde(default)]
    pub(crate) kind: Option<RawKind>,
    /// For openers, sentences and effects.
    #[serde(default)]
    pub(crate) effect: Option<RawEffect>,
    /// For openers, sections and outcomes.
    #[serde(default)]
    pub(crate) outcome: Option<RawOutcome>,
    /// For columns: what the column holds.
    #[serde(default)]
    pub(crate) role: Option<ColumnRole>,
    /// For documents: what the paper is.
    #[serde(default)]
    pub(crate) document: Option<DocumentKind>,
    /// For openers: its presence says that the minutes mark their decisions with openers.
    #[serde(default)]
    pub(crate) strong: bool,
    /// For openers: the clause is only put; the vote after it says what became of it.
    #[serde(default)]
    pub(crate) moves: bool,
    /// For openers: how far the clause reaches.
    #[serde(default)]
    pub(crate) reach: Reach,
    /// Texts with what they give.
    #[serde(default, rename = "case")]
    pub(crate) cases: Vec<RawCase>,
}

/// A text and what the rule gives on it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCase {
    /// The text the rule looks at.
    pub(crate) text: String,
    /// What is left for the clause, or the text hit; absent where nothing must hit.
    #[serde(default)]
    pub(crate) gives: Option<String>,
    /// The headings above, for rules that look at them.
    #[serde(default)]
    pub(crate) under: Option<String>,
}

/// What a hit gives.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Gives {
    /// An opener: what follows is operative.
    Opener,
    /// A heading or label line under which items are operative.
    Section,
    /// A heading or lead-in under which nothing is.
    NotOperative,
    /// A label line that ends whatever stands open: `Minutes:`.
    Boundary,
    /// A numbered recommendation that stands by itself.
    Item,
    /// A clause whose opener was lost.
    Bare,
    /// What can be a clause under a section.
    Clause,
    /// A sentence of narrative that is a clause by itself.
    Sentence,
    /// A sentence of a table cell that is a task of its own.
    Task,
    /// A lead-in that its items complete.
    Stem,
    /// A clause that is none after all.
    Veto,
    /// A remark at the end of a clause, or a block after it.
    Note,
    /// What the clause does.
    Effect,
    /// What sort of clause it is, over what its opener says.
    Kind,
    /// What became of it.
    Outcome,
    /// What a table column holds.
    Column,
    /// What the paper is.
    Document,
}

impl Gives {
    /// How many sorts there are.
    pub(crate) const COUNT: usize = Self::Document as usize + 1;

    /// A bit of its own for each sort.
    pub(crate) fn bit(self) -> u32 {
        1 << self as u32
    }

    /// Whether its rules look at blocks and their sentences, of which a document has thousands.
    pub(crate) fn looks_at_blocks(self) -> bool {
        !matches!(
            self,
            Self::Task | Self::Stem | Self::Veto | Self::Effect | Self::Kind | Self::Column
        )
    }
}

/// Where in a text the pattern must stand.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum At {
    /// At the start of a block or cell.
    #[default]
    Start,
    /// At the start of a sentence.
    Sentence,
    /// Anywhere.
    Anywhere,
    /// The whole text.
    Whole,
    /// At the end.
    End,
}

/// How far an opener's clause reaches in its own block.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reach {
    /// To the end of the block.
    #[default]
    Block,
    /// To the end of the sentence.
    Sentence,
}

/// Kinds of paper, as far as rules need to tell them apart.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Minutes of a body whose minutes use openers.
    Minutes,
    /// Minutes of a parish, a board or a panel, which often use none.
    PlainMinutes,
    /// A report with recommendations still to be agreed.
    Report,
    /// The page of one agenda item, with its minutes.
    AgendaItem,
    /// A notice or record of a decision.
    Decision,
    /// An agenda.
    Agenda,
    /// Action log or tracker.
    Tracker,
    /// A motion or an amendment.
    Motion,
    /// None of these.
    #[default]
    Other,
}

/// What a table column holds.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ColumnRole {
    /// Number or reference of the row.
    Reference,
    /// Date or meeting that raised it.
    Date,
    /// Portfolio.
    Portfolio,
    /// Subject.
    Title,
    /// What is asked.
    Ask,
    /// Who must act.
    Owner,
    /// By when.
    Due,
    /// What was answered.
    Response,
    /// What has been done.
    Progress,
    /// The state.
    Status,
    /// When it was closed.
    Closed,
    /// How it is measured.
    Measure,
    /// A column that trackers do not have: budget lines, risk scores.
    Foreign,
}

/// `kind` as written in a rule.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawKind {
    Recommendation,
    Resolution,
    Action,
}

/// `effect` as written in a rule.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawEffect {
    Act,
    Note,
    Procedural,
}

/// `outcome` as written in a rule.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawOutcome {
    Carried,
    Lost,
    Withdrawn,
    Superseded,
    Deferred,
    Draft,
}
