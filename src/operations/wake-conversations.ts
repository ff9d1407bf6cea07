// Snoozed conversations whose time has come are open again. Any number of workers may do this at once.
import { woken } from '../domain/conversation/by-hand.ts';
import { lockConversation, takeConversationsToWake } from '../store/conversation.ts';
import { automation, change } from './change.ts';
import type { Desk } from './desk.ts';
import { moveConversation, standingOf } from './move-conversation.ts';

const together = 100;

/** @returns how many were found due */
export async function wakeConversations(desk: Desk): Promise<number> {
  const due = await takeConversationsToWake(desk.db, desk.now(), together);
  for (const [workspace, conversations] of Map.groupBy(due, (one) => one.workspace)) {
    await change(desk, { workspace, actor: automation }, async (within) => {
      // Locked in the order of ids, as incoming messages lock theirs; another worker may have been here first.
      for (const { id } of conversations.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
        const found = await lockConversation(within.db, workspace, id);
        if (found) await moveConversation(within, found, woken(standingOf(found), within.now), 'conversation-woken');
      }
    });
  }
  return due.length;
}
