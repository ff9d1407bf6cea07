-- Macros that were run, so that each can be taken back, and letters that begin a conversation at a time.

alter table macro add column shortcut text not null default '';

create table macro_run (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- the macro and its name as they were then; it may have been changed or removed since
  macro uuid not null,
  name text not null,
  conversation uuid not null,
  actor_kind text not null check (actor_kind in ('agent', 'service')),
  actor text not null,
  -- what stood in the conversation before, and what the macro made of it: an undo gives back what nobody has changed since
  before jsonb not null,
  after jsonb not null,
  ran_at timestamptz not null,
  undone_at timestamptz,
  primary key (workspace, id),
  foreign key (workspace, conversation) references conversation (workspace, id) on delete cascade
);
create index macro_run_conversation on macro_run (workspace, conversation);
create index macro_run_age on macro_run (ran_at);

-- A letter that begins a conversation at a time. There is no conversation before: nobody was written to yet.
create table planned_start (
  workspace uuid not null references workspace (id) on delete cascade,
  -- the id that its message will have, and that of the conversation
  id uuid not null,
  conversation uuid not null,
  agent uuid not null,
  inbox uuid not null,
  -- of the inbox's channel, and whom it goes to there, in small letters: if they write first, it does not go out by itself
  channel text not null,
  recipient text not null,
  send_at timestamptz not null,
  content jsonb not null,
  attachments jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (workspace, id),
  unique (workspace, conversation),
  foreign key (workspace, inbox) references inbox (workspace, id) on delete cascade,
  foreign key (workspace, agent) references agent (workspace, id) on delete cascade
);
create index planned_start_due on planned_start (send_at);
create index planned_start_recipient on planned_start (workspace, channel, recipient);
create index planned_start_agent on planned_start (workspace, agent, send_at);
