//! Optional content: layers that a PDF shows or hides, such as a watermark or another language (ISO 32000-1, 8.11).

use std::collections::BTreeSet;

use hayro_syntax::object::dict::keys::{
    BASE_STATE, D, OC, OCGS, OCMD, OCPROPERTIES, OFF, ON, P, TYPE,
};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, dict_or_stream};
use hayro_syntax::page::Resources;
use hayro_syntax::xref::XRef;

/// The layers that are hidden as the PDF is opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers {
    hidden: BTreeSet<ObjectIdentifier>,
    /// Whether the PDF has layers at all; most have none, and then nothing need be looked up.
    any: bool,
    /// For every piece of marked content that is open, whether it is shown.
    open: Vec<bool>,
}

impl Layers {
    /// Those of a document.
    pub(crate) fn new(xref: &XRef) -> Self {
        let catalog: Option<Dict<'_>> = xref.get(xref.root_id());
        let properties = catalog.and_then(|catalog| catalog.get::<Dict<'_>>(OCPROPERTIES));
        let Some(properties) = properties else { return Self::default() };
        let hidden = properties.get::<Dict<'_>>(D).map(|config| hidden(&properties, &config));
        Self { hidden: hidden.unwrap_or_default(), any: true, open: Vec::new() }
    }

    /// Whether what is drawn now is shown.
    pub(crate) fn are_shown(&self) -> bool {
        self.open.last().copied().unwrap_or(true)
    }

    /// Marked content begins, with what the operator says of it.
    pub(crate) fn begin(&mut self, resources: &Resources<'_>, said: Option<&Object<'_>>) {
        if self.any {
            let shown = said.is_none_or(|said| self.shows(resources, said));
            self.open.push(self.are_shown() && shown);
        }
    }

    /// A form or image begins; where it names a layer, [`Self::end`] must follow.
    pub(crate) fn begin_object(&mut self, dict: &Dict<'_>) -> bool {
        let Some(group) = dict.get::<Dict<'_>>(OC).filter(|_| self.any) else { return false };
        let shown = match dict.get_ref(OC) {
            Some(id) => self.shows_group(&group, id.into()),
            None => self.shows_members(&group),
        };
        self.open.push(self.are_shown() && shown);
        true
    }

    /// Marked content ends.
    pub(crate) fn end(&mut self) {
        self.open.pop();
    }

    /// A page begins.
    pub(crate) fn reset(&mut self) {
        self.open.clear();
    }

    fn shows(&self, resources: &Resources<'_>, said: &Object<'_>) -> bool {
        let named = said.clone().into_name().and_then(|name| {
            let id = resources.properties.get_ref(name.as_ref())?;
            Some((resources.properties.get(name).unwrap_or_default(), id))
        });
        let group = named.or_else(|| {
            let (dict, _) = dict_or_stream(said)?;
            Some((dict.get(OC).unwrap_or_default(), dict.get_ref(OC)?))
        });
        group.is_none_or(|(group, id)| self.shows_group(&group, id.into()))
    }

    fn shows_group(&self, group: &Dict<'_>, id: ObjectIdentifier) -> bool {
        match group.get::<Name<'_>>(TYPE).as_deref() {
            Some(OCMD) => self.shows_members(group),
            _ => !self.hidden.contains(&id),
        }
    }

    /// Whether a membership dictionary lets its content be shown.
    fn shows_members(&self, group: &Dict<'_>) -> bool {
        let members = match group.get::<Array<'_>>(OCGS) {
            Some(array) => identifiers(&array),
            None => group.get_ref(OCGS).into_iter().map(ObjectIdentifier::from).collect(),
        };
        let is_hidden = |id: &ObjectIdentifier| self.hidden.contains(id);
        members.is_empty()
            || match group.get::<Name<'_>>(P).as_deref() {
                Some(b"AllOn") => !members.iter().any(is_hidden),
                Some(b"AnyOff") => members.iter().any(is_hidden),
                Some(b"AllOff") => members.iter().all(is_hidden),
                _ => !members.iter().all(is_hidden),
            }
    }
}

fn hidden(properties: &Dict<'_>, config: &Dict<'_>) -> BTreeSet<ObjectIdentifier> {
    let listed = |dict: &Dict<'_>, key| dict.get::<Array<'_>>(key).map(|array| identifiers(&array));
    let mut hidden = BTreeSet::new();
    if config.get::<Name<'_>>(BASE_STATE).as_deref() == Some(OFF) {
        hidden.extend(listed(properties, OCGS).unwrap_or_default());
    }
    for shown in listed(config, ON).unwrap_or_default() {
        hidden.remove(&shown);
    }
    hidden.extend(listed(config, OFF).unwrap_or_default());
    hidden
}

fn identifiers(array: &Array<'_>) -> Vec<ObjectIdentifier> {
    array.raw_iter().filter_map(|item| item.as_obj_ref()).map(ObjectIdentifier::from).collect()
}
