-- What people say of a reading that was not right. What the engine read stays as it was (`reading.value`); what counts besides it
-- stands in `corrected`, made of the corrections that hold.

alter table reading add column corrected jsonb;
-- When a correction was last made or taken back; also after the last one is gone.
alter table reading add column corrected_at timestamptz;

create table reading_correction (
  workspace uuid not null,
  id uuid not null,
  message uuid not null,
  -- What of the reading it is about: mood, urgency, intents, complaint, language, asks, risks, human.
  field text not null,
  value jsonb not null,
  -- The same of the reading that the engine had made, and which engine and pack it was.
  before jsonb not null,
  engine text not null,
  -- Who made it: an agent, or a program in its own name.
  author_kind text not null check (author_kind in ('agent', 'service')),
  author text not null,
  made_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (workspace, id),
  foreign key (workspace, message) references message (workspace, id) on delete cascade
);
create index reading_correction_message on reading_correction (workspace, message);
-- The export goes through all that hold, in the order in which they were made.
create index reading_correction_made on reading_correction (workspace, made_at, id) where withdrawn_at is null;

create trigger reading_search_corrected after update of corrected on reading for each row
  when (old.corrected is distinct from new.corrected) execute function search_due_changed();
