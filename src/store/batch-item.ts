// The conversations of a batch, each with what became of it. What is written here is written in the transaction of the step itself.
import { sql } from 'kysely';
import type { BatchRow, DecidedRow } from './batch.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

type Of = Pick<BatchRow, 'workspace' | 'id'>;
export type ItemState = 'waiting' | 'done' | 'skipped' | 'failed' | 'undone' | 'kept';
export type BatchItem = {
  readonly place: number; readonly conversation: string;
  /** How it stood before the step and after it; null: the step was not done. */
  readonly before: unknown; readonly after: unknown;
};

export async function listBatchItems(db: Db, of: Of, state: ItemState, limit: number): Promise<readonly BatchItem[]> {
  return db.selectFrom('batch_item').select(['place', 'conversation', 'before', 'after']).where('workspace', '=', of.workspace).where('batch', '=', of.id).where('state', '=', state).orderBy('place').limit(limit).execute();
}

export type ItemNow = {
  readonly conversation: Omit<DecidedRow, 'state'> & { readonly state: DecidedRow['state'] | 'merged'; readonly inbox: string; readonly inboxTeams: readonly string[] };
  /** A customer wrote after the batch was decided. */
  readonly written: boolean;
};

/**
 * The conversation as it is now, locked with its item until the transaction ends.
 * @returns null: the item is in that state no more, since another worker was there first
 */
export async function lockItem(db: Db, batch: Pick<BatchRow, 'workspace' | 'id' | 'seen'>, item: BatchItem, state: ItemState): Promise<ItemNow | null> {
  const { workspace, id } = batch;
  // Two statements: what is read beside a row that was waited for would be as it was before the wait.
  const [locked, found] = await Promise.all([
    sql<{ place: number }>`
      select item.place from batch_item item join conversation on conversation.workspace = item.workspace and conversation.id = item.conversation
      where item.workspace = ${workspace} and item.batch = ${id} and item.place = ${item.place} and item.state = ${state} for update of item, conversation`.execute(db),
    sql<ItemNow['conversation'] & { written: boolean }>`
      select conversation.state, conversation.waiting_for, conversation.snoozed_until, conversation.closed_at, conversation.closed_because, conversation.waiting_since, conversation.assignee, conversation.team, conversation.inbox,
        array(select inbox_team.team::text from inbox_team where inbox_team.workspace = conversation.workspace and inbox_team.inbox = conversation.inbox) as "inboxTeams",
        array(select conversation_tag.tag::text from conversation_tag where conversation_tag.workspace = conversation.workspace and conversation_tag.conversation = conversation.id order by 1) as tags,
        exists (select from event where event.workspace = conversation.workspace and event.conversation = conversation.id and event.number > ${batch.seen} and event.kind = 'message-received') as written
      from conversation where conversation.workspace = ${workspace} and conversation.id = ${item.conversation}`.execute(db),
  ]);
  const [row, conversation] = [locked.rows[0], found.rows[0]];
  return row && conversation ? { conversation, written: conversation.written } : null;
}

/** What people decide about, as it is now in this transaction. */
export async function readDecided(db: Db, workspace: string, conversation: string): Promise<DecidedRow | null> {
  const { rows } = await sql<DecidedRow>`
    select state, waiting_for, snoozed_until, closed_at, closed_because, waiting_since, assignee, team,
      array(select conversation_tag.tag::text from conversation_tag where conversation_tag.workspace = conversation.workspace and conversation_tag.conversation = conversation.id order by 1) as tags
    from conversation where workspace = ${workspace} and id = ${conversation}`.execute(db);
  return rows[0] ?? null;
}

export type Outcome = { readonly state: Exclude<ItemState, 'waiting'>; readonly reason: string | null; readonly before?: unknown; readonly after?: unknown };

/** Counted in the same statement, once: an item that is in another state by now is left alone. */
export async function saveItem(db: Db, { workspace, id }: Of, item: BatchItem, was: ItemState, becomes: Outcome): Promise<void> {
  await sql`
    with drafted as (
      select from batch_item where workspace = ${workspace} and batch = ${id} and place = ${item.place} and state = 'done' and reason = 'own-draft'
    ), item as (
      update batch_item set state = ${becomes.state}, reason = ${becomes.reason},
        before = coalesce(${becomes.before === undefined ? null : json(becomes.before)}::jsonb, before), after = coalesce(${becomes.after === undefined ? null : json(becomes.after)}::jsonb, after)
      where workspace = ${workspace} and batch = ${id} and place = ${item.place} and state = ${was} returning 1
    )
    update batch set ${sql.ref(becomes.state)} = ${sql.ref(becomes.state)} + (select count(*) from item),
      own_drafts = own_drafts + (select count(*) from item where ${becomes.reason === 'own-draft'}) - (select count(*) from item, drafted)
    where workspace = ${workspace} and id = ${id}`.execute(db);
}

/** Those whose turn never came. */
export async function passOverRest(db: Db, { workspace, id }: Of): Promise<void> {
  await sql`
    with item as (update batch_item set state = 'skipped', reason = 'stopped' where workspace = ${workspace} and batch = ${id} and state = 'waiting' returning 1)
    update batch set skipped = skipped + (select count(*) from item) where workspace = ${workspace} and id = ${id}`.execute(db);
}

/** Left as it was; or done, but for something. */
const leftOut = sql<boolean>`(state in ('skipped', 'failed', 'kept') or (state = 'done' and reason is not null))`;

export type LeftRow = Pick<BatchItem, 'place' | 'conversation'> & { readonly state: 'done' | 'skipped' | 'failed' | 'kept'; readonly reason: string | null };

export async function listLeft(db: Db, { workspace, id }: Of, after: number, limit: number): Promise<readonly LeftRow[]> {
  const rows = await db.selectFrom('batch_item').select(['place', 'conversation', 'state', 'reason']).where('workspace', '=', workspace).where('batch', '=', id)
    .where(leftOut).where('place', '>', after).orderBy('place').limit(limit).execute();
  return rows as readonly LeftRow[];
}

export async function countReasons(db: Db, { workspace, id }: Of): Promise<Readonly<Record<string, number>>> {
  const { rows } = await sql<{ reason: string; count: number }>`
    select coalesce(reason, state) as reason, count(*)::int as count from batch_item
    where workspace = ${workspace} and batch = ${id} and ${leftOut} group by 1 order by 2 desc`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.reason, row.count]));
}
