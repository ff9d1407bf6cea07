-- Colleagues and third parties: matters that are forwarded to somebody who is not the customer, notes that mention colleagues.

-- A forward of ours and the answer to it stand among a conversation's messages, and are no words to or from its customer.
alter table message drop constraint message_direction_check;
alter table message add constraint message_direction_check check (direction in ('in', 'out', 'note', 'to third party', 'from third party'));
alter table message drop constraint message_author_kind_check;
alter table message add constraint message_author_kind_check check (author_kind in ('contact', 'agent', 'automation', 'third party'));
alter table conversation drop constraint conversation_last_direction_check;
alter table conversation add constraint conversation_last_direction_check check (last_direction in ('in', 'out', 'note', 'to third party', 'from third party'));
-- where its writer's own words stand in a message that is never read (forwards and the answers to them); null: its reading says it
alter table message add column own_words jsonb;
-- colleagues and teams that a note calls by name, each with the place of the name
alter table message add column mentions jsonb not null default '[]';
-- the third party's message that a forward answers
alter table message add column answers uuid;

-- our own proof in mails to third parties: what comes back under it is theirs, from whatever address. Made by the first forward.
alter table conversation add column third_party_key text;
create unique index conversation_third_party_key on conversation (workspace, third_party_key) where third_party_key is not null;

-- was written to as a third party, and is not on the customer's side
alter table participant add column third_party boolean not null default false;

alter table draft drop constraint draft_kind_check;
alter table draft add constraint draft_kind_check check (kind in ('reply', 'note', 'new', 'forward'));
