create table if not exists note (id int primary key, content varchar);
delete from annotation;
alter table nowhere add column remark varchar;
