// Taking a join or a split back, from the notice bar or from the line that tells of it.
import { addressOf } from '../contact/contact-label.ts';
import { tell, untilHeard } from '../kit/notices.ts';
import { spoken, words } from '../wording/interface.ts';
import { merging } from './merging-api.ts';

export async function undoMerge(merge: string, done: string): Promise<boolean> {
  try {
    await merging.undo(merge);
    tell({ text: done });
    return true;
  } catch (error) {
    tell({ text: '', trouble: error });
    return false;
  }
}

/** Whoever takes it back, wherever. */
export const untilUndone = (merge: string) => untilHeard(/^(?:contact-)?merge-undone$|^split-undone$/, merge);

/** Those who get answers, as a sentence holds them. Ids that a channel gave its visitors say nothing to people. */
export function peopleOf(answers: { readonly to: readonly Person[]; readonly copy: readonly Person[] } | null): string {
  const names = [...(answers?.to ?? []), ...(answers?.copy ?? [])].map(({ name, address }) => {
    if (addressOf({ identities: [{ channel: '', externalId: address, name: null, verified: false }] }) === null) return name ?? spoken('desk')('contact.visitor');
    return name && name !== address ? `${name} (${address})` : address;
  });
  return new Intl.ListFormat(words.language, { type: 'conjunction' }).format([...new Set(names)]);
}

type Person = { readonly name: string | null; readonly address: string };
