-- Rows of annotation, gold and sample_member are clustered by a packed key: the owner's number in the high bits, the unit's (or the position) in the
-- low 40, so that one annotator's column is one range of one tree. Times are nanoseconds since 1970 UTC.

create table if not exists import (
    id int primary key,
    file varchar not null,
    request varchar not null,
    committed boolean not null,
    started bigint not null,
    ended bigint,
    first_unit bigint not null,
    last_unit bigint not null,
    labels bigint not null,
    unit_sum bigint not null,
    label_sum bigint not null,
    codebook_version int not null
);

create table if not exists unit (
    id bigint primary key,
    unit_key varchar not null,
    text varchar not null,
    text_b varchar,
    query varchar,
    metadata varchar
);
create unique index if not exists unit_by_key on unit (unit_key);

create table if not exists metadata_column (
    position int primary key,
    name varchar not null unique,
    origin int not null
);

create table if not exists codebook (
    version int primary key,
    variables clob not null,
    at bigint not null,
    author varchar not null,
    reason varchar not null
);

create table if not exists annotator (
    id int primary key,
    name varchar not null unique,
    kind varchar not null,
    model varchar,
    origin int not null
);
create table if not exists variable_name (id int primary key, name varchar not null unique);
create table if not exists label_name (id int primary key, name varchar not null);

-- One annotator's answers to one variable, blind or after reveal. Not in force: being written, or replaced and not cleared away yet.
create table if not exists series (
    id int primary key,
    variable int not null,
    annotator int not null,
    seen_llm boolean not null,
    in_force boolean not null,
    predictions bigint not null
);

-- Current state. origin: 0 decided by an event, above 0 the import, -1 a student's prediction.
create table if not exists annotation (
    id bigint primary key,
    label int,
    confidence double precision,
    probabilities varbinary,
    flags int not null,
    comment varchar,
    at bigint not null,
    codebook_version int not null,
    millis int not null,
    origin int not null
);

create table if not exists gold (
    id bigint primary key,
    label int not null,
    reasons varchar not null,
    decided_by varchar not null,
    at bigint not null
);

-- Append-only. before and after are the whole state of the row as JSON, null for no row; annotator is null for a final label.
create table if not exists event (
    seq bigint primary key,
    at bigint not null,
    actor varchar not null,
    operation varchar not null,
    unit bigint not null,
    variable varchar not null,
    annotator varchar,
    before varchar,
    after varchar,
    undoes bigint,
    seen_llm boolean not null,
    codebook_version int not null,
    millis int not null
);
create index if not exists event_by_actor on event (actor, seq desc);

create table if not exists sample (
    id int primary key,
    name varchar not null unique,
    strategy varchar not null,
    seed bigint not null,
    frame int not null,
    size int not null,
    rule varchar not null,
    at bigint not null
);
create table if not exists sample_member (id bigint primary key, unit bigint not null, probability double precision not null);

create table if not exists run (
    id int primary key,
    name varchar not null unique,
    variable varchar not null,
    student varchar not null,
    labels_from varchar not null,
    sample varchar,
    folder varchar not null,
    sha256 varchar not null,
    at bigint not null,
    request varchar not null,
    outcome varchar not null
);

create table if not exists job (
    id bigint primary key,
    kind varchar not null,
    title varchar not null,
    request varchar not null,
    state varchar not null,
    done bigint not null,
    total bigint not null,
    phase varchar not null,
    started bigint,
    ended bigint,
    error varchar,
    resumable boolean not null
);
create table if not exists job_log (id bigint auto_increment primary key, job bigint not null, at bigint not null, message varchar not null);
create index if not exists job_log_by_job on job_log (job, id);

create table if not exists setting (name varchar primary key, content varchar not null);
