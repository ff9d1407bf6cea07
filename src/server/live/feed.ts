// Reads each workspace's events after its cursor, once for all connections of this process, and hands them on.
import type { Desk } from '../../operations/desk.ts';
import { getCursor, listEvents } from '../../store/event.ts';
import type { Hydrated } from './hydrate.ts';
import { hydrate } from './hydrate.ts';

export type Listener = (hydrated: Hydrated) => void;

const atOnce = 500;
/** A cursor further back than this is answered with "load afresh": replaying would take longer. */
export const mostReplayed = 5_000;

export interface Feed {
  /** Something may be new; null: in any workspace. */
  look(workspace: string | null): void;
  /** Calls back with events after the moment of subscription; the returned cursor is the last one before it. */
  subscribe(workspace: string, listener: Listener): Promise<{ readonly cursor: number; readonly stop: () => void }>;
}

type Reading = { cursor: Promise<number>; readonly listeners: Set<Listener>; running: boolean; again: boolean };

export function openFeed(desk: Desk): Feed {
  const workspaces = new Map<string, Reading>();

  const run = async (workspace: string, reading: Reading): Promise<void> => {
    let cursor = await reading.cursor;
    do {
      reading.again = false;
      for (;;) {
        const events = await listEvents(desk.db, workspace, cursor, atOnce);
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
    look: (workspace) => {
      for (const [name, reading] of workspaces) if (workspace === null || workspace === name) look(name, reading);
    },
    subscribe: async (workspace, listener) => {
      const known = workspaces.get(workspace);
      const reading = known ?? { cursor: getCursor(desk.db, workspace), listeners: new Set<Listener>(), running: false, again: false };
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
