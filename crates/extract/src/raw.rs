//! Rules as written: the TOML shape, with every key a rule may have. Nothing is compiled here.
//! The comments on the keys are what `docs/rules.md` and the JSON Schema of a rule file say of them.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

/// One rule file.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "A rule of minuted")]
pub(crate) struct RawRule {
    /// Snake-case name, the same as the file's stem. A rule of a name that is known takes the known one's place.
    pub(crate) id: String,
    /// What a hit gives: the sort of the rule.
    pub(crate) gives: Gives,
    /// What it does, in one sentence.
    pub(crate) summary: String,
    /// Why councils write so, and what would go wrong without the rule.
    pub(crate) why: String,
    /// Where in a text the pattern must stand.
    #[serde(default)]
    pub(crate) at: At,
    /// The pattern, in the syntax of the Rust `regex` crate; `${name}` stands for a fragment, `\w` for a letter of Latin.
    #[serde(rename = "match")]
    #[schemars(with = "String")]
    pub(crate) pattern: Spanned<String>,
    /// Guards: a hit is none when one of these patterns is found in the same text; of an opener that reaches to the end of its
    /// sentence, in that sentence.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(crate) unless: Vec<Spanned<String>>,
    /// Guard on the headings above, outermost first and joined by ` > `: a hit is none where it is found.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(crate) not_under: Option<Spanned<String>>,
    /// A pattern that must be found in the headings above.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(crate) under: Option<Spanned<String>>,
    /// A pattern that must be found in the block before.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(crate) after: Option<Spanned<String>>,
    /// A pattern that must be found in the block that follows, its label left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(crate) before: Option<Spanned<String>>,
    /// Whoever the group `to` names must be listed by the paper as present or absent: in full, by first or last name, by initials.
    #[serde(default)]
    pub(crate) attends: bool,
    /// Kinds of paper it looks at; absent means all.
    #[serde(default)]
    pub(crate) documents: Vec<DocumentKind>,
    /// Papers it is meant for, where a habit is one council's or of one time; absent means all.
    #[serde(default)]
    pub(crate) only: Option<RawOnly>,
    /// Words of which one must be in the text for the pattern to be tried at all: they make a rule cheap. Each begins where a
    /// word begins and stands for itself in any case, or as it is written if it has a capital; `to ${task_verb}` is as many
    /// words as the fragment has ways.
    #[serde(default)]
    pub(crate) needs: Vec<String>,
    /// Words of which one must be in the text beside one of `needs`.
    #[serde(default)]
    pub(crate) also_needs: Vec<String>,
    /// What sort of clause it is; of a remark, the sort behind which it stands.
    #[serde(default)]
    pub(crate) kind: Option<RawKind>,
    /// What the clause does.
    #[serde(default)]
    pub(crate) effect: Option<RawEffect>,
    /// What became of the clause.
    #[serde(default)]
    pub(crate) outcome: Option<RawOutcome>,
    /// What the column holds.
    #[serde(default)]
    pub(crate) role: Option<ColumnRole>,
    /// What the paper is.
    #[serde(default)]
    pub(crate) document: Option<DocumentKind>,
    /// Its presence says that the minutes mark their decisions with openers.
    #[serde(default)]
    pub(crate) strong: bool,
    /// The clause is only put; the vote after it says what became of it.
    #[serde(default)]
    pub(crate) moves: bool,
    /// How far the clause reaches in the opener's own block.
    #[serde(default)]
    pub(crate) reach: Reach,
    /// Texts with what they give: at least one that hits and one that must not.
    #[serde(default, rename = "case")]
    pub(crate) cases: Vec<RawCase>,
}

/// Papers a rule is meant for. What is given must hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawOnly {
    /// Words of which one must stand in the paper's title, web address or first blocks, in any case:
    /// a council's name or its domain.
    #[serde(default)]
    pub(crate) councils: Vec<String>,
    /// The first day, as a TOML date; the paper's day is the first date in its first blocks. A paper without one is left out.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(crate) from: Option<toml::value::Datetime>,
    /// The last day.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub(crate) until: Option<toml::value::Datetime>,
}

/// A text and what the rule gives on it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RawCase {
    /// The text the rule looks at.
    pub(crate) text: String,
    /// What is left for the clause, or the words hit; empty where only the hit matters, absent where nothing must hit.
    #[serde(default)]
    pub(crate) gives: Option<String>,
    /// The headings above, joined by ` > `.
    #[serde(default)]
    pub(crate) under: Option<String>,
    /// The block before.
    #[serde(default)]
    pub(crate) after: Option<String>,
    /// The block that follows.
    #[serde(default)]
    pub(crate) before: Option<String>,
    /// Those whom the paper lists, between commas.
    #[serde(default)]
    pub(crate) present: Option<String>,
    /// The kind of paper; absent means the first of the rule's own `documents`.
    #[serde(default)]
    pub(crate) document: Option<DocumentKind>,
}

/// What a hit gives.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Who is to do it, at the head of an action.
    Owner,
    /// A lead-in that its items complete.
    Stem,
    /// A clause that is none after all.
    Veto,
    /// A remark at the end of a clause, or a block after it.
    Note,
    /// A paragraph that answers the recommendation above it.
    Answer,
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

    /// Every sort with the word that rule files have for it.
    const WORDS: [(Self, &'static str); Self::COUNT] = [
        (Self::Opener, "opener"),
        (Self::Section, "section"),
        (Self::NotOperative, "not_operative"),
        (Self::Boundary, "boundary"),
        (Self::Item, "item"),
        (Self::Bare, "bare"),
        (Self::Clause, "clause"),
        (Self::Sentence, "sentence"),
        (Self::Task, "task"),
        (Self::Owner, "owner"),
        (Self::Stem, "stem"),
        (Self::Veto, "veto"),
        (Self::Note, "note"),
        (Self::Answer, "answer"),
        (Self::Effect, "effect"),
        (Self::Kind, "kind"),
        (Self::Outcome, "outcome"),
        (Self::Column, "column"),
        (Self::Document, "document"),
    ];

    /// Every sort, in the order of their declaration.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|(sort, _)| *sort)
    }

    /// The word that rule files have for it.
    pub(crate) fn word(self) -> &'static str {
        Self::WORDS.get(self as usize).map_or("", |(_, word)| word)
    }

    /// Whether its rules look at blocks and their sentences, of which a document has thousands.
    pub(crate) fn looks_at_blocks(self) -> bool {
        !matches!(
            self,
            Self::Task
                | Self::Owner
                | Self::Stem
                | Self::Veto
                | Self::Effect
                | Self::Kind
                | Self::Column
        )
    }
}

/// Where in a text the pattern must stand.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reach {
    /// To the end of the block.
    #[default]
    Block,
    /// To the end of the sentence.
    Sentence,
}

/// Kinds of paper, as far as rules need to tell them apart.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
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

impl DocumentKind {
    /// The word that rule files have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::PlainMinutes => "plain_minutes",
            Self::Report => "report",
            Self::AgendaItem => "agenda_item",
            Self::Decision => "decision",
            Self::Agenda => "agenda",
            Self::Tracker => "tracker",
            Self::Motion => "motion",
            Self::Other => "other",
        }
    }
}

/// What a table column holds.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, PartialOrd, Ord)]
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
    /// "What": the ask, or what the steps beside it lead to.
    What,
    /// "How", "Steps", "What we will do": how something is brought about; the ask where no column asks by name.
    Steps,
    /// What was found, which the ask beside it answers.
    Finding,
    /// What was decided.
    Decision,
    /// Number of the decision: the label of what the row decides.
    Number,
    /// Who must act.
    Owner,
    /// To whom it is addressed, which makes no tracker by itself.
    Addressed,
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
    /// Who decides, or on what day: lists of decisions have it, taken or still to come.
    Decider,
    /// A column that trackers do not have: budget lines, risk scores.
    Foreign,
}

/// What sort of clause it is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawKind {
    /// Asked of another body or a portfolio holder.
    Recommendation,
    /// Decided by the meeting itself.
    Resolution,
    /// A task noted for a person or officer.
    Action,
}

/// What a clause does.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawEffect {
    /// Somebody must do something, or something is decided.
    Act,
    /// Something is only noted, received, welcomed.
    Note,
    /// The meeting's own housekeeping.
    Procedural,
}

/// What became of a clause.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RawOutcome {
    /// It was agreed.
    Carried,
    /// It was voted down.
    Lost,
    /// It was taken back.
    Withdrawn,
    /// Another text took its place.
    Superseded,
    /// It was put off.
    Deferred,
    /// It is still to be agreed.
    Draft,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_sort_stands_at_its_own_place_under_its_word() {
        for (at, sort) in Gives::all().enumerate() {
            assert_eq!(sort as usize, at);
            let read: BTreeMap<String, Gives> =
                toml::from_str(&format!("gives = '{}'", sort.word())).unwrap();
            assert_eq!(read.get("gives"), Some(&sort));
        }
    }
}
