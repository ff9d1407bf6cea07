-- breaking: a server of the version before would send one of several answers that travel together, and leave the others for ever.
-- Answers that travel in one mail, letters to third parties that wait and that are begun, and promises that are over.

-- Several answers to a visitor who left travel in one mail: the delivery that carries the others. Where that one goes, each goes for itself.
alter table delivery add column along_with uuid;
alter table delivery add constraint delivery_along_with_fkey foreign key (workspace, along_with) references delivery (workspace, id) on delete set null (along_with);
create index delivery_along_with on delivery (workspace, along_with) where along_with is not null;

-- A letter to a third party that is to be sent at a time. What a customer writes does not bring it back: it does not answer them.
alter table planned_reply add column third_party boolean not null default false;

-- A letter to a third party that was begun has a kind of its own, and a place for each message that it answers or passes on: nothing
-- that asks for what stands where one writes to the customer ever finds it.
alter table draft drop constraint draft_kind_check;
alter table draft add constraint draft_kind_check check (kind in ('reply', 'note', 'new', 'forward'));
alter table draft drop constraint draft_check1;
alter table draft add constraint draft_place_check check (case kind when 'forward' then split_part(place, ' ', 1) = conversation::text else place = coalesce(conversation::text, 'new') end);

-- who said that a promise was kept, or need not be, or was put off; null: it is open, or was missed and nobody has said anything since
alter table commitment add column settled_by uuid;
update commitment set settled_by = waived_by where waived_by is not null;
update commitment set settled_by = event.actor::uuid from event
  where commitment.state in ('kept', 'renewed') and event.workspace = commitment.workspace
    and event.kind in ('commitment-kept', 'commitment-renewed') and event.data->>'commitment' = commitment.id::text
    and event.actor_kind in ('agent', 'service') and event.actor ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';

-- What became of promises, the newest first: of all, and of one person.
create index commitment_ended on commitment (workspace, coalesce(settled_at, missed_at), id) where coalesce(settled_at, missed_at) is not null;
create index commitment_ended_agent on commitment (workspace, agent, coalesce(settled_at, missed_at), id) where coalesce(settled_at, missed_at) is not null;
