//! What a heading does to the walk: it ends what is above it, shuts what is below it out, or opens a section whose themes are the
//! headings below it.

use minuted_model::{Field, Kind, Span};

use super::{State, Walker};
use crate::group::Group;
use crate::label::Label;
use crate::raw::Gives;
use crate::reading::Unit;
use crate::rule::Rule;

/// An operative section: headings below its level are its themes.
#[derive(Clone, Debug)]
pub(super) struct Section<'a> {
    pub(super) rule: &'a Rule,
    pub(super) level: u8,
    /// The lead-in that every theme's clauses complete, with what was read off it.
    pub(super) stem: Vec<Span>,
    pub(super) fields: Vec<Field>,
    /// The heading that says of its themes that they hold conclusions too.
    pub(super) concludes: Option<Span>,
}

/// How many blocks below a heading may come before the first number of its list: a heading of a theme of its own.
const THEMES: usize = 2;

impl<'a> Walker<'a> {
    pub(super) fn step_heading(&mut self, index: usize, unit: &'a Unit<'a>) {
        if self.takes_note(unit) {
            return;
        }
        let level = unit.block.level;
        if let Some(section) = self.empty_section(level.saturating_sub(1)) {
            self.section = Some(section);
        }
        if let Some(section) = self.section_of_themes(index, level) {
            self.section = Some(section);
        }
        self.finish(index);
        if self.section.as_ref().is_some_and(|section| level <= section.level) {
            self.section = None;
        }
        let reopens = !matches!(self.state, State::Closed(above, _) if level > above);
        if reopens {
            self.state = State::Idle;
        }
        let place = self.reading.around(index);
        if self.rules.hits(Gives::NotOperative, unit.words, &place) {
            self.state = State::Closed(level, Vec::new());
        } else if let Some((rule, hit)) = self.rules.first(Gives::Section, unit.words, &place) {
            self.section = Some(Section {
                rule,
                level,
                stem: Vec::new(),
                fields: Vec::new(),
                concludes: None,
            });
            self.open(index, rule, &hit, unit.block.span, Some(level));
        } else if self.opens(index, unit) {
        } else if let (Some(section), true) = (self.section.clone(), reopens) {
            self.open_theme(index, unit, section, level);
        }
    }

    /// A lead-in to recommendations under which nothing stood yet: the headings below it are its themes.
    fn empty_section(&self, level: u8) -> Option<Section<'a>> {
        let State::Open(opened) = &self.state else { return None };
        let rule = opened.section.filter(|_| !opened.taken && opened.heading.is_none())?;
        let Group { lead, fields, .. } = &opened.group;
        Some(Section { rule, level, stem: lead.clone(), fields: fields.clone(), concludes: None })
    }

    /// "Conclusions and recommendations" with a heading of its own level right below it and numbered paragraphs below that: the
    /// headings of that level are its themes as long as the numbers run on.
    fn section_of_themes(&self, index: usize, level: u8) -> Option<Section<'a>> {
        let numbered = self.reading.units.iter().skip(index + 1).take(THEMES);
        let number = numbered.map(|unit| self.reading.marker(unit)).find(|it| !it.is_empty());
        let first = number?.iter().any(Label::is_first);
        let State::Open(opened) = &self.state else { return None };
        let rule = opened.section.filter(|_| opened.heading == Some(level) && !opened.taken)?;
        let unit = self.reading.units.get(opened.start)?;
        let concludes = unit.words.to_lowercase().contains("conclusions");
        let below = opened.start + 1 == index && opened.group.kind == Kind::Recommendation;
        let level = level.saturating_sub(1);
        let section = Section {
            rule,
            level,
            stem: Vec::new(),
            fields: Vec::new(),
            concludes: Some(unit.block.span),
        };
        (first && concludes && below).then_some(section)
    }
}
