// Taking a join or a split back, from the notice bar or from the line that tells of it.
import { tell } from '../kit/notices.ts';
import { words } from '../wording/interface.ts';
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

/** Names of those who get answers, as a sentence holds them. */
export function peopleOf(answers: { readonly to: readonly Person[]; readonly copy: readonly Person[] } | null): string {
  const all = answers ? [...answers.to, ...answers.copy] : [];
  return new Intl.ListFormat(words.language, { type: 'conjunction' }).format([...new Set(all.map((one) => (one.name && one.address.includes('@') ? `${one.name} (${one.address})` : (one.name ?? one.address))))]);
}

type Person = { readonly name: string | null; readonly address: string };
