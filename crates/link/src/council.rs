//! Which council a record belongs to: as named, or as the other papers of its folder name it.

use std::collections::BTreeMap;

use minuted_model::Record;

/// Where a record stands, by the numbers of its names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing {
    /// The council it names.
    council: Option<u32>,
    /// The folder of its paper.
    folder: u32,
    /// Its body; 0 is none.
    pub(crate) body: u32,
}

/// What the papers of a folder name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Nothing,
    One(u32),
    Several,
}

/// The names that records have, each with a number.
#[derive(Debug)]
pub(crate) struct Councils {
    councils: BTreeMap<String, u32>,
    folders: BTreeMap<String, u32>,
    bodies: BTreeMap<String, u32>,
    /// By folder.
    named: Vec<Named>,
    /// Whether the body's name tells one council from another in a folder that names none; by body.
    telling: Vec<bool>,
}

impl Default for Councils {
    fn default() -> Self {
        let mut empty = Self {
            councils: BTreeMap::new(),
            folders: BTreeMap::new(),
            bodies: BTreeMap::new(),
            named: Vec::new(),
            telling: Vec::new(),
        };
        empty.body("");
        empty
    }
}

impl Councils {
    /// Takes a record's names.
    pub(crate) fn read(&mut self, record: &Record) -> Standing {
        let (meeting, path) = (&record.meeting, &record.source.path);
        self.note(path, meeting.council.as_deref(), meeting.body.as_deref())
    }

    fn note(&mut self, path: &str, council: Option<&str>, body: Option<&str>) -> Standing {
        let council = council.map(fold);
        let council = council.map(|name| number(&mut self.councils, name));
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let folder = number(&mut self.folders, folder.to_owned());
        self.named.resize(self.folders.len(), Named::Nothing);
        if let (Some(council), Some(named)) = (council, self.named.get_mut(folder as usize)) {
            *named = match *named {
                Named::Nothing => Named::One(council),
                Named::One(known) if known == council => Named::One(council),
                _ => Named::Several,
            };
        }
        let body = self.body(body.unwrap_or(""));
        Standing { council, folder, body }
    }

    fn body(&mut self, name: &str) -> u32 {
        let name = fold(name);
        let telling = name.split(' ').count() >= 2 && !name.contains("council");
        let body = number(&mut self.bodies, name);
        if self.telling.len() < self.bodies.len() {
            self.telling.push(telling);
        }
        body
    }

    /// The council of each record, by number: as named; or the only one that the other papers of the folder name; or, where
    /// they name none, one for each body's own name in the folder. `None` where it is not known.
    pub(crate) fn of(&self, standings: &[Standing]) -> Vec<Option<u32>> {
        let mut own: BTreeMap<(u32, u32), u32> = BTreeMap::new();
        let named = self.councils.len();
        let mut of = |it: &Standing| {
            if it.council.is_some() {
                return it.council;
            }
            match self.named.get(it.folder as usize)? {
                Named::One(council) => Some(*council),
                Named::Several => None,
                Named::Nothing => {
                    let next = u32::try_from(named + own.len()).unwrap_or(u32::MAX);
                    let telling = self.telling.get(it.body as usize).copied().unwrap_or(false);
                    telling.then(|| *own.entry((it.folder, it.body)).or_insert(next))
                }
            }
        };
        standings.iter().map(&mut of).collect()
    }
}

fn number(names: &mut BTreeMap<String, u32>, name: String) -> u32 {
    let next = u32::try_from(names.len()).unwrap_or(u32::MAX);
    *names.entry(name).or_insert(next)
}

/// A name without case, punctuation and article.
fn fold(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| *word != "the").collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_folded() {
        assert_eq!(fold("The SALTBY  Town-Council"), "saltby town council");
    }

    #[test]
    fn a_record_without_a_council_has_that_of_its_folder() {
        let mut councils = Councils::default();
        let standings = [
            ("one/a.txt", Some("Saltby Town Council"), None),
            ("one/b.txt", None, Some("Parks Panel")),
            ("two/a.txt", Some("Saltby Town Council"), None),
            ("two/b.txt", Some("Coldham Council"), None),
            ("two/c.txt", None, Some("Parks Panel")),
            ("none/a.txt", None, Some("Parks Panel")),
            ("none/b.txt", None, Some("The Parks Panel")),
            ("none/c.txt", None, Some("Council")),
            ("none/d.txt", None, None),
        ]
        .map(|(path, council, body)| councils.note(path, council, body));
        let (salt, cold, own) = (Some(0), Some(1), Some(2));
        let expected = [salt, salt, salt, cold, None, own, own, None, None];
        assert_eq!(councils.of(&standings), expected);
    }
}
