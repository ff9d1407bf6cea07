// One event of MAX → what happened. Pure. Only dialogs are taken: in a chat of several people nobody can say who is the customer.
import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/identifier.ts';
import { UnreadableInput, type Incoming, type RawRequest, type Sender } from '../channel.ts';
import { contentOf, nameOf } from './content.ts';
import { fields, whole, words, type Fields } from './fields.ts';
import { keyOfUpdate, readUpdate } from './update.ts';

const mostId = 400;
const mostPayload = 1_024;

type Told = { readonly update: Fields; readonly kind: string; readonly receivedAt: Instant };

export function receive(request: RawRequest): readonly Incoming[] {
  const update = readUpdate(request.body);
  const kind = update && words(update['update_type']);
  if (!update || !kind) throw unreadable('the input is no update of MAX');
  const told = { update, kind, receivedAt: request.receivedAt };
  return [Object.hasOwn(kinds, kind) ? kinds[kind]!(told) : passedOver(told, 'not-for-people')];
}

const kinds: Readonly<Record<string, (told: Told) => Incoming>> = {
  message_created: created,
  message_edited: edited,
  message_removed: removed,
  message_callback: pressed,
  bot_started: begun,
  bot_stopped: (told) => reachable(told, false),
  // A dialog that is removed stops the bot as well.
  dialog_removed: (told) => reachable(told, false),
};

const unreadable = (why: string): UnreadableInput => new UnreadableInput('max.unreadable', why);

function passedOver(told: Told, because: 'own-message' | 'empty' | 'not-for-people'): Incoming {
  return { kind: 'passed-over', because, externalId: `update/${keyOfUpdate(told.update)}` };
}

function created(told: Told): Incoming {
  const message = fields(told.update['message']);
  const mid = midOf(message);
  if (fields(message['recipient'])['chat_type'] !== 'dialog') return passedOver(told, 'not-for-people');
  const from = senderOf(fields(message['sender']), told);
  if (fields(message['sender'])['is_bot'] === true) return passedOver(told, 'own-message');
  const { content, notices } = contentOf(legible(message));
  if (content.text.trim() === '' && content.attachments.length === 0) return passedOver(told, 'empty');
  const link = fields(message['link']);
  const answered = link['type'] === 'reply' ? words(fields(link['message'])['mid']) : null;
  return {
    kind: 'message',
    externalId: mid,
    // An id is given once. What a reader sees is left out of it: read again after an edit, it is still the same message.
    fingerprint: createHash('sha256').update(JSON.stringify([mid, from.externalId])).digest('hex'),
    thread: { references: answered !== null && answered.length <= mostId ? [answered] : [], key: null, subject: null, number: null, participants: [from.externalId] },
    from,
    recipients: { to: [], copy: [], blindCopy: [] },
    sentAt: timeOf(message['timestamp'] ?? told.update['timestamp'], told),
    content,
    machineSent: false,
    ...(notices.length > 0 ? { notices } : {}),
  };
}

function edited(told: Told): Incoming {
  const message = fields(told.update['message']);
  const mid = midOf(message);
  if (fields(message['recipient'])['chat_type'] !== 'dialog') return passedOver(told, 'not-for-people');
  if (fields(message['sender'])['is_bot'] === true) return passedOver(told, 'own-message');
  return { kind: 'edit', externalId: mid, content: contentOf(legible(message)).content, at: timeOf(told.update['timestamp'], told) };
}

function removed(told: Told): Incoming {
  const mid = words(told.update['message_id']);
  if (mid === null || mid.length > mostId) throw unreadable('a removal that does not say of which message');
  return { kind: 'removal', externalId: mid, content: null, at: timeOf(told.update['timestamp'], told) };
}

/** The vendor's id of a press is in its own `/answers`; with the time, because the schema calls it the keyboard's. */
function pressed(told: Told): Incoming {
  const callback = fields(told.update['callback']);
  const message = fields(told.update['message']);
  const id = words(callback['callback_id']);
  if (id === null || id.length > mostId) throw unreadable('a press without its id');
  const type = words(fields(message['recipient'])['chat_type']);
  if (type !== null && type !== 'dialog') return passedOver(told, 'not-for-people');
  const mid = words(fields(message['body'])['mid']);
  return {
    kind: 'press',
    externalId: `${id}/${whole(callback['timestamp']) ?? whole(told.update['timestamp']) ?? 0}`,
    from: senderOf(fields(callback['user']), told),
    message: mid !== null && mid.length <= mostId ? mid : null,
    button: (words(callback['payload']) ?? '').slice(0, mostPayload).toWellFormed(),
    at: timeOf(callback['timestamp'] ?? told.update['timestamp'], told),
  };
}

function begun(told: Told): Incoming {
  const payload = words(told.update['payload'])?.slice(0, mostPayload).toWellFormed() ?? null;
  return { kind: 'begun', externalId: `update/${keyOfUpdate(told.update)}`, from: senderOf(fields(told.update['user']), told), payload, at: timeOf(told.update['timestamp'], told) };
}

function reachable(told: Told, can: boolean): Incoming {
  return { kind: 'reachable', externalId: `update/${keyOfUpdate(told.update)}`, from: senderOf(fields(told.update['user']), told), reachable: can, at: timeOf(told.update['timestamp'], told) };
}

/** Words that are no words are not taken for none: the input is kept, and can be tried again. */
function legible(message: Fields): Fields {
  const { text = null, attachments = null } = fields(message['body']);
  if ((text !== null && typeof text !== 'string') || (attachments !== null && !Array.isArray(attachments))) throw unreadable('a message whose text or attachments are something else');
  return message;
}

function midOf(message: Fields): string {
  const mid = words(fields(message['body'])['mid']);
  if (mid === null || mid.length > mostId) throw unreadable('a message without its id');
  return mid;
}

/** A number that does not fit would be somebody else's. */
function senderOf(user: Fields, { update }: Told): Sender {
  const id = whole(user['user_id']);
  if (id === null || id <= 0) throw unreadable('nobody is named whose message this is');
  const language = words(update['user_locale']);
  return { externalId: String(id), name: nameOf(user), verified: true, ...(language !== null && /^[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,4}$/.test(language) ? { language: language.replaceAll('_', '-') } : {}) };
}

/** Never after it was received, whatever the vendor's clock says. */
function timeOf(given: unknown, { receivedAt }: Told): Instant {
  const at = whole(given);
  if (at === null || at <= 0 || at > 8_640_000_000_000_000) return receivedAt;
  const time = new Date(at).toISOString();
  return time.length === receivedAt.length && time < receivedAt ? time : receivedAt;
}
