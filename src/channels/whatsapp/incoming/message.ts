// One thing that a person did → what happened: a message, a press, a change of one of their messages, or of their number.
import type { Instant } from '../../../domain/identifier.ts';
import { UnreadableInput, type Incoming, type IncomingMessage, type Sender } from '../../channel.ts';
import { dialled, identityOf, isScoped } from '../identity.ts';
import { pressedIn, saidIn, type Said } from './content.ts';
import { hashOf, idOf, instantOf, line, text, thing, type Thing } from './payload.ts';
import { senderOf } from './sender.ts';

export function incomingOf(message: Thing, contacts: readonly Thing[], receivedAt: Instant): readonly Incoming[] {
  const at = instantOf(message['timestamp'], receivedAt);
  const id = idOf(message['id'], message);
  if (message['type'] === 'system') return changedNumber(message, { id, at });
  const from = senderOf(message, contacts);
  if (from === null) throw new UnreadableInput('whatsapp.unreadable', 'a message names nobody who wrote it');
  if (message['type'] === 'edit') return [edited(message, { id, at }) ?? written(message, { id, at, from })];
  if (message['type'] === 'revoke') return [takenBack(message, { at }) ?? written(message, { id, at, from })];
  if (message['type'] === 'reaction' && text(thing(message['reaction'])['emoji']) === '') return [{ kind: 'passed-over', because: 'empty', externalId: id }];
  const button = pressedIn(message);
  if (button !== null) return [{ kind: 'press', externalId: id, from, message: referencesOf(message)[0] ?? null, button, at }];
  return [written(message, { id, at, from })];
}

type Around = { readonly id: string; readonly at: Instant; readonly from: Sender };

function written(message: Thing, { id, at, from }: Around): IncomingMessage {
  const said = saidIn(message);
  const notices = noticesOf(message, said);
  return {
    kind: 'message',
    externalId: id,
    fingerprint: fingerprintOf(message, said),
    thread: { references: referencesOf(message), key: null, subject: null, number: null, participants: [from.externalId] },
    from,
    recipients: { to: [], copy: [], blindCopy: [] },
    sentAt: at,
    content: { subject: null, text: said.text, html: null, attachments: said.attachments },
    machineSent: false,
    ...(notices.length > 0 ? { notices } : {}),
    ...pageOf(thing(message['referral'])),
  };
}

/** The hash of a file's bytes rather than its id: WhatsApp may give the same file another. */
function fingerprintOf(message: Thing, said: Said): string {
  const body = thing(message[text(message['type'])]);
  return hashOf(message['type'], said.text, said.attachments.map((one) => one.name), text(body['sha256']) || text(body['id']));
}

function noticesOf(message: Thing, said: Said): readonly string[] {
  const context = thing(message['context']);
  const forwarded = context['forwarded'] === true || context['frequently_forwarded'] === true;
  return [...said.notices, ...(forwarded ? ['whatsapp.forwarded'] : []), ...(text(message['group_id']) === '' ? [] : ['whatsapp.from-group'])];
}

/** What was answered, or reacted to. */
function referencesOf(message: Thing): readonly string[] {
  const named = [text(thing(message['context'])['id']), message['type'] === 'reaction' ? text(thing(message['reaction'])['message_id']) : ''];
  return [...new Set(named.filter((id) => id !== '' && id.length <= 500))];
}

/** The advertisement or post from which somebody opened the chat. */
function pageOf(referral: Thing): Pick<IncomingMessage, 'page'> {
  const url = URL.parse(text(referral['source_url']));
  if (!url || !/^https?:$/.test(url.protocol)) return {};
  url.username = url.password = '';
  return url.href.length > 6_000 ? {} : { page: { url: url.href, title: line(referral['headline']) || line(referral['body']) } };
}

/** Only numbers that are also used in the WhatsApp Business app hear of edits; null: nothing that says which message. */
function edited(message: Thing, { at }: { readonly id: string; readonly at: Instant }): Incoming | null {
  const edit = thing(message['edit']);
  const original = text(edit['original_message_id']);
  const now = thing(edit['message']);
  if (original === '' || original.length > 500 || Object.keys(now).length === 0) return null;
  const { text: said, attachments } = saidIn(now);
  return { kind: 'edit', externalId: original, content: { subject: null, text: said, html: null, attachments }, at };
}

function takenBack(message: Thing, { at }: { readonly at: Instant }): Incoming | null {
  const original = text(thing(message['revoke'])['original_message_id']);
  return original === '' || original.length > 500 ? null : { kind: 'removal', externalId: original, content: null, at };
}

/**
 * Somebody has another number, and with it another scoped id: both are given to whoever had the old ones. Other system messages
 * (a security code that changed) say nothing to people.
 */
function changedNumber(message: Thing, { id, at }: { readonly id: string; readonly at: Instant }): readonly Incoming[] {
  const system = thing(message['system']);
  const scopedNow = identityOf(text(system['user_id']));
  const numberNow = identityOf(text(system['wa_id']) || text(system['new_wa_id']));
  const before = [text(system['previous_user_id']), text(message['from_user_id']), text(system['customer']), text(message['from'])].map(identityOf)
    .filter((one) => one !== null && one !== scopedNow && one !== numberNow);
  const old = before.find((one) => one !== null && isScoped(one)) ?? before[0] ?? null;
  const isChange = ['user_changed_number', 'customer_changed_number', 'user_changed_user_id'].includes(text(system['type']));
  const phone = numberNow === null || isScoped(numberNow) ? null : dialled(numberNow);
  const now = [...[scopedNow, numberNow].flatMap((one) => (one === null ? [] : [{ channel: 'whatsapp', externalId: one }])), ...(phone === null ? [] : [{ channel: 'sms', externalId: phone }])];
  if (!isChange || old === null || now.length === 0) return [{ kind: 'passed-over', because: 'not-for-people', externalId: id }];
  const others = before.flatMap((one) => (one === null || one === old ? [] : [{ channel: 'whatsapp', externalId: one }]));
  const from: Sender = { externalId: old, name: null, verified: true, ...(others.length > 0 ? { also: others } : {}) };
  return now.map((address): Incoming => ({ kind: 'contact-details', from, address, name: null, at }));
}
