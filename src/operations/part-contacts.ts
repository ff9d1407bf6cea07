// Contacts that were joined are two people again: identities and conversations go back to whose they were, those that came since too.
// What was learned about the survivor meanwhile stays with the survivor.
import type { Known } from '../domain/contact/known.ts';
import { partKnown } from '../domain/contact/joining.ts';
import type { FoundMerge } from '../store/merge.ts';
import { knownOf, lockContacts, moveBackToContact, saveKnown } from '../store/merge-contacts.ts';
import type { Change } from './change.ts';

export async function partContacts(within: Change, { merge, parts }: FoundMerge): Promise<void> {
  const { db, workspace } = within;
  const part = parts[0]!;
  const [survivor] = await lockContacts(db, workspace, [merge.survivor]);
  const conversations = await moveBackToContact(db, workspace, merge.survivor, part.part, (part.before as { readonly family: readonly string[] }).family);
  await saveKnown(db, workspace, merge.survivor, partKnown(merge.before as Known, merge.after as Known, knownOf(survivor!)));
  within.record('contact-merge-undone', { data: { merge: merge.id, contacts: [merge.survivor, part.part], conversations } });
}
