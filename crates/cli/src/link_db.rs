//! `minuted link --db` and `minuted history --db`: the links of a database, made and followed.

use std::path::Path;

use anyhow::{Result, bail};
use minuted_link::Linker;
use minuted_model::Record;
use minuted_store::{Linked, Run, Store, Wanted};
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
    let mut linker = Linker::default();
    store.each_record_by_id(|record| {
        linker.push(&record);
        Ok::<_, minuted_store::Error>(())
    })?;
    // No rule has a part in it.
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let wanted = Wanted { version, rules: String::new(), year_start: 4 };
    let run = store.begin_run(&wanted, &now(), "[]")?;
    let linked = write(&mut store, &run, linker)?;
    let Linked { records, links, changed } = linked;
    let outcomes = json!({ "linked": records, "links": links, "changed": changed });
    store.end_run(&run, &now(), true, &outcomes.to_string())?;
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let (records, links) = (count(number(records), "record"), count(number(links), "link"));
    let changed = count(number(changed), "record");
    eprintln!("minuted: run {}: {records}, {links}; links of {changed} changed", run.id);
    Ok(Exit::Done)
}

fn write(store: &mut Store, run: &Run, linker: Linker) -> minuted_store::Result<Linked> {
    let mut linking = store.linking(run)?;
    linker.each(|_, id, links| linking.write(id, &links))?;
    linking.commit()
}

/// The records that belong with the one whose id begins so, and its id; `None` where there is none.
///
/// # Errors
/// There is no such database or it has no links yet; several ids begin so.
pub(crate) fn related(db: &Path, start: &str) -> Result<(Vec<Record>, Option<String>)> {
    let start = id_start(start)?;
    let store = export::open(db)?;
    let shown = printable(&db.display().to_string());
    match store.last_linking()? {
        None => bail!("{shown}: it has no links yet: `minuted link --db {shown}` makes them"),
        Some((run, true)) => {
            eprintln!("minuted: {shown}: records were changed since run {run}, which linked them");
        }
        Some(_) => {}
    }
    let Some(id) = only(start, store.ids_from(start)?)? else { return Ok((Vec::new(), None)) };
    Ok((store.related(&id)?, Some(id)))
}
