-- What teachers were asked and what they answered. Prompts are kept once: repeats of a unit share theirs.

create table if not exists teaching (
    id int primary key,
    name varchar not null unique,
    variable varchar not null,
    teacher varchar not null,
    codebook_version int not null,
    at bigint not null,
    request varchar not null,
    summary varchar
);

create table if not exists prompt (
    id bigint primary key,
    sha256 varchar not null unique,
    system_message varchar not null,
    user_message varchar not null
);

-- Append-only. status as CallStatus spells it.
create table if not exists teacher_call (
    id bigint primary key,
    teaching int not null,
    unit bigint not null,
    repeat int not null,
    attempt int not null,
    prompt bigint not null,
    codebook_version int not null,
    provider varchar not null,
    requested_model varchar not null,
    returned_model varchar,
    fingerprint varchar,
    temperature double precision not null,
    seed bigint,
    examples varchar not null,
    started bigint not null,
    ended bigint not null,
    tokens_in bigint not null,
    tokens_out bigint not null,
    cost double precision,
    http_status int not null,
    raw varchar not null,
    status varchar not null,
    label varchar,
    reason varchar not null,
    confidence double precision
);
create index if not exists teacher_call_by_unit on teacher_call (teaching, unit, repeat, id);

-- Batches handed to a provider; what they answered are calls.
create table if not exists teacher_batch (
    id int primary key,
    teaching int not null,
    token varchar not null unique,
    provider_id varchar,
    at bigint not null,
    requests int not null,
    state varchar not null
);
