// Sends first letters whose time has come. Taking one off the plan and beginning its conversation are one change, so it goes out once.
import { Refusal } from '../domain/refusal.ts';
import { listDueStarts, lockPlannedStart, takePlannedStart } from '../store/planned-start.ts';
import type { Change } from './change.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';
import { giveLetterBack } from './return-start.ts';
import { startWithin } from './start-conversation.ts';

const together = 50;

/** @returns how many were due */
export async function sendPlannedStarts(desk: Desk): Promise<number> {
  const due = await listDueStarts(desk.db, desk.now(), together);
  for (const { workspace, id } of due) await sendStart(desk, { workspace, actor: automation }, id, 0);
  return due.length;
}

/** Now, by hand or by the clock. What can no longer be sent is its author's draft again, and they are told why. */
export async function sendStart(desk: Desk, who: Parameters<typeof change>[1], letter: string, undoSeconds?: number): Promise<void> {
  try {
    await change(desk, who, (within) => sendWithin(desk, within, letter, undoSeconds));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const byClock = who.actor === automation;
    // Another worker was quicker.
    if (error.code === 'not-found' && byClock) return;
    if (error.code !== 'not-found') {
      await change(desk, who, async (within) => {
        const taken = await takePlannedStart(within.db, within.workspace, letter);
        if (taken) await giveLetterBack(desk, within, taken, 'not-sent', error.code);
      });
    }
    if (!byClock) throw error;
  }
}

async function sendWithin(desk: Desk, within: Change, letter: string, undoSeconds: number | undefined): Promise<void> {
  const found = await lockPlannedStart(within.db, within.workspace, letter);
  const taken = found && (await takePlannedStart(within.db, within.workspace, letter));
  if (!taken) throw new Refusal('not-found');
  const { content, id, conversation, agent, inbox, attachments } = taken;
  within.record('letter-sent', { data: { letter: id } });
  await startWithin(desk, within, {
    ...content, copy: [...content.copy], blindCopy: [...content.blindCopy], id: conversation, message: id, author: { kind: 'agent', id: agent }, inbox, attachments, ...(undoSeconds === undefined ? {} : { undoSeconds }),
  });
}
