// A desk on which one thing is done to many conversations.
import { randomUUID } from 'node:crypto';
import type { BatchPreview, BatchView, LeftReply } from '../../src/contract/batch.ts';
import { carryOutBatch } from '../../src/operations/carry-out-batch.ts';
import { indexSearch } from '../../src/operations/index-search.ts';
import type { Browser } from '../setup/client.ts';
import type { DatabaseKind } from '../setup/clone.ts';
import { startAgentsDesk, well } from './agents-desk.ts';

export type ManyDesk = Awaited<ReturnType<typeof startManyDesk>>;

export async function startManyDesk(kind: DatabaseKind) {
  const desk = await startAgentsDesk(kind);
  const after = async (browser: Browser, id: string, verb: string): Promise<BatchView> => (await well(browser.post(`/api/batches/${id}/${verb}`))) as unknown as BatchView;
  return {
    ...desk,
    begin: async (browser: Browser, body: object): Promise<BatchView> => (await well(browser.post('/api/batches', { id: randomUUID(), ...body }))) as unknown as BatchView,
    preview: async (browser: Browser, body: object): Promise<BatchPreview> => (await well(browser.post('/api/batches/preview', body))) as unknown as BatchPreview,
    batch: async (browser: Browser, id: string): Promise<BatchView> => (await well(browser.get(`/api/batches/${id}`))) as unknown as BatchView,
    haltBatch: (browser: Browser, id: string) => after(browser, id, 'stop'),
    resume: (browser: Browser, id: string) => after(browser, id, 'resume'),
    undo: (browser: Browser, id: string) => after(browser, id, 'undo'),
    left: async (browser: Browser, id: string): Promise<LeftReply> => (await well(browser.get(`/api/batches/${id}/left`))) as unknown as LeftReply,
    /** One round of the worker. */
    round: () => carryOutBatch(desk.desk),
    /** The worker goes on until nothing is left. */
    work: async () => {
      while (await carryOutBatch(desk.desk));
    },
    /** All that is written can be found. */
    index: async () => {
      while ((await indexSearch(desk.desk)) > 0);
    },
    /** Conversations of a number of customers, of which nothing else is known. */
    crowd: async (count: number, words = 'is waiting'): Promise<string[]> => {
      const made: string[] = [];
      for (let place = 0; place < count; place += 1) made.push(await desk.write(`Number ${place} ${words}`));
      return made;
    },
  };
}
