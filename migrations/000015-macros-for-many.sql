-- A macro for many conversations at once; and who took a batch back, where that is not its author.

-- what a macro said when it was decided: it may be changed or removed while it is carried out
alter table batch add column macro jsonb;
alter table batch add column undone_by_kind text check (undone_by_kind in ('agent', 'service'));
alter table batch add column undone_by uuid;
