// The outbox: deliveries and their attempts.
import { sql } from 'kysely';
import type { Db } from './open.ts';
import type { DeliveryRow } from './message-row.ts';

export type NewDelivery = {
  readonly id: string; readonly message: string; readonly conversation: string; readonly via: string; readonly inbox: string; readonly recipient: string;
  readonly step: number; readonly externalId: string | null; readonly dueAt: string;
  /** The delivery whose mail carries this one too. */
  readonly alongWith?: string;
};

export async function saveDelivery(db: Db, workspace: string, at: string, delivery: NewDelivery): Promise<void> {
  await db.insertInto('delivery').values({
    workspace, id: delivery.id, message: delivery.message, conversation: delivery.conversation, via: delivery.via, inbox: delivery.inbox, recipient: delivery.recipient,
    step: delivery.step, external_id: delivery.externalId, state: 'queued', queued_at: at, due_at: delivery.dueAt, along_with: delivery.alongWith ?? null,
  }).execute();
}

export type TakenDelivery = DeliveryRow & { readonly workspace: string };

/**
 * Takes deliveries that are due: they become `sending` and are leased to this worker. One that was `sending` with an
 * expired lease was in the hands of a worker that died; it is given out again with its state as it was, so that the
 * caller can tell. Within a conversation and inbox, an earlier reply that is still on its way goes first.
 * What travels along with another goes with that one.
 * `not`: what the caller has in hand itself, and inboxes for which it has no hand free.
 */
export async function takeDueDeliveries(db: Db, now: string, leaseUntil: string, limit: number, not: { readonly deliveries: readonly string[]; readonly inboxes: readonly string[] }): Promise<readonly (TakenDelivery & { readonly interrupted: boolean })[]> {
  const { rows } = await sql<TakenDelivery & { interrupted: boolean }>`
    with due as (
      select workspace, id, state from delivery
      where due_at <= ${now}::timestamptz and (leased_until is null or leased_until < ${now}::timestamptz) and state in ('queued', 'sending') and along_with is null
        and id <> all(${[...not.deliveries]}::uuid[]) and inbox <> all(${[...not.inboxes]}::uuid[])
        and not exists (
          select from delivery earlier where earlier.workspace = delivery.workspace and earlier.conversation = delivery.conversation and earlier.inbox = delivery.inbox and earlier.along_with is null
            and earlier.state in ('queued', 'sending') and (earlier.queued_at, earlier.id) < (delivery.queued_at, delivery.id)
        )
      order by due_at limit ${limit} for update skip locked
    ), attempts as (
      update attempt set ended_at = ${now}::timestamptz, outcome = 'lost'
      from due where due.state = 'sending' and attempt.workspace = due.workspace and attempt.delivery = due.id and attempt.ended_at is null
    ), taken as (
      update delivery set state = 'sending', leased_until = ${leaseUntil}::timestamptz, attempts = delivery.attempts + case due.state when 'sending' then 0 else 1 end
      from due where delivery.workspace = due.workspace and delivery.id = due.id
      returning delivery.*, due.state = 'sending' as interrupted
    ), started as (
      insert into attempt (workspace, delivery, number, started_at)
      select workspace, id, attempts, ${now}::timestamptz from taken where not interrupted
    )
    select * from taken`.execute(db);
  return rows;
}

/** A further attempt of an interrupted delivery that may be sent again. */
export async function saveAttemptAgain(db: Db, workspace: string, id: string, now: string): Promise<number> {
  const row = await db.updateTable('delivery').set((update) => ({ attempts: update('attempts', '+', 1) })).where('workspace', '=', workspace).where('id', '=', id).returning('attempts').executeTakeFirstOrThrow();
  await db.insertInto('attempt').values({ workspace, delivery: id, number: row.attempts, started_at: now }).execute();
  return row.attempts;
}

/** A worker that is still sending keeps its lease. */
export async function prolongLease(db: Db, workspace: string, id: string, until: string): Promise<void> {
  await db.updateTable('delivery').set({ leased_until: until }).where('workspace', '=', workspace).where('id', '=', id).where('state', '=', 'sending').execute();
}

export async function lockDelivery(db: Db, workspace: string, id: string): Promise<DeliveryRow | null> {
  const row = await db.selectFrom('delivery').selectAll().where('workspace', '=', workspace).where('id', '=', id).forUpdate().executeTakeFirst();
  return (row as unknown as DeliveryRow | undefined) ?? null;
}

/** Deliveries that a receipt with this external id speaks of; the newest first. */
export async function lockDeliveriesByExternalId(db: Db, workspace: string, inbox: string, externalId: string): Promise<readonly DeliveryRow[]> {
  return await db.selectFrom('delivery').selectAll().where('workspace', '=', workspace).where('inbox', '=', inbox).where('external_id', '=', externalId)
    .orderBy('queued_at', 'desc').forUpdate().execute();
}

export async function lockDeliveriesOfMessage(db: Db, workspace: string, message: string): Promise<readonly DeliveryRow[]> {
  return await db.selectFrom('delivery').selectAll().where('workspace', '=', workspace).where('message', '=', message).orderBy('queued_at').forUpdate().execute();
}

/** A delivery with those that travel along with it, itself first; locked. On the way that it was written for, each message goes alone. */
export async function lockTogether(db: Db, workspace: string, carrying: DeliveryRow): Promise<readonly [DeliveryRow, ...DeliveryRow[]]> {
  if (carrying.step === 0) return [carrying];
  const along = await db.selectFrom('delivery').selectAll().where('workspace', '=', workspace).where('along_with', '=', carrying.id).orderBy('id').forUpdate().execute();
  return [carrying, ...(along as unknown as readonly DeliveryRow[])];
}

/** Messages that one delivery carries, in the order in which they were written. */
export async function listCarried(db: Db, workspace: string, delivery: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('delivery')
    .innerJoin('message', (join) => join.onRef('message.workspace', '=', 'delivery.workspace').onRef('message.id', '=', 'delivery.message'))
    .select('message.id').where('delivery.workspace', '=', workspace).where((where) => where.or([where('delivery.id', '=', delivery), where('delivery.along_with', '=', delivery)]))
    .orderBy('message.created_at').orderBy('message.id').execute();
  return rows.map((row) => row.id);
}

/** It goes for itself from now on, whatever becomes of the others. */
export async function saveAlone(db: Db, workspace: string, id: string): Promise<void> {
  await db.updateTable('delivery').set({ along_with: null }).where('workspace', '=', workspace).where((where) => where.or([where('id', '=', id), where('along_with', '=', id)])).execute();
}

export type Unseen = { readonly delivery: string; readonly message: string; readonly state: 'accepted' | 'delivered'; readonly due: Date; readonly ways: readonly string[]; readonly bytes: number };

/** Answers of a conversation that wait on one inbox to be delivered or seen, in the order in which they were written, each with the channels it went by and the size of its files. Locked. */
export async function lockUnseen(db: Db, workspace: string, conversation: string, inbox: string): Promise<readonly Unseen[]> {
  const { rows } = await sql<Unseen>`
    select delivery.id as delivery, delivery.message, delivery.state, delivery.due_at as due,
      array(select via from delivery other where other.workspace = delivery.workspace and other.message = delivery.message) as ways,
      (select coalesce(sum(bytes), 0)::int from attachment where attachment.workspace = delivery.workspace and attachment.message = delivery.message) as bytes
    from delivery join message on message.workspace = delivery.workspace and message.id = delivery.message
    where delivery.workspace = ${workspace} and message.conversation = ${conversation} and delivery.inbox = ${inbox} and delivery.state in ('accepted', 'delivered') and delivery.due_at is not null
      and message.direction = 'out' and message.removed_at is null
    order by message.created_at, message.id for update of delivery`.execute(db);
  return rows;
}

export type DeliveryChange = {
  readonly state: DeliveryRow['state'];
  readonly accepted_at?: string | null; readonly delivered_at?: string | null; readonly read_at?: string | null; readonly failed_at?: string | null;
  readonly due_at: string | null; readonly external_id?: string; readonly problem_code?: string | null; readonly problem_detail?: string | null;
};

export async function saveDeliveryChange(db: Db, workspace: string, id: string, changed: DeliveryChange): Promise<void> {
  await db.updateTable('delivery').set({ ...changed, leased_until: null }).where('workspace', '=', workspace).where('id', '=', id).execute();
}

export async function saveAttemptEnded(db: Db, workspace: string, delivery: string, number: number, at: string, outcome: 'accepted' | 'later' | 'never' | 'unknown', problem: { readonly code: string; readonly detail: string } | null): Promise<void> {
  await db.updateTable('attempt').set({ ended_at: at, outcome, problem_code: problem?.code ?? null, problem_detail: problem?.detail.slice(0, 2_000) ?? null })
    .where('workspace', '=', workspace).where('delivery', '=', delivery).where('number', '=', number).execute();
}

/** When something in the outbox becomes due next; null when nothing will. What is due already waits for a hand, not for the time. */
export async function findNextDueDelivery(db: Db, now: string): Promise<Date | null> {
  const row = await db.selectFrom('delivery').select((select) => select.fn.min('due_at').as('due')).where('due_at', '>', new Date(now)).where('state', '=', 'queued').where('along_with', 'is', null).executeTakeFirst();
  return (row?.due) ?? null;
}

/** Who was copied in to a message, openly or not, in small letters. */
export async function findCopied(db: Db, workspace: string, message: string): Promise<ReadonlySet<string>> {
  const row = await db.selectFrom('message').select('recipients').where('workspace', '=', workspace).where('id', '=', message).executeTakeFirst();
  const { copy = [], blindCopy = [] } = (row?.recipients ?? {}) as Partial<Record<'copy' | 'blindCopy', readonly { readonly address: string }[]>>;
  return new Set([...copy, ...blindCopy].map((one) => one.address.toLowerCase()));
}

/** Due at once, and with a new day to be tried in. */
export async function requeueDelivery(db: Db, workspace: string, id: string, now: string): Promise<void> {
  await db.updateTable('delivery').set({ state: 'queued', due_at: now, queued_at: now, leased_until: null, failed_at: null, problem_code: null, problem_detail: null })
    .where('workspace', '=', workspace).where('id', '=', id).execute();
}

/** Replies that wait because of what is over now go at once instead of at their next turn. */
export async function hurryDeliveries(db: Db, workspace: string, inbox: string, code: string, now: string): Promise<void> {
  await db.updateTable('delivery').set({ due_at: now }).where('workspace', '=', workspace).where('inbox', '=', inbox).where('state', '=', 'queued').where('problem_code', '=', code).where('due_at', '>', new Date(now)).execute();
}

export async function findDelivery(db: Db, workspace: string, id: string): Promise<DeliveryRow | null> {
  const row = await db.selectFrom('delivery').selectAll().where('workspace', '=', workspace).where('id', '=', id).executeTakeFirst();
  return (row as unknown as DeliveryRow | undefined) ?? null;
}

/** When to look again whether a message that was sent was delivered and seen; null: not any more. */
export async function saveNextLook(db: Db, workspace: string, id: string, at: string | null): Promise<void> {
  await db.updateTable('delivery').set({ due_at: at }).where('workspace', '=', workspace).where('id', '=', id).where('state', 'in', ['accepted', 'delivered']).execute();
}

/** Messages that were sent and should have been delivered or seen by now, of all workspaces. */
export async function listUndelivered(db: Db, now: string, limit: number): Promise<readonly { readonly workspace: string; readonly id: string; readonly inbox: string; readonly conversation: string }[]> {
  return db.selectFrom('delivery').select(['workspace', 'id', 'inbox', 'conversation']).where('state', 'in', ['accepted', 'delivered']).where('due_at', '<=', new Date(now))
    // What went to a third party must not look for the customer on another channel.
    .where(sql<boolean>`exists (select from message where message.workspace = delivery.workspace and message.id = delivery.message and message.direction = 'out')`)
    .orderBy('due_at').limit(limit).execute();
}
