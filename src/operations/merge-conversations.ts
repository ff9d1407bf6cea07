// Several conversations become one: the survivor. The others' messages, promises and planned replies lie in it from now on, and what
// is meant for one of them later comes to it too: an answer to its messages, its number, its key, its visitor.
import { joined } from '../domain/conversation/merging.ts';
import { Refusal } from '../domain/refusal.ts';
import { saveConversationUpdate } from '../store/conversation.ts';
import { findMerge, saveMerge } from '../store/merge.ts';
import type { MergeableConversation } from '../store/merge-conversations.ts';
import { listCommitmentIds, lockConversations, moveAll, moveWritings, saveSummary } from '../store/merge-conversations.ts';
import { listConversationTagIds, saveConversationTags } from '../store/tag.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { ConversationBefore } from './conversation-before.ts';
import { beforeOf, summaryNow } from './conversation-before.ts';
import type { Desk } from './desk.ts';
import { refuseMissing } from './move-conversation.ts';

export type Merge = {
  readonly id: string; readonly survivor: string; readonly merge: readonly string[];
  /** Said by a person who has seen that answers will go to other people than before. */
  readonly acrossContacts: boolean;
};

type Part = { readonly row: MergeableConversation; readonly before: ConversationBefore };

/** The same id twice is one merge. */
export async function mergeConversations(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: Merge): Promise<void> {
  const merge = [...new Set(wanted.merge)].filter((id) => id !== wanted.survivor);
  if (merge.length === 0) throw new Refusal('input-wrong', { merge: 'Choose at least one other conversation.' });
  await change(desk, who, async (within) => {
    const all = await lockAll(within, [wanted.survivor, ...merge]);
    if (await isDone(within, wanted.id)) return;
    const missing = [wanted.survivor, ...merge].find((id) => !all.some((row) => row.id === id));
    if (missing !== undefined) await refuseMissing(within, missing);
    if (!wanted.acrossContacts && new Set(all.map((row) => row.contact)).size > 1) throw new Refusal('merge-across-contacts', { contacts: new Set(all.map((row) => row.contact)).size });
    const survivor = all.find((row) => row.id === wanted.survivor)!;
    const before = await beforeOf(within, survivor);
    const parts: Part[] = [];
    for (const id of merge) {
      const row = all.find((one) => one.id === id)!;
      parts.push({ row, before: await beforeOf(within, row) });
    }
    await join(within, wanted.id, { row: survivor, before }, parts);
  });
}

async function lockAll(within: Change, ids: readonly string[]): Promise<readonly MergeableConversation[]> {
  return lockConversations(within.db, within.workspace, ids);
}

async function isDone(within: Change, id: string): Promise<boolean> {
  return (await findMerge(within.db, within.workspace, id)) !== null;
}

async function join(within: Change, merge: string, survivor: Part, parts: readonly Part[]): Promise<void> {
  const { db, workspace } = within;
  const moved: Part[] = [];
  for (const part of parts) {
    const commitments = await listCommitmentIds(db, workspace, [part.row.id]);
    await moveAll(db, workspace, part.row.id, survivor.row.id, true);
    const writings = await moveWritings(db, workspace, part.row.id, survivor.row.id, null);
    moved.push({ row: part.row, before: { ...part.before, writings } });
    const data = { merge, merged: part.row.id, number: part.row.number };
    within.record('conversation-merged', { conversation: survivor.row.id, data: { ...data, commitments } });
    within.record('conversation-merged', { conversation: part.row.id, data: { ...data, into: survivor.row.id, intoNumber: survivor.row.number } });
  }
  const all = [survivor, ...parts];
  const first = <Value>(of: (before: ConversationBefore) => Value | null): Value | null => all.map((one) => of(one.before)).find((value) => value !== null) ?? null;
  const after = {
    standing: joined(survivor.before.standing, parts.map((part) => part.before.standing)),
    assignee: first((before) => before.assignee), team: first((before) => before.team), subject: first((before) => before.subject),
  };
  const tags = await saveConversationTags(db, workspace, survivor.row.id, [...new Set(parts.flatMap((part) => part.before.tags))]);
  await saveSummary(db, workspace, survivor.row.id, { ...(await summaryNow(within, survivor.row.id, all.map((one) => one.before), within.now)), assignee: after.assignee, team: after.team, subject: after.subject });
  await saveConversationUpdate(db, workspace, survivor.row.id, { state: after.standing.state, waitingSince: after.standing.waitingSince });
  await saveMerge(db, workspace, within.now, {
    id: merge, kind: 'conversations', survivor: survivor.row.id, before: survivor.before, after: { ...after, tags: await listConversationTagIds(db, workspace, survivor.row.id), added: tags },
    actor: actorOfMerge(within.actor), parts: moved.map((part) => ({ part: part.row.id, before: part.before })),
  });
}

/** Contacts do not merge themselves. */
export function actorOfMerge(actor: Actor): { readonly kind: 'agent' | 'service' | 'automation'; readonly id: string } {
  return { kind: actor.kind === 'contact' ? 'automation' : actor.kind, id: actor.id };
}
