create table if not exists note (id int primary key, content varchar);
alter table run add column if not exists remark varchar default '';
