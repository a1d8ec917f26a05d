-- What databases of this version may lack: an old program lives without it.

-- The rule sets that contents were read with, as written: what a changed one changes is worked out from them.
create table if not exists rule_sets (
    hash text primary key,
    written text not null
) without rowid;

-- Who links to a record.
create index if not exists links_by_target on links (id);

-- Papers that come twice, told by `minuted link --db`: dropped with either of the two, and when either is read otherwise.
create table if not exists repeats (
    document integer primary key references documents (id) on delete cascade,
    -- the earlier one
    earlier integer not null references documents (id) on delete cascade,
    -- words (it says the same), inside (it stands in the earlier one), holds (the earlier one stands in it)
    how text not null,
    -- how many of its records the earlier one gives
    records integer not null
);
create index if not exists repeats_by_earlier on repeats (earlier);

-- The records that an earlier paper gives.
create table if not exists given (
    record integer primary key references records (key) on delete cascade,
    document integer not null references repeats (document) on delete cascade
);
create index if not exists given_by_document on given (document);

create view if not exists papers_twice as
    select d.path, d.member, x.how, e.path as earlier_path, e.member as earlier_member, x.records
    from repeats x join documents d on d.id = x.document join documents e on e.id = x.earlier;
