// Batches: one decision about many conversations, and how far it has come.
import { sql } from 'kysely';
import type { Decided } from '../domain/conversation/taking-back.ts';
import type { Choice } from './batch-choice.ts';
import { chosen } from './batch-choice.ts';
import type { LockedConversation } from './conversation.ts';
import { stateOf } from './conversation.ts';
import type { Db } from './open.ts';
import { json } from './receive.ts';

export type BatchState = 'running' | 'stopped' | 'done' | 'undoing' | 'undone';
export type BatchRow = {
  readonly workspace: string; readonly id: string; readonly actor_kind: 'agent' | 'service'; readonly actor: string; readonly action: unknown; readonly seen: number; readonly state: BatchState;
  readonly total: number; readonly done: number; readonly skipped: number; readonly failed: number; readonly undone: number; readonly kept: number;
  /** Of those done: where its author's own draft stayed in the place of the macro's words. */
  readonly own_drafts: number;
  readonly created_at: Date; readonly finished_at: Date | null;
  /** What a macro said when it was decided. */
  readonly macro: unknown;
  readonly undone_by_kind: 'agent' | 'service' | null; readonly undone_by: string | null;
};
const columns = ['workspace', 'id', 'actor_kind', 'actor', 'action', 'seen', 'state', 'total', 'done', 'skipped', 'failed', 'undone', 'kept', 'own_drafts', 'created_at', 'finished_at', 'macro', 'undone_by_kind', 'undone_by'] as const;

export type NewBatch = {
  readonly id: string; readonly actor: { readonly kind: 'agent' | 'service'; readonly id: string }; readonly action: unknown; readonly macro: unknown; readonly seen: number; readonly choice: Choice;
  /** How many were named one by one; those that do not fit count as passed over. null: all that fit. */
  readonly named: number | null;
};

/** @returns how many it will be carried out on; null: there is one of this id already */
export async function saveBatch(db: Db, workspace: string, at: string, batch: NewBatch, most: number): Promise<number | null> {
  const made = await db.insertInto('batch').values({
    workspace, id: batch.id, actor_kind: batch.actor.kind, actor: batch.actor.id, action: json(batch.action), macro: batch.macro === null ? null : json(batch.macro), seen: batch.seen, state: 'running', total: 0, created_at: at,
  }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  if (!made) return null;
  const { numInsertedOrUpdatedRows } = await db.insertInto('batch_item').columns(['workspace', 'batch', 'place', 'conversation'])
    .expression(db.selectFrom(chosen(db, workspace, batch.choice, most).as('chosen')).select([sql<string>`${workspace}::uuid`.as('workspace'), sql<string>`${batch.id}::uuid`.as('batch'), 'chosen.place', 'chosen.id'])).executeTakeFirst();
  const count = Number(numInsertedOrUpdatedRows);
  const total = batch.named ?? count;
  await db.updateTable('batch').set({ total, skipped: total - count }).where('workspace', '=', workspace).where('id', '=', batch.id).execute();
  return count;
}

export async function findBatch(db: Db, workspace: string, id: string): Promise<BatchRow | null> {
  return (await db.selectFrom('batch').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** Locked, so that of two who decide about it one comes first. */
export async function lockBatch(db: Db, workspace: string, id: string): Promise<BatchRow | null> {
  return (await db.selectFrom('batch').select(columns).where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst()) ?? null;
}

export async function listBatches(db: Db, workspace: string, actor: string, limit: number): Promise<readonly BatchRow[]> {
  return db.selectFrom('batch').select(columns).where('workspace', '=', workspace).where('actor', '=', actor).orderBy('created_at', 'desc').limit(limit).execute();
}

/** `by`: who takes it back. */
export async function saveBatchState(db: Db, workspace: string, id: string, state: BatchState, finishedAt: string | null, by?: NewBatch['actor']): Promise<void> {
  await db.updateTable('batch').set({ state, finished_at: finishedAt, ...(by ? { undone_by_kind: by.kind, undone_by: by.id } : {}) }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** Gives back what a worker has had its turn with. */
export async function releaseBatch(db: Db, workspace: string, id: string): Promise<void> {
  await db.updateTable('batch').set({ leased_until: null }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

/**
 * One that nobody works on, until the lease runs out; the one that has come least far, so that a small one does not wait for a large one.
 * @param only this one alone
 */
export async function takeBatch(db: Db, now: string, leasedUntil: string, only: { readonly workspace: string; readonly id: string } | null): Promise<BatchRow | null> {
  const { rows } = await sql<BatchRow>`
    update batch set leased_until = ${leasedUntil}::timestamptz
    where (workspace, id) = (select workspace, id from batch where state in ('running', 'undoing') and (leased_until is null or leased_until <= ${now}::timestamptz)
      ${only === null ? sql`` : sql`and workspace = ${only.workspace} and id = ${only.id}`}
      order by done + skipped + failed + undone + kept, created_at limit 1 for update skip locked)
    returning ${sql.join(columns.map((column) => sql.ref(column)))}`.execute(db);
  return rows[0] ?? null;
}

export async function removeOldBatches(db: Db, before: string): Promise<void> {
  await db.deleteFrom('batch').where('finished_at', '<', new Date(before)).execute();
}

export type DecidedRow = Pick<LockedConversation, 'state' | 'waiting_for' | 'snoozed_until' | 'closed_at' | 'closed_because' | 'waiting_since' | 'assignee' | 'team'> & { readonly tags: readonly string[] };

export function decidedOf(row: DecidedRow): Decided {
  return { assignee: row.assignee, team: row.team, state: stateOf(row), waitingSince: row.waiting_since?.toISOString() ?? null, tags: row.tags };
}
