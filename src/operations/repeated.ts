// Whether a request was made before. Callers give ids of their own to what they write, so that a request whose answer was lost can
// be made again without doubling anything.
import type { MessageBrief } from '../store/conversation.ts';
import { Refusal } from '../domain/refusal.ts';

export type Written = Pick<MessageBrief, 'conversation' | 'direction' | 'author' | 'text'>;

/**
 * The same id with the same words is the same message. With other words, or elsewhere, it is a mistake that must not pass for done:
 * its author would believe that these words were sent.
 */
export function isRepeated(stored: MessageBrief | null, wanted: Written, field = 'id'): boolean {
  if (stored === null) return false;
  const { conversation, direction, author, text } = wanted;
  if (stored.conversation === conversation && stored.direction === direction && stored.author === author && stored.text === text) return true;
  throw new Refusal('input-wrong', { [field]: 'Another message has this id already. Nothing was written; give this one an id of its own.' });
}
