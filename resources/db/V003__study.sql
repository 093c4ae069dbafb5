-- Studies: what was asked, and each finished piece of work under a key of its own, so that a study goes on at the first unfinished one.

create table if not exists study (
    id int primary key,
    name varchar not null unique,
    kind varchar not null,
    at bigint not null,
    request varchar not null
);

create table if not exists study_part (
    id bigint primary key,
    study int not null,
    part varchar not null,
    content varchar not null,
    at bigint not null
);
create unique index if not exists study_part_by_name on study_part (study, part);

-- Append-only: when a study first compared anything with the labels of a test sample. Outlives the study.
create table if not exists test_look (sample varchar not null, study varchar not null, at bigint not null, primary key (sample, study));
