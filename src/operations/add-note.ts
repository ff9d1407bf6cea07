// What colleagues write to each other beside a conversation. A note goes to no customer and is no answer.
import type { Mention } from '../domain/conversation/mention.ts';
import { lastWords } from '../domain/conversation/summary.ts';
import { takeAttachments } from '../store/attachment.ts';
import { findMessageBrief, saveConversationUpdate } from '../store/conversation.ts';
import { removeSentDraft } from '../store/draft.ts';
import { saveMessages, storable } from '../store/receive.ts';
import type { Actor, Change } from './change.ts';
import { change } from './change.ts';
import type { Desk } from './desk.ts';
import { checkMentions, tellMentioned } from './mention-colleagues.ts';
import { getLocked } from './move-conversation.ts';
import type { Written } from './repeated.ts';
import { isRepeated } from './repeated.ts';

export type Note = {
  readonly id: string; readonly conversation: string; readonly text: string; readonly attachments: readonly string[];
  /** Colleagues whom it calls by name; checked by whoever saves it (mention-colleagues.ts). */
  readonly mentions?: readonly Mention[];
};

const anything = { maxBytes: Number.MAX_SAFE_INTEGER, types: ['*/*'] };

/** The same id twice is one note. */
export async function addNote(desk: Desk, who: { readonly workspace: string; readonly actor: Actor }, note: Note & { readonly anyway?: boolean }): Promise<void> {
  await change(desk, who, async (within) => {
    await getLocked(within, note.conversation);
    const { id, conversation, mentions = [], anyway = false } = note;
    if (isRepeated(await findMessageBrief(within.db, within.workspace, id), writtenAs(within, note))) return;
    const told = await checkMentions(within, { conversation, note: id, text: storable(note.text), mentions, anyway });
    await noteWithin(within, note);
    await tellMentioned(desk, within, { conversation, note: id }, told);
  });
}

function writtenAs(within: Change, note: Note): Written {
  return { conversation: note.conversation, direction: 'note', author: within.actor.id, text: storable(note.text) };
}

/** As part of a change that does more, of a conversation that it has locked. */
export async function noteWithin(within: Change, note: Note): Promise<void> {
  const text = storable(note.text);
  if (isRepeated(await findMessageBrief(within.db, within.workspace, note.id), writtenAs(within, note))) return;
  await saveMessages(within.db, within.workspace, within.now, {
    messages: [{
      id: note.id, conversation: note.conversation, inbox: null, direction: 'note', author_kind: within.actor.kind === 'agent' ? 'agent' : 'automation', author: within.actor.id, external_id: null, fingerprint: null,
      language: null, subject: null, text, html: null, recipients: { to: [], copy: [], blindCopy: [] }, sender: null, machine_sent: within.actor.kind !== 'agent', sent_at: within.now, raw_input: null, against_version: null, notices: [],
      mentions: note.mentions ?? [],
    }],
    readings: [], attachments: [], participants: [],
  });
  await takeAttachments(within.db, within.workspace, note.id, note.attachments, anything);
  await saveConversationUpdate(within.db, within.workspace, note.conversation, { added: 1, last: { message: note.id, at: within.now, text: lastWords(text, [], 'note'), direction: 'note' } });
  if (within.actor.kind === 'agent') within.alongside(removeSentDraft(within.db, within.workspace, note.conversation, within.actor.id, note.id));
  within.record('note-added', { conversation: note.conversation, data: { message: note.id } });
}
