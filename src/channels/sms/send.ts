// Hands one message to the centre, in as many parts as it takes, and says honestly what is known.
import { setTimeout as pause } from 'node:timers/promises';
import type { ChannelIo, Outgoing, Sent } from '../channel.ts';
import type { SmsConfig } from './config.ts';
import { numberOf } from './number.ts';
import { failureOf, isThrottled, refusal } from './outcome.ts';
import { canonical, idOfWhole } from './receipt/message-id.ts';
import { rememberGiven, slowDown, useLine, type Line } from './session/line.ts';
import { sendable } from './text/sendable.ts';
import { cut, whole, withHeader } from './text/segments.ts';

/** What the core may know besides: the ids under which receipts of the parts will come, where there is more than one. */
export type SentInParts = Extract<Sent, { ok: true }> & { readonly parts?: readonly string[] };
type Failed = Extract<Sent, { ok: false }>;

/** A thousand letters beyond the alphabet of phones, each of two units. */
export const mostParts = 16;

const refused = (code: string, reason: string): Failed => ({ ok: false, retry: 'never', code, reason });

export async function send(outgoing: Outgoing, config: SmsConfig, io: ChannelIo): Promise<SentInParts | Failed> {
  const to = numberOf(outgoing.to, config.defaultCountry);
  if (to === null) return refused('sms.number-unusable', 'this is no telephone number with its country');
  const { text, quoted, attachments } = outgoing.message;
  if (attachments.length > 0) return refused('sms.no-files', 'an SMS carries no files');
  const pieces = piecesOf(sendable(quoted === undefined ? text : `${text}\n\n${quoted}`), config);
  if (pieces.length === 0) return refused('sms.empty', 'there is no text');
  if (pieces.length > mostParts) return refused('sms.too-long', `it would take ${pieces.length} parts`);
  if (io.signal.aborted) return { ok: false, retry: 'later', code: 'sms.host-unreachable', reason: 'stopped before it was sent' };
  try {
    return await useLine(config, io.signal, (line) => hand(pieces.map((piece) => ({ ...addresses(to, config), ...piece })), { to, config, line, io }));
  } catch (problem) {
    return failureOf(problem);
  }
}

type Fields = Readonly<Record<string, unknown>>;

function piecesOf(text: string, config: SmsConfig): readonly Fields[] {
  if (text.trim() === '') return [];
  const made = cut(text);
  const coding = { data_coding: made.coding === 'gsm-7' ? 0 : 8 };
  if (made.parts.length === 1) return [{ ...coding, short_message: Buffer.from(made.parts[0]!) }];
  if (made.parts.length <= mostParts && config.longMessages === 'payload') return [{ ...coding, short_message: Buffer.alloc(0), message_payload: Buffer.from(whole(made)) }];
  const reference = nextReference();
  return made.parts.map((part, place) => ({ ...coding, esm_class: 0x40, short_message: Buffer.from(withHeader(part, reference, made.parts.length, place + 1)) }));
}

let reference = Math.floor(Math.random() * 256);
/** One after the other, so that two long messages to one phone are not taken for one. */
const nextReference = (): number => (reference = (reference + 1) % 256);

const addresses = (to: string, { sender }: SmsConfig): Fields => ({
  source_addr_ton: sender.ton, source_addr_npi: sender.npi, source_addr: sender.address,
  dest_addr_ton: 1, dest_addr_npi: 1, destination_addr: to.slice(1),
  registered_delivery: 1,
});

type Hands = { readonly to: string; readonly config: SmsConfig; readonly line: Line; readonly io: ChannelIo };
type Part = { readonly id: string } | Failed;

/** The first part goes alone: what is wrong with the message is then said before any of it was sent. */
async function hand(pieces: readonly Fields[], hands: Hands): Promise<SentInParts | Failed> {
  const first = await handPart(pieces[0]!, hands, false);
  if (!('id' in first)) return first;
  const others = await Promise.all(pieces.slice(1).map((piece) => handPart(piece, hands, true)));
  const missing = others.find((part): part is Failed => !('id' in part));
  if (missing) return { ok: false, retry: 'unknown', code: missing.retry === 'unknown' ? 'sms.answer-lost' : 'sms.partly-sent', reason: missing.reason };
  const ids = [first, ...others].map((part) => (part as { readonly id: string }).id);
  return { ok: true, externalId: idOfWhole(ids), ...(ids.length > 1 ? { parts: ids, detail: `${ids.length} parts` } : {}) };
}

/** How often the rest of a message that has begun is tried again: without it the beginning is worth nothing. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

async function handPart(fields: Fields, { to, config, line, io }: Hands, begun: boolean): Promise<Part> {
  for (let attempt = 0; ; attempt += 1) {
    const tried = await line.submit(fields).then(({ status, pdu }) => ({ status, id: canonical(pdu?.text('message_id') ?? '') }), failureOf);
    if ('ok' in tried) return tried;
    if (tried.status === 0) {
      if (tried.id === '') return { ok: false, retry: 'unknown', code: 'sms.answer-lost', reason: 'the centre took it and gave it no id' };
      rememberGiven(config, tried.id, to);
      return { id: tried.id };
    }
    const failed = refusal(tried.status);
    const wait = pausesMs[attempt];
    if (isThrottled(tried.status)) slowDown(config, wait ?? 1_000);
    if (!begun || failed.retry === 'never' || wait === undefined) return failed;
    await pause(wait, undefined, { signal: io.signal }).catch(() => undefined);
    if (io.signal.aborted) return failed;
  }
}
