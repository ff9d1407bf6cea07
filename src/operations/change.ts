// One change: one transaction, and the numbered events that tell of it.
// Locks are taken in one order everywhere (contact or conversation rows first, the workspace's counter last), so changes do not deadlock.
import type { Transaction } from 'kysely';
import type { EventKind } from '../contract/event.ts';
import type { AgentId, ConversationId, Instant, WorkspaceId } from '../domain/identifier.ts';
import type { EventRow } from '../store/event.ts';
import { appendEvents } from '../store/event.ts';
import { isSerializationFailure } from '../store/failure.ts';
import type { Schema } from '../store/schema.ts';
import { sentAhead } from '../store/sent-ahead.ts';
import type { Desk, News } from './desk.ts';

export type Actor = { readonly kind: 'contact' | 'agent' | 'automation' | 'service'; readonly id: string };

export const automation: Actor = { kind: 'automation', id: 'desk' };

export type Change = {
  readonly db: Transaction<Schema>;
  readonly workspace: WorkspaceId;
  readonly actor: Actor;
  readonly now: Instant;
  /** Tells what happened. Ids in `data` (message, contact, commitment, agent, team, inbox, tag, notification) name what screens must see anew. */
  record(kind: EventKind, what?: Happened): void;
  /** Statements whose answers nothing waits for are sent ahead, in order; they are checked before the commit. */
  alongside(statements: Promise<unknown>): void;
  /** Says what a worker has to take after the commit. */
  wakeWorker(why: Exclude<News, 'events'>): void;
};

export type Happened = {
  readonly conversation?: ConversationId;
  /** Only this agent's screens are told. */
  readonly onlyAgent?: AgentId;
  /** Who did it, where that is somebody else than the change's actor. */
  readonly actor?: Actor;
  readonly data?: Readonly<Record<string, unknown>>;
};

export type NewEvent = { readonly kind: EventKind } & Happened;

/** `work` may run again when two transactions met, so it changes nothing but the database. */
export async function change<Result>(desk: Desk, who: { readonly workspace: WorkspaceId; readonly actor: Actor }, work: (change: Change) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(desk, who, work);
    } catch (error) {
      if (attempt >= 4 || !isSerializationFailure(error)) throw error;
    }
  }
}

async function once<Result>(desk: Desk, who: { readonly workspace: WorkspaceId; readonly actor: Actor }, work: (change: Change) => Promise<Result>): Promise<Result> {
  const events: NewEvent[] = [];
  const ahead: Promise<unknown>[] = [];
  const news = new Set<News>();
  let appended: Promise<readonly EventRow[]> = Promise.resolve([]);
  const result = await desk.db.transaction().execute(async (transaction) => {
    const db = await sentAhead(transaction);
    const now = desk.now();
    const alongside = (statements: Promise<unknown>): void => {
      // Whether it failed is asked below; until then a failure must not count as unhandled.
      statements.catch(() => undefined);
      ahead.push(statements);
    };
    if (desk.beforeChange) await desk.beforeChange(db);
    const made = await work({
      db, ...who, now, alongside,
      record: (kind, what = {}) => void events.push({ kind, ...what }),
      wakeWorker: (why) => void news.add(why),
    });
    if (desk.alongChange) alongside(desk.alongChange(db));
    appended = appendEvents(db, who.workspace, now, events.map((event) => ({
      kind: event.kind,
      actor: event.actor ?? who.actor,
      conversation: event.conversation ?? null,
      onlyAgent: event.onlyAgent ?? null,
      data: event.data ?? {},
    })));
    alongside(appended);
    // In order: the first that failed is the reason; those behind it only say that the transaction was aborted.
    for (const statements of ahead) await statements;
    return made;
  });
  if (events.length > 0) news.add('events');
  if (news.size > 0) desk.announce({ workspace: who.workspace, news: [...news], events: await appended });
  return result;
}
