-- Written by scripts/dump-schema.ts: what all migrations together make. Read it; nothing runs it.

CREATE OR REPLACE FUNCTION public.conversation_tally_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.search_due_added()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE OR REPLACE FUNCTION public.search_due_changed()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
end $function$;

CREATE TABLE agent (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  sign_in text,
  name text NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  language text NOT NULL DEFAULT 'en'::text,
  signature text NOT NULL DEFAULT ''::text,
  active boolean NOT NULL DEFAULT true,
  created_at timestamp with time zone NOT NULL,
  keys jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT agent_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT agent_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT agent_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'lead'::text, 'agent'::text]))),
  CONSTRAINT agent_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX agent_email ON agent USING btree (workspace, lower(email));
CREATE INDEX agent_sign_in ON agent USING btree (sign_in);

CREATE TABLE attachment (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  message uuid,
  name text NOT NULL,
  media_type text NOT NULL,
  bytes bigint NOT NULL,
  content_id text,
  hash text,
  uploaded_by text,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT attachment_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT attachment_workspace_message_fkey FOREIGN KEY (workspace, message) REFERENCES message(workspace, id) ON DELETE CASCADE
);
CREATE INDEX attachment_hash ON attachment USING btree (hash);
CREATE INDEX attachment_message ON attachment USING btree (workspace, message);
CREATE INDEX attachment_waiting ON attachment USING btree (created_at) WHERE (message IS NULL);
CREATE TRIGGER attachment_search_added AFTER INSERT ON attachment REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_due_added();
CREATE TRIGGER attachment_search_changed AFTER UPDATE OF message ON attachment FOR EACH ROW WHEN ((old.message IS DISTINCT FROM new.message)) EXECUTE FUNCTION search_due_changed();
CREATE TRIGGER attachment_search_removed AFTER DELETE ON attachment FOR EACH ROW EXECUTE FUNCTION search_due_changed();

CREATE TABLE attempt (
  workspace uuid NOT NULL,
  delivery uuid NOT NULL,
  number integer NOT NULL,
  started_at timestamp with time zone NOT NULL,
  ended_at timestamp with time zone,
  outcome text,
  problem_code text,
  problem_detail text,
  CONSTRAINT attempt_pkey PRIMARY KEY (workspace, delivery, number),
  CONSTRAINT attempt_outcome_check CHECK ((outcome = ANY (ARRAY['accepted'::text, 'later'::text, 'never'::text, 'unknown'::text, 'lost'::text]))),
  CONSTRAINT attempt_workspace_delivery_fkey FOREIGN KEY (workspace, delivery) REFERENCES delivery(workspace, id) ON DELETE CASCADE
);

CREATE TABLE automatic_reply (
  workspace uuid NOT NULL,
  inbox uuid NOT NULL,
  address text NOT NULL,
  day date NOT NULL,
  count integer NOT NULL,
  CONSTRAINT automatic_reply_pkey PRIMARY KEY (workspace, inbox, address, day),
  CONSTRAINT automatic_reply_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);

CREATE TABLE batch (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  actor_kind text NOT NULL,
  actor uuid NOT NULL,
  action jsonb NOT NULL,
  seen bigint NOT NULL,
  state text NOT NULL,
  total integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  skipped integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  undone integer NOT NULL DEFAULT 0,
  kept integer NOT NULL DEFAULT 0,
  leased_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  macro jsonb,
  undone_by_kind text,
  undone_by uuid,
  own_drafts integer NOT NULL DEFAULT 0,
  CONSTRAINT batch_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT batch_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['agent'::text, 'service'::text]))),
  CONSTRAINT batch_state_check CHECK ((state = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text, 'undoing'::text, 'undone'::text]))),
  CONSTRAINT batch_undone_by_kind_check CHECK ((undone_by_kind = ANY (ARRAY['agent'::text, 'service'::text]))),
  CONSTRAINT batch_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX batch_actor ON batch USING btree (workspace, actor, created_at DESC);
CREATE INDEX batch_unfinished ON batch USING btree (created_at) WHERE (state = ANY (ARRAY['running'::text, 'undoing'::text]));

CREATE TABLE batch_item (
  workspace uuid NOT NULL,
  batch uuid NOT NULL,
  place integer NOT NULL,
  conversation uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  reason text,
  before jsonb,
  after jsonb,
  CONSTRAINT batch_item_pkey PRIMARY KEY (workspace, batch, place),
  CONSTRAINT batch_item_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'skipped'::text, 'failed'::text, 'undone'::text, 'kept'::text]))),
  CONSTRAINT batch_item_workspace_batch_fkey FOREIGN KEY (workspace, batch) REFERENCES batch(workspace, id) ON DELETE CASCADE,
  CONSTRAINT batch_item_workspace_conversation_fkey FOREIGN KEY (workspace, conversation) REFERENCES conversation(workspace, id) ON DELETE CASCADE
);
CREATE INDEX batch_item_conversation ON batch_item USING btree (workspace, conversation);
CREATE INDEX batch_item_state ON batch_item USING btree (workspace, batch, state, place);

CREATE TABLE commitment (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  conversation uuid NOT NULL,
  message uuid NOT NULL,
  agent uuid NOT NULL,
  span_start integer NOT NULL,
  span_end integer NOT NULL,
  promise text NOT NULL,
  due_at timestamp with time zone,
  due_stated boolean NOT NULL DEFAULT false,
  state text NOT NULL DEFAULT 'open'::text,
  kept_by uuid,
  waived_by uuid,
  waived_reason text,
  missed_at timestamp with time zone,
  settled_at timestamp with time zone,
  warned_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  renews uuid,
  renewed_by uuid,
  settled_by uuid,
  CONSTRAINT commitment_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT commitment_state_check CHECK ((state = ANY (ARRAY['open'::text, 'kept'::text, 'missed'::text, 'waived'::text, 'renewed'::text]))),
  CONSTRAINT commitment_workspace_conversation_fkey FOREIGN KEY (workspace, conversation) REFERENCES conversation(workspace, id) ON DELETE CASCADE,
  CONSTRAINT commitment_workspace_message_fkey FOREIGN KEY (workspace, message) REFERENCES message(workspace, id) ON DELETE CASCADE
);
CREATE INDEX commitment_agent ON commitment USING btree (workspace, agent, due_at) WHERE (state = 'open'::text);
CREATE INDEX commitment_conversation ON commitment USING btree (workspace, conversation);
CREATE INDEX commitment_ended ON commitment USING btree (workspace, COALESCE(settled_at, missed_at), id) WHERE (COALESCE(settled_at, missed_at) IS NOT NULL);
CREATE INDEX commitment_ended_agent ON commitment USING btree (workspace, agent, COALESCE(settled_at, missed_at), id) WHERE (COALESCE(settled_at, missed_at) IS NOT NULL);
CREATE INDEX commitment_open ON commitment USING btree (due_at) WHERE (state = 'open'::text);
CREATE INDEX commitment_reckoned ON commitment USING btree (workspace, COALESCE(missed_at, due_at));
CREATE INDEX commitment_unsettled ON commitment USING btree (workspace, due_at, id) WHERE (settled_at IS NULL);
CREATE INDEX commitment_unsettled_agent ON commitment USING btree (workspace, agent, due_at, id) WHERE (settled_at IS NULL);

CREATE TABLE contact (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  name text,
  language text,
  time_zone text,
  attributes jsonb NOT NULL DEFAULT '{}'::jsonb,
  blocked_at timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  version integer NOT NULL DEFAULT 1,
  language_set boolean NOT NULL DEFAULT false,
  merged_into uuid,
  preferences jsonb NOT NULL DEFAULT '{}'::jsonb,
  language_before text,
  CONSTRAINT contact_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT contact_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE,
  CONSTRAINT contact_workspace_merged_into_fkey FOREIGN KEY (workspace, merged_into) REFERENCES contact(workspace, id)
);
CREATE INDEX contact_created ON contact USING btree (workspace, created_at DESC, id);
CREATE INDEX contact_merged ON contact USING btree (workspace, merged_into) WHERE (merged_into IS NOT NULL);
CREATE TRIGGER contact_search_added AFTER INSERT ON contact REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_due_added();
CREATE TRIGGER contact_search_changed AFTER UPDATE OF name, attributes, merged_into ON contact FOR EACH ROW WHEN (((old.name IS DISTINCT FROM new.name) OR (old.attributes <> new.attributes) OR (old.merged_into IS DISTINCT FROM new.merged_into))) EXECUTE FUNCTION search_due_changed();
CREATE TRIGGER contact_search_removed AFTER DELETE ON contact FOR EACH ROW EXECUTE FUNCTION search_due_changed();

CREATE TABLE contact_import (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  actor_kind text NOT NULL,
  actor uuid NOT NULL,
  name text NOT NULL,
  encoding text NOT NULL,
  delimiter text NOT NULL,
  header jsonb NOT NULL,
  lines integer NOT NULL DEFAULT 0,
  columns jsonb,
  known text,
  state text NOT NULL,
  made integer NOT NULL DEFAULT 0,
  changed integer NOT NULL DEFAULT 0,
  same integer NOT NULL DEFAULT 0,
  conflicting integer NOT NULL DEFAULT 0,
  refused integer NOT NULL DEFAULT 0,
  undone integer NOT NULL DEFAULT 0,
  kept integer NOT NULL DEFAULT 0,
  leased_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  CONSTRAINT contact_import_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT contact_import_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['agent'::text, 'service'::text]))),
  CONSTRAINT contact_import_known_check CHECK ((known = ANY (ARRAY['fill'::text, 'overwrite'::text]))),
  CONSTRAINT contact_import_state_check CHECK ((state = ANY (ARRAY['coming'::text, 'ready'::text, 'running'::text, 'stopped'::text, 'done'::text, 'undoing'::text, 'undone'::text]))),
  CONSTRAINT contact_import_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX contact_import_unfinished ON contact_import USING btree (created_at) WHERE (state = ANY (ARRAY['running'::text, 'undoing'::text]));

CREATE TABLE contact_import_line (
  workspace uuid NOT NULL,
  import uuid NOT NULL,
  line integer NOT NULL,
  cells jsonb NOT NULL,
  state text NOT NULL DEFAULT 'waiting'::text,
  reason text,
  contact uuid,
  before jsonb,
  after jsonb,
  CONSTRAINT contact_import_line_pkey PRIMARY KEY (workspace, import, line),
  CONSTRAINT contact_import_line_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'made'::text, 'changed'::text, 'same'::text, 'conflict'::text, 'refused'::text, 'undone'::text, 'kept'::text]))),
  CONSTRAINT contact_import_line_workspace_import_fkey FOREIGN KEY (workspace, import) REFERENCES contact_import(workspace, id) ON DELETE CASCADE
);
CREATE INDEX contact_import_line_state ON contact_import_line USING btree (workspace, import, state, line);

CREATE TABLE conversation (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  number bigint NOT NULL,
  key text NOT NULL,
  contact uuid NOT NULL,
  inbox uuid NOT NULL,
  subject text,
  language text,
  state text NOT NULL,
  waiting_for text,
  snoozed_until timestamp with time zone,
  closed_at timestamp with time zone,
  closed_because text,
  assignee uuid,
  team uuid,
  waiting_since timestamp with time zone,
  version integer NOT NULL DEFAULT 1,
  words_version integer NOT NULL DEFAULT 1,
  last_message uuid,
  last_at timestamp with time zone NOT NULL,
  last_text text NOT NULL DEFAULT ''::text,
  last_direction text NOT NULL DEFAULT 'in'::text,
  message_count integer NOT NULL DEFAULT 0,
  mood text NOT NULL DEFAULT 'neutral'::text,
  mood_intensity real NOT NULL DEFAULT 0,
  urgency text NOT NULL DEFAULT 'none'::text,
  failed_deliveries integer NOT NULL DEFAULT 0,
  commitment_due timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  merged_into uuid,
  split_from uuid,
  own_contact uuid,
  third_party_key text,
  CONSTRAINT conversation_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT conversation_check CHECK (((state = 'snoozed'::text) = (snoozed_until IS NOT NULL))),
  CONSTRAINT conversation_check1 CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL))),
  CONSTRAINT conversation_check2 CHECK (((state = 'waiting'::text) = (waiting_for IS NOT NULL))),
  CONSTRAINT conversation_check3 CHECK (((state = 'merged'::text) = (merged_into IS NOT NULL))),
  CONSTRAINT conversation_closed_because_check CHECK ((closed_because = ANY (ARRAY['solved'::text, 'spam'::text, 'no answer'::text]))),
  CONSTRAINT conversation_last_direction_check CHECK ((last_direction = ANY (ARRAY['in'::text, 'out'::text, 'note'::text, 'to third party'::text, 'from third party'::text]))),
  CONSTRAINT conversation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'waiting'::text, 'snoozed'::text, 'closed'::text, 'merged'::text]))),
  CONSTRAINT conversation_waiting_for_check CHECK ((waiting_for = ANY (ARRAY['customer'::text, 'third party'::text]))),
  CONSTRAINT conversation_workspace_contact_fkey FOREIGN KEY (workspace, contact) REFERENCES contact(workspace, id),
  CONSTRAINT conversation_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE,
  CONSTRAINT conversation_workspace_inbox_fkey FOREIGN KEY (workspace, inbox) REFERENCES inbox(workspace, id),
  CONSTRAINT conversation_workspace_merged_into_fkey FOREIGN KEY (workspace, merged_into) REFERENCES conversation(workspace, id),
  CONSTRAINT conversation_workspace_own_contact_fkey FOREIGN KEY (workspace, own_contact) REFERENCES contact(workspace, id),
  CONSTRAINT conversation_workspace_split_from_fkey FOREIGN KEY (workspace, split_from) REFERENCES conversation(workspace, id)
);
CREATE INDEX conversation_assignee ON conversation USING btree (workspace, assignee, last_at DESC, id DESC);
CREATE INDEX conversation_contact ON conversation USING btree (workspace, contact, last_at DESC);
CREATE INDEX conversation_in_hand ON conversation USING btree (workspace, assignee, last_at DESC, id DESC) WHERE ((state <> 'closed'::text) AND (state <> 'merged'::text));
CREATE INDEX conversation_inbox ON conversation USING btree (workspace, inbox, last_at DESC, id DESC);
CREATE UNIQUE INDEX conversation_key ON conversation USING btree (workspace, key);
CREATE INDEX conversation_language ON conversation USING btree (workspace, language, last_at DESC, id DESC);
CREATE INDEX conversation_list ON conversation USING btree (workspace, state, last_at DESC, id DESC) INCLUDE (closed_because, mood, urgency, language, assignee, team, inbox, waiting_for, waiting_since, commitment_due, version);
CREATE INDEX conversation_merged ON conversation USING btree (workspace, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX conversation_mood ON conversation USING btree (workspace, mood, last_at DESC, id DESC) WHERE (mood <> 'neutral'::text);
CREATE UNIQUE INDEX conversation_number ON conversation USING btree (workspace, number);
CREATE INDEX conversation_own_contact ON conversation USING btree (workspace, own_contact) WHERE (own_contact IS NOT NULL);
CREATE INDEX conversation_promised ON conversation USING btree (workspace, commitment_due) WHERE (commitment_due IS NOT NULL);
CREATE INDEX conversation_recent ON conversation USING btree (workspace, last_at DESC, id DESC) INCLUDE (state, closed_because, mood, urgency, language, assignee, team, inbox, waiting_for, waiting_since, commitment_due, version) WHERE (state <> 'merged'::text);
CREATE INDEX conversation_snoozed ON conversation USING btree (snoozed_until) WHERE (state = 'snoozed'::text);
CREATE INDEX conversation_spam ON conversation USING btree (workspace, last_at DESC, id DESC) WHERE (closed_because = 'spam'::text);
CREATE INDEX conversation_team ON conversation USING btree (workspace, team, last_at DESC, id DESC) WHERE (team IS NOT NULL);
CREATE INDEX conversation_third_party ON conversation USING btree (workspace, last_at DESC, id DESC) WHERE (waiting_for = 'third party'::text);
CREATE UNIQUE INDEX conversation_third_party_key ON conversation USING btree (workspace, third_party_key) WHERE (third_party_key IS NOT NULL);
CREATE INDEX conversation_unanswered ON conversation USING btree (workspace, last_at DESC, id DESC) WHERE ((waiting_since IS NOT NULL) AND (waiting_for IS NULL));
CREATE INDEX conversation_urgency ON conversation USING btree (workspace, urgency, last_at DESC, id DESC) INCLUDE (state, closed_because, mood, language, assignee, team, inbox, waiting_for, waiting_since, commitment_due, version) WHERE (urgency <> 'none'::text);
CREATE INDEX conversation_waiting ON conversation USING btree (workspace, waiting_since, id) WHERE (waiting_since IS NOT NULL);
CREATE TRIGGER conversation_search_added AFTER INSERT ON conversation REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_due_added();
CREATE TRIGGER conversation_search_changed AFTER UPDATE OF subject, merged_into ON conversation FOR EACH ROW WHEN (((old.subject IS DISTINCT FROM new.subject) OR (old.merged_into IS DISTINCT FROM new.merged_into))) EXECUTE FUNCTION search_due_changed();
CREATE TRIGGER conversation_search_removed AFTER DELETE ON conversation FOR EACH ROW EXECUTE FUNCTION search_due_changed();
CREATE TRIGGER conversation_tally_added AFTER INSERT ON conversation REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION conversation_tally_changed();
CREATE TRIGGER conversation_tally_removed AFTER DELETE ON conversation REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION conversation_tally_changed();
CREATE TRIGGER conversation_tally_updated AFTER UPDATE ON conversation REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION conversation_tally_changed();

CREATE TABLE conversation_mark (
  workspace uuid NOT NULL,
  mark text NOT NULL,
  conversation uuid NOT NULL,
  CONSTRAINT conversation_mark_pkey PRIMARY KEY (workspace, mark, conversation)
);
CREATE INDEX conversation_mark_conversation ON conversation_mark USING btree (workspace, conversation);

CREATE TABLE conversation_tag (
  workspace uuid NOT NULL,
  conversation uuid NOT NULL,
  tag uuid NOT NULL,
  CONSTRAINT conversation_tag_pkey PRIMARY KEY (workspace, conversation, tag),
  CONSTRAINT conversation_tag_workspace_conversation_fkey FOREIGN KEY (workspace, conversation) REFERENCES conversation(workspace, id) ON DELETE CASCADE,
  CONSTRAINT conversation_tag_workspace_tag_fkey FOREIGN KEY (workspace, tag) REFERENCES tag(workspace, id) ON DELETE CASCADE
);
CREATE INDEX conversation_tag_tag ON conversation_tag USING btree (workspace, tag, conversation);

CREATE TABLE conversation_tally (
  workspace uuid NOT NULL,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  state text NOT NULL,
  closed_because text,
  waiting_for text,
  inbox uuid NOT NULL,
  assignee uuid,
  team uuid,
  promised boolean NOT NULL,
  waits boolean NOT NULL,
  mood text NOT NULL,
  urgency text NOT NULL,
  count bigint NOT NULL,
  CONSTRAINT conversation_tally_pkey PRIMARY KEY (workspace, number)
);

CREATE TABLE delivery (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  message uuid NOT NULL,
  conversation uuid NOT NULL,
  step integer NOT NULL DEFAULT 0,
  via text NOT NULL,
  inbox uuid NOT NULL,
  recipient text NOT NULL,
  state text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  external_id text,
  queued_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  delivered_at timestamp with time zone,
  read_at timestamp with time zone,
  failed_at timestamp with time zone,
  due_at timestamp with time zone,
  leased_until timestamp with time zone,
  problem_code text,
  problem_detail text,
  along_with uuid,
  CONSTRAINT delivery_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT delivery_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sending'::text, 'accepted'::text, 'delivered'::text, 'read'::text, 'failed'::text, 'unknown'::text, 'cancelled'::text]))),
  CONSTRAINT delivery_along_with_fkey FOREIGN KEY (workspace, along_with) REFERENCES delivery(workspace, id) ON DELETE SET NULL (along_with),
  CONSTRAINT delivery_workspace_message_fkey FOREIGN KEY (workspace, message) REFERENCES message(workspace, id) ON DELETE CASCADE
);
CREATE INDEX delivery_along_with ON delivery USING btree (workspace, along_with) WHERE (along_with IS NOT NULL);
CREATE INDEX delivery_conversation_open ON delivery USING btree (workspace, conversation, queued_at) WHERE (state = ANY (ARRAY['queued'::text, 'sending'::text]));
CREATE INDEX delivery_due ON delivery USING btree (due_at) WHERE (due_at IS NOT NULL);
CREATE INDEX delivery_external ON delivery USING btree (workspace, inbox, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX delivery_message ON delivery USING btree (workspace, message);

CREATE TABLE delivery_part (
  workspace uuid NOT NULL,
  inbox uuid NOT NULL,
  external_id text NOT NULL,
  delivery uuid NOT NULL,
  state text,
  at timestamp with time zone,
  problem_code text,
  problem_detail text,
  CONSTRAINT delivery_part_pkey PRIMARY KEY (workspace, inbox, external_id, delivery),
  CONSTRAINT delivery_part_workspace_delivery_fkey FOREIGN KEY (workspace, delivery) REFERENCES delivery(workspace, id) ON DELETE CASCADE
);
CREATE INDEX delivery_part_delivery ON delivery_part USING btree (workspace, delivery);

CREATE TABLE draft (
  workspace uuid NOT NULL,
  agent uuid NOT NULL,
  place text NOT NULL,
  kind text NOT NULL,
  conversation uuid,
  content jsonb NOT NULL,
  attachments jsonb NOT NULL DEFAULT '[]'::jsonb,
  device text NOT NULL,
  version integer NOT NULL DEFAULT 1,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT draft_pkey PRIMARY KEY (workspace, agent, place, kind),
  CONSTRAINT draft_check CHECK (((kind = 'new'::text) = (conversation IS NULL))),
  CONSTRAINT draft_kind_check CHECK ((kind = ANY (ARRAY['reply'::text, 'note'::text, 'new'::text, 'forward'::text]))),
  CONSTRAINT draft_place_check CHECK (
CASE kind
    WHEN 'forward'::text THEN (split_part(place, ' '::text, 1) = (conversation)::text)
    ELSE (place = COALESCE((conversation)::text, 'new'::text))
END),
  CONSTRAINT draft_workspace_agent_fkey FOREIGN KEY (workspace, agent) REFERENCES agent(workspace, id) ON DELETE CASCADE,
  CONSTRAINT draft_workspace_conversation_fkey FOREIGN KEY (workspace, conversation) REFERENCES conversation(workspace, id) ON DELETE CASCADE,
  CONSTRAINT draft_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX draft_conversation ON draft USING btree (workspace, conversation);

CREATE TABLE early_receipt (
  workspace uuid NOT NULL,
  inbox uuid NOT NULL,
  external_id text NOT NULL,
  state text NOT NULL,
  at timestamp with time zone NOT NULL,
  problem_code text,
  problem_detail text,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT early_receipt_pkey PRIMARY KEY (workspace, inbox, external_id, state)
);
CREATE INDEX early_receipt_old ON early_receipt USING btree (created_at);

CREATE TABLE event (
  workspace uuid NOT NULL,
  number bigint NOT NULL,
  kind text NOT NULL,
  at timestamp with time zone NOT NULL,
  actor_kind text NOT NULL,
  actor text NOT NULL,
  conversation uuid,
  only_agent uuid,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  CONSTRAINT event_pkey PRIMARY KEY (workspace, number),
  CONSTRAINT event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['contact'::text, 'agent'::text, 'automation'::text, 'service'::text])))
);
CREATE INDEX event_conversation ON event USING btree (workspace, conversation, number) WHERE (conversation IS NOT NULL);

CREATE TABLE identity (
  workspace uuid NOT NULL,
  channel text NOT NULL,
  external_id text NOT NULL,
  contact uuid NOT NULL,
  name text,
  verified boolean NOT NULL DEFAULT false,
  created_at timestamp with time zone NOT NULL,
  own_contact uuid,
  unreachable_since timestamp with time zone,
  reach_told_at timestamp with time zone,
  CONSTRAINT identity_pkey PRIMARY KEY (workspace, channel, external_id),
  CONSTRAINT identity_workspace_contact_fkey FOREIGN KEY (workspace, contact) REFERENCES contact(workspace, id) ON DELETE CASCADE
);
CREATE INDEX identity_contact ON identity USING btree (workspace, contact);
CREATE INDEX identity_own_contact ON identity USING btree (workspace, own_contact) WHERE (own_contact IS NOT NULL);
CREATE TRIGGER identity_search_added AFTER INSERT ON identity REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_due_added();
CREATE TRIGGER identity_search_changed AFTER UPDATE OF contact, external_id, name ON identity FOR EACH ROW WHEN (((old.contact <> new.contact) OR (old.external_id <> new.external_id) OR (old.name IS DISTINCT FROM new.name))) EXECUTE FUNCTION search_due_changed();
CREATE TRIGGER identity_search_removed AFTER DELETE ON identity FOR EACH ROW EXECUTE FUNCTION search_due_changed();

CREATE TABLE inbox (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  channel text NOT NULL,
  name text NOT NULL,
  token text NOT NULL,
  config jsonb NOT NULL DEFAULT '{}'::jsonb,
  secrets bytea,
  senders jsonb NOT NULL DEFAULT '[]'::jsonb,
  undo_seconds integer NOT NULL DEFAULT 5,
  listen_cursor jsonb,
  health jsonb NOT NULL DEFAULT '{"is": "new"}'::jsonb,
  health_at timestamp with time zone,
  reconciliation jsonb,
  created_at timestamp with time zone NOT NULL,
  archived_at timestamp with time zone,
  sending_problem jsonb,
  CONSTRAINT inbox_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT inbox_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT inbox_undo_seconds_check CHECK (((undo_seconds >= 0) AND (undo_seconds <= 120))),
  CONSTRAINT inbox_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX inbox_channel ON inbox USING btree (channel) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX inbox_token ON inbox USING btree (token);

CREATE TABLE inbox_team (
  workspace uuid NOT NULL,
  inbox uuid NOT NULL,
  team uuid NOT NULL,
  CONSTRAINT inbox_team_pkey PRIMARY KEY (workspace, inbox, team),
  CONSTRAINT inbox_team_workspace_inbox_fkey FOREIGN KEY (workspace, inbox) REFERENCES inbox(workspace, id) ON DELETE CASCADE,
  CONSTRAINT inbox_team_workspace_team_fkey FOREIGN KEY (workspace, team) REFERENCES team(workspace, id) ON DELETE CASCADE
);

CREATE TABLE invitation (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  email text NOT NULL,
  role text NOT NULL,
  teams jsonb NOT NULL DEFAULT '[]'::jsonb,
  language text NOT NULL DEFAULT 'en'::text,
  token_hash text NOT NULL,
  invited_by uuid,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  accepted_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  CONSTRAINT invitation_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT invitation_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'lead'::text, 'agent'::text]))),
  CONSTRAINT invitation_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX invitation_open ON invitation USING btree (workspace, lower(email)) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX invitation_token ON invitation USING btree (token_hash);

CREATE TABLE macro (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  owner uuid,
  name text NOT NULL,
  actions jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  shortcut text NOT NULL DEFAULT ''::text,
  CONSTRAINT macro_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT macro_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT macro_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE,
  CONSTRAINT macro_workspace_owner_fkey FOREIGN KEY (workspace, owner) REFERENCES agent(workspace, id) ON DELETE CASCADE
);

CREATE TABLE macro_run (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  macro uuid NOT NULL,
  name text NOT NULL,
  conversation uuid NOT NULL,
  actor_kind text NOT NULL,
  actor text NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  ran_at timestamp with time zone NOT NULL,
  undone_at timestamp with time zone,
  CONSTRAINT macro_run_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT macro_run_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['agent'::text, 'service'::text]))),
  CONSTRAINT macro_run_workspace_conversation_fkey FOREIGN KEY (workspace, conversation) REFERENCES conversation(workspace, id) ON DELETE CASCADE,
  CONSTRAINT macro_run_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX macro_run_age ON macro_run USING btree (ran_at);
CREATE INDEX macro_run_conversation ON macro_run USING btree (workspace, conversation);

CREATE TABLE media_due (
  workspace uuid NOT NULL,
  attachment uuid NOT NULL,
  inbox uuid NOT NULL,
  remote text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp with time zone,
  problem_code text,
  problem_detail text,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT media_due_pkey PRIMARY KEY (workspace, attachment),
  CONSTRAINT media_due_workspace_attachment_fkey FOREIGN KEY (workspace, attachment) REFERENCES attachment(workspace, id) ON DELETE CASCADE
);
CREATE INDEX media_due_next ON media_due USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE TABLE merge (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL,
  survivor uuid NOT NULL,
  before jsonb NOT NULL,
  after jsonb NOT NULL,
  place bigint NOT NULL,
  cursor bigint NOT NULL,
  actor_kind text NOT NULL,
  actor text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  undone_at timestamp with time zone,
  CONSTRAINT merge_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT merge_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['agent'::text, 'service'::text, 'automation'::text]))),
  CONSTRAINT merge_kind_check CHECK ((kind = ANY (ARRAY['conversations'::text, 'split'::text, 'contacts'::text]))),
  CONSTRAINT merge_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX merge_place ON merge USING btree (workspace, place DESC);
CREATE INDEX merge_survivor ON merge USING btree (workspace, survivor, place DESC);

CREATE TABLE merge_part (
  workspace uuid NOT NULL,
  merge uuid NOT NULL,
  part uuid NOT NULL,
  before jsonb NOT NULL,
  CONSTRAINT merge_part_pkey PRIMARY KEY (workspace, merge, part),
  CONSTRAINT merge_part_workspace_merge_fkey FOREIGN KEY (workspace, merge) REFERENCES merge(workspace, id) ON DELETE CASCADE
);
CREATE INDEX merge_part_part ON merge_part USING btree (workspace, part);

CREATE TABLE message (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  conversation uuid NOT NULL,
  inbox uuid,
  direction text NOT NULL,
  author_kind text NOT NULL,
  author text NOT NULL,
  external_id text,
  fingerprint text,
  language text,
  subject text,
  text text NOT NULL,
  html text,
  recipients jsonb NOT NULL DEFAULT '{"to": [], "copy": [], "blindCopy": []}'::jsonb,
  sender jsonb,
  notices jsonb NOT NULL DEFAULT '[]'::jsonb,
  machine_sent boolean NOT NULL DEFAULT false,
  sent_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL,
  edited_at timestamp with time zone,
  removed_at timestamp with time zone,
  raw_input uuid,
  against_version integer,
  page jsonb,
  home uuid,
  own_words jsonb,
  mentions jsonb NOT NULL DEFAULT '[]'::jsonb,
  answers uuid,
  CONSTRAINT message_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT message_author_kind_check CHECK ((author_kind = ANY (ARRAY['contact'::text, 'agent'::text, 'automation'::text, 'third party'::text]))),
  CONSTRAINT message_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'note'::text, 'to third party'::text, 'from third party'::text]))),
  CONSTRAINT message_workspace_conversation_fkey FOREIGN KEY (workspace, conversation) REFERENCES conversation(workspace, id) ON DELETE CASCADE
);
CREATE INDEX message_conversation ON message USING btree (workspace, conversation, created_at, id);
CREATE UNIQUE INDEX message_external ON message USING btree (workspace, external_id, inbox) WHERE (external_id IS NOT NULL);
CREATE INDEX message_home ON message USING btree (workspace, conversation, home) WHERE (home IS NOT NULL);
CREATE TRIGGER message_search_added AFTER INSERT ON message REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION search_due_added();
CREATE TRIGGER message_search_changed AFTER UPDATE OF text, subject, conversation, removed_at ON message FOR EACH ROW WHEN (((old.text <> new.text) OR (old.subject IS DISTINCT FROM new.subject) OR (old.conversation <> new.conversation) OR (old.removed_at IS DISTINCT FROM new.removed_at))) EXECUTE FUNCTION search_due_changed();
CREATE TRIGGER message_search_removed AFTER DELETE ON message FOR EACH ROW EXECUTE FUNCTION search_due_changed();

CREATE TABLE migration (
  number integer NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  breaking boolean NOT NULL,
  applied_at timestamp with time zone NOT NULL DEFAULT now(),
  CONSTRAINT migration_pkey PRIMARY KEY (number)
);

CREATE TABLE notification (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  agent uuid NOT NULL,
  kind text NOT NULL,
  conversation uuid,
  message uuid,
  data jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL,
  seen_at timestamp with time zone,
  loud boolean NOT NULL DEFAULT false,
  CONSTRAINT notification_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT notification_workspace_agent_fkey FOREIGN KEY (workspace, agent) REFERENCES agent(workspace, id) ON DELETE CASCADE
);
CREATE INDEX notification_agent ON notification USING btree (workspace, agent, created_at DESC);

CREATE TABLE notification_choice (
  workspace uuid NOT NULL,
  agent uuid NOT NULL,
  places jsonb NOT NULL DEFAULT '{}'::jsonb,
  quiet jsonb,
  CONSTRAINT notification_choice_pkey PRIMARY KEY (workspace, agent),
  CONSTRAINT notification_choice_workspace_agent_fkey FOREIGN KEY (workspace, agent) REFERENCES agent(workspace, id) ON DELETE CASCADE
);

CREATE TABLE participant (
  workspace uuid NOT NULL,
  conversation uuid NOT NULL,
  channel text NOT NULL,
  external_id text NOT NULL,
  name text,
  third_party boolean NOT NULL DEFAULT false,
  CONSTRAINT participant_pkey PRIMARY KEY (workspace, conversation, channel, external_id),
  CONSTRAINT participant_workspace_conversation_fkey FOREIGN KEY (workspace, conversation) REFERENCES conversation(workspace, id) ON DELETE CASCADE
);

CREATE TABLE personal_token (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  agent uuid NOT NULL,
  name text NOT NULL,
  token_hash text NOT NULL,
  scopes jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  CONSTRAINT personal_token_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT personal_token_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT personal_token_workspace_agent_fkey FOREIGN KEY (workspace, agent) REFERENCES agent(workspace, id) ON DELETE CASCADE,
  CONSTRAINT personal_token_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX personal_token_agent ON personal_token USING btree (workspace, agent);
CREATE UNIQUE INDEX personal_token_hash ON personal_token USING btree (token_hash);

CREATE TABLE planned_reply (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  conversation uuid NOT NULL,
  agent uuid NOT NULL,
  send_at timestamp with time zone NOT NULL,
  content jsonb NOT NULL,
  attachments jsonb NOT NULL DEFAULT '[]'::jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  third_party boolean NOT NULL DEFAULT false,
  CONSTRAINT planned_reply_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT planned_reply_workspace_agent_fkey FOREIGN KEY (workspace, agent) REFERENCES agent(workspace, id) ON DELETE CASCADE,
  CONSTRAINT planned_reply_workspace_conversation_fkey FOREIGN KEY (workspace, conversation) REFERENCES conversation(workspace, id) ON DELETE CASCADE,
  CONSTRAINT planned_reply_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX planned_reply_conversation ON planned_reply USING btree (workspace, conversation, send_at);
CREATE INDEX planned_reply_due ON planned_reply USING btree (send_at);

CREATE TABLE planned_start (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  conversation uuid NOT NULL,
  agent uuid NOT NULL,
  inbox uuid NOT NULL,
  channel text NOT NULL,
  recipient text NOT NULL,
  send_at timestamp with time zone NOT NULL,
  content jsonb NOT NULL,
  attachments jsonb NOT NULL DEFAULT '[]'::jsonb,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT planned_start_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT planned_start_workspace_conversation_key UNIQUE (workspace, conversation),
  CONSTRAINT planned_start_workspace_agent_fkey FOREIGN KEY (workspace, agent) REFERENCES agent(workspace, id) ON DELETE CASCADE,
  CONSTRAINT planned_start_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE,
  CONSTRAINT planned_start_workspace_inbox_fkey FOREIGN KEY (workspace, inbox) REFERENCES inbox(workspace, id) ON DELETE CASCADE
);
CREATE INDEX planned_start_agent ON planned_start USING btree (workspace, agent, send_at);
CREATE INDEX planned_start_due ON planned_start USING btree (send_at);
CREATE INDEX planned_start_recipient ON planned_start USING btree (workspace, channel, recipient);

CREATE TABLE push_key (
  workspace uuid NOT NULL,
  public_key text NOT NULL,
  private_key bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT push_key_pkey PRIMARY KEY (workspace),
  CONSTRAINT push_key_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);

CREATE TABLE push_subscription (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  agent uuid NOT NULL,
  address_hash text NOT NULL,
  sealed bytea NOT NULL,
  device text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  used_at timestamp with time zone,
  CONSTRAINT push_subscription_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT push_subscription_address_hash_key UNIQUE (address_hash),
  CONSTRAINT push_subscription_workspace_agent_fkey FOREIGN KEY (workspace, agent) REFERENCES agent(workspace, id) ON DELETE CASCADE
);
CREATE INDEX push_subscription_agent ON push_subscription USING btree (workspace, agent);

CREATE TABLE raw_input (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  inbox uuid NOT NULL,
  kind text NOT NULL,
  headers jsonb NOT NULL DEFAULT '{}'::jsonb,
  body bytea,
  blob text,
  bytes integer NOT NULL,
  key text,
  received_at timestamp with time zone NOT NULL,
  state text NOT NULL DEFAULT 'pending'::text,
  outcome text,
  attempts integer NOT NULL DEFAULT 0,
  due_at timestamp with time zone NOT NULL,
  problem_code text,
  problem_detail text,
  settled_at timestamp with time zone,
  CONSTRAINT raw_input_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT raw_input_check CHECK (((body IS NULL) <> (blob IS NULL))),
  CONSTRAINT raw_input_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'done'::text, 'failed'::text]))),
  CONSTRAINT raw_input_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE,
  CONSTRAINT raw_input_workspace_inbox_fkey FOREIGN KEY (workspace, inbox) REFERENCES inbox(workspace, id) ON DELETE CASCADE
);
CREATE INDEX raw_input_blob ON raw_input USING btree (blob) WHERE (blob IS NOT NULL);
CREATE INDEX raw_input_failed ON raw_input USING btree (workspace, received_at DESC) WHERE (state = 'failed'::text);
CREATE UNIQUE INDEX raw_input_key ON raw_input USING btree (workspace, inbox, key) WHERE (key IS NOT NULL);
CREATE INDEX raw_input_pending ON raw_input USING btree (due_at, id) WHERE (state = 'pending'::text);
CREATE INDEX raw_input_settled ON raw_input USING btree (workspace, inbox, received_at DESC);

CREATE TABLE reading (
  workspace uuid NOT NULL,
  message uuid NOT NULL,
  value jsonb NOT NULL,
  engine text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  corrected jsonb,
  corrected_at timestamp with time zone,
  CONSTRAINT reading_pkey PRIMARY KEY (workspace, message),
  CONSTRAINT reading_workspace_message_fkey FOREIGN KEY (workspace, message) REFERENCES message(workspace, id) ON DELETE CASCADE
);
CREATE TRIGGER reading_search_changed AFTER UPDATE OF value ON reading FOR EACH ROW WHEN ((old.value <> new.value)) EXECUTE FUNCTION search_due_changed();
CREATE TRIGGER reading_search_corrected AFTER UPDATE OF corrected ON reading FOR EACH ROW WHEN ((old.corrected IS DISTINCT FROM new.corrected)) EXECUTE FUNCTION search_due_changed();

CREATE TABLE reading_correction (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  message uuid NOT NULL,
  field text NOT NULL,
  value jsonb NOT NULL,
  before jsonb NOT NULL,
  engine text NOT NULL,
  author_kind text NOT NULL,
  author text NOT NULL,
  made_at timestamp with time zone NOT NULL,
  withdrawn_at timestamp with time zone,
  withdrawn_by text,
  CONSTRAINT reading_correction_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT reading_correction_author_kind_check CHECK ((author_kind = ANY (ARRAY['agent'::text, 'service'::text]))),
  CONSTRAINT reading_correction_workspace_message_fkey FOREIGN KEY (workspace, message) REFERENCES message(workspace, id) ON DELETE CASCADE
);
CREATE INDEX reading_correction_made ON reading_correction USING btree (workspace, made_at, id) WHERE (withdrawn_at IS NULL);
CREATE INDEX reading_correction_message ON reading_correction USING btree (workspace, message);

CREATE TABLE repeatable_request (
  workspace uuid NOT NULL,
  caller text NOT NULL,
  key text NOT NULL,
  fingerprint text NOT NULL,
  state text NOT NULL,
  status integer,
  answer bytea,
  leased_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT repeatable_request_pkey PRIMARY KEY (workspace, caller, key),
  CONSTRAINT repeatable_request_state_check CHECK ((state = ANY (ARRAY['running'::text, 'changed'::text, 'answered'::text]))),
  CONSTRAINT repeatable_request_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE INDEX repeatable_request_age ON repeatable_request USING btree (created_at);

CREATE TABLE saved_view (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  owner uuid,
  name text NOT NULL,
  query jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT saved_view_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT saved_view_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE,
  CONSTRAINT saved_view_workspace_owner_fkey FOREIGN KEY (workspace, owner) REFERENCES agent(workspace, id) ON DELETE CASCADE
);
CREATE INDEX saved_view_owner ON saved_view USING btree (workspace, owner);

CREATE TABLE search_due (
  workspace uuid NOT NULL,
  number bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
  kind text NOT NULL,
  id uuid NOT NULL,
  anew boolean NOT NULL,
  CONSTRAINT search_due_pkey PRIMARY KEY (workspace, number),
  CONSTRAINT search_due_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'conversation'::text, 'contact'::text])))
);

CREATE TABLE search_entry (
  workspace uuid NOT NULL,
  kind text NOT NULL,
  id uuid NOT NULL,
  conversation uuid,
  at timestamp with time zone NOT NULL,
  words tsvector NOT NULL,
  CONSTRAINT search_entry_pkey PRIMARY KEY (workspace, kind, id),
  CONSTRAINT search_entry_check CHECK (((kind = 'contact'::text) = (conversation IS NULL))),
  CONSTRAINT search_entry_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'conversation'::text, 'contact'::text])))
);
CREATE INDEX search_entry_conversation ON search_entry USING btree (workspace, conversation) WHERE (conversation IS NOT NULL);
CREATE INDEX search_entry_words ON search_entry USING gin (words) WITH (fastupdate=off);

CREATE TABLE search_fill (
  workspace uuid NOT NULL,
  kind text NOT NULL,
  after uuid,
  done bigint NOT NULL DEFAULT 0,
  total bigint NOT NULL,
  CONSTRAINT search_fill_pkey PRIMARY KEY (workspace, kind),
  CONSTRAINT search_fill_kind_check CHECK ((kind = ANY (ARRAY['message'::text, 'conversation'::text, 'contact'::text]))),
  CONSTRAINT search_fill_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);

CREATE TABLE search_word (
  workspace uuid NOT NULL,
  word text NOT NULL COLLATE "C",
  CONSTRAINT search_word_pkey PRIMARY KEY (workspace, word)
);

CREATE TABLE service_token (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  token_hash text NOT NULL,
  role text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  last_used_at timestamp with time zone,
  withdrawn_at timestamp with time zone,
  from_environment boolean NOT NULL DEFAULT false,
  scopes jsonb NOT NULL,
  expires_at timestamp with time zone,
  CONSTRAINT service_token_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT service_token_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'lead'::text, 'agent'::text]))),
  CONSTRAINT service_token_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX service_token_environment ON service_token USING btree (workspace) WHERE (from_environment AND (withdrawn_at IS NULL));
CREATE UNIQUE INDEX service_token_hash ON service_token USING btree (token_hash);

CREATE TABLE sign_in_account (
  id text NOT NULL,
  account_id text NOT NULL,
  provider_id text NOT NULL,
  user_id text NOT NULL,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT sign_in_account_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_account_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_account_user_id_idx ON sign_in_account USING btree (user_id);

CREATE TABLE sign_in_attempt (
  subject text NOT NULL,
  count integer NOT NULL,
  until timestamp with time zone NOT NULL,
  CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (subject)
);
CREATE INDEX sign_in_attempt_until ON sign_in_attempt USING btree (until);

CREATE TABLE sign_in_second_factor (
  id text NOT NULL,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  user_id text NOT NULL,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamp with time zone,
  CONSTRAINT sign_in_second_factor_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_second_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_second_factor_secret_idx ON sign_in_second_factor USING btree (secret);
CREATE INDEX sign_in_second_factor_user_id_idx ON sign_in_second_factor USING btree (user_id);

CREATE TABLE sign_in_session (
  id text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  token text NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp with time zone NOT NULL,
  ip_address text,
  user_agent text,
  user_id text NOT NULL,
  CONSTRAINT sign_in_session_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_session_token_key UNIQUE (token),
  CONSTRAINT sign_in_session_user_id_fkey FOREIGN KEY (user_id) REFERENCES sign_in_user(id) ON DELETE CASCADE
);
CREATE INDEX sign_in_session_expires ON sign_in_session USING btree (expires_at);
CREATE INDEX sign_in_session_user_id_idx ON sign_in_session USING btree (user_id);

CREATE TABLE sign_in_user (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  email_verified boolean NOT NULL,
  image text,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  two_factor_enabled boolean,
  CONSTRAINT sign_in_user_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_user_email_key UNIQUE (email)
);

CREATE TABLE sign_in_verification (
  id text NOT NULL,
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  created_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT sign_in_verification_pkey PRIMARY KEY (id)
);
CREATE INDEX sign_in_verification_identifier_idx ON sign_in_verification USING btree (identifier);

CREATE TABLE tag (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT tag_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT tag_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  CONSTRAINT tag_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX tag_name ON tag USING btree (workspace, lower(name));

CREATE TABLE team (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT team_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT team_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT team_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX team_name ON team USING btree (workspace, lower(name));

CREATE TABLE team_member (
  workspace uuid NOT NULL,
  team uuid NOT NULL,
  agent uuid NOT NULL,
  CONSTRAINT team_member_pkey PRIMARY KEY (workspace, team, agent),
  CONSTRAINT team_member_workspace_agent_fkey FOREIGN KEY (workspace, agent) REFERENCES agent(workspace, id) ON DELETE CASCADE,
  CONSTRAINT team_member_workspace_team_fkey FOREIGN KEY (workspace, team) REFERENCES team(workspace, id) ON DELETE CASCADE
);
CREATE INDEX team_member_agent ON team_member USING btree (workspace, agent);

CREATE TABLE template (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  owner uuid,
  language text NOT NULL,
  name text NOT NULL,
  shortcut text NOT NULL DEFAULT ''::text,
  situation text,
  topic text,
  text text NOT NULL,
  origin text,
  version integer NOT NULL DEFAULT 1,
  created_at timestamp with time zone NOT NULL,
  changed_at timestamp with time zone NOT NULL,
  CONSTRAINT template_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT template_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT template_situation_check CHECK ((situation = ANY (ARRAY['angry'::text, 'doubtful'::text, 'anxious'::text, 'grateful'::text, 'confused'::text, 'sad'::text]))),
  CONSTRAINT template_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE,
  CONSTRAINT template_workspace_owner_fkey FOREIGN KEY (workspace, owner) REFERENCES agent(workspace, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX template_origin ON template USING btree (workspace, language, origin) WHERE (origin IS NOT NULL);

CREATE TABLE webhook (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  address text NOT NULL,
  groups jsonb NOT NULL,
  kinds jsonb NOT NULL,
  secrets bytea NOT NULL,
  off_at timestamp with time zone,
  off_because text,
  cursor bigint NOT NULL,
  due_at timestamp with time zone,
  failures integer NOT NULL DEFAULT 0,
  failing_since timestamp with time zone,
  delivered_at timestamp with time zone,
  leased_until timestamp with time zone,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT webhook_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT webhook_address_check CHECK ((length(address) <= 2000)),
  CONSTRAINT webhook_check CHECK (((off_at IS NULL) = (off_because IS NULL))),
  CONSTRAINT webhook_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  CONSTRAINT webhook_off_because_check CHECK ((off_because = ANY (ARRAY['person'::text, 'gone'::text, 'failing'::text, 'restored'::text]))),
  CONSTRAINT webhook_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);

CREATE TABLE webhook_delivery (
  workspace uuid NOT NULL,
  id uuid NOT NULL,
  webhook uuid NOT NULL,
  event bigint,
  kind text NOT NULL,
  event_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  aside boolean NOT NULL DEFAULT false,
  due_at timestamp with time zone,
  attempts integer NOT NULL DEFAULT 0,
  first_at timestamp with time zone NOT NULL,
  last_at timestamp with time zone,
  duration_ms integer,
  status integer,
  problem text,
  answer text,
  CONSTRAINT webhook_delivery_pkey PRIMARY KEY (workspace, id),
  CONSTRAINT webhook_delivery_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text]))),
  CONSTRAINT webhook_delivery_workspace_webhook_fkey FOREIGN KEY (workspace, webhook) REFERENCES webhook(workspace, id) ON DELETE CASCADE
);
CREATE INDEX webhook_delivery_age ON webhook_delivery USING btree (first_at);
CREATE INDEX webhook_delivery_aside ON webhook_delivery USING btree (workspace, webhook, due_at) WHERE (aside AND (state = 'waiting'::text));
CREATE INDEX webhook_delivery_log ON webhook_delivery USING btree (workspace, webhook, first_at DESC, id DESC);

CREATE TABLE workspace (
  id uuid NOT NULL,
  name text NOT NULL,
  language text NOT NULL DEFAULT 'en'::text,
  time_zone text NOT NULL DEFAULT 'UTC'::text,
  working_hours jsonb NOT NULL,
  settings jsonb NOT NULL DEFAULT '{}'::jsonb,
  created_at timestamp with time zone NOT NULL,
  push_text boolean NOT NULL DEFAULT false,
  CONSTRAINT workspace_pkey PRIMARY KEY (id),
  CONSTRAINT workspace_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

CREATE TABLE workspace_counter (
  workspace uuid NOT NULL,
  event bigint NOT NULL DEFAULT 0,
  conversation bigint NOT NULL DEFAULT 0,
  CONSTRAINT workspace_counter_pkey PRIMARY KEY (workspace),
  CONSTRAINT workspace_counter_workspace_fkey FOREIGN KEY (workspace) REFERENCES workspace(id) ON DELETE CASCADE
);
