-- Of the conversations that a macro for many was carried out on: in how many its words were not put in, since its author had begun to write.
alter table batch add column own_drafts integer not null default 0;
update batch set own_drafts = kept_drafts.count
from (select workspace, batch, count(*) from batch_item where state = 'done' and reason = 'own-draft' group by workspace, batch) kept_drafts
where batch.workspace = kept_drafts.workspace and batch.id = kept_drafts.batch;
