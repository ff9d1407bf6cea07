// To ask a customer for more time is to write to them: the sentence is prepared in their language, stands in the composer for the
// agent to change, and the promise it makes takes the place of the old one when it is sent.
import type { CommitmentView, ContactView, ConversationView } from '../../contract/views.ts';
import { drafts } from '../composer/use-draft.ts';
import { isInterfaceLanguage, loadWords, words } from '../wording/interface.ts';

export type Renewing = {
  readonly commitment: CommitmentView;
  readonly conversation: ConversationView;
  readonly contact: ContactView | undefined;
  readonly due: string;
  /** By whose clock the time is written, as promises are read: the desk's. */
  readonly timeZone: string;
};

/** Puts it into the draft of the conversation, behind what stands there. */
export async function beginRenewal({ commitment, conversation, contact, due, timeZone }: Renewing): Promise<void> {
  const wanted = conversation.language ?? contact?.language ?? '';
  const language = isInterfaceLanguage(wanted) ? wanted : words.language;
  if (isInterfaceLanguage(language)) await loadWords(language, 'promises');
  const t = words.in(language, 'promises');
  const sentence = t(contact?.preferences.address === 'informal' ? 'renew.informal' : 'renew.sentence', { when: writtenTime(due, language, timeZone) });
  const draft = drafts.peek(conversation.id, 'reply');
  const text = draft.text.trim() === '' ? sentence : `${draft.text.trimEnd()}\n\n${sentence}`;
  drafts.change(conversation.id, { kind: 'reply', text, promises: { keeps: draft.promises?.keeps ?? [], renews: { commitment: commitment.id, due } } });
}

/** A day with its month and a time, which is what the engine finds again in the sentence (language/dates). */
export function writtenTime(due: string, language: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone });
  return format.format(new Date(due));
}

let wish: string | null = null;
const listeners = new Set<() => void>();

/** The composer of a conversation takes the focus, now or when it opens. */
export function wishToWrite(conversation: string): void {
  wish = conversation;
  for (const listener of listeners) listener();
}

export function takeWish(conversation: string): boolean {
  if (wish !== conversation) return false;
  wish = null;
  return true;
}

export function onWish(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
