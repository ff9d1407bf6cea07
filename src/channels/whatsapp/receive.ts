// A webhook → everything in it that happened: it may hold many entries, changes, messages and statuses. Pure.
import { UnreadableInput, type Incoming, type RawRequest } from '../channel.ts';
import type { WhatsAppConfig } from './config.ts';
import { incomingOf } from './incoming/message.ts';
import { bodyOf, hashOf, idOf, instantOf, text, thing, things, type Thing } from './incoming/payload.ts';
import { senderOf } from './incoming/sender.ts';
import { receiptOf } from './incoming/status.ts';

export function receive(request: RawRequest, config: WhatsAppConfig): readonly Incoming[] {
  const body = bodyOf(request.body);
  if (body['object'] !== 'whatsapp_business_account') throw new UnreadableInput('whatsapp.unreadable', 'the webhook is not about a WhatsApp Business account');
  const changes = things(body['entry']).flatMap((entry) => things(entry['changes']));
  if (changes.length > 0 && changes.every((change) => bringsPeople(change) && !isOurs(change, config))) {
    throw new UnreadableInput('whatsapp.other-number', 'the messages were written to another number than this inbox has');
  }
  const incoming = changes.flatMap((change) => happenedIn(change, request, config));
  return incoming.length > 0 ? incoming : [{ kind: 'passed-over', because: 'empty', externalId: `webhook.${hashOf(body)}` }];
}

const bringsPeople = (change: Thing): boolean => things(thing(change['value'])['messages']).length > 0;

/** One app may serve several numbers, each of which is an inbox of its own. */
function isOurs(change: Thing, config: WhatsAppConfig): boolean {
  const number = text(thing(thing(change['value'])['metadata'])['phone_number_id']);
  return number === '' || number === config.phoneNumberId;
}

function happenedIn(change: Thing, request: RawRequest, config: WhatsAppConfig): readonly Incoming[] {
  const field = text(change['field']);
  const value = thing(change['value']);
  const passedOver = (because: 'not-for-people' | 'own-message'): readonly Incoming[] => [{ kind: 'passed-over', because, externalId: `${/^\w{1,60}$/.test(field) ? field : 'field'}.${hashOf(value)}` }];
  if (!isOurs(change, config)) return passedOver('not-for-people');
  if (field === 'smb_message_echoes' || field === 'message_echoes') return passedOver('own-message');
  if (field === 'calls') return things(value['calls']).map((call) => called(call, value, request));
  if (field !== 'messages') return passedOver('not-for-people');
  const contacts = things(value['contacts']);
  const messages = things(value['messages']).flatMap((message) => incomingOf(message, contacts, request.receivedAt));
  const receipts = things(value['statuses']).map((status) => receiptOf(status, request.receivedAt));
  return messages.length + receipts.length > 0 ? [...messages, ...receipts] : passedOver('not-for-people');
}

/** A customer rang: nobody can answer here, but somebody can write back. The end of a call says nothing new. */
function called(call: Thing, value: Thing, request: RawRequest): Incoming {
  const id = idOf(call['id'], call);
  const from = senderOf(call, things(value['contacts']));
  if (call['event'] !== 'connect' || call['direction'] === 'BUSINESS_INITIATED' || from === null) return { kind: 'passed-over', because: 'not-for-people', externalId: `call.${hashOf(id, call['event'])}` };
  return {
    kind: 'message', externalId: id, fingerprint: hashOf('call', id),
    thread: { references: [], key: null, subject: null, number: null, participants: [from.externalId] },
    from, recipients: { to: [], copy: [], blindCopy: [] }, sentAt: instantOf(call['timestamp'], request.receivedAt),
    content: { subject: null, text: '📞', html: null, attachments: [] }, machineSent: false, notices: ['whatsapp.call'],
  };
}
