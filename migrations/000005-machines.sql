-- What machines need: tokens with scopes and an end, requests that may be repeated, and addresses that are told what happens.

-- Tokens that were made before there were scopes could do all that their role may; they still can.
alter table service_token add column scopes jsonb not null default '["read", "write", "send", "administer", "webhooks"]';
alter table service_token alter column scopes drop default;
alter table service_token add column expires_at timestamptz;

-- A token with which a program acts as one agent: never more than that agent may at the moment of the request.
create table personal_token (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  agent uuid not null,
  name text not null check (length(name) between 1 and 200),
  token_hash text not null,
  scopes jsonb not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  withdrawn_at timestamptz,
  primary key (workspace, id),
  foreign key (workspace, agent) references agent (workspace, id) on delete cascade
);
create unique index personal_token_hash on personal_token (token_hash);
create index personal_token_agent on personal_token (workspace, agent);

-- A request that carried an Idempotency-Key: what came of it, for as long as a caller may repeat it.
create table repeatable_request (
  workspace uuid not null references workspace (id) on delete cascade,
  -- the kind and id of who asked; two callers may use the same key
  caller text not null,
  key text not null,
  -- method, address and body, hashed: the same key with another request is a mistake of the caller's
  fingerprint text not null,
  -- `changed`: the change is committed and its answer is not stored yet
  state text not null check (state in ('running', 'changed', 'answered')),
  status integer,
  -- sealed with ATTUNE_KEY: an answer may hold a secret that is told once
  answer bytea,
  leased_until timestamptz,
  created_at timestamptz not null,
  primary key (workspace, caller, key)
);
create index repeatable_request_age on repeatable_request (created_at);

-- An address that is told of events. The row is its own work item: whoever holds the lease sends what comes after the cursor.
create table webhook (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  address text not null check (length(address) <= 2000),
  -- groups of events, and kinds chosen singly: src/contract/webhook.ts
  groups jsonb not null,
  kinds jsonb not null,
  -- {"current", "previous", "previousUntil"}, sealed with ATTUNE_KEY
  secrets bytea not null,
  -- null: on
  off_at timestamptz,
  off_because text check (off_because in ('person', 'gone', 'failing', 'restored')),
  -- number of the last event that is dealt with
  cursor bigint not null,
  -- while the next event fails: when it is tried again
  due_at timestamptz,
  failures integer not null default 0,
  failing_since timestamptz,
  delivered_at timestamptz,
  leased_until timestamptz,
  created_at timestamptz not null,
  primary key (workspace, id),
  check ((off_at is null) = (off_because is null))
);

-- One event for one webhook, as its log shows it; the id is made of both, so that a repeat carries the same one.
create table webhook_delivery (
  workspace uuid not null,
  id uuid not null,
  webhook uuid not null,
  -- null: a test
  event bigint,
  kind text not null,
  event_at timestamptz not null,
  state text not null check (state in ('waiting', 'delivered', 'failed')),
  -- no longer in its turn: tried by itself at `due_at` (a test, a repeat that was asked for, an event that others may pass)
  aside boolean not null default false,
  due_at timestamptz,
  attempts integer not null default 0,
  first_at timestamptz not null,
  last_at timestamptz,
  duration_ms integer,
  status integer,
  problem text,
  -- what was answered, cut
  answer text,
  primary key (workspace, id),
  foreign key (workspace, webhook) references webhook (workspace, id) on delete cascade
);
create index webhook_delivery_log on webhook_delivery (workspace, webhook, first_at desc, id desc);
create index webhook_delivery_aside on webhook_delivery (workspace, webhook, due_at) where aside and state = 'waiting';
create index webhook_delivery_age on webhook_delivery (first_at);
