// Stored units of the protocol → what happened. Pure: the same octets give the same answer years later.
import { createHash } from 'node:crypto';
import { UnreadableInput, type Incoming, type IncomingAttachment, type IncomingMessage, type RawRequest } from '../channel.ts';
import type { SmsConfig } from './config.ts';
import { hashOf, isDelivery, readDelivery, receiptOf, unitsIn, type Delivery } from './incoming/delivery.ts';
import { arrivalHeader, receiptIdsHeader } from './incoming/reassemble.ts';
import { writerOf } from './number.ts';
import { answeredId, receiptIds, type ReceiptIds } from './receipt/message-id.ts';
import type { State } from './receipt/state.ts';
import { happenedAt } from './receipt/time.ts';
import { cardText, vcardPort } from './text/card.ts';
import { decode } from './text/data-coding.ts';

export function receive(request: RawRequest, config: SmsConfig): readonly Incoming[] {
  const units = request.kind === 'units' ? unitsIn(request.body) : null;
  if (units === null) throw new UnreadableInput('sms.unreadable', 'these are not whole units of the protocol');
  const deliveries = units.map((unit) => {
    const delivery = isDelivery(unit) ? readDelivery(unit.octets) : null;
    if (delivery === null) throw new UnreadableInput('sms.unreadable', 'a unit is no delivery, or is damaged inside');
    return delivery;
  });
  const groups = [...Map.groupBy(deliveries, (one) => (one.kind === 'message' && one.place ? JSON.stringify([one.from.address, one.to, one.place.reference, one.place.total]) : one)).values()];
  return groups.map((group) => {
    const [first] = group as [Delivery, ...Delivery[]];
    if (first.kind === 'receipt') return receipt(first, request, config);
    if (first.kind === 'note of a phone') return { kind: 'passed-over', because: 'not-for-people', externalId: `note-${first.hash}` };
    return message(group, groups.length === 1, request, config);
  });
}

function receipt(delivery: Delivery, request: RawRequest, config: SmsConfig): Incoming {
  const read = receiptOf(delivery);
  if (read === null) throw new UnreadableInput('sms.receipt-unreadable', 'the receipt names no state that is known');
  if (read.id === null) throw new UnreadableInput('sms.receipt-unreadable', 'the receipt names no message');
  const externalId = storable(answeredId(read.id, idsOf(request, config)));
  const outcome = outcomes[read.state];
  if (outcome === null) return { kind: 'passed-over', because: 'not-for-people', externalId: `receipt-${delivery.hash}` };
  const at = happenedAt(read.done, request.receivedAt);
  if (outcome === 'delivered') return { kind: 'receipt', externalId, state: 'delivered', at };
  return { kind: 'receipt', externalId, state: 'bounced', at, code: outcome, detail: storable(read.error === null ? read.state : `${read.state}, ${read.error}`) };
}

/** null: it is not over yet. A network that took the message has not given it to anybody. */
const outcomes: Readonly<Record<State, string | null>> = {
  'on its way': null,
  'taken by the network': null,
  'delivered': 'delivered',
  'expired': 'sms.bounced-expired',
  'deleted': 'sms.bounced-deleted',
  'undeliverable': 'sms.bounced-undeliverable',
  'rejected': 'sms.bounced-rejected',
  'unknown': 'sms.bounced-unknown',
};

/** What the settings say, what the listener had seen when this came, or as it is. */
function idsOf(request: RawRequest, config: SmsConfig): ReceiptIds {
  const seen = request.headers[receiptIdsHeader];
  return config.receiptIds ?? receiptIds.find((how) => how === seen) ?? 'same';
}

function message(parts: readonly Delivery[], alone: boolean, request: RawRequest, config: SmsConfig): Incoming {
  const [first] = parts as [Delivery, ...Delivery[]];
  const hash = createHash('sha256').update(JSON.stringify(parts.map((part) => part.hash))).digest('hex').slice(0, 40);
  const arrival = /^[0-9a-z-]{1,100}$/.exec(request.headers[arrivalHeader] ?? '')?.[0];
  const externalId = alone && arrival !== undefined ? arrival : hash;
  const writer = writerOf(storable(first.from.address), first.from.ton, config.defaultCountry);
  const said = contentOf(parts);
  if (writer.identity === '' && said.text.trim() === '' && said.attachments.length === 0) return { kind: 'passed-over', because: 'empty', externalId };
  if (said.text.trim() === '' && said.attachments.length === 0 && said.notices.length === 0) return { kind: 'passed-over', because: 'empty', externalId };
  const identity = writer.identity === '' ? 'unknown' : writer.identity.slice(0, 100);
  return {
    kind: 'message',
    externalId,
    fingerprint: hashOf(Buffer.concat([Buffer.alloc(16), Buffer.from(JSON.stringify([identity, said.text, said.attachments.map(({ content }) => Buffer.from(content as Uint8Array).toString('base64'))]))])),
    thread: { references: [], key: null, subject: null, number: null, participants: [identity] },
    // A sender's number can be made up by whoever has a centre of their own.
    from: { externalId: identity, name: writer.answerable ? null : storable(first.from.address).trim() || null, verified: false },
    recipients: { to: [], copy: [], blindCopy: [] },
    sentAt: request.receivedAt,
    content: { subject: null, text: said.text, html: null, attachments: said.attachments },
    // Names and short numbers are machines, and nothing comes to them in return.
    machineSent: !writer.answerable,
    ...(said.notices.length > 0 ? { notices: said.notices } : {}),
  } satisfies IncomingMessage;
}

type Said = { readonly text: string; readonly attachments: readonly IncomingAttachment[]; readonly notices: readonly string[] };

/** Neighbours of one coding are read together: a letter may stand with one half in each. */
function contentOf(parts: readonly Delivery[]): Said {
  const inOrder = [...new Map(parts.map((part) => [part.place?.index ?? 0, part])).values()].sort((one, other) => (one.place?.index ?? 0) - (other.place?.index ?? 0));
  const total = inOrder[0]!.place?.total ?? 1;
  const runs: { coding: number; octets: Buffer; last: number; gap: boolean }[] = [];
  for (const { coding, content, place } of inOrder) {
    const index = place?.index ?? 1;
    const run = runs.at(-1);
    const gap = index !== (run?.last ?? 0) + 1;
    if (run && run.coding === coding && !gap) Object.assign(run, { octets: Buffer.concat([run.octets, content]), last: index });
    else runs.push({ coding, octets: Buffer.from(content), last: index, gap });
  }
  const missing = inOrder.length < total;
  const pieces = runs.map((run) => ({ ...pieceOf(run.octets, run.coding, inOrder[0]!.port), gap: run.gap }));
  const end = missing && runs.at(-1)!.last < total ? ' […]' : '';
  return {
    text: storable(pieces.map(({ text, gap }, place) => (gap ? `${place > 0 ? ' ' : ''}[…] ${text}` : text)).join('') + end),
    attachments: pieces.flatMap(({ file }, place) => (file ? [{ ...file, name: place > 0 ? `${place + 1}-${file.name}` : file.name, contentId: null }] : [])),
    notices: [
      ...(missing ? ['sms.parts-missing'] : []),
      ...(pieces.some(({ uncertain }) => uncertain) || inOrder.some(({ national }) => national) ? ['sms.letters-uncertain'] : []),
      ...(pieces.some(({ file }) => file !== undefined) ? ['sms.binary'] : []),
    ],
  };
}

type Piece = { readonly text: string; readonly uncertain: boolean; readonly file?: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array } };

function pieceOf(octets: Buffer, coding: number, port: number | null): Piece {
  const decoded = decode(octets, coding);
  if (port === vcardPort) {
    const card = 'text' in decoded ? decoded.text : octets.toString('utf8');
    return { text: cardText(card), uncertain: false, file: { name: 'contact.vcf', mediaType: 'text/vcard', content: new Uint8Array(Buffer.from(card, 'utf8')) } };
  }
  if ('text' in decoded) return decoded;
  return { text: octets.length === 0 ? '' : `📎 ${octets.length} B`, uncertain: false, ...(octets.length === 0 ? {} : { file: { name: 'message.bin', mediaType: 'application/octet-stream', content: new Uint8Array(octets) } }) };
}

/** What a database and another program can take. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
