// Reads each workspace's events after its cursor, once for all connections of this process, and hands them on.
import type { Desk } from '../../operations/desk.ts';
import type { EventRow } from '../../store/event.ts';
import { getCursor, listEvents } from '../../store/event.ts';
import type { Hydrated } from './hydrate.ts';
import { hydrate } from './hydrate.ts';

export type Listener = (hydrated: Hydrated) => void;

const atOnce = 500;
/** A cursor further back than this is answered with "load afresh": replaying would take longer. */
export const mostReplayed = 5_000;

export interface Feed {
  /** Something may be new; null: in any workspace. Events that happened in this process are handed over and need not be read. */
  look(workspace: string | null, events?: readonly EventRow[]): void;
  /** Calls back with events after the moment of subscription; the returned cursor is the last one before it. */
  subscribe(workspace: string, listener: Listener): Promise<{ readonly cursor: number; readonly stop: () => void }>;
}

type Reading = { cursor: Promise<number>; readonly listeners: Set<Listener>; running: boolean; again: boolean; readonly handed: Map<number, readonly EventRow[]> };

export function openFeed(desk: Desk): Feed {
  const workspaces = new Map<string, Reading>();

  const run = async (workspace: string, reading: Reading): Promise<void> => {
    let cursor = await reading.cursor;
    do {
      reading.again = false;
      for (;;) {
        const events = takeHanded(reading, cursor) ?? (await listEvents(desk.db, workspace, cursor, atOnce));
        if (events.length === 0) break;
        desk.passing('in-9');
        const hydrated = await hydrate(desk, workspace, events);
        cursor = events.at(-1)!.number;
        reading.cursor = Promise.resolve(cursor);
        for (const listener of reading.listeners) listener(hydrated);
        desk.passing('in-10');
        if (events.length < atOnce) break;
      }
    } while (reading.again);
  };

  const look = (workspace: string, reading: Reading): void => {
    if (reading.running) {
      reading.again = true;
      return;
    }
    reading.running = true;
    run(workspace, reading)
      .catch((error: unknown) => desk.log.warn({ error: error instanceof Error ? error.message : String(error) }, 'Events could not be read; tried again at the next look.'))
      .finally(() => {
        reading.running = false;
        if (reading.again) look(workspace, reading);
      });
  };

  return {
    look: (workspace, events) => {
      for (const [name, reading] of workspaces) {
        if (workspace !== null && workspace !== name) continue;
        if (events?.[0]) keepHanded(reading, events[0].number, events);
        look(name, reading);
      }
    },
    subscribe: async (workspace, listener) => {
      const known = workspaces.get(workspace);
      const reading = known ?? { cursor: getCursor(desk.db, workspace), listeners: new Set<Listener>(), running: false, again: false, handed: new Map<number, readonly EventRow[]>() };
      if (!known) workspaces.set(workspace, reading);
      try {
        const cursor = await reading.cursor;
        reading.listeners.add(listener);
        look(workspace, reading);
        return { cursor, stop: () => void (reading.listeners.delete(listener) && reading.listeners.size === 0 && workspaces.delete(workspace)) };
      } catch (error) {
        if (reading.listeners.size === 0) workspaces.delete(workspace);
        throw error;
      }
    },
  };
}

/** More lie here only while the database does not answer, and then they are read when it does. */
const mostHanded = 1_000;

function keepHanded({ handed }: Reading, first: number, events: readonly EventRow[]): void {
  if (handed.size >= mostHanded) handed.clear();
  handed.set(first, events);
}

/** The handed events that follow the cursor without a gap; null: what follows happened elsewhere, or nothing was handed. */
function takeHanded({ handed }: Reading, cursor: number): readonly EventRow[] | null {
  const events: EventRow[] = [];
  for (let next = handed.get(cursor + 1); next && events.length < atOnce; next = handed.get(events.at(-1)!.number + 1)) events.push(...next);
  const last = events.at(-1)?.number ?? cursor;
  for (const first of handed.keys()) if (first <= last) handed.delete(first);
  return events.length === 0 ? null : events;
}
