-- Lists by one condition are read along an index in their own order, however many conversations the condition leaves.

-- Whose, in any state; and what is in hand, which is little beside all that was ever closed.
drop index conversation_assignee;
create index conversation_assignee on conversation (workspace, assignee, last_at desc, id desc);
create index conversation_in_hand on conversation (workspace, assignee, last_at desc, id desc) where state <> 'closed' and state <> 'merged';

-- An inbox that is used no more has nothing among the newest.
drop index conversation_inbox;
create index conversation_inbox on conversation (workspace, inbox, last_at desc, id desc);

-- Who waits for us, and what waits for a third party: few at any time. What waits for the customer is most of what waits.
create index conversation_unanswered on conversation (workspace, last_at desc, id desc) where waiting_since is not null and waiting_for is null;
create index conversation_third_party on conversation (workspace, last_at desc, id desc) where waiting_for = 'third party';
