// Whoever was given many conversations at once is told once.
import type { BatchAction } from '../contract/batch.ts';
import type { BatchRow } from '../store/batch.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import { notifyAgent } from './notify-agent.ts';

export async function tellOfMany(desk: Desk, within: Change, batch: BatchRow, toldSingly: number): Promise<void> {
  const action = batch.action as BatchAction;
  if (action.do !== 'assign' || !action.agent || action.agent === batch.actor || batch.total <= toldSingly || batch.done === 0) return;
  await notifyAgent(desk, within, { agent: action.agent, kind: 'conversations-assigned', conversation: null, message: null, data: { by: batch.actor, count: String(batch.done) } });
}
