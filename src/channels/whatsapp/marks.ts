// What we give to WhatsApp with a message so that we know it again: buttons of ours among those of other programs that
// speak for the same number, and which of several WhatsApp messages a status is about, where one message took several.
const buttonMark = 'attune:';

export const longestButtonId = 256 - buttonMark.length;

export function markedButton(id: string): string {
  return `${buttonMark}${id}`;
}

/** null: a button that this desk did not send. */
export function ownButton(given: string): string | null {
  return given.startsWith(buttonMark) && given.length > buttonMark.length ? given.slice(buttonMark.length) : null;
}

/**
 * Each status brings back what was given as `biz_opaque_callback_data`. The desk knows a message by the id of its first part: it is
 * delivered when the last part is, and it failed when any part did.
 */
export type Part = { readonly place: 'first' } | { readonly place: 'middle' | 'last'; readonly first: string };

export function partMark(part: Part): string {
  return part.place === 'first' ? 'attune-part:first' : `attune-part:${part.place}:${part.first}`;
}

/** null: the message was sent in one part, or by somebody else. */
export function partOf(mark: string): Part | null {
  const read = /^attune-part:(first|(middle|last):(.{1,480}))$/s.exec(mark);
  if (!read) return null;
  return read[2] === undefined ? { place: 'first' } : { place: read[2] as 'middle' | 'last', first: read[3]! };
}
