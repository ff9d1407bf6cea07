// Takes a join or a split back, whenever that was: everything as it stood before, with what came since in its place.
import { Refusal } from '../domain/refusal.ts';
import type { FoundMerge } from '../store/merge.ts';
import { findMerge, listLaterMerges, saveMergeUndone } from '../store/merge.ts';
import { lockConversations } from '../store/merge-conversations.ts';
import { lockContacts } from '../store/merge-contacts.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { partContacts } from './part-contacts.ts';
import { partConversations } from './part-conversations.ts';
import { rejoinSplit } from './rejoin-split.ts';

/** Undone twice is undone once. */
export async function undoMerge(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, id: string): Promise<void> {
  await change(desk, who, async (within) => {
    const known = await getMerge(within, id);
    await lockTouched(within, known);
    // Somebody else may have undone it while this waited for the locks.
    const found = await getMerge(within, id);
    if (found.merge.undone_at !== null) return;
    await refuseBeneathNewer(within, found);
    await saveMergeUndone(within.db, within.workspace, id, within.now);
    if (found.merge.kind === 'contacts') await partContacts(within, found);
    else if (found.merge.kind === 'split') await rejoinSplit(within, found);
    else await partConversations(within, found);
  });
}

async function getMerge(within: Change, id: string): Promise<FoundMerge> {
  const found = await findMerge(within.db, within.workspace, id);
  if (!found) throw new Refusal('not-found');
  return found;
}

async function lockTouched(within: Change, { merge, parts }: FoundMerge): Promise<void> {
  const ids = [merge.survivor, ...parts.map((part) => part.part)];
  if (merge.kind === 'contacts') await lockContacts(within.db, within.workspace, ids);
  else await lockConversations(within.db, within.workspace, ids);
}

/** Layers are taken off from the top: what was decided later rests on it. */
async function refuseBeneathNewer(within: Change, { merge, parts }: FoundMerge): Promise<void> {
  const later = await listLaterMerges(within.db, within.workspace, merge.place, [merge.survivor, ...parts.map((part) => part.part)]);
  const newer = later.findLast((one) => one.undone_at === null);
  if (newer) throw new Refusal('merge-not-newest', { merge: newer.id });
}
