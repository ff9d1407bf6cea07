-- The keys of an agent's screens as they changed them: they are the same on every machine. {}: as the desk has them.
alter table agent add column keys jsonb not null default '{}';
