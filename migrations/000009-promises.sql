-- Promises that are renewed by telling the customer, or handed over; what a contact prefers; what an agent is told of, and on which devices.

alter table commitment drop constraint commitment_state_check;
alter table commitment add constraint commitment_state_check check (state in ('open', 'kept', 'missed', 'waived', 'renewed'));
-- The promise that this one took the place of, and the one that took its place.
alter table commitment add column renews uuid;
alter table commitment add column renewed_by uuid;
create index commitment_unsettled on commitment (workspace, due_at, id) where settled_at is null;
create index commitment_unsettled_agent on commitment (workspace, agent, due_at, id) where settled_at is null;
-- The kept-rate of a team: by the moment at which a promise was to be kept.
create index commitment_reckoned on commitment (workspace, (coalesce(missed_at, due_at)));

-- {"channel", "quiet": {"from", "to"}, "address": "formal" | "informal", "title"}: what is absent is not known.
alter table contact add column preferences jsonb not null default '{}';

-- Whether it may show outside of the desk as well: on devices, beside other windows.
alter table notification add column loud boolean not null default false;

-- Whether what shows on a locked telephone may name customers and quote them.
alter table workspace add column push_text boolean not null default false;

create table notification_choice (
  workspace uuid not null,
  agent uuid not null,
  -- {"<kind>": "off" | "bell" | "devices"}: what is absent is as usual.
  places jsonb not null default '{}',
  -- {"from", "to", "timeZone"}: bell only.
  quiet jsonb,
  primary key (workspace, agent),
  foreign key (workspace, agent) references agent (workspace, id) on delete cascade
);

-- With which the desk proves to push services who it is (RFC 8292).
create table push_key (
  workspace uuid primary key references workspace (id) on delete cascade,
  public_key text not null,
  private_key bytea not null,
  created_at timestamptz not null
);

create table push_subscription (
  workspace uuid not null,
  id uuid not null,
  agent uuid not null,
  -- Of the address: a browser has one, whoever is signed in there.
  address_hash text not null unique,
  -- Address and keys, sealed: who has them can make the device ring.
  sealed bytea not null,
  device text not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (workspace, id),
  foreign key (workspace, agent) references agent (workspace, id) on delete cascade
);
create index push_subscription_agent on push_subscription (workspace, agent);
