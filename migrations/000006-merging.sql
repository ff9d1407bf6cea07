-- Conversations and contacts that were joined or divided, so that what comes later follows, and each can be undone.

-- A conversation that was merged keeps its row, number and key: they lead to the one it lies in now (always directly, however
-- often that one was merged further), and an undo gives the row back as it stood.
alter table conversation drop constraint conversation_state_check;
alter table conversation add constraint conversation_state_check check (state in ('open', 'waiting', 'snoozed', 'closed', 'merged'));
alter table conversation add column merged_into uuid;
alter table conversation add foreign key (workspace, merged_into) references conversation (workspace, id);
alter table conversation add check ((state = 'merged') = (merged_into is not null));
create index conversation_merged on conversation (workspace, merged_into) where merged_into is not null;
-- the conversation that it was divided from, at first hand or further: an answer that carries that one's key may belong here
alter table conversation add column split_from uuid;
alter table conversation add foreign key (workspace, split_from) references conversation (workspace, id);
-- whose it would be if no contacts had been joined; null: the contact's
alter table conversation add column own_contact uuid;
alter table conversation add foreign key (workspace, own_contact) references contact (workspace, id);
create index conversation_own_contact on conversation (workspace, own_contact) where own_contact is not null;

-- the merged conversation it belongs to; null: the one it lies in
alter table message add column home uuid;
create index message_home on message (workspace, conversation, home) where home is not null;

-- A contact that was joined to another keeps its row; it leads to that one directly.
alter table contact add column merged_into uuid;
alter table contact add foreign key (workspace, merged_into) references contact (workspace, id);
create index contact_merged on contact (workspace, merged_into) where merged_into is not null;
-- whose it would be if no contacts had been joined; null: the contact's
alter table identity add column own_contact uuid;
create index identity_own_contact on identity (workspace, own_contact) where own_contact is not null;

-- One decision to join or divide. What it changed about the survivor is kept as it was before and as it was left.
create table merge (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('conversations', 'split', 'contacts')),
  -- a conversation's id, or a contact's; of a split, the conversation that was divided
  survivor uuid not null,
  before jsonb not null,
  after jsonb not null,
  -- counts up: of two that touch the same things, the higher one came later
  place bigint not null,
  -- number of the survivor's newest event before it
  cursor bigint not null,
  actor_kind text not null check (actor_kind in ('agent', 'service', 'automation')),
  actor text not null,
  created_at timestamptz not null,
  undone_at timestamptz,
  primary key (workspace, id)
);
create index merge_place on merge (workspace, place desc);
create index merge_survivor on merge (workspace, survivor, place desc);

-- What was joined to the survivor, as it stood; of a split, what was taken out of it.
create table merge_part (
  workspace uuid not null,
  merge uuid not null,
  part uuid not null,
  before jsonb not null,
  primary key (workspace, merge, part),
  foreign key (workspace, merge) references merge (workspace, id) on delete cascade
);
create index merge_part_part on merge_part (workspace, part);
