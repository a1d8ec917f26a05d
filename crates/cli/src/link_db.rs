//! `minuted link --db` and `minuted history --db`: the links of a database, made and followed; what comes twice is told too.

use std::path::Path;

use anyhow::{Result, bail};
use minuted_link::{Linker, Repeat, Repeats, Same};
use minuted_model::Record;
use minuted_store::{Again, Error, Linked, Run, Store, Wanted};
use serde_json::json;

use crate::Exit;
use crate::export;
use crate::import::{lock, now};
use crate::link::{id_start, only};
use crate::report::{count, printable};

/// Links the records of a database: a run of its own, which `changes` tells of.
///
/// # Errors
/// There is no such database, another process writes to it, or it cannot be written.
pub(crate) fn link(db: &Path) -> Result<Exit> {
    // Nothing is made where there is nothing to link.
    drop(export::open(db)?);
    let _lock = lock(db)?;
    let mut store = Store::open(db)?;
    let found = Found::of(&store)?;
    // No rule has a part in it.
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let wanted = Wanted { version, rules: String::new(), year_start: 4 };
    let run = store.begin_run(&wanted, &now(), "[]")?;
    let linked = found.write(&mut store, &run)?;
    let Linked { records, links, changed, twice, given } = linked;
    let outcomes = json!({
        "linked": records, "links": links, "changed": changed, "papers_twice": twice, "records_twice": given
    });
    store.end_run(&run, &now(), true, &outcomes.to_string())?;
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let count = |of: u64, what: &str| count(number(of), what);
    let (records, links) = (count(records, "record"), count(links, "link"));
    let (changed, twice, given) =
        (count(changed, "record"), count(twice, "paper"), count(given, "record"));
    eprintln!(
        "minuted: run {}: {records}, {links}, those of {changed} changed; {twice} that come twice with {given} given before",
        run.id
    );
    Ok(Exit::Done)
}

/// What a paper repeats, and which of its records were given there.
type Given = (Repeat, Vec<bool>);

/// What was found, before any of it is written.
struct Found {
    linker: Linker,
    /// Papers in their order, each with what it repeats and which of its records were given there.
    papers: Vec<(i64, Option<Given>)>,
}

impl Found {
    /// Goes through the records once for their links and the papers once for what comes twice.
    fn of(store: &Store) -> minuted_store::Result<Self> {
        let (mut linker, mut repeats, mut papers) =
            (Linker::default(), Repeats::default(), Vec::new());
        store.each_record_by_id(|record| {
            linker.push(&record);
            Ok::<_, Error>(())
        })?;
        store.each_paper(|paper| {
            let (given, repeat) = repeats.given("", &paper.words, &paper.records);
            papers.push((paper.document, repeat.map(|repeat| (repeat, given))));
            Ok::<_, Error>(())
        })?;
        Ok(Self { linker, papers })
    }

    /// Writes all of it or nothing.
    fn write(self, store: &mut Store, run: &Run) -> minuted_store::Result<Linked> {
        let mut linking = store.linking(run)?;
        self.linker.each(|_, id, links| linking.write(id, &links))?;
        for (document, repeat) in &self.papers {
            let again = repeat.as_ref().and_then(|(repeat, given)| {
                let how = match repeat.how {
                    Same::Words => "words",
                    Same::Inside => "inside",
                    Same::Holds => "holds",
                };
                let earlier = self.papers.get(repeat.paper)?.0;
                Some(Again { earlier, how, given })
            });
            linking.write_repeat(*document, again.as_ref())?;
        }
        linking.commit()
    }
}

/// Says where records were changed since they were linked.
///
/// # Errors
/// They never were.
pub(crate) fn check(store: &Store, db: &Path) -> Result<()> {
    let shown = printable(&db.display().to_string());
    match store.last_linking()? {
        None => bail!("{shown}: it was never linked: `minuted link --db {shown}` does that"),
        Some((run, true)) => {
            eprintln!("minuted: {shown}: records were changed since run {run}, which linked them");
        }
        Some(_) => {}
    }
    Ok(())
}

/// The records that belong with the one whose id begins so, and its id; `None` where there is none.
///
/// # Errors
/// There is no such database or it was never linked; several ids begin so.
pub(crate) fn related(db: &Path, start: &str) -> Result<(Vec<Record>, Option<String>)> {
    let start = id_start(start)?;
    let store = export::open(db)?;
    check(&store, db)?;
    let Some(id) = only(start, store.ids_from(start)?)? else { return Ok((Vec::new(), None)) };
    Ok((store.related(&id)?, Some(id)))
}
