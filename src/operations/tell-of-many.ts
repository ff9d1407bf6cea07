// Whoever was given many conversations at once is told once.
import type { DecidedAction } from '../contract/batch.ts';
import type { BatchRow } from '../store/batch.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import { notifyAgent } from './notify-agent.ts';
import type { MacroSaid } from './run-macro.ts';

export async function tellOfMany(desk: Desk, within: Change, batch: BatchRow, toldSingly: number): Promise<void> {
  const agent = givenTo(batch);
  if (agent === null || agent === batch.actor || batch.total <= toldSingly || batch.done === 0) return;
  await notifyAgent(desk, within, { agent, kind: 'conversations-assigned', conversation: null, message: null, data: { by: batch.actor, count: String(batch.done) } });
}

function givenTo({ action, macro, actor }: BatchRow): string | null {
  const decided = action as DecidedAction;
  if (decided.do === 'assign') return decided.agent ?? null;
  const step = decided.do === 'macro' ? (macro as MacroSaid).actions.find((one) => one.do === 'assign') : undefined;
  return step?.agent === 'me' ? actor : (step?.agent ?? null);
}
