// What was split off goes back to where it came from, with all that came since. Its number and key lead there from now on.
import { isSameStanding } from '../domain/conversation/by-hand.ts';
import { joined } from '../domain/conversation/merging.ts';
import type { Standing } from '../domain/conversation/transition.ts';
import { saveConversationUpdate } from '../store/conversation.ts';
import type { FoundMerge } from '../store/merge.ts';
import { findConversations, listCommitmentIds, moveAll, moveWritings, saveSummary } from '../store/merge-conversations.ts';
import type { Change } from './change.ts';
import type { ConversationBefore } from './conversation-before.ts';
import { beforeOf, summaryNow } from './conversation-before.ts';
import { standingOf } from './move-conversation.ts';

export async function rejoinSplit(within: Change, { merge, parts }: FoundMerge): Promise<void> {
  const { db, workspace } = within;
  const part = parts[0]!;
  const rows = await findConversations(db, workspace, [merge.survivor, part.part]);
  const survivor = rows.find((row) => row.id === merge.survivor)!;
  const split = rows.find((row) => row.id === part.part)!;
  const before = merge.before as ConversationBefore;
  const known = [before, await beforeOf(within, survivor), await beforeOf(within, split)];
  const commitments = await listCommitmentIds(db, workspace, [split.id]);
  await moveAll(db, workspace, split.id, survivor.id, false);
  await moveWritings(db, workspace, split.id, survivor.id, null);
  await saveSummary(db, workspace, survivor.id, { ...(await summaryNow(within, survivor.id, known, merge.created_at.toISOString())), assignee: survivor.assignee, team: survivor.team, subject: survivor.subject });
  const standing = standingAfter(before.standing, [(merge.after as { readonly standing: Standing }).standing, (part.before as { readonly standing: Standing }).standing], [standingOf(survivor), standingOf(split)]);
  await saveConversationUpdate(db, workspace, survivor.id, { state: standing.state, waitingSince: standing.waitingSince });
  const data = { merge: merge.id, split: split.id, number: split.number };
  within.record('split-undone', { conversation: survivor.id, data: { ...data, commitments } });
  within.record('split-undone', { conversation: split.id, data: { ...data, into: survivor.id, intoNumber: survivor.number } });
}

/** Untouched since, it is as it was; otherwise whatever still wants something counts. */
function standingAfter(before: Standing, after: readonly Standing[], now: readonly [Standing, Standing]): Standing {
  return now.every((one, place) => isSameStanding(one, after[place]!)) ? before : joined(now[0], [now[1]]);
}
