// Many conversations are decided about at once. The decision is stored with the list of those it is about; a worker carries it out.
import type { BatchAction, DecidedAction } from '../contract/batch.ts';
import { atOnce } from '../contract/batch.ts';
import { mostInBatch } from '../contract/batch-words.ts';
import type { Viewer } from '../domain/access/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import { saveBatch } from '../store/batch.ts';
import type { Choice } from '../store/batch-choice.ts';
import { getCursor } from '../store/event.ts';
import { refuseUnknown } from './assign-conversation.ts';
import type { Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { macroForMany } from './macro-for-many.ts';
import type { MacroSaid } from './run-macro.ts';
import { refuseContradiction } from './tag-conversation.ts';

export type NewBatch = {
  readonly id: string; readonly action: BatchAction;
  /** What it is about, narrowed to what its author may see. */
  readonly choice: Choice; readonly named: number | null;
  /** null: all that has happened until now. */
  readonly seen: number | null;
  readonly viewer: Viewer;
};

export type BatchAuthor = { readonly workspace: string; readonly actor: { readonly kind: 'agent' | 'service'; readonly id: string } };

/** The same id twice is one batch. @returns how many conversations it is about; null: it was begun before */
export async function beginBatch(desk: Desk, who: BatchAuthor, wanted: NewBatch): Promise<number | null> {
  return change(desk, who, async (within) => {
    const { viewer, ...batch } = wanted;
    await refuseImpossible(within, wanted.action);
    const decided = await decidedNow(within, viewer, wanted.action);
    const now = await getCursor(within.db, within.workspace);
    const count = await saveBatch(within.db, within.workspace, within.now, { ...batch, ...decided, actor: who.actor, seen: Math.min(wanted.seen ?? now, now) }, mostInBatch);
    if (count !== null && count > mostInBatch) throw new Refusal('batch-too-large', { most: mostInBatch });
    // A few are carried out by whoever asks; should that process die, a worker finds them by itself.
    if (count !== null && count > atOnce) within.wakeWorker('many');
    return count;
  });
}

/** A macro may be changed or removed while it is carried out: all get the same. */
async function decidedNow(within: Change, viewer: Viewer, action: BatchAction): Promise<{ readonly action: DecidedAction; readonly macro: MacroSaid | null }> {
  if (action.do !== 'macro') return { action, macro: null };
  const { id, name, actions } = await macroForMany(within.db, { workspace: within.workspace, viewer, now: within.now }, action);
  return { action: { do: 'macro', macro: id, name }, macro: { id, name, actions } };
}

/** What would be refused for each of them is refused for all, before anything begins. */
async function refuseImpossible(within: Change, action: BatchAction): Promise<void> {
  if (action.do === 'assign') {
    if (action.agent === undefined && action.team === undefined) throw new Refusal('input-wrong', { agent: 'Say to whom: an agent, a team, or nobody (null).' });
    await refuseUnknown(within, action);
  }
  if (action.do === 'tag') {
    if (action.add.length + action.remove.length === 0) throw new Refusal('input-wrong', { add: 'Name at least one tag.' });
    refuseContradiction(action);
  }
  if (action.do === 'snooze' && Date.parse(action.until) <= Date.parse(within.now)) throw new Refusal('snooze-in-the-past');
}
