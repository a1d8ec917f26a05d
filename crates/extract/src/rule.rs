//! Rules as run: compiled, checked and grouped by what they give.

use std::ops::Range;

use minuted_model::{Attendance, Effect, Field, FieldName, Kind, Outcome, Span};
use toml::Spanned;

use crate::check::{GROUPS, check};
use crate::error::RuleError;
use crate::fragment::Fragments;
use crate::needed::{begins_in, is_small};
use crate::pattern::Pattern;
use crate::raw::{
    At, ColumnRole, DocumentKind, Gives, RawEffect, RawKind, RawOutcome, RawRule, Reach,
};

/// One rule, ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) raw: RawRule,
    /// The words it needs, each way of their fragments by itself.
    needs: [Vec<String>; 2],
    pattern: Pattern,
    unless: Vec<Pattern>,
    /// All guards as one.
    guard: Option<Pattern>,
    under: Option<Pattern>,
    not_under: Option<Pattern>,
    after: Option<Pattern>,
    before: Option<Pattern>,
}

/// Where a rule hit in a text, as byte ranges of that text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hit {
    /// All of the match.
    pub(crate) whole: Range<usize>,
    /// Where the clause begins: the group `text`, else the end of the match.
    pub(crate) text: Range<usize>,
    /// The group `to`: who is asked.
    pub(crate) to: Option<Range<usize>>,
    /// The group `due`: by when it is to be done.
    pub(crate) due: Option<Range<usize>>,
    /// The group `label`: the number of the resolution itself.
    pub(crate) label: Option<Range<usize>>,
    /// The groups `proposer` and `seconder`.
    pub(crate) proposer: Option<Range<usize>>,
    /// Who seconded.
    pub(crate) seconder: Option<Range<usize>>,
    /// The group `theme`: a label line that says something of all its items.
    pub(crate) theme: Option<Range<usize>>,
}

impl Hit {
    /// Where within the match the clause begins, if the rule says so: behind `The Board agreed`.
    pub(crate) fn clause_within(&self) -> Option<usize> {
        Some(self.text.start).filter(|start| (1..self.whole.end).contains(start))
    }

    /// Whether nothing else stands in `words`.
    pub(crate) fn is_all_of(&self, words: &str) -> bool {
        self.whole.start == 0 && self.whole.end >= words.trim_end().len()
    }

    /// Who is asked, read by `rule` in the words at `within`.
    pub(crate) fn owner(&self, rule: &Rule, within: Span) -> Option<Field> {
        let to = self.to.as_ref()?;
        let span = Span::new(within.start + to.start, within.start + to.end);
        Some(Field::new(FieldName::Addressee, rule.id(), vec![span]))
    }

    /// Who is asked and by when, as a remark behind a clause says it.
    pub(crate) fn told(&self, rule: &Rule, within: Span) -> impl Iterator<Item = Field> {
        let due = self.due.as_ref().map(|due| {
            let span = Span::new(within.start + due.start, within.start + due.end);
            Field::new(FieldName::Deadline, rule.id(), vec![span])
        });
        self.owner(rule, within).into_iter().chain(due)
    }
}

impl Rule {
    /// Reads a rule as written in `file` and checks what it says, its patterns aside.
    pub(crate) fn read(file: &str, toml: &str) -> Result<RawRule, RuleError> {
        let raw: RawRule =
            toml::from_str(toml).map_err(|error| RuleError::of_toml(file, toml, &error))?;
        check(file, toml, &raw)?;
        Ok(raw)
    }

    /// Makes a rule of what was read from `file`; its patterns are compiled when they are first asked.
    ///
    /// A rule that does not come with the program is to be checked too: see [`Rule::check`].
    pub(crate) fn new(
        file: &str,
        toml: &str,
        raw: RawRule,
        fragments: &Fragments,
    ) -> Result<Self, RuleError> {
        let pattern = |written: &Spanned<String>, words: &str| {
            fragments
                .expand(words)
                .map(|words| Pattern::new(&words))
                .map_err(|message| RuleError::at(file, toml, &written.span(), message))
        };
        let plain = |written: &Spanned<String>| pattern(written, written.as_ref());
        let optional = |written: &Option<Spanned<String>>| written.as_ref().map(plain).transpose();
        let words = raw.pattern.as_ref();
        let anchored = match raw.at {
            At::Start | At::Sentence => format!("^(?:{words})"),
            At::Whole => format!("^(?:{words})$"),
            At::End => format!("(?:{words})$"),
            At::Anywhere => words.clone(),
        };
        let needs = |key: &str, words: &[String]| -> Result<Vec<String>, RuleError> {
            let ways = words.iter().map(|word| fragments.words(word));
            let ways: Result<Vec<_>, _> = ways.collect();
            let ways = ways.map_err(|message| RuleError::of_key(file, toml, key, message))?;
            Ok(ways.concat())
        };
        let any = raw.unless.iter().map(|guard| format!("(?:{})", guard.as_ref()));
        let any = any.collect::<Vec<_>>().join("|");
        let guard = raw.unless.first().map(|first| pattern(first, &any)).transpose()?;
        Ok(Self {
            needs: [needs("needs", &raw.needs)?, needs("also_needs", &raw.also_needs)?],
            guard,
            pattern: pattern(&raw.pattern, &anchored)?,
            unless: raw.unless.iter().map(plain).collect::<Result<_, _>>()?,
            under: optional(&raw.under)?,
            not_under: optional(&raw.not_under)?,
            after: optional(&raw.after)?,
            before: optional(&raw.before)?,
            raw,
        })
    }

    /// Whether its patterns compile and its groups are known; `file` is named where not.
    pub(crate) fn check(&self, file: &str, toml: &str) -> Result<(), RuleError> {
        let raw = &self.raw;
        let written = [&raw.pattern].into_iter().chain(&raw.unless);
        let written = written
            .chain([&raw.under, &raw.not_under, &raw.after, &raw.before].into_iter().flatten());
        // Guards that are small enough one by one may not be together.
        let together = raw.unless.first().zip(self.guard.as_ref());
        for (written, pattern) in written.zip(self.patterns()).chain(together) {
            has_known_groups(pattern)
                .map_err(|message| RuleError::at(file, toml, &written.span(), message))?;
        }
        Ok(())
    }

    /// Its patterns: what it looks for, its guards, and what must or must not stand around.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let Self { raw: _, needs: _, guard: _, pattern, unless, under, not_under, after, before } =
            self;
        let around = [under, not_under, after, before].into_iter().flatten();
        [pattern].into_iter().chain(unless).chain(around)
    }

    /// The words it needs: of each list that holds any, one must be in a text.
    pub(crate) fn needs(&self) -> &[Vec<String>; 2] {
        &self.needs
    }

    /// Whether the words it needs are in `text`.
    pub(crate) fn has_need(&self, text: &str) -> bool {
        let small = text.to_ascii_lowercase();
        let is_in = |word: &String| begins_in(word, if is_small(word) { &small } else { text });
        self.needs.iter().all(|words| words.is_empty() || words.iter().any(is_in))
    }

    pub(crate) fn id(&self) -> &str {
        &self.raw.id
    }

    pub(crate) fn gives(&self) -> Gives {
        self.raw.gives
    }

    pub(crate) fn at(&self) -> At {
        self.raw.at
    }

    pub(crate) fn reach(&self) -> Reach {
        self.raw.reach
    }

    pub(crate) fn role(&self) -> Option<ColumnRole> {
        self.raw.role
    }

    pub(crate) fn document(&self) -> Option<DocumentKind> {
        self.raw.document
    }

    pub(crate) fn kind(&self) -> Option<Kind> {
        self.raw.kind.map(|kind| match kind {
            RawKind::Recommendation => Kind::Recommendation,
            RawKind::Resolution => Kind::Resolution,
            RawKind::Action => Kind::Action,
        })
    }

    pub(crate) fn effect(&self) -> Option<Effect> {
        self.raw.effect.map(|effect| match effect {
            RawEffect::Act => Effect::Act,
            RawEffect::Note => Effect::Note,
            RawEffect::Procedural => Effect::Procedural,
        })
    }

    pub(crate) fn outcome(&self) -> Option<Outcome> {
        self.raw.outcome.map(|outcome| match outcome {
            RawOutcome::Carried => Outcome::Carried,
            RawOutcome::Lost => Outcome::Lost,
            RawOutcome::Withdrawn => Outcome::Withdrawn,
            RawOutcome::Superseded => Outcome::Superseded,
            RawOutcome::Deferred => Outcome::Deferred,
            RawOutcome::Draft => Outcome::Draft,
        })
    }

    /// Whether the rule looks at papers of this kind.
    pub(crate) fn looks_in(&self, document: DocumentKind) -> bool {
        self.raw.documents.is_empty() || self.raw.documents.contains(&document)
    }

    /// Whether the rule looks at a place under these headings, after this text, in this kind of paper.
    pub(crate) fn looks_at(&self, place: &Surroundings<'_>) -> bool {
        self.looks_in(place.document)
            && self.fits_under(place.headings)
            && !self.shuns(place.headings)
            && self.fits_after(place.before)
            && self.fits_before(place.next)
    }

    /// Whom the hit at `found` names.
    pub(crate) fn who<'t>(&self, text: &'t str, found: &Range<usize>) -> Option<&'t str> {
        text.get(self.hit_at(text, found.clone())?.to?)
    }

    /// Whether the paper lists whomever the hit at `found` names, where the rule asks for that.
    pub(crate) fn knows_who(
        &self,
        text: &str,
        found: &Range<usize>,
        place: &Surroundings<'_>,
    ) -> bool {
        let lists =
            |present: &Attendance| self.who(text, found).is_some_and(|who| present.has_all(who));
        !self.raw.attends || place.present.is_some_and(lists)
    }

    /// Whether the pattern stands in `text`, whatever the guards say.
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        self.pattern.is_match(text)
    }

    /// The first place in `text` where the pattern stands, whatever the guards say.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.pattern.find(text)
    }

    /// Whether the pattern stands where it stands wherever the text before it is cut off.
    pub(crate) fn floats(&self) -> bool {
        self.pattern.floats()
    }

    /// The first place in `text` where the words of the pattern stand, wherever `at` says they must.
    pub(crate) fn find_loosely(&self, text: &str, fragments: &Fragments) -> Option<Range<usize>> {
        Pattern::new(&fragments.expand(self.raw.pattern.as_ref()).ok()?).find(text)
    }

    /// The guard that stands in `text`, and where.
    pub(crate) fn guard_in(&self, text: &str) -> Option<(&str, Range<usize>)> {
        self.unless
            .iter()
            .zip(&self.raw.unless)
            .find_map(|(guard, written)| Some((written.as_ref().as_str(), guard.find(text)?)))
    }

    /// Whether the headings above are those it looks under.
    pub(crate) fn fits_under(&self, headings: &str) -> bool {
        self.under.as_ref().is_none_or(|pattern| pattern.is_match(headings))
    }

    /// Whether it looks away from what stands under these headings.
    pub(crate) fn shuns(&self, headings: &str) -> bool {
        self.not_under.as_ref().is_some_and(|pattern| pattern.is_match(headings))
    }

    /// Whether the block before is one it looks after.
    pub(crate) fn fits_after(&self, before: &str) -> bool {
        self.after.as_ref().is_none_or(|pattern| pattern.is_match(before))
    }

    /// Whether the block that follows is one it looks before.
    pub(crate) fn fits_before(&self, next: &str) -> bool {
        self.before.as_ref().is_none_or(|pattern| pattern.is_match(next))
    }

    /// Whether a guard stands in `text`.
    pub(crate) fn is_guarded(&self, text: &str) -> bool {
        self.guard.as_ref().is_some_and(|guard| guard.is_match(text))
    }

    /// What the guards look at of a text that begins with a sentence of so many bytes: no more than that sentence where the clause
    /// reaches to its end.
    pub(crate) fn guarded<'t>(&self, text: &'t str, sentence: usize) -> &'t str {
        match self.raw.reach {
            Reach::Sentence => text.get(..sentence).unwrap_or(text),
            Reach::Block => text,
        }
    }

    /// The first place in `text` where the pattern stands, with its groups; `None` where a guard stands too.
    pub(crate) fn hit(&self, text: &str) -> Option<Hit> {
        if self.is_guarded(text) { None } else { self.hit_at(text, self.find(text)?) }
    }

    /// The hit of a pattern that stands in `text` at `whole`, told by [`Rule::find`].
    pub(crate) fn hit_at(&self, text: &str, whole: Range<usize>) -> Option<Hit> {
        if !self.pattern.has_groups() {
            return Some(Hit { text: whole.end..text.len(), whole, ..Hit::default() });
        }
        let groups = self.pattern.groups_at(text, &whole)?;
        let either = |names: &[&str]| names.iter().find_map(|name| groups.name(name));
        Some(Hit {
            text: either(&["text", "t2"]).unwrap_or(whole.end..text.len()),
            to: either(&["to", "to2"]),
            due: groups.name("due"),
            label: either(&["label", "label2", "label3"]),
            proposer: either(&["proposer", "p2", "p3"]),
            seconder: either(&["seconder", "s2", "s3"]),
            theme: groups.name("theme"),
            whole,
        })
    }
}

/// What stands around a text that a rule looks at.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Surroundings<'a> {
    /// Kind of paper.
    pub(crate) document: DocumentKind,
    /// Headings above, outermost first, joined by ` > `.
    pub(crate) headings: &'a str,
    /// The nearest content block before.
    pub(crate) before: &'a str,
    /// The nearest content block after.
    pub(crate) next: &'a str,
    /// Those whom the paper lists.
    pub(crate) present: Option<&'a Attendance>,
}

/// A group of a name that nobody reads is a misspelling.
fn has_known_groups(pattern: &Pattern) -> Result<(), String> {
    let known = |name: &&str| GROUPS.iter().any(|(group, _)| group == name);
    let Some(name) = pattern.check()?.into_iter().find(|name| !known(name)) else { return Ok(()) };
    let names: Vec<&str> = GROUPS.iter().map(|(group, _)| *group).collect();
    Err(format!("no group `{name}`, expected one of: {}", names.join(", ")))
}
