// The log of outgoing webhooks: each event for each of them once, with what came of the last try.
import { sql } from 'kysely';
import type { Db } from './open.ts';

export type WebhookDeliveryRow = {
  readonly id: string; readonly webhook: string; readonly event: number | null; readonly kind: string; readonly event_at: Date;
  readonly state: 'waiting' | 'delivered' | 'failed'; readonly aside: boolean; readonly due_at: Date | null; readonly attempts: number;
  readonly first_at: Date; readonly last_at: Date | null; readonly duration_ms: number | null; readonly status: number | null; readonly problem: string | null; readonly answer: string | null;
};

const columns = ['id', 'webhook', 'event', 'kind', 'event_at', 'state', 'aside', 'due_at', 'attempts', 'first_at', 'last_at', 'duration_ms', 'status', 'problem', 'answer'] as const;

export async function findWebhookDelivery(db: Db, workspace: string, id: string): Promise<WebhookDeliveryRow | null> {
  return (await db.selectFrom('webhook_delivery').select(columns).where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst()) ?? null;
}

/** The newest first; a repeat that was asked for stands where it was asked for. */
export async function listWebhookDeliveries(db: Db, workspace: string, webhook: string, page: { readonly state: WebhookDeliveryRow['state'] | null; readonly before: { readonly at: Date; readonly id: string } | null; readonly limit: number }): Promise<readonly WebhookDeliveryRow[]> {
  let query = db.selectFrom('webhook_delivery').select(columns).where('workspace', '=', workspace).where('webhook', '=', webhook);
  if (page.state !== null) query = query.where('state', '=', page.state);
  if (page.before !== null) query = query.where(sql<boolean>`(first_at, id) < (${page.before.at.toISOString()}::timestamptz, ${page.before.id}::uuid)`);
  return query.orderBy('first_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** Those that are tried by themselves and whose time has come, in the order of their events. */
export async function listDueAside(db: Db, workspace: string, webhook: string, now: string, limit: number): Promise<readonly WebhookDeliveryRow[]> {
  return db.selectFrom('webhook_delivery').select(columns).where('workspace', '=', workspace).where('webhook', '=', webhook)
    .where('aside', '=', true).where('state', '=', 'waiting').where('due_at', '<=', new Date(now))
    .orderBy('event').orderBy('id').limit(limit).execute();
}

export type NewWebhookDelivery = { readonly id: string; readonly webhook: string; readonly event: number | null; readonly kind: string; readonly eventAt: string };
export type Tried = {
  readonly state: WebhookDeliveryRow['state']; readonly aside: boolean; readonly dueAt: string | null; readonly attempts: number; readonly firstAt: string;
  readonly durationMs: number; readonly status: number | null; readonly problem: string | null; readonly answer: string | null;
};

export async function saveTried(db: Db, workspace: string, delivery: NewWebhookDelivery, at: string, tried: Tried): Promise<void> {
  const known = {
    state: tried.state, aside: tried.aside, due_at: tried.dueAt, attempts: tried.attempts, first_at: tried.firstAt, last_at: at,
    duration_ms: tried.durationMs, status: tried.status, problem: tried.problem, answer: tried.answer,
  };
  await db.insertInto('webhook_delivery')
    .values({ workspace, id: delivery.id, webhook: delivery.webhook, event: delivery.event, kind: delivery.kind, event_at: delivery.eventAt, ...known })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet(known)).execute();
}

/** One that is to go by itself at once: a test, or again because somebody asks. */
export async function saveForItself(db: Db, workspace: string, delivery: NewWebhookDelivery, at: string): Promise<void> {
  const waiting = { state: 'waiting' as const, aside: true, due_at: at, attempts: 0, first_at: at };
  await db.insertInto('webhook_delivery')
    .values({ workspace, id: delivery.id, webhook: delivery.webhook, event: delivery.event, kind: delivery.kind, event_at: delivery.eventAt, ...waiting })
    .onConflict((conflict) => conflict.columns(['workspace', 'id']).doUpdateSet(waiting)).execute();
}

/** After an address has come back, what it had been passed by with goes first. */
export async function hurryAside(db: Db, workspace: string, webhook: string, at: string): Promise<void> {
  await db.updateTable('webhook_delivery').set({ due_at: at }).where('workspace', '=', workspace).where('webhook', '=', webhook)
    .where('aside', '=', true).where('state', '=', 'waiting').where('due_at', '>', new Date(at)).execute();
}

/** Of all workspaces. @returns how many were let go */
export async function removeOldWebhookDeliveries(db: Db, before: string, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhook_delivery where (workspace, id) in (
      select workspace, id from webhook_delivery where first_at < ${before}::timestamptz and state <> 'waiting' limit ${most} for update skip locked
    )`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
