// What WhatsApp says of a message of ours. Statuses come late, twice and in any order; each is told with its own time,
// and the desk moves a delivery only forward. `sent` proves nothing that the answer to the send did not prove.
import type { Instant } from '../../../domain/identifier.ts';
import type { Incoming } from '../../channel.ts';
import { causeOf } from '../causes.ts';
import { partOf } from '../marks.ts';
import { hashOf, instantOf, line, text, thing, things, type Thing } from './payload.ts';

const states: Readonly<Record<string, 'delivered' | 'read' | 'bounced'>> = { delivered: 'delivered', read: 'read', played: 'read', failed: 'bounced' };

export function receiptOf(status: Thing, receivedAt: Instant): Incoming {
  const id = text(status['id']);
  const named = text(status['status']);
  const state = Object.hasOwn(states, named) ? states[named]! : null;
  const part = partOf(text(status['biz_opaque_callback_data']));
  const passedOver: Incoming = { kind: 'passed-over', because: 'own-notification', externalId: `status.${hashOf(id, named, status['timestamp'])}` };
  // Of a group nobody is the one recipient whose reading could be told.
  if (state === null || id === '' || id.length > 500 || status['recipient_type'] === 'group') return passedOver;
  if (part !== null && part.place !== 'last' && state !== 'bounced') return passedOver;
  const externalId = part === null || part.place === 'first' ? id : part.first;
  const at = instantOf(status['timestamp'], receivedAt);
  return state === 'bounced' ? { kind: 'receipt', externalId, state, at, ...whyOf(status, part !== null) } : { kind: 'receipt', externalId, state, at };
}

function whyOf(status: Thing, ofSeveral: boolean): { readonly code: string; readonly detail: string } {
  const [error = {}] = things(status['errors']);
  const number = Number(text(error['code']) || Number.NaN);
  const cause = causeOf(number);
  const words = [text(error['code']), line(error['title'] ?? error['message'], 200), line(thing(error['error_data'])['details'], 300)].filter((part) => part !== '');
  const code = cause === null || ['whatsapp.busy', 'whatsapp.broken'].includes(cause.code) ? 'whatsapp.not-delivered' : cause.code;
  return { code, detail: `${ofSeveral ? 'one of several parts: ' : ''}${[...new Set(words)].join(': ')}` };
}
