// One event as MAX tells it, and the key by which a repetition is known: updates carry no id of their own.
import { createHash } from 'node:crypto';
import type { RawRequest } from '../channel.ts';
import { fields, whole, words, type Fields } from './fields.ts';

/** The kinds that are asked for; whatever else comes is passed over. */
export const updateKinds = [
  'message_created', 'message_edited', 'message_removed', 'message_callback', 'bot_started', 'bot_stopped',
  'dialog_cleared', 'dialog_removed', 'dialog_muted', 'dialog_unmuted',
] as const;

/** null: no JSON object in UTF-8. */
export function readUpdate(body: Uint8Array): Fields | null {
  try {
    const value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
}

/**
 * The same for every telling of one event. A new message is known by its id and its own time, so that it has the same key when it is
 * read again from its chat; an edit has the message's id and another time.
 */
export function keyOfUpdate(update: Fields): string {
  const kind = words(update['update_type']) ?? '';
  const message = fields(update['message']);
  const callback = fields(update['callback']);
  const mid = words(fields(message['body'])['mid']) ?? words(update['message_id']);
  const at = kind === 'message_created' ? whole(message['timestamp']) : (whole(callback['timestamp']) ?? whole(update['timestamp']));
  const subject = words(callback['callback_id']) ?? mid ?? whole(fields(update['user'])['user_id']);
  const known = subject !== null && at !== null ? [kind, subject, at] : [kind, update];
  return createHash('sha256').update(JSON.stringify(known)).digest('hex');
}

/** The key of an input as it came; null where it is no update. */
export function keyOf({ body }: Pick<RawRequest, 'body'>): string | null {
  const update = readUpdate(body);
  return update && keyOfUpdate(update);
}

export function asInput(update: Fields, kind: 'update' | 'message', receivedAt: string): RawRequest {
  return { kind, headers: {}, body: new TextEncoder().encode(JSON.stringify(update)), receivedAt, key: keyOfUpdate(update) };
}

/** Which dialog an event says was alive at that time; null: none, or a chat of several people. */
export function dialogOf(update: Fields): { readonly chat: number; readonly at: number } | null {
  const message = fields(update['message']);
  const recipient = fields(message['recipient']);
  const chat = whole(recipient['chat_id']) ?? whole(update['chat_id']);
  const at = (update['update_type'] === 'message_created' ? whole(message['timestamp']) : null) ?? whole(update['timestamp']);
  const type = words(recipient['chat_type']) ?? (/^(bot_started|bot_stopped|dialog_)/.test(words(update['update_type']) ?? '') ? 'dialog' : null);
  return chat !== null && at !== null && type === 'dialog' ? { chat, at } : null;
}
