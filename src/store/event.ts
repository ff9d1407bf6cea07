// Events of a workspace, numbered without gaps in the order of their commits.
import { sql } from 'kysely';
import type { State } from '../domain/conversation/message.ts';
import { compiledOnce } from './compiled-once.ts';
import type { Db } from './open.ts';

export type EventRow = {
  readonly number: number;
  readonly kind: string;
  readonly at: Date;
  readonly actor_kind: 'contact' | 'agent' | 'automation' | 'service';
  readonly actor: string;
  readonly conversation: string | null;
  readonly only_agent: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

export type EventToAppend = {
  readonly kind: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly conversation: string | null;
  readonly onlyAgent: string | null;
  readonly data: Readonly<Record<string, unknown>>;
};

/**
 * The counter row stays locked until the transaction ends, so a reader never sees number 8 before number 7; that is why
 * this comes last in a transaction. A sequence would hand out numbers before the commit and let late ones be missed.
 * @returns the events as `listEvents` reads them, once the transaction is committed
 */
export async function appendEvents(db: Db, workspace: string, at: string, events: readonly EventToAppend[]): Promise<readonly EventRow[]> {
  if (events.length === 0) return [];
  const rows = events.map((event, index) => ({
    place: index + 1, kind: event.kind, actor_kind: event.actor.kind, actor: event.actor.id,
    conversation: event.conversation, only_agent: event.onlyAgent, data: event.data,
  }));
  const { rows: numbered } = await sql<{ number: number }>`
    with counter as (
      update workspace_counter set event = event + ${events.length} where workspace = ${workspace} returning event
    )
    insert into event (workspace, number, kind, at, actor_kind, actor, conversation, only_agent, data)
    select ${workspace}, counter.event - ${events.length} + row.place, row.kind, ${at}::timestamptz, row.actor_kind, row.actor, row.conversation, row.only_agent, row.data
    from counter, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as row (place int, kind text, actor_kind text, actor text, conversation uuid, only_agent uuid, data jsonb)
    returning number
  `.execute(db);
  const first = Math.min(...numbered.map((one) => one.number));
  // By way of JSON, as the database hands them out: what is undefined is not there.
  return events.map(({ kind, actor, conversation, onlyAgent, data }, index) => ({
    number: first + index, kind, at: new Date(at), actor_kind: actor.kind as EventRow['actor_kind'], actor: actor.id, conversation, only_agent: onlyAgent, data: JSON.parse(JSON.stringify(data)) as EventRow['data'],
  }));
}

export async function listEvents(db: Db, workspace: string, after: number, most: number): Promise<readonly EventRow[]> {
  const rows = await db.selectFrom('event')
    .select(['number', 'kind', 'at', 'actor_kind', 'actor', 'conversation', 'only_agent', 'data'])
    .where('workspace', '=', workspace).where('number', '>', after)
    .orderBy('number').limit(most).execute();
  return rows as unknown as readonly EventRow[];
}

export async function findEvents(db: Db, workspace: string, numbers: readonly number[]): Promise<readonly EventRow[]> {
  if (numbers.length === 0) return [];
  const rows = await db.selectFrom('event')
    .select(['number', 'kind', 'at', 'actor_kind', 'actor', 'conversation', 'only_agent', 'data'])
    .where('workspace', '=', workspace).where('number', '=', sql<number>`any(${[...numbers]}::bigint[])`).orderBy('number').execute();
  return rows as unknown as readonly EventRow[];
}

export async function getCursor(db: Db, workspace: string): Promise<number> {
  return (await counters(db, workspace))[0]?.event ?? 0;
}

const counters = compiledOnce((db, workspace: string) => db.selectFrom('workspace_counter').select('event').where('workspace', '=', workspace).compile());

export type BeforeReply = { readonly state: State; readonly waitingSince: string | null; readonly assignee: string | null; readonly wordsVersion: number };
export type ReplySent = { readonly number: number; readonly at: Date; readonly before: BeforeReply };

/** How a conversation stood before a reply or a forward, as its event noted it. */
export async function findReplySent(db: Db, workspace: string, conversation: string, message: string): Promise<ReplySent | null> {
  const row = await db.selectFrom('event').select(['number', 'at', 'data']).where('workspace', '=', workspace).where('conversation', '=', conversation).where('kind', 'in', ['reply-sent', 'forward-sent'])
    .where(sql<string>`data->>'message'`, '=', message).orderBy('number', 'desc').limit(1).executeTakeFirst();
  return row ? { number: row.number, at: row.at, before: (row.data as { readonly before: BeforeReply }).before } : null;
}

/** What happened in a conversation after an event and its transaction, oldest first. */
export async function listEventsAfter(db: Db, workspace: string, conversation: string, { number, at }: Pick<ReplySent, 'number' | 'at'>): Promise<readonly Pick<EventRow, 'kind' | 'actor_kind' | 'data'>[]> {
  return await db.selectFrom('event').select(['kind', 'actor_kind', 'data']).where('workspace', '=', workspace).where('conversation', '=', conversation)
    .where('number', '>', number).where('at', '>', at).orderBy('number').execute() as unknown as readonly Pick<EventRow, 'kind' | 'actor_kind' | 'data'>[];
}
