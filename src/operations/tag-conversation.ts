// Tags are made by using them. Capitals do not make another tag.
import { Refusal } from '../domain/refusal.ts';
import { saveConversationUpdate } from '../store/conversation.ts';
import { storable } from '../store/receive.ts';
import type { TagRow } from '../store/tag.ts';
import { ensureTags, findTagsByName, removeConversationTags, saveConversationTags } from '../store/tag.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { getLocked } from './move-conversation.ts';

type Wanted = { readonly add: readonly string[]; readonly remove: readonly string[] };

export async function tagConversation(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, conversation: string, wanted: Wanted): Promise<void> {
  refuseContradiction(wanted);
  await change(desk, who, async (within) => {
    await getLocked(within, conversation);
    await tagWithin(desk, within, conversation, wanted);
  });
}

export function refuseContradiction(wanted: Wanted): void {
  const remove = distinct(wanted.remove);
  const both = distinct(wanted.add).find((name) => remove.some((other) => other.toLowerCase() === name.toLowerCase()));
  if (both !== undefined) throw new Refusal('input-wrong', { remove: `"${both}" cannot be added and removed at once.` });
}

/** As part of a change that does more. @returns the ids of the tags that were really added and removed */
export async function tagWithin(desk: Desk, within: Change, conversation: string, wanted: Wanted): Promise<{ readonly added: readonly string[]; readonly removed: readonly string[] }> {
  const [add, remove] = [distinct(wanted.add), distinct(wanted.remove)];
  const { tags, created } = await ensureTags(within.db, within.workspace, within.now, add.map((name) => ({ name, newId: desk.newId() })));
  for (const tag of created) within.record('tag-created', { data: { tag } });
  const added = await saveConversationTags(within.db, within.workspace, conversation, tags.map((tag) => tag.id));
  const unwanted = await findTagsByName(within.db, within.workspace, remove);
  const removed = await removeConversationTags(within.db, within.workspace, conversation, unwanted.map((tag) => tag.id));
  if (added.length + removed.length === 0) return { added, removed };
  await saveConversationUpdate(within.db, within.workspace, conversation, {});
  within.record('conversation-tagged', { conversation, data: { added: names(tags, added), removed: names(unwanted, removed) } });
  return { added, removed };
}

/** The first spelling of each name, in one order for everybody, so that two who make the same tags wait for each other once. */
function distinct(given: readonly string[]): readonly string[] {
  const byFold = new Map<string, string>();
  for (const name of given.map((one) => storable(one).replace(/\s+/gu, ' ').trim())) if (name !== '' && !byFold.has(name.toLowerCase())) byFold.set(name.toLowerCase(), name);
  return [...byFold].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, name]) => name);
}

function names(tags: readonly TagRow[], ids: readonly string[]): readonly string[] {
  return tags.filter((tag) => ids.includes(tag.id)).map((tag) => tag.name);
}
