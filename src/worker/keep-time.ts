// What happens because time passes: snoozed conversations wake, promises warn, old raw input is let go.
import type { Desk } from '../operations/desk.ts';
import { continueElsewhere } from '../operations/continue-elsewhere.ts';
import { removeOld } from '../operations/remove-old.ts';
import { sendPlanned } from '../operations/send-planned.ts';
import { sendPlannedStarts } from '../operations/send-planned-starts.ts';
import { wakeConversations } from '../operations/wake-conversations.ts';
import { watchCommitments } from '../operations/watch-commitments.ts';
import { foldTally } from '../store/conversation-tally.ts';

const cleanUpMs = 3_600_000;

/** @returns a step that says whether there may be more to do at once */
export function timeKeeper(desk: Desk, settings: { readonly rawDays: number }): () => Promise<boolean> {
  let cleanedAt = 0;
  return async () => {
    const woken = await wakeConversations(desk);
    const planned = (await sendPlanned(desk)) + (await sendPlannedStarts(desk));
    const watched = await watchCommitments(desk);
    const continued = await continueElsewhere(desk);
    await foldTally(desk.db);
    const now = Date.parse(desk.now());
    if (now - cleanedAt > cleanUpMs) {
      cleanedAt = now;
      await removeOld(desk, settings.rawDays);
    }
    return woken + planned + watched + continued > 0;
  };
}
