// Words that are put into somebody's draft from outside of their screen: after what they have written, never instead of it.
import type { DraftContent } from '../contract/draft.ts';
import { draftContent } from '../contract/draft.ts';
import type { LockedConversation } from '../store/conversation.ts';
import { findLastSaid } from '../store/conversation.ts';
import { lockDraft, removeDraft, saveDraft } from '../store/draft.ts';
import type { Change } from './change.ts';
import type { Desk } from './desk.ts';
import type { DraftTrace } from './macro-traces.ts';

const device = 'desk';
const placeOf = (agent: string, conversation: string) => ({ agent, conversation, kind: 'reply' }) as const;

/** `onlyFirst`: where they have written anything, it stays as it is. */
export async function addToDraft(desk: Desk, within: Change, conversation: LockedConversation, agent: string, words: string, onlyFirst = false): Promise<DraftTrace | null> {
  const begun = await readDraft(within, agent, conversation.id);
  if (onlyFirst && begun !== null && (begun.text.trim() !== '' || begun.attachments.length > 0)) return null;
  const said = await findLastSaid(within.db, within.workspace, conversation.id);
  const empty: DraftContent = {
    id: desk.newId(), text: '', version: conversation.version, begunAfter: said?.at.toISOString() ?? null, copy: null, blindCopy: '', inbox: null, sender: null, attachments: [], begins: null,
  };
  const text = begun === null || begun.text.trim() === '' ? words : `${begun.text.trimEnd()}\n\n${words}`;
  const content = { ...(begun ?? empty), text };
  await saveDraft(within.db, within.workspace, within.now, placeOf(agent, conversation.id), { content, attachments: content.attachments.map((one) => one.id), device });
  return { agent, before: begun?.text ?? null, text };
}

/** Only where nobody has written on since. @returns whether it was */
export async function takeFromDraft(within: Change, conversation: string, { agent, before, text }: DraftTrace): Promise<boolean> {
  const begun = await readDraft(within, agent, conversation);
  if (begun?.text !== text) return false;
  const place = placeOf(agent, conversation);
  if (before === null && begun.attachments.length === 0) await removeDraft(within.db, within.workspace, place);
  else await saveDraft(within.db, within.workspace, within.now, place, { content: { ...begun, text: before ?? '' }, attachments: begun.attachments.map((one) => one.id), device });
  return true;
}

async function readDraft(within: Change, agent: string, conversation: string): Promise<DraftContent | null> {
  return draftContent.safeParse((await lockDraft(within.db, within.workspace, placeOf(agent, conversation)))?.content).data ?? null;
}
