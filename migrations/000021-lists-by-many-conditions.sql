-- Lists by several conditions, and in the order of urgency: what a condition looks at lies beside the order, so that conversations
-- that are passed over are passed over in the index, eight times as quickly as by looking at each of them.
drop index conversation_recent;
create index conversation_recent on conversation (workspace, last_at desc, id desc)
  include (state, closed_because, mood, urgency, language, assignee, team, inbox, waiting_for, waiting_since, commitment_due, version) where state <> 'merged';
drop index conversation_list;
create index conversation_list on conversation (workspace, state, last_at desc, id desc)
  include (closed_because, mood, urgency, language, assignee, team, inbox, waiting_for, waiting_since, commitment_due, version);
drop index conversation_urgency;
create index conversation_urgency on conversation (workspace, urgency, last_at desc, id desc)
  include (state, closed_because, mood, language, assignee, team, inbox, waiting_for, waiting_since, commitment_due, version) where urgency <> 'none';
