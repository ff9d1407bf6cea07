// Snapshot before + events = snapshot after: the check inside every flow. The screens' own reducer is the judge.
import { expect } from 'vitest';
import type { DeskEvent } from '../../src/contract/event.ts';
import type { DeskState } from '../../src/contract/state.ts';
import { apply, emptyState, hold, open } from '../../src/contract/state.ts';
import type { ConversationView } from '../../src/contract/views.ts';
import type { OpenReply } from '../../src/contract/requests.ts';

/** Asks as somebody: any test client fits. */
export type Asker = (path: string) => Promise<unknown>;

/** Everything this person may see, put together from the API as a screen would that had opened every conversation. */
export async function wholeState(ask: Asker): Promise<DeskState> {
  const snapshot = (await ask('/api/snapshot')) as Partial<DeskState>;
  let state: DeskState = { ...emptyState, ...snapshot };
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = (await ask(`/api/conversations?view=all&limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)) as { conversations: ConversationView[]; next: string | null };
    state = hold(state, { conversations: page.conversations });
    cursor = page.next;
  }
  for (const id of Object.keys(state.conversations)) {
    const opened = (await ask(`/api/conversations/${id}`)) as OpenReply;
    state = hold(open(state, [id]), { conversations: [opened.conversation], contacts: [opened.contact], messages: opened.messages, history: opened.history.entries, commitments: opened.commitments });
  }
  return state;
}

export type Watch = {
  /** Applies the events since the watch began to the state before and compares it with a fresh one. @returns the events */
  check(kinds?: readonly string[]): Promise<readonly DeskEvent[]>;
};

export async function watch(ask: Asker): Promise<Watch> {
  const before = await wholeState(ask);
  return {
    check: async (kinds) => {
      const { events, snapshotNeeded } = (await ask(`/api/events?since=${before.cursor}`)) as { events: DeskEvent[]; snapshotNeeded: boolean };
      expect(snapshotNeeded).toBe(false);
      const applied = events.reduce(apply, before);
      const fresh = await wholeState(ask);
      expect(events.length, 'something must have happened').toBeGreaterThan(0);
      expect(comparable(applied), 'the events must change something').not.toEqual(comparable(before));
      expect(comparable(applied)).toEqual(comparable(openedAs(fresh, applied, before)));
      if (kinds) expect(events.map((event) => event.kind)).toEqual(expect.arrayContaining([...kinds]));
      return events;
    },
  };
}

/** A conversation that came (back) to light is opened anew by whoever wants to read it: until then its messages and lines are not held. */
function openedAs(fresh: DeskState, applied: DeskState, before: DeskState): DeskState {
  const unread = (thing: { readonly conversation: string }) => applied.opened[thing.conversation] !== true && before.conversations[thing.conversation] === undefined;
  const kept = <Thing extends { readonly conversation: string }>(held: Readonly<Record<string, Thing>>) => Object.fromEntries(Object.entries(held).filter(([, thing]) => !unread(thing)));
  return { ...fresh, messages: kept(fresh.messages), history: kept(fresh.history) };
}

/** The cursor is the event's own; contacts whose conversations were not opened come only with the events that touch them. */
function comparable(state: DeskState): unknown {
  const { cursor: _cursor, opened: _opened, contacts, notifications, ...rest } = state;
  const shown = new Set(Object.values(state.conversations).map((conversation) => conversation.contact.id));
  return {
    ...rest,
    contacts: Object.fromEntries(Object.entries(contacts).filter(([id]) => shown.has(id))),
    notifications: Object.keys(notifications).sort(),
  };
}
