-- What helps agents to write: templates, drafts that follow them from one device to another, replies planned for later, macros.

create table template (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- whose own it is; null: everybody's
  owner uuid,
  language text not null,
  name text not null check (length(name) between 1 and 200),
  -- a word to find it by, besides its name
  shortcut text not null default '',
  -- the feeling it answers
  situation text check (situation in ('angry', 'doubtful', 'anxious', 'grateful', 'confused', 'sad')),
  topic text,
  text text not null,
  -- its name in the set that comes with the product; null: written here
  origin text,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (workspace, id),
  foreign key (workspace, owner) references agent (workspace, id) on delete cascade
);
create unique index template_origin on template (workspace, language, origin) where origin is not null;

-- One for each place where somebody writes. The content is the screens' own; what must outlive it is named beside it.
create table draft (
  workspace uuid not null references workspace (id) on delete cascade,
  agent uuid not null,
  -- a conversation's id, or "new"
  place text not null,
  kind text not null check (kind in ('reply', 'note', 'new')),
  conversation uuid,
  content jsonb not null,
  -- uploads that are not part of a message yet: they are kept for as long as the draft is
  attachments jsonb not null default '[]',
  device text not null,
  version integer not null default 1,
  changed_at timestamptz not null,
  primary key (workspace, agent, place, kind),
  foreign key (workspace, agent) references agent (workspace, id) on delete cascade,
  foreign key (workspace, conversation) references conversation (workspace, id) on delete cascade,
  check ((kind = 'new') = (conversation is null)),
  check (place = coalesce(conversation::text, 'new'))
);
create index draft_conversation on draft (workspace, conversation);

-- A reply that is to be sent at a time. It is no message before: nobody was answered yet, and nothing was promised.
create table planned_reply (
  workspace uuid not null references workspace (id) on delete cascade,
  -- the id that its message will have
  id uuid not null,
  conversation uuid not null,
  agent uuid not null,
  send_at timestamptz not null,
  content jsonb not null,
  attachments jsonb not null default '[]',
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (workspace, id),
  foreign key (workspace, conversation) references conversation (workspace, id) on delete cascade,
  foreign key (workspace, agent) references agent (workspace, id) on delete cascade
);
create index planned_reply_due on planned_reply (send_at);
create index planned_reply_conversation on planned_reply (workspace, conversation, send_at);

create table macro (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  owner uuid,
  name text not null check (length(name) between 1 and 200),
  actions jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (workspace, id),
  foreign key (workspace, owner) references agent (workspace, id) on delete cascade
);
