// What `npm run doctor` asks about work that waits and about what was left behind. Times are measured by the given moment.
import { sql } from 'kysely';
import type { InboxRow } from './inbox.ts';
import type { Db } from './open.ts';

export type Intake = Pick<InboxRow, 'workspace' | 'id' | 'name' | 'channel' | 'config' | 'senders' | 'secrets' | 'health' | 'created_at'> & { readonly last: Date | null; readonly failed: number };

/** Inboxes of all workspaces that are not archived, with when something last came in and how much could not be understood. */
export async function listIntakes(db: Db): Promise<readonly Intake[]> {
  const { rows } = await sql<Intake>`
    select inbox.workspace, inbox.id, inbox.name, inbox.channel, inbox.config, inbox.senders, inbox.secrets, inbox.health, inbox.created_at,
      (select max(received_at) from raw_input where raw_input.workspace = inbox.workspace and raw_input.inbox = inbox.id) as last,
      (select count(*)::int from raw_input where raw_input.workspace = inbox.workspace and raw_input.inbox = inbox.id and state = 'failed') as failed
    from inbox where archived_at is null order by inbox.created_at, inbox.id`.execute(db);
  return rows;
}

export type Waiting = { readonly inputs: number; readonly deliveries: number; readonly abandoned: number; readonly troubled: number; readonly promises: number; readonly events: number; readonly conversations: number };

/** `inputs`, `deliveries`: due before `before` and still not taken; `abandoned`: sending under a lease that ended before it. */
export async function countWaiting(db: Db, before: string): Promise<Waiting> {
  const { rows } = await sql<Waiting>`
    select (select count(*)::int from raw_input where state = 'pending' and due_at < ${before}::timestamptz) as inputs,
      (select count(*)::int from delivery where state = 'queued' and due_at < ${before}::timestamptz) as deliveries,
      (select count(*)::int from delivery where state = 'sending' and leased_until < ${before}::timestamptz) as abandoned,
      (select count(*)::int from conversation where failed_deliveries > 0 and state <> 'closed') as troubled,
      (select count(*)::int from commitment where state = 'open' and due_at < ${before}::timestamptz) as promises,
      (select count(*)::int from event) as events,
      (select count(*)::int from conversation) as conversations`.execute(db);
  return rows[0]!;
}

/** Jobs that failed every time; 0 where the queue has no tables yet. */
export async function countDeadJobs(db: Db): Promise<number> {
  const there = await sql<{ there: boolean }>`select to_regclass('job.job') is not null as there`.execute(db);
  if (there.rows[0]?.there !== true) return 0;
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from job.job where name = 'dead' and state < 'completed'`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Some hashes that messages name, the newest first: their bytes must be in the data folder. */
export async function sampleBlobs(db: Db, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ hash: string }>`select distinct hash from (select hash from attachment where message is not null order by created_at desc limit ${most}) newest`.execute(db);
  return rows.map((row) => row.hash);
}
