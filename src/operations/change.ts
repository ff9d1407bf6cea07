// One change: one transaction, and the numbered events that tell of it.
// Locks are taken in one order everywhere (contact or conversation rows first, the workspace's counter last), so changes do not deadlock.
import type { Transaction } from 'kysely';
import type { EventKind } from '../contract/event.ts';
import type { AgentId, ConversationId, Instant, WorkspaceId } from '../domain/identifier.ts';
import { appendEvents } from '../store/event.ts';
import { isSerializationFailure } from '../store/failure.ts';
import type { Schema } from '../store/schema.ts';
import type { Desk } from './desk.ts';

export type Actor = { readonly kind: 'contact' | 'agent' | 'automation' | 'service'; readonly id: string };

export const automation: Actor = { kind: 'automation', id: 'desk' };

export type Change = {
  readonly db: Transaction<Schema>;
  readonly workspace: WorkspaceId;
  readonly actor: Actor;
  readonly now: Instant;
  /** Tells what happened. Ids in `data` (message, contact, commitment, agent, team, inbox, tag, notification) name what screens must see anew. */
  record(kind: EventKind, what?: Happened): void;
  /** Says that a worker has something to take after the commit. */
  wakeWorker(): void;
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
  let wake = false;
  const result = await desk.db.transaction().execute(async (db) => {
    const now = desk.now();
    const made = await work({
      db, ...who, now,
      record: (kind, what = {}) => void events.push({ kind, ...what }),
      wakeWorker: () => {
        wake = true;
      },
    });
    await appendEvents(db, who.workspace, now, events.map((event) => ({
      kind: event.kind,
      actor: event.actor ?? who.actor,
      conversation: event.conversation ?? null,
      onlyAgent: event.onlyAgent ?? null,
      data: event.data ?? {},
    })));
    return made;
  });
  if (events.length > 0 || wake) desk.announce({ workspace: who.workspace, events: events.length > 0, work: wake });
  return result;
}
