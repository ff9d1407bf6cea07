// Carries out a batch: one conversation after the other, each by the operation that people use, in a transaction of its own that
// also notes what became of it. So a worker that is killed has done each step wholly or not at all, and none is done twice.
import type { DecidedAction } from '../contract/batch.ts';
import type { Viewer } from '../domain/access/permission.ts';
import { maySeeConversation } from '../domain/access/permission.ts';
import type { Decided } from '../domain/conversation/taking-back.ts';
import { changedSince } from '../domain/conversation/taking-back.ts';
import { Refusal } from '../domain/refusal.ts';
import type { BatchRow, DecidedRow } from '../store/batch.ts';
import { decidedOf, findBatch, lockBatch, releaseBatch, saveBatchState, takeBatch } from '../store/batch.ts';
import type { BatchItem, ItemNow, Outcome } from '../store/batch-item.ts';
import { listBatchItems, lockItem, passOverRest, readDecided, saveItem } from '../store/batch-item.ts';
import { findRun } from '../store/macro.ts';
import { isDatabaseLost, isDiskFull, messageOf } from '../store/failure.ts';
import type { Db } from '../store/open.ts';
import { Left, stepOf, takeBack } from './batch-steps.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked } from './move-conversation.ts';
import type { MacroSaid } from './run-macro.ts';
import { tellOfMany } from './tell-of-many.ts';
import { takeRunBack } from './undo-macro.ts';
import { viewerOfAuthor } from './viewer-of-author.ts';

export const batchLeaseSeconds = 15;
/** A round ends after so many steps or so much time: then it is told how far it is, and another batch may have its turn. */
const inRound = 100;
const roundMs = 600;
/** Up to so many, whoever is given conversations is told of each. */
const toldSingly = 20;

/** Another worker has dealt with it. */
class Taken extends Error {}

/** One round of one batch. @returns whether there was one to work on */
export async function carryOutBatch(given: Desk, only: { readonly workspace: string; readonly id: string } | null = null, stopping?: AbortSignal): Promise<boolean> {
  const { alongChange: _request, ...desk } = given;
  const leased = new Date(Date.parse(desk.now()) + batchLeaseSeconds * 1_000).toISOString();
  const batch = await takeBatch(desk.db, desk.now(), leased, only);
  if (batch === null) return false;
  const began = performance.now();
  const undoing = batch.state === 'undoing';
  const viewer = await viewerOfAuthor(desk.db, batch);
  const items = await listBatchItems(desk.db, batch, undoing ? 'done' : 'waiting', inRound);
  for (const item of items) {
    if (stopping?.aborted || performance.now() - began > roundMs || (await findBatch(desk.db, batch.workspace, batch.id))?.state !== batch.state) break;
    await carryOutOne(desk, batch, item, viewer, undoing);
  }
  await endRound(desk, batch, undoing);
  return true;
}

async function carryOutOne(desk: Desk, batch: BatchRow, item: BatchItem, viewer: Viewer | null, undoing: boolean): Promise<void> {
  const was = undoing ? 'done' : 'waiting';
  try {
    if (undoing) return await undoStep(desk, batch, item);
    if (viewer === null) throw new Left({ state: 'skipped', reason: 'not-allowed' });
    await step(desk, batch, item, viewer);
  } catch (error) {
    if (error instanceof Taken) return;
    if (isDatabaseLost(error) || isDiskFull(error)) throw error;
    if (!(error instanceof Left) && !(error instanceof Refusal)) desk.log.error({ batch: batch.id, conversation: item.conversation, error: messageOf(error) }, 'A step of a batch failed.');
    await saveItem(desk.db, batch, item, was, error instanceof Left ? error.outcome : { state: undoing ? 'kept' : 'failed', reason: error instanceof Refusal ? error.code : 'fault' });
  }
}

async function step(desk: Desk, batch: BatchRow, item: BatchItem, viewer: Viewer): Promise<void> {
  const action = batch.action as DecidedAction;
  const macro = batch.macro as MacroSaid | null;
  const { hides, decides, run } = stepOf(action);
  const mark = desk.newId();
  let before: DecidedRow | null = null;
  let reason: string | null = null;
  const inside: Desk = {
    ...desk,
    beforeChange: async (db) => {
      const now = await itemNow(db, batch, item, 'waiting');
      if (now.conversation.state === 'merged') throw new Left({ state: 'skipped', reason: 'conversation-merged' });
      if (!maySeeConversation(viewer, now.conversation)) throw new Left({ state: 'skipped', reason: 'out-of-sight' });
      if (hides(macro) && now.written) throw new Left({ state: 'skipped', reason: 'written-meanwhile' });
      before = { ...now.conversation, state: now.conversation.state };
      reason = null;
    },
    alongChange: async (db) => {
      const after = await readDecided(db, batch.workspace, item.conversation);
      const decided = { before: decidedOf(before!), after: decidedOf(after!) };
      const done: Outcome = { state: 'done', reason, ...decided };
      if (decides === 'run') await saveItem(db, batch, item, 'waiting', { ...done, after: { run: mark } });
      else await saveItem(db, batch, item, 'waiting', changedSince(decides, decided, decided.before) ? done : { state: 'skipped', reason: 'unchanged' });
    },
  };
  await run({ desk: inside, who: whoOf(batch), conversation: item.conversation, action, quietly: batch.total > toldSingly, viewer, macro, run: mark, but: (why) => (reason = why) });
}

async function undoStep(desk: Desk, batch: BatchRow, item: BatchItem): Promise<void> {
  const { decides } = stepOf(batch.action as DecidedAction);
  if (decides === 'run') return undoRun(desk, batch, item);
  const decided = { before: item.before as Decided, after: item.after as Decided };
  const inside: Desk = {
    ...desk,
    beforeChange: async (db) => {
      const now = await itemNow(db, batch, item, 'done');
      if (now.conversation.state === 'merged') throw new Left({ state: 'kept', reason: 'conversation-merged' });
      if (changedSince(decides, decided, decidedOf({ ...now.conversation, state: now.conversation.state }))) throw new Left({ state: 'kept', reason: 'changed-since' });
    },
    alongChange: (db) => saveItem(db, batch, item, 'done', { state: 'undone', reason: null }),
  };
  await takeBack(inside, whoUndoes(batch), item.conversation, decides, decided);
}

/** A macro gives back each thing that nobody has changed since, and the conversation is listed where something was. */
async function undoRun(desk: Desk, batch: BatchRow, item: BatchItem): Promise<void> {
  let whole = true;
  const inside: Desk = {
    ...desk,
    beforeChange: async (db) => {
      if ((await itemNow(db, batch, item, 'done')).conversation.state === 'merged') throw new Left({ state: 'kept', reason: 'conversation-merged' });
    },
    alongChange: (db) => saveItem(db, batch, item, 'done', whole ? { state: 'undone', reason: null } : { state: 'kept', reason: 'partly-changed' }),
  };
  await change(inside, whoUndoes(batch), async (within) => {
    const [found, ran] = await Promise.all([getLocked(within, item.conversation), findRun(within.db, within.workspace, (item.after as { readonly run: string }).run)]);
    // Taken back by hand already.
    whole = ran !== null && ran.undone_at === null ? await takeRunBack(within, found, ran) : true;
  });
}

async function itemNow(db: Db, batch: BatchRow, item: BatchItem, state: 'waiting' | 'done'): Promise<ItemNow> {
  const now = await lockItem(db, batch, item, state);
  if (now === null) throw new Taken();
  return now;
}

function whoOf(batch: BatchRow) {
  return { workspace: batch.workspace, actor: { kind: batch.actor_kind, id: batch.actor } } as const;
}

/** Whoever said so: a lead may take back what somebody else has begun. */
function whoUndoes(batch: BatchRow) {
  const { undone_by_kind: kind, undone_by: id } = batch;
  return kind !== null && id !== null ? ({ workspace: batch.workspace, actor: { kind, id } } as const) : whoOf(batch);
}

async function endRound(desk: Desk, batch: BatchRow, undoing: boolean): Promise<void> {
  await change(desk, whoOf(batch), async (within) => {
    const now = await lockBatch(within.db, batch.workspace, batch.id);
    if (now === null) return;
    if (now.state === batch.state && (await listBatchItems(within.db, batch, undoing ? 'done' : 'waiting', 1)).length === 0) {
      if (undoing) await passOverRest(within.db, batch);
      else await tellOfMany(desk, within, now, toldSingly);
      await saveBatchState(within.db, batch.workspace, batch.id, undoing ? 'undone' : 'done', within.now);
    }
    await releaseBatch(within.db, batch.workspace, batch.id);
    within.wakeWorker('many');
    await record(within, batch);
  });
}

export async function tellBatch(desk: Desk, batch: BatchRow): Promise<void> {
  await change(desk, whoOf(batch), (within) => record(within, batch));
}

/** Only its author's screens follow it. */
async function record(within: Change, { workspace, id }: BatchRow): Promise<void> {
  const now = await findBatch(within.db, workspace, id);
  if (now === null || now.actor_kind !== 'agent') return;
  const { state, total, done, skipped, failed, undone, kept, own_drafts: ownDrafts } = now;
  within.record('batch-changed', { onlyAgent: now.actor, data: { batch: id, state, total, done, skipped, failed, undone, kept, ownDrafts } });
}
