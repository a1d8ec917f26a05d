-- The tables of version 1. A change that an old program could not live with raises the number in schema.rs.

create table runs (
    id integer primary key autoincrement,
    started_at text not null,
    finished_at text,
    -- running (or killed), done, interrupted
    state text not null,
    -- what was imported, a JSON array of paths
    roots text not null,
    version text not null,
    rules text not null,
    -- month in which financial years begin
    year_start integer not null default 4,
    -- how many files came to what, a JSON object
    outcomes text
);

-- One row a path that was ever seen.
create table files (
    id integer primary key,
    path text not null unique,
    -- the name as bytes, where it is no UTF-8
    raw blob,
    size integer not null,
    -- nanoseconds since 1970; null where it must not be trusted
    mtime integer,
    -- of the bytes; null until they were hashed
    sha256 text,
    named integer not null,
    -- present, gone
    state text not null,
    seen integer not null references runs (id)
);
create index files_by_content on files (sha256, path);
create index files_by_run on files (seen, path);

-- One row for every different content of a file, however many files have it.
create table contents (
    sha256 text primary key,
    -- read, skipped (of no format that is read here), failed
    state text not null,
    -- the path its records name
    path text not null,
    version text not null,
    -- null where the rules made no difference
    rules text,
    -- month in which financial years began when it was read
    year_start integer not null default 4,
    -- whether the next run tries it again unasked
    retry integer not null default 0
);

-- One row a paper: a file, or what a file holds under a name of its own.
create table documents (
    id integer primary key,
    content text not null references contents (sha256),
    path text not null,
    -- '' for the file itself
    member text not null,
    -- the path as a walk sorts it: folders by their names, with what they hold
    place text not null,
    sha256 text not null,
    media_type text not null,
    title text,
    pages integer not null,
    records integer not null,
    -- present, gone
    state text not null,
    run integer not null references runs (id),
    unique (content, member)
);
create index documents_by_place on documents (place, member);
create index documents_by_path on documents (path);

-- The document as it was parsed, for new rules to be run over it. Not for people: see packed.rs.
create table parsed (
    document integer primary key references documents (id) on delete cascade,
    packed blob not null
);

create table diagnostics (
    document integer not null references documents (id) on delete cascade,
    position integer not null,
    -- parse, rules
    stage text not null,
    severity text not null,
    code text not null,
    message text not null,
    page integer,
    primary key (document, position)
) without rowid;

create table records (
    key integer primary key,
    id text not null,
    document integer not null references documents (id) on delete cascade,
    position integer not null,
    kind text not null,
    effect text not null,
    outcome text not null,
    label text,
    full_text text not null,
    council text,
    body text,
    meeting_date text,
    addressee text,
    portfolio text,
    -- the latest day that still meets it
    deadline text,
    -- separated by spaces
    gaps text not null,
    decision text,
    status text,
    confidence real not null,
    page integer,
    -- the record of minuted/1
    json text not null,
    unique (document, position)
);
create index records_by_id on records (id);
create index records_by_deadline on records (deadline);

-- One row for each value of a record that has several.
create table fields (
    record integer not null references records (key) on delete cascade,
    field text not null,
    position integer not null,
    text text not null,
    value text,
    detail text,
    primary key (record, field, position)
) without rowid;

-- Written for all records at once: `minuted link --db`.
create table links (
    record integer not null references records (key) on delete cascade,
    type text not null,
    -- of the other record
    id text not null,
    score real not null,
    -- what speaks for it, a JSON array of words
    reasons text not null default '[]',
    primary key (record, type, id)
) without rowid;

create table failures (
    path text not null,
    -- of the file's bytes; '' where they could not be had
    sha256 text not null,
    member text not null,
    stage text not null,
    reason text not null,
    run integer not null references runs (id),
    primary key (path, member)
) without rowid;
create index failures_by_content on failures (sha256);

-- Empty until a person can correct records.
create table corrections (
    id text not null,
    field text not null,
    value text,
    note text,
    made_at text not null,
    made_by text,
    primary key (id, field)
) without rowid;

-- What happened to each record, in order. `changes` is made of it.
create table changes (
    seq integer primary key,
    run integer not null references runs (id),
    op text not null,
    id text not null
);
create index changes_by_id on changes (id, seq);

create virtual table clauses using fts5 (
    full_text, content = 'records', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
create trigger clauses_insert after insert on records begin
    insert into clauses (rowid, full_text) values (new.key, new.full_text);
end;
create trigger clauses_delete after delete on records begin
    insert into clauses (clauses, rowid, full_text) values ('delete', old.key, old.full_text);
end;

-- Views for people. Records that were lost, withdrawn or superseded are in none of them.
create view recommendations as
    select r.id, r.kind, r.label, r.full_text as clause, r.addressee, r.portfolio, r.deadline, r.gaps,
        r.decision, r.status, r.council, r.body, r.meeting_date, d.path, d.member, r.page, d.state as paper
    from records r join documents d on d.id = r.document
    where r.outcome not in ('lost', 'withdrawn', 'superseded') and r.effect = 'act';
create view without_deadline as
    select * from recommendations where ' ' || gaps || ' ' like '% no_deadline %';
create view without_owner as
    select * from recommendations where ' ' || gaps || ' ' like '% no_owner %';
create view by_deadline as
    select * from recommendations where deadline is not null order by deadline;
create view by_portfolio as
    select f.value as portfolio, count(distinct r.id) as records,
        count(distinct case when ' ' || r.gaps || ' ' like '% no_deadline %' then r.id end) as without_deadline
    from fields f join records r on r.key = f.record
    where f.field = 'portfolio' and r.outcome not in ('lost', 'withdrawn', 'superseded') and r.effect = 'act'
    group by f.value order by records desc, portfolio;
create view files_by_outcome as
    select coalesce(c.state, 'waiting') as outcome, f.state as file, count(*) as files
    from files f left join contents c on c.sha256 = f.sha256
    group by 1, 2 order by 1, 2;
