// One update of a bot → what happened. Pure: the same bytes give the same answer, whether they were fetched or came as a webhook.
// Only private chats are conversations: in a group a bot hears people who do not speak to it, and an answer would be read by all of them.
import { type Incoming, type RawRequest, type Sender, type ThreadHint, UnreadableInput } from '../channel.ts';
import type { TelegramConfig } from './config.ts';
import { contentOf } from './incoming/content.ts';
import { instantOf, nameOf, rawText, storable, text, type Thing, thing, whole } from './incoming/reading.ts';

/** What the vendor is asked to tell: nothing else is of use here. */
export const wantedUpdates = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const;

export function receive(request: RawRequest, config: TelegramConfig): readonly Incoming[] {
  const update = parsed(request.body);
  const id = whole(update['update_id']);
  if (id === null) throw new UnreadableInput('telegram.unreadable', 'the input has no update_id');
  const { receivedAt } = request;
  const [message, edited, pressed, member] = wantedUpdates.map((kind) => thing(update[kind]));
  if (message) return [ofMessage(message, config, receivedAt)];
  if (edited) return [ofEdit(edited, config, receivedAt)];
  if (pressed) return [ofPress(pressed, id, receivedAt)];
  if (member) return [ofMember(member, id, receivedAt)];
  if (wantedUpdates.some((kind) => update[kind] !== undefined)) throw new UnreadableInput('telegram.unreadable', 'the update says nothing');
  return [notForPeople(`update:${id}`)];
}

function parsed(body: Uint8Array): Thing {
  try {
    const update = thing(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)));
    if (update) return update;
  } catch {
    // Said below.
  }
  throw new UnreadableInput('telegram.unreadable', 'the input is not a JSON object in UTF-8');
}

const notForPeople = (externalId: string): Incoming => ({ kind: 'passed-over', because: 'not-for-people', externalId });

/** Chat and number together: numbers begin anew with every bot, and a group has its own. */
const externalIdOf = (chat: number, message: number): string => `${chat}:${message}`;

type Place = { readonly chat: number; readonly message: number; readonly externalId: string; readonly isPrivate: boolean };

function placeOf(message: Thing | null): Place | null {
  const about = thing(message?.['chat']);
  const chat = whole(about?.['id']);
  const number = whole(message?.['message_id']);
  if (chat === null || number === null || typeof about?.['type'] !== 'string') return null;
  return { chat, message: number, externalId: externalIdOf(chat, number), isPrivate: about['type'] === 'private' };
}

function placed(message: Thing): Place {
  const place = placeOf(message);
  if (!place) throw new UnreadableInput('telegram.unreadable', 'the message has no chat, or no number');
  return place;
}

function senderOf(user: Thing | null, id: number): Sender {
  const language = rawText(user?.['language_code']);
  return {
    externalId: String(id),
    name: nameOf(user),
    verified: true,
    ...(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language) && language.length <= 35 ? { language } : {}),
  };
}

function ofMessage(message: Thing, config: TelegramConfig, receivedAt: string): Incoming {
  const { chat, externalId, isPrivate } = placed(message);
  if (!isPrivate) return notForPeople(externalId);
  const author = thing(message['from']);
  if (String(whole(author?.['id']) ?? '') === config.botId) return { kind: 'passed-over', because: 'own-message', externalId };
  const from = senderOf(author ?? thing(message['chat']), chat);
  const at = instantOf(message['date'], receivedAt);
  const begun = beginningIn(message);
  if (begun) return { kind: 'begun', externalId, from, payload: begun.payload, at };
  const said = contentOf(message, whole(message['message_id'])!);
  if (!said) return notForPeople(externalId);
  const { content, fingerprint, notices } = said;
  if (content.text === '' && content.attachments.length === 0) return { kind: 'passed-over', because: 'empty', externalId };
  return {
    kind: 'message', externalId, fingerprint, thread: threadOf(message, chat), from,
    recipients: { to: [], copy: [], blindCopy: [] },
    sentAt: at, content,
    // An absence note of a business account, or another bot: nothing that a machine should answer.
    machineSent: message['is_from_offline'] === true || author?.['is_bot'] === true,
    ...(notices.length > 0 ? { notices } : {}),
  };
}

/** `/start` and what the link carried. With anything else behind it somebody wrote words, and they are a message. */
function beginningIn(message: Thing): { readonly payload: string | null } | null {
  const found = /^\/start(?:@\w{1,64})?(?:\s+([A-Za-z0-9_-]{1,64}))?\s*$/.exec(text(message['text']));
  return found ? { payload: found[1] ?? null } : null;
}

function threadOf(message: Thing, chat: number): ThreadHint {
  const answered = placeOf(thing(message['reply_to_message']));
  return { references: answered && answered.chat === chat ? [answered.externalId] : [], key: null, subject: null, number: null, participants: [String(chat)] };
}

/** The vendor says nothing of messages that somebody deletes. */
function ofEdit(message: Thing, config: TelegramConfig, receivedAt: string): Incoming {
  const { externalId, isPrivate } = placed(message);
  if (!isPrivate) return notForPeople(externalId);
  if (String(whole(thing(message['from'])?.['id']) ?? '') === config.botId) return { kind: 'passed-over', because: 'own-message', externalId };
  const said = contentOf(message, whole(message['message_id'])!);
  return said ? { kind: 'edit', externalId, content: said.content, at: instantOf(message['edit_date'] ?? message['date'], receivedAt) } : notForPeople(externalId);
}

function ofPress(query: Thing, update: number, receivedAt: string): Incoming {
  const id = storable(rawText(query['id'])).slice(0, 500).toWellFormed();
  const user = whole(thing(query['from'])?.['id']);
  if (id === '' || user === null) throw new UnreadableInput('telegram.unreadable', 'the press of a button has no id, or nobody pressed');
  const place = placeOf(thing(query['message']));
  const button = text(query['data']);
  // A game, or a button that was sent by way of another chat.
  if (button === '' || !place?.isPrivate) return notForPeople(`update:${update}`);
  return { kind: 'press', externalId: id, from: senderOf(thing(query['from']), user), message: place.externalId, button, at: receivedAt };
}

/** In a private chat this is told only when somebody blocks the bot or lets it write again. */
function ofMember(changed: Thing, update: number, receivedAt: string): Incoming {
  const chat = thing(changed['chat']);
  const id = whole(chat?.['id']);
  const status = thing(changed['new_chat_member'])?.['status'];
  if (id === null || typeof status !== 'string') throw new UnreadableInput('telegram.unreadable', 'the change of a member names no chat, or no state');
  if (chat?.['type'] !== 'private') return notForPeople(`update:${update}`);
  return { kind: 'reachable', externalId: `${id}:reachable:${update}`, from: senderOf(thing(changed['from']), id), reachable: status !== 'kicked' && status !== 'left', at: instantOf(changed['date'], receivedAt) };
}
