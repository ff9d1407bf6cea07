// Two contacts who are one person become one: the survivor. Every identity, every conversation and what only the other knew go to it;
// whoever writes from one of the other's addresses is the survivor from now on.
import { joinKnown } from '../domain/contact/joining.ts';
import { Refusal } from '../domain/refusal.ts';
import { findMerge, saveMerge } from '../store/merge.ts';
import { knownOf, listContactsMergedInto, lockContacts, moveToContact, saveKnown } from '../store/merge-contacts.ts';
import type { Actor } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { actorOfMerge } from './merge-conversations.ts';

export type ContactMerge = { readonly id: string; readonly survivor: string; readonly merge: string };

/** The same id twice is one merge. */
export async function mergeContacts(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, wanted: ContactMerge): Promise<void> {
  if (wanted.merge === wanted.survivor) throw new Refusal('input-wrong', { merge: 'This is the same contact. Choose another one.' });
  await change(desk, who, async (within) => {
    const { db, workspace } = within;
    const all = await lockContacts(db, workspace, [wanted.survivor, wanted.merge]);
    if (await findMerge(db, workspace, wanted.id)) return;
    const survivor = all.find((one) => one.id === wanted.survivor);
    const other = all.find((one) => one.id === wanted.merge);
    if (!survivor || !other) throw new Refusal('not-found');
    const gone = [survivor, other].find((one) => one.merged_into !== null);
    if (gone) throw new Refusal('contact-merged', { contact: gone.merged_into! });
    const before = knownOf(survivor);
    const after = joinKnown(before, knownOf(other));
    const family = await listContactsMergedInto(db, workspace, other.id);
    const conversations = await moveToContact(db, workspace, other.id, survivor.id);
    await saveKnown(db, workspace, survivor.id, after);
    await saveMerge(db, workspace, within.now, { id: wanted.id, kind: 'contacts', survivor: survivor.id, before, after, actor: actorOfMerge(within.actor), parts: [{ part: other.id, before: { family } }] });
    within.record('contacts-merged', { data: { merge: wanted.id, contact: survivor.id, merged: other.id, conversations } });
  });
}
