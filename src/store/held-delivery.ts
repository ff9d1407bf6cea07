// Replies that a restore held back (docs/decisions/0014): they wait for somebody's word.
import { sql } from 'kysely';
import { oneOf } from './one-of.ts';
import type { Db } from './open.ts';
import { heldCode } from './restore-hold.ts';

export type DeliveryPlace = { readonly workspace: string; readonly id: string; readonly conversation: string };
export type HeldRow = {
  readonly id: string; readonly conversation: string; readonly number: number; readonly message: string; readonly contact: string | null;
  readonly recipient: string; readonly via: string; readonly inbox: string; readonly author_kind: 'contact' | 'agent' | 'automation'; readonly author: string;
  readonly written_at: Date; readonly queued_at: Date; readonly start: string;
};

/** Waiting since a restore, of all workspaces; nobody was told yet. */
export async function listUntoldHeld(db: Db, limit: number): Promise<readonly DeliveryPlace[]> {
  return db.selectFrom('delivery').select(['workspace', 'id', 'conversation']).where('state', 'in', ['queued', 'sending']).where('due_at', 'is', null).where('problem_code', '=', heldCode)
    .orderBy('workspace').orderBy('queued_at').orderBy('id').limit(limit).execute();
}

/** Held since a restore and told of; whoever wants to decides about each, about some, or about all (`only` is null). */
export async function listHeld(db: Db, workspace: string, only: readonly string[] | null, limit: number): Promise<readonly DeliveryPlace[]> {
  const all = held(db).select(['workspace', 'id', 'conversation']).where('workspace', '=', workspace);
  return (only === null ? all : all.where('id', '=', oneOf(only))).orderBy('queued_at').orderBy('id').limit(limit).execute();
}

/** For a person to decide about, in the order in which they would go. */
export async function listHeldShown(db: Db, workspace: string, after: { readonly at: Date; readonly id: string } | null, limit: number): Promise<readonly HeldRow[]> {
  let query = held(db)
    .innerJoin('message', (join) => join.onRef('message.workspace', '=', 'delivery.workspace').onRef('message.id', '=', 'delivery.message'))
    .innerJoin('conversation', (join) => join.onRef('conversation.workspace', '=', 'delivery.workspace').onRef('conversation.id', '=', 'delivery.conversation'))
    .innerJoin('contact', (join) => join.onRef('contact.workspace', '=', 'conversation.workspace').onRef('contact.id', '=', 'conversation.contact'))
    .where('delivery.workspace', '=', workspace)
    .select(['delivery.id', 'delivery.conversation', 'conversation.number', 'delivery.message', 'contact.name as contact', 'delivery.recipient', 'delivery.via', 'delivery.inbox',
      'message.author_kind', 'message.author', 'message.created_at as written_at', 'delivery.queued_at'])
    .select(sql<string>`left(message.text, 300)`.as('start'));
  if (after) query = query.where(sql<boolean>`(delivery.queued_at, delivery.id) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`);
  return (await query.orderBy('delivery.queued_at').orderBy('delivery.id').limit(limit).execute()) as unknown as readonly HeldRow[];
}

/** Of all workspaces where none is named. */
export async function countHeld(db: Db, workspace: string | null): Promise<number> {
  const row = await (workspace === null ? held(db) : held(db).where('workspace', '=', workspace)).select((select) => select.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  return Number(row.count);
}

function held(db: Db) {
  return db.selectFrom('delivery').where('delivery.state', '=', 'unknown').where('delivery.problem_code', '=', heldCode);
}
