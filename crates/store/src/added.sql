-- What databases of this version may lack: an old program lives without it.

-- The rule sets that contents were read with, as written: what a changed one changes is worked out from them.
create table if not exists rule_sets (
    hash text primary key,
    written text not null
) without rowid;

-- Who links to a record.
create index if not exists links_by_target on links (id);
