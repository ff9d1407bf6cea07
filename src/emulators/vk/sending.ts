// The rules of messages.send: what it takes, what it refuses and with which number, and how it tells a repeated message.
import type { Book } from '../book.ts';
import { type Community, nameOf, type Person, shown, type Stored, whole } from './community.ts';
import type { Events } from './events.ts';
import { type Parameters, recipientRefusal, Refusal, wrong } from './refusal.ts';
import { booked, type Thing, type Things } from './things.ts';
import type { Uploads } from './uploads.ts';

export type Vendor = { readonly community: Community; readonly events: Events; readonly things: Things; readonly uploads: Uploads; readonly book: Book };

/** The text of the documentation; the schema says 9000. */
const longestText = 4096;
const mostAttachments = 10;
const mostRecipients = 100;

type Button = { readonly id: string; readonly label: string };
type Draft = { readonly text: string; readonly randomId: number; readonly things: readonly Thing[]; readonly buttons: readonly Button[]; readonly keyboard: unknown; readonly forward: Forward | null };
type Forward = { readonly peer: number; readonly place: number };

export function sendMessage(parameters: Parameters, vendor: Vendor): unknown {
  const draft = readDraft(parameters, vendor);
  const several = parameters['peer_ids'] ?? parameters['user_ids'];
  if (several !== undefined) {
    const peers = several.split(',').map(Number);
    if (peers.length === 0 || peers.length > mostRecipients || peers.some((peer) => !Number.isSafeInteger(peer))) throw wrong('peer_ids is invalid');
    return peers.map((peer) => toOne(peer, draft, vendor));
  }
  const peer = whole(parameters, 'peer_id') ?? whole(parameters, 'user_id');
  if (peer === null) throw wrong('peer_id is undefined');
  return hand(recipient(peer, vendor), draft, vendor).id;
}

/** With several recipients a refusal stands beside the one whom it concerns. */
function toOne(peer: number, draft: Draft, vendor: Vendor): unknown {
  try {
    const { id, place } = hand(recipient(peer, vendor), draft, vendor);
    return { peer_id: peer, message_id: id, conversation_message_id: place };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { peer_id: peer, message_id: 0, conversation_message_id: 0, error: { code: error.code, description: error.message } };
  }
}

function recipient(peer: number, { community }: Vendor): Person {
  const person = community.find(peer);
  // Whoever never wrote and never allowed it cannot be written to, whether they exist or not.
  if (!person) throw recipientRefusal(901);
  const code = community.refusalTo(person);
  if (code !== null) throw recipientRefusal(code);
  return person;
}

function hand(person: Person, draft: Draft, { community, events, things, book }: Vendor): Stored {
  const same = draft.randomId === 0 ? undefined : community.remembered(person.id, draft.randomId);
  if (same) return same;
  if (draft.forward && (draft.forward.peer !== person.id || !community.dialog(person.id).some(({ place }) => place === draft.forward!.place))) throw new Refusal(921, "Can't forward these messages");
  const answered = draft.forward && community.dialog(person.id).find(({ place }) => place === draft.forward!.place);
  const stored = community.add(person.id, -community.groupId, {
    text: draft.text, attachments: draft.things.map((thing) => things.attachment(thing)), randomId: draft.randomId,
    more: { ...(draft.keyboard === null ? {} : { keyboard: draft.keyboard }), ...(answered ? { reply_message: quoted(answered) } : {}) },
  });
  book.add({ id: nameOf(stored), customer: person.name, direction: 'to customer', text: draft.text, files: draft.things.map(({ file }) => booked(file)), buttons: draft.buttons, key: String(draft.randomId) });
  book.note(nameOf(stored), 'accepted');
  events.emit('message_reply', shown(stored, community.groupId));
  return stored;
}

export const quoted = ({ date, from, text, attachments, place, id, peer }: Stored): unknown => ({ date, from_id: from, text, attachments, conversation_message_id: place, id, peer_id: peer });

function readDraft(parameters: Parameters, vendor: Vendor): Draft {
  const given = parameters['random_id'];
  if (given === undefined) throw wrong('random_id is a required parameter');
  const randomId = whole(parameters, 'random_id');
  if (randomId === null || randomId !== (randomId | 0)) throw wrong('random_id is not a 32-bit integer');
  const text = parameters['message'] ?? '';
  if (text.length > longestText) throw new Refusal(914, 'Message is too long');
  const names = (parameters['attachment'] ?? '').split(',').filter((name) => name !== '');
  if (text.trim() === '' && names.length === 0) throw wrong('message is empty or invalid');
  if (names.length > mostAttachments) throw wrong('attachment: too many');
  const things = names.map((name) => vendor.things.find(name));
  if (things.includes(undefined)) throw wrong('attachment is invalid');
  const keyboard = parameters['keyboard'] === undefined ? null : readKeyboard(parameters['keyboard']);
  return { text, randomId, things: things as Thing[], keyboard: keyboard?.json ?? null, buttons: keyboard?.buttons ?? [], forward: readForward(parameters['forward']) };
}

function readForward(given: string | undefined): Forward | null {
  if (given === undefined || given === '') return null;
  const forward = json(given) as { readonly peer_id?: unknown; readonly conversation_message_ids?: unknown; readonly is_reply?: unknown } | null;
  const places = forward?.conversation_message_ids;
  if (typeof forward?.peer_id !== 'number' || !Array.isArray(places) || places.length !== 1 || typeof places[0] !== 'number') throw wrong('forward is invalid');
  return { peer: forward.peer_id, place: places[0] };
}

/** Inside a message: at most ten buttons, five in a row, six rows; words of 40 letters, a hidden part of 255. */
function readKeyboard(given: string): { readonly json: unknown; readonly buttons: readonly Button[] } {
  const broken = (why: string): Refusal => new Refusal(911, `Keyboard format is invalid: ${why}`);
  const keyboard = json(given) as { readonly inline?: unknown; readonly buttons?: unknown } | null;
  const rows: unknown = keyboard?.buttons;
  if (!Array.isArray(rows) || rows.some((row) => !Array.isArray(row))) throw broken('buttons must be an array of arrays');
  const all = (rows as readonly unknown[][]).flat();
  const [mostRows, most] = keyboard?.inline === true ? [6, 10] : [10, 40];
  if (rows.length > mostRows || all.length > most || rows.some((row: unknown[]) => row.length > 5 || row.length === 0)) throw broken('too many buttons');
  return { json: keyboard, buttons: all.map((button) => readButton(button, broken)) };
}

function readButton(button: unknown, broken: (why: string) => Refusal): Button {
  const { type, label, payload } = ((button as { readonly action?: unknown } | null)?.action ?? {}) as { readonly type?: unknown; readonly label?: unknown; readonly payload?: unknown };
  if (type !== 'callback' && type !== 'text') throw broken('unknown button type');
  if (typeof label !== 'string' || label === '' || label.length > 40) throw broken('label is invalid');
  if (typeof payload !== 'string' || payload.length > 255 || typeof json(payload) !== 'object' || json(payload) === null) throw broken('payload is not a JSON object');
  const hidden = json(payload) as { readonly button?: unknown };
  return { id: typeof hidden.button === 'string' ? hidden.button : payload, label };
}

export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
