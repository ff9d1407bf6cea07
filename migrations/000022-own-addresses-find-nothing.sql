-- Mails are not found by our own addresses any more: what was taken in with them is read once more, in the background, the newest first.
insert into search_fill (workspace, kind, total)
select workspace, 'message', count(*) from message
where exists (select from inbox where inbox.workspace = message.workspace and inbox.senders <> '[]'::jsonb)
group by workspace
on conflict (workspace, kind) do update set after = null, done = 0, total = excluded.total;
