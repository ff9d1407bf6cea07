// Where listening had got to: the vendor's marker, and the dialogs that were seen lately, each with the time of its last message. From
// these dialogs messages are read again after an outage, since the vendor has no list of dialogs to ask for.
import { fields, list, whole, words } from './fields.ts';
import { dialogOf } from './update.ts';
import type { Fields } from './fields.ts';

export type Cursor = {
  readonly marker: number | null;
  /** Number of a dialog and the time of its last message, latest first. */
  readonly dialogs: readonly (readonly [number, number])[];
  /** Until when what came in by the webhook has been looked through. */
  readonly webhooksUntil: string | null;
};

/** A dialog takes thirty bytes, and the cursor is written with every delivery. */
export const mostDialogs = 500;

export function readCursor(stored: unknown): Cursor {
  const { marker, dialogs, webhooksUntil } = fields(stored);
  const known = list(dialogs).flatMap((one) => {
    const [chat, at] = list(one).map(whole);
    return chat === null || chat === undefined || at === null || at === undefined ? [] : [[chat, at] as const];
  });
  return { marker: whole(marker), dialogs: newest(new Map(known)), webhooksUntil: words(webhooksUntil) };
}

export function seen(cursor: Cursor, updates: readonly Fields[]): Cursor {
  const dialogs = new Map(cursor.dialogs);
  for (const update of updates) {
    const dialog = dialogOf(update);
    if (dialog) dialogs.set(dialog.chat, Math.max(dialog.at, dialogs.get(dialog.chat) ?? 0));
  }
  return { ...cursor, dialogs: newest(dialogs) };
}

/** Its messages cannot be read any more. */
export function without(cursor: Cursor, chat: number): Cursor {
  return { ...cursor, dialogs: cursor.dialogs.filter(([known]) => known !== chat) };
}

const newest = (dialogs: ReadonlyMap<number, number>): Cursor['dialogs'] => [...dialogs].toSorted(([, one], [, other]) => other - one).slice(0, mostDialogs);
