// Carries out what was decided about many at once: batches of conversations, and contacts that come from a file. Beside everything
// else that a worker does, in small steps, so that messages are not held up.
import { carryOutBatch } from '../operations/carry-out-batch.ts';
import type { Announcement, Desk } from '../operations/desk.ts';
import { importContacts } from '../operations/import-contacts.ts';
import { runLoop } from './loop.ts';

const idleMs = 1_000;

export interface ManyWork {
  look(what: Announcement | null): void;
  stop(): Promise<void>;
}

export function carryOutMany(desk: Desk): ManyWork {
  const stopping = new AbortController();
  const batches = runLoop('batches', () => carryOutBatch(desk, null, stopping.signal), idleMs, desk.log);
  const imports = runLoop('contact imports', () => importContacts(desk, stopping.signal), idleMs, desk.log);
  return {
    look: (what) => {
      if (what !== null && !what.news.includes('many')) return;
      batches.wake();
      imports.wake();
    },
    stop: async () => {
      stopping.abort();
      await Promise.all([batches.stop(), imports.stop()]);
    },
  };
}
