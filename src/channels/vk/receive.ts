// One event of VK → what happened. Webhook and queue bring the same events, so that it does not matter by which way one came.
import { createHash } from 'node:crypto';
import { type Incoming, type RawRequest, type Sender, UnreadableInput } from '../channel.ts';
import { contentOf } from './incoming/content.ts';
import { at, isPerson, storable, textAt, wholeAt } from './incoming/reading.ts';
import { pressId } from './people.ts';

type Event = { readonly id: string; readonly type: string; readonly group: string; readonly object: unknown; readonly receivedAt: string };

export function receive(request: RawRequest): readonly Incoming[] {
  const json = parsed(request.body);
  const [type, object] = [textAt(json, 'type'), at(json, 'object')];
  if (type === '' || typeof object !== 'object' || object === null) throw new UnreadableInput('vk.unreadable', 'the input is no event');
  const event = { id: eventId(json, request.body), type, group: String(wholeAt(json, 'group_id') ?? ''), object, receivedAt: request.receivedAt };
  return Object.hasOwn(readers, type) ? readers[type]!(event) : passedOver(event);
}

/** At least what every event has; null: this is none. For the door, which asks before anything is stored. */
export function envelope(body: Uint8Array): { readonly type: string; readonly group: number | null; readonly secret: string } | null {
  try {
    const json = parsed(body);
    const type = textAt(json, 'type');
    const secret = at(json, 'secret');
    return type === '' ? null : { type, group: wholeAt(json, 'group_id'), secret: typeof secret === 'string' ? secret : '' };
  } catch {
    return null;
  }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new UnreadableInput('vk.unreadable', 'the input is not JSON in UTF-8');
  }
}

/** VK names an event once, however often it tells it. */
function eventId(json: unknown, body: Uint8Array): string {
  const given = textAt(json, 'event_id');
  return `event:${/^[\w-]{1,100}$/.test(given) ? given : createHash('sha256').update(body).digest('hex')}`;
}

export const messageKey = (peer: number, place: number): string => `message:${externalIdOf(peer, place)}`;

/** By which an input is known to be here: a new message by its place, so that it is found again in its dialog; others by VK's own name. */
export function keyOfEvent(event: unknown): string | null {
  const message = textAt(event, 'type') === 'message_new' ? (at(event, 'object', 'message') ?? at(event, 'object')) : null;
  const [peer, place] = [wholeAt(message, 'peer_id'), wholeAt(message, 'conversation_message_id')];
  const id = textAt(event, 'event_id').slice(0, 200);
  return peer !== null && place !== null ? messageKey(peer, place) : id === '' ? null : `event:${id}`;
}

/** The same of an input as it came. */
export function keyOf({ body }: Pick<RawRequest, 'body'>): string | null {
  try {
    return keyOfEvent(parsed(body));
  } catch {
    return null;
  }
}

/** Messages are named by their place in a dialog: the one name that every event about them has (docs in README.md). */
export const externalIdOf = (peer: number, place: number): string => `${peer}:${place}`;

const passedOver = ({ id }: Event, because: Extract<Incoming, { kind: 'passed-over' }>['because'] = 'not-for-people'): readonly Incoming[] => [{ kind: 'passed-over', because, externalId: id }];

const readers: Readonly<Record<string, (event: Event) => readonly Incoming[]>> = {
  message_new: (event) => message(event, at(event.object, 'message') ?? event.object),
  // Ours coming back, or one that somebody wrote in VK's own pages: told apart by nothing that the desk could use (README.md).
  message_reply: (event) => passedOver(event, 'own-message'),
  message_edit: edited,
  message_allow: (event) => reachable(event, true),
  message_deny: (event) => reachable(event, false),
  message_read: read,
  message_typing_state: typing,
  message_event: pressed,
};

type Private = { readonly peer: number; readonly externalId: string; readonly from: Sender };

/** null: not one that a person wrote to the community alone. Chats of several people, other communities and mail are not served. */
function privateMessage(given: unknown): Private | null {
  const [peer, from, place] = [wholeAt(given, 'peer_id'), wholeAt(given, 'from_id'), wholeAt(given, 'conversation_message_id')];
  if (!isPerson(peer) || from !== peer || place === null || place < 1 || at(given, 'out') === 1) return null;
  return { peer, externalId: externalIdOf(peer, place), from: sender(peer) };
}

function sender(person: number, language?: string): Sender {
  return { externalId: String(person), name: null, verified: true, ...(language === undefined ? {} : { language }) };
}

function message(event: Event, given: unknown): readonly Incoming[] {
  const found = privateMessage(given);
  if (!found) return notServed(event, given);
  const { peer, externalId, from } = found;
  const sentAt = instant(wholeAt(given, 'date'), event.receivedAt);
  const begun = begunBy(event, given, { from, at: sentAt, externalId: `begun:${externalId}` });
  if (begun.length > 0 && at(payloadOf(given), 'command') === 'start') return begun;
  const { content, notices } = contentOf(given);
  const answered = wholeAt(given, 'reply_message', 'conversation_message_id');
  return [...begun, {
    kind: 'message',
    externalId,
    // Two messages never share a place. What a reader sees does not belong here: a message that was changed meanwhile, or whose
    // pictures have got new addresses, is still the same when VK tells it again.
    fingerprint: createHash('sha256').update(`${event.group} ${externalId} ${wholeAt(given, 'date') ?? ''}`).digest('hex'),
    thread: { references: answered === null || answered < 1 ? [] : [externalIdOf(peer, answered)], key: null, subject: null, number: null, participants: [from.externalId] },
    from: sender(peer, languages[wholeAt(event.object, 'client_info', 'lang_id') ?? -1]),
    recipients: { to: [], copy: [], blindCopy: [] },
    sentAt,
    content,
    machineSent: false,
    ...(notices.length > 0 ? { notices } : {}),
  }];
}

/** A message without a place or an author cannot be kept; one that is not from a person to us is not for people here. */
function notServed(event: Event, given: unknown): readonly Incoming[] {
  const [peer, from] = [wholeAt(given, 'peer_id'), wholeAt(given, 'from_id')];
  if (peer === null || from === null || (isPerson(peer) && from === peer && at(given, 'out') !== 1)) throw new UnreadableInput('vk.unreadable', 'the message does not say who wrote it where');
  return passedOver(event, from < 0 && isPerson(peer) ? 'own-message' : 'not-for-people');
}

/** The button “Start”, or the first message after a link of ours was opened: VK hands the link's value over with it. */
function begunBy({ receivedAt }: Event, given: unknown, base: { readonly from: Sender; readonly at: string; readonly externalId: string }): readonly Incoming[] {
  const reference = storable(textAt(given, 'ref')).slice(0, 500);
  const started = at(payloadOf(given), 'command') === 'start';
  return reference === '' && !started ? [] : [{ kind: 'begun', ...base, payload: reference === '' ? null : reference, at: base.at > receivedAt ? receivedAt : base.at }];
}

/** Text in a message, an object in a press: VK gives both, and what it is made of comes from outside. */
function payloadOf(given: unknown): unknown {
  const payload = at(given, 'payload');
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

function edited(event: Event): readonly Incoming[] {
  const given = at(event.object, 'message') ?? event.object;
  const found = privateMessage(given);
  if (!found) return notServed(event, given);
  return [{ kind: 'edit', externalId: found.externalId, content: contentOf(given).content, at: instant(wholeAt(given, 'update_time'), event.receivedAt) }];
}

/** VK gives no time for these: they are told at once. */
function reachable(event: Event, reachable: boolean): readonly Incoming[] {
  const person = wholeAt(event.object, 'user_id');
  return isPerson(person) ? [{ kind: 'reachable', externalId: event.id, from: sender(person), reachable, at: event.receivedAt }] : passedOver(event);
}

function read(event: Event): readonly Incoming[] {
  const [peer, from, place] = [wholeAt(event.object, 'peer_id'), wholeAt(event.object, 'from_id'), wholeAt(event.object, 'conversation_message_id')];
  if (!isPerson(peer) || from !== peer || place === null || place < 1) return passedOver(event);
  return [{ kind: 'read-until', to: String(peer), externalId: externalIdOf(peer, place), at: event.receivedAt }];
}

function typing(event: Event): readonly Incoming[] {
  const person = wholeAt(event.object, 'from_id');
  return isPerson(person) ? [{ kind: 'typing', from: sender(person) }] : passedOver(event);
}

function pressed(event: Event): readonly Incoming[] {
  const [person, peer, place] = [wholeAt(event.object, 'user_id'), wholeAt(event.object, 'peer_id'), wholeAt(event.object, 'conversation_message_id')];
  const [press, button] = [textAt(event.object, 'event_id'), textAt(payloadOf(event.object), 'button')];
  if (!isPerson(person) || peer !== person || button === '' || !/^[\w-]{1,100}$/.test(press)) return passedOver(event);
  return [{ kind: 'press', externalId: pressId(person, press), from: sender(person), message: place === null || place < 1 ? null : externalIdOf(peer, place), button: button.slice(0, 300).toWellFormed(), at: event.receivedAt }];
}

/** Seconds since 1970; what is missing or lies ahead counts as now. */
function instant(seconds: number | null, receivedAt: string): string {
  const earliest = Date.UTC(2006, 0);
  const ms = (seconds ?? 0) * 1_000;
  return ms < earliest || ms > Date.parse(receivedAt) ? receivedAt : new Date(ms).toISOString();
}

/** Of VK's own pages, by the numbers that its documentation gives them. */
const languages: Readonly<Record<number, string>> = { 0: 'ru', 1: 'uk', 2: 'be', 3: 'en', 4: 'es', 5: 'fi', 6: 'de', 7: 'it' };
