-- Finding: what is searched, what lists are filtered by, what is counted, and the views that people keep.

-- A message, a conversation's subject or a contact as it is found: all its words, in every form that may be asked for, and the
-- days, months and years it belongs to, by which a search goes from the newest backwards (src/domain/search/period.ts).
-- It refers to nothing by key: a foreign key would lock rows that incoming mail is waiting for. What it is about may be gone
-- already; nobody is shown an entry without it.
create table search_entry (
  workspace uuid not null,
  kind text not null check (kind in ('message', 'conversation', 'contact')),
  id uuid not null,
  conversation uuid check ((kind = 'contact') = (conversation is null)),
  at timestamptz not null,
  words tsvector not null,
  primary key (workspace, kind, id)
);
-- Entries come in batches, from one writer: a list of what is to be put in later would only be read by every search.
create index search_entry_words on search_entry using gin (words) with (fastupdate = off);
create index search_entry_conversation on search_entry (workspace, conversation) where conversation is not null;

-- Every word there is, without those that have digits in them: the words that begin as somebody types are looked up here, since
-- the index itself would read all places of all of them.
create table search_word (
  workspace uuid not null,
  word text collate "C" not null,
  primary key (workspace, word)
);

-- What has to be (re)written there. `anew`: it is new, and nothing that was known before is taken back.
create table search_due (
  workspace uuid not null,
  number bigint generated always as identity,
  kind text not null check (kind in ('message', 'conversation', 'contact')),
  id uuid not null,
  anew boolean not null,
  primary key (workspace, number)
);

-- How far rows that were there before have been taken in, from the newest backwards; `after` null: not begun.
create table search_fill (
  workspace uuid not null references workspace (id) on delete cascade,
  kind text not null check (kind in ('message', 'conversation', 'contact')),
  after uuid,
  done bigint not null default 0,
  total bigint not null,
  primary key (workspace, kind)
);
insert into search_fill (workspace, kind, total) select workspace, 'message', count(*) from message group by workspace;
insert into search_fill (workspace, kind, total) select workspace, 'conversation', count(*) from conversation group by workspace;
insert into search_fill (workspace, kind, total) select workspace, 'contact', count(*) from contact group by workspace;

-- What messages say about their conversation: `intent:complaint`, `motive:service`, `attachment`.
create table conversation_mark (
  workspace uuid not null,
  mark text not null,
  conversation uuid not null,
  primary key (workspace, mark, conversation)
);
create index conversation_mark_conversation on conversation_mark (workspace, conversation);

-- Triggers, not operations, say what is due: whoever changes a message, moves it to another conversation or takes it out must
-- not be able to forget it.
create function search_due_added() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'message' then
    insert into search_due (workspace, kind, id, anew) select workspace, 'message', id, true from added;
  elsif tg_table_name = 'conversation' then
    insert into search_due (workspace, kind, id, anew) select workspace, 'conversation', id, true from added where subject is not null;
  elsif tg_table_name = 'contact' then
    insert into search_due (workspace, kind, id, anew) select workspace, 'contact', id, true from added;
  elsif tg_table_name = 'identity' then
    insert into search_due (workspace, kind, id, anew) select distinct workspace, 'contact', contact, true from added;
  elsif tg_table_name = 'attachment' then
    insert into search_due (workspace, kind, id, anew) select distinct workspace, 'message', message, true from added where message is not null;
  end if;
  return null;
end $$;

create function search_due_changed() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'message' then
    insert into search_due (workspace, kind, id, anew) values (old.workspace, 'message', old.id, false);
    if tg_op = 'DELETE' or old.conversation <> new.conversation or new.removed_at is not null then
      insert into search_due (workspace, kind, id, anew) values (old.workspace, 'conversation', old.conversation, false);
    end if;
  elsif tg_table_name = 'reading' then
    insert into search_due (workspace, kind, id, anew) values (old.workspace, 'message', old.message, false);
  elsif tg_table_name = 'conversation' then
    insert into search_due (workspace, kind, id, anew) values (old.workspace, 'conversation', old.id, false);
  elsif tg_table_name = 'contact' then
    insert into search_due (workspace, kind, id, anew) values (old.workspace, 'contact', old.id, false);
  elsif tg_table_name = 'identity' then
    insert into search_due (workspace, kind, id, anew) values (old.workspace, 'contact', old.contact, false);
    if tg_op = 'UPDATE' and old.contact <> new.contact then
      insert into search_due (workspace, kind, id, anew) values (new.workspace, 'contact', new.contact, false);
    end if;
  elsif tg_table_name = 'attachment' then
    if old.message is not null then
      insert into search_due (workspace, kind, id, anew) values (old.workspace, 'message', old.message, false);
    end if;
    if tg_op = 'UPDATE' and new.message is not null then
      insert into search_due (workspace, kind, id, anew) values (new.workspace, 'message', new.message, old.message is null);
    end if;
  end if;
  return null;
end $$;

create trigger message_search_added after insert on message referencing new table as added for each statement execute function search_due_added();
create trigger message_search_changed after update of text, subject, conversation, removed_at on message for each row
  when (old.text <> new.text or old.subject is distinct from new.subject or old.conversation <> new.conversation or old.removed_at is distinct from new.removed_at)
  execute function search_due_changed();
create trigger message_search_removed after delete on message for each row execute function search_due_changed();
create trigger reading_search_changed after update of value on reading for each row when (old.value <> new.value) execute function search_due_changed();
create trigger conversation_search_added after insert on conversation referencing new table as added for each statement execute function search_due_added();
create trigger conversation_search_changed after update of subject, merged_into on conversation for each row
  when (old.subject is distinct from new.subject or old.merged_into is distinct from new.merged_into) execute function search_due_changed();
create trigger conversation_search_removed after delete on conversation for each row execute function search_due_changed();
create trigger contact_search_added after insert on contact referencing new table as added for each statement execute function search_due_added();
create trigger contact_search_changed after update of name, attributes, merged_into on contact for each row
  when (old.name is distinct from new.name or old.attributes <> new.attributes or old.merged_into is distinct from new.merged_into) execute function search_due_changed();
create trigger contact_search_removed after delete on contact for each row execute function search_due_changed();
create trigger identity_search_added after insert on identity referencing new table as added for each statement execute function search_due_added();
create trigger identity_search_changed after update of contact, external_id, name on identity for each row
  when (old.contact <> new.contact or old.external_id <> new.external_id or old.name is distinct from new.name) execute function search_due_changed();
create trigger identity_search_removed after delete on identity for each row execute function search_due_changed();
create trigger attachment_search_added after insert on attachment referencing new table as added for each statement execute function search_due_added();
create trigger attachment_search_changed after update of message on attachment for each row when (old.message is distinct from new.message) execute function search_due_changed();
create trigger attachment_search_removed after delete on attachment for each row execute function search_due_changed();

-- How many conversations there are of each kind, as differences that are summed up now and then: two changes at once never wait
-- for each other, and a sum is exact at every moment.
create table conversation_tally (
  workspace uuid not null,
  number bigint generated always as identity,
  state text not null,
  closed_because text,
  waiting_for text,
  inbox uuid not null,
  assignee uuid,
  team uuid,
  promised boolean not null,
  waits boolean not null,
  mood text not null,
  urgency text not null,
  count bigint not null,
  primary key (workspace, number)
);

create function conversation_tally_changed() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into conversation_tally (workspace, state, closed_because, waiting_for, inbox, assignee, team, promised, waits, mood, urgency, count)
    select workspace, state, closed_because, waiting_for, inbox, assignee, team, commitment_due is not null, waiting_since is not null, mood, urgency, count(*)
    from added group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
  elsif tg_op = 'DELETE' then
    insert into conversation_tally (workspace, state, closed_because, waiting_for, inbox, assignee, team, promised, waits, mood, urgency, count)
    select workspace, state, closed_because, waiting_for, inbox, assignee, team, commitment_due is not null, waiting_since is not null, mood, urgency, -count(*)
    from removed group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;
  else
    insert into conversation_tally (workspace, state, closed_because, waiting_for, inbox, assignee, team, promised, waits, mood, urgency, count)
    select workspace, state, closed_because, waiting_for, inbox, assignee, team, promised, waits, mood, urgency, sum(difference)
    from (
      select workspace, state, closed_because, waiting_for, inbox, assignee, team, commitment_due is not null as promised, waiting_since is not null as waits, mood, urgency, 1 as difference from added
      union all
      select workspace, state, closed_because, waiting_for, inbox, assignee, team, commitment_due is not null, waiting_since is not null, mood, urgency, -1 from removed
    ) changes
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 having sum(difference) <> 0;
  end if;
  return null;
end $$;

create trigger conversation_tally_added after insert on conversation referencing new table as added for each statement execute function conversation_tally_changed();
create trigger conversation_tally_updated after update on conversation referencing old table as removed new table as added for each statement execute function conversation_tally_changed();
create trigger conversation_tally_removed after delete on conversation referencing old table as removed for each statement execute function conversation_tally_changed();

insert into conversation_tally (workspace, state, closed_because, waiting_for, inbox, assignee, team, promised, waits, mood, urgency, count)
select workspace, state, closed_because, waiting_for, inbox, assignee, team, commitment_due is not null, waiting_since is not null, mood, urgency, count(*)
from conversation group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;

-- By what lists are filtered, in the order in which they are read. Most conversations are neutral and not urgent: they stand in
-- none of the two, and are found quickly without.
create index conversation_mood on conversation (workspace, mood, last_at desc, id desc) where mood <> 'neutral';
create index conversation_urgency on conversation (workspace, urgency, last_at desc, id desc) where urgency <> 'none';
create index conversation_language on conversation (workspace, language, last_at desc, id desc);
create index conversation_team on conversation (workspace, team, last_at desc, id desc) where team is not null;
create index conversation_spam on conversation (workspace, last_at desc, id desc) where closed_because = 'spam';
create index conversation_waiting on conversation (workspace, waiting_since, id) where waiting_since is not null;

-- A search or a list with its filters and its order, under a name.
create table saved_view (
  workspace uuid not null references workspace (id) on delete cascade,
  id uuid not null,
  -- whose own it is; null: everybody's
  owner uuid,
  name text not null check (length(name) between 1 and 100),
  query jsonb not null,
  version integer not null default 1,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (workspace, id),
  foreign key (workspace, owner) references agent (workspace, id) on delete cascade
);
create index saved_view_owner on saved_view (workspace, owner);
