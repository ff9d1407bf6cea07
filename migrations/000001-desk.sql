-- The desk: workspaces and the people in them, inboxes, contacts, conversations, messages, deliveries, promises, events.
-- Every row belongs to a workspace and every key starts with it, so that a workspace can live on its own shard.
-- Ids are UUID version 7, made by the application: they sort roughly by age, but nothing depends on that order.

create table workspace (
  id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  language text not null default 'en',
  time_zone text not null default 'UTC',
  -- {"monday": [["09:00","13:00"],["14:00","18:00"]], …}; an absent day is a day off
  working_hours jsonb not null,
  settings jsonb not null default '{}',
  created_at timestamptz not null
);

-- One narrow row a workspace, updated near the end of each transaction and locked until its commit: events of one
-- workspace therefore become visible in the order of their numbers, without gaps, which a sequence cannot promise.
create table workspace_counter (
  workspace uuid primary key references workspace (id) on delete cascade,
  event bigint not null default 0,
  conversation bigint not null default 0
);

create table agent (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- who signs in (table sign_in_user); null until an invitation is accepted
  sign_in text,
  name text not null check (length(name) between 1 and 200),
  email text not null,
  role text not null check (role in ('administrator', 'lead', 'agent')),
  language text not null default 'en',
  signature text not null default '',
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (workspace, id)
);
create unique index agent_email on agent (workspace, lower(email));
create index agent_sign_in on agent (sign_in);

create table team (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null,
  primary key (workspace, id)
);
create unique index team_name on team (workspace, lower(name));

create table team_member (
  workspace uuid not null,
  team uuid not null,
  agent uuid not null,
  primary key (workspace, team, agent),
  foreign key (workspace, team) references team (workspace, id) on delete cascade,
  foreign key (workspace, agent) references agent (workspace, id) on delete cascade
);
create index team_member_agent on team_member (workspace, agent);

create table invitation (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  email text not null,
  role text not null check (role in ('administrator', 'lead', 'agent')),
  teams jsonb not null default '[]',
  language text not null default 'en',
  -- SHA-256 of the token in the link: a copy of the database opens no door
  token_hash text not null,
  invited_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  primary key (workspace, id)
);
create unique index invitation_token on invitation (token_hash);

create table service_token (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null,
  token_hash text not null,
  role text not null check (role in ('administrator', 'lead', 'agent')),
  created_at timestamptz not null,
  last_used_at timestamptz,
  withdrawn_at timestamptz,
  primary key (workspace, id)
);
create unique index service_token_hash on service_token (token_hash);

create table inbox (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  channel text not null,
  name text not null check (length(name) between 1 and 200),
  -- in addresses of hooks and in the widget's script tag; unguessable, but not a secret
  token text not null,
  config jsonb not null default '{}',
  -- the channel's secret settings, encrypted with ATTUNE_KEY (config.ts)
  secrets bytea,
  -- [{"name", "address", "signature"}]: who may speak for this inbox; the first is the default
  senders jsonb not null default '[]',
  undo_seconds integer not null default 5 check (undo_seconds between 0 and 120),
  listen_cursor jsonb,
  health jsonb not null default '{"is":"new"}',
  health_at timestamptz,
  reconciliation jsonb,
  created_at timestamptz not null,
  archived_at timestamptz,
  primary key (workspace, id)
);
create unique index inbox_token on inbox (token);
create index inbox_channel on inbox (channel) where archived_at is null;

-- No row for an inbox: every agent of the workspace sees it.
create table inbox_team (
  workspace uuid not null,
  inbox uuid not null,
  team uuid not null,
  primary key (workspace, inbox, team),
  foreign key (workspace, inbox) references inbox (workspace, id) on delete cascade,
  foreign key (workspace, team) references team (workspace, id) on delete cascade
);

create table contact (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text,
  language text,
  time_zone text,
  attributes jsonb not null default '{}',
  blocked_at timestamptz,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (workspace, id)
);
create index contact_created on contact (workspace, created_at desc, id);

-- Who somebody is on a channel. A phone number is one identity among others, never required.
create table identity (
  workspace uuid not null,
  channel text not null,
  external_id text not null,
  contact uuid not null,
  name text,
  verified boolean not null default false,
  created_at timestamptz not null,
  primary key (workspace, channel, external_id),
  foreign key (workspace, contact) references contact (workspace, id) on delete cascade
);
create index identity_contact on identity (workspace, contact);

create table conversation (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- what people say: "conversation 1042"
  number bigint not null,
  -- our own proof in plus-addresses and Message-IDs
  key text not null,
  contact uuid not null,
  inbox uuid not null,
  subject text,
  language text,
  state text not null check (state in ('open', 'waiting', 'snoozed', 'closed')),
  waiting_for text check (waiting_for in ('customer', 'third party')),
  snoozed_until timestamptz,
  closed_at timestamptz,
  closed_because text check (closed_because in ('solved', 'spam', 'no answer')),
  assignee uuid,
  team uuid,
  waiting_since timestamptz,
  version integer not null default 1,
  -- the version at which somebody last wrote to or from the customer: a reply written against an older one is asked about
  words_version integer not null default 1,
  -- the row of the list, kept with each message so that a list is one index scan
  last_message uuid,
  last_at timestamptz not null,
  last_text text not null default '',
  last_direction text not null default 'in' check (last_direction in ('in', 'out', 'note')),
  message_count integer not null default 0,
  mood text not null default 'neutral',
  mood_intensity real not null default 0,
  urgency text not null default 'none',
  failed_deliveries integer not null default 0,
  commitment_due timestamptz,
  created_at timestamptz not null,
  primary key (workspace, id),
  foreign key (workspace, contact) references contact (workspace, id),
  foreign key (workspace, inbox) references inbox (workspace, id),
  check ((state = 'snoozed') = (snoozed_until is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check ((state = 'waiting') = (waiting_for is not null))
);
create unique index conversation_number on conversation (workspace, number);
create unique index conversation_key on conversation (workspace, key);
create index conversation_list on conversation (workspace, state, last_at desc, id desc);
create index conversation_recent on conversation (workspace, last_at desc, id desc);
create index conversation_assignee on conversation (workspace, assignee, state, last_at desc, id desc);
create index conversation_inbox on conversation (workspace, inbox, state, last_at desc, id desc);
create index conversation_contact on conversation (workspace, contact, last_at desc);
create index conversation_snoozed on conversation (snoozed_until) where state = 'snoozed';
create index conversation_promised on conversation (workspace, commitment_due) where commitment_due is not null;

create table tag (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 100),
  created_at timestamptz not null,
  primary key (workspace, id)
);
create unique index tag_name on tag (workspace, lower(name));

create table conversation_tag (
  workspace uuid not null,
  conversation uuid not null,
  tag uuid not null,
  primary key (workspace, conversation, tag),
  foreign key (workspace, conversation) references conversation (workspace, id) on delete cascade,
  foreign key (workspace, tag) references tag (workspace, id) on delete cascade
);
create index conversation_tag_tag on conversation_tag (workspace, tag, conversation);

-- Everybody on the matter: a mail that only refers to it is believed when it comes from one of these.
create table participant (
  workspace uuid not null,
  conversation uuid not null,
  channel text not null,
  external_id text not null,
  name text,
  primary key (workspace, conversation, channel, external_id),
  foreign key (workspace, conversation) references conversation (workspace, id) on delete cascade
);

-- Input exactly as it came. The row is also its own work item: pending rows are taken with SKIP LOCKED and marked done
-- in the transaction that stores what they became.
create table raw_input (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  inbox uuid not null,
  kind text not null,
  headers jsonb not null default '{}',
  -- small inputs lie in the row, larger ones in the blob store under their hash
  body bytea,
  blob text,
  bytes integer not null,
  key text,
  received_at timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'done', 'failed')),
  outcome text,
  attempts integer not null default 0,
  due_at timestamptz not null,
  problem_code text,
  problem_detail text,
  settled_at timestamptz,
  primary key (workspace, id),
  foreign key (workspace, inbox) references inbox (workspace, id) on delete cascade,
  check ((body is null) <> (blob is null))
);
create unique index raw_input_key on raw_input (workspace, inbox, key) where key is not null;
create index raw_input_pending on raw_input (due_at, id) where state = 'pending';
create index raw_input_failed on raw_input (workspace, received_at desc) where state = 'failed';
create index raw_input_settled on raw_input (workspace, inbox, received_at desc);
create index raw_input_blob on raw_input (blob) where blob is not null;

create table message (
  workspace uuid not null,
  id uuid not null,
  conversation uuid not null,
  -- null: a note
  inbox uuid,
  direction text not null check (direction in ('in', 'out', 'note')),
  author_kind text not null check (author_kind in ('contact', 'agent', 'automation')),
  author text not null,
  external_id text,
  fingerprint text,
  language text,
  subject text,
  text text not null,
  html text,
  recipients jsonb not null default '{"to":[],"copy":[],"blindCopy":[]}',
  -- who speaks: of ours, the chosen sender; of a customer, the address that an answer goes to
  sender jsonb,
  -- codes of what a reader should know about how it was taken in (cut, too large)
  notices jsonb not null default '[]',
  machine_sent boolean not null default false,
  sent_at timestamptz not null,
  created_at timestamptz not null,
  edited_at timestamptz,
  removed_at timestamptz,
  raw_input uuid,
  -- the conversation's version the reply was written against
  against_version integer,
  primary key (workspace, id),
  foreign key (workspace, conversation) references conversation (workspace, id) on delete cascade
);
-- the id before the inbox: an answer may come in on another inbox than the message it refers to
create unique index message_external on message (workspace, external_id, inbox) where external_id is not null;
create index message_conversation on message (workspace, conversation, created_at, id);

create table attachment (
  workspace uuid not null,
  id uuid not null,
  -- null: uploaded, and not yet part of a message
  message uuid,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  content_id text,
  hash text not null,
  uploaded_by text,
  created_at timestamptz not null,
  primary key (workspace, id),
  foreign key (workspace, message) references message (workspace, id) on delete cascade
);
create index attachment_message on attachment (workspace, message);
create index attachment_hash on attachment (hash);
create index attachment_waiting on attachment (created_at) where message is null;

create table reading (
  workspace uuid not null,
  message uuid not null,
  value jsonb not null,
  engine text not null,
  created_at timestamptz not null,
  primary key (workspace, message),
  foreign key (workspace, message) references message (workspace, id) on delete cascade
);

-- One attempt-series of one message on one channel; the row is the outbox. Times only fill up, they never empty.
create table delivery (
  workspace uuid not null,
  id uuid not null,
  message uuid not null,
  conversation uuid not null,
  step integer not null default 0,
  via text not null,
  inbox uuid not null,
  recipient text not null,
  state text not null check (state in ('queued', 'sending', 'accepted', 'delivered', 'read', 'failed', 'unknown', 'cancelled')),
  attempts integer not null default 0,
  external_id text,
  queued_at timestamptz not null,
  accepted_at timestamptz,
  delivered_at timestamptz,
  read_at timestamptz,
  failed_at timestamptz,
  -- when to try next; null when there is nothing left to do
  due_at timestamptz,
  -- a worker that is sending holds the row until then, and prolongs it while it lives
  leased_until timestamptz,
  problem_code text,
  problem_detail text,
  primary key (workspace, id),
  foreign key (workspace, message) references message (workspace, id) on delete cascade
);
create index delivery_due on delivery (due_at) where due_at is not null;
create index delivery_message on delivery (workspace, message);
create index delivery_conversation_open on delivery (workspace, conversation, queued_at) where state in ('queued', 'sending');
create index delivery_external on delivery (workspace, inbox, external_id) where external_id is not null;

-- Written before a send begins and completed after it: an attempt without an end is a send whose outcome was lost.
create table attempt (
  workspace uuid not null,
  delivery uuid not null,
  number integer not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text check (outcome in ('accepted', 'later', 'never', 'unknown', 'lost')),
  problem_code text,
  problem_detail text,
  primary key (workspace, delivery, number),
  foreign key (workspace, delivery) references delivery (workspace, id) on delete cascade
);

create table commitment (
  workspace uuid not null,
  id uuid not null,
  conversation uuid not null,
  message uuid not null,
  agent uuid not null,
  span_start integer not null,
  span_end integer not null,
  promise text not null,
  due_at timestamptz,
  due_stated boolean not null default false,
  state text not null default 'open' check (state in ('open', 'kept', 'missed', 'waived')),
  kept_by uuid,
  waived_by uuid,
  waived_reason text,
  missed_at timestamptz,
  settled_at timestamptz,
  warned_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace, id),
  foreign key (workspace, conversation) references conversation (workspace, id) on delete cascade,
  foreign key (workspace, message) references message (workspace, id) on delete cascade
);
create index commitment_open on commitment (due_at) where state = 'open';
create index commitment_conversation on commitment (workspace, conversation);
create index commitment_agent on commitment (workspace, agent, due_at) where state = 'open';

-- Something one agent should know: a failed send of theirs, a promise coming due, an assignment.
create table notification (
  workspace uuid not null,
  id uuid not null,
  agent uuid not null,
  kind text not null,
  conversation uuid,
  message uuid,
  data jsonb not null default '{}',
  created_at timestamptz not null,
  seen_at timestamptz,
  primary key (workspace, id),
  foreign key (workspace, agent) references agent (workspace, id) on delete cascade
);
create index notification_agent on notification (workspace, agent, created_at desc);

create table event (
  workspace uuid not null,
  number bigint not null,
  kind text not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('contact', 'agent', 'automation', 'service')),
  actor text not null,
  conversation uuid,
  -- the agent it concerns alone (a notification); null: everybody who may see the conversation
  only_agent uuid,
  data jsonb not null default '{}',
  primary key (workspace, number)
);
create index event_conversation on event (workspace, conversation, number) where conversation is not null;

-- How often an address was answered automatically on a day: the last fence against two machines greeting each other.
create table automatic_reply (
  workspace uuid not null references workspace (id) on delete cascade,
  inbox uuid not null,
  address text not null,
  day date not null,
  count integer not null,
  primary key (workspace, inbox, address, day)
);
