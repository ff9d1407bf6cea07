// What a draft answers, and what came in between since it was begun.
import type { MessageView } from '../../contract/views.ts';

export { ownText } from '../../domain/conversation/own-text.ts';

/** The customer's messages since our last answer; where there is none since, the customer's last. */
export function messagesToAnswer(messages: readonly MessageView[]): MessageView[] {
  const lastAnswer = messages.findLastIndex((message) => message.direction === 'out' && message.author.kind === 'agent');
  const open = messages.slice(lastAnswer + 1).filter((message) => message.direction === 'in' && !message.removedAt);
  if (open.length > 0) return open;
  const last = messages.findLast((message) => message.direction === 'in' && !message.removedAt);
  return last ? [last] : [];
}

/** The last word is the customer's: their questions are open, whether somebody writes already or not. */
export function awaitsAnswer(messages: readonly MessageView[]): boolean {
  return messages.findLast((message) => (message.direction === 'in' || message.direction === 'out') && !message.machineSent)?.direction === 'in';
}

export function ourAnswers(messages: readonly MessageView[]): string[] {
  return messages.filter((message) => message.direction === 'out' && message.author.kind === 'agent').map((message) => message.text);
}

/** When something was last said, or said otherwise by whoever wrote it. */
export function newestWords(messages: readonly MessageView[]): string | undefined {
  return messages.map(saidAt).toSorted().at(-1);
}

const saidAt = ({ createdAt, editedAt }: MessageView): string => (editedAt !== null && editedAt > createdAt ? editedAt : createdAt);

/** Words of others that arrived or were changed after the draft was begun; notes are no answer. */
export function writtenMeanwhile(messages: readonly MessageView[], begunAfter: string | null, me: string): MessageView[] {
  if (begunAfter === null) return [];
  return messages.filter(
    (message) => message.direction !== 'note' && saidAt(message) > begunAfter && !(message.author.kind === 'agent' && message.author.id === me),
  );
}
