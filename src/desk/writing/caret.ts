// Where words go that come from outside of the field: a macro's, the key points, a template from the palette. The composer of an
// open conversation says where its caret is; without one the words stand behind what is written there.
import type { Filled } from '../../domain/template/fill.ts';
import { drafts } from '../composer/use-draft.ts';
import type { DraftKind } from '../composer/drafts.ts';

export type Inserting = (filled: Filled) => void;

const places = new Map<string, Inserting>();

/** @returns takes it back */
export function offerCaret(conversation: string, insert: Inserting): () => void {
  places.set(conversation, insert);
  return () => {
    if (places.get(conversation) === insert) places.delete(conversation);
  };
}

export function insertWords(conversation: string, kind: DraftKind, filled: Filled): void {
  const insert = () => {
    const here = places.get(conversation);
    if (here) here(filled);
    else drafts.change(conversation, { kind, text: joinedBehind(drafts.peek(conversation, kind).text, filled).text });
  };
  if (!places.has(conversation) || drafts.read(conversation).kind === kind) insert();
  else {
    drafts.change(conversation, { kind });
    // The field must hold the other draft before anything is put into it.
    afterClosing(insert);
  }
}

/** When a window that was open has gone and the field can have the focus. */
export function afterClosing(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

/** Behind words that are there, a paragraph of their own. */
export function joinedBehind(text: string, filled: Filled): Filled {
  if (text.trim() === '') return filled;
  const before = `${text.trimEnd()}\n\n`;
  return { ...filled, text: before + filled.text, gaps: filled.gaps.map((gap) => ({ start: gap.start + before.length, end: gap.end + before.length })) };
}
