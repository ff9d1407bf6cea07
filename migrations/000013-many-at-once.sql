-- Many at once: one decision about many conversations, carried out one by one; and contacts that are taken in from a file.

create table batch (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- who decided it; their sight of the desk is asked again at each conversation
  actor_kind text not null check (actor_kind in ('agent', 'service')),
  actor uuid not null,
  -- what is done to each conversation
  action jsonb not null,
  -- the number of the newest event that its author had seen: what a customer wrote later is not put out of sight
  seen bigint not null,
  state text not null check (state in ('running', 'stopped', 'done', 'undoing', 'undone')),
  total integer not null,
  done integer not null default 0,
  skipped integer not null default 0,
  failed integer not null default 0,
  undone integer not null default 0,
  kept integer not null default 0,
  -- who works on it says so until then
  leased_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace, id)
);
create index batch_unfinished on batch (created_at) where state in ('running', 'undoing');
create index batch_actor on batch (workspace, actor, created_at desc);

create table batch_item (
  workspace uuid not null,
  batch uuid not null,
  place integer not null,
  conversation uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'skipped', 'failed', 'undone', 'kept')),
  -- why it was skipped, failed, or kept as it is when all was taken back
  reason text,
  before jsonb,
  after jsonb,
  primary key (workspace, batch, place),
  foreign key (workspace, batch) references batch (workspace, id) on delete cascade,
  foreign key (workspace, conversation) references conversation (workspace, id) on delete cascade
);
create index batch_item_state on batch_item (workspace, batch, state, place);
create index batch_item_conversation on batch_item (workspace, conversation);

create table contact_import (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  actor_kind text not null check (actor_kind in ('agent', 'service')),
  actor uuid not null,
  -- of the file, and how it was read
  name text not null,
  encoding text not null,
  delimiter text not null,
  header jsonb not null,
  lines integer not null default 0,
  -- what each column is, and what becomes of people who are known already; null: not decided yet
  columns jsonb,
  known text check (known in ('fill', 'overwrite')),
  -- coming: its lines are not all there yet
  state text not null check (state in ('coming', 'ready', 'running', 'stopped', 'done', 'undoing', 'undone')),
  made integer not null default 0,
  changed integer not null default 0,
  same integer not null default 0,
  conflicting integer not null default 0,
  refused integer not null default 0,
  undone integer not null default 0,
  kept integer not null default 0,
  leased_until timestamptz,
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (workspace, id)
);
create index contact_import_unfinished on contact_import (created_at) where state in ('running', 'undoing');

create table contact_import_line (
  workspace uuid not null,
  import uuid not null,
  -- where it begins in the file
  line integer not null,
  cells jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'made', 'changed', 'same', 'conflict', 'refused', 'undone', 'kept')),
  reason text,
  -- no reference: whom it made may be taken back, and the line still says who that was
  contact uuid,
  before jsonb,
  after jsonb,
  primary key (workspace, import, line),
  foreign key (workspace, import) references contact_import (workspace, id) on delete cascade
);
create index contact_import_line_state on contact_import_line (workspace, import, state, line);
