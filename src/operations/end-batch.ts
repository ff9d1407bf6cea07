// A batch is stopped where it is, goes on from there, or is taken back as a whole. The worker that is at it sees that before its next step.
import { Refusal } from '../domain/refusal.ts';
import type { BatchState } from '../store/batch.ts';
import { findBatch, lockBatch, saveBatchState } from '../store/batch.ts';
import type { BatchAuthor } from './begin-batch.ts';
import { tellBatch } from './carry-out-batch.ts';
import type { Desk } from './desk.ts';

/** Stopped twice is stopped once; what is done already stays. */
export async function stopBatch(desk: Desk, who: BatchAuthor, id: string): Promise<void> {
  await decide(desk, who, id, (state) => (state === 'running' ? 'stopped' : null));
}

/** From where it was stopped: what is done is not done again. Whoever it is, it goes on as its author's. */
export async function resumeBatch(desk: Desk, who: BatchAuthor, id: string): Promise<void> {
  await decide(desk, who, id, (state) => {
    if (state === 'undoing' || state === 'undone') throw new Refusal('batch-taken-back');
    return state === 'stopped' ? 'running' : null;
  });
}

/** Each conversation becomes again what it was before, unless somebody has changed it since. Taken back twice is taken back once. */
export async function undoBatch(desk: Desk, who: BatchAuthor, id: string): Promise<void> {
  await decide(desk, who, id, (state) => (state === 'undoing' || state === 'undone' ? null : 'undoing'));
}

/** Not told in the same transaction: a step holds the counter of events while it waits for the row of its batch. */
async function decide(desk: Desk, { workspace, actor }: BatchAuthor, id: string, next: (state: BatchState) => BatchState | null): Promise<void> {
  const changed = await desk.db.transaction().execute(async (db) => {
    const batch = await lockBatch(db, workspace, id);
    if (!batch) throw new Refusal('not-found');
    const state = next(batch.state);
    if (state !== null) await saveBatchState(db, workspace, id, state, state === 'stopped' ? desk.now() : null, state === 'undoing' ? actor : undefined);
    return state !== null;
  });
  if (!changed) return;
  const batch = await findBatch(desk.db, workspace, id);
  if (batch) await tellBatch(desk, batch);
  desk.announce({ workspace, news: ['many'] });
}
